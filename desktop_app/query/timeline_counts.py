"""Counts rows by year, month and day."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.query.timeline_results import Bins, DayCounts, Histogram

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]


class Placed(NamedTuple):
    """The interval of each row at one level.

    Attributes:
        place: number of the interval in `bins`; one more for rows that are known less exactly, two more for
            rows that are not counted.
        bins: every counted row as one that passes.
    """

    place: NDArray[np.int32]
    bins: Bins


class Levels(NamedTuple):
    """The same at three levels."""

    year: Placed
    month: Placed
    day: Placed


def levels_of(first_day: NDArray[np.int32], last_day: NDArray[np.int32], counted: Mask | None) -> Levels:
    """Find the intervals of rows by first and last day, days since 1970-01-01 UTC; None counts all."""
    return Levels(*(_placed(unit, first_day, last_day, counted) for unit in ("Y", "M", "D")))


def histogram(levels: Levels, passing: Mask) -> Histogram:
    """The rows that pass, among all."""
    rows = np.flatnonzero(passing)
    return Histogram(*(_passing(level, rows) for level in levels))


def _placed(
    unit: str, first_day: NDArray[np.int32], last_day: NDArray[np.int32], counted: Mask | None
) -> Placed:
    """By tables over all days from the first to the last: a case has thousands of them, a million of rows."""
    start = int(first_day.min(initial=0))
    days = np.arange(start, int(last_day.max(initial=start)) + 1)
    units = days.astype("datetime64[D]").astype(f"datetime64[{unit}]").astype(np.int64)
    codes = (units - units[0]).astype(np.int32)
    code = codes.take(first_day - start)
    within = code == codes.take(last_day - start)
    chosen = within if counted is None else within & counted
    counts = np.bincount(code[chosen], minlength=int(codes[-1]) + 1)
    there = np.flatnonzero(counts)
    places = np.full(len(counts), -1, np.int32)
    places[there] = np.arange(len(there), dtype=np.int32)
    place = np.where(within, places.take(code), np.int32(len(there)))
    if counted is not None:
        place[~counted] = len(there) + 1
    found = there + units[0]
    total = tuple(counts[there].tolist())
    wider = int(np.count_nonzero(place == len(there)))
    return Placed(place, Bins(_first_days(unit, found), _first_days(unit, found + 1), total, total, wider))


def _passing(level: Placed, rows: NDArray[np.intp]) -> Bins:
    size = len(level.bins.firsts)
    counts = np.bincount(level.place.take(rows), minlength=size + 2)
    return level.bins._replace(passing=tuple(counts[:size].tolist()), wider=int(counts[size]))


def _first_days(unit: str, units: Numbers) -> tuple[int, ...]:
    return tuple(units.astype(f"datetime64[{unit}]").astype("datetime64[D]").astype(np.int64).tolist())


def day_counts(*days: ArrayLike) -> DayCounts:
    """How many of these days, all runs together, are up to each day."""
    distinct, counts = np.unique(
        np.concatenate([np.asarray(run, np.int64) for run in days]), return_counts=True
    )
    return DayCounts(tuple(distinct.tolist()), tuple(np.cumsum(counts).tolist()))
