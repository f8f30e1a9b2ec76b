"""Fields of many AIS messages at once, whose bits a sentence carries six to a character."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.importers.nmea.text_arrays import Bytes, Marks, Places

FOREIGN: Final = 255
# Of the longest message that is read: a ship's static data have 424 bits.
MOST_CHARACTERS: Final = 71
# IEC 61162-1: 0 to W are 0 to 39, ` to w are 40 to 63.
_SIX: Final = np.full(256, FOREIGN, np.uint8)
_SIX[48:88] = np.arange(40)
_SIX[96:120] = np.arange(40, 64)
# ITU-R M.1371-5, table 47: below 32 a letter, from 32 on the character of ASCII.
_CHARACTERS: Final = np.concatenate((np.arange(64, 96), np.arange(32, 64))).astype(np.uint8)

Sixes = NDArray[np.int64]


def as_sixes(text: Bytes) -> Bytes:
    """The six bits that each character carries, `FOREIGN` for those that carry none; zeros follow."""
    return np.concatenate((_SIX[text], np.zeros(MOST_CHARACTERS, np.uint8)))


def characters(six: Bytes) -> str:
    """Six-bit values as a sentence has them."""
    return bytes(value + (48 if value < 40 else 56) for value in six.tolist()).decode("ascii")  # noqa: PLR2004 - see above


def sixes(six: Bytes, begins: Places, lengths: Places, most: int) -> Sixes:
    """The six bits of the first `most` characters, a row each, of each message; 0 beyond its end.

    Args:
        six: made by `as_sixes`.
        begins: where the characters of each message begin.
        lengths: how many each has.
        most: at most `MOST_CHARACTERS`.
    """
    shortest = int(lengths.min(initial=most))
    rows = np.empty((most, len(begins)), np.int64)
    for place in range(most):
        rows[place] = six[begins + place]
        if place >= shortest:
            rows[place][lengths <= place] = 0
    return rows


def unsigned(six: Sixes, first: int, width: int) -> Places:
    """A number of `width` bits from bit `first`, of each message."""
    last = (first + width - 1) // 6
    value = np.zeros(six.shape[1], np.int64)
    for place in range(first // 6, last + 1):
        value = value << 6 | six[place]
    found: Places = value >> ((last + 1) * 6 - first - width) & ((1 << width) - 1)
    return found


def signed(six: Sixes, first: int, width: int) -> Places:
    """The same in two's complement."""
    value = unsigned(six, first, width)
    return value - (value >> (width - 1) << width)


def words(six: Sixes, first: int, width: int) -> Bytes:
    """Texts of `width` characters, a row a message; from the first @ on, which stands for nothing, zeros."""
    value = np.stack([unsigned(six, first + 6 * place, 6) for place in range(width)], 1)
    ended: Marks = np.logical_or.accumulate(value == 0, axis=1)
    return np.where(ended, 0, _CHARACTERS[value]).astype(np.uint8)
