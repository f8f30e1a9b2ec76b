"""Which events that were found in AIS reports the map draws, and which of them a filter leaves."""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Final

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.place import LonLat
from desktop_app.query.ais_events import KEY_KIND, found_event, kind_of
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:  # numpy, which the first picture has not
    import numpy as np
    from numpy.typing import NDArray

    from desktop_app.query.engine import QueryEngine

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


def kinds_drawn(
    layers: Collection[str], selection: Collection[str], *, has_tracks: bool
) -> tuple[EventKind, ...]:
    """Kinds whose layer is shown, or of which one is selected; without tracks there are hints alone."""
    chosen = {kind_of(ident) for ident in event_ids(selection)}
    found = {EventKind.MISSED_CALL} if not has_tracks else set(LAYER_OF)
    return tuple(
        kind for kind in EventKind if kind in chosen or (kind in found and LAYER_OF[kind] in layers)
    )


def event_ids(keys: Collection[str]) -> tuple[str, ...]:
    """Ids of the events among these keys."""
    parts = (key.partition(":") for key in keys)
    return tuple(ident for kind, _, ident in parts if kind == KEY_KIND)


def find_kinds(engine: "QueryEngine", kinds: Sequence[EventKind], feedback: Feedback) -> None:
    """Find all events of these kinds, so that views which ask for them are answered quickly.

    Raises:
        InputError: the reports of a track are missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    for kind in kinds:
        engine.events(kind, feedback)


def rings_within_reach(
    engine: "QueryEngine", ident: str, feedback: Feedback | None = None
) -> tuple[tuple[LonLat, ...], ...]:
    """Outlines of the water that the ship of a missed-call hint can have been on between its two sightings.

    Empty where the event is not found, or lies outside of the region whose water the program knows.
    """
    event = found_event(engine, ident, feedback)
    if event is None:
        return ()
    from desktop_app.analysis.reach import sea_grid  # noqa: PLC0415 - the water of the region, seldom
    from desktop_app.storage.fixes import DEGREE  # noqa: PLC0415 - numpy, not before events are asked for

    columns, row = event.columns, event.row
    start = (float(columns.lon_e7[row]) / DEGREE, float(columns.lat_e7[row]) / DEGREE)
    end = (float(columns.end_lon_e7[row]) / DEGREE, float(columns.end_lat_e7[row]) / DEGREE)
    hours = (event.end_s - event.start_s) / 3600
    found = sea_grid().reach(start, end, hours, engine.event_parameters.reach_kn)
    return () if found is None else found.rings


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
