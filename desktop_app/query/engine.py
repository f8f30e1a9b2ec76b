"""Filter in, results out, through SQL. Safe on any thread; a cancelled feedback stops it."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from desktop_app.query import figure_query, ledger_query, map_query, timeline_query, voyage_rows
from desktop_app.query.clauses import Filter
from desktop_app.query.results import (
    CallCount,
    FigureRows,
    Ledgers,
    MapContent,
    TimelineContent,
    VoyageRows,
)
from desktop_app.query.voyage_rows import Order
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

_T = TypeVar("_T")
# Answers that are kept: those of the present filter and of the one before. The order of a million rows takes
# eight megabytes.
KEPT_ANSWERS: Final = 12


class QueryEngine:
    """Answers questions about one open case; the last answers are kept until the case changes."""

    def __init__(self, store: CaseStore) -> None:
        self._store = store
        self._kept: OrderedDict[Hashable, Any] = OrderedDict()
        self._asked: dict[Hashable, threading.Lock] = {}
        self._lock = threading.Lock()

    @property
    def store(self) -> CaseStore:
        """The case."""
        return self._store

    def prepare_tables(self, feedback: Feedback) -> None:
        """Answer what table and volumes of a new window ask first, where that takes long."""
        if not self.has_marks_for_all():
            self.voyage_rows(Filter(), Order.DATE, descending=False, feedback=feedback)
            self.timeline(Filter(), feedback)

    def prepare_timeline(self, feedback: Feedback) -> None:
        """Answer what the timeline of a new window asks first, where that takes long."""
        if not self.has_marks_for_all():
            self.timeline(Filter(), feedback)

    def voyage_rows(
        self, filter_: Filter, order: Order, *, descending: bool, feedback: Feedback | None = None
    ) -> VoyageRows:
        """Row numbers of the voyages that pass, ordered."""
        return self._answer(
            ("rows", filter_, order, descending),
            lambda: voyage_rows.voyage_rows(
                self._store, filter_, order, descending=descending, feedback=feedback
            ),
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
        """What the map shows; `selected` are voyages that are drawn in any case, if they pass."""
        return self._answer(
            ("map", filter_, tuple(selected)),
            lambda: map_query.map_content(
                self._store, filter_, self._map_counts(filter_, feedback), selected, feedback
            ),
        )

    def _map_counts(self, filter_: Filter, feedback: Feedback | None) -> map_query.MapCounts:
        return self._answer(("counts", filter_), lambda: map_query.map_counts(self._store, filter_, feedback))

    def timeline(self, filter_: Filter, feedback: Feedback | None = None) -> TimelineContent:
        """What the timeline shows; what the filter hides is marked."""
        return self._answer(
            ("timeline", filter_), lambda: timeline_query.timeline_content(self._store, filter_, feedback)
        )

    def ledgers(self, filter_: Filter, feedback: Feedback | None = None) -> Ledgers:
        """The three ledgers under one filter."""
        return self._answer(
            ("ledgers", filter_), lambda: ledger_query.ledgers(self._store, filter_, feedback)
        )

    def calls_by_vessel(self, filter_: Filter, feedback: Feedback | None = None) -> Mapping[str, CallCount]:
        """Counted calls by vessel name; rows without a named ship stand under their label."""
        return ledger_query.calls_by_vessel(self._store, filter_, feedback)

    def figure_rows(self, filter_: Filter, feedback: Feedback | None = None) -> FigureRows:
        """What a figure says of the rows that pass."""
        return self._answer(
            ("figure", filter_), lambda: figure_query.figure_rows(self._store, filter_, feedback)
        )

    def _answer(self, question: Hashable, make: Callable[[], _T]) -> _T:
        """A kept answer, else a new one; one made while the case changed is not kept.

        Who asks the same on another thread meanwhile waits for it.
        """
        generation = self._store.generation
        key = (generation, question)
        with self._lock:
            asked = self._asked.setdefault(key, threading.Lock())
        with asked:
            with self._lock:
                if key in self._kept:
                    self._kept.move_to_end(key)
                    kept: _T = self._kept[key]
                    return kept
            try:
                answer = make()
            finally:
                with self._lock:
                    self._asked.pop(key, None)
            with self._lock:
                if generation == self._store.generation:
                    self._kept[key] = answer
                while len(self._kept) > KEPT_ANSWERS:
                    self._kept.popitem(last=False)
            return answer
