"""Encounters and ship-to-ship candidates in made-up reports, beside polars and DuckDB with the same rules.

Prints "name value" lines: seconds, medians of three after a warm-up, everything in memory; the peers are
given sorted frames, and find stretches alone (`meeting_peers`). Reports by the first argument, ten
million without one.
"""

import statistics
import sys
import time
from collections.abc import Callable
from typing import Final

from generated_fleet import generated_fleet, port_places
from meeting_peers import duckdb_stretches, polars_stretches, ports_of, reports_of

from desktop_app.analysis.detector import Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters

REPORTS: Final = 10_000_000
ROUNDS: Final = 3


def median_s(work: Callable[[], object]) -> float:
    """Seconds that it takes."""
    work()
    taken = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def main() -> None:
    """Make the reports, find, and hold the peers' answers against ours."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS
    fleet, places, parameters = generated_fleet(count), port_places(), EventParameters()
    gaps = Detector(fleet, places).events(EventKind.GAP, parameters)

    def find(kind: EventKind) -> EventColumns:
        detector = Detector(fleet, places)
        detector._found[EventKind.GAP] = (parameters.of(EventKind.GAP), gaps)
        return detector.events(kind, parameters)

    print(f"encounters_s {median_s(lambda: find(EventKind.ENCOUNTER)):.3f}", flush=True)
    print(f"encounters_found {len(find(EventKind.ENCOUNTER))}")
    print(f"sts_candidates_s {median_s(lambda: find(EventKind.STS)):.3f}", flush=True)
    print(f"sts_candidates_found {len(find(EventKind.STS))}")
    tables = (reports_of(fleet), ports_of(places), parameters)
    for name, peer in (("polars", polars_stretches), ("duckdb", duckdb_stretches)):
        print(f"encounters_{name}_s {median_s(lambda peer=peer: peer(*tables)):.3f}", flush=True)
        print(f"encounters_{name}_found {len(peer(*tables))}")


main()
