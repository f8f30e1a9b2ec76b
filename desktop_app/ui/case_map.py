"""An open case with its first view, the map: all that must be there before the rest of the window is."""

import logging

from PySide6.QtCore import QObject, Qt, Slot

from desktop_app.jobs.runner import JobRunner
from desktop_app.mapview.view import MapView
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.map_events import MapEvents
from desktop_app.ui.map_panel import MapPanel

logger = logging.getLogger("ui")


class CaseMap(QObject):
    """Session, coordinator and map of one case.

    Attributes:
        session, coordinator: the case's state and who asks the views.
        panel: the map.
        events: what was found in AIS reports, on it.
        jobs: what runs off the GUI thread; ends with the case.
    """

    def __init__(self, view: MapView, store: CaseStore, style: Style, parent: QObject) -> None:
        super().__init__(parent)
        self.session = Session(store, style, self)
        self.jobs = JobRunner(self)
        self.coordinator = Coordinator(self.session, self.jobs, self)
        self.panel = MapPanel(self.session, view, self)
        self.coordinator.add(self.panel)
        self.panel.question_changed.connect(lambda: self.coordinator.ask(self.panel))
        self.events = MapEvents(self.session, view, self.jobs, self)
        self.coordinator.add(self.events)
        self.events.question_changed.connect(lambda: self.coordinator.ask(self.events))
        self.events.found.connect(self.panel.events_found)
        self.events.said.connect(self.panel.said)
        # What the panels of a large case will ask is answered while the page loads, in SQLite for the most
        # part. Of a small one it is the import of numpy, which holds the interpreter that answers the page:
        # the map would be painted a fifth of a second later.
        once = Qt.ConnectionType.SingleShotConnection
        self.coordinator.delivered.connect(self._prepare_large, once)
        self.panel.painted.connect(self._prepare_small, once)
        self.panel.painted.connect(self.events.start, once)
        self.coordinator.refresh()

    @Slot()
    def _prepare_large(self) -> None:
        self.jobs.submit(self.session.engine.prepare_large, lambda _: None, _log)
        # The next answers are those of all panels: the window is in use then.
        once = Qt.ConnectionType.SingleShotConnection
        self.coordinator.delivered.connect(self._prepare_rest, once)

    @Slot()
    def _prepare_small(self) -> None:
        self.jobs.submit(self.session.engine.prepare_small, lambda _: None, _log)

    @Slot()
    def _prepare_rest(self) -> None:
        self.jobs.submit(self.session.engine.prepare_rest, lambda _: None, _log)

    def close(self) -> None:
        """End the jobs and close the case."""
        # Columns are read to their end, whoever asked for them; nobody waits for those of a case that goes.
        self.session.store.ending.cancel()
        self.jobs.shutdown()
        self.session.store.close()


def _log(error: Exception) -> None:
    """The views will ask the same, and tell."""
    logger.warning("preparing answers failed: %s", error)
