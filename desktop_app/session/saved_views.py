"""Views to come back to: in the case where it can be changed, else among the user's own settings.

A view of the case holds the place on the map, filter, assumptions, layers and language; one in the settings
holds the place alone, since settings hold nothing of what is in a case.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.query.assumed_json import Assumed
from desktop_app.query.clause_names import named_filter
from desktop_app.query.views import TABLE, SavedView, Shown, view_text, views_of
from desktop_app.runtime.settings import Bookmark
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.storage.edits import Delete, Edit, Insert, Operation, Update
from desktop_app.storage.log_entries import new_id


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
        return views_of(self._session.store)

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
