"""The finder's answers: reads the gazetteer once, off the GUI thread, then asks the index."""

from PySide6.QtCore import QObject, Signal, Slot

from desktop_app.importers.gazetteer import read_gazetteer
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.place_search import PlaceSearch
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.finder_rows import FinderRow, finder_rows
from desktop_app.ui.map_panel import MapPanel


class FinderAnswers(QObject):
    """What is found for a text, in the case and in the gazetteer.

    Signals:
        ready: the index is there; ask again.
        said: a sentence why the gazetteer cannot be used.
    """

    ready = Signal()
    said = Signal(str)

    def __init__(
        self, session: Session, map_panel: MapPanel, jobs: JobRunner, resources: Resources, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._map = map_panel
        self._jobs = jobs
        self._resources = resources
        self._search: PlaceSearch | None = None
        self._reading = False
        session.changed.connect(self._on_changed)

    def rows(self, text: str) -> list[FinderRow]:
        """The lines for a text; while the gazetteer is read, one that says so."""
        if not text.strip():
            return []
        if self._search is None:
            self._read()
            return [FinderRow("note", "Reading the gazetteer…")]
        viewport = self._map.viewport
        near = (viewport.lon, viewport.lat) if viewport is not None else None
        session = self._session
        return finder_rows(
            text, self._search, session.store.record, session.engine, session.style.language, near
        )

    def _read(self) -> None:
        if self._reading:
            return
        self._reading = True
        record = self._session.store.record

        def work(_: Feedback) -> PlaceSearch:
            return PlaceSearch(record, read_gazetteer(self._resources.geodatum("gazetteer.csv")))

        def done(search: PlaceSearch) -> None:
            self._on_read(search)
            if record is not self._session.store.record:
                self._read()  # the case has changed meanwhile

        self._jobs.submit(work, done, self._on_unreadable)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        """An index of the case as it was finds what is gone: make it anew, the old one serves until then."""
        if Changed.DATA in change.what and self._search is not None:
            self._read()

    def _on_read(self, search: PlaceSearch) -> None:
        self._search = search
        self._reading = False
        self.ready.emit()

    def _on_unreadable(self, error: Exception) -> None:
        """The record is found without the gazetteer."""
        if not isinstance(error, TumenError):
            raise error
        self.said.emit(str(error))
        self._on_read(PlaceSearch(self._session.store.record, ()))
