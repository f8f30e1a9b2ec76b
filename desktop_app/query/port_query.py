"""The ports of a case and what one of them saw: calls, stays, vessels, where from and where to.

Calls are documented presences, whether or not their voyage is counted; a voyage's other end is counted as in
the ledgers.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import VoyageKind
from desktop_app.domain.statement import Observation, Visibility
from desktop_app.query.call_facts import call_facts, call_moves, rows_at
from desktop_app.query.clauses import Filter
from desktop_app.query.columns.instants import month_number, month_of
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.engine import QueryEngine
from desktop_app.query.months import next_month
from desktop_app.query.port_moves import NONE, UNNAMED, UNORDERED
from desktop_app.query.port_results import (
    NOT_NAMED,
    Chosen,
    Following,
    OtherEnds,
    PlaceCalls,
    PortActivity,
)
from desktop_app.query.port_stay import stay_of
from desktop_app.query.results import MOST_SELECTED
from desktop_app.runtime.feedback import Feedback

MOST_LISTED: Final = 200
"""Vessels of one port that are listed."""
_KINDS: Final = tuple(VoyageKind)
SIGHTING: Final = _KINDS.index(VoyageKind.SIGHTING)


def port_list(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None
) -> tuple[PlaceCalls, ...]:
    """Ports of the case with their calls: those with calls first, the most frequented first."""
    calls, columns = engine.calls(feedback), engine.columns(feedback)
    passing = engine.passing_calls(filter_, feedback)
    count = len(columns.port_ids)
    placed = calls.port >= 0

    def ships(rows: NDArray[np.bool_]) -> NDArray[np.float64]:
        chosen = np.flatnonzero(rows & placed)
        return np.bincount(calls.port.take(chosen), calls.ships.take(chosen), count)

    counted = dict(zip(columns.port_ids, zip(ships(passing), ships(placed), strict=True), strict=True))
    ports = [port.id for port in engine.store.record.ports if not port.parent_id]
    rows = [
        PlaceCalls(ident, int(some), int(all_))
        for ident, (some, all_) in ((ident, counted.get(ident, (0.0, 0.0))) for ident in ports)
    ]
    return tuple(sorted(rows, key=lambda row: -row.total))


def port_activity(
    engine: QueryEngine, filter_: Filter, place_id: str, feedback: Feedback | None = None
) -> PortActivity:
    """What a port, or a part of one, saw under a filter."""
    calls, facts = engine.calls(feedback), call_facts(engine, feedback)
    here = rows_at(engine, place_id, feedback)
    some = here[engine.passing_calls(filter_, feedback)[here]]
    months = _months(engine, facts.month)
    first = month_number(months[0]) if months else 0

    def by_month(rows: NDArray[np.intp]) -> tuple[tuple[int, ...], int]:
        month, ships = facts.month[rows], calls.ships[rows]
        placed = month >= 0
        counted = np.bincount(month[placed] - first, ships[placed], len(months))
        return tuple(int(number) for number in counted), int(ships[~placed].sum())

    passing, unplaced = by_month(some)
    everything, unplaced_total = by_month(here)
    vessels = _vessels(engine, here, some, feedback)
    ends = _Ends(engine, filter_, place_id, feedback)
    return PortActivity(
        place_id,
        int(calls.ships[some].sum()),
        int(calls.ships[here].sum()),
        months,
        passing,
        everything,
        unplaced,
        unplaced_total,
        ends.grouped(here),
        unseen_months(months, (row for row in engine.store.record.observations if row.port_id == place_id)),
        stay_of(
            calls.first_s[some],
            calls.last_s[some],
            facts.is_interval[some],
            facts.is_window[some],
            calls.ships[some],
        ),
        vessels[:MOST_LISTED],
        max(len(vessels) - MOST_LISTED, 0),
        _following(engine, call_moves(engine, feedback).next, here, some, feedback),
        _following(engine, call_moves(engine, feedback).before, here, some, feedback),
        ends.other_ends(from_here=True),
        ends.other_ends(from_here=False),
    )


def calls_behind(
    engine: QueryEngine,
    filter_: Filter,
    place_id: str,
    month: date | None,
    feedback: Feedback | None = None,
) -> Chosen:
    """Voyages of the passing calls at a place, of one month or of all."""
    calls = engine.calls(feedback)
    here = rows_at(engine, place_id, feedback)
    chosen = here[engine.passing_calls(filter_, feedback)[here]]
    if month is not None:
        chosen = chosen[call_facts(engine, feedback).month[chosen] == month_number(month)]
    rows = calls.voyage[chosen]
    return voyages_of(engine, np.unique(rows[rows >= 0]), feedback)


def voyages_of(engine: QueryEngine, rows: NDArray[np.intp], feedback: Feedback | None) -> Chosen:
    """Keys of voyages by their rows, in the order of the rows."""
    fids = [int(fid) for fid in engine.columns(feedback).fid[rows[:MOST_SELECTED]]]
    ids = engine.ids_of(fids)
    return Chosen(tuple(f"voyage:{ids[fid]}" for fid in fids if fid in ids), len(rows))


def unseen_months(months: Iterable[date], observations: Iterable[Observation]) -> tuple[date, ...]:
    """Months of which some document says on every day that nothing could be seen, and none that it could."""
    hidden: set[date] = set()
    clear: set[date] = set()
    for row in observations:
        days = (row.when.last_day - row.when.first_day).days + 1
        (clear if row.visibility is Visibility.CLEAR else hidden).update(
            row.when.first_day + timedelta(days=number) for number in range(days)
        )
    unseen = hidden - clear
    return tuple(
        month
        for month in months
        if all(month + timedelta(days=number) in unseen for number in range((next_month(month) - month).days))
    )


def _months(engine: QueryEngine, month: NDArray[np.int32]) -> tuple[date, ...]:
    """Months from the first call of the case to its last, so that all ports share one axis."""

    def make() -> tuple[date, ...]:
        placed = month[month >= 0]
        if not placed.size:
            return ()
        return tuple(month_of(number) for number in range(int(placed.min()), int(placed.max()) + 1))

    return engine.store.cached("months of calls", make)


def _vessels(
    engine: QueryEngine, here: NDArray[np.intp], some: NDArray[np.intp], feedback: Feedback | None
) -> tuple[PlaceCalls, ...]:
    calls, ids = engine.calls(feedback), engine.columns(feedback).vessel_ids
    passing, everything = (
        _ships_by(calls.vessel[rows], calls.ships[rows], len(ids)) for rows in (some, here)
    )
    return _ranked(ids, passing, everything)


def _following(
    engine: QueryEngine,
    neighbour: NDArray[np.int32],
    here: NDArray[np.intp],
    some: NDArray[np.intp],
    feedback: Feedback | None,
) -> Following:
    calls, ids = engine.calls(feedback), engine.columns(feedback).port_ids

    def by_port(rows: NDArray[np.intp]) -> NDArray[np.int64]:
        found = rows[neighbour[rows] >= 0]
        return _ships_by(calls.port[neighbour[found]], calls.ships[found], len(ids))

    def without(reason: int) -> int:
        return int(calls.ships[some[neighbour[some] == reason]].sum())

    ports = _ranked(ids, by_port(some), by_port(here))
    return Following(ports, without(NONE), without(UNORDERED), without(UNNAMED))


def _ships_by(codes: NDArray[np.int32], ships: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Ships by code; the last element is for those without one (-1)."""
    return np.bincount(np.where(codes < 0, count, codes), ships, count + 1).astype(np.int64)


