"""Moving a window of days: by its own length or a unit, past what is empty, round from the end."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from desktop_app.query.day_numbers import day_number, day_of
from desktop_app.query.months import month_of
from desktop_app.query.timeline_results import Occupied


class StepUnit(StrEnum):
    """How far one step goes."""

    WINDOW = "window"  # by the window's own length
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Window(NamedTuple):
    """Whole UTC days, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Its length."""
        return (self.last - self.first).days + 1

    @property
    def months(self) -> int:
        """How many calendar months it is exactly; 0 where it is none."""
        if self.first.day != 1 or self.last.day != _length(self.last):
            return 0
        return _month_number(self.last) - _month_number(self.first) + 1


def stepped(window: Window, unit: StepUnit, direction: int) -> Window | None:
    """The window one step later (1) or earlier (-1); None beyond the calendar.

    Whole months stay whole months; other windows keep their length in days.
    """
    try:
        if window.months and unit in {StepUnit.WINDOW, StepUnit.MONTH}:
            months = direction * (window.months if unit is StepUnit.WINDOW else 1)
            last_month = _month_later(window.last, months)
            return Window(
                _month_later(window.first, months), last_month + timedelta(days=_length(last_month) - 1)
            )
        if unit is StepUnit.MONTH:
            month = _month_later(window.first, direction)
            first = month + timedelta(days=min(window.first.day, _length(month)) - 1)
            return Window(first, first + timedelta(days=window.days - 1))
        days = {StepUnit.DAY: 1, StepUnit.WEEK: 7}.get(unit, window.days) * direction
        return Window(window.first + timedelta(days=days), window.last + timedelta(days=days))
    except (OverflowError, ValueError):
        return None


def first_window(bounds: Window, unit: StepUnit, direction: int) -> Window:
    """Where stepping begins without a window: the first unit of the data, or the last going back."""
    if unit in {StepUnit.DAY, StepUnit.WEEK}:
        length = timedelta(days=0 if unit is StepUnit.DAY else 6)
        if direction > 0:
            return Window(bounds.first, bounds.first + length)
        return Window(bounds.last - length, bounds.last)
    month = month_of(bounds.first if direction > 0 else bounds.last)
    return Window(month, month + timedelta(days=_length(month) - 1))


def next_window(
    window: Window | None,
    bounds: Window,
    unit: StepUnit,
    direction: int,
    *,
    loop: bool = False,
    occupied: Occupied | None = None,
) -> Window | None:
    """The window that one step leads to; None at the end of the data.

    Args:
        window: None where all dates are shown.
        bounds: the days that hold data; a window that shares none with them is beyond the end.
        unit: how far a step goes.
        direction: 1 on, -1 back.
        loop: go round to the other end of the data.
        occupied: skip windows in which nothing is; None skips none.
    """
    for candidate in _from(window, bounds, unit, direction, occupied):
        if not _touches(candidate, bounds):
            break
        if occupied is None or _count(occupied, candidate):
            return candidate
    if not loop or window is None:
        return None
    length = timedelta(days=window.days - 1)
    if window.months:
        month = month_of(bounds.first) if direction > 0 else _month_later(bounds.last, 1 - window.months)
        again = Window(month, _end_of_months(month, window.months))
    elif direction > 0:
        again = Window(bounds.first, bounds.first + length)
    else:
        again = Window(bounds.last - length, bounds.last)
    if occupied is None or _count(occupied, again):
        return again
    return next_window(again, bounds, unit, direction, occupied=occupied)


def _from(
    window: Window | None, bounds: Window, unit: StepUnit, direction: int, occupied: Occupied | None
) -> Iterator[Window]:
    """The windows that lie ahead; of stretches of empty days only the last is gone through."""
    if window is None:
        window = first_window(bounds, unit, direction)
        yield window
    while (ahead := stepped(window, unit, direction)) is not None:
        if occupied is not None and not _count(occupied, ahead):
            beyond = _over_empty_days(ahead, unit, direction, occupied)
            if beyond is None:
                return
            ahead = beyond
        window = ahead
        yield window


def _over_empty_days(window: Window, unit: StepUnit, direction: int, occupied: Occupied) -> Window | None:
    """An empty window moved by as many whole steps as are empty as well; None if nothing lies ahead.

    A row that begins before an empty window has ended before it too, so the next beginning is the next data.
    """
    first, last = day_number(window.first), day_number(window.last)
    data = occupied.next_after(last) if direction > 0 else occupied.last_before(first)
    if data is None or unit is StepUnit.MONTH or window.months:
        return None if data is None else window  # months are few enough to walk
    step = {StepUnit.DAY: 1, StepUnit.WEEK: 7}.get(unit, window.days)
    empty = data - last if direction > 0 else first - data
    days = -(-empty // step) * step * direction
    return Window(day_of(first + days), day_of(last + days))


def _count(occupied: Occupied, window: Window) -> int:
    return occupied.within(day_number(window.first), day_number(window.last))


def _touches(window: Window, bounds: Window) -> bool:
    return window.first <= bounds.last and bounds.first <= window.last


def _length(day: date) -> int:
    """Days of its month."""
    return calendar.monthrange(day.year, day.month)[1]


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_later(day: date, months: int) -> date:
    """First day of the month so many months later."""
    year, month = divmod(_month_number(day) + months, 12)
    return date(year, month + 1, 1)


def _end_of_months(month: date, months: int) -> date:
    """Last day of so many months from the first day of one."""
    last = _month_later(month, months - 1)
    return last + timedelta(days=_length(last) - 1)


def months_before(last: date, months: int) -> date:
    """The first day of a window of so many months that ends with `last`."""
    following = last + timedelta(days=1) if last < date.max else last
    try:
        month = _month_later(following, -months)
    except ValueError:  # before year 1
        return date.min
    return month + timedelta(days=min(following.day, _length(month)) - 1)
