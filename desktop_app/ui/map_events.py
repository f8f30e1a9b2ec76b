"""Events found in AIS reports on the map: asked like every view, once they were found off the GUI thread."""

import json
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.domain.ais_event import EventKind
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.mapview.protocol import EventMaskChanged, EventsChanged, ReachShown
from desktop_app.mapview.view import MapView
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.ais_events import kind_of
from desktop_app.query.map_events import event_ids, find_kinds, kinds_drawn, rings_within_reach
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session

if TYPE_CHECKING:
    from desktop_app.ui.event_marks import EventMarks, HeldEvents

# The first picture and the panels come first: finding events takes a processor for a while.
AFTER_MS: Final = 1_200
NO_REACH: Final = ReachShown("[]")


class MapEvents(QObject):
    """The session's side of the marks of events.

    Events are found in a job of their own, beside the rounds of the coordinator: of millions of reports that
    takes a while, and kernels that were never compiled take longer. What is found already each round asks for.

    Attributes:
        marks: what the page was last told; None before.

    Signals:
        question_changed: they can be found quickly now, or other kinds are drawn; the owner asks again.
        found: events of all kinds that are drawn are there; views that count them ask again.
        said: why they cannot be found.
    """

    question_changed = Signal()
    found = Signal()
    said = Signal(str)

    def __init__(self, session: Session, view: MapView, jobs: JobRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._view = view
        self._jobs = jobs
        self._job: Job | None = None
        self._held: HeldEvents | None = None
        self._asked: tuple[EventKind, ...] | None = None
        self._started = False
        self._reach = NO_REACH
        self._reach_job: Job | None = None
        self.marks: EventMarks | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._find)
        session.changed.connect(self._on_changed)

    @Slot()
    def start(self) -> None:
        """The first picture is painted: events may be found from now on."""
        self._started = True
        if self._kinds():
            self._later.start(AFTER_MS)

    def query(self, filter_: Filter) -> Query:
        """What the filter leaves of the events; None where finding them would take long."""
        kinds, held = self._kinds(), self._held
        self._asked = kinds

        def ask(engine: QueryEngine, feedback: Feedback) -> "EventMarks | None":
            is_empty = not kinds and not engine.store.record.tracks
            if is_empty or (kinds and not engine.has_events(kinds)):
                return None
            from desktop_app.ui.event_marks import event_marks  # noqa: PLC0415 - numpy, not before events

            return event_marks(engine, filter_, kinds, held, feedback)

        return ask

    def query_result(self, result: "EventMarks | None", revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Tell the page, or have the events found first."""
        if result is None:
            if self._started and self._kinds() and self._job is None and not self._later.isActive():
                self._find()
            return
        before, self.marks = self.marks, result
        if result.payload is not None:
            self._held = result.held
            url = self._view.publish("events", result.payload) if result.payload else ""
            self._view.send(EventsChanged(url, result.held.gap_s))
        if result.payload is not None or before is None or before.mask != result.mask:
            self._view.send(EventMaskChanged(result.mask))

    def query_error(self, error: Exception) -> None:
        """The marks stay as they were; the table says what went wrong."""

    def _kinds(self) -> tuple[EventKind, ...]:
        session = self._session
        has_tracks = bool(session.store.record.tracks)
        return kinds_drawn(session.layers, session.selection, has_tracks=has_tracks)

    @Slot()
    def _find(self) -> None:
        """Find them beside everything else; then they are asked for."""
        engine, kinds = self._session.engine, self._kinds()
        self._job = self._jobs.submit(
            lambda feedback: find_kinds(engine, kinds, feedback), self._on_found, self._on_failed
        )

    def _on_found(self, _: object) -> None:
        self._job = None
        self.question_changed.emit()
        self.found.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self.said.emit(str(error))

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.LAYERS | Changed.SELECTION) and self._asked not in {None, self._kinds()}:
            self.question_changed.emit()
        if Changed.SELECTION in change.what:
            self._show_reach()

    def _show_reach(self) -> None:
        """The water within reach of the selected hint, found when it is selected."""
        if self._reach_job is not None:
            self._reach_job.cancel()
            self._reach_job = None
        hints = [ident for ident in event_ids(self._session.selection) if kind_of(ident) is EventKind.MISSED_CALL]
        if len(hints) != 1:
            self._send_reach(NO_REACH)
            return
        engine = self._session.engine
        self._reach_job = self._jobs.submit(
            lambda feedback: ReachShown(json.dumps(rings_within_reach(engine, hints[0], feedback))),
            self._send_reach,
            self._on_failed,
        )

    def _send_reach(self, reach: ReachShown) -> None:
        if reach != self._reach:
            self._reach = reach
            self._view.send(reach)
