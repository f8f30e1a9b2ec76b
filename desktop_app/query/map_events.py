"""What the map draws of events that were found in AIS reports, under a filter. Imports numpy."""

from collections.abc import Collection
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.domain.ais_event import EventKind
from desktop_app.query.ais_events import KEY_KIND, kind_of
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_passing import passing_events
from desktop_app.runtime.feedback import Feedback

LAYER_OF: Final = {
    EventKind.GAP: "ais_gaps",
    EventKind.VISIT: "ais_visits",
    EventKind.ENCOUNTER: "ais_meetings",
    EventKind.LOITERING: "ais_meetings",
    EventKind.STS: "ais_meetings",
    EventKind.IDENTITY: "ais_doubts",
    EventKind.POSITION: "ais_doubts",
    EventKind.MISSED_CALL: "ais_hints",
}
"""The map layer of each kind; a voyage has no mark, its way is shown where it is selected."""
EVENT_LAYERS: Final = tuple(dict.fromkeys(LAYER_OF.values()))


class FoundForMap(NamedTuple):
    """Events of the kinds that are drawn; equal values are the same marks.

    Attributes:
        found: one entry a kind; the same objects for as long as nothing that they rest on changes.
    """

    found: tuple[EventColumns, ...]


def kinds_drawn(
    engine: QueryEngine, layers: Collection[str], selection: Collection[str]
) -> tuple[EventKind, ...]:
    """Kinds whose layer is shown, or of which one is selected; without tracks there are hints alone."""
    chosen = {
        kind_of(key.partition(":")[2]) for key in selection if key.startswith(f"{KEY_KIND}:")
    }
    has_tracks = bool(engine.store.record.tracks)
    return tuple(
        kind
        for kind in EventKind
        if kind in chosen
        or (LAYER_OF.get(kind) in layers and (has_tracks or kind is EventKind.MISSED_CALL))
    )


def found_for_map(
    engine: QueryEngine, kinds: Collection[EventKind], feedback: Feedback | None = None
) -> FoundForMap:
    """All events of these kinds, whatever the filter.

    Raises:
        InputError: the reports of a track are missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    return FoundForMap(tuple(engine.events(kind, feedback) for kind in kinds))


def passing_on_map(
    engine: QueryEngine, kinds: Collection[EventKind], filter_: Filter, feedback: Feedback | None = None
) -> NDArray[np.bool_]:
    """A flag for each event of these kinds, kind after kind.

    The page cuts out the dates itself, and the filter's own area is drawn on the map and hides nothing there.
    """
    others = filter_.without(ClauseKind.DATES, ClauseKind.AREA)
    parts = (passing_events(engine, others, kind, feedback) for kind in kinds)
    return np.concatenate([np.empty(0, np.bool_), *parts])
