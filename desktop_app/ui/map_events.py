"""Events found in AIS reports on the map: asked like every view, once they were found off the GUI thread."""

import json
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop_app.domain.ais_event import EventKind
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.jobs.warming import waits_for_kernels
from desktop_app.mapview.protocol import NO_REACH, EventMaskChanged, EventsChanged, ReachShown
from desktop_app.mapview.view import MapView
from desktop_app.query.ais_events import kind_of
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.map_events import event_ids, kinds_drawn, rings_within_reach
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session

if TYPE_CHECKING:
    from desktop_app.ui.event_marks import EventMarks, HeldEvents

# The first picture and the panels come first: finding events takes a processor for a while.
AFTER_MS: Final = 1_200


class Answer(NamedTuple):
    """What was asked.

    Attributes:
        marks: of the kinds that are found; None where none is, or there is nothing to find them in.
        missing: kinds that are drawn and not found yet.
    """

    marks: "EventMarks | None"
    missing: tuple[EventKind, ...]


class MapEvents(QObject):
    """The session's side of the marks of events.

    Events are found in a job of their own, beside the rounds of the coordinator: of millions of reports that
    takes a while, and kernels that were never compiled take longer. Rounds ask for what is found already.

    Attributes:
        marks: what the page was last told; None before.

    Signals:
        question_changed: another kind is found, or others are drawn; the owner asks again.
        found: another kind is found; views that count them ask again.
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
        self._waits = False
        self._failed: set[tuple[int, EventKind]] = set()
        self._reach = NO_REACH
        self._reach_job: Job | None = None
        self.marks: EventMarks | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self.question_changed)
        session.changed.connect(self._on_changed)

    @Slot()
    def start(self) -> None:
        """The first picture is painted: events may be found from now on."""
        self._started = True
        if self._kinds():
            self._later.start(AFTER_MS)

    def query(self, filter_: Filter) -> Query:
        """What the filter leaves of the events that are found already."""
        kinds, held = self._kinds(), self._held
        self._asked = kinds

        def ask(engine: QueryEngine, feedback: Feedback) -> Answer:
            found = tuple(kind for kind in kinds if engine.has_events((kind,)))
            missing = tuple(kind for kind in kinds if kind not in found)
            if not found and (missing or not engine.store.record.tracks):
                return Answer(None, missing)
            from desktop_app.ui.event_marks import event_marks  # noqa: PLC0415 - numpy, not before events

            return Answer(event_marks(engine, filter_, found, held, feedback), missing)

        return ask

    def query_result(self, result: Answer, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Tell the page, and have what is missing found."""
        if result.marks is not None:
            self._show(result.marks)
        generation = self._session.store.generation
        missing = [kind for kind in result.missing if (generation, kind) not in self._failed]
        if missing and self._started and self._job is None and not self._later.isActive():
            self._find(missing[0], generation)

    def _show(self, marks: "EventMarks") -> None:
        before, self.marks = self.marks, marks
        if marks.payload is not None:
            self._held = marks.held
            url = self._view.publish("events", marks.payload) if marks.payload else ""
            self._view.send(EventsChanged(url, marks.held.gap_s))
        if marks.payload is not None or before is None or before.mask != marks.mask:
            self._view.send(EventMaskChanged(marks.mask))

    def query_error(self, error: Exception) -> None:
        """The marks stay as they were; the table says what went wrong."""

    def _kinds(self) -> tuple[EventKind, ...]:
        session = self._session
        has_tracks = bool(session.store.record.tracks)
        return kinds_drawn(session.layers, session.selection, has_tracks=has_tracks)

    def _find(self, kind: EventKind, generation: int) -> None:
        """Find one kind beside everything else; then all that is found is asked for.

        Where kernels are still compiled, it is asked for again once they are.
        """
        if self._waits or waits_for_kernels(self._after_kernels):
            self._waits = True
            return
        engine = self._session.engine

        def failed(error: Exception) -> None:
            self._failed.add((generation, kind))  # told once; a change of the case may mend it
            self._on_failed(error)

        self._job = self._jobs.submit(lambda feedback: engine.events(kind, feedback), self._on_found, failed)

    @Slot()
    def _after_kernels(self) -> None:
        self._waits = False
        self.question_changed.emit()

    def _on_found(self, _: object) -> None:
        self._job = None
        self.question_changed.emit()
        self.found.emit()

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self.said.emit(str(error))

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        seen = change.what & (Changed.LAYERS | Changed.SELECTION)
        if seen and self._asked not in {None, self._kinds()}:
            self.question_changed.emit()
        if Changed.SELECTION in change.what:
            self._show_reach()

    def _show_reach(self) -> None:
        """The water within reach of the selected hint, found when it is selected."""
        if self._reach_job is not None:
            self._reach_job.cancel()
            self._reach_job = None
        engine, keys = self._session.engine, self._session.selection
        if not selected_hints(keys):
            self._send_reach(NO_REACH)
            return
        self._reach_job = self._jobs.submit(
            lambda feedback: reach_of_selected(engine, keys, feedback), self._send_reach, self._on_failed
        )

    def _send_reach(self, reach: ReachShown) -> None:
        if reach != self._reach:
            self._reach = reach
            self._view.send(reach)


def selected_hints(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the hints at missed calls among these keys."""
    return tuple(ident for ident in event_ids(keys) if kind_of(ident) is EventKind.MISSED_CALL)


def reach_of_selected(engine: QueryEngine, keys: tuple[str, ...], feedback: Feedback) -> ReachShown:
    """Water within reach of the one hint among these keys; of none where there are more.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    hints = selected_hints(keys)
    if len(hints) != 1:
        return NO_REACH
    return ReachShown(json.dumps(rings_within_reach(engine, hints[0], feedback)))
