"""Filter in, results out, through columns and SQL. Safe on any thread; a cancelled feedback stops it.

Modules that use numpy are imported inside functions: it takes 0.1 s, and the first picture does without.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from typing import TYPE_CHECKING, Any, Final, TypeVar

from desktop_app.domain.assumption import Assumptions
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.load_model import LoadModel
from desktop_app.domain.movement import Consignment
from desktop_app.domain.statement import Mode
from desktop_app.query import map_query, voyage_rows
from desktop_app.query.assumptions import published
from desktop_app.query.clauses import CHOICE_KINDS, ChoiceClause, ClauseKind, Filter
from desktop_app.query.kept_parameters import kept_parameters
from desktop_app.query.load_model import model_under
from desktop_app.query.results import (
    CallCount,
    Facet,
    FigureRows,
    Hiding,
    Ledgers,
    MapContent,
    VoyageRows,
)
from desktop_app.query.timeline_results import LaneRows, TimelineContent
from desktop_app.query.voyage_rows import Grouping, Order
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.analysis.detector import Detector
    from desktop_app.analysis.event_columns import EventColumns
    from desktop_app.domain.ais_event import EventKind
    from desktop_app.query.columns.calls import CallColumns
    from desktop_app.query.columns.ground import Ground
    from desktop_app.query.columns.loads import Loads
    from desktop_app.query.columns.positions import PositionColumns
    from desktop_app.query.columns.voyages import Columns

_T = TypeVar("_T")
_Rows = TypeVar("_Rows", "Columns", "CallColumns", "PositionColumns", "Ground", "Detector")
# Answers that are kept: those of the present filter and of the one before, and what each of their clauses
# lets pass. Of a million voyages a mask takes one megabyte, their order eight.
KEPT_ANSWERS: Final = 64
# Voyages up to which the questions of all views together take a few milliseconds.
AT_ONCE: Final = 1_000


class _Kept:
    """What engines under different assumptions share.

    Attributes:
        shared: answers that rest on no assumption.
        assumed: answers that do; apart, so that a slider that is dragged does not push the others out.
        columns: name to generation and columns.
        asked: questions under way.
    """

    def __init__(self) -> None:
        self.shared: OrderedDict[Hashable, Any] = OrderedDict()
        self.assumed: OrderedDict[Hashable, Any] = OrderedDict()
        self.columns: dict[str, tuple[int, Any]] = {}
        self.asked: dict[Hashable, threading.Lock] = {}
        self.lock = threading.Lock()


class QueryEngine:
    """Answers questions about one open case under some assumptions; last answers are kept until it changes.

    Engines under other assumptions share what rests on none.
    """

    def __init__(self, store: CaseStore, assumptions: Assumptions | None = None) -> None:
        """Begin with the published assumptions, unless others are given."""
        self._store = store
        self._assumptions = assumptions
        self._event_parameters: EventParameters | None = None
        self._shared = _Kept()

    def under(self, assumptions: Assumptions) -> "QueryEngine":
        """The engine that answers the same questions under other assumptions."""
        if assumptions == self.assumptions:
            return self
        other = copy(self)
        other._assumptions = assumptions  # noqa: SLF001 - the same class
        return other

    @property
    def assumptions(self) -> Assumptions:
        """What every volume assumes."""
        if self._assumptions is None:
            self._assumptions = published(self._store)
        return self._assumptions

    def detecting(self, parameters: EventParameters) -> "QueryEngine":
        """The engine that finds events under other parameters."""
        if parameters == self.event_parameters:
            return self
        other = copy(self)
        other._event_parameters = parameters  # noqa: SLF001 - the same class
        return other

    @property
    def event_parameters(self) -> EventParameters:
        """What events are found with: at first what the case last kept events with."""
        if self._event_parameters is None:
            self._event_parameters = kept_parameters(self._store)
        return self._event_parameters

    def detector(self, feedback: Feedback | None = None) -> "Detector":
        """What finds events in the AIS reports of the case; made anew only where these change."""
        from desktop_app.analysis.detector import Detector  # noqa: PLC0415 - see the module's summary

        return self._lasting("detector", lambda: Detector.of_case(self._store, feedback), feedback)

    def events(self, kind: "EventKind", feedback: Feedback | None = None) -> "EventColumns":
        """All events of a kind under the engine's parameters, whatever the filter."""
        return self.detector(feedback).events(kind, self.event_parameters, feedback)

    def find_events(
        self,
        kinds: "Sequence[EventKind]",
        feedback: Feedback,
        told: "Callable[[EventKind, int], object] | None" = None,
    ) -> None:
        """Find several kinds, see `Detector.find_all`; `events` of them answers at once afterwards."""
        self.detector(feedback).find_all(kinds, self.event_parameters, feedback, told)

    def has_events(self, kinds: "Iterable[EventKind]") -> bool:
        """Whether `events` of these would answer at once; never waits, so that a window's thread may ask."""
        of, detector = self._held("detector")
        if detector is not None and of != self._store.generation:
            detector = detector.after(self._store.changed_since(of))
        return detector is not None and all(detector.holds(kind, self.event_parameters) for kind in kinds)

    @property
    def store(self) -> CaseStore:
        """The case."""
        return self._store

    def columns(self, feedback: Feedback | None = None) -> "Columns":
        """The voyages as arrays; of a large case it takes about a second, once a generation."""
        from desktop_app.query.columns.voyages import Columns  # noqa: PLC0415 - see the module's summary

        return self._lasting("voyages", lambda: Columns(self._store), feedback)

    def calls(self, feedback: Feedback | None = None) -> "CallColumns":
        """The port calls as arrays."""
        from desktop_app.query.columns.calls import CallColumns  # noqa: PLC0415 - as above

        return self._lasting("calls", lambda: CallColumns(self._store, self.columns()), feedback)

    def positions(self, feedback: Feedback | None = None) -> "PositionColumns":
        """The documented positions as arrays."""
        from desktop_app.query.columns.positions import PositionColumns  # noqa: PLC0415 - as above

        return self._lasting("positions", lambda: PositionColumns(self._store, self.columns()), feedback)

    def ground(self, feedback: Feedback | None = None) -> "Ground":
        """What is documented that the loads are found from."""
        from desktop_app.query.columns.ground import Ground  # noqa: PLC0415 - as above

        columns = self.columns(feedback)
        return self._lasting("ground", lambda: Ground(self._store, columns), feedback)

    def loads(self, feedback: Feedback | None = None) -> "Loads":
        """The load of every voyage; of what draughts rest on, only under the engine's assumptions.

        The same object for as long as no other assumption moves: ask `rates` for barrels.
        """
        from desktop_app.query.columns.loads import Loads  # noqa: PLC0415 - as above

        columns, ground, model = self.columns(feedback), self.ground(feedback), self.model
        key = (model.presence, model.draughts if ground.has_draughts else None)
        return self.kept(("loads", key), lambda: Loads(columns, ground, model, key), feedback, assumes=False)

    def rates(self, feedback: Feedback | None = None) -> "NDArray[np.float64]":
        """Barrels a unit of base: low, best and high, by stratum of `loads`."""
        return self.loads(feedback).rates(self.model)

    @property
    def model(self) -> LoadModel:
        """The numbers of the load model under the engine's assumptions."""
        return model_under(self._store, self.assumptions)

    def passing(self, filter_: Filter, feedback: Feedback | None = None) -> "NDArray[np.bool_]":
        """A flag for each of `columns()`: whether it passes. Shared, never to be written to."""
        from desktop_app.query.passing import passing_voyages  # noqa: PLC0415 - as above

        return self.kept(
            ("passing", filter_), lambda: passing_voyages(self, filter_), feedback, assumes=filter_.assumes
        )

    def passing_calls(self, filter_: Filter, feedback: Feedback | None = None) -> "NDArray[np.bool_]":
        """A flag for each of `calls()`: of a voyage that passes, on days within the dates."""
        from desktop_app.query.passing import passing_calls  # noqa: PLC0415 - as above

        return self.kept(
            ("passing calls", filter_),
            lambda: passing_calls(self, filter_),
            feedback,
            assumes=filter_.assumes,
        )

    def passing_positions(self, filter_: Filter, feedback: Feedback | None = None) -> "NDArray[np.bool_]":
        """A flag for each of `positions()`: of a voyage that passes or of none, on days in the dates."""
        from desktop_app.query.passing import passing_positions  # noqa: PLC0415 - as above

        return self.kept(
            ("passing positions", filter_),
            lambda: passing_positions(self, filter_),
            feedback,
            assumes=filter_.assumes,
        )

    def passing_consignments(self, filter_: Filter) -> tuple[Consignment, ...]:
        """Rail consignments that pass."""
        from desktop_app.query.passing_consignments import passing_consignments  # noqa: PLC0415 - as above

        return self.kept(
            ("consignments", filter_),
            lambda: passing_consignments(self._store, filter_, self.assumptions),
            assumes=filter_.assumes,
        )

    def facets(
        self, filter_: Filter, kind: ClauseKind, feedback: Feedback | None = None
    ) -> tuple[Facet, ...]:
        """The values that a clause of a kind can choose, with how many voyages pass the other clauses."""
        from desktop_app.query.facets import facets  # noqa: PLC0415 - as above

        others = filter_.without(kind)
        return self.kept(
            ("facets", kind, others), lambda: facets(self, others, kind), feedback, assumes=others.assumes
        )

    def explain(self, filter_: Filter, feedback: Feedback | None = None) -> tuple[Hiding, ...]:
        """What each clause hides by itself: voyages that would pass if it alone were lifted, most first."""
        from desktop_app.query.facets import hidings  # noqa: PLC0415 - as above

        return self.kept(
            ("explain", filter_), lambda: hidings(self, filter_), feedback, assumes=filter_.assumes
        )

    def prepare_large(self, feedback: Feedback) -> None:
        """Answer what the panels of a new window ask first, where that takes long."""
        if not self.has_marks_for_all():
            self._answer_first(feedback)

    @property
    def answers_at_once(self) -> bool:
        """Whether the columns are there, and few enough for every view to be answered within a frame."""
        of, columns = self._held("voyages")
        return columns is not None and of == self._store.generation and len(columns) <= AT_ONCE

    def prepare_small(self, feedback: Feedback) -> None:
        """Answer the same of a small case, where it is the import of numpy that takes long."""
        if self.has_marks_for_all():
            self._answer_first(feedback)

    def prepare_rest(self, feedback: Feedback) -> None:
        """Read what the first clauses of a large case will ask for: the map its calls, menus their values."""
        if self.has_marks_for_all():
            return
        self.passing_calls(Filter.of(ChoiceClause(ClauseKind.MODE, (Mode.SEA.value,))), feedback)
        for kind in CHOICE_KINDS:
            if kind is not ClauseKind.EVENT:  # found when somebody asks for events
                self.facets(Filter(), kind, feedback)

    def _answer_first(self, feedback: Feedback) -> None:
        self.voyage_rows(Filter(), Order.DATE, descending=False, feedback=feedback)
        self.timeline(Filter(), feedback)

    def voyage_rows(
        self,
        filter_: Filter,
        order: Order,
        *,
        descending: bool,
        grouping: Grouping = Grouping.NONE,
        feedback: Feedback | None = None,
    ) -> VoyageRows:
        """Row numbers of the voyages that pass, ordered and grouped, and what they add up to."""
        from desktop_app.query.ordered_rows import ordered_rows  # noqa: PLC0415 - see the module's summary

        return self.kept(
            ("rows", filter_, order, descending, grouping),
            lambda: ordered_rows(self, filter_, order, grouping, descending=descending),
            feedback,
        )

    def ids_of(self, rows: Sequence[int]) -> Mapping[int, str]:
        """Ids of voyages by row number; rows that are gone are left out."""
        return voyage_rows.ids_of(self._store, rows)

    def rows_of(self, ids: Iterable[str]) -> tuple[int, ...]:
        """Row numbers of voyages in the order of the ids; an id without a row is left out."""
        return voyage_rows.rows_of(self._store, ids)

    def rows_of_vessel(self, vessel_id: str, limit: int) -> tuple[int, tuple[str, ...]]:
        """How many voyages a vessel has, and the ids of the first `limit` by date."""
        return voyage_rows.rows_of_vessel(self._store, vessel_id, limit)

    def vessels_with_rows(self) -> frozenset[str]:
        """Ids of vessels that have a voyage."""
        return voyage_rows.vessels_with_rows(self._store)

    def last_counted(self) -> str:
        """Id of the newest voyage that counts, empty where none does."""
        return voyage_rows.last_counted(self._store)

    def has_marks_for_all(self) -> bool:
        """Whether each voyage and position can be a mark under every filter."""
        return map_query.has_marks_for_all(self._store)

    def map_content(
        self, filter_: Filter, selected: Sequence[str] = (), feedback: Feedback | None = None
    ) -> MapContent:
        """What the map shows; `selected` are keys of what is drawn in any case, if it passes."""
        return self.kept(
            ("map", filter_, tuple(selected)),
            lambda: map_query.map_content(self, filter_, selected, feedback),
            feedback,
            assumes=filter_.assumes,
        )

    def timeline(
        self, filter_: Filter, feedback: Feedback | None = None, sight: tuple[int, int] | None = None
    ) -> TimelineContent:
        """What the timeline shows; what the filter hides is marked. `sight`: as `timeline_content`."""
        from desktop_app.query.timeline_query import timeline_content  # noqa: PLC0415 - as above

        return timeline_content(self, filter_, sight, feedback)

    def timeline_marks(self, voyage_ids: Sequence[str], filter_: Filter) -> LaneRows:
        """The timeline's marks of some voyages; see `timeline_query.marks_of`."""
        from desktop_app.query.timeline_query import marks_of  # noqa: PLC0415 - as above

        return self.kept(
            ("timeline marks", tuple(voyage_ids), filter_),
            lambda: marks_of(self, voyage_ids, filter_),
            assumes=filter_.assumes,
        )

    def ledgers(self, filter_: Filter, feedback: Feedback | None = None) -> Ledgers:
        """The three ledgers under one filter."""
        from desktop_app.query.ledger_query import ledgers  # noqa: PLC0415 - as above

        return self.kept(("ledgers", filter_), lambda: ledgers(self, filter_, feedback), feedback)

    def calls_by_vessel(self, filter_: Filter, feedback: Feedback | None = None) -> Mapping[str, CallCount]:
        """Counted calls by vessel name; rows without a named ship stand under their label."""
        from desktop_app.query.ledger_query import calls_by_vessel  # noqa: PLC0415 - as above

        return calls_by_vessel(self, filter_, feedback)

    def figure_rows(self, filter_: Filter, feedback: Feedback | None = None) -> FigureRows:
        """What a figure says of the rows that pass."""
        from desktop_app.query.figure_query import figure_rows  # noqa: PLC0415 - see the module's summary

        return self.kept(("figure", filter_), lambda: figure_rows(self, filter_, feedback), feedback)

    def kept(
        self,
        question: Hashable,
        make: Callable[[], _T],
        feedback: Feedback | None = None,
        *,
        assumes: bool = True,
    ) -> _T:
        """A kept answer, else a new one; one made while the case changed is not kept.

        Who asks the same on another thread meanwhile waits for it.

        Args:
            question: names the answer among all callers; one question always means one type.
            make: makes it; again, where the case changed under its hands and it failed.
            feedback: called off before it begins.
            assumes: whether the answer rests on assumptions or on the parameters of events; one that does
                not serves all of them.

        Raises:
            Cancelled: the feedback was cancelled.
        """
        while True:
            if feedback is not None and feedback.is_cancelled:
                raise Cancelled
            generation = self._store.generation
            try:
                return self._answered(generation, question, make, assumes=assumes)
            except Cancelled:
                raise
            except Exception:
                if generation == self._store.generation:
                    raise

    def _answered(self, generation: int, question: Hashable, make: Callable[[], _T], *, assumes: bool) -> _T:
        key = (generation, question, (self.assumptions, self.event_parameters) if assumes else None)
        answers, lock = self._shared.assumed if assumes else self._shared.shared, self._shared.lock
        with self._asking(key):
            with lock:
                if key in answers:
                    answers.move_to_end(key)
                    kept: _T = answers[key]
                    return kept
            answer = make()
            with lock:
                if generation == self._store.generation:
                    answers[key] = answer
                while len(answers) > KEPT_ANSWERS:
                    answers.popitem(last=False)
            return answer

    @contextmanager
    def _asking(self, key: Hashable) -> Iterator[None]:
        """One thread at a time for one question."""
        lock, asked = self._shared.lock, self._shared.asked
        with lock:
            own = asked.setdefault(key, threading.Lock())
        with own:
            try:
                yield
            finally:
                with lock:
                    asked.pop(key, None)

    def _lasting(self, name: str, make: Callable[[], _Rows], feedback: Feedback | None) -> _Rows:
        """Columns, which are kept for as long as no change of the case concerns them."""
        if feedback is not None and feedback.is_cancelled:
            raise Cancelled
        generation = self._store.generation
        of, columns = self._held(name)
        if columns is None or of != generation:
            columns = self._made(name, make, generation)
        found: _Rows = columns
        return found

    def _made(self, name: str, make: Callable[[], _Rows], generation: int) -> _Rows:
        with self._asking(("columns", generation, name)):
            of, columns = self._held(name)
            if columns is not None and of != generation:
                columns = columns.after(self._store.changed_since(of))
            if columns is None:
                columns = make()
            with self._shared.lock:
                self._shared.columns[name] = (generation, columns)
            found: _Rows = columns
            return found

    def _held(self, name: str) -> tuple[int, Any]:
        """Columns, None before any, and of which generation of the case."""
        with self._shared.lock:
            return self._shared.columns.get(name, (0, None))
