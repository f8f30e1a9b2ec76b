"""What people said of the events that are found now."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.judging import Judgements
from desktop_app.domain.ais_event import EventKind, EventVerdict, Judgement

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine


def verdict_numbers(engine: "QueryEngine", kind: EventKind) -> NDArray[np.int32]:
    """For each of `engine.events(kind)` the place of its verdict in `record.event_verdicts`, -1 for none."""
    events = engine.events(kind)
    return engine.kept(("verdicts", kind), lambda: _judgements(engine, events).of(events))


def verdict_of(engine: "QueryEngine", kind: EventKind, row: int) -> EventVerdict | None:
    """What was said of one event; None where nobody judged it."""
    number = int(verdict_numbers(engine, kind)[row])
    return engine.store.record.event_verdicts[number] if number >= 0 else None


def rejected(engine: "QueryEngine", kind: EventKind) -> NDArray[np.bool_]:
    """A flag for each of `engine.events(kind)`: whether a person rejected it."""
    verdicts = engine.store.record.event_verdicts
    flags = np.array([*(one.judgement is Judgement.REJECTED for one in verdicts), False], np.bool_)
    return np.asarray(flags[verdict_numbers(engine, kind)])


def lost_verdicts(engine: "QueryEngine") -> tuple[EventVerdict, ...]:
    """Verdicts on events that are not found with the engine's parameters."""
    verdicts = engine.store.record.event_verdicts
    lost: list[int] = []
    for kind in {verdict.kind for verdict in verdicts}:
        events = engine.events(kind)
        judgements = _judgements(engine, events)
        judgements.of(events)
        lost += judgements.unmatched
    return tuple(verdicts[number] for number in sorted(lost))


def _judgements(engine: "QueryEngine", events: EventColumns) -> Judgements:
    return Judgements(engine.store.record.event_verdicts, events.vessel_ids)
