"""Value and period axes: round ticks, and where a value or a day lies in pixels."""

import bisect
import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.exporters.wording import THIN_SPACE
from desktop_app.query.periods import Period


def round_ticks(highest: float, wanted: int) -> tuple[float, ...]:
    """Ticks 0, step, 2 step ... up to at least `highest`, the step being 1, 2 or 5 times a power of ten."""
    if highest <= 0:
        return (0.0, 1.0)
    rough = highest / max(wanted, 1)
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * 0.999)
    return tuple(step * index for index in range(math.ceil(highest / step - 1e-9) + 1))


def short_number(value: float) -> str:
    """A tick label: 0, 50 k, 1.5 M."""
    if value >= 1_000_000:  # noqa: PLR2004 - a million
        digits = ".0f" if value >= 1_000_000_000 else ".3g"  # noqa: PLR2004 - a thousand millions
        return f"{value / 1_000_000:,{digits}}{THIN_SPACE}M"
    if value >= 1_000:  # noqa: PLR2004 - a thousand
        return f"{value / 1_000:.3g}{THIN_SPACE}k"
    return f"{value:.3g}"


@dataclass(frozen=True, slots=True)
class PeriodAxis:
    """Months, quarters or years side by side, equally wide.

    Attributes:
        starts: first days, without a gap.
        left, width: pixels.
    """

    period: Period
    starts: tuple[date, ...]
    left: float
    width: float

    @property
    def slot(self) -> float:
        """Width of one period."""
        return self.width / max(len(self.starts), 1)

    def x_of(self, index: int) -> float:
        """Left edge of a period."""
        return self.left + index * self.slot

    def x_of_day(self, day: date) -> float:
        """Where a day begins, held to the axis."""
        index = bisect.bisect_right(self.starts, day) - 1
        if index < 0:
            return self.left
        start = self.starts[index]
        share = (day - start).days / (self.period.after(start) - start).days
        return self.left + (index + min(share, 1.0)) * self.slot

    def xs_of_days(self, days: Sequence[int]) -> list[float]:
        """The same for days since 1970, in any order."""
        if not days or not self.starts:
            return [self.left] * len(days)
        first, xs = _xs_of_all_days(self)
        last = len(xs) - 1
        return [xs[min(max(day - first, 0), last)] for day in days]

    def index_at(self, x: float) -> int | None:
        """The period under a pixel, or None beside the axis."""
        index = math.floor((x - self.left) / self.slot) if self.slot else -1
        return index if 0 <= index < len(self.starts) else None


@functools.lru_cache(maxsize=8)
def _xs_of_all_days(axis: PeriodAxis) -> tuple[int, tuple[float, ...]]:
    """Number of an axis' first day since 1970; where each of its days begins, and where the last one ends.

    Kept, since a chart is painted many times while a slider moves.
    """
    epoch = date(1970, 1, 1)
    xs: list[float] = []
    for index, start in enumerate(axis.starts):
        days = (axis.period.after(start) - start).days
        left = axis.x_of(index)
        xs += [left + axis.slot * day / days for day in range(days)]
    return (axis.starts[0] - epoch).days, (*xs, axis.left + axis.width)


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """Values from zero upward.

    Attributes:
        ticks: first is zero, last is the top.
        bottom, height: pixels; y grows downward.
    """

    ticks: tuple[float, ...]
    bottom: float
    height: float

    def y(self, value: float) -> float:
        """Where a value lies."""
        return self.bottom - self.height * value / self.ticks[-1]
