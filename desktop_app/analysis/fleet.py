"""All AIS reports of a case as arrays: ship after ship, each ship's reports in the order of time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.imports import DOUBT_BITS, Check
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes

# Reports that tell no place or no time; nothing is found from them, and `Fleet.left_out` counts them.
UNUSABLE: Final = DOUBT_BITS[Check.ZERO_POSITION] | DOUBT_BITS[Check.FUTURE]


@dataclass(frozen=True, slots=True)
class TrackSpan:
    """A track that reports of a ship come from.

    Attributes:
        id: of the track.
        first_s, last_s: seconds since 1970-01-01 UTC of its first and last report.
    """

    id: str
    first_s: int
    last_s: int


@dataclass(frozen=True, eq=False)
class Fleet:
    """Reports of many ships; arrays that nobody writes into, units as in `storage.fixes.Fixes`.

    Attributes:
        vessel_ids: the ships, ascending.
        starts: int64, one more than ships: ship `n` has the reports from `starts[n]` up to, without,
            `starts[n + 1]`.
        t_s: uint32; never falls within a ship.
        lon_e7, lat_e7: int32.
        sog_dkn, cog_ddeg: int16, -1 for not told.
        draught_dm: uint8, 0 for not told.
        doubts: uint16, bits of `DOUBT_BITS`.
        data_end_s: int64, for each ship seconds since 1970-01-01 UTC of the last report of any ship from her
            sources, and from those that share a ship with these and begin within a month of their end: until
            then she could have been heard.
        tracks: of each ship.
        left_out: reports without a usable place or time (`UNUSABLE`).
        repeated: reports that another import of the same ship tells in the same words.
        digest: SHA-256 over what was read.
    """

    vessel_ids: tuple[str, ...]
    starts: NDArray[np.int64]
    t_s: NDArray[np.uint32]
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]
    sog_dkn: NDArray[np.int16]
    cog_ddeg: NDArray[np.int16]
    draught_dm: NDArray[np.uint8]
    doubts: NDArray[np.uint16]
    data_end_s: NDArray[np.int64]
    tracks: tuple[tuple[TrackSpan, ...], ...]
    left_out: int
    repeated: int
    digest: str

    @classmethod
    def of(cls, reports: Mapping[str, Fixes]) -> "Fleet":
        """The fleet of these reports by ship, in whatever order they are."""
        from desktop_app.analysis.fleet_reading import fleet_of  # noqa: PLC0415 - which makes fleets

        return fleet_of(reports)

    @classmethod
    def of_case(cls, store: CaseStore, feedback: Feedback | None = None) -> "Fleet":
        """The fleet of all tracks of a case.

        Raises:
            InputError: the reports of a track are missing or damaged.
            Cancelled: the feedback was cancelled.
        """
        from desktop_app.analysis.fleet_reading import read_fleet  # noqa: PLC0415 - as above

        return read_fleet(store, feedback)

    @property
    def count(self) -> int:
        """How many reports."""
        return len(self.t_s)

    @cached_property
    def places(self) -> dict[str, int]:
        """The number of each ship."""
        return {vessel_id: place for place, vessel_id in enumerate(self.vessel_ids)}

    @cached_property
    def end_s(self) -> int:
        """Seconds since 1970-01-01 UTC of the last report of all; 0 where there is none."""
        return int(self.t_s.max()) if self.count else 0

    def reports_of(self, vessel: int) -> slice:
        """Where the reports of a ship lie."""
        return slice(int(self.starts[vessel]), int(self.starts[vessel + 1]))

    def track_ids(self, vessel: int, first_s: int, last_s: int) -> tuple[str, ...]:
        """Tracks with reports of a ship in a time, ends included; the nearest one where there is none."""
        spans = self.tracks[vessel]
        found = tuple(span.id for span in spans if span.first_s <= last_s and span.last_s >= first_s)
        if found or not spans:
            return found
        nearest = min(spans, key=lambda span: min(abs(span.last_s - first_s), abs(span.first_s - last_s)))
        return (nearest.id,)
