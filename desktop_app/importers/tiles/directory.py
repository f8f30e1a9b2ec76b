"""One PMTiles v3 directory: which tiles lie where (specification 3.4, section 4)."""

from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

# Writers make directories of a few thousand entries, for a whole planet about 50,000.
MOST_ENTRIES: Final = 2**18
LARGEST_BYTES: Final = 16 * 1024 * 1024
_LEAST_ENTRY_BYTES: Final = 4  # four numbers of at least one byte
_LONGEST_NUMBER: Final = 10
_NUMBER_LIMIT: Final = 2**64


@dataclass(frozen=True, slots=True)
class Entry:
    """Where something lies.

    Attributes:
        offset: bytes from the start of the tile section, or of the leaf section for a leaf.
        length: bytes.
        leaf: whether it is another directory.
    """

    offset: int
    length: int
    leaf: bool


class Directory:
    """Entries in order of their tile number.

    Raises:
        ValueError: damaged; the text completes "a directory … ".
    """

    def __init__(self, data: bytes) -> None:
        numbers = _Numbers(data)
        count = numbers.next()
        if count == 0:
            raise ValueError("is empty")
        if count > min(MOST_ENTRIES, len(data) // _LEAST_ENTRY_BYTES):
            raise ValueError(f"claims {count:,} entries")
        self._ids = self._read_ids(numbers, count)
        self._runs = [numbers.next() for _ in range(count)]
        self._lengths = [numbers.next() for _ in range(count)]
        if not all(self._lengths):
            raise ValueError("holds an entry without content")
        self._offsets = self._read_offsets(numbers, count)

    @staticmethod
    def _read_ids(numbers: "_Numbers", count: int) -> list[int]:
        ids, last = [], 0
        for place in range(count):
            step = numbers.next()
            if place and not step:
                raise ValueError("names a tile twice")
            last += step
            ids.append(last)
        return ids

    def _read_offsets(self, numbers: "_Numbers", count: int) -> list[int]:
        offsets: list[int] = []
        for place in range(count):
            number = numbers.next()
            if number:
                offsets.append(number - 1)
            elif place:
                offsets.append(offsets[-1] + self._lengths[place - 1])  # right behind the one before
            else:
                raise ValueError("begins nowhere")
        return offsets

    def find(self, number: int) -> Entry | None:
        """The entry that leads to this tile."""
        place = bisect_right(self._ids, number) - 1
        if place < 0:
            return None
        run = self._runs[place]
        if run and number - self._ids[place] >= run:
            return None
        return Entry(self._offsets[place], self._lengths[place], leaf=run == 0)

    def first(self) -> Entry:
        """The first entry."""
        return Entry(self._offsets[0], self._lengths[0], leaf=self._runs[0] == 0)


class _Numbers:
    """Little-endian numbers of seven bits a byte."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def next(self) -> int:
        """The next number."""
        result = 0
        for place in range(_LONGEST_NUMBER):
            if self._at >= len(self._data):
                raise ValueError("is cut off")
            byte = self._data[self._at]
            self._at += 1
            result |= (byte & 0x7F) << (7 * place)
            if byte < 0x80:  # noqa: PLR2004 - the last byte of a number
                break
        else:
            raise ValueError("holds a number without end")
        if result >= _NUMBER_LIMIT:
            raise ValueError("holds a number that is too large")
        return result


def tile_number(z: int, x: int, y: int) -> int:
    """A tile's place on the Hilbert curve through all levels, 0 for the whole world."""
    number = ((1 << (2 * z)) - 1) // 3
    for level in range(z - 1, -1, -1):
        side = 1 << level
        right, low = int(bool(x & side)), int(bool(y & side))
        number += ((3 * right) ^ low) << (2 * level)
        if not low:
            if right:
                x, y = side - 1 - (x & (side - 1)), side - 1 - (y & (side - 1))
            x, y = y, x
    return number
