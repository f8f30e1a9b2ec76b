"""Keeps the reports of many ships apart while they come mixed, without a second copy of any."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.importers.ais import kernels
from desktop_app.importers.ais.chunk import FixColumns
from desktop_app.importers.ais.report_type import REPORT, Reports

# Reports that are kept before they are written: 340 MB. A longer file goes into the case in parts.
PART_REPORTS: Final = 12_000_000
# Pages that are begun and not full, beyond those of the reports: ships of one part.
_SPARE_PAGES: Final = 100_000
_FIRST_SHIPS: Final = 1 << 12


class ShipReports(NamedTuple):
    """Reports of one ship in the order of time.

    Attributes:
        ship: its number in the pool.
        reports: a copy of its own.
    """

    ship: int
    reports: Reports


class ReportPool:
    """Reports in pages, a chain of pages for each ship.

    Attributes:
        known: the identity of each ship; its number is the place.
        count: reports that are kept.
    """

    def __init__(self, most: int = PART_REPORTS) -> None:
        self._most_pages = -(-most // kernels.PAGE) + min(most, _SPARE_PAGES)
        # Memory that nothing was written to takes no room.
        self._pool = np.empty(self._most_pages * kernels.PAGE, REPORT)
        self._next_page = np.empty(self._most_pages, np.int32)
        self._used = 0
        self.count = 0
        self._keys = np.full(2 * _FIRST_SHIPS, kernels.EMPTY, np.uint32)
        self._numbers = np.zeros(2 * _FIRST_SHIPS, np.int32)
        self._known = np.zeros(_FIRST_SHIPS, np.uint32)
        self._ships = 0
        self._first_page = np.zeros(_FIRST_SHIPS, np.int32)
        self._last_page = np.zeros(_FIRST_SHIPS, np.int32)
        self._counts = np.zeros(_FIRST_SHIPS, np.int64)

    @property
    def known(self) -> NDArray[np.uint32]:
        """The identity of each ship."""
        return self._known[: self._ships]

    def number(self, mmsi: NDArray[np.uint32]) -> NDArray[np.int32]:
        """The number of each report's ship; an identity that is new gets the next one."""
        codes = np.empty(len(mmsi), np.int32)
        at = 0
        while True:
            at, self._ships = kernels.number_ships(
                mmsi, at, self._keys, self._numbers, self._known, self._ships, codes
            )
            if at == len(mmsi):
                return codes
            self._grow()

    def has_room(self, reports: int) -> bool:
        """Whether so many more reports fit, whatever their ships."""
        return self._used + -(-reports // kernels.PAGE) + min(self._ships, reports) <= self._most_pages

    def file(self, codes: NDArray[np.int32], fixes: FixColumns, doubts: NDArray[np.uint16]) -> None:
        """Keep reports; `codes` is -1 for one that is left out."""
        self.count += int(np.count_nonzero(codes >= 0))
        self._used = kernels.file_reports(
            codes,
            fixes.line,
            fixes.t_s,
            fixes.lon_e7,
            fixes.lat_e7,
            fixes.sog_dkn,
            fixes.cog_ddeg,
            fixes.heading_deg,
            fixes.status,
            fixes.draught_dm,
            doubts,
            self._pool,
            self._next_page,
            self._first_page,
            self._last_page,
            self._counts,
            self._used,
        )

    def batches(self, most: int) -> Iterator[list[ShipReports]]:
        """All ships by rising identity, with about so many reports at a time; the pool is empty after it."""
        ships = np.flatnonzero(self._counts[: self._ships]).astype(np.int32)
        ships = ships[np.argsort(self._known[ships], kind="stable")]
        sums = np.cumsum(self._counts[ships])
        first = 0
        while first < len(ships):
            before = int(sums[first - 1]) if first else 0
            last = max(first + 1, int(np.searchsorted(sums, before + most, "right")))
            yield self._fetch(ships[first:last])
            first = last
        self._counts[:] = 0
        self._used = self.count = 0

    def _fetch(self, ships: NDArray[np.int32]) -> list[ShipReports]:
        ends = np.cumsum(self._counts[ships])
        starts = np.concatenate(([0], ends[:-1])).astype(np.int64)
        found = np.empty(int(ends[-1]), REPORT)
        ordered = np.empty(len(ships), np.bool_)
        kernels.collect(
            ships, starts, self._pool, self._next_page, self._first_page, self._counts, found, ordered
        )
        batch = []
        for ship, start, end, rising in zip(
            ships.tolist(), starts.tolist(), ends.tolist(), ordered.tolist(), strict=True
        ):
            reports = found[start:end]
            if not rising:
                reports = reports[np.argsort(reports["t_s"], kind="stable")]
            batch.append(ShipReports(ship, reports))
        return batch

    def _grow(self) -> None:
        """Twice the room for ships."""
        for name in ("_known", "_first_page", "_last_page", "_counts"):
            old = getattr(self, name)
            setattr(self, name, np.concatenate((old, np.zeros_like(old))))
        self._keys = np.full(2 * len(self._known), kernels.EMPTY, np.uint32)
        self._numbers = np.zeros(2 * len(self._known), np.int32)
        # Put in again in their order, they get the numbers that they have.
        known = self.known.copy()
        kernels.number_ships(
            known, 0, self._keys, self._numbers, self._known, 0, np.empty(len(known), np.int32)
        )
