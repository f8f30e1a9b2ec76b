"""Doubts about who and where, beside polars and DuckDB on the same reports. Prints "name value" lines.

Of every twentieth ship of the generated fleet each second report is moved away, as if two ships shared one
MMSI. Peers find the jumps alone, the only rule that both can say in one query; polars is measured on sorted
reports, and its sort apart. Medians of some rounds, kernels compiled before.

    python tests/benchmarks/find_doubts.py [REPORTS]
"""

import dataclasses
import statistics
import sys
import time
from collections.abc import Callable

import duckdb
import numpy as np
import polars as pl
from generated_fleet import generated_fleet, port_places

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.position_runs import (
    against_course,
    frozen,
    jumps,
    on_land,
    out_of_reach,
    round_circles,
)
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters

REPORTS = 10_000_000
ROUNDS = 3
SHARED_BY = 20
AWAY_E7 = 30_000_000
USUAL = EventParameters()
JUMPS = """
    SELECT count(*) FROM (
        SELECT t_s - lag(t_s) OVER own AS seconds,
            2 * 6371008.8 / 1852 * asin(sqrt(
                sin(radians(lat - lag(lat) OVER own) / 2) ** 2
                + cos(radians(lat)) * cos(radians(lag(lat) OVER own))
                    * sin(radians(lon - lag(lon) OVER own) / 2) ** 2)) AS nm
        FROM reports WINDOW own AS (PARTITION BY ship ORDER BY place))
    WHERE nm > 2 AND nm > 50 * seconds / 3600
"""


def shared(fleet: Fleet) -> Fleet:
    """The fleet with some ships that seem to be two."""
    lon_e7 = fleet.lon_e7.copy()
    for ship in range(0, len(fleet.vessel_ids), SHARED_BY):
        where = fleet.reports_of(ship)
        lon_e7[where.start : where.stop : 2] += AWAY_E7
    return dataclasses.replace(fleet, lon_e7=lon_e7)


def tell(name: str, work: Callable[[], object]) -> None:
    """The median time of some rounds."""
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        work()
        times.append(time.perf_counter() - began)
    print(f"{name} {statistics.median(times):.4g}", flush=True)


def by_polars(frame: pl.DataFrame) -> int:
    """Jumps of sorted reports."""
    lat, lon = pl.col("lat").radians(), pl.col("lon").radians()
    half = ((lat - lat.shift()) / 2).sin() ** 2
    half += lat.cos() * lat.shift().cos() * ((lon - lon.shift()) / 2).sin() ** 2
    seconds = pl.col("t_s") - pl.col("t_s").shift()
    nm = 2 * 6_371_008.8 / 1852 * half.sqrt().arcsin()
    same = pl.col("ship") == pl.col("ship").shift()
    return int(frame.lazy().select((same & (nm > 2) & (nm > 50 * seconds / 3600)).sum()).collect().item())


def main() -> None:
    """Ours, then the peers."""
    fleet = shared(generated_fleet(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS))
    places = port_places()
    steps = len(out_of_reach(fleet, USUAL.jump_kn, USUAL.jump_nm))
    print(f"doubts_jumps {steps}")
    checks: dict[str, Callable[[], object]] = {
        "jumps": lambda: jumps(fleet, USUAL),
        "on_land": lambda: on_land(fleet),
        "frozen": lambda: frozen(fleet, USUAL, places),
        "course": lambda: against_course(fleet, USUAL),
        "circles": lambda: round_circles(fleet, USUAL),
        "positions": lambda: Detector(fleet, places).events(EventKind.POSITION, USUAL),
        "identities": lambda: Detector(fleet, places).events(EventKind.IDENTITY, USUAL),
    }
    for name, work in checks.items():
        tell(f"doubts_{name}_s", work)
    ship = np.repeat(np.arange(len(fleet.vessel_ids)), np.diff(fleet.starts))
    frame = pl.DataFrame(
        {
            "place": np.arange(fleet.count),
            "ship": ship,
            "t_s": fleet.t_s.astype(np.int64),
            "lon": fleet.lon_e7 / 1e7,
            "lat": fleet.lat_e7 / 1e7,
        }
    )
    mixed = frame.sample(fraction=1.0, shuffle=True, seed=1)
    tell("doubts_polars_sort_s", lambda: mixed.sort("ship", "t_s"))
    tell("doubts_polars_jumps_s", lambda: by_polars(frame))
    found = by_polars(frame)
    with duckdb.connect() as connection:
        connection.execute(
            "CREATE TABLE reports (place BIGINT, ship BIGINT, t_s BIGINT, lon DOUBLE, lat DOUBLE)"
        )
        columns = {name: frame[name].to_numpy() for name in frame.columns}
        connection.execute("INSERT INTO reports SELECT place, ship, t_s, lon, lat FROM columns")
        del columns
        (told,) = connection.execute(JUMPS).fetchone() or (0,)
        tell("doubts_duckdb_jumps_s", lambda: connection.execute(JUMPS).fetchone())
    if not steps == found == told:
        sys.exit(f"the numbers of jumps differ: {steps}, polars {found}, DuckDB {told}")


if __name__ == "__main__":
    main()
