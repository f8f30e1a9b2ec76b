"""Tracks, and positions too many for marks, made ready for the page off the GUI thread. Imports numpy."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from desktop_app.domain.movement import Track
from desktop_app.mapview.arrays import (
    LOOKS,
    NO_LOOK,
    PositionArrays,
    TrackArrays,
    encode_arrays,
    encode_mask,
    no_positions,
)
from desktop_app.mapview.protocol import MaskChanged
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.drawn_reports import drawn_every, drawn_reports
from desktop_app.query.engine import QueryEngine
from desktop_app.query.tracks_query import passing_tracks
from desktop_app.runtime.feedback import Feedback


class Held(NamedTuple):
    """What the page's arrays were made of; equal values are the same arrays.

    Attributes:
        tracks: of the case.
        ships: ids and names.
        positions: state of the case's content where its positions are among them, else -1.
    """

    tracks: tuple[Track, ...]
    ships: tuple[tuple[str, str], ...]
    positions: int


class Arrays(NamedTuple):
    """What the page needs to know of its arrays under a filter.

    Attributes:
        held: what they are made of.
        payload: the arrays, None where the page has them already.
        mask: rows that pass all clauses but the dates.
    """

    held: Held
    payload: bytes | None
    mask: MaskChanged


def map_arrays(
    engine: QueryEngine, filter_: Filter, sent: Held | None, feedback: Feedback | None = None
) -> Arrays:
    """The arrays of a case and what of them a filter leaves; the page itself cuts out the dates.

    Raises:
        InputError: the reports of a track are missing or damaged.
    """
    store = engine.store
    record = store.record
    crowded = not engine.has_marks_for_all()
    owners = {track.vessel_id for track in record.tracks}
    ships = tuple((vessel.id, vessel.name) for vessel in record.vessels if vessel.id in owners)
    held = Held(record.tracks, ships, store.generation if crowded else -1)
    passing = set(passing_tracks(engine, filter_, feedback))
    tracks = np.array([track.id in passing for track in record.tracks], np.bool_)
    positions = ""
    if crowded:
        positions = encode_mask(engine.passing_positions(filter_.without(ClauseKind.DATES), feedback))
    mask = MaskChanged(encode_mask(tracks), positions)
    return Arrays(held, None if held == sent else arrays_payload(engine, held, feedback), mask)


def looks_of(tracks: Sequence[Track]) -> dict[str, int]:
    """How ships with tracks are drawn, by their ids: those that reported most are told apart."""
    fixes: Counter[str] = Counter()
    for track in tracks:
        fixes[track.vessel_id] += track.fixes
    order = sorted(fixes, key=lambda vessel_id: (-fixes[vessel_id], vessel_id))
    return {vessel_id: place if place < LOOKS else NO_LOOK for place, vessel_id in enumerate(order)}


def arrays_payload(engine: QueryEngine, held: Held, feedback: Feedback | None = None) -> bytes:
    """The arrays of these tracks, and where the case has a crowd of positions, of all of these.

    Raises:
        InputError: the reports of a track are missing or damaged.
    """
    names = dict(held.ships)
    looks = looks_of(held.tracks)
    every = drawn_every(engine.store)
    tracks = []
    for track in held.tracks:
        found = engine.store.fixes(track.id)
        look = looks[track.vessel_id]
        kept = slice(None) if every == 1 else drawn_reports(found, every)
        tracks.append(
            TrackArrays(
                track.id,
                names.get(track.vessel_id, ""),
                look,
                found.t_s[kept],
                found.lon_e7[kept],
                found.lat_e7[kept],
                found.sog_dkn[kept],
                found.draught_dm[kept],
                found.doubts[kept],
            )
        )
    if held.positions < 0:
        return encode_arrays(tracks, no_positions())
    at = engine.positions(feedback)
    return encode_arrays(tracks, PositionArrays(at.lon, at.lat, at.first_day, at.last_day, at.off))
