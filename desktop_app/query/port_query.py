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
from desktop_app.query.call_facts import call_facts, call_moves, lasting, rows_at
from desktop_app.query.clauses import Filter
from desktop_app.query.columns.calls import CallColumns
from desktop_app.query.columns.instants import month_number, month_of
from desktop_app.query.columns.voyages import KINDS
from desktop_app.query.engine import QueryEngine
from desktop_app.query.months import next_month
from desktop_app.query.port_moves import NONE, UNNAMED, UNORDERED, Codes
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
SIGHTING: Final = KINDS.index(VoyageKind.SIGHTING)


def port_list(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None
) -> tuple[PlaceCalls, ...]:
    """Ports of the case with their calls: those with calls first, the most frequented first."""
    calls, columns = engine.calls(feedback), engine.columns(feedback)
    passing = engine.passing_calls(filter_, feedback)
    count = len(columns.port_ids)
    placed = calls.port >= 0

    def ships(rows: NDArray[np.bool_]) -> NDArray[np.int64]:
        chosen = np.flatnonzero(rows & placed)
        return _ships_by(calls.port.take(chosen), calls.ships.take(chosen), count)[:count]

    counted = dict(zip(columns.port_ids, zip(ships(passing), ships(placed), strict=True), strict=True))
    ports = [port.id for port in engine.store.record.ports if not port.parent_id]
    rows = [
        PlaceCalls(ident, int(some), int(all_))
        for ident, (some, all_) in ((ident, counted.get(ident, (0, 0))) for ident in ports)
    ]
    return tuple(sorted(rows, key=lambda row: -row.total))


