"""Value and period axes: round ticks, and where a value or a day lies in pixels."""

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

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
    starts: Sequence[date]
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
        """The same for days since 1970, ascending: of a year only the ends of its periods are reckoned."""
        if not days:
            return []
        epoch = date(1970, 1, 1)
        found: list[float] = []
        at = epoch + timedelta(days[0])
        while len(found) < len(days):
            after = self.period.after(self.period.start(at))
            left, right = self.x_of_day(at), self.x_of_day(after)
            first, last = (at - epoch).days, (after - epoch).days
            step = (right - left) / (last - first)
            end = bisect.bisect_left(days, last, len(found))
            found += [left + (day - first) * step for day in days[len(found) : end]]
            at = epoch + timedelta(days[end]) if end < len(days) else after
        return found

    def index_at(self, x: float) -> int | None:
        """The period under a pixel, or None beside the axis."""
        index = math.floor((x - self.left) / self.slot) if self.slot else -1
        return index if 0 <= index < len(self.starts) else None


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
