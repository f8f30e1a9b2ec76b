"""Things with a row that passes, as arrays, from which pages are chosen and put in order."""

from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.columns.sums import Sums
from desktop_app.query.day_numbers import day_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.pages.results import PageThing
from desktop_app.query.results import Totals
from desktop_app.runtime.feedback import Feedback

Places = NDArray[np.intp]


class Spans(NamedTuple):
    """Day numbers between which rows lie, one element a row."""

    first: NDArray[Any]
    last: NDArray[Any]

    def of(self, rows: NDArray[Any]) -> "Spans":
        """Of some rows, by place or by flag."""
        return Spans(self.first[rows], self.last[rows])

    def and_of(self, other: "Spans") -> "Spans":
        """These rows, then the others."""
        return Spans(np.concatenate((self.first, other.first)), np.concatenate((self.last, other.last)))

    def by_code(self, codes: Places, count: int) -> "Spans":
        """From the first to the last day of the rows of each code; each code has a row."""
        first, last = np.full(count, np.iinfo(np.int64).max), np.full(count, np.iinfo(np.int64).min)
        np.minimum.at(first, codes, self.first)
        np.maximum.at(last, codes, self.last)
        return Spans(first, last)

    def days(self, place: int) -> tuple[date, date]:
        """Of one row."""
        return day_of(int(self.first[place])), day_of(int(self.last[place]))


class Found(NamedTuple):
    """Things of one kind with a row that passes.

    Attributes:
        thing: one of them by its place.
        names: rank of each by its name; -1 for what is not documented.
        spans: of each.
        calls, best_bbl: of each.
        empty: how many others the case has.
    """

    thing: Callable[[int], PageThing]
    names: Places
    spans: Spans
    calls: NDArray[Any]
    best_bbl: NDArray[Any]
    empty: int = 0


def totals_of(
    engine: QueryEngine, make: Callable[..., Sums], rows: Places, feedback: Feedback | None, *more: Any
) -> tuple[Totals, ...]:
    """What voyages add up to, by `sums_of` or `all_of`."""
    sums = make(engine.columns(feedback), engine.loads(feedback), rows, *more)
    return sums.totals(engine.rates(feedback))
