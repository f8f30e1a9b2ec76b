"""How far an import is: step, file, rows, rows a second, time left, and a way to call it off."""

from typing import Final

from PySide6.QtCore import QElapsedTimer, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop_app.exporters.wording import number
from desktop_app.importers.progress import ImportProgress
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.output_dialogs.progress_line import time_left

# The bar counts in thousandths: bytes would not fit its 32 bits.
_FULL: Final = 1000
# Rates of the first moment, in which files are opened, tell nothing.
_TOLD_AFTER_S: Final = 1.0


class ProgressView(QWidget):
    """One import under way.

    Attributes:
        words: what is done, to which file.
        numbers: rows, rows a second, time left.
        bar: the same to be seen.
        cancel: calls it off.

    Signals:
        cancelled: the button was pressed.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._clock = QElapsedTimer()
        self.words = ElidedLabel(self)
        self.numbers = QLabel(self)
        self.numbers.setObjectName("hint")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Import")
        self.bar.setMaximumHeight(10)
        self.cancel = QPushButton("&Cancel import", self)
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self._on_cancel)
        texts = QHBoxLayout()
        texts.addWidget(self.words, 1)
        texts.addWidget(self.numbers)
        left = QVBoxLayout()
        left.addLayout(texts)
        left.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(left, 1)
        row.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignBottom)

    def begin(self) -> None:
        """An import begins."""
        self._clock.start()
        self.bar.setRange(0, 0)
        self.words.show_sentence("Waiting for changes before it…")
        self.numbers.clear()
        self.cancel.setEnabled(True)

    def tell(self, progress: ImportProgress) -> None:
        """Show how far it is."""
        several = f" ({progress.files_done + 1} of {progress.files})" if progress.files > 1 else ""
        self.words.show_sentence(f"{progress.step}: {progress.file}{several}")
        seconds = self._clock.elapsed() / 1000
        parts = [f"{number(progress.rows)} rows"] if progress.rows else []
        if progress.rows and seconds > _TOLD_AFTER_S:
            parts.append(f"{number(rounded(progress.rows / seconds))} rows/s")
        share = progress.done_bytes / progress.total_bytes if progress.total_bytes else 0.0
        if 0 < share < 1 and seconds > _TOLD_AFTER_S:
            parts.append(f"{time_left(seconds / share * (1 - share))} left")
        self.bar.setRange(0, _FULL if progress.total_bytes else 0)
        self.bar.setValue(min(round(share * _FULL), _FULL))
        self.numbers.setText(" · ".join(parts))
        self.bar.setAccessibleDescription(f"{self.words.text()}, {self.numbers.text()}")

    def _on_cancel(self) -> None:
        self.cancel.setEnabled(False)
        self.words.show_sentence("Calling it off…")
        self.cancelled.emit()


def rounded(rate: float) -> int:
    """A rate to two figures: the third changes with every look."""
    whole = round(rate)
    unit: int = 10 ** max(len(str(whole)) - 2, 0)
    return round(whole / unit) * unit
