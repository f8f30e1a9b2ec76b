"""Found events of several kinds as one list: numbers that a table reads, in any order."""

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.vessel import Vessel
from desktop_app.query.ais_events import FoundEvent, found_event
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_passing import passing_events
from desktop_app.query.neighbours import Neighbours
from desktop_app.runtime.feedback import Feedback

KINDS: Final = tuple(EventKind)


class EventOrder(StrEnum):
    """What a list is sorted by."""

    START = "start"
    DURATION = "duration"
    SHIP = "ship"
    KIND = "kind"
    SCORE = "score"


class EventCount(NamedTuple):
    """Events of one kind: those that pass the filter, and all."""

    passing: int
    total: int


class EventRows(NamedTuple):
    """Events that pass, in order.

    Attributes:
        kinds: uint8, place in `KINDS` of each.
        rows: int32, its row among the events of its kind.
        counts: of every kind, listed or not.
    """

    kinds: NDArray[np.uint8]
    rows: NDArray[np.int32]
    counts: Mapping[EventKind, EventCount]


def listed_events(
    engine: QueryEngine,
    filter_: Filter,
    kinds: Collection[EventKind],
    order: EventOrder,
    *,
    descending: bool,
    feedback: Feedback | None = None,
) -> EventRows:
    """The events of some kinds under a filter; of equal ones the earlier stands first.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    wanted = frozenset(kinds)
    return engine.kept(
        ("listed events", filter_, wanted, order, descending),
        lambda: _listed(engine, filter_, wanted, order, descending=descending, feedback=feedback),
        feedback,
    )


def event_at(engine: QueryEngine, rows: EventRows, place: int) -> FoundEvent:
    """One event of a list."""
    columns = engine.events(KINDS[int(rows.kinds[place])])
    return FoundEvent(columns, int(rows.rows[place]), engine.detector(), engine.event_parameters)


def event_neighbours(
    engine: QueryEngine, filter_: Filter, ident: str, feedback: Feedback | None = None
) -> Neighbours | None:
    """Where an event stands among all that pass, by time; None where it is not among them.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    event = found_event(engine, ident, feedback)
    if event is None:
        return None
    listed = listed_events(engine, filter_, KINDS, EventOrder.START, descending=False, feedback=feedback)
    at = np.flatnonzero((listed.kinds == KINDS.index(event.kind)) & (listed.rows == event.row))
    if not len(at):
        return None
    place, total = int(at[0]), len(listed.rows)
    return Neighbours(
        place + 1,
        total,
        event_at(engine, listed, place - 1).key if place else "",
        event_at(engine, listed, place + 1).key if place + 1 < total else "",
    )


def _listed(
    engine: QueryEngine,
    filter_: Filter,
    wanted: frozenset[EventKind],
    order: EventOrder,
    *,
    descending: bool,
    feedback: Feedback | None,
) -> EventRows:
    counts: dict[EventKind, EventCount] = {}
    kinds, rows, starts, keys = [], [], [], []
    names = {vessel.id: place for place, vessel in enumerate(_by_name(engine))}
    for number, kind in enumerate(KINDS):
        events, passing = engine.events(kind, feedback), passing_events(engine, filter_, kind, feedback)
        counts[kind] = EventCount(int(np.count_nonzero(passing)), len(events))
        if kind not in wanted:
            continue
        found = np.flatnonzero(passing)
        kinds.append(np.full(len(found), number, np.uint8))
        rows.append(found.astype(np.int32))
        starts.append(events.start_s[found])
        match order:
            case EventOrder.START:
                key = events.start_s[found]
            case EventOrder.DURATION:
                key = events.end_s[found] - events.start_s[found]
            case EventOrder.SHIP:
                place = np.array([names.get(ident, len(names)) for ident in events.vessel_ids], np.int64)
                key = place[events.vessel[found]]
            case EventOrder.KIND:
                key = np.full(len(found), number, np.int64)
            case EventOrder.SCORE:
                key = events.score[found].astype(np.int64)
        keys.append(key)
    key, start = (np.concatenate([np.empty(0, np.int64), *parts]) for parts in (keys, starts))
    sorted_ = np.lexsort((start, -key if descending else key))
    return EventRows(
        np.concatenate([np.empty(0, np.uint8), *kinds])[sorted_],
        np.concatenate([np.empty(0, np.int32), *rows])[sorted_],
        counts,
    )


def _by_name(engine: QueryEngine) -> list[Vessel]:
    return sorted(engine.store.record.vessels, key=lambda vessel: (vessel.name.casefold(), vessel.id))
