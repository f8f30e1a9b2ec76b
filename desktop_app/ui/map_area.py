"""The area clause on the map: drawn by hand, shown, and moved along with the view."""

import json
from typing import Final, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.domain.place import LonLat
from desktop_app.mapview.protocol import AreaDrawn, AreaShown, CommandRequested, ModeChanged, ViewportChanged
from desktop_app.mapview.view import MapView
from desktop_app.query.clauses import AreaClause, ClauseKind
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session

AreaKind = Literal["rectangle", "polygon", "view"]
_COMMANDS: Final = {"rectangle": "areaRectangle", "polygon": "areaPolygon"}
# How long the view must rest before the filter follows it.
FOLLOW_MS: Final = 150
# How long after the end of drawing its ring may come: it is the page's next message.
ENDED_MS: Final = 500


class MapArea(QObject):
    """Keeps the area clause of the filter and the ring on one map the same.

    The map itself shows what passes all other clauses: else what lies outside could not be chosen.

    Signals:
        watched: the ring of an area that is to be watched was drawn.
    """

    watched = Signal(object)

    def __init__(self, session: Session, view: MapView, initiator: str, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._initiator = initiator
        self._shown: tuple[LonLat, ...] = ()
        self._watching = False
        # The page says that drawing has ended, and in its next words which ring was drawn, if any was.
        self._ended = QTimer(self)
        self._ended.setSingleShot(True)
        self._ended.setInterval(ENDED_MS)
        self._ended.timeout.connect(self._forget_watching)
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(FOLLOW_MS)
        self._resting.timeout.connect(self._follow)
        view.received.connect(self._on_received)
        session.changed.connect(self._on_changed)
        self._show()

    def start_watch(self) -> None:
        """Let an area be drawn that is to be watched, and is none of the filter."""
        self.start("polygon")
        self._watching = True

    def start(self, kind: AreaKind) -> None:
        """Let an area be drawn, or be what the map shows from now on."""
        self._forget_watching()
        if kind == "view":
            self._take_view()
        else:
            self._view.setFocus()
            self._view.send(CommandRequested(_COMMANDS[kind]))

    @Slot()
    def _forget_watching(self) -> None:
        self._watching = False
        self._ended.stop()

    def _clause(self) -> AreaClause:
        clause = self._session.filter.clause(ClauseKind.AREA)
        return clause if isinstance(clause, AreaClause) else AreaClause()

    @Slot(object)
    def _on_received(self, message: object) -> None:
        if isinstance(message, ViewportChanged) and self._clause().follows_view:
            self._resting.start()
        elif isinstance(message, ModeChanged) and not message.mode and self._watching:
            self._ended.start()
        elif isinstance(message, AreaDrawn) and self._watching:
            self._forget_watching()
            self._view.send(AreaShown(json.dumps(self._shown)))  # the page shows what was drawn last
            self.watched.emit(tuple((lon, lat) for lon, lat in json.loads(message.ring)))
        elif isinstance(message, AreaDrawn):
            self._shown = tuple((lon, lat) for lon, lat in json.loads(message.ring))
            self._session.set_clause(AreaClause(self._shown), self._initiator)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.FILTER in change.what:
            self._show()

    def _show(self) -> None:
        """Draw the ring; what follows the view is the view, and needs none."""
        area = self._clause()
        if area.follows_view:
            self._resting.start()  # put back or saved, it may be an extent of long ago
        ring = () if area.follows_view else area.ring
        if ring != self._shown:
            self._shown = ring
            self._view.send(AreaShown(json.dumps(ring)))

    @Slot()
    def _follow(self) -> None:
        if self._clause().follows_view:
            self._take_view()

    def _take_view(self) -> None:
        shown = self._view.viewport
        if shown is None:
            return
        west, south, east, north = shown.west, shown.south, shown.east, shown.north
        ring = ((west, south), (east, south), (east, north), (west, north))
        self._session.set_clause(AreaClause(ring, follows_view=True), self._initiator)
