"""Which rows a clause lets pass: a flag a row, made in a few passes over the arrays."""

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.clauses import DateClause, VolumeClause
from desktop_app.query.columns.loads import Floats, Loads
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.day_numbers import day_number

Mask = NDArray[np.bool_]


class Window(NamedTuple):
    """Where the rows of a window stand among rows in order of their first day.

    Attributes:
        first: rows before it have ended before the window.
        begun: rows from it on begin within the window; of those between the two some have ended before it.
        last: this row and those after it begin after the window.
    """

    first: int
    begun: int
    last: int


def window_of(columns: Columns, clause: DateClause) -> Window:
    """Where the rows that share a day with a window stand."""
    last = len(columns)
    if clause.last_day is not None:
        last = int(columns.first_day.searchsorted(_number(clause.last_day), "right"))
    if clause.first_day is None:
        return Window(0, 0, last)
    day = _number(clause.first_day)
    first = int(columns.reach.searchsorted(day, "left"))
    begun = int(columns.first_day.searchsorted(day, "left"))
    return Window(min(first, last), min(begun, last), last)


def _number(day: date) -> np.int32:
    """A day as the arrays have it: for a number of another length numpy copies a whole array first."""
    return np.int32(day_number(day))


def within_dates(columns: Columns, clause: DateClause, others: Mask | None) -> Mask:
    """Voyages that share a day with a window, and pass the other clauses where there are any."""
    passing = np.zeros(len(columns), np.bool_)
    first, begun, last = window_of(columns, clause)
    if others is None:
        passing[first:last] = True
    else:
        passing[first:last] = others[first:last]
    if clause.first_day is not None:
        passing[first:begun] &= columns.last_day[first:begun] >= day_number(clause.first_day)
    return passing


def sharing_days(first_day: NDArray[np.int32], last_day: NDArray[np.int32], clause: DateClause) -> Mask:
    """Rows in any order that share a day with a window."""
    passing = np.ones(len(first_day), np.bool_)
    if clause.first_day is not None:
        passing &= last_day >= day_number(clause.first_day)
    if clause.last_day is not None:
        passing &= first_day <= day_number(clause.last_day)
    return passing


def of_volume(loads: Loads, rates: Floats, clause: VolumeClause) -> Mask:
    """Voyages whose estimated volume shares a barrel with the range."""
    passing = loads.known.copy()
    # A comparison with NaN is false.
    if clause.low_bbl is not None:
        passing &= loads.barrels(rates, 2) >= clause.low_bbl
    if clause.high_bbl is not None:
        passing &= loads.barrels(rates, 0) <= clause.high_bbl
    return passing | ~loads.known if clause.unknown else passing
