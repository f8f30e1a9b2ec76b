"""Points and lines as well-known binary (OGC 06-103r4, 8.2), little-endian."""

import struct
from collections.abc import Sequence
from typing import Final

from desktop_app.domain.place import LonLat

_POINT: Final = 1
_LINE: Final = 2


def point_wkb(place: LonLat) -> bytes:
    """A point."""
    return struct.pack("<BIdd", 1, _POINT, *place)


def line_wkb(path: Sequence[LonLat]) -> bytes:
    """A line."""
    numbers = [number for place in path for number in place]
    return struct.pack(f"<BII{len(numbers)}d", 1, _LINE, len(path), *numbers)
