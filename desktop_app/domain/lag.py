"""How many days lie between two times, with no more precision than both have."""

from datetime import date
from typing import Final, NamedTuple

from desktop_app.domain.time_span import Precision, TimeSpan

# Days up to which two things count as near in time, until the user says otherwise.
NEAR_DAYS: Final = 14
MOST_NEAR_DAYS: Final = 366
# All of such a time is meant; of any other only some day in it.
_WHOLE: Final = frozenset({Precision.INSTANT, Precision.INTERVAL, Precision.DAY})


class Lag(NamedTuple):
    """UTC calendar days from one time to another; negative where the other comes before.

    Attributes:
        low, high: low <= high; equal where both times are known to the day.
    """

    low: int
    high: int

    def is_within(self, days: int) -> bool:
        """Whether it is at most so many days, wherever in its range it lies."""
        return -days <= self.low and self.high <= days

    def may_be_within(self, days: int) -> bool:
        """Whether some of its range is at most so many days."""
        return self.low <= days and self.high >= -days

    @property
    def least(self) -> int:
        """The fewest days that may lie between, whichever comes first."""
        return max(self.low, -self.high, 0)


def is_dated(span: TimeSpan) -> bool:
    """Whether a time is known to the day, or from arrival to departure."""
    return span.precision in _WHOLE and not span.approximate


def lag_between(one: TimeSpan, other: TimeSpan) -> Lag:
    """Days from `one` to `other`, nearest end to nearest end; 0 where they share a day.

    Of a window, a month or a year any day may be the right one: then the lag is a range.
    """
    return Lag(
        _days_between(_latest(one), _earliest(other)),
        _days_between(_earliest(one), _latest(other)),
    )


def _earliest(span: TimeSpan) -> tuple[date, date]:
    return span.first_day, span.last_day if span.precision in _WHOLE else span.first_day


def _latest(span: TimeSpan) -> tuple[date, date]:
    return span.first_day if span.precision in _WHOLE else span.last_day, span.last_day


def _days_between(one: tuple[date, date], other: tuple[date, date]) -> int:
    if other[0] > one[1]:
        return (other[0] - one[1]).days
    return min((other[1] - one[0]).days, 0)
