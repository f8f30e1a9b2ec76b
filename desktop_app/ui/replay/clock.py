"""The clock of a replay: runs so many times faster than time did, stops at the end, can be set."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from desktop_app.ui.timeline.player import wants_less_motion

SPEEDS: Final = (60, 300, 900, 1_800, 3_600)
FIRST_SPEED: Final = 900
# As often as the eye asks for; where the system asks for less motion, once a second.
BEAT_MS: Final = 33
CALM_BEAT_MS: Final = 1_000


class ReplayClock(QObject):
    """Runs between two instants.

    Attributes:
        second: where it stands, seconds since 1970-01-01 UTC.
        speed: seconds of then in one of now.

    Signals:
        moved: it stands elsewhere.
        changed: it runs now, or stopped.
    """

    moved = Signal()
    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.second = 0.0
        self.speed = FIRST_SPEED
        self._first = self._last = 0.0
        self._since = QElapsedTimer()
        self._beat = QTimer(self)
        self._beat.timeout.connect(self._go_on)

    @property
    def runs(self) -> bool:
        """Whether it goes by itself."""
        return self._beat.isActive()

    def set_stretch(self, first_s: float, last_s: float) -> None:
        """Stop, and stand at the beginning of another stretch of time."""
        self.stop()
        self._first, self._last = first_s, last_s
        self.second = first_s
        self.moved.emit()

    def go_to(self, second: float) -> None:
        """Stand at an instant, as near as the stretch has it; goes on running from there."""
        self.second = min(max(second, self._first), self._last)
        self._since.restart()
        self.moved.emit()

    @Slot()
    def toggle(self) -> None:
        """Run, from the beginning where it stands at the end; or stop."""
        if self.runs:
            self.stop()
            return
        if self.second >= self._last:
            self.go_to(self._first)
        self._since.start()
        self._beat.start(CALM_BEAT_MS if wants_less_motion() else BEAT_MS)
        self.changed.emit()

    def stop(self) -> None:
        """Stay where it is."""
        if self.runs:
            self._beat.stop()
            self.changed.emit()

    @Slot()
    def _go_on(self) -> None:
        self.go_to(self.second + self._since.elapsed() / 1_000 * self.speed)
        if self.second >= self._last:
            self.stop()
