"""The one line of the first run: what is shown, and where it comes from."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget


class InfoLine(QFrame):
    """A sentence with a way to dismiss it.

    Signals:
        dismissed: the user closed it.
    """

    dismissed = Signal()

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("info")
        label = QLabel(text, self)
        label.setWordWrap(True)
        close = QToolButton(self)
        close.setText("Dismiss")
        close.setAutoRaise(True)
        close.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 6, 5)
        layout.addWidget(label, 1)
        layout.addWidget(close)
