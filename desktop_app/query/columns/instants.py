"""Months as numbers since January 1970, and instants as seconds since 1970-01-01 UTC, from text."""

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.day_numbers import DAY_S

INSTANT_LENGTH: Final = len("2024-03-07T00:00:00Z")
_MONTHS_OF_1970: Final = 12 * 1970
_ZERO: Final = ord("0")
_MARKS: Final = ((4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":"), (19, "Z"))


def month_number(day: date) -> int:
    """Months since January 1970."""
    return day.year * 12 + day.month - 1 - _MONTHS_OF_1970


def month_of(number: int) -> date:
    """First day of the month of a number."""
    year, month = divmod(int(number) + _MONTHS_OF_1970, 12)
    return date(year, month + 1, 1)


def months_of(days: NDArray[np.int32]) -> NDArray[np.int32]:
    """Months of days, both as numbers."""
    if not len(days):
        return np.empty(0, np.int32)
    first = int(days.min())
    every = np.arange(first, int(days.max()) + 1).astype("datetime64[D]").astype("datetime64[M]")
    months: NDArray[np.int32] = every.astype(np.int32).take(days - first)
    return months


def seconds_of(text: bytes) -> NDArray[np.int64]:
    """Seconds since 1970-01-01 UTC of instants that stand one after the other without a gap.

    Raises:
        ValueError: one is not written like 2024-03-07T00:00:00Z, or no such time.
    """
    if not text:
        return np.empty(0, np.int64)
    # Rows of one day stand together as a rule, so that few of a million have to be taken apart.
    words = np.frombuffer(text, np.uint32).reshape(-1, INSTANT_LENGTH // 4)
    is_new = np.ones(len(words), np.bool_)
    is_new[1:] = words[1:, 0] != words[:-1, 0]
    for place in range(1, words.shape[1]):
        is_new[1:] |= words[1:, place] != words[:-1, place]
    letters = np.frombuffer(text, np.uint8).reshape(-1, INSTANT_LENGTH)
    return _seconds(letters[is_new]).take(np.cumsum(is_new) - 1)


def _seconds(letters: NDArray[np.uint8]) -> NDArray[np.int64]:
    if any((letters[:, place] != ord(mark)).any() for place, mark in _MARKS):
        raise ValueError("not an instant")
    years = _within(100 * _pair(letters, 0) + _pair(letters, 2), 1, 9999)
    months = 12 * years + _within(_pair(letters, 5), 1, 12) - 1
    first = int(months.min())
    starts = (
        np.arange(first - _MONTHS_OF_1970, int(months.max()) - _MONTHS_OF_1970 + 2)
        .astype("datetime64[M]")
        .astype("datetime64[D]")
        .astype(np.int32)
    )
    months -= first
    days, lengths = _within(_pair(letters, 8), 1, 31), np.diff(starts)
    if (days > lengths.take(months)).any():
        raise ValueError("no such day")
    days += starts.take(months) - 1
    seconds = _within(_pair(letters, 11), 0, 23) * 3600
    seconds += _within(_pair(letters, 14), 0, 59) * 60 + _within(_pair(letters, 17), 0, 59)
    return days.astype(np.int64) * DAY_S + seconds


def _pair(letters: NDArray[np.uint8], place: int) -> NDArray[np.int32]:
    tens, ones = letters[:, place] - _ZERO, letters[:, place + 1] - _ZERO
    if tens.max() > 9 or ones.max() > 9:  # noqa: PLR2004 - digits; what lies before "0" is large as well
        raise ValueError("not a digit")
    return tens.astype(np.int32) * 10 + ones


def _within(numbers: NDArray[np.int32], least: int, most: int) -> NDArray[np.int32]:
    if numbers.min() < least or numbers.max() > most:
        raise ValueError("no such time")
    return numbers
