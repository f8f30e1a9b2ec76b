"""A hand that moves the load: how long each move takes until totals, chart and day of the cap show it."""

import statistics
import time

from dragging import wait
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop_app.domain.assumption import Key, Range
from desktop_app.ui.workbench import Workbench

MOVES = 120
# A mouse reports 60 to 125 times a second.
INTERVAL_MS = 16
SETTLE_MS = 20_000
LEAST_BEST, MOST_BEST = 0.4, 0.9


class SlideClock(QObject):
    """Times of moves, and of the pictures that show them.

    A move is shown once the round that has it is delivered and each of the widgets was painted after that.
    """

    def __init__(self, bench: Workbench, widgets: tuple[QWidget, ...]) -> None:
        super().__init__()
        self.moves: list[float] = []
        self.shown: list[float] = []
        self.rounds = 0
        self._bench = bench
        self._asked: dict[int, int] = {}
        self._unpainted: dict[QObject, bool] = dict.fromkeys(widgets, False)
        self._covered = 0
        self._refresh = bench.coordinator.refresh

        def noted() -> None:
            self._refresh()
            self._asked[bench.coordinator.revision] = len(self.moves)

        bench.coordinator.refresh = noted  # type: ignore[method-assign]  # what it asks for is noted
        bench.coordinator.delivered.connect(self._on_delivered)
        for widget in widgets:
            widget.installEventFilter(self)

    def move(self, best: float) -> None:
        """Move the best load and the ends with it, so that every number changes."""
        self.moves.append(time.perf_counter())
        self._bench.session.assume(Key.LOAD_FRACTION, Range(best - 0.3, best, best + 0.1), "bench")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Note the paint of a widget that had to be painted."""
        if event.type() is QEvent.Type.Paint and self._unpainted.get(watched):
            self._unpainted[watched] = False
            if not any(self._unpainted.values()):
                # After the paint itself, which follows this call.
                covered = self._covered
                QTimer.singleShot(0, lambda: self._note_shown(covered))
        return False

    def stop(self) -> None:
        """Let go of the window."""
        self._bench.coordinator.refresh = self._refresh  # type: ignore[method-assign]  # as it was
        self._bench.coordinator.delivered.disconnect(self._on_delivered)
        for widget in self._unpainted:
            widget.removeEventFilter(self)

    def _note_shown(self, covered: int) -> None:
        self.shown += [time.perf_counter()] * (covered - len(self.shown))

    def _on_delivered(self, revision: int) -> None:
        self.rounds += 1
        self._covered = max(self._covered, self._asked.get(revision, 0))
        self._unpainted = dict.fromkeys(self._unpainted, True)


def slide_window(window: QMainWindow, prefix: str) -> None:
    """Move the load to and fro, beside the table and the panel of assumptions; prints "name value" lines."""
    bench: Workbench = window.workbench  # type: ignore[attr-defined]  # the program's own window
    _slide(bench, prefix, (bench.volumes.chart, bench.voyages.foot.totals))
    _raise(bench, "Assumptions")
    _slide(bench, f"{prefix}panel_", (bench.volumes.chart, bench.assumptions.head))
    _raise(bench, "Voyages")
    bench.session.choose_scenario("", "bench")


def _raise(bench: Workbench, title: str) -> None:
    bench.docks.bring_forward(title)
    wait(500)


def _settle(bench: Workbench) -> None:
    wait(INTERVAL_MS)
    until = time.perf_counter() + SETTLE_MS / 1000
    while not bench.coordinator.is_settled and time.perf_counter() < until:
        wait(INTERVAL_MS)


def _slide(bench: Workbench, prefix: str, widgets: tuple[QWidget, ...]) -> None:
    _settle(bench)
    # What is summed once a case is not part of a move.
    bench.session.assume(Key.LOAD_FRACTION, Range(0.35, 0.65, 0.75), "bench")
    _settle(bench)
    clock = SlideClock(bench, widgets)
    for step in range(MOVES):
        # To and fro, no value twice: what was asked before would be remembered.
        share = abs((step % 60) / 30 - 1) * 0.98 + step / MOVES * 0.02
        clock.move(LEAST_BEST + (MOST_BEST - LEAST_BEST) * share)
        wait(INTERVAL_MS)
    until = time.perf_counter() + SETTLE_MS / 1000
    while len(clock.shown) < len(clock.moves) and time.perf_counter() < until:
        wait(2)
    clock.stop()
    took = [(shown - moved) * 1000 for moved, shown in zip(clock.moves, clock.shown, strict=False)]
    print(f"{prefix}slide_rounds {clock.rounds}")
    print(f"{prefix}slide_unseen {len(clock.moves) - len(clock.shown)}")
    print(f"{prefix}slide_painted_ms {statistics.median(took):.1f}")
    print(f"{prefix}slide_painted_p99_ms {statistics.quantiles(took, n=100)[-1]:.1f}")
    print(f"{prefix}slide_painted_worst_ms {max(took):.1f}")
