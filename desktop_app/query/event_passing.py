"""Which found events pass a filter, and which voyages and positions an event clause lets pass.

What a clause can ask of an event itself (dates, ships, place, kind, words) is asked of it; what it can ask
only of voyages (product, volume, tracker …) is asked of the voyages of her ship, as of tracks. Events that a
person rejected count for no voyage; the list of events shows them.
"""

from collections.abc import Callable, Collection, Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.domain.ais_event import EventKind
from desktop_app.query.clauses import (
    NOT_DOCUMENTED,
    AreaClause,
    ChoiceClause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
)
from desktop_app.query.columns.event_marks import sharing_time, whole_days
from desktop_app.query.columns.places import inside
from desktop_app.query.columns.words import things_named
from desktop_app.query.day_numbers import DAY_S
from desktop_app.query.event_verdicts import rejected
from desktop_app.query.passing_ships import passing_ships
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.fixes import DEGREE

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

Mask = NDArray[np.bool_]
# Clauses that are asked of the event itself.
_OWN: Final = (
    ClauseKind.DATES,
    ClauseKind.EVENT,
    ClauseKind.AREA,
    ClauseKind.TEXT,
    ClauseKind.LOADING,
    ClauseKind.DISCHARGE,
    ClauseKind.PORT,
)
# Kinds that tell ports, and so answer clauses about them.
_WITH_PORTS: Final = (EventKind.VISIT, EventKind.VOYAGE)


