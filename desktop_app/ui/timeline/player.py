"""Plays the case: moves the window of dates step by step, each after all views have shown the one before."""

from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from desktop_app.query.clauses import DateClause
from desktop_app.query.date_steps import StepUnit, Window, next_window
from desktop_app.query.timeline_results import Occupied
from desktop_app.session.session import Session
from desktop_app.ui.timeline.brush import Days, window_of

NAME: Final = "timeline"
# Steps a second; the names say how many times faster than the slowest.
SPEEDS: Final = (1, 2, 3, 5, 10)
STEP_MS: Final = 1_000


class Player(QObject):
    """Steps and plays.

    Attributes:
        unit: how far a step goes.
        speed: steps a second at most; where the system asks for less motion, one.
        loop: begin again at the end.
        skips_empty: go only to windows in which something is.

    Signals:
        changed: it plays now, stopped, or was set otherwise.
        ended: there is no step on (1) or back (-1) from here.
    """

    changed = Signal()
    ended = Signal(int)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._bounds: Days | None = None
        self._occupied: Occupied | None = None
        self.unit = StepUnit.WINDOW
        self.speed = SPEEDS[0]
        self.loop = False
        self.skips_empty = False
        self._playing = False
        self._delivered = False
        self._beat = QTimer(self)
        self._beat.setSingleShot(True)
        self._beat.timeout.connect(self._go_on)

    @property
    def is_playing(self) -> bool:
        """Whether it moves the window by itself."""
        return self._playing

    def set_data(self, bounds: Days | None, occupied: Occupied) -> None:
        """Where data are; `bounds` None for a case without dates."""
        self._bounds, self._occupied = bounds, occupied
        if bounds is None:
            self.stop()

    def set_up(
        self,
        *,
        unit: StepUnit | None = None,
        speed: int | None = None,
        loop: bool | None = None,
        skips_empty: bool | None = None,
    ) -> None:
        """Change some settings; those left out stay."""
        self.unit = self.unit if unit is None else unit
        self.speed = self.speed if speed is None else speed
        self.loop = self.loop if loop is None else loop
        self.skips_empty = self.skips_empty if skips_empty is None else skips_empty
        self.changed.emit()

    @Slot()
    def toggle(self) -> None:
        """Play, or stop."""
        if self._playing:
            self.stop()
        elif self._bounds is not None:
            self._playing = True
            self.changed.emit()
            self._advance(restart=True)

    def stop(self) -> None:
        """Stay where it is."""
        self._beat.stop()
        if self._playing:
            self._playing = False
            self.changed.emit()

    def step(self, direction: int) -> None:
        """One step on (1) or back (-1)."""
        window = self._next(direction, loop=False)
        if window is None:
            self.ended.emit(direction)
        else:
            self._show(window)

    @Slot(int)
    def on_delivered(self, _revision: int = 0) -> None:
        """All views show the last step; the next may come once its time has passed."""
        self._delivered = True
        self._go_on()

    def _go_on(self) -> None:
        if self._playing and self._delivered and not self._beat.isActive():
            self._advance()

    def _advance(self, *, restart: bool = False) -> None:
        window = self._next(1, loop=self.loop or restart)
        if window is None:
            self.stop()
            return
        self._delivered = False
        self._beat.start(STEP_MS // (1 if wants_less_motion() else self.speed))
        if not self._show(window):
            self.stop()  # the same window again: nothing will be delivered

    def _show(self, window: Window) -> bool:
        """Set the window; False where it was set already."""
        before = self._session.filter
        # Both ends, also at the end of the data: an open side would change the window's length.
        self._session.set_clause(DateClause(window.first, window.last), NAME)
        return self._session.filter != before

    def _next(self, direction: int, *, loop: bool) -> Window | None:
        if self._bounds is None:
            return None
        dates = self._session.filter.dates
        now = window_of(dates, self._bounds).window if dates.is_active else None
        occupied = self._occupied if self.skips_empty else None
        return next_window(now, self._bounds.window, self.unit, direction, loop=loop, occupied=occupied)


def wants_less_motion() -> bool:
    """Whether the system asks for less motion."""
    hints = (
        QGuiApplication.styleHints()
    )  # held: PySide6 6.12.0 lets go of what belongs to it together with it
    return hints.accessibility().motionPreference() is Qt.MotionPreference.ReducedMotion
