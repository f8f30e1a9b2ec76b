"""The 127 bytes that every PMTiles archive of version 3 begins with (specification 3.4, section 3)."""

import struct
from dataclasses import dataclass
from typing import Final

from desktop_app.importers.tiles.tile_file import LARGEST_ZOOM, WORLD
from desktop_app.importers.tiles.wording import checked_bounds

HEADER_BYTES: Final = 127
MAGIC: Final = b"PMTiles"
VERSION: Final = 3

# Root directory, metadata, leaf directories, tiles (offset and length each), three counts, clustered,
# compression inside and of tiles, tile type, zooms, bounds, then the centre, which the map does not use.
_LAYOUT: Final = struct.Struct("<7xB8Q24xx5B4i")
_NONE, _GZIP = 1, 2
_COMPRESSIONS: Final = {3: "Brotli", 4: "Zstandard"}
_REFUSED_TYPES: Final = {5: "AVIF pictures", 6: "MapLibre tiles (MLT)"}
_VECTOR: Final = 1


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the file, in bytes."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Header:
    """What the map needs of it.

    Attributes:
        packed: whether directories and metadata are gzip.
        vector: whether the tiles are declared to be vector tiles.
        bounds: west, south, east, north in degrees.
    """

    root: Section
    metadata: Section
    leaves: Section
    tiles: Section
    packed: bool
    vector: bool
    min_zoom: int
    max_zoom: int
    bounds: tuple[float, float, float, float]


def read_header(data: bytes, file_bytes: int) -> Header:
    """Header of a file that has `file_bytes` bytes.

    Raises:
        ValueError: not usable; the text completes "the file … ".
    """
    if data[: len(MAGIC)] != MAGIC:
        raise ValueError(f"is a PMTiles archive of version {data[2]}, the map reads version {VERSION}")
    if len(data) < HEADER_BYTES:
        raise ValueError("is cut off within its header")
    version, *places, inner, outer, kind, low, high, west, south, east, north = _LAYOUT.unpack_from(data)
    if version != VERSION:
        raise ValueError(f"is a PMTiles archive of version {version}, the map reads version {VERSION}")
    sections = [Section(*places[at : at + 2]) for at in range(0, len(places), 2)]
    for section in sections:
        if section.offset + section.length > file_bytes:
            missing = section.offset + section.length - file_bytes
            raise ValueError(f"is cut off: it points {missing:,} bytes beyond its end")
    _check_form(inner, outer, kind)
    if not low <= high <= LARGEST_ZOOM:
        raise ValueError(f"has zooms {low} to {high}, which cannot be")
    sides = tuple(value / 1e7 for value in (west, south, east, north))
    try:
        bounds = checked_bounds(sides) if any(sides) else WORLD  # four zeros: the writer knew none
    except ValueError as error:
        raise ValueError(f"cannot be placed: its bounds {error}") from None
    root, metadata, leaves, tiles = sections
    return Header(
        root,
        metadata,
        leaves,
        tiles,
        packed=inner == _GZIP,
        vector=kind == _VECTOR,
        min_zoom=low,
        max_zoom=high,
        bounds=bounds,
    )


def _check_form(inner: int, outer: int, kind: int) -> None:
    """Packing of directories and of tiles, and what the tiles are."""
    for code in (inner, outer):
        if code in _COMPRESSIONS:
            raise ValueError(f"is packed with {_COMPRESSIONS[code]}, which cannot be read here; gzip can")
    if inner not in {_NONE, _GZIP} or outer not in {0, _NONE, _GZIP}:
        raise ValueError("is packed in an unknown way")
    if kind in _REFUSED_TYPES:
        raise ValueError(
            f"holds {_REFUSED_TYPES[kind]}; the map draws PNG, JPEG, WebP and Mapbox vector tiles"
        )
