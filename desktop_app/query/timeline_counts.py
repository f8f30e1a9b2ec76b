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
    first, last = np.asarray(first_day, np.int64), np.asarray(last_day, np.int64)
    return Levels(
        _placed("Y", _units(first, "Y"), _units(last, "Y"), counted),
        _placed("M", _units(first, "M"), _units(last, "M"), counted),
        _placed("D", first, last, counted),
    )


def histogram(levels: Levels, passing: Mask) -> Histogram:
    """The rows that pass, among all."""
    rows = np.flatnonzero(passing)
    return Histogram(*(_passing(level, rows) for level in levels))


def _units(days: Numbers, unit: str) -> Numbers:
    """Whole months or years since 1970 of days since then."""
    return days.astype("datetime64[D]").astype(f"datetime64[{unit}]").astype(np.int64)


def _placed(unit: str, first: Numbers, last: Numbers, counted: Mask | None) -> Placed:
    within = first == last
    chosen = within if counted is None else within & counted
    units, counts = np.unique(first[chosen], return_counts=True)
    place = np.searchsorted(units, first).astype(np.int32)
    place[~within] = len(units)
    if counted is not None:
        place[~counted] = len(units) + 1
    total = tuple(counts.tolist())
    wider = int(np.count_nonzero(place == len(units)))
    return Placed(place, Bins(_first_days(unit, units), _first_days(unit, units + 1), total, total, wider))


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
