"""The row over the card of an event: what was said of it, and buttons to play and to judge it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.ais_event import Judgement
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.flow_box import FlowBox

if TYPE_CHECKING:
    from desktop_app.ui.events.judging import EventJudging

PREFIX: Final = "ais_event:"


class EventActions(QWidget):
    """There while the card is of an event.

    Attributes:
        buttons: by what they do.
        said: what people said of the event.
    """

    def __init__(
        self,
        session: Session,
        judging: "Callable[[], EventJudging]",
        play: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._judging = judging
        self._key = ""
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row = FlowBox(self)
        self.buttons: dict[str, QToolButton] = {}
        for text, tip, act in (
            ("Play", "Play the ship along its reports on the map", lambda: play(self._key)),
            ("Accept", "Say that it is so", lambda: judging().judge((self._key,), Judgement.ACCEPTED)),
            ("Reject", "Say that it is not so", lambda: judging().judge((self._key,), Judgement.REJECTED)),
            ("Annotate…", "Say something of it", lambda: judging().annotate((self._key,))),
            ("Take back", "Take what was said out of the case", lambda: judging().take_back((self._key,))),
        ):
            self.buttons[text] = self._button(row, text, tip, act)
        row.show_items(list(self.buttons.values()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.setSpacing(3)
        layout.addWidget(row)
        layout.addWidget(self.said)
        self.hide()
        session.changed.connect(self._on_changed)

    def _button(self, row: QWidget, text: str, tip: str, act: Callable[[], object]) -> QToolButton:
        button = QToolButton(row)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleDescription(tip)
        button.clicked.connect(lambda _=False: act())
        return button

    @Slot(str)
    def show_key(self, key: str) -> None:
        """The card of another thing is on screen."""
        self._key = key if key.startswith(PREFIX) else ""
        self._show()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if self._key and change.what & (Changed.DATA | Changed.EVENTS):
            self._show()

    def _show(self) -> None:
        """Asks nothing that is not found already: the card was read from it."""
        if not self._key:
            self.hide()
            return
        from desktop_app.exporters.event_rows import verdict_words  # noqa: PLC0415 - numpy is not for the start
        from desktop_app.ui.events.judging import judged_of  # noqa: PLC0415 - as above

        judged = judged_of(self._session.engine, (self._key,))
        verdict = judged[0].verdict if judged else None
        read_only = self._session.store.read_only
        for text, button in self.buttons.items():
            button.setEnabled(bool(judged) and (text == "Play" or not read_only))
        self.buttons["Take back"].setVisible(verdict is not None)
        self.said.setText(verdict_words(verdict) if verdict is not None else "")
        self.said.setVisible(verdict is not None)
        self.setVisible(bool(judged))
