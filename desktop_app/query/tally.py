"""Counts and volumes of the voyages that pass, by time and part.

The voyages that pass everything but the dates are summed once by first day, last day, part and stratum of
their loads. A date window then asks a few thousand sums instead of a million voyages, the same sums serve
every period, and an assumption that moves only multiplies them.
"""

from collections.abc import Callable, Hashable
from datetime import date
from functools import partial
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import VoyageKind
from desktop_app.query.clauses import ClauseKind, DateClause, Filter
from desktop_app.query.columns.instants import months_of
from desktop_app.query.columns.sums import places_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.runtime.feedback import Feedback

_EPOCH: Final = date(1970, 1, 1)
_YEAR: Final = Period.YEAR.months
# Places of a sum in the last axis of a grid.
CALLS, ESTIMATED, ABOUT, LOW, BEST, HIGH = range(6)

Sums = NDArray[np.float64]
Days = NDArray[np.int32]
Rows = slice | NDArray[np.int64]


class Weights(NamedTuple):
    """What is summed, by row, a row that is not counted weighing nothing; and the days of the rows.

    Attributes:
        sums: calls, those with a volume, and whether the row is "about"; by row.
        pair: place in `first_day` and `last_day` of each row.
        first_day, last_day: the days, since 1970, that any row has, each pair once.
    """

    sums: tuple[Sums, Sums, Sums]
    pair: NDArray[np.int64]
    first_day: Days
    last_day: Days