def port_activity(
    engine: QueryEngine, filter_: Filter, place_id: str, feedback: Feedback | None = None
) -> PortActivity:
    """What a port, or a part of one, saw under a filter."""
    calls, facts = engine.calls(feedback), call_facts(engine, feedback)
    months = _months(engine, facts.month)
    whole = _whole(engine, place_id, months, feedback)
    passing = engine.passing_calls(filter_, feedback)
    part = _Part.of(engine, whole.rows[passing.take(whole.rows)], months, feedback)
    ends = _ends_of(engine, filter_, place_id, whole, feedback)
    ids = engine.columns(feedback)
    vessels = _ranked(ids.vessel_ids, part.vessels, whole.all.vessels)
    return PortActivity(
        place_id,
        part.ships,
        whole.all.ships,
        months,
        part.by_month,
        whole.all.by_month,
        part.unplaced,
        whole.all.unplaced,
        ends.grouped,
        unseen_months(months, _observations(engine, place_id)),
        stay_of(
            calls.first_s[part.rows],
            calls.last_s[part.rows],
            facts.is_interval[part.rows],
            facts.is_window[part.rows],
            calls.ships[part.rows],
        ),
        vessels[:MOST_LISTED],
        max(len(vessels) - MOST_LISTED, 0),
        _following(ids.port_ids, part.next, whole.all.next),
        _following(ids.port_ids, part.before, whole.all.before),
        ends.to,
        ends.from_,
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


def _observations(engine: QueryEngine, place_id: str) -> list[Observation]:
    """Of a port; a part of one was seen when its port was."""
    ports = engine.store.record.ports
    places = {place_id, *(port.parent_id for port in ports if port.id == place_id)}
    return [row for row in engine.store.record.observations if row.port_id in places]


def _months(engine: QueryEngine, month: NDArray[np.int32]) -> tuple[date, ...]:
    """Months from the first call of the case to its last, so that all ports share one axis."""

    def make() -> tuple[date, ...]:
        placed = month[month >= 0]
        if not placed.size:
            return ()
        return tuple(month_of(number) for number in range(int(placed.min()), int(placed.max()) + 1))

    return lasting(engine, "months of calls", month, make)


class _Neighbours(NamedTuple):
    """Ships of some calls by the port of the call after or before, the last element for none documented."""

    ports: NDArray[np.int64]
    last: int
    unordered: int
    unnamed: int

    @classmethod
    def of(
        cls, calls: CallColumns, neighbour: NDArray[np.int32], rows: NDArray[np.intp], ports: int
    ) -> "_Neighbours":
        """Sums over rows of the calls."""
        beside, ships = neighbour.take(rows), calls.ships.take(rows)
        found = np.flatnonzero(beside >= 0)

        def without(reason: int) -> int:
            return int(ships[beside == reason].sum())

        return cls(
            _ships_by(calls.port.take(beside.take(found)), ships.take(found), ports),
            without(NONE),
            without(UNORDERED),
            without(UNNAMED),
        )


class _Part(NamedTuple):
    """Sums over some calls at one place."""

    rows: NDArray[np.intp]
    ships: int
    by_month: tuple[int, ...]
    unplaced: int
    vessels: NDArray[np.int64]
    next: _Neighbours
    before: _Neighbours

    @classmethod
    def of(
        cls, engine: QueryEngine, rows: NDArray[np.intp], months: tuple[date, ...], feedback: Feedback | None
    ) -> "_Part":
        """Sums over rows of the calls."""
        calls, columns = engine.calls(feedback), engine.columns(feedback)
        beside = call_moves(engine, feedback)
        month, ships = call_facts(engine, feedback).month.take(rows), calls.ships.take(rows)
        placed = np.flatnonzero(month >= 0)
        first = month_number(months[0]) if months else 0
        by_month = np.bincount(month.take(placed) - first, ships.take(placed), len(months)).astype(np.int64)
        total = int(ships.sum())
        return cls(
            rows,
            total,
            tuple(by_month.tolist()),
            total - int(by_month.sum()),
            _ships_by(calls.vessel.take(rows), ships, len(columns.vessel_ids)),
            _Neighbours.of(calls, beside.next, rows, len(columns.port_ids)),
            _Neighbours.of(calls, beside.before, rows, len(columns.port_ids)),
        )


class _Whole(NamedTuple):
    """What no filter changes of one place.

    Attributes:
        rows: of all calls there.
        all: sums over them.
        has_call: voyages of which a call there is a row of its own.
        loads, discharges: rows of the voyages that do so there, without sightings.
    """

    rows: NDArray[np.intp]
    all: _Part
    has_call: NDArray[np.bool_]
    loads: NDArray[np.intp]
    discharges: NDArray[np.intp]


def _whole(engine: QueryEngine, place_id: str, months: tuple[date, ...], feedback: Feedback | None) -> _Whole:
    calls, columns = engine.calls(feedback), engine.columns(feedback)

    def make() -> _Whole:
        rows = rows_at(engine, place_id, feedback)
        # One more at the end, where -1 leads.
        has_call = np.zeros(len(columns) + 1, np.bool_)
        has_call[calls.voyage.take(rows)] = True
        code = columns.port_ids.index(place_id) if place_id in columns.port_ids else len(columns.port_ids)
        is_call = columns.kind != SIGHTING
        return _Whole(
            rows,
            _Part.of(engine, rows, months, feedback),
            has_call[:-1],
            np.flatnonzero((columns.loading == code) & is_call),
            np.flatnonzero((columns.discharge == code) & is_call),
        )

    return lasting(engine, f"calls at {place_id}", calls, make)


class _Ends(NamedTuple):
    """The voyages that load or discharge at a place, by their other end."""

    to: OtherEnds
    from_: OtherEnds
    grouped: int


def _ends_of(
    engine: QueryEngine, filter_: Filter, place_id: str, whole: _Whole, feedback: Feedback | None
) -> _Ends:
    columns, passing = engine.columns(feedback), engine.passing(filter_, feedback)
    ids = columns.port_ids

    def other_ends(name: str, rows: NDArray[np.intp], far: NDArray[np.int32]) -> OtherEnds:
        def by_port(some: NDArray[np.intp]) -> NDArray[np.int64]:
            return _ships_by(far.take(some), columns.ships.take(some), len(ids))

        counted = columns.counted.take(rows)
        passes = passing.take(rows)
        everything = lasting(engine, f"{name} {place_id}", columns, lambda: by_port(rows[counted]))
        uncounted = rows[passes & ~counted]
        return OtherEnds(
            _ranked(ids, by_port(rows[passes & counted]), everything),
            int(columns.ships.take(uncounted).sum()),
        )

    untold = whole.loads[passing.take(whole.loads) & ~whole.has_call.take(whole.loads)]
    untold = untold[columns.counted.take(untold)]
    return _Ends(
        other_ends("voyages from", whole.loads, columns.discharge),
        other_ends("voyages to", whole.discharges, columns.loading),
        int(columns.ships.take(untold).sum()),
    )


def _following(ids: tuple[str, ...], part: _Neighbours, everything: _Neighbours) -> Following:
    return Following(_ranked(ids, part.ports, everything.ports), part.last, part.unordered, part.unnamed)


def _ships_by(codes: Codes, ships: NDArray[np.int32], count: int) -> NDArray[np.int64]:
    """Ships by code; the last element is for those without one (-1)."""
    # The codes shifted by one: a mask that picks them out takes ten times as long.
    counted = np.bincount(codes + 1, ships, count + 1).astype(np.int64)
    return np.roll(counted, -1)


def _ranked(
    ids: tuple[str, ...], passing: NDArray[np.int64], everything: NDArray[np.int64]
) -> tuple[PlaceCalls, ...]:
    """Those that occur at all, the most frequent first; what is not documented last."""
    nothing = len(ids)
    order = sorted(
        np.flatnonzero(everything), key=lambda row: (row == nothing, -passing[row], -everything[row])
    )
    return tuple(
        PlaceCalls(ids[row] if row < nothing else NOT_NAMED, int(passing[row]), int(everything[row]))
        for row in order
    )
