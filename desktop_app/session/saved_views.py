"""Views to come back to: in the case where it can be changed, else among the user's own settings.

A view of the case holds the place on the map, filter, assumptions, layers and language; one in the settings
holds the place alone, since settings hold nothing of what is in a case.
"""

import json
import logging
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.query.assumed_json import Assumed, assumed_content, read_assumed
from desktop_app.query.clause_names import named_filter
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.filter_json import filter_content, read_filter
from desktop_app.runtime.settings import Bookmark
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.session.style import FURNITURE, MAP_LAYERS, Language
from desktop_app.storage.edits import Delete, Edit, Insert, Operation, Update
from desktop_app.storage.log_entries import new_id

logger = logging.getLogger("session")

TABLE: Final = "saved_view"
# Version of the JSON in `saved_view.content`; a view of a later one is listed by no one and left as it is.
VERSION: Final = 3
# The second says nothing of assumptions: they were the published.
SECOND_VERSION: Final = 2
# The first: its filter has dates and vessels alone, beside the rest.
FIRST_VERSION: Final = 1
# Rows of the same table that hold a filter and no view; see `saved_filters`.
FILTER_ROW: Final = "filter"


class Shown(NamedTuple):
    """What a view of the case shows beside its place.

    Attributes:
        filter: every clause that is on.
        layers: keys of the map layers.
        language: of the names on the map.
        assumed: what every volume assumes.
    """

    filter: Filter
    layers: tuple[str, ...]
    language: Language
    assumed: Assumed = Assumed()


class SavedView(NamedTuple):
    """One view.

    Attributes:
        id: of the row in the case; empty for one in the settings.
        name: the user's own words.
        lon, lat: centre, degrees, EPSG:4326.
        zoom: Leaflet zoom.
        shown: None for one in the settings.
    """

    id: str
    name: str
    lon: float
    lat: float
    zoom: float
    shown: Shown | None = None


def view_text(view: SavedView) -> str:
    """A view of the case as the text in its row."""
    content: dict[str, Any] = {"version": VERSION, "centre": [view.lon, view.lat], "zoom": view.zoom}
    if view.shown is not None:
        content |= {
            "filter": filter_content(view.shown.filter),
            "assumptions": assumed_content(view.shown.assumed),
            "layers": view.shown.layers,
            "language": view.shown.language,
        }
    return json.dumps(content, ensure_ascii=False)


def read_view(id_: str, name: str, text: str) -> SavedView | None:
    """A view from its row; None where the text is none, one of a later Tumen, or a filter alone."""
    try:
        content = json.loads(text)
        version = content["version"]
        if version not in {FIRST_VERSION, SECOND_VERSION, VERSION} or content.get("kind") == FILTER_ROW:
            return None
        lon, lat = (float(value) for value in content["centre"])
        shown = Shown(
            _first_filter(content) if version == FIRST_VERSION else read_filter(content["filter"]),
            tuple(key for key in (*MAP_LAYERS, *FURNITURE) if key in content["layers"]),
            Language(content["language"]),
            read_assumed(content["assumptions"]) if version == VERSION else Assumed(),
        )
        zoom = float(content["zoom"])
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError) as error:
        logger.info("saved view %s cannot be read: %s", id_, error)
        return None
    if not (abs(lon) <= 180 and abs(lat) <= 90 and 0 <= zoom <= 30):  # noqa: PLR2004 - the world; NaN fails
        logger.info("saved view %s lies outside of the world", id_)
        return None
    return SavedView(id_, name, lon, lat, zoom, shown)


def _first_filter(content: dict[str, Any]) -> Filter:
    """What a view of the first version says."""
    first, last = (date.fromisoformat(day) if (day := content[key]) else None for key in ("from", "to"))
    vessels = tuple(str(vessel) for vessel in content["vessels"])
    return Filter.of(DateClause(first, last), ChoiceClause(ClauseKind.VESSEL, vessels))


class SavedViews(QObject):
    """The list of both kinds, those of the case first.

    Signals:
        changed: the list is different now.
    """

    changed = Signal()

    def __init__(
        self,
        session: Session,
        bookmarks: tuple[Bookmark, ...],
        keep: Callable[[tuple[Bookmark, ...]], object],
        edit: Callable[[Edit], object],
        parent: QObject,
    ) -> None:
        """`keep` remembers the bookmarks in the settings; `edit` changes the case."""
        super().__init__(parent)
        self._session = session
        self._keep = keep
        self._edit = edit
        self._own = tuple(SavedView("", one.name, one.lon, one.lat, one.zoom) for one in bookmarks)
        self._of_case = self._read()
        session.changed.connect(self._on_changed)

    @property
    def all(self) -> tuple[SavedView, ...]:
        """Those of the case, then those in the settings."""
        return (*self._of_case, *self._own)

    def add(self, name: str, lon: float, lat: float, zoom: float) -> None:
        """Save what is shown now: into the case if it can be changed."""
        if self._session.store.read_only:
            self._set_own((*self._own, SavedView("", name, lon, lat, zoom)))
            return
        session = self._session
        assumed = Assumed.of(session.assumptions)
        shown = Shown(session.filter, session.layers, session.style.language, assumed)
        view = SavedView(new_id("view"), name, lon, lat, zoom, shown)
        row = Insert(TABLE, view.id, {"name": name, "content": view_text(view)})
        self._edit(Edit(f"Save the view “{name}”", (row,)))

    def replace(self, views: Iterable[SavedView]) -> None:
        """Make the list this one: renamed, without those left out, those in the settings in this order."""
        wanted = tuple(views)
        own = tuple(view for view in wanted if not view.id)
        if own != self._own:
            self._set_own(own)
        names = {view.id: view.name for view in wanted if view.id}
        before = self._of_case
        # At once: a second change may follow before the first is in the file.
        self._of_case = tuple(view._replace(name=names[view.id]) for view in before if view.id in names)
        operations: list[Operation] = []
        words: list[str] = []
        for view in before:
            if view.id not in names:
                operations.append(Delete(TABLE, view.id))
                words.append(f"Delete the view “{view.name}”")
            elif names[view.id] != view.name:
                operations.append(Update(TABLE, view.id, {"name": names[view.id]}))
                words.append(f"Rename the view “{view.name}” to “{names[view.id]}”")
        if operations:
            self.changed.emit()
            self._edit(Edit("; ".join(words), tuple(operations)))

    def show(self, view: SavedView) -> None:
        """Set the session to what a view of the case shows; the place is the map's to show."""
        shown, session = view.shown, self._session
        if shown is None:
            return
        session.set_filter(named_filter(shown.filter, session.store.record))
        session.set_assumptions(shown.assumed.in_case(session.store), "")
        session.set_layers(shown.layers, "")

    def _set_own(self, own: tuple[SavedView, ...]) -> None:
        self._own = own
        self._keep(tuple(Bookmark(view.name, view.lon, view.lat, view.zoom) for view in own))
        self.changed.emit()

    def _read(self) -> tuple[SavedView, ...]:
        with self._session.store.reader() as reader:
            rows = reader.execute("SELECT id, name, content FROM saved_view ORDER BY fid").fetchall()
        views = (read_view(*(str(cell) for cell in row)) for row in rows)
        return tuple(view for view in views if view is not None)

    @Slot()
    def read_again(self) -> None:
        """Read the case's views anew: it has changed, or a change that was expected has failed."""
        found = self._read()
        if found != self._of_case:
            self._of_case = found
            self.changed.emit()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            self.read_again()
