"""A slim line that says what is being looked for, with the way to call it off; and why nothing was found."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.session.finding import EventFinding
from desktop_app.ui.elided_label import ElidedLabel


class FindingLine(QWidget):
    """There only while it has something to say.

    Attributes:
        words: what is being done.
        stop, again: buttons.
    """

    def __init__(self, finding: EventFinding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._finding = finding
        self.words = ElidedLabel(self)
        self.stop = QPushButton("Stop", self)
        self.stop.clicked.connect(finding.stop)
        self.again = QPushButton("Look for events", self)
        self.again.clicked.connect(finding.look)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 2, 6, 2)
        row.addWidget(self.words, 1)
        row.addWidget(self.stop)
        row.addWidget(self.again)
        finding.changed.connect(self.show_state)
        self.show_state()

    @Slot()
    def show_state(self) -> None:
        """What is done now, or why nothing is."""
        finding = self._finding
        if finding.is_looking:
            words = f"{finding.words[:1].upper()}{finding.words[1:]}…"
        elif finding.failure:
            words = f"The events could not be found: {finding.failure}"
        elif finding.is_stopped:
            words = "Stopped: the list may not be what the parameters say."
        else:
            words = ""
        self.words.show_sentence(words)
        self.stop.setVisible(finding.is_looking)
        self.again.setVisible(not finding.is_looking and bool(words))
        self.setVisible(bool(words))
