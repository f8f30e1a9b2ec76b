"""Bytes of many lines at once: where they begin and end, numbers in them, checksums over them."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]
Places = NDArray[np.int64]
Marks = NDArray[np.bool_]

_NEWLINE: Final = 10
_RETURN: Final = 13
_HEX: Final = np.full(256, -1, np.int64)
_HEX[np.frombuffer(b"0123456789", np.uint8)] = np.arange(10)
_HEX[np.frombuffer(b"ABCDEF", np.uint8)] = np.arange(10, 16)
_HEX[np.frombuffer(b"abcdef", np.uint8)] = np.arange(10, 16)
_DIGITS: Final = np.full(256, -1, np.int8)
_DIGITS[ord("0") : ord("0") + 10] = np.arange(10)
_DAY_S: Final = 86_400
_MONTH_DAYS: Final = np.array((0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31, 0, 0, 0))
_FIRST_YEAR: Final = 1970
_LAST_YEAR: Final = 2105  # the next does not fit 32 bits


def places_of(text: Bytes, char: str) -> Places:
    """Where a character stands."""
    return np.flatnonzero(text == ord(char))


def lines_of(text: Bytes) -> tuple[Places, Places]:
    """Begin and end of each line; line feed, carriage return and both together end one."""
    breaks = np.flatnonzero((text == _NEWLINE) | (text == _RETURN))
    is_return = text[breaks] == _RETURN
    beside = np.diff(breaks) == 1
    first_of_pair = np.zeros(len(breaks), np.bool_)
    first_of_pair[:-1] = is_return[:-1] & ~is_return[1:] & beside
    second_of_pair = np.zeros(len(breaks), np.bool_)
    second_of_pair[1:] = first_of_pair[:-1]
    begins = np.concatenate(([0], breaks[~first_of_pair] + 1))
    ends = np.concatenate((breaks[~second_of_pair], [len(text)]))
    return begins, ends


def following(places: Places, at: Places, none: int) -> Places:
    """For each of `at` the first of `places` that is not before it, `none` where there is none."""
    return np.append(places, none)[np.searchsorted(places, at)]


def over(text: Bytes, ufunc: np.ufunc, begins: Places, ends: Places) -> Bytes:
    """`ufunc` over the bytes of each stretch, 0 over an empty one; the stretches lie one after another."""
    if not len(begins):
        return np.empty(0, np.uint8)
    bounds = np.minimum(np.stack((begins, ends), 1).ravel(), len(text) - 1)
    found: Bytes = ufunc.reduceat(text, bounds)[::2]
    return np.where(ends > begins, found, 0).astype(np.uint8)


def told_checksums(text: Bytes, stars: Places, ends: Places) -> Places:
    """The two hexadecimal digits after each asterisk, -1 where they are none."""
    last = len(text) - 1
    high, low = _HEX[text[np.minimum(stars + 1, last)]], _HEX[text[np.minimum(stars + 2, last)]]
    return np.where((stars + 3 <= ends) & (high >= 0) & (low >= 0), high * 16 + low, -1)


def numbers(text: Bytes, begins: Places, ends: Places, most: int) -> Places:
    """The number that each stretch of at most `most` digits is, -1 where it is none."""
    length = ends - begins
    wrong = (length < 1) | (length > most)
    value = np.zeros(len(begins), np.int64)
    last = len(text) - 1
    for place in range(min(most, int(length.max(initial=0)))):
        digit = _DIGITS[text[np.minimum(begins + place, last)]]
        within = length > place
        value = np.where(within, value * 10 + digit, value)
        wrong |= within & (digit < 0)
    value[wrong] = -1
    return value


def instants(
    year: Places, month: Places, day: Places, hour: Places, minute: Places, second: Places
) -> Places:
    """Seconds since 1970 UTC, 0 for a time that does not exist; a leap second is the one before it."""
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    right = (
        (year >= _FIRST_YEAR)
        & (year <= _LAST_YEAR)
        & (month >= 1)
        & (day >= 1)
        & (day <= _MONTH_DAYS[np.clip(month, 0, 15)])
        & ((month != 2) | (day != 29) | leap)  # noqa: PLR2004 - the leap day
        & (hour >= 0)
        & (hour < 24)  # noqa: PLR2004 - a clock
        & (minute >= 0)
        & (minute < 60)  # noqa: PLR2004 - a clock
        & (second >= 0)
        & (second <= 60)  # noqa: PLR2004 - a leap second
    )
    # Years that begin in March: the leap day is their last.
    from_march = (month + 9) % 12
    years = year - (from_march >= 10)  # noqa: PLR2004 - January and February
    days = (
        years * 365 + years // 4 - years // 100 + years // 400 + (153 * from_march + 2) // 5 + day - 719_469
    )
    return np.where(right, days * _DAY_S + hour * 3600 + minute * 60 + np.minimum(second, 59), 0)
