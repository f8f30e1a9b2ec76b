"""A window on a case of a million voyages: start, a filter, memory. Prints "name value" lines.

`usable` is the moment at which the map has painted the case and the first rows of the table are there.
"""

import os
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from desktop_app.bootstrap import prepare

prepare(headless="DISPLAY" not in os.environ)

from dragging import drag_window  # noqa: E402 - after the process is prepared
from PySide6.QtCore import QEventLoop, QTimer, SignalInstance  # noqa: E402 - same
from sliding import slide_window  # noqa: E402 - same

from desktop_app.app import make_application, start_window  # noqa: E402 - same
from desktop_app.importers.case_choice import CaseChoice  # noqa: E402 - same
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same

TIMEOUT_MS = 60_000
CLAUSES = (
    DateClause(date(2018, 3, 1), date(2018, 3, 31)),
    DateClause(date(2018, 1, 1), date(2018, 12, 31)),
    DateClause(date(2016, 1, 1), date(2022, 12, 31)),
    ChoiceClause(ClauseKind.VESSEL, ("example-0007",), ("EXAMPLE 0007",)),
)


def wait_for(signal: SignalInstance, action: Callable[[], object]) -> None:
    """Do something and turn the event loop until a signal comes."""
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(TIMEOUT_MS, loop.quit)
    action()
    loop.exec()
    signal.disconnect(loop.quit)


def main() -> None:
    """Measure and print."""
    started = float(os.environ["TUMEN_BENCH_START"])
    application = make_application()
    choice = CaseChoice(Path(os.environ["TUMEN_BENCH_CASE"]))
    window = start_window(choice, Resources.locate(), Path(os.environ["TUMEN_BENCH_SETTINGS"]))
    wait_for(window.record_painted, lambda: None)
    painted = time.time() - started
    wait_for(window.filled, lambda: None)
    bench = window.workbench
    table = bench.voyages.table
    while not table.model().rowCount():
        wait_for(bench.coordinator.delivered, lambda: None)
    table.viewport().repaint()
    print(f"many_painted_ms {painted * 1000:.0f}")
    print(f"many_usable_ms {(time.time() - started) * 1000:.0f}")
    took: list[float] = []
    for clause in CLAUSES:
        begun = time.perf_counter()
        wait_for(bench.map.painted, lambda clause=clause: bench.session.set_clause(clause, ""))  # type: ignore[misc]  # a default, not a parameter
        took.append((time.perf_counter() - begun) * 1000)
        wait_for(bench.map.painted, bench.session.reset_filter)
    print(f"many_filter_ms {statistics.median(took):.0f}")
    print(f"many_filter_worst_ms {max(took):.0f}")
    drag_window(window, "many_", date(2018, 3, 1), date(2019, 2, 28))
    bench.session.reset_filter()
    slide_window(window, "many_")
    table.selectAll()
    table.scrollToBottom()
    table.viewport().repaint()
    print(f"many_memory_python_mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
    window.close()
    application.quit()


main()
