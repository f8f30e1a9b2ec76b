"""A hand that drags the date window over the timeline: how long each move takes until all views show it."""

import statistics
import time
from datetime import date

from PySide6.QtCore import QEvent, QEventLoop, QObject, QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop_app.query.clauses import DateClause
from desktop_app.query.day_numbers import day_number
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.ui.workbench import Workbench

MOVES = 240
# A mouse reports 60 to 125 times a second.
INTERVAL_MS = 16
SETTLE_MS = 20_000
BRUSH_Y_PX = 60


class PaintClock(QObject):
    """Remembers when a widget was last painted."""

    last = 0.0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name and form
        """Stamp every paint."""
        if event.type() is QEvent.Type.Paint:
            self.last = time.perf_counter()
        return False


class DragClock(QObject):
    """Times of moves, and of the pictures that show them."""

    def __init__(self, bench: Workbench) -> None:
        super().__init__()
        self.bench = bench
        self.moves: list[float] = []
        self.rounds: list[tuple[int, int, float]] = []  # revision, moves up to then, when it was delivered
        self.shown: list[float] = []
        self.asked: dict[int, int] = {}
        self.paints = PaintClock()
        for widget in (bench.voyages.table.viewport(), bench.timeline.canvas, bench.volumes.chart):
            widget.installEventFilter(self.paints)
        self.noted = bench.session.filter
        refresh = bench.coordinator.refresh

        def noted() -> None:
            self.note()
            refresh()
            self.asked[bench.coordinator.revision] = len(self.moves)

        bench.coordinator.refresh = noted  # type: ignore[method-assign]  # what it asks for is noted
        bench.session.changed.connect(self.on_changed)
        bench.coordinator.delivered.connect(self.on_delivered)
        bench.map.painted.connect(self.on_painted)

    def note(self) -> None:
        """A move of the hand has become a filter; the coordinator may hear of it first."""
        if self.bench.session.filter is not self.noted:
            self.noted = self.bench.session.filter
            self.moves.append(time.perf_counter())

    def on_changed(self, change: SessionChange) -> None:
        """Note a filter that waits for the round under way."""
        if Changed.FILTER in change.what:
            self.note()

    def on_delivered(self, revision: int) -> None:
        """All views have the answers to a filter."""
        self.rounds.append((revision, self.asked.get(revision, 0), time.perf_counter()))

    def on_painted(self, revision: int) -> None:
        """The page shows a filter; the other views were painted before or are now."""
        covered = max((upto for of, upto, _ in self.rounds if of <= revision), default=0)
        now = max(time.perf_counter(), self.paints.last)
        self.shown += [now] * (covered - len(self.shown))


def wait(milliseconds: int) -> None:
    """Turn the event loop for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_until_shown(clock: DragClock) -> None:
    """Turn the event loop until the last move is on the screen."""
    until = time.perf_counter() + SETTLE_MS / 1000
    while len(clock.shown) < len(clock.moves) and time.perf_counter() < until:
        wait(2)


def drag_window(window: QMainWindow, prefix: str, first: date, last: date) -> None:
    """Drag the window between two days to and fro; prints "name value" lines.

    `stale_rounds` counts what was still asked for after the hand had stopped, beside the newest filter and
    the one that was under way.
    """
    bench: Workbench = window.workbench  # type: ignore[attr-defined]  # the program's own window
    canvas: QWidget = bench.timeline.canvas
    clock = DragClock(bench)
    bench.session.set_clause(DateClause(first, last), "bench")
    wait_until_shown(clock)
    middle = day_number(first) + (day_number(last) - day_number(first)) // 2
    start = QPoint(round(bench.timeline.canvas.clock.x_of_day(middle)), BRUSH_Y_PX)
    for times in (clock.moves, clock.shown, clock.rounds):
        times.clear()
    clock.asked.clear()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=start)
    reach = min(start.x(), canvas.width() - start.x()) // 2
    for step in range(MOVES):
        # To and fro, two pixels a move.
        at = abs((2 * step) % (4 * reach) - 2 * reach) - reach
        QTest.mouseMove(canvas, start + QPoint(at, 0))
        wait(INTERVAL_MS)
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=start + QPoint(at, 0))
    stopped = time.perf_counter()
    wait_until_shown(clock)
    wait(300)
    took = [(shown - moved) * 1000 for moved, shown in zip(clock.moves, clock.shown, strict=False)]
    after = sum(delivered > stopped for _, _, delivered in clock.rounds)
    print(f"{prefix}drag_moves {len(clock.moves)}")
    print(f"{prefix}drag_rounds {len(clock.rounds)}")
    print(f"{prefix}drag_unseen {len(clock.moves) - len(clock.shown)}")
    print(f"{prefix}drag_stale_rounds {max(after - 2, 0)}")
    print(f"{prefix}drag_painted_ms {statistics.median(took):.1f}")
    print(f"{prefix}drag_painted_p99_ms {statistics.quantiles(took, n=100)[-1]:.1f}")
    print(f"{prefix}drag_painted_worst_ms {max(took):.1f}")
