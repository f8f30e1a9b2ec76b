"""From a case file to all events in memory. Prints "name value" lines: seconds a step, numbers, peak memory.

A first process compiles what is not compiled yet and is not measured; the second is, on a warm disk.

    python tests/benchmarks/find_events.py [REPORTS]
"""

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from generated_fleet import write_case

from desktop_app.analysis.detector import Detector
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.storage.case_store import CaseStore

REPORTS = 10_000_000
WARMING = 200_000
KINDS = tuple(EventKind)


def find(path: Path) -> None:
    """Open, read, find, and tell how long each took."""
    began = time.perf_counter()
    store = CaseStore.open(path, want_write=False)
    detector = Detector.of_case(store)
    tell("events_fleet_s", time.perf_counter() - began)
    parameters = EventParameters()
    detector.find_all(KINDS, parameters)
    tell("events_all_s", time.perf_counter() - began)
    count = sum(len(detector.events(kind, parameters)) for kind in KINDS)
    alone = Detector(detector.fleet, store=store)
    for kind in KINDS:
        start = time.perf_counter()
        alone.events(kind, parameters)
        tell(f"events_{kind.value}_s", time.perf_counter() - start)
    start = time.perf_counter()
    detector.events(EventKind.GAP, parameters.changed({"gap_h": 6.0}))
    tell("events_gap_moved_ms", (time.perf_counter() - start) * 1000)
    tell("events_found", count)
    tell("events_peak_mb", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    store.close()


def tell(name: str, value: float) -> None:
    """One line."""
    print(f"{name} {value:.4g}", flush=True)


def main() -> None:
    """Make the case, then measure in a fresh process."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--in"]:
        find(Path(arguments[1]))
        return
    with tempfile.TemporaryDirectory() as folder:
        for reports in (WARMING, int(arguments[0]) if arguments else REPORTS):
            path = Path(folder) / f"{reports}.gpkg"
            write_case(path, reports)
            told = subprocess.run(  # noqa: S603 - our own interpreter and program
                [sys.executable, __file__, "--in", str(path)], check=True, capture_output=True, text=True
            )
        print(told.stdout, end="")


main()
