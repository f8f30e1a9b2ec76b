"""The clock under the timeline: seconds and days since 1970-01-01 UTC to pixels, zoomed and moved."""

import math
from typing import Final, NamedTuple

from desktop_app.query.day_numbers import DAY_S

# Three hours: a port call is reported to the minute at best.
LEAST_SPAN_S: Final = 3 * 3_600.0
# Pixels are doubles; ten years in seconds keep a hundred times this exact.
_SLACK_S: Final = 1e-3


class Stretch(NamedTuple):
    """A stretch of time in seconds since 1970-01-01 UTC; what is shown, or what can be shown."""

    first_s: float
    last_s: float

    @classmethod
    def of_days(cls, first: int, last: int) -> "Stretch":
        """From the first second of a day to the end of another, by their numbers."""
        return cls(float(first * DAY_S), float((last + 1) * DAY_S))

    @property
    def length_s(self) -> float:
        """Its length."""
        return self.last_s - self.first_s

    def zoomed(self, factor: float, at_s: float, bounds: "Stretch") -> "Stretch":
        """The same with a length divided by `factor`, `at_s` staying where it is, within the bounds."""
        length = min(max(self.length_s / factor, LEAST_SPAN_S), bounds.length_s)
        share = (at_s - self.first_s) / self.length_s
        first = at_s - share * length
        return Stretch(first, first + length).moved(0.0, bounds)

    def moved(self, by_s: float, bounds: "Stretch") -> "Stretch":
        """The same later by some seconds, as far as the bounds go."""
        first = min(max(self.first_s + by_s, bounds.first_s), bounds.last_s - self.length_s)
        return Stretch(first, first + self.length_s)

    def padded(self, share: float, bounds: "Stretch") -> "Stretch":
        """Wider by a share of its length on both sides, within the bounds and no shorter than the least."""
        spare = max(self.length_s * share, (LEAST_SPAN_S - self.length_s) / 2)
        first, last = max(self.first_s - spare, bounds.first_s), min(self.last_s + spare, bounds.last_s)
        return Stretch(first, last) if last > first else bounds


class Clock(NamedTuple):
    """Time to pixels.

    Attributes:
        shown: the stretch of time between the two edges.
        left, width: pixels.
    """

    shown: Stretch
    left: float
    width: float

    @property
    def right(self) -> float:
        """The right edge in pixels."""
        return self.left + self.width

    @property
    def px_per_s(self) -> float:
        """Pixels of one second."""
        return self.width / self.shown.length_s

    @property
    def px_per_day(self) -> float:
        """Pixels of one day."""
        return self.px_per_s * DAY_S

    def x(self, second: float) -> float:
        """Where an instant lies."""
        return self.left + (second - self.shown.first_s) * self.px_per_s

    def x_of_day(self, number: int) -> float:
        """Where a day begins, by its number."""
        return self.x(number * DAY_S)

    def second_at(self, x: float) -> float:
        """The instant under a pixel, held to the edges."""
        share = min(max((x - self.left) / self.width, 0.0), 1.0)
        return self.shown.first_s + share * self.shown.length_s

    def day_at(self, x: float) -> int:
        """Number of the day under a pixel, held to the edges; the right edge belongs to the last day."""
        last = math.ceil(self.shown.last_s / DAY_S) - 1
        return min(math.floor((self.second_at(x) + _SLACK_S) / DAY_S), last)
