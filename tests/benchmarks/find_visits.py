"""Visits to more than 200 ports and voyages between them, beside polars and DuckDB on the same arrays.

Prints "name value" lines: seconds of Tumen with the grid of ports, of its voyages, of its visits to all
places of the reported record with the World Port Index; seconds of polars and DuckDB, whose rows are in
order and in memory before; peak memory of each. Each runs in a process of its own, after one that compiles.
All find the same visits, or it fails. Reports by the first argument, ten million without one.

    python tests/benchmarks/find_visits.py [REPORTS]
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from generated_fleet import generated_fleet, port_places
from visit_peers import DuckTables, Row, by_polars, lone_places, tables_of

from desktop_app.analysis.case_places import case_places
from desktop_app.analysis.detector import Detector
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.importers.reported_record import open_reported_record
from desktop_app.runtime.resources import Resources

REPORTS: Final = 10_000_000
WARMING: Final = 100_000
ROUNDS: Final = 3


def tumen(reports: int) -> list[Row]:
    """Three times each, the fastest told; a new detector finds anew."""
    fleet, places = generated_fleet(reports), lone_places(port_places(), case_places(None))
    parameters = EventParameters()
    record = open_reported_record(Resources.locate())
    all_places = case_places(record)
    record.close()
    took: dict[str, float] = {}
    for _ in range(ROUNDS):
        for name, kind, given in (
            ("visits", EventKind.VISIT, places),
            ("visits_record", EventKind.VISIT, all_places),
        ):
            detector = Detector(fleet, given)
            start = time.perf_counter()
            detector.events(kind, parameters)
            took[name] = min(took.get(name, 1e9), time.perf_counter() - start)
            if given is places:
                start = time.perf_counter()
                voyages = detector.events(EventKind.VOYAGE, parameters)
                took["voyages"] = min(took.get("voyages", 1e9), time.perf_counter() - start)
                found = detector.events(EventKind.VISIT, parameters)
    for name, seconds in took.items():
        tell(f"{name}_s", seconds)
    tell("visits_ports", len(places.places))
    tell("visits_found", len(found))
    tell("voyages_found", len(voyages))
    columns = (found.vessel, found.place, found.start_s, found.facts["stops"], found.facts["gaps"])
    return sorted(zip(*(column.tolist() for column in columns), strict=True))


def polars(reports: int) -> list[Row]:
    """The chain, rows in memory."""
    fleet, places = generated_fleet(reports), lone_places(port_places(), case_places(None))
    tables = tables_of(fleet, places)
    start = time.perf_counter()
    found = by_polars(*tables, fleet.end_s)
    tell("visits_polars_s", time.perf_counter() - start)
    return found


def duckdb(reports: int) -> list[Row]:
    """The query, rows in memory."""
    fleet, places = generated_fleet(reports), lone_places(port_places(), case_places(None))
    with tempfile.TemporaryDirectory() as folder:
        tables = DuckTables(*tables_of(fleet, places), Path(folder))
    start = time.perf_counter()
    found = tables.visits(fleet.end_s)
    tell("visits_duckdb_s", time.perf_counter() - start)
    tables.close()
    return found


def tell(name: str, value: float) -> None:
    """One line."""
    print(f"{name} {value:.4g}", flush=True)


ENGINES: Final = {"tumen": tumen, "polars": polars, "duckdb": duckdb}


def main() -> None:
    """Each engine in a fresh process; then hold their visits against each other."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--in"]:
        engine, reports, answer = arguments[1], int(arguments[2]), Path(arguments[3])
        answer.write_text(json.dumps(ENGINES[engine](reports)), encoding="utf-8")
        tell(f"visits_{engine}_peak_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        answers = []
        for engine, reports in (
            ("tumen", WARMING),
            *((engine, int(arguments[0]) if arguments else REPORTS) for engine in ENGINES),
        ):
            told = subprocess.run(  # noqa: S603 - our own interpreter and program
                [sys.executable, __file__, "--in", engine, str(reports), str(answer)],
                check=True,
                capture_output=True,
                text=True,
            )
            if reports != WARMING:
                print(told.stdout, end="", flush=True)
                answers.append(answer.read_text(encoding="utf-8"))
    if len(set(answers)) != 1:
        raise SystemExit("the engines do not find the same visits")


if __name__ == "__main__":
    main()
