"""Opens the editor of a clause: one for all choices, one for volumes, one for text, a menu for the area."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.query.clauses import CHOICE_KINDS, ClauseKind
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.session import Session

if TYPE_CHECKING:
    from desktop_app.ui.choice_popup import ChoicePopup
    from desktop_app.ui.text_popup import TextPopup
    from desktop_app.ui.volume_popup import VolumePopup

# How an area is given; in words, in the order of the menu.
AREAS: Final = {
    "view": "Map’s extent (follows the map)",
    "rectangle": "Draw a rectangle on the map",
    "polygon": "Draw a polygon on the map",
}


class ClauseEditors(QObject):
    """Made with the window; each editor with its first use, since start-up has no time for them.

    Signals:
        dates_wanted: the fields for dates are in the filter bar.
        area_wanted: str, a key of `AREAS`; the map answers with the clause.
    """

    dates_wanted = Signal()
    area_wanted = Signal(str)

    def __init__(self, session: Session, coordinator: Coordinator, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._coordinator = coordinator
        self._host = parent
        self._choice: ChoicePopup | None = None
        self._volume: VolumePopup | None = None
        self._text: TextPopup | None = None
        self._areas: QMenu | None = None

    def open(self, kind: ClauseKind, anchor: QWidget) -> None:
        """Open the editor of a kind under a widget; that of one voyage has none."""
        if kind is ClauseKind.DATES:
            self.dates_wanted.emit()
        elif kind is ClauseKind.AREA:
            self.areas.popup(anchor.mapToGlobal(QPoint(0, anchor.height() + 2)))
        elif kind is ClauseKind.VOLUME:
            self.volume.open_for(kind, anchor)
        elif kind is ClauseKind.TEXT:
            self.text.open_for(kind, anchor)
        elif kind in CHOICE_KINDS:
            self.choice.open_for(kind, anchor)

    @property
    def choice(self) -> "ChoicePopup":
        """The editor of choices."""
        if self._choice is None:
            from desktop_app.ui.choice_popup import ChoicePopup  # noqa: PLC0415 - see the class

            self._choice = ChoicePopup(self._session, self._coordinator, self._host)
        return self._choice

    @property
    def volume(self) -> "VolumePopup":
        """The editor of volumes."""
        if self._volume is None:
            from desktop_app.ui.volume_popup import VolumePopup  # noqa: PLC0415 - see the class

            self._volume = VolumePopup(self._session, self._host)
        return self._volume

    @property
    def text(self) -> "TextPopup":
        """The editor of text."""
        if self._text is None:
            from desktop_app.ui.text_popup import TextPopup  # noqa: PLC0415 - see the class

            self._text = TextPopup(self._session, self._host)
        return self._text

    @property
    def areas(self) -> QMenu:
        """How an area can be given."""
        if self._areas is None:
            self._areas = QMenu("Area", self._host)
            for key, text in AREAS.items():
                action = self._areas.addAction(text)
                action.triggered.connect(lambda _=False, key=key: self.area_wanted.emit(key))
        return self._areas
