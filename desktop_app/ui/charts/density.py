"""Counts on the clock: rows in each year, month or day, what is hidden pale behind what passes."""

from bisect import bisect_left, bisect_right
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_app.exporters.wording import day as day_words
from desktop_app.exporters.wording import month, number
from desktop_app.query.day_numbers import DAY_S, day_of
from desktop_app.query.timeline_results import Bins, Histogram
from desktop_app.ui.charts.clock import Clock
from desktop_app.ui.palette import colour

LEAST_BAR_PX: Final = 3.0
GHOST: Final = 0.28
_MONTH_DAYS: Final = 28


class Bars(NamedTuple):
    """Bars as they were drawn.

    Attributes:
        unit: "day", "month" or "year".
        bins: what was counted.
        boxes: place of each bar's interval and its number in `bins`.
        peak: the most rows in one interval in sight.
    """

    unit: str
    bins: Bins
    boxes: tuple[tuple[QRectF, int], ...]
    peak: int

    def words_at(self, x: float) -> str:
        """What the bar under a pixel counts; empty where none is."""
        place = self._place(x)
        return _words(self.unit, self.bins, place) if place is not None else ""

    def interval_at(self, x: float) -> tuple[int, int] | None:
        """First and last day of the bar under a pixel."""
        place = self._place(x)
        return (self.bins.firsts[place], self.bins.ends[place] - 1) if place is not None else None

    def _place(self, x: float) -> int | None:
        return next((place for box, place in self.boxes if box.left() <= x < box.right()), None)


def level_of(histogram: Histogram, clock: Clock) -> tuple[str, Bins]:
    """The finest level whose intervals are wide enough to tell apart."""
    if clock.px_per_day >= LEAST_BAR_PX:
        return "day", histogram.day
    if clock.px_per_day * _MONTH_DAYS >= LEAST_BAR_PX:
        return "month", histogram.month
    return "year", histogram.year


def paint_bars(painter: QPainter, histogram: Histogram, area: QRectF, clock: Clock, value: str) -> Bars:
    """Draw the intervals in sight, the fullest as high as the area; `value` is the colour."""
    unit, bins = level_of(histogram, clock)
    first, last = clock.shown.first_s / DAY_S, clock.shown.last_s / DAY_S
    seen = range(bisect_right(bins.ends, first), bisect_left(bins.firsts, last))
    peak = max((bins.total[place] for place in seen), default=0)
    boxes: list[tuple[QRectF, int]] = []
    pale, solid = colour(value, GHOST), colour(value)
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    for place in seen:
        left = max(clock.x_of_day(bins.firsts[place]), clock.left)
        right = min(clock.x_of_day(bins.ends[place]), clock.right)
        gap = 1.0 if right - left > 2 * LEAST_BAR_PX else 0.0
        for count, ink in ((bins.total[place], pale), (bins.passing[place], solid)):
            # One row among thousands is still there.
            height = max(area.height() * count / peak, 1.0) if count else 0.0
            painter.fillRect(QRectF(left, area.bottom() - height, right - left - gap, height), ink)
        boxes.append((QRectF(left, area.top(), right - left, area.height()), place))
    painter.restore()
    return Bars(unit, bins, tuple(boxes), peak)


def _words(unit: str, bins: Bins, place: int) -> str:
    start = day_of(bins.firsts[place])
    when = {"day": day_words(start), "month": month(start)}.get(unit, str(start.year))
    passing, total = bins.passing[place], bins.total[place]
    count = number(total) if passing == total else f"{number(passing)} of {number(total)}"
    words = f"{when} UTC: {count} known to lie in this {unit}"
    return f"{words}; {number(bins.wider)} of all are known less exactly" if bins.wider else words
