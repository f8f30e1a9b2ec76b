"""Shapes as GeoPackage stores them, from and to lon, lat in EPSG:4326.

GeoPackageBinary (OGC 12-128r19, clause 2.1.3): "GP", version 0, flags, SRS id, envelope, then ISO WKB. We
write little-endian, with an envelope of west, east, south, north for lines and outlines and none for points.
We read either byte order, with any envelope; heights and measures are left away.
"""

import struct
from itertools import chain
from typing import Final, NamedTuple

from desktop_app.domain.place import LonLat

Bounds = tuple[float, float, float, float]  # west, south, east, north in degrees

SRS_ID: Final = 4326
_MAX_LON: Final = 180.0
_MAX_LAT: Final = 90.0

_MAGIC: Final = b"GP\x00"
_LITTLE_ENDIAN, _ENVELOPE_XY, _EMPTY, _EXTENDED = 0x01, 0x02, 0x10, 0x20  # of the flags
_ENVELOPE_BYTES: Final = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # by its number in the flags
_HEADER_BYTES: Final = 8
_CODES: Final = {"POINT": 1, "LINESTRING": 2, "POLYGON": 3}  # +1000 with heights, +2000 measures, +3000 both
_KINDS: Final = {code: kind for kind, code in _CODES.items()}
_NUMBERS_A_VERTEX: Final = (2, 3, 3, 4)  # by thousands of the code
_LEAST: Final = {"POINT": 1, "LINESTRING": 2, "POLYGON": 4}


class GeometryError(ValueError):
    """No shape that a case can hold; the text says why."""


class Shape(NamedTuple):
    """A shape of one part.

    Attributes:
        kind: "POINT", "LINESTRING" or "POLYGON".
        vertices: lon, lat in degrees; of a polygon its one closed ring.
    """

    kind: str
    vertices: tuple[LonLat, ...]

    @property
    def bounds(self) -> Bounds:
        """West, south, east, north in degrees."""
        lons, lats = zip(*self.vertices, strict=True)
        return min(lons), min(lats), max(lons), max(lats)


def shape_blob(shape: Shape) -> bytes:
    """The shape as GeoPackageBinary.

    Raises:
        GeometryError: too few vertices, a ring that is not closed, or a vertex off the globe.
    """
    _check(shape)
    kind, vertices = shape
    code = _CODES[kind]
    numbers = struct.pack(f"<{2 * len(vertices)}d", *chain.from_iterable(vertices))
    if kind == "POINT":
        return struct.pack("<3sBiBI", _MAGIC, _LITTLE_ENDIAN, SRS_ID, 1, code) + numbers
    west, south, east, north = shape.bounds
    head = struct.pack("<3sBi4d", _MAGIC, _LITTLE_ENDIAN | _ENVELOPE_XY, SRS_ID, west, east, south, north)
    counts = (1, len(vertices)) if kind == "POLYGON" else (len(vertices),)
    return head + struct.pack(f"<BI{len(counts)}I", 1, code, *counts) + numbers


def read_shape(blob: bytes) -> Shape:
    """The shape in a GeoPackageBinary.

    Raises:
        GeometryError: the blob is none, or a shape that a case does not hold.
    """
    try:
        shape = _unpack(blob)
    except struct.error:
        raise GeometryError("the geometry breaks off") from None
    _check(shape)
    return shape


def read_bounds(blob: bytes) -> Bounds:
    """West, south, east, north of a blob that `shape_blob` wrote, without looking at each vertex."""
    if blob[3] & _ENVELOPE_XY:
        west, east, south, north = struct.unpack_from("<4d", blob, _HEADER_BYTES)
        return west, south, east, north
    lon, lat = struct.unpack_from("<2d", blob, len(blob) - 16)
    return lon, lat, lon, lat


def _unpack(blob: bytes) -> Shape:
    magic, flags, srs_id = struct.unpack_from("<3sBi" if blob[3:4] and blob[3] & 1 else ">3sBi", blob)
    if magic != _MAGIC or flags & _EXTENDED:
        raise GeometryError("the geometry is not GeoPackage's standard kind")
    if srs_id != SRS_ID:
        raise GeometryError(f"the geometry is not in longitude and latitude (SRS {srs_id})")
    envelope = flags >> 1 & 7
    if flags & _EMPTY or envelope not in _ENVELOPE_BYTES:
        raise GeometryError("the geometry is empty or its envelope is unknown")
    start = _HEADER_BYTES + _ENVELOPE_BYTES[envelope]
    order = "<" if blob[start : start + 1] == b"\x01" else ">"
    (code,) = struct.unpack_from(f"{order}I", blob, start + 1)
    thousands, base = divmod(code, 1_000)
    if base not in _KINDS or thousands >= len(_NUMBERS_A_VERTEX):
        raise GeometryError(f"the geometry is of a kind ({code}) that a case does not hold")
    kind, width, at = _KINDS[base], _NUMBERS_A_VERTEX[thousands], start + 5
    count = 1
    if kind == "POLYGON":
        (rings,) = struct.unpack_from(f"{order}I", blob, at)
        at += 4
        if rings != 1:
            raise GeometryError(f"the outline has {rings} rings, one is needed")
    if kind != "POINT":
        (count,) = struct.unpack_from(f"{order}I", blob, at)
        at += 4
    if len(blob) != at + 8 * width * count:
        raise GeometryError("the geometry is longer or shorter than it says")
    numbers = struct.unpack_from(f"{order}{width * count}d", blob, at)
    return Shape(kind, tuple((numbers[i], numbers[i + 1]) for i in range(0, len(numbers), width)))


def _check(shape: Shape) -> None:
    kind, vertices = shape
    if len(vertices) < _LEAST[kind]:
        raise GeometryError(f"the geometry has {len(vertices)} vertices, {_LEAST[kind]} are needed")
    if kind == "POLYGON" and vertices[0] != vertices[-1]:
        raise GeometryError("the outline is not closed")
    for lon, lat in vertices:
        # NaN compares false, and so is refused.
        if not (abs(lon) <= _MAX_LON and abs(lat) <= _MAX_LAT):
            raise GeometryError(f"{lon:g}, {lat:g} lies off the globe")
