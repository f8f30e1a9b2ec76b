"""What voyages add up to: all, by month, by any code; one walk over the rows, whatever is assumed."""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.columns.loads import Floats, Loads, priced
from desktop_app.query.columns.voyages import Columns
from desktop_app.query.results import Totals

Places = NDArray[np.intp]


class Sums(NamedTuple):
    """Sums by code.

    Attributes:
        rows: voyages.
        calls: counted calls that they stand for.
        estimated: those of them with a volume.
        approximate: how many of the counted rows are only "about".
        bases: of the estimated ones, as `Loads.sums`.
    """

    rows: NDArray[np.int64]
    calls: NDArray[np.int64]
    estimated: NDArray[np.int64]
    approximate: NDArray[np.int64]
    bases: Floats

    def totals(self, rates: Floats) -> tuple[Totals, ...]:
        """The same as plain values, code by code, in barrels."""
        counts = (self.rows, self.calls, self.estimated, self.approximate)
        found = zip(*(column.tolist() for column in (*counts, *priced(self.bases, rates))), strict=True)
        return tuple(
            Totals(rows, calls, estimated, bool(about), *ends)
            for rows, calls, estimated, about, *ends in found
        )


def places_of(passing: NDArray[np.bool_]) -> Places | slice:
    """Where the rows that pass stand; a slice where they follow each other, as under dates alone.

    Nothing of a slice has to be copied, and to find it takes a tenth of the time of finding places.
    """
    count = int(np.count_nonzero(passing))
    first = int(passing.argmax()) if count else 0
    if passing[first : first + count].all():
        return slice(first, first + count)
    return np.flatnonzero(passing)


def sums_of(columns: Columns, loads: Loads, places: Places | slice, codes: NDArray[Any], count: int) -> Sums:
    """Sums of some rows by code.

    Args:
        columns: of the case.
        loads: of the same.
        places: the rows.
        codes: one for each of those rows, from 0.
        count: how many codes there are.
    """

    def summed(values: NDArray[Any]) -> NDArray[np.int64]:
        # Whole numbers up to 2**53 are exact as floats.
        return np.bincount(codes, values[places], count).astype(np.int64)

    return Sums(
        np.bincount(codes, minlength=count),
        summed(columns.calls),
        summed(loads.estimated),
        summed(columns.about),
        loads.sums(places, codes, count),
    )


def all_of(columns: Columns, loads: Loads, places: Places | slice) -> Sums:
    """What some rows add up to, as the sums of one code."""
    calls = columns.calls[places]

    def summed(values: NDArray[Any]) -> NDArray[np.int64]:
        return np.array([values[places].sum()], np.int64)

    return Sums(
        np.array([len(calls)]),
        np.array([calls.sum()], np.int64),
        summed(loads.estimated),
        summed(columns.about),
        loads.sums(places),
    )
