"""The row over the card of an event: buttons to play and to judge it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.ais_event import EventKind, Judgement
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.flow_box import FlowBox

if TYPE_CHECKING:
    from desktop_app.ui.events.judging import EventJudging
    from desktop_app.ui.events.voyage_making import VoyageMaking

PREFIX: Final = "ais_event:"
VOYAGE_PREFIX: Final = f"{PREFIX}{EventKind.VOYAGE.value}-"
TAKE_BACK: Final = "Take back"
MAKE: Final = "Make a voyage"
JOIN: Final = "Join to voyage…"
_SELDOM: Final = frozenset((TAKE_BACK, MAKE, JOIN))


class EventActions(QWidget):
    """There while the card is of an event.

    Attributes:
        buttons: by what they do.
    """

    def __init__(
        self,
        session: Session,
        judging: "Callable[[], EventJudging]",
        making: "Callable[[], VoyageMaking]",
        play: Callable[[str], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._judging = judging
        self._key = ""
        row = self._row = FlowBox(self)
        self.buttons: dict[str, QToolButton] = {}
        for text, tip, act in (
            ("Play", "Play the ship along its reports on the map", lambda: play(self._key)),
            ("Accept", "Say that it is so", lambda: judging().judge((self._key,), Judgement.ACCEPTED)),
            ("Reject", "Say that it is not so", lambda: judging().judge((self._key,), Judgement.REJECTED)),
            ("Annotate…", "Say something of it", lambda: judging().annotate((self._key,))),
            (TAKE_BACK, "Take what was said out of the case", lambda: judging().take_back((self._key,))),
            (MAKE, "Add it to the case as a voyage that AIS documents", lambda: making().make(self._key)),
            (JOIN, "Add these reports to a documented voyage of the ship", lambda: self._ask_join(making())),
        ):
            self.buttons[text] = self._button(row, text, tip, act)
        row.show_items(list(self.buttons.values()))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 4, 8, 4)
        layout.addWidget(row)
        self.hide()
        session.changed.connect(self._on_changed)

    def _ask_join(self, making: "VoyageMaking") -> None:
        making.ask_join(self._key, self.buttons[JOIN])

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
        from desktop_app.ui.events.judging import judged_of  # noqa: PLC0415 - numpy is not for the start

        judged = judged_of(self._session.engine, (self._key,))
        verdict = judged[0].verdict if judged else None
        read_only = self._session.store.read_only
        for text, button in self.buttons.items():
            button.setEnabled(bool(judged) and (text == "Play" or not read_only))
        shown = [button for text, button in self.buttons.items() if text not in _SELDOM]
        if verdict is not None:
            shown.append(self.buttons[TAKE_BACK])
        if self._key.startswith(VOYAGE_PREFIX):
            shown += [self.buttons[MAKE], self.buttons[JOIN]]
        self._row.show_items(shown)
        self.setVisible(bool(judged))
