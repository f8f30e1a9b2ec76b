"""What each ship did: rows with the ships together, to sum them all at once and to look at a few of them.

A list shows some thirty of twenty thousand ships, so months are counted for those alone, when they are drawn.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import VoyageKind
from desktop_app.query.clauses import DateClause
from desktop_app.query.columns.instants import month_of
from desktop_app.query.columns.loads import Floats, Loads, priced
from desktop_app.query.columns.sums import places_of
from desktop_app.query.columns.voyages import KINDS, Columns
from desktop_app.query.day_numbers import DAY_S, day_number, day_of
from desktop_app.query.fleet_results import FleetSums, Months
from desktop_app.query.tracks_query import AisSpan

if TYPE_CHECKING:
    from desktop_app.query.columns.calls import CallColumns
    from desktop_app.query.columns.positions import PositionColumns

_Scalar = TypeVar("_Scalar", bound=np.generic)
Numbers = NDArray[np.int64]
Mask = NDArray[np.bool_]
# Bars that a cell of 110 px can tell apart.
MOST_BARS: Final = 55
# Days since 1970 need fewer bits, for eleven thousand years.
_DAY_BITS: Final = 22


class ByShip:
    """Rows of one table, ships together and in the order of the table within each.

    Attributes:
        rows: the rows.
    """

    def __init__(self, ship: Numbers, count: int) -> None:
        """`ship` of each row, one of `count`."""
        self.rows = np.argsort(ship, kind="stable")
        self._starts = np.searchsorted(ship.take(self.rows), np.arange(count + 1))
        self._there = np.flatnonzero(np.diff(self._starts))

    def part(self, ship: int) -> slice:
        """Where the rows of a ship stand."""
        return slice(int(self._starts[ship]), int(self._starts[ship + 1]))

    def each(self, total: np.ufunc, values: NDArray[_Scalar], empty: float = 0) -> NDArray[_Scalar]:
        """What `values`, in the order of `rows`, come to for each ship; `empty` for one without rows."""
        found = np.full(len(self._starts) - 1, empty, values.dtype)
        if len(self._there):
            found[self._there] = total.reduceat(values, self._starts[self._there])
        return found


class ShipSums(NamedTuple):
    """As `FleetSums`, with bases in the place of barrels: by end, ship and stratum."""

    rows: Numbers
    calls: Numbers
    approximate: Mask
    estimated: Numbers
    bases: Floats

    def priced(self, rates: Floats) -> FleetSums:
        """The same in barrels."""
        low, best, high = priced(self.bases, rates)
        return FleetSums(self.rows, self.calls, self.approximate, self.estimated, low, best, high)


class Voyages:
    """The voyages of each ship and what they carried; made once for each generation of a case.

    Attributes:
        months: the clock of the bars, from the first to the last counted call.
        unplaced: counted calls of each ship whose time is longer than a month: no bar shows them.
    """

    def __init__(self, columns: Columns, ship: Numbers, count: int) -> None:
        """`ship` of each voyage, one of `count`."""
        self._ships = ships = ByShip(ship, count)
        rows = ships.rows
        calls = np.where(columns.counted, columns.ships, 0)
        self._calls = calls.take(rows).astype(np.int64)
        self._is_group = (columns.counted & (columns.kind == KINDS.index(VoyageKind.GROUP))).take(rows)
        self._ship, self._count = ship, count
        self.months = _months(columns.month[columns.counted & columns.one_month])
        self._placed = np.where(columns.one_month, calls, 0).take(rows)
        first = int(columns.month[np.argmax(columns.counted & columns.one_month)]) if len(rows) else 0
        self._bar = np.clip((columns.month.take(rows) - first) // self.months.months, 0, self.months.bars - 1)
        self.unplaced = ships.each(np.add, self._calls - self._placed)

    def sums(self, mask: Mask, loads: Loads) -> "ShipSums":
        """What the voyages of a mask add up to, whatever is assumed."""
        ships, kept = self._ships, mask.take(self._ships.rows)
        places = places_of(mask)
        ship = self._ship[places]
        return ShipSums(
            rows=ships.each(np.add, kept.astype(np.int64)),
            calls=ships.each(np.add, self._calls * kept),
            approximate=ships.each(np.logical_or, self._is_group & kept),
            estimated=np.bincount(ship, loads.estimated[places], self._count).astype(np.int64),
            bases=loads.sums(places, ship, self._count),
        )

    def rows_of(self, ship: int, mask: Mask) -> Numbers:
        """The voyages of a ship that are in a mask, in the order of time."""
        rows = self._ships.rows[self._ships.part(ship)]
        return rows[mask.take(rows)]

    def bars(self, ship: int, mask: Mask) -> NDArray[np.float64]:
        """Counted calls of a ship by bar, of the voyages in a mask."""
        part = self._ships.part(ship)
        kept = mask.take(self._ships.rows[part])
        return np.bincount(self._bar[part], self._placed[part] * kept, self.months.bars).astype(np.float64)


class Presence:
    """When each ship was seen: its voyages, calls and positions, one table after the other."""

    def __init__(
        self, columns: Columns, calls: "CallColumns", positions: "PositionColumns", count: int
    ) -> None:
        tables = (columns, calls, positions)
        ship = np.concatenate([table.vessel.astype(np.int64) for table in tables]) % count
        first = np.concatenate([table.first_day for table in tables]).astype(np.int64)
        last = np.concatenate([table.last_day for table in tables]).astype(np.int64)
        self._ships = ByShip(ship, count)
        # Of what ends on one day, what begins latest is the most exact.
        self._when = ((last << _DAY_BITS) + first).take(self._ships.rows)

    def last_seen(self, ship: int, seen: Mask, heard: Numbers) -> tuple[date, date] | None:
        """First and last day of the time at which a ship was seen last; None for never.

        Args:
            ship: the ship.
            seen: which rows of the three tables pass.
            heard: `last_heard` of each ship.
        """
        part = self._ships.part(ship)
        when = self._when[part][seen.take(self._ships.rows[part])]
        latest = max(int(when.max(initial=-1)), int(heard[ship]))
        if latest < 0:
            return None
        return day_of(latest & ((1 << _DAY_BITS) - 1)), day_of(latest >> _DAY_BITS)

    def ranks(self, seen: Mask, heard: Numbers) -> NDArray[np.float64]:
        """A number for each ship that sorts by when it was seen last; -1 for never."""
        when = np.where(seen.take(self._ships.rows), self._when, -1)
        latest = np.maximum(self._ships.each(np.maximum, when, -1), heard)
        # Two days in one number have more digits than a float; their ranks have not.
        ranks = np.unique(latest, return_inverse=True)[1].astype(np.float64)
        return np.where(latest < 0, -1, ranks)


class Activity(NamedTuple):
    """What the rows that pass tell of when a ship called and was seen.

    Attributes:
        passing: voyages that pass; `everything`: all of them.
        seen: voyages, calls and positions that pass, one table after the other.
        heard: `last_heard` of each ship.
    """

    voyages: Voyages
    presence: Presence
    passing: Mask
    everything: Mask
    seen: Mask
    heard: Numbers

    @property
    def months(self) -> Months:
        """The clock of the bars."""
        return self.voyages.months

    def bars(self, ship: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Counted calls by bar, of the rows that pass and of all."""
        return self.voyages.bars(ship, self.passing), self.voyages.bars(ship, self.everything)

    def unplaced(self, ship: int) -> int:
        """Counted calls whose time is longer than a month, of all rows: no bar shows them."""
        return int(self.voyages.unplaced[ship])

    def last_seen(self, ship: int) -> tuple[date, date] | None:
        """First and last day of the time at which a ship was seen last; None for never."""
        return self.presence.last_seen(ship, self.seen, self.heard)


def last_heard(spans: Iterable[AisSpan], dates: DateClause, ships: Mapping[str, int], count: int) -> Numbers:
    """When AIS heard each of `count` ships last within the dates, as `Presence` writes a day; -1 for never.

    Within a span no silence is longer than half a day, so that on each of its days the ship was heard.
    """
    first = day_number(dates.first_day) if dates.first_day is not None else 0
    last = day_number(dates.last_day) if dates.last_day is not None else 1 << _DAY_BITS
    heard = np.full(count, -1, np.int64)
    for span in spans:
        day = min(span.last_s // DAY_S, last)
        if day >= first and span.first_s // DAY_S <= last and span.vessel_id in ships:
            place = ships[span.vessel_id]
            heard[place] = max(int(heard[place]), (day << _DAY_BITS) + day)
    return heard


def _months(months: NDArray[np.int32]) -> Months:
    if not len(months):
        return Months(date.min, 1, 1)
    first, last = int(months.min()), int(months.max())
    each = -(-(last - first + 1) // MOST_BARS)
    return Months(month_of(first), -(-(last - first + 1) // each), each)
