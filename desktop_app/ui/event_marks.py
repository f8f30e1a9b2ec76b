"""Events found in AIS reports, made ready for the map's page off the GUI thread. Imports numpy."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.domain.ais_event import EventKind, EventVerdict
from desktop_app.domain.movement import Track
from desktop_app.mapview.arrays import encode_mask
from desktop_app.mapview.events import STATES, ShipLook, encode_events
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.map_events import passing_on_map
from desktop_app.query.silences import gap_seconds
from desktop_app.runtime.feedback import Feedback
from desktop_app.ui.map_arrays import looks_of


class HeldEvents(NamedTuple):
    """What the page's events were made of; equal values are the same marks.

    Attributes:
        found: one entry a kind; equal only where they are the same objects.
        verdicts: what people said of events.
        tracks: of the case.
        ships: ids and names.
        gap_s: how long a silence is longer than.
    """

    found: tuple[EventColumns, ...]
    verdicts: tuple[EventVerdict, ...]
    tracks: tuple[Track, ...]
    ships: tuple[tuple[str, str], ...]
    gap_s: int


class EventMarks(NamedTuple):
    """What the page needs to know of events under a filter.

    Attributes:
        held: what they are made of.
        payload: the events, empty for none; None where the page has them already.
        mask: those that pass all clauses but the dates, as text.
    """

    held: HeldEvents
    payload: bytes | None
    mask: str


def event_marks(
    engine: QueryEngine,
    filter_: Filter,
    kinds: Sequence[EventKind],
    sent: HeldEvents | None,
    feedback: Feedback | None = None,
) -> EventMarks:
    """The events of these kinds and what of them a filter leaves; the page itself cuts out the dates.

    Raises:
        InputError: the reports of a track are missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    record = engine.store.record
    found = tuple(engine.events(kind, feedback) for kind in kinds)
    named = {ident for columns in found for ident in columns.vessel_ids}
    held = HeldEvents(
        found,
        record.event_verdicts,
        record.tracks,
        tuple((vessel.id, vessel.name) for vessel in record.vessels if vessel.id in named),
        gap_seconds(engine.event_parameters),
    )
    mask = encode_mask(passing_on_map(engine, kinds, filter_, feedback))
    return EventMarks(held, None if held == sent else _payload(held), mask)


def _payload(held: HeldEvents) -> bytes:
    if not any(len(columns) for columns in held.found):
        return b""
    looks = looks_of(held.tracks)
    names = dict(held.ships)
    ships = {
        ident: ShipLook(
            names[ident],
            looks[ident],
            tuple(place for place, track in enumerate(held.tracks) if track.vessel_id == ident),
        )
        if ident in looks
        else ShipLook(names[ident])
        for ident in names
    }
    return encode_events(held.found, [_states(columns, held.verdicts) for columns in held.found], ships)


def _states(columns: EventColumns, verdicts: tuple[EventVerdict, ...]) -> NDArray[np.uint8]:
    """What a person said of each event."""
    if not verdicts:
        return np.zeros(len(columns), np.uint8)
    from desktop_app.analysis.judging import Judgements  # noqa: PLC0415 - only with events

    numbers = Judgements(verdicts, columns.vessel_ids).of(columns)
    codes = np.array([*(STATES[verdict.judgement] for verdict in verdicts), 0], np.uint8)
    return codes[numbers]
