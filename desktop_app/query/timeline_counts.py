"""Counts rows by year, month and day."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from desktop_app.query.timeline_results import Bins, DayCounts, Histogram

Mask = NDArray[np.bool_]
Numbers = NDArray[np.int64]
_EMPTY: Final = Bins((), (), (), (), 0)
NOTHING: Final = Histogram(_EMPTY, _EMPTY, _EMPTY)


class Counted(NamedTuple):
    """First and last day of each row, days since 1970-01-01 UTC."""

    first_day: NDArray[np.int32]
    last_day: NDArray[np.int32]


def histogram(rows: Counted, chosen: Mask | None, totals: Histogram | None) -> Histogram:
    """The chosen rows at all levels; None chooses all.

    Args:
        rows: at least one.
        chosen: a flag a row.
        totals: the same of all rows, which gives the intervals and their totals; None to make it.
    """
    first, last = (
        (rows.first_day, rows.last_day) if chosen is None else (rows.first_day[chosen], rows.last_day[chosen])
    )
    days = np.asarray(first, np.int64), np.asarray(last, np.int64)
    months = _units(days[0], "M"), _units(days[1], "M")
    years = _units(days[0], "Y"), _units(days[1], "Y")
    levels = (("Y", years), ("M", months), ("D", days))
    known = (None, None, None) if totals is None else (totals.year, totals.month, totals.day)
    return Histogram(*(_bins(unit, *ends, total) for (unit, ends), total in zip(levels, known, strict=True)))


def _units(days: Numbers, unit: str) -> Numbers:
    """Whole months or years since 1970 of days since then."""
    return days.astype("datetime64[D]").astype(f"datetime64[{unit}]").astype(np.int64)


def _bins(unit: str, first: Numbers, last: Numbers, totals: Bins | None) -> Bins:
    within = first[first == last]
    wider = len(first) - len(within)
    if totals is None:
        units, counts = np.unique(within, return_counts=True)
        total = tuple(counts.tolist())
        return Bins(_first_days(unit, units), _first_days(unit, units + 1), total, total, wider)
    if not totals.firsts:
        return totals._replace(wider=wider)
    units = _units(np.array(totals.firsts, np.int64), unit)
    counts = np.bincount(np.searchsorted(units, within), minlength=len(units))
    return totals._replace(passing=tuple(counts.tolist()), wider=wider)


def _first_days(unit: str, units: Numbers) -> tuple[int, ...]:
    return tuple(units.astype(f"datetime64[{unit}]").astype("datetime64[D]").astype(np.int64).tolist())


def day_counts(*days: ArrayLike) -> DayCounts:
    """How many of these days, all runs together, are up to each day."""
    distinct, counts = np.unique(
        np.concatenate([np.asarray(run, np.int64) for run in days]), return_counts=True
    )
    return DayCounts(tuple(distinct.tolist()), tuple(np.cumsum(counts).tolist()))
