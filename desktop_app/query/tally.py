"""Counts and volumes of passing voyages by time and part: one pass over the columns serves every period."""

from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import VoyageKind
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.runtime.feedback import Feedback

_YEAR: Final = Period.YEAR.months
_QUARTER: Final = Period.QUARTER.months
# Places of a sum in the last axis of a grid.
CALLS, ESTIMATED, CARGO_T, ABOUT = range(4)
_SUMS: Final = 4

Grid = NDArray[np.float64]
Rows = slice | NDArray[np.int64]


class TimeSlots(NamedTuple):
    """The shortest period that each voyage lies in, as one number: months first, quarters, years, then none.

    Attributes:
        code: of each row.
        first_year: in which the first month, quarter and year begin.
        years: how many there are.
    """

    code: NDArray[np.int32]
    first_year: int
    years: int

    @property
    def bounds(self) -> tuple[int, int, int]:
        """Where quarters, years and the rest begin among the numbers."""
        months, quarters = self.years * _YEAR, self.years * _YEAR // _QUARTER
        return months, months + quarters, months + quarters + self.years

    def numbers(self, period: Period, rows: NDArray[np.int64], months: NDArray[np.int32]) -> NDArray[np.int64]:
        """Numbers of the periods from the first year on in which rows lie, -1 for what lies in none.

        Args:
            months: months since 1970 of the first days of all rows.
        """
        quarters, years, rest = self.bounds
        end = {Period.MONTH: quarters, Period.QUARTER: years, Period.YEAR: rest}[period]
        first = (self.first_year - 1970) * _YEAR
        numbers = (months[rows].astype(np.int64) - first) // period.months
        return np.where(self.code[rows] < end, numbers, -1)

    def start(self, period: Period, number: int) -> date:
        """First day of a period by its number from the first year on."""
        year, rest = divmod(number, _YEAR // period.months)
        return date(self.first_year + year, rest * period.months + 1, 1)


class Weights(NamedTuple):
    """What is summed, by row; a row that is not counted weighs nothing.

    Attributes:
        about: rows whose count is "about".
    """

    calls: NDArray[np.float64]
    estimated: NDArray[np.float64]
    cargo_t: NDArray[np.float64]
    about: NDArray[np.int64]


def time_slots(engine: QueryEngine, feedback: Feedback | None = None) -> TimeSlots:
    """The time slot of every voyage, made once."""

    def make() -> TimeSlots:
        columns = engine.columns(feedback)
        if not len(columns.fid):
            return TimeSlots(np.zeros(0, np.int32), 1970, 0)
        first = columns.month
        last = columns.last_day.astype("datetime64[D]").astype("datetime64[M]").astype(np.int32)
        first_year = int(first.min()) // _YEAR
        years = int(last.max()) // _YEAR - first_year + 1
        slots = TimeSlots(np.zeros(0, np.int32), first_year + 1970, years)
        quarters, in_years, rest = slots.bounds
        first, last = first - first_year * _YEAR, last - first_year * _YEAR
        code = np.full(len(first), rest, np.int32)
        for length, offset in ((_YEAR, in_years), (_QUARTER, quarters), (1, 0)):
            start = first // length
            np.copyto(code, start + offset, where=start == last // length)
        return slots._replace(code=code)

    return engine.kept("time slots", make)


def weights(engine: QueryEngine, feedback: Feedback | None = None) -> Weights:
    """What the rows weigh, made once."""

    def make() -> Weights:
        columns = engine.columns(feedback)
        ships = np.where(columns.counted, columns.ships, 0).astype(np.float64)
        has_cargo = ~np.isnan(columns.cargo_t) & columns.counted
        group = list(VoyageKind).index(VoyageKind.GROUP)
        return Weights(
            ships,
            np.where(has_cargo, ships, 0.0),
            np.where(has_cargo, columns.cargo_t, 0.0),
            np.flatnonzero(columns.counted & (columns.kind == group)),
        )

    return engine.kept("volume weights", make)


def passing_rows(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Rows:
    """Rows that pass; a slice where they follow each other, as under a date window: a slice copies nothing."""
    flags = engine.passing(filter_, feedback)
    first = int(flags.argmax()) if flags.any() else 0
    last = len(flags) - int(flags[::-1].argmax()) if flags[first : first + 1].any() else 0
    if flags[first:last].all():
        return slice(first, last)
    return first + np.flatnonzero(flags[first:last])


def tally(
    engine: QueryEngine,
    filter_: Filter,
    parts: NDArray[np.int32] | None,
    count: int,
    feedback: Feedback | None = None,
) -> Grid:
    """Sums of what passes by time slot, part and kind of sum.

    Args:
        parts: place of the part of each row, None where there is one part.
        count: how many parts there are.
    """
    slots, weighed = time_slots(engine, feedback), weights(engine, feedback)
    rows = passing_rows(engine, filter_, feedback)
    size = slots.bounds[-1] + 1
    cells = slots.code[rows] if parts is None else slots.code[rows] * np.int32(count) + parts[rows]
    grid = np.zeros((size * count, _SUMS))
    for place, weight in ((CALLS, weighed.calls), (ESTIMATED, weighed.estimated), (CARGO_T, weighed.cargo_t)):
        grid[:, place] = np.bincount(cells, weight[rows], size * count)
    about = weighed.about[engine.passing(filter_, feedback)[weighed.about]]
    of_about = slots.code[about] * count + (0 if parts is None else parts[about])
    grid[:, ABOUT] = np.bincount(of_about, minlength=size * count)
    return grid.reshape(size, count, _SUMS)


def by_period(grid: Grid, slots: TimeSlots, period: Period) -> tuple[Grid, Grid]:
    """The sums of each period from the first year on, and of what lies in none of them."""
    _, count, sums = grid.shape
    months, quarters, years, rest = np.split(grid, slots.bounds)
    if period is Period.MONTH:
        return months, quarters.sum(0) + years.sum(0) + rest[0]
    quarters = quarters + months.reshape(-1, _QUARTER, count, sums).sum(1)
    if period is Period.QUARTER:
        return quarters, years.sum(0) + rest[0]
    return years + quarters.reshape(-1, _YEAR // _QUARTER, count, sums).sum(1), rest[0]


def cargo_by_day(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None
) -> tuple[int, NDArray[np.float64], NDArray[np.float64]]:
    """Tonnes of what lies within one year, by the first day it may have been on and by the last.

    Returns:
        The day, since 1970, with which both arrays begin: 1 January of the first year; then the arrays.
    """
    columns, slots = engine.columns(feedback), time_slots(engine, feedback)
    rows = passing_rows(engine, filter_, feedback)
    start = int(np.datetime64(f"{slots.first_year:04d}-01-01", "D").astype(np.int64))
    end = int(np.datetime64(f"{slots.first_year + slots.years:04d}-01-01", "D").astype(np.int64))
    cargo = weights(engine, feedback).cargo_t[rows]
    in_year = slots.code[rows] < slots.bounds[-1]
    if not in_year.all():
        cargo = np.where(in_year, cargo, 0.0)
    first = np.bincount(columns.first_day[rows] - start, cargo, end - start)
    # What began before the first year's end may have ended after the last year; it weighs nothing.
    last = np.bincount(columns.last_day[rows] - start, cargo, end - start)[: end - start]
    return start, first, last
