"""How far an output is, in the status line: a sentence with the time left, a bar, a way to call it off."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from desktop_app.exporters.wording import number

BAR_PX: Final = 140
MINUTE_S: Final = 60
# Before that the first steps, which open the page, would be taken for all.
TOLD_AFTER: Final = 3


class ProgressLine(QWidget):
    """One output under way.

    Attributes:
        words: what is done, how far it is and how long it will take.
        bar: the same to be seen.
        cancel: calls it off.

    Signals:
        cancelled: the button was pressed.
    """

    cancelled = Signal()

    def __init__(self, what: str, unit: str, parent: QWidget) -> None:
        """`what`: such as "Writing pages"; `unit`: such as "pages"."""
        super().__init__(parent)
        self._what, self._unit = what, unit
        self._clock = QElapsedTimer()
        self._clock.start()
        self.words = QLabel(f"{what}…", self)
        self.bar = QProgressBar(self)
        self.bar.setFixedWidth(BAR_PX)
        self.bar.setRange(0, 0)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(what)
        self.cancel = QPushButton("Cancel", self)
        self.cancel.setAccessibleName(f"Cancel: {what}")
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self.cancelled)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for widget in (self.words, self.bar, self.cancel):
            row.addWidget(widget)

    def tell(self, done: int, total: int) -> None:
        """So many of so many."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        words = f"{self._what}: {number(done)} of {number(total)} {self._unit}"
        if TOLD_AFTER <= done < total:
            words += f", {time_left(self._clock.elapsed() / 1000 / done * (total - done))} left"
        self.words.setText(words)
        self.bar.setAccessibleDescription(words)


def time_left(seconds: float) -> str:
    """About how long: "about 20 s", "about 3 min"."""
    if seconds < MINUTE_S:
        return f"about {max(round(seconds), 1)} s"
    return f"about {round(seconds / MINUTE_S)} min"
