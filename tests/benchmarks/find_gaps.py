"""Gaps and loitering in generated reports in memory. Prints "name value" lines; peers on the same ones.

The peers get their frames ready in memory, in the order of ships and times: they sort none of their own.
DuckDB reads Parquet that polars wrote, since it takes frames only through another package.

    python tests/benchmarks/find_gaps.py [REPORTS]
"""

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb
import numpy as np
import polars as pl
from generated_fleet import generated_fleet, port_places

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.gaps import find_silences
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters

REPORTS = 10_000_000
ROUNDS = 7
GAP_S = 12 * 3600
DUCKDB = """select count(*) from
(select t, lead(t) over (partition by ship order by t) as next from reports) where next - t > 43200"""


def measure(name: str, unit_s: float, work: Callable[[], object], rounds: int = ROUNDS) -> None:
    """Tell the least of some rounds: the machine does other things too."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    tell(name, min(times) / unit_s)


def tell(name: str, value: float) -> None:
    """One line."""
    print(f"{name} {value:.4g}", flush=True)


def beside(fleet: Fleet, expected: int) -> None:
    """The same gaps by polars and DuckDB."""
    ships = np.repeat(np.arange(len(fleet.vessel_ids), dtype=np.int32), np.diff(fleet.starts))
    frame = pl.DataFrame({"ship": ships, "t": fleet.t_s.astype(np.int64)})

    def by_polars(rows: pl.DataFrame) -> int:
        following = pl.col("t").shift(-1).over("ship")
        return int(rows.lazy().filter(following - pl.col("t") > GAP_S).select(pl.len()).collect().item())

    check(by_polars(frame), expected)
    measure("gaps_polars_ms", 1e-3, lambda: by_polars(frame), 3)
    mixed = frame.sample(fraction=1, shuffle=True, seed=1)
    measure("gaps_polars_with_sort_ms", 1e-3, lambda: by_polars(mixed.sort("ship", "t")), 2)
    with tempfile.TemporaryDirectory() as folder:
        frame.write_parquet(Path(folder) / "reports.parquet")
        peer = duckdb.connect()
        peer.execute("create table reports as from read_parquet($1)", [f"{folder}/reports.parquet"])
    check(int(peer.execute(DUCKDB).fetchall()[0][0]), expected)
    measure("gaps_duckdb_ms", 1e-3, lambda: peer.execute(DUCKDB).fetchall(), 3)


def check(found: int, expected: int) -> None:
    """Stop where a peer finds another number of gaps."""
    if found != expected:
        sys.exit(f"A peer finds {found} gaps, Tumen {expected}.")


def main() -> None:
    """Make the reports, compile, measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    parameters, places = EventParameters(), port_places()
    small = Detector(generated_fleet(20_000), places)
    for kind in (EventKind.GAP, EventKind.LOITERING):
        small.events(kind, parameters)
    fleet = generated_fleet(count)
    detector = Detector(fleet, places)
    measure("gaps_reading_times_ms", 1e-3, fleet.t_s.max)
    measure("gaps_scan_ms", 1e-3, lambda: find_silences(fleet, GAP_S))
    measure("gaps_with_evidence_s", 1, lambda: detector.events(EventKind.GAP, parameters), 1)
    tell("gaps_found", len(detector.events(EventKind.GAP, parameters)))
    hours = iter(np.linspace(13, 36, ROUNDS).tolist())
    measure(
        *("gaps_moved_ms", 1e-3),
        lambda: detector.events(EventKind.GAP, parameters.changed({"gap_h": next(hours)})),
    )
    for hour in (6.0, 3.0, 1.0):
        moved = parameters.changed({"gap_h": hour})
        measure(f"gaps_over_{hour:g}_h_s", 1, lambda moved=moved: detector.events(EventKind.GAP, moved), 1)
    tell("gaps_over_1_h", len(detector.events(EventKind.GAP, parameters.changed({"gap_h": 1.0}))))
    measure("loitering_s", 1, lambda: Detector(fleet, places).events(EventKind.LOITERING, parameters), 3)
    beside(fleet, len(find_silences(fleet, GAP_S)))


main()
