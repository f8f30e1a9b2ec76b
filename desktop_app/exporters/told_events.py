"""Found events as files tell them: in words, with their ships, sources and what people said of them."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np

from desktop_app.analysis.plain_events import event_rows
from desktop_app.domain.ais_event import EventKind, EventVerdict
from desktop_app.domain.provenance import Citation
from desktop_app.domain.vessel import Vessel
from desktop_app.exporters.ais_event_card import event_sentence
from desktop_app.exporters.event_sources import EventSources
from desktop_app.exporters.things import thing
from desktop_app.query.ais_events import FoundEvent
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_passing import passing_events
from desktop_app.query.event_verdicts import verdict_of
from desktop_app.runtime.feedback import Cancelled, Feedback

_AT_ONCE: Final = 1_000


class ToldEvent(NamedTuple):
    """One event.

    Attributes:
        plain: as `analysis.plain_events.event_rows` gives it.
        sentence: what was found, without the ship's name.
        vessel, other: the ships; None where the case has no such row.
        verdict: what a person said of it; None where nobody judged it.
        track_ids: tracks that it was found in.
        citation: sources that it rests on; None for none.
    """

    plain: dict[str, Any]
    sentence: str
    vessel: Vessel | None
    other: Vessel | None
    verdict: EventVerdict | None
    track_ids: tuple[str, ...]
    citation: Citation | None


def told_events(
    engine: QueryEngine, filter_: Filter, kind: EventKind, feedback: Feedback | None = None
) -> Iterator[ToldEvent]:
    """Events of a kind that pass a filter, by ship and time; also those that people rejected.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    store, parameters = engine.store, engine.event_parameters
    events, detector = engine.events(kind, feedback), engine.detector(feedback)
    sources = EventSources(store)
    passing = np.flatnonzero(passing_events(engine, filter_, kind, feedback)).tolist()
    for first in range(0, len(passing), _AT_ONCE):
        if feedback is not None and feedback.is_cancelled:
            raise Cancelled
        rows = passing[first : first + _AT_ONCE]
        for row, plain in zip(rows, event_rows(detector, events, parameters, rows), strict=True):
            event = FoundEvent(events, row, detector, parameters)
            rests_on = sources.of(event)
            yield ToldEvent(
                plain,
                event_sentence(event, store),
                thing(store, Vessel, f"vessel:{event.vessel_id}"),
                thing(store, Vessel, f"vessel:{event.other_id}"),
                verdict_of(engine, kind, row),
                rests_on.track_ids,
                rests_on.citation,
            )
