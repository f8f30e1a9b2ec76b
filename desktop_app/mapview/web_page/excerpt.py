"""A part of the base map as a small PMTiles archive (specification 3.4), tiles copied byte for byte."""

import gzip
import struct
from collections.abc import Iterator
from itertools import accumulate
from math import asinh, pi, radians, tan
from typing import Final, NamedTuple

from desktop_app.importers.tiles.directory import tile_number
from desktop_app.importers.tiles.pmtiles import PmtilesFile

WHOLE_ZOOM: Final = 4
"""Levels up to this one are taken whole: together they have 200 kB, and no pan ends in blank paper."""
MARGIN: Final = 0.1
"""Of the bounds' width and height, beyond each edge."""
# After the magic and version: offsets and lengths of four sections, three counts, clustered, two kinds of
# packing, tile type, zooms, bounds, centre zoom and centre.
_HEADER: Final = struct.Struct("<7sB8Q3Q6B4iB2i")
_GZIP, _VECTOR = 2, 1
_E7: Final = 1e7
_MOST_LAT: Final = 85.05
_SEVEN_BITS: Final = 0x80

Bounds = tuple[float, float, float, float]


class Excerpt(NamedTuple):
    """A part of an archive.

    Attributes:
        data: itself an archive.
        zoom: deepest level in it.
        bounds: west, south, east, north in degrees of what is taken below `WHOLE_ZOOM`.
    """

    data: bytes
    zoom: int
    bounds: Bounds


def excerpt(source: PmtilesFile, bounds: Bounds, most_bytes: int) -> Excerpt:
    """The tiles of these bounds and a margin, level by level as long as they fit into so many bytes.

    Raises:
        InputError: the archive is damaged.
    """
    info = source.info
    around = _widened(bounds, info.bounds)
    tiles: dict[int, bytes] = {}
    size, zoom = 0, info.min_zoom
    for level in range(info.min_zoom, info.max_zoom + 1):
        area = info.bounds if level <= WHOLE_ZOOM else around
        found = {
            tile_number(level, x, y): tile
            for x, y in _tiles_of(area, level)
            if (tile := source.packed_tile(level, x, y)) is not None
        }
        size += sum(map(len, found.values()))
        if size > most_bytes and level > WHOLE_ZOOM:
            break
        tiles |= found
        zoom = level
    return Excerpt(_archive(tiles, info.min_zoom, zoom, info.bounds), zoom, around)


def _widened(bounds: Bounds, world: Bounds) -> Bounds:
    west, south, east, north = bounds
    wide, high = (east - west) * MARGIN, (north - south) * MARGIN
    return (
        max(west - wide, world[0]),
        max(south - high, world[1]),
        min(east + wide, world[2]),
        min(north + high, world[3]),
    )


def _tiles_of(bounds: Bounds, zoom: int) -> Iterator[tuple[int, int]]:
    """Columns and rows of a level that touch the bounds."""
    west, south, east, north = bounds
    first_x, first_y = _tile_at(west, north, zoom)
    last_x, last_y = _tile_at(east, south, zoom)
    for x in range(first_x, last_x + 1):
        for y in range(first_y, last_y + 1):
            yield x, y


def _tile_at(lon: float, lat: float, zoom: int) -> tuple[int, int]:
    side = 1 << zoom
    across = (lon + 180) / 360
    down = (1 - asinh(tan(radians(min(max(lat, -_MOST_LAT), _MOST_LAT)))) / pi) / 2
    return min(int(across * side), side - 1), min(int(down * side), side - 1)


def _archive(tiles: dict[int, bytes], min_zoom: int, max_zoom: int, bounds: Bounds) -> bytes:
    """One directory, without leaves."""
    numbers = sorted(tiles)
    contents = list(dict.fromkeys(tiles[number] for number in numbers))
    starts = dict(zip(contents, accumulate(map(len, contents), initial=0), strict=False))
    directory = _stored(b"".join(map(_number, _entries(numbers, tiles, starts))))
    metadata = _stored(b"{}")
    at_metadata = _HEADER.size + len(directory)
    at_tiles = at_metadata + len(metadata)
    data = b"".join(contents)
    west, south, east, north = (round(side * _E7) for side in bounds)
    header = _HEADER.pack(
        b"PMTiles",
        3,
        *(_HEADER.size, len(directory), at_metadata, len(metadata), at_tiles, 0, at_tiles, len(data)),
        *(len(numbers), len(numbers), len(contents)),
        *(1, _GZIP, _GZIP, _VECTOR, min_zoom, max_zoom),
        *(west, south, east, north, min_zoom, (west + east) // 2, (south + north) // 2),
    )
    return b"".join((header, directory, metadata, data))


def _stored(data: bytes) -> bytes:
    """As gzip that packs nothing: some readers take nothing else, and every zlib writes it alike."""
    return gzip.compress(data, compresslevel=0, mtime=0)


def _entries(numbers: list[int], tiles: dict[int, bytes], starts: dict[bytes, int]) -> Iterator[int]:
    """A directory's numbers: count, steps between tile numbers, runs, lengths, offsets plus one."""
    yield len(numbers)
    yield from (number - before for before, number in zip((0, *numbers), numbers, strict=False))
    yield from (1 for _ in numbers)
    yield from (len(tiles[number]) for number in numbers)
    yield from (starts[tiles[number]] + 1 for number in numbers)


def _number(value: int) -> bytes:
    """Seven bits a byte, the lowest first."""
    out = bytearray()
    while value >= _SEVEN_BITS:
        out.append(value % _SEVEN_BITS | _SEVEN_BITS)
        value //= _SEVEN_BITS
    out.append(value)
    return bytes(out)
