"""When each ship called and was last seen: rows with the ships together, looked at a ship at a time.

A list shows some thirty of twenty thousand ships, so months are counted for those alone, when they are drawn.
"""

from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.columns.instants import day_of, month_of

if TYPE_CHECKING:
    from desktop_app.query.columns.calls import CallColumns
    from desktop_app.query.columns.positions import PositionColumns
    from desktop_app.query.columns.voyages import Columns

# Bars that a cell of 110 px can tell apart.
MOST_BARS: Final = 55
# Days since 1970 need fewer bits, for nine thousand years.
_DAY_BITS: Final = 22


class Months(NamedTuple):
    """The clock of the bars.

    Attributes:
        first: first day of the first month.
        bars: how many there are.
        months: how many months each stands for.
    """

    first: date
    bars: int
    months: int


class ByShip:
    """Everything that shows a ship, ships together; made once for each generation of a case.

    Attributes:
        months: the clock of the bars, from the first to the last counted call.
        unplaced: counted calls of each ship whose time is longer than a month: no bar shows them.
    """

    def __init__(
        self,
        columns: "Columns",
        ship: NDArray[np.int64],
        count: int,
        calls: "CallColumns",
        positions: "PositionColumns",
    ) -> None:
        """`ship` of each voyage, of `count` ships; of calls and positions it follows from their vessel."""
        placed = np.flatnonzero(columns.counted & columns.one_month)
        self.months = _months(columns.month.take(placed))
        order = np.argsort(ship.take(placed), kind="stable")
        self._rows = placed.take(order)
        self._starts = np.searchsorted(ship.take(self._rows), np.arange(count + 1))
        first = int(columns.month[placed[0]]) if len(placed) else 0
        self._bar = (columns.month.take(self._rows) - first) // self.months.months
        self._ships = columns.ships.take(self._rows)
        longer = np.flatnonzero(columns.counted & ~columns.one_month)
        self.unplaced = np.bincount(ship.take(longer), columns.ships.take(longer), count).astype(np.int64)
        self._see(
            np.concatenate((ship, calls.vessel % count, positions.vessel % count)),
            np.concatenate((columns.first_day, calls.first_day, positions.first_day)).astype(np.int64),
            np.concatenate((columns.last_day, calls.last_day, positions.last_day)).astype(np.int64),
            count,
        )

    def _see(
        self, ship: NDArray[np.int64], first: NDArray[np.int64], last: NDArray[np.int64], count: int
    ) -> None:
        """Of what ends on one day, what begins latest is the most exact."""
        when = (last << _DAY_BITS) + first
        self._seen_order = np.lexsort((when, ship))
        self._seen_when = when.take(self._seen_order)
        self._seen_starts = np.searchsorted(ship.take(self._seen_order), np.arange(count + 1))

    def bars(self, ship: int, passing: NDArray[np.bool_] | None = None) -> NDArray[np.float64]:
        """Counted calls of a ship by bar; of the voyages that pass, or of all."""
        part = slice(self._starts[ship], self._starts[ship + 1])
        bar, ships = self._bar[part], self._ships[part]
        if passing is not None:
            kept = passing.take(self._rows[part])
            bar, ships = bar[kept], ships[kept]
        return np.bincount(bar, ships, self.months.bars)

    def last_seen(self, ship: int, seen: NDArray[np.bool_]) -> int:
        """When a ship was last seen, as one number that sorts; -1 for never.

        Args:
            ship: the ship.
            seen: which of the voyages, calls and positions pass, one array after the other.
        """
        part = slice(self._seen_starts[ship], self._seen_starts[ship + 1])
        passing = np.flatnonzero(seen.take(self._seen_order[part]))
        return int(self._seen_when[part][passing[-1]]) if len(passing) else -1

    def all_last_seen(self, seen: NDArray[np.bool_]) -> NDArray[np.int64]:
        """The same of each ship."""
        found = np.full(len(self._seen_starts) - 1, -1, np.int64)
        there = np.flatnonzero(np.diff(self._seen_starts))
        if len(there):
            when = np.where(seen.take(self._seen_order), self._seen_when, -1)
            found[there] = np.maximum.reduceat(when, self._seen_starts[there])
        return found


class Activity(NamedTuple):
    """What the rows that pass tell of when a ship called and was seen.

    Attributes:
        by_ship: of all rows.
        passing: voyages that pass.
        seen: voyages, calls and positions that pass, one array after the other.
    """

    by_ship: ByShip
    passing: NDArray[np.bool_]
    seen: NDArray[np.bool_]

    def bars(self, ship: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Counted calls by bar, of the rows that pass and of all."""
        return self.by_ship.bars(ship, self.passing), self.by_ship.bars(ship)

    def last_seen(self, ship: int) -> tuple[date, date] | None:
        """First and last day of the time at which a ship was seen last; None for never."""
        when = self.by_ship.last_seen(ship, self.seen)
        if when < 0:
            return None
        return day_of(when & ((1 << _DAY_BITS) - 1)), day_of(when >> _DAY_BITS)


def _months(months: NDArray[np.int32]) -> Months:
    if not len(months):
        return Months(date.min, 1, 1)
    first, last = int(months.min()), int(months.max())
    each = -(-(last - first + 1) // MOST_BARS)
    return Months(month_of(first), -(-(last - first + 1) // each), each)
