"""All AIS reports of a case as arrays: ship after ship, each ship's reports in the order of time."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.imports import DOUBT_BITS, Check
from desktop_app.domain.movement import Track
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import COLUMNS, Fixes

# Reports that tell no place or no time; nothing is found from them, and `Fleet.left_out` counts them.
UNUSABLE: Final = DOUBT_BITS[Check.ZERO_POSITION] | DOUBT_BITS[Check.FUTURE]
_TAKEN: Final = ("t_s", "lon_e7", "lat_e7", "sog_dkn", "draught_dm", "cog_ddeg", "doubts")


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
    tracks: tuple[tuple[TrackSpan, ...], ...]
    left_out: int
    repeated: int
    digest: str

    @classmethod
    def of(cls, reports: Mapping[str, Fixes]) -> "Fleet":
        """The fleet of these reports by ship, in whatever order they are."""
        return _joined({ship: [(ship, fixes)] for ship, fixes in reports.items()}, "")

    @classmethod
    def of_case(cls, store: CaseStore, feedback: Feedback | None = None) -> "Fleet":
        """The fleet of all tracks of a case.

        Raises:
            InputError: the reports of a track are missing or damaged.
            Cancelled: the feedback was cancelled.
        """
        return _read(store, store.record.tracks, feedback)

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


def _read(store: CaseStore, tracks: Sequence[Track], feedback: Feedback | None) -> Fleet:
    by_ship: defaultdict[str, list[Track]] = defaultdict(list)
    for track in tracks:
        by_ship[track.vessel_id].append(track)
    digest = hashlib.sha256()
    for track in sorted(tracks, key=lambda track: track.id):
        digest.update(f"{track.id}\0{track.sha256}\n".encode())
    parts = _Parts(sum(track.fixes for track in tracks))
    for ship in sorted(by_ship):
        if feedback is not None and feedback.is_cancelled:
            raise Cancelled
        parts.add(ship, [(track.id, store.fixes(track.id)) for track in by_ship[ship]])
    return parts.fleet(digest.hexdigest())


def _joined(reports: Mapping[str, Iterable[tuple[str, Fixes]]], digest: str) -> Fleet:
    held = {ship: list(tracks) for ship, tracks in reports.items()}
    parts = _Parts(sum(fixes.count for tracks in held.values() for _, fixes in tracks))
    for ship in sorted(held):
        parts.add(ship, held[ship])
    return parts.fleet(digest)


class _Parts:
    """A fleet while ships are added to it, ids ascending, straight into arrays of the final size."""

    def __init__(self, most: int) -> None:
        self._arrays: dict[str, NDArray[Any]] = {
            name: np.empty(most, np.dtype(COLUMNS[name].stored).newbyteorder("=")) for name in _TAKEN
        }
        self._most = most
        self._ships: list[str] = []
        self._starts = [0]
        self._tracks: list[tuple[TrackSpan, ...]] = []
        self._left_out = 0
        self._repeated = 0

    def add(self, ship: str, tracks: Sequence[tuple[str, Fixes]]) -> None:
        """Take the reports of one ship.

        Raises:
            InputError: a track holds more reports than its row tells.
        """
        at = self._starts[-1]
        told = sum(fixes.count for _, fixes in tracks)
        if at + told > self._most:
            raise InputError(f"A track of {ship} holds more position reports than the case says.")
        for name, array in self._arrays.items():
            end = at
            for _, fixes in tracks:
                array[end : end + fixes.count] = getattr(fixes, name)
                end += fixes.count
        kept = self._settled(slice(at, at + told), sure=len(tracks) == 1)
        self._ships.append(ship)
        self._starts.append(at + kept)
        self._tracks.append(
            tuple(TrackSpan(ident, int(f.t_s.min()), int(f.t_s.max())) for ident, f in tracks if f.count)
        )

    def _settled(self, where: slice, *, sure: bool) -> int:
        """Bring the reports of a ship in order, without repetitions; how many stay."""
        bad = (self._arrays["doubts"][where] & UNUSABLE) != 0
        usable = np.flatnonzero(~bad)
        self._left_out += len(bad) - len(usable)
        times = self._arrays["t_s"][where][usable]
        order = usable
        if not sure or bool((times[1:] < times[:-1]).any()):
            parts = [self._arrays[name][where][usable] for name in ("lat_e7", "lon_e7", "t_s")]
            order = np.lexsort(parts)
            same = np.zeros(len(order), np.bool_)
            same[1:] = np.logical_and.reduce([part[order[1:]] == part[order[:-1]] for part in parts])
            self._repeated += int(same.sum())
            order = usable[order[~same]]
        elif len(usable) == len(bad):
            return len(bad)
        for array in self._arrays.values():
            array[where.start : where.start + len(order)] = array[where][order]
        return len(order)

    def fleet(self, digest: str) -> Fleet:
        """All ships added."""
        end = self._starts[-1]
        arrays = {name: array[:end] for name, array in self._arrays.items()}
        for array in arrays.values():
            array.flags.writeable = False
        return Fleet(
            tuple(self._ships),
            np.array(self._starts, np.int64),
            tracks=tuple(self._tracks),
            left_out=self._left_out,
            repeated=self._repeated,
            digest=digest,
            **arrays,
        )
