"""Polygons and lines of a Mapbox Vector Tile, for asking what a position lies on.

The format is small (vector-tile-spec 2.1, a protobuf message of four levels); the readers in PyPI bring
protobuf's runtime and GEOS with them, 20 MB for one question. Only our own base map is read here.
"""

from collections.abc import Iterator
from typing import Final

Ring = list[tuple[int, int]]

# Field numbers of vector_tile.proto.
_LAYERS: Final = 3
_NAME, _FEATURES, _EXTENT = 1, 2, 5
_TYPE, _GEOMETRY = 3, 4
_LINE_STRING, _POLYGON = 2, 3
_MOVE, _LINE = 1, 2
_EXTENT_DEFAULT: Final = 4096


def rings(tile: bytes, layer: str) -> tuple[list[Ring], int]:
    """All rings of a layer's polygons, outer and inner, and how many units a tile's side has.

    Raises:
        ValueError: the tile is damaged.
    """
    return _paths(tile, layer, _POLYGON)


def lines(tile: bytes, layer: str) -> tuple[list[Ring], int]:
    """The same of a layer's lines.

    Raises:
        ValueError: the tile is damaged.
    """
    return _paths(tile, layer, _LINE_STRING)


def _paths(tile: bytes, layer: str, wanted: int) -> tuple[list[Ring], int]:
    try:
        for number, content in _fields(tile):
            if number == _LAYERS and isinstance(content, bytes):
                found = list(_fields(content))
                if (_NAME, layer.encode()) in found:
                    extent = next((value for key, value in found if key == _EXTENT), _EXTENT_DEFAULT)
                    features = [
                        value for key, value in found if key == _FEATURES and isinstance(value, bytes)
                    ]
                    return [ring for feature in features for ring in _feature(feature, wanted)], int(extent)
    except IndexError:
        raise ValueError("is cut off") from None
    return [], _EXTENT_DEFAULT


def covers(rings_of_polygons: list[Ring], x: float, y: float) -> bool:
    """Whether a point lies inside, by the even-odd rule."""
    inside = False
    for ring in rings_of_polygons:
        x1, y1 = ring[-1]
        for x2, y2 in ring:
            if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
                inside = not inside
            x1, y1 = x2, y2
    return inside


def _feature(data: bytes, wanted: int) -> Iterator[Ring]:
    kind, commands = 0, b""
    for number, content in _fields(data):
        if number == _TYPE and isinstance(content, int):
            kind = content
        if number == _GEOMETRY and isinstance(content, bytes):
            commands = content
    return _rings(commands) if kind == wanted else iter(())


def _rings(data: bytes) -> Iterator[Ring]:
    """Decode move, line and close commands; coordinates are steps from the point before."""
    place, x, y = 0, 0, 0
    ring: Ring = []
    while place < len(data):
        command, place = _varint(data, place)
        if command & 7 not in {_MOVE, _LINE}:
            continue
        for _ in range(command >> 3):
            step_x, place = _varint(data, place)
            step_y, place = _varint(data, place)
            x += (step_x >> 1) ^ -(step_x & 1)
            y += (step_y >> 1) ^ -(step_y & 1)
            if command & 7 == _MOVE:
                if ring:
                    yield ring
                ring = []
            ring.append((x, y))
    if ring:
        yield ring


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and content of each field of a protobuf message."""
    place = 0
    while place < len(data):
        tag, place = _varint(data, place)
        wire = tag & 7
        if wire == 0:
            value, place = _varint(data, place)
            yield tag >> 3, value
            continue
        if wire == 2:  # noqa: PLR2004 - length-delimited
            length, place = _varint(data, place)
        else:
            length = {1: 8, 5: 4}.get(wire, -1)
            if length < 0:
                raise ValueError("is no vector tile")
        if place + length > len(data):
            raise IndexError
        yield tag >> 3, data[place : place + length]
        place += length


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[place]
        place += 1
        value |= (byte & 127) << shift
        if byte < 128:  # noqa: PLR2004 - the last byte of a number
            return value, place
        shift += 7
