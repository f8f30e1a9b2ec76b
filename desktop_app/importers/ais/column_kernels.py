"""Loops over columns of a table of reports: numbers to the units of `FixColumns`, words found once."""

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import types

from desktop_app.runtime.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEED, _RETURN, _MARK = ord("\n"), ord("\r"), ord('"')
_KNUTH: Final = 0x9E3779B97F4A7C15  # 2^64 divided by the golden ratio: spreads numbers that lie close


_counts: Final = types.UniTuple(types.int64, 4)  # type: ignore[no-untyped-call]


@compiled(_counts(types.Array(types.uint8, 1, "C", readonly=True), types.uint8))
def survey(text: "NDArray[np.uint8]", delimiter: int) -> tuple[int, int, int, int]:
    """How many line feeds, delimiters, quotation marks and carriage returns a text has."""
    feeds = delimiters = marks = returns = 0
    for letter in text:
        feeds += letter == _FEED
        delimiters += letter == delimiter
        marks += letter == _MARK
        returns += letter == _RETURN
    return feeds, delimiters, marks, returns


@compiled(
    types.int64(
        types.Array(types.float64, 1, "C", readonly=True),
        types.float64,
        types.float64,
        types.float64,
        types.float64,
        types.int32,
        types.int32[::1],
        types.boolean[::1],
    )
)
def scale(
    values: "NDArray[np.float64]",
    factor: float,
    low: float,
    high: float,
    absent: float,
    none: int,
    whole: "NDArray[np.int32]",
    bad: "NDArray[np.bool_]",
) -> int:
    """Turn numbers into whole numbers of a smaller unit; returns how many lie out of bounds.

    NaN and `absent`, which stands for "not available", become `none`; so does what is not between `low` and
    `high`, and is marked in `bad`.
    """
    count = 0
    for place in range(len(values)):
        value = values[place]
        if low <= value <= high and value != absent:
            whole[place] = np.int32(np.rint(value * factor))
            continue
        whole[place] = none
        if value == value and value != absent:  # noqa: PLR0124 - NaN equals nothing
            bad[place] = True
            count += 1
    return count


@compiled(
    types.int64(
        types.Array(types.uint32, 1, "C", readonly=True),
        types.Array(types.uint64, 1, "C", readonly=True),
        types.Array(types.uint32, 1, "C", readonly=True),
        types.int64[::1],
        types.int64[::1],
        types.uint32[::1],
        types.uint32[::1],
    )
)
def find_words(
    mmsi: "NDArray[np.uint32]",
    words: "NDArray[np.uint64]",
    t_s: "NDArray[np.uint32]",
    table: "NDArray[np.int64]",
    rows: "NDArray[np.int64]",
    first_s: "NDArray[np.uint32]",
    last_s: "NDArray[np.uint32]",
) -> int:
    """Find each different set of words of each number; returns how many there are.

    `words` are hashes of 64 bits: two sets of one ship share one by a chance of 10^-19. `table` is a power of
    two long, at least twice as long as there are reports, and -1 everywhere. `rows` takes a report that tells
    each set, `first_s` and `last_s` the times between which it is told.
    """
    mask = np.uint64(len(table) - 1)
    count = 0
    for place in range(len(mmsi)):
        key = (words[place] ^ np.uint64(mmsi[place])) * np.uint64(_KNUTH)
        slot = (key >> np.uint64(32)) & mask
        while True:
            known = table[slot]
            if known < 0:
                table[slot] = count
                rows[count] = place
                first_s[count] = last_s[count] = t_s[place]
                count += 1
                break
            one = rows[known]
            if words[one] == words[place] and mmsi[one] == mmsi[place]:
                first_s[known] = min(first_s[known], t_s[place])
                last_s[known] = max(last_s[known], t_s[place])
                break
            slot = (slot + np.uint64(1)) & mask
    return count
