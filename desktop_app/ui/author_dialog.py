"""Asks once under which name changes are logged."""

from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

LONGEST_NAME: Final = 80


class AuthorDialog(QDialog):
    """One line and OK.

    Signals:
        named: str, the name; never empty.
    """

    named = Signal(str)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Your name in the history")
        label = QLabel(
            "Every change of a case is kept with the name of the person who made it, so that the work of two "
            "people can be told apart. Which name shall stand with yours?",
            self,
        )
        label.setWordWrap(True)
        self.line = QLineEdit(name, self)
        self.line.setMaxLength(LONGEST_NAME)
        self.line.setAccessibleName("Your name")
        self.line.setPlaceholderText("name, initials or a pseudonym")
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel, self
        )
        self._ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        buttons.accepted.connect(self._answer)
        buttons.rejected.connect(self.reject)
        self.line.textChanged.connect(self._allow)
        self._allow(name)
        box = QVBoxLayout(self)
        box.addWidget(label)
        box.addWidget(self.line)
        box.addWidget(buttons)
        self.setMinimumWidth(420)

    def _allow(self, text: str) -> None:
        self._ok.setEnabled(bool(text.strip()))

    def _answer(self) -> None:
        self.accept()
        self.named.emit(" ".join(self.line.text().split()))