def _ranked(
    ids: tuple[str, ...], passing: NDArray[np.int64], everything: NDArray[np.int64]
) -> tuple[PlaceCalls, ...]:
    """Those that occur at all, the most frequent first; what is not documented last."""
    order = sorted(
        np.flatnonzero(everything), key=lambda row: (row == len(ids), -passing[row], -everything[row])
    )
    return tuple(
        PlaceCalls(ids[row] if row < len(ids) else NOT_NAMED, int(passing[row]), int(everything[row]))
        for row in order
    )


class _Ends(NamedTuple):
    """The voyages that load or discharge in a port."""

    engine: QueryEngine
    filter: Filter
    place_id: str
    feedback: Feedback | None

    def other_ends(self, *, from_here: bool) -> OtherEnds:
        """Counted calls by the port at the other end."""
        columns, code = self._columns(), self._code()
        if code is None:
            return OtherEnds((), 0)
        near, far = (
            (columns.loading, columns.discharge) if from_here else (columns.discharge, columns.loading)
        )
        here = np.flatnonzero((near == code) & (columns.kind != SIGHTING))
        passes = self.engine.passing(self.filter, self.feedback)[here]
        counted = columns.counted[here]

        def by_port(rows: NDArray[np.intp]) -> NDArray[np.int64]:
            return _ships_by(far[rows], columns.ships[rows], len(columns.port_ids))

        ports = _ranked(columns.port_ids, by_port(here[passes & counted]), by_port(here[counted]))
        return OtherEnds(ports, int(columns.ships[here[passes & ~counted]].sum()))

    def grouped(self, call_rows: NDArray[np.intp]) -> int:
        """Counted calls of passing rows that load here, and of which no call here is a row of its own."""
        columns, code = self._columns(), self._code()
        if code is None:
            return 0
        rows = np.flatnonzero(self.engine.passing(self.filter, self.feedback) & columns.counted)
        rows = rows[columns.loading[rows] == code]
        told = np.isin(rows, self.engine.calls(self.feedback).voyage[call_rows])
        return int(columns.ships[rows[~told]].sum())

    def _columns(self) -> Columns:
        return self.engine.columns(self.feedback)

    def _code(self) -> int | None:
        ids = self._columns().port_ids
        return ids.index(self.place_id) if self.place_id in ids else None
