"""Asks what a person has to say of an event."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

LONGEST: Final = 2_000
WIDTH_PX: Final = 380


class NoteDialog(QDialog):
    """A field for a few sentences, not modal to the case.

    Attributes:
        text: the field.
    """

    def __init__(self, what: str, before: str, keep: Callable[[str], object], parent: QWidget) -> None:
        """`what` is annotated, `before` what was said already; `keep` is given the new text."""
        super().__init__(parent)
        self.setWindowTitle("Annotate")
        self._keep = keep
        heading = QLabel(what, self)
        heading.setWordWrap(True)
        self.text = QPlainTextEdit(before, self)
        self.text.setAccessibleName(f"Remark on {what}")
        self.text.setPlaceholderText("What speaks for it or against it, and where that is seen")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumWidth(WIDTH_PX)
        self._note = QLabel(self)
        self._note.setObjectName("hint")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._good = buttons.button(QDialogButtonBox.StandardButton.Save)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(heading)
        layout.addWidget(self.text, 1)
        layout.addWidget(self._note)
        layout.addWidget(buttons)
        self.text.textChanged.connect(self._check)
        self._check()

    @Slot()
    def _check(self) -> None:
        length = len(self.text.toPlainText().strip())
        self._good.setEnabled(0 < length <= LONGEST)
        too_long = f"{length:,} characters; a remark has at most {LONGEST:,}." if length > LONGEST else ""
        self._note.setText(too_long or "It stands with the verdict in the case, under your name.")

    @Slot()
    def save(self) -> None:
        """Hand the text over, and go."""
        self._keep(self.text.toPlainText().strip())
        self.accept()
