"""Which events that were found in AIS reports the map draws, and which of them a filter leaves."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.place import LonLat
from desktop_app.query.ais_events import KEY_KIND, found_event, kind_of
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.missed_call_query import hint_evidence
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:  # numpy, which the first picture has not
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.query.engine import QueryEngine

LAYER_OF: Final = {
    EventKind.GAP: "ais_gaps",
    EventKind.VISIT: "ais_visits",
    EventKind.VOYAGE: "ais_visits",
    EventKind.ENCOUNTER: "ais_meetings",
    EventKind.LOITERING: "ais_meetings",
    EventKind.STS: "ais_meetings",
    EventKind.IDENTITY: "ais_doubts",
    EventKind.POSITION: "ais_doubts",
    EventKind.MISSED_CALL: "ais_hints",
}
"""The map layer of each kind; a voyage has no mark there, its way is shown where it is selected."""


def kinds_drawn(
    layers: Collection[str], selection: Collection[str], *, has_tracks: bool
) -> tuple[EventKind, ...]:
    """Kinds whose layer is shown, or of which one is selected; without tracks there are hints alone."""
    chosen = {kind_of(ident) for ident in event_ids(selection)}
    found = {EventKind.MISSED_CALL} if not has_tracks else set(LAYER_OF)
    return tuple(kind for kind in EventKind if kind in chosen or (kind in found and LAYER_OF[kind] in layers))


def event_ids(keys: Collection[str]) -> tuple[str, ...]:
    """Ids of the events among these keys."""
    parts = (key.partition(":") for key in keys)
    return tuple(ident for kind, _, ident in parts if kind == KEY_KIND)


def drawn_on(layers: Collection[str], *, has_tracks: bool) -> bool:
    """Whether any event can be drawn on a map with these layers."""
    return bool(kinds_drawn(layers, (), has_tracks=has_tracks))


def kinds_within(
    engine: "QueryEngine",
    kinds: Sequence[EventKind],
    filter_: Filter,
    place: tuple[float, float, float, float],
) -> frozenset[EventKind]:
    """Those of the kinds of which an event passes and begins or ends in a part of the world.

    Args:
        engine: of the case.
        kinds: that are looked for.
        filter_: its area hides nothing on the map.
        place: west, south, east, north in degrees.
    """
    from desktop_app.query.event_passing import counted_events, passing_events  # noqa: PLC0415 - numpy, as above
    from desktop_app.storage.fixes import DEGREE  # noqa: PLC0415 - same

    west, south, east, north = (side * DEGREE for side in place)
    others = filter_.without(ClauseKind.AREA)
    found = set()
    for kind in kinds:
        events = engine.events(kind)
        passing = passing_events(engine, others, kind) & counted_events(engine, kind)
        for lon, lat in ((events.lon_e7, events.lat_e7), (events.end_lon_e7, events.end_lat_e7)):
            if (passing & (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).any():
                found.add(kind)
    return frozenset(found)


def rings_within_reach(
    engine: "QueryEngine", ident: str, feedback: Feedback | None = None
) -> tuple[tuple[LonLat, ...], ...]:
    """Outlines of the water that the ship of a missed-call hint can have been on between its two sightings.

    Empty where the event is not found, or lies outside of the region whose water the program knows.
    """
    event = found_event(engine, ident, feedback)
    if event is None:
        return ()
    return hint_evidence(event, engine.store).rings


def passing_on_map(
    engine: "QueryEngine", kinds: Sequence[EventKind], filter_: Filter, feedback: Feedback | None = None
) -> "NDArray[np.bool_]":
    """A flag for each event of these kinds, kind after kind.

    The page cuts out the dates itself, and the filter's own area is drawn on the map and hides nothing there.

    Raises:
        InputError: the reports of a track are missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    import numpy as np  # noqa: PLC0415 - not before events are asked for

    from desktop_app.query.event_passing import passing_events  # noqa: PLC0415 - same

    others = filter_.without(ClauseKind.DATES, ClauseKind.AREA)
    parts = [passing_events(engine, others, kind, feedback) for kind in kinds]
    return np.concatenate([np.empty(0, np.bool_), *parts])
