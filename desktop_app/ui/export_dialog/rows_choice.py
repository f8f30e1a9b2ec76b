"""Which rows: what the filter leaves, or the whole case. Nothing is chosen until a person chooses."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.wording import number
from desktop_app.ui.field_error import FieldError


class RowsChoice(QWidget):
    """Two choices with their counts.

    Attributes:
        filtered, everything: the buttons.
        fault: that none is chosen.

    Signals:
        changed: another one is chosen.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.filtered = QRadioButton("Only rows that pass the filter", self)
        self.everything = QRadioButton("All rows of the case", self)
        self._group = QButtonGroup(self)
        for button in (self.filtered, self.everything):
            self._group.addButton(button)
        self._sentence = QLabel(self)
        self._sentence.setObjectName("hint")
        self._sentence.setWordWrap(True)
        self._sentence.setIndent(24)
        self.fault = FieldError(self.filtered)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        for widget in (self.filtered, self._sentence, self.everything, self.fault):
            layout.addWidget(widget)
        self._group.buttonToggled.connect(lambda _button, on: self._on_chosen() if on else None)

    @property
    def scope(self) -> Scope | None:
        """What is chosen; None before anything is."""
        if self.filtered.isChecked():
            return Scope.FILTERED
        return Scope.ALL if self.everything.isChecked() else None

    def tell(self, sentence: str, passing: int, total: int) -> None:
        """Show the filter in words, and how many voyages are meant."""
        self.filtered.setText(
            f"Only &rows that pass the filter: {number(passing)} of {number(total)} voyages"
        )
        self.everything.setText(f"&All rows of the case: {number(total)} voyages")
        self._sentence.setText(f"{sentence[:1].upper()}{sentence[1:]}.")

    def ask(self) -> None:
        """Say that a choice is missing, and put the keyboard there."""
        self.fault.tell("Choose which rows to export.")
        self.filtered.setFocus()

    def _on_chosen(self) -> None:
        self.fault.tell("")
        self.changed.emit()
