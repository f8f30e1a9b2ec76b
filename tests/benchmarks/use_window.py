"""Filter latency, figure time and memory in the running window. Prints "name value" lines."""

import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from desktop_app.bootstrap import prepare

prepare(headless="DISPLAY" not in os.environ)

from dragging import PaintClock, drag_window  # noqa: E402 - after the process is prepared
from PySide6.QtCore import QEventLoop, QTimer  # noqa: E402 - same
from sliding import slide_window  # noqa: E402 - same

from desktop_app.app import build_window, make_application  # noqa: E402 - same
from desktop_app.query.clauses import DateClause  # noqa: E402 - same
from desktop_app.runtime.resources import Resources  # noqa: E402 - same
from desktop_app.ui.workbench import Workbench  # noqa: E402 - same

CHANGES = 120
TIMEOUT_MS = 20_000


def wait_for(signal: object, action: Callable[[], object]) -> None:
    """Do something and turn the event loop until a signal comes."""
    loop = QEventLoop()
    signal.connect(loop.quit)  # type: ignore[attr-defined]  # any Qt signal
    QTimer.singleShot(TIMEOUT_MS, loop.quit)
    action()
    loop.exec()
    signal.disconnect(loop.quit)  # type: ignore[attr-defined]  # same


def filter_latencies(bench: Workbench) -> tuple[list[float], list[float]]:
    """Milliseconds from the change to all answers shown, and to the last view's paint."""
    clock = PaintClock()
    for widget in (
        bench.voyages.table.viewport(),
        bench.timeline.canvas,
        bench.volumes.chart,
    ):
        widget.installEventFilter(clock)
    answered: list[float] = []
    painted: list[float] = []
    for step in range(CHANGES):
        clause = DateClause(date(2024, 1, 1) + timedelta(days=step), date(2024, 12, 31))
        start = time.perf_counter()
        stamps: list[float] = []
        bench.coordinator.delivered.connect(lambda _, stamps=stamps: stamps.append(time.perf_counter()))
        wait_for(
            bench.map.painted,
            lambda clause=clause: bench.session.set_clause(clause, "bench"),
        )
        bench.coordinator.delivered.disconnect()
        painted.append((max(time.perf_counter(), clock.last) - start) * 1000)
        answered.append((stamps[0] - start) * 1000)
    return answered, painted


def main() -> None:
    """Measure and print."""
    application = make_application()
    window = build_window(None, Resources.locate(), Path(os.environ["TUMEN_BENCH_SETTINGS"]))
    bench = window.workbench
    wait_for(bench.map.painted, window.show)
    answered, painted = filter_latencies(bench)
    print(f"filter_answered_ms {statistics.median(answered):.2f}")
    print(f"filter_painted_ms {statistics.median(painted):.2f}")
    print(f"filter_painted_p95_ms {statistics.quantiles(painted, n=20)[-1]:.2f}")
    drag_window(window, "", date(2024, 3, 1), date(2024, 9, 30))
    bench.session.reset_filter()
    slide_window(window, "")
    folder = Path(tempfile.mkdtemp())
    for ending in ("png", "pdf", "svg"):
        start = time.perf_counter()
        loop = QEventLoop()
        bench.figure.said.connect(lambda text, loop=loop: loop.quit() if "written" in text else None)
        bench.figure.save_to(folder / f"figure.{ending}")
        loop.exec()
        bench.figure.said.disconnect()
        print(f"screen_figure_{ending}_ms {(time.perf_counter() - start) * 1000:.0f}")
    print(f"memory_python_mb {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")
    window.close()
    application.quit()


main()
