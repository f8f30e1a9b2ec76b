"""The voyages table on a case of a million voyages: scrolling, grouping, names. Prints "name value" lines.

A frame is a step of the scroll bar and the painting that follows, at most 60 a second; `late` are frames that
took longer than a sixtieth of a second, `empty` rows that were on the way when they were painted.
"""

import os
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from desktop_app.bootstrap import prepare

prepare(headless="DISPLAY" not in os.environ)

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance  # noqa: E402 - after the process is prepared

from desktop_app.app import make_application  # noqa: E402 - same
from desktop_app.jobs.runner import JobRunner  # noqa: E402 - same
from desktop_app.query.voyage_rows import Grouping  # noqa: E402 - same
from desktop_app.session.coordinator import Coordinator  # noqa: E402 - same
from desktop_app.session.session import Session  # noqa: E402 - same
from desktop_app.session.style import Style, Theme  # noqa: E402 - same
from desktop_app.storage.case_store import CaseStore  # noqa: E402 - same
from desktop_app.ui.panels.voyages import VoyagesPanel  # noqa: E402 - same
from desktop_app.ui.theme import apply_theme  # noqa: E402 - same
from desktop_app.ui.voyage_painter import ROW_HEIGHT_PX  # noqa: E402 - same

TIMEOUT_MS = 60_000
FRAMES = 300
FRAME_MS = 1000 / 60
# What a wheel, a page key and a drag of the scroll bar move a frame.
STEPS = {"wheel": 3, "page": 25, "drag": 3_331}


class TableBench:
    """The panel in a window of its own, and a clock."""

    def __init__(self, store: CaseStore) -> None:
        self.application = make_application()
        apply_theme(self.application, Theme.LIGHT)
        self.jobs = JobRunner()
        session = Session(store, Style())
        self.coordinator = Coordinator(session, self.jobs)
        self.panel = VoyagesPanel(session, self.jobs)
        self.coordinator.add(self.panel)
        self.panel.order_changed.connect(lambda: self.coordinator.ask(self.panel))
        self.panel.resize(560, 700)
        self.panel.show()

    def wait_for(self, signal: SignalInstance, action: Callable[[], object]) -> float:
        """Do something, turn the event loop until a signal comes, paint; milliseconds."""
        loop = QEventLoop()
        signal.connect(loop.quit)
        QTimer.singleShot(TIMEOUT_MS, loop.quit)
        begun = time.perf_counter()
        action()
        loop.exec()
        signal.disconnect(loop.quit)
        self.panel.table.viewport().repaint()
        return (time.perf_counter() - begun) * 1000

    def scroll(self, rows: int) -> tuple[list[float], int, int]:
        """Milliseconds of frames that scroll by so many rows; rows painted empty, rows painted."""
        table, bar = self.panel.table, self.panel.table.verticalScrollBar()
        took: list[float] = []
        empty = painted = 0
        for _ in range(FRAMES):
            begun = time.perf_counter()
            bar.setValue((bar.value() + rows * ROW_HEIGHT_PX) % bar.maximum())
            table.viewport().repaint()
            took.append((time.perf_counter() - begun) * 1000)
            first, last = table.rowAt(0), table.rowAt(table.viewport().height() - 1)
            known = [self.panel.model.known_at(row) is not None for row in range(first, last + 1)]
            empty, painted = empty + known.count(False), painted + len(known)
            # The rest of the frame is the event loop's: rows arrive in it.
            loop = QEventLoop()
            QTimer.singleShot(max(round(FRAME_MS - took[-1]), 0), loop.quit)
            loop.exec()
        return took, empty, painted


def main() -> None:
    """Measure and print."""
    store = CaseStore.open(Path(os.environ["TUMEN_BENCH_CASE"]), want_write=False)
    bench = TableBench(store)
    bench.wait_for(bench.coordinator.delivered, bench.coordinator.refresh)
    for name, rows in STEPS.items():
        took, empty, painted = bench.scroll(rows)
        print(f"table_{name}_frame_ms {statistics.median(took):.1f}")
        print(f"table_{name}_worst_ms {max(took):.1f}")
        print(f"table_{name}_late_percent {100 * sum(ms > FRAME_MS for ms in took) / len(took):.1f}")
        print(f"table_{name}_empty_percent {100 * empty / painted:.1f}")
    for grouping in (Grouping.MONTH, Grouping.VESSEL):
        bench.wait_for(bench.panel.counted, lambda: bench.panel.group_by(Grouping.NONE))
        first = bench.wait_for(bench.panel.counted, lambda grouping=grouping: bench.panel.group_by(grouping))  # type: ignore[misc]  # a default, not a parameter
        print(f"table_group_by_{grouping.value}_ms {first:.0f}")
    begun = time.perf_counter()
    bench.panel.open_all(True)
    bench.panel.table.viewport().repaint()
    print(f"table_open_all_groups_ms {(time.perf_counter() - begun) * 1000:.0f}")
    bench.jobs.shutdown()
    store.close()


main()