def passing_events(
    engine: "QueryEngine", filter_: Filter, kind: EventKind, feedback: Feedback | None = None
) -> Mask:
    """A flag for each of `engine.events(kind)`. Shared, never to be written to.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    return engine.kept(
        ("passing events", kind, filter_), partial(_passing, engine, filter_, kind, feedback), feedback
    )


def _passing(engine: "QueryEngine", filter_: Filter, kind: EventKind, feedback: Feedback | None) -> Mask:
    events = engine.events(kind, feedback)
    passing = np.ones(len(events), np.bool_)
    for clause in filter_.clauses:
        match clause:
            case DateClause():
                passing &= _within(events, clause)
            case AreaClause(ring=ring):
                passing &= _inside(events, ring)
            case TextClause(text=text):
                passing &= _worded(engine, events, text)
            case ChoiceClause(kind=ClauseKind.EVENT, values=values):
                passing &= np.bool_(kind.value in values)
            case ChoiceClause(kind=about, values=values) if about in _OWN and kind in _WITH_PORTS:
                passing &= _at_ports(events, about, values)
    if kind in _WITH_PORTS:
        ships = filter_.without(*_OWN)
    else:
        ships = filter_.without(ClauseKind.DATES, ClauseKind.EVENT, ClauseKind.AREA, ClauseKind.TEXT)
    if ships.is_active:
        passing &= _of_ships(events, passing_ships(engine, ships, feedback))
    return passing


def _within(events: EventColumns, clause: DateClause) -> Mask:
    """Events that share a day with the window."""
    passing = np.ones(len(events), np.bool_)
    epoch = np.datetime64(0, "D")
    if clause.first_day is not None:
        passing &= events.end_s // DAY_S >= (np.datetime64(clause.first_day, "D") - epoch).astype(np.int64)
    if clause.last_day is not None:
        passing &= events.start_s // DAY_S <= (np.datetime64(clause.last_day, "D") - epoch).astype(np.int64)
    return passing


def _inside(events: EventColumns, ring: tuple[tuple[float, float], ...]) -> Mask:
    """Events with one of their ends in a ring."""
    begins = inside(ring, events.lon_e7 / DEGREE, events.lat_e7 / DEGREE)
    ends = inside(ring, events.end_lon_e7 / DEGREE, events.end_lat_e7 / DEGREE)
    return np.asarray(begins | ends)


def _worded(engine: "QueryEngine", events: EventColumns, text: str) -> Mask:
    """Events of a ship, or at a port, in whose names a text occurs."""
    store = engine.store
    ships = _of_ships(events, things_named(store, "vessel", text))
    return ships | _at(events, things_named(store, "port", text), ends=True)


def _at_ports(events: EventColumns, about: ClauseKind, values: Collection[str]) -> Mask:
    if about is ClauseKind.DISCHARGE and events.kind is EventKind.VOYAGE:
        return _chosen(events.end_place, events.place_ids, values)
    return _at(events, values, ends=about is ClauseKind.PORT)


def _at(events: EventColumns, values: Collection[str], *, ends: bool) -> Mask:
    found = _chosen(events.place, events.place_ids, values)
    return found | _chosen(events.end_place, events.place_ids, values) if ends else found


def _of_ships(events: EventColumns, ships: Collection[str]) -> Mask:
    """Events of one of the ships; of two that meet, of either."""
    one = _chosen(events.vessel, events.vessel_ids, ships)
    met: Mask = (events.other >= 0) & _chosen(events.other, events.vessel_ids, ships)
    return one | met


def _chosen(codes: NDArray[np.int32], ids: Iterable[str], values: Collection[str]) -> Mask:
    flags = np.array([*(ident in values for ident in ids), NOT_DOCUMENTED in values], np.bool_)
    return np.asarray(flags[codes])


def ships_with(engine: "QueryEngine", values: Collection[str]) -> frozenset[str]:
    """Ids of ships with an event of one of the kinds; `NOT_DOCUMENTED` stands for ships without any."""
    found: set[str] = set()
    anything: set[str] = set()
    for kind in asked_kinds(values):
        events = engine.events(kind)
        rows = np.flatnonzero(counted_events(engine, kind))
        numbers = np.unique(np.concatenate([events.vessel[rows], events.other[rows]]))
        ships = {events.vessel_ids[number] for number in numbers.tolist() if number >= 0}
        anything |= ships
        if kind.value in values:
            found |= ships
    if NOT_DOCUMENTED in values:
        found |= {vessel.id for vessel in engine.store.record.vessels} - anything
    return frozenset(found)


def counted_events(engine: "QueryEngine", kind: EventKind) -> Mask:
    """A flag for each of `engine.events(kind)`: whether nobody rejected it."""
    return ~rejected(engine, kind)


def voyages_with(engine: "QueryEngine", kind: EventKind) -> Mask:
    """A flag for each voyage: whether her ship has an event of a kind between her first and last day."""
    return engine.kept(("voyages with event", kind), partial(_voyages_with, engine, kind))


def positions_with(engine: "QueryEngine", kind: EventKind) -> Mask:
    """A flag for each position: whether its ship has an event of a kind on one of its days."""
    return engine.kept(("positions with event", kind), partial(_positions_with, engine, kind))


def having_events(with_kind: Callable[[EventKind], Mask], values: Collection[str], count: int) -> Mask:
    """Rows with an event of one of the kinds; `NOT_DOCUMENTED` stands for rows without any.

    Args:
        with_kind: rows with an event of a kind; asked for those kinds alone that matter.
        values: of `EventKind`, or `NOT_DOCUMENTED`.
        count: of rows.
    """
    without = NOT_DOCUMENTED in values
    found, anything = np.zeros(count, np.bool_), np.zeros(count, np.bool_)
    for kind in asked_kinds(values):
        mask = with_kind(kind)
        if kind.value in values:
            found |= mask
        if without:
            anything |= mask
    return found | ~anything if without else found


def asked_kinds(values: Collection[str]) -> tuple[EventKind, ...]:
    """The kinds that an event clause of these values rests on."""
    return tuple(kind for kind in EventKind if kind.value in values or NOT_DOCUMENTED in values)


def _voyages_with(engine: "QueryEngine", kind: EventKind) -> Mask:
    columns, calls, positions = engine.columns(), engine.calls(), engine.positions()
    days = engine.kept(
        ("days of whole voyages",),
        lambda: whole_days(
            len(columns),
            (columns.first_day, columns.last_day),
            [(part.voyage, part.first_day, part.last_day) for part in (calls, positions)],
        ),
        assumes=False,
    )
    return _sharing(engine, kind, columns.vessel, days)


def _positions_with(engine: "QueryEngine", kind: EventKind) -> Mask:
    positions = engine.positions()
    return _sharing(engine, kind, positions.vessel, (positions.first_day, positions.last_day))


def _sharing(
    engine: "QueryEngine",
    kind: EventKind,
    vessel: NDArray[np.intp],
    days: tuple[NDArray[np.int32], NDArray[np.int32]],
) -> Mask:
    counted = counted_events(engine, kind)
    return sharing_time(engine.events(kind), counted, engine.columns().vessel_ids, vessel, days)
