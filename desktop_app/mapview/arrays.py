"""Tracks of fixes, and positions too many for marks, as the page reads them: one binary payload.

Little-endian: magic "TMFX", version, length of the header (uint32 each); the header, JSON text padded with
spaces to a multiple of four; then arrays, each padded likewise. Of all fixes: x, y (uint32, Web Mercator in
the unit square in 2^32 steps of 1 cm), time (uint32, seconds since 1970 UTC), speed (int16, tenths of a knot,
-1 none), draught (uint8, tenths of a metre, 0 none), doubts (uint8, `DOUBT_BITS`). Of every `CHUNK` fixes of
a track, and the first of the next: least x, least y, most x, most y (uint32). Of all positions: x, y, first
and last day (int32, since 1970-01-01), flags (uint8). `assets/web/fixes/arrays.ts` reads it.
"""

import base64
import itertools
import json
import struct
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC: Final = 0x58464D54
VERSION: Final = 2
CHUNK: Final = 64
LOOKS: Final = 16
"""Vessels that are told apart: eight colours, and the same dashed."""
NO_LOOK: Final = 255
_OFF: Final = 1
_UNPLACED: Final = 2
_STEPS: Final = 2.0**32
_LAST_STEP: Final = 2**32 - 1
# Web Mercator ends where the world is as high as it is wide.
_MOST_LAT: Final = 85.0511


class TrackArrays(NamedTuple):
    """One track and its fixes, in the order of time.

    Attributes:
        name: what the ship is called.
        look: 0 to 15, or `NO_LOOK`.
        t_s: seconds since 1970 UTC.
        lon_e7, lat_e7: degrees times 10^7.
        sog_dkn: tenths of a knot, -1 where it was not sent.
        draught_dm: tenths of a metre, 0 where it was not sent.
        doubts: bits of `DOUBT_BITS`, 0 for none.
    """

    id: str
    name: str
    look: int
    t_s: NDArray[np.uint32]
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]
    sog_dkn: NDArray[np.int16]
    draught_dm: NDArray[np.uint8]
    doubts: NDArray[np.uint16]


class PositionArrays(NamedTuple):
    """Documented positions, row by row.

    Attributes:
        lon, lat: degrees; NaN where nothing places it.
        first_day, last_day: days since 1970-01-01 UTC.
        off: the tracker was off.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    first_day: NDArray[np.int32]
    last_day: NDArray[np.int32]
    off: NDArray[np.bool_]


def no_positions() -> PositionArrays:
    """Where each position has a mark."""
    none, days = np.empty(0, np.float64), np.empty(0, np.int32)
    return PositionArrays(none, none, days, days, np.empty(0, np.bool_))


def encode_arrays(tracks: Sequence[TrackArrays], positions: PositionArrays) -> bytes:
    """The payload of `ArraysChanged`."""
    counts = [len(track.t_s) for track in tracks]
    starts = np.cumsum([0, *counts]).tolist()
    lon = _joined([track.lon_e7 for track in tracks], np.float64) / 1e7
    lat = _joined([track.lat_e7 for track in tracks], np.float64) / 1e7
    x, y = unit_steps(lon, lat)
    boxes = _boxes(starts, x, y)
    header = {
        "tracks": [
            {"id": track.id, "name": track.name, "look": track.look, "first": first}
            for track, first in zip(tracks, starts, strict=False)
        ],
        "fixes": starts[-1],
        "boxes": len(boxes),
        "positions": len(positions.lon),
    }
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
    text += b" " * (-len(text) % 4)
    placed = np.isfinite(positions.lon) & np.isfinite(positions.lat)
    where = [np.where(placed, degrees, 0.0) for degrees in (positions.lon, positions.lat)]
    flags = np.where(positions.off, _OFF, 0) + np.where(placed, 0, _UNPLACED)
    return b"".join(
        (
            struct.pack("<III", MAGIC, VERSION, len(text)),
            text,
            _padded(x),
            _padded(y),
            _padded(_joined([track.t_s for track in tracks], "<u4")),
            _padded(_joined([track.sog_dkn for track in tracks], "<i2")),
            _padded(_joined([track.draught_dm for track in tracks], "u1")),
            _padded(_joined([track.doubts for track in tracks], "u1")),
            _padded(boxes),
            *map(_padded, unit_steps(where[0], where[1])),
            _padded(positions.first_day.astype("<i4")),
            _padded(positions.last_day.astype("<i4")),
            _padded(flags.astype("u1")),
        )
    )


def encode_mask(passing: NDArray[np.bool_]) -> str:
    """Base64 of one bit a row, the highest of each byte first; empty where every row passes."""
    return "" if bool(passing.all()) else base64.b64encode(np.packbits(passing).tobytes()).decode("ascii")


def _boxes(starts: Sequence[int], x: NDArray[Any], y: NDArray[Any]) -> NDArray[Any]:
    """Four corners a row."""
    firsts: list[int] = []
    lasts: list[int] = []
    for first, end in itertools.pairwise(starts):
        firsts += range(first, end, CHUNK)
        lasts += [min(start + CHUNK, end - 1) for start in range(first, end, CHUNK)]
    boxes = np.empty((len(firsts), 4), "<u4")
    if firsts:
        for column, (of, values) in enumerate(
            ((np.minimum, x), (np.minimum, y), (np.maximum, x), (np.maximum, y))
        ):
            boxes[:, column] = of(of.reduceat(values, firsts), values[lasts])
    return boxes


def _joined(parts: Sequence[NDArray[Any]], kind: Any) -> NDArray[Any]:
    return np.concatenate([np.empty(0, kind), *(part.astype(kind, copy=False) for part in parts)])


def unit_steps(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[NDArray[Any], NDArray[Any]]:
    """Degrees as steps of the unit square."""
    sine = np.sin(np.radians(np.clip(lat, -_MOST_LAT, _MOST_LAT)))
    x = lon / 360 + 0.5
    y = 0.5 - np.log((1 + sine) / (1 - sine)) / (4 * np.pi)
    whole = [np.clip(np.rint(value * _STEPS), 0, _LAST_STEP).astype("<u4") for value in (x, y)]
    return whole[0], whole[1]


def _padded(values: NDArray[Any]) -> bytes:
    body = values.tobytes()
    return body + bytes(-len(body) % 4)
