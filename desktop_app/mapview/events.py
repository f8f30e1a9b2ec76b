"""Events found in AIS reports, as the page reads them: one binary payload.

Little-endian: magic "TMEV", version, length of the header (uint32 each); the header, JSON text padded with
spaces so that what follows lies on a multiple of eight; then arrays of one entry an event, each padded
likewise: start, end (float64, seconds since 1970 UTC), x, y, end x, end y (uint32, Web Mercator as in
`mapview.arrays`), ship, other ship (int32, places in the header's list, -1 none), tail of the id (uint32),
score (uint8), check (int8, place in `EVENT_CHECKS`, -1 none), state (uint8, `STATES`), flags (uint8: 1 it
has not ended, 2 the id has a tail). Kinds follow each other as the header lists them. The page makes each
event's key of these. `assets/web/events/arrays.ts` reads it.
"""

import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.domain.ais_event import Judgement
from desktop_app.mapview.arrays import NO_LOOK, unit_steps
from desktop_app.storage.fixes import DEGREE

MAGIC: Final = 0x56454D54
VERSION: Final = 1
STATES: Final = {Judgement.ACCEPTED: 1, Judgement.REJECTED: 2, Judgement.REMARK: 3}
"""What a person said of an event; 0 where nobody did."""
_OPEN: Final = 1
_TAILED: Final = 2
_HEAD_BYTES: Final = 12
_ALIGNED: Final = 8


class ShipLook(NamedTuple):
    """How a ship is drawn.

    Attributes:
        name: what she is called.
        look: as of her tracks (`TrackArrays.look`).
        tracks: places of her tracks in the payload of `encode_arrays`.
    """

    name: str
    look: int = NO_LOOK
    tracks: tuple[int, ...] = ()


def encode_events(
    found: Sequence[EventColumns], states: Sequence[NDArray[np.uint8]], ships: Mapping[str, ShipLook]
) -> bytes:
    """The payload of `EventsChanged`.

    Args:
        found: events, one entry a kind.
        states: for each kind, of each event, what a person said of it.
        ships: by the id of the vessel; of others only the id stands there.
    """
    ids = sorted({ident for columns in found for ident in columns.vessel_ids})
    places = {ident: place for place, ident in enumerate(ids)}
    codes = [""] * len(ids)
    tails, tailed = [], []
    for columns in found:
        for row in np.unique(columns.vessel, return_index=True)[1].tolist():
            ident = columns.vessel_ids[int(columns.vessel[row])]
            codes[places[ident]] = columns.id_of(row).split("-")[1]
        tail, has_tail = _tails(columns)
        tails.append(tail)
        tailed.append(has_tail)
    looks = [ships.get(ident, ShipLook(ident)) for ident in ids]
    header = {
        "kinds": [{"kind": columns.kind.value, "count": len(columns)} for columns in found],
        "ships": [
            {"code": code, "name": look.name, "look": look.look, "tracks": look.tracks}
            for code, look in zip(codes, looks, strict=True)
        ],
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    text += b" " * (-(_HEAD_BYTES + len(text)) % _ALIGNED)
    x, y = _steps([(columns.lon_e7, columns.lat_e7) for columns in found])
    end_x, end_y = _steps([(columns.end_lon_e7, columns.end_lat_e7) for columns in found])
    flags = [
        _opens(columns) * _OPEN + has_tail * _TAILED for columns, has_tail in zip(found, tailed, strict=True)
    ]
    return b"".join(
        (
            struct.pack("<III", MAGIC, VERSION, len(text)),
            text,
            _joined([columns.start_s for columns in found], "<f8"),
            _joined([columns.end_s for columns in found], "<f8"),
            *(_padded(values) for values in (x, y, end_x, end_y)),
            _joined([_numbers(columns, columns.vessel, places) for columns in found], "<i4"),
            _joined([_numbers(columns, columns.other, places) for columns in found], "<i4"),
            _joined(tails, "<u4"),
            _joined([columns.score for columns in found], "u1"),
            _joined([columns.check for columns in found], "i1"),
            _joined(list(states), "u1"),
            _joined(flags, "u1"),
        )
    )


def _tails(columns: EventColumns) -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """The last part of each id: the same for the same other ship, place and check, so few are made."""
    rest = np.column_stack([columns.other, columns.place, columns.check]).astype(np.int64)
    _, firsts, inverse = np.unique(rest, axis=0, return_index=True, return_inverse=True)
    texts = [columns.id_of(row).split("-")[3] for row in firsts.tolist()]
    has_tail = np.array([text != "0" for text in texts], np.bool_)
    values = np.array([int(text, 16) for text in texts], np.uint32)
    return values[inverse.reshape(-1)], has_tail[inverse.reshape(-1)]


def _opens(columns: EventColumns) -> NDArray[np.bool_]:
    """Gaps that had not ended when the data did."""
    told = columns.facts.get("is_open")
    return np.zeros(len(columns), np.bool_) if told is None else np.asarray(told, np.bool_)


def _numbers(columns: EventColumns, codes: NDArray[np.int32], places: Mapping[str, int]) -> NDArray[np.int32]:
    """Places in the header's list of ships."""
    return np.array([*(places[ident] for ident in columns.vessel_ids), -1], np.int32)[codes]


def _steps(parts: Sequence[tuple[NDArray[np.int32], NDArray[np.int32]]]) -> tuple[NDArray[Any], NDArray[Any]]:
    lon, lat = (np.concatenate([np.empty(0), *(part[axis] for part in parts)]) / DEGREE for axis in (0, 1))
    return unit_steps(lon, lat)


def _joined(parts: Sequence[NDArray[Any]], kind: str) -> bytes:
    return _padded(np.concatenate([np.empty(0, kind), *(part.astype(kind) for part in parts)]))


def _padded(values: NDArray[Any]) -> bytes:
    body = values.tobytes()
    return body + bytes(-len(body) % _ALIGNED)
