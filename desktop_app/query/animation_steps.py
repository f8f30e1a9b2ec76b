"""The windows of dates that an animation shows one after the other."""

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from desktop_app.query.clauses import DateClause
from desktop_app.query.date_steps import Window
from desktop_app.query.day_numbers import day_number, day_of
from desktop_app.query.timeline_results import Occupied
from desktop_app.runtime.errors import InputError

# More than half an hour at a second each; nobody watches it, and a day's mistake is soon made.
MOST_STEPS: Final = 2_000
# Steps that are looked at for each that is kept, where empty ones are skipped.
SKIPPED_AT_MOST: Final = 50
DAYS_IN_WEEK: Final = 7
LONGEST_MONTH: Final = 31


class Step(StrEnum):
    """How far time goes on from one picture to the next."""

    DAY = "day"
    WEEK = "week"  # from Monday, ISO 8601
    MONTH = "month"
    DATA = "data"  # to the next day on which a row begins


def whole_period(dates: DateClause, occupied: Occupied, step: Step) -> Window:
    """The days that are played: those of the filter; where it leaves a side open, whole steps round the data.

    Raises:
        InputError: nothing that has a date passes the filter.
    """
    if not occupied.starts.days:
        raise InputError("nothing that passes the filter has a date: there is nothing to play")
    first, last = day_of(occupied.starts.days[0]), day_of(occupied.ends.days[-1])
    begin = dates.first_day or _start(first, step)
    end = dates.last_day or _end(last, step)
    if begin > end:
        raise InputError(f"nothing that passes the filter lies within the dates, {dates.sentence()}")
    return Window(begin, end)


def played(
    whole: Window,
    step: Step,
    occupied: Occupied,
    *,
    cumulative: bool = False,
    length: int = 1,
    skips_empty: bool = False,
) -> tuple[Window, ...]:
    """One window for each picture.

    Args:
        whole: the first and the last day that are shown.
        step: how far each window ends after the one before.
        occupied: on which days something is.
        cumulative: every window begins with the first day.
        length: otherwise, of how many steps a window consists; 1: none has a day of another.
        skips_empty: leave out steps in which nothing is, or of cumulative ones those in which nothing begins.

    Raises:
        InputError: there would be more than `MOST_STEPS`, or nothing is left of them.
    """
    spread = _round_data(whole, step, occupied) if skips_empty else whole
    days = {Step.DAY: 1, Step.WEEK: DAYS_IN_WEEK, Step.MONTH: LONGEST_MONTH}.get(step, spread.days)
    if spread.days // days > MOST_STEPS * (SKIPPED_AT_MOST if skips_empty else 1):
        raise _too_many(whole, spread.days // days)
    parts = _parts(spread, step, occupied)
    windows = [
        Window(whole.first if cumulative else parts[max(place - length + 1, 0)].first, part.last)
        for place, part in enumerate(parts)
    ]
    if skips_empty:
        told = [_begins(occupied, part) if cumulative else _holds(occupied, part) for part in parts]
        windows = [window for window, something in zip(windows, told, strict=True) if something]
        if not windows:
            raise InputError(f"nothing that passes the filter lies in {whole.first} to {whole.last}")
    if len(windows) > MOST_STEPS:
        raise _too_many(whole, len(windows))
    return tuple(windows)


def _too_many(whole: Window, count: int) -> InputError:
    return InputError(
        f"{whole.first} to {whole.last} has {count:,} steps of this length or more; "
        f"at most {MOST_STEPS:,} can be played, so choose longer steps or fewer days"
    )


def _round_data(whole: Window, step: Step, occupied: Occupied) -> Window:
    """The period without the steps before and after all data; what begins with the data needs no cut."""
    if step is Step.DATA or not occupied.starts.days:
        return whole
    first, last = day_of(occupied.starts.days[0]), day_of(occupied.ends.days[-1])
    if first > whole.last or last < whole.first:
        return Window(whole.first, whole.first)
    return Window(max(whole.first, _start(first, step)), min(whole.last, _end(last, step)))


def _parts(whole: Window, step: Step, occupied: Occupied) -> list[Window]:
    """Whole days cut at each step: every day is in just one of them."""
    starts = [whole.first, *_cuts(whole, step, occupied)]
    ends = [*(start - timedelta(days=1) for start in starts[1:]), whole.last]
    return [Window(start, end) for start, end in zip(starts, ends, strict=True)]


def _cuts(whole: Window, step: Step, occupied: Occupied) -> Iterator[date]:
    """First days of all steps but the first, which may have begun before."""
    first, last = day_number(whole.first), day_number(whole.last)
    if step is Step.MONTH:
        months = (day.year * 12 + day.month - 1 for day in whole)
        for month in range(next(months) + 1, next(months) + 1):
            yield date(month // 12, month % 12 + 1, 1)
    elif step is Step.DATA:
        yield from (day_of(day) for day in occupied.starts.days if first < day <= last)
    else:
        days = 1 if step is Step.DAY else DAYS_IN_WEEK
        start = day_number(_start(whole.first, step))
        yield from (day_of(day) for day in range(start + days, last + 1, days))


def _start(day: date, step: Step) -> date:
    """First day of the step that a day lies in."""
    if step is Step.MONTH:
        return day.replace(day=1)
    return day_of(day_number(day) - day.weekday()) if step is Step.WEEK else day


def _end(day: date, step: Step) -> date:
    """Last day of the step that a day lies in."""
    if step is Step.MONTH:
        return day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return day_of(day_number(_start(day, step)) + DAYS_IN_WEEK - 1) if step is Step.WEEK else day


def _holds(occupied: Occupied, window: Window) -> bool:
    return occupied.within(day_number(window.first), day_number(window.last)) > 0


def _begins(occupied: Occupied, window: Window) -> bool:
    starts = occupied.starts
    return starts.until(day_number(window.last)) > starts.until(day_number(window.first) - 1)
