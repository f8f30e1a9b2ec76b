"""One line above the map: a sentence, what can be done about it, and perhaps a way to dismiss it."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget


class Tone(StrEnum):
    """How much a line matters."""

    QUIET = "quiet"
    STATE = "state"  # what is shown is not the case as it is now
    TROUBLE = "trouble"


class LineText(NamedTuple):
    """What a line says.

    Attributes:
        text: one or two sentences.
        tone: how much it matters.
        dismissible: a state that lasts cannot be dismissed.
    """

    text: str
    tone: Tone = Tone.QUIET
    dismissible: bool = True


class InfoLine(QFrame):
    """A sentence with its buttons.

    Attributes:
        text: the sentence.
        buttons: what can be done about it, by the text on the button.

    Signals:
        dismissed: the user closed it.
    """

    dismissed = Signal()

    def __init__(
        self, line: LineText, actions: Mapping[str, Callable[[], object]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("info")
        self.setProperty("tone", line.tone.value)
        self.text = line.text
        label = QLabel(line.text, self)
        label.setWordWrap(True)
        # Names of files and ships come from strangers: never as markup.
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 6, 5)
        layout.addWidget(label, 1)
        self.buttons: dict[str, QToolButton] = {}
        for text, act in actions.items():
            button = self._button(text)
            button.clicked.connect(lambda _=False, act=act: act())
            self.buttons[text] = button
        if line.dismissible:
            close = self._button("Dismiss")
            close.setAutoRaise(True)
            close.clicked.connect(self.dismissed)

    def _button(self, text: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.setAccessibleDescription(self.text)
        layout = self.layout()
        if layout is not None:
            layout.addWidget(button)
        return button