class Bases(NamedTuple):
    """Sums by first day, last day, part and stratum, which hold under all assumptions.

    Attributes:
        parts, strata: how many there are.
        part, stratum, first_day, last_day: of each sum.
        sums: by kind of sum, then sum; volumes in units of base.
        first_year, years: calendar years that the rows of the case lie in.
    """

    parts: int
    strata: int
    part: NDArray[np.int64]
    stratum: NDArray[np.int64]
    first_day: Days
    last_day: Days
    sums: Sums
    first_year: int
    years: int

    def within(self, dates: DateClause) -> "Bases":
        """What shares a day with a window."""
        keep = np.ones(len(self.part), np.bool_)
        if dates.first_day is not None:
            keep &= self.last_day >= (dates.first_day - _EPOCH).days
        if dates.last_day is not None:
            keep &= self.first_day <= (dates.last_day - _EPOCH).days
        return self._replace(
            part=self.part[keep],
            stratum=self.stratum[keep],
            first_day=self.first_day[keep],
            last_day=self.last_day[keep],
            sums=self.sums[:, keep],
        )

    def by_period(self, period: Period) -> Sums:
        """Sums by period, part, kind of sum and stratum; what lies in no one period stands at the end."""
        count = self.years * _YEAR // period.months
        numbers = period_numbers(period, self.first_day, self.last_day, self.first_year)
        cells = (np.where(numbers < 0, count, numbers) * self.parts + self.part) * self.strata + self.stratum
        size = (count + 1) * self.parts * self.strata
        grid = np.stack([np.bincount(cells, weights, size) for weights in self.sums])
        shape = (len(self.sums), count + 1, self.parts, self.strata)
        return np.ascontiguousarray(grid.astype(np.float64, copy=False).reshape(shape).transpose(1, 2, 0, 3))

    def by_day(self) -> Sums:
        """Low, best and high of what lies in one year, by stratum and day from 1 January of the first on.

        Low stands on the last day on which it may have been, best on the middle one, high on the first.
        """
        is_in_year = period_numbers(Period.YEAR, self.first_day, self.last_day, self.first_year) >= 0
        start = (date(self.first_year, 1, 1) - _EPOCH).days
        size = (date(self.first_year + self.years, 1, 1) - _EPOCH).days - start
        days = (self.last_day, (self.first_day + self.last_day) // 2, self.first_day)
        found = [
            np.bincount(
                self.stratum * size + day - start, np.where(is_in_year, volume, 0.0), size * self.strata
            )
            for day, volume in zip(days, self.sums[LOW:], strict=True)
        ]
        return np.stack(found).astype(np.float64, copy=False).reshape(3, self.strata, size)


class Tally:
    """Sums of what passes a filter under the assumptions of an engine, in barrels.

    Attributes:
        first_year, years: calendar years that the rows of the case lie in.
    """

    def __init__(self, engine: QueryEngine, question: Hashable, bases: Bases, *, assumes: bool) -> None:
        """`question` names the bases among all answers that are kept; `assumes`: they rest on assumptions."""
        self._engine, self._question, self._bases, self._assumes = engine, question, bases, assumes
        self._rates = engine.rates()
        self.first_year, self.years = bases.first_year, bases.years

    def by_period(self, period: Period) -> tuple[Sums, Sums]:
        """Sums by period from the first year on, part and kind of sum; then of what lies in no one period."""
        grid = self._kept(period, lambda: self._bases.by_period(period))
        found: Sums = grid.sum(axis=-1)
        found[..., LOW:] = np.einsum("npes,es->npe", grid[..., LOW:, :], self._rates)
        return found[:-1], found[-1]

    def inside(self, first: date, last: date) -> Sums:
        """Sums by kind of sum of what lies as a whole between two days, both included."""
        bases = self._bases
        keep = bases.first_day >= (first - _EPOCH).days
        keep &= bases.last_day <= (last - _EPOCH).days
        stratum, sums = bases.stratum[keep], bases.sums[:, keep]
        found: Sums = sums.sum(axis=1, dtype=np.float64)
        found[LOW:] = (sums[LOW:] * self._rates.take(stratum, axis=1)).sum(axis=1)
        return found

    def volume_by_day(self) -> Sums:
        """Low, best and high by day, as `Bases.by_day`."""
        found: Sums = np.einsum("esd,es->ed", self._kept("days", self._bases.by_day), self._rates)
        return found

    def _kept(self, cut: Hashable, make: Callable[[], Sums]) -> Sums:
        return self._engine.kept((self._question, cut), make, assumes=self._assumes)


def period_numbers(period: Period, first_day: Days, last_day: Days, first_year: int) -> NDArray[np.int64]:
    """Number, from the first year on, of the period that spans of days lie in; -1 for none."""
    january = (first_year - _EPOCH.year) * _YEAR
    numbers = (months_of(first_day).astype(np.int64) - january) // period.months
    same = numbers == (months_of(last_day).astype(np.int64) - january) // period.months
    return np.where(same, numbers, -1)


def weights(engine: QueryEngine, feedback: Feedback | None = None) -> Weights:
    """What the rows weigh, made once."""

    def make() -> Weights:
        columns, loads = engine.columns(feedback), engine.loads(feedback)
        ships = np.where(columns.counted, columns.ships, 0).astype(np.float64)
        is_group = columns.kind == list(VoyageKind).index(VoyageKind.GROUP)
        length = columns.last_day - columns.first_day
        longest = int(length.max(initial=0)) + 1
        days, pair = np.unique(columns.first_day.astype(np.int64) * longest + length, return_inverse=True)
        first_day = days // longest
        return Weights(
            (
                ships,
                loads.estimated.astype(np.float64),
                (columns.counted & is_group).astype(np.float64),
            ),
            pair.reshape(-1),
            first_day,
            (first_day + days % longest).astype(np.int32),
        )

    return engine.kept(("volume weights", engine.loads(feedback).key), make, assumes=False)


def passing_rows(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Rows:
    """Rows that pass, as `places_of`."""
    return places_of(engine.passing(filter_, feedback))


def tally(
    engine: QueryEngine,
    filter_: Filter,
    parts: NDArray[np.int64] | None,
    count: int,
    name: object,
    feedback: Feedback | None = None,
) -> Tally:
    """Sums of what passes, in barrels.

    `parts` holds the place of the part of each row, of `count`, None where there is one part; `name` tells
    this division from others of the same filter.
    """
    timeless = filter_.without(ClauseKind.DATES)
    loads, assumes = engine.loads(feedback), filter_.assumes

    def make() -> Bases:
        weighed = weights(engine, feedback)
        rows = passing_rows(engine, timeless, feedback)
        pairs = weighed.pair[rows]
        codes = pairs if count == 1 else pairs * count + (0 if parts is None else parts[rows])
        size = len(weighed.first_day) * count
        strata = loads.strata
        keys = codes if strata == 1 else codes * strata + loads.stratum[rows]
        calls = np.bincount(keys, weighed.sums[CALLS][rows], size * strata)
        used = np.flatnonzero(calls)
        others = [np.bincount(keys, weight[rows], size * strata)[used] for weight in weighed.sums[1:]]
        bases = loads.sums(rows, codes, size).reshape(3, -1)[:, used]
        of_code = used // strata
        first, last = weighed.first_day, weighed.last_day
        first_year, end = (1970, 1970)
        if len(first):
            first_year = int(months_of(first[:1])[0]) // _YEAR + _EPOCH.year
            end = int(months_of(last).max()) // _YEAR + _EPOCH.year + 1
        return Bases(
            count,
            strata,
            of_code % count,
            used % strata,
            first[of_code // count],
            last[of_code // count],
            np.stack([calls[used], *others, *bases]).astype(np.float64, copy=False),
            first_year,
            end - first_year,
        )

    question: Hashable = ("tally", timeless, name, loads.key)
    found = engine.kept(question, make, feedback, assumes=assumes)
    if filter_.dates.is_active:
        question = (question, filter_.dates)
        found = engine.kept(question, partial(found.within, filter_.dates), feedback, assumes=assumes)
    return Tally(engine, question, found, assumes=assumes)
