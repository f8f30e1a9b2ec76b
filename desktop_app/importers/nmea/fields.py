"""Fields of many AIS messages at once, whose bits a sentence carries six to a character."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.importers.nmea.text_arrays import Bytes, Marks, Places

FOREIGN: Final = 255
# IEC 61162-1: 0 to W are 0 to 39, ` to w are 40 to 63.
_SIX: Final = np.full(256, FOREIGN, np.uint8)
_SIX[48:88] = np.arange(40)
_SIX[96:120] = np.arange(40, 64)
# ITU-R M.1371-5, table 47: below 32 a letter, from 32 on the character of ASCII.
_CHARACTERS: Final = np.where(np.arange(64) < 32, np.arange(64) + 64, np.arange(64)).astype(np.uint8)  # noqa: PLR2004 - see above

Sixes = NDArray[np.int64]


def foreign(text: Bytes) -> Bytes:
    """1 for each byte that carries no bits."""
    return (_SIX[text] == FOREIGN).astype(np.uint8)


def sixes(text: Bytes, begins: Places, lengths: Places, most: int) -> Sixes:
    """The six bits of each character, a row a message, as wide as `most` characters; 0 beyond its end."""
    at = np.arange(most)
    places = np.minimum(begins[:, None] + at, len(text) - 1)
    return np.where(at < lengths[:, None], _SIX[text[places]], 0).astype(np.int64).T


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
    """Texts of `width` characters up to the first @, which stands for nothing: a row a message, zeros after."""
    value = np.stack([unsigned(six, first + 6 * place, 6) for place in range(width)], 1)
    ended: Marks = np.logical_or.accumulate(value == 0, axis=1)
    return np.where(ended, 0, _CHARACTERS[value]).astype(np.uint8)
