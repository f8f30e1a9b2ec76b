"""Ticks of a time axis from years to hours: which unit fits, and where its steps begin, in UTC."""

import math
from collections.abc import Callable, Iterator
from datetime import date
from typing import Final, NamedTuple

from desktop_app.exporters.wording import MONTHS, day, month
from desktop_app.query.day_numbers import DAY_S, LAST_NUMBER, day_number, day_of
from desktop_app.ui.charts.clock import Clock

HOUR_S: Final = 3_600
_MONTH_DAYS: Final = 30.4
_YEAR_DAYS: Final = 365.25


class Tick(NamedTuple):
    """A step of the axis.

    Attributes:
        second: when it begins, seconds since 1970-01-01 UTC.
        text: its label.
    """

    second: float
    text: str


class Level(NamedTuple):
    """A spacing of ticks.

    Attributes:
        seconds: how far apart they are, about.
        widest: the longest label, which must fit between two.
    """

    unit: str
    step: int
    seconds: float
    widest: str


LEVELS: Final = (
    *(Level("hour", count, count * HOUR_S, "00:00") for count in (1, 3, 6, 12)),
    Level("day", 1, DAY_S, "30"),
    Level("day", 2, 2 * DAY_S, "30"),
    Level("day", 7, 7 * DAY_S, "30"),
    *(Level("month", count, count * _MONTH_DAYS * DAY_S, "May") for count in (1, 3, 6)),
    *(
        Level("year", count, count * _YEAR_DAYS * DAY_S, "2000")
        for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000)
    ),
)
# Days of the month that every so many days are labelled, so that each month begins with a label.
_DAYS_OF_MONTH: Final = {2: range(1, 30, 2), 7: (1, 8, 15, 22)}
LABEL_GAP_PX: Final = 10.0


def level_of(clock: Clock, width_of: Callable[[str], float]) -> Level:
    """The closest spacing at which labels do not touch."""
    for level in LEVELS:
        if level.seconds * clock.px_per_s >= width_of(level.widest) + LABEL_GAP_PX:
            return level
    return LEVELS[-1]


def minor_ticks(clock: Clock, level: Level) -> Iterator[Tick]:
    """The steps in sight, and the one that begins before the left edge."""
    first, last = clock.shown
    if level.unit == "hour":
        step = level.step * HOUR_S
        for number in range(math.floor(first / step), math.ceil(last / step)):
            second = number * step
            yield Tick(second, f"{second % DAY_S // HOUR_S:02.0f}:00")
        return
    for start in _starts(clock, level):
        text = {"day": str(start.day), "month": MONTHS[start.month - 1]}.get(level.unit, str(start.year))
        yield Tick(day_number(start) * DAY_S, text)


def major_ticks(clock: Clock, level: Level) -> Iterator[Tick]:
    """What the minor labels are part of: the day of hours, the month of days, the year of months."""
    above = {
        "hour": Level("day", 1, 0, ""),
        "day": Level("month", 1, 0, ""),
        "month": Level("year", 1, 0, ""),
    }
    if level.unit == "year":
        return
    upper = above[level.unit]
    for start in _starts(clock, upper):
        text = {"day": day(start), "month": month(start)}.get(upper.unit, str(start.year))
        yield Tick(day_number(start) * DAY_S, text)


def _starts(clock: Clock, level: Level) -> Iterator[date]:
    """First days of the steps in sight."""
    number = math.floor(clock.shown.first_s / DAY_S)
    last = min(math.ceil(clock.shown.last_s / DAY_S) - 1, LAST_NUMBER)
    start = day_of(number)
    if level.unit == "day":
        chosen = _DAYS_OF_MONTH.get(level.step)
        for place in range(number, last + 1):
            at = day_of(place)
            if chosen is None or at.day in chosen:
                yield at
        return
    if level.unit == "month":
        start = date(start.year, (start.month - 1) // level.step * level.step + 1, 1)
    else:
        start = date(max(start.year // level.step * level.step, 1), 1, 1)
    months = level.step * (12 if level.unit == "year" else 1)
    while day_number(start) <= last:
        yield start
        month_number = start.year * 12 + start.month - 1 + months
        if month_number // 12 > date.max.year:
            return
        start = date(month_number // 12, month_number % 12 + 1, 1)
