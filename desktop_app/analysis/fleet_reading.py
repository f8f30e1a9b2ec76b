"""Reads the tracks of a case, or reports in memory, into the arrays of a fleet."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.fleet import UNUSABLE, Fleet, TrackSpan
from desktop_app.domain.movement import Track
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import COLUMNS, Fixes

_TAKEN: Final = ("t_s", "lon_e7", "lat_e7", "sog_dkn", "draught_dm", "cog_ddeg", "doubts")
# Unpacking and copying go on without Python's lock.
_THREADS: Final = 2
# Files of days or weeks of one receiver follow each other; what begins later than this is another set.
_FOLLOWS_S: Final = 31 * 86_400

Arrays = Mapping[str, NDArray[Any]]
Tracks = Sequence[tuple[str, Fixes]]


class _Ship(NamedTuple):
    """A ship.

    Attributes:
        most: how many reports she has at most.
        sources: of each of her tracks.
        read: gives them.
    """

    id: str
    most: int
    sources: Mapping[str, Sequence[str]]
    read: Callable[[], Tracks]


def read_fleet(store: CaseStore, feedback: Feedback | None) -> Fleet:
    """The fleet of all tracks of a case.

    Raises:
        InputError: the reports of a track are missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    by_ship: defaultdict[str, list[Track]] = defaultdict(list)
    digest = hashlib.sha256()
    for track in sorted(store.record.tracks, key=lambda track: track.id):
        by_ship[track.vessel_id].append(track)
        digest.update(f"{track.id}\0{track.sha256}\n".encode())

    def reader(tracks: Sequence[Track]) -> Callable[[], Tracks]:
        return lambda: [(track.id, store.fixes(track.id)) for track in tracks]

    ships = [
        _Ship(
            ship,
            sum(track.fixes for track in by_ship[ship]),
            {track.id: track.citation.source_ids for track in by_ship[ship]},
            reader(by_ship[ship]),
        )
        for ship in sorted(by_ship)
    ]
    return _filled(ships, digest.hexdigest(), feedback)


def fleet_of(reports: Mapping[str, Fixes]) -> Fleet:
    """The fleet of reports by ship."""

    def reader(ship: str) -> Callable[[], Tracks]:
        return lambda: [(ship, reports[ship])]

    ships = [_Ship(ship, reports[ship].count, {ship: ("",)}, reader(ship)) for ship in sorted(reports)]
    return _filled(ships, "", None)


def _filled(ships: Sequence[_Ship], digest: str, feedback: Feedback | None) -> Fleet:
    """Arrays of the final size, each thread filling its own part of them."""
    total = sum(ship.most for ship in ships)
    arrays = {name: np.empty(total, np.dtype(COLUMNS[name].stored).newbyteorder("=")) for name in _TAKEN}
    parts = [_Part(arrays, at) for at, _ in _shares(ships)]
    with ThreadPoolExecutor(_THREADS) as threads:
        work = [
            threads.submit(part.fill, share, feedback)
            for part, (_, share) in zip(parts, _shares(ships), strict=True)
        ]
        for one in work:
            one.result()
    end = 0
    starts = [np.zeros(1, np.int64)]
    for part in parts:
        if part.at != end:  # something before it was left out
            for array in arrays.values():
                array[end : end + part.count] = array[part.at : part.at + part.count]
        starts.append(end + np.cumsum(part.counts, dtype=np.int64))
        end += part.count
    for array in arrays.values():
        array.flags.writeable = False
    tracks = tuple(spans for part in parts for spans in part.tracks)
    return Fleet(
        tuple(ship.id for ship in ships),
        np.concatenate(starts),
        data_end_s=_data_ends(ships, tracks),
        tracks=tracks,
        left_out=sum(part.left_out for part in parts),
        repeated=sum(part.repeated for part in parts),
        digest=digest,
        **{name: array[:end] for name, array in arrays.items()},
    )


def _data_ends(ships: Sequence[_Ship], tracks: Sequence[tuple[TrackSpan, ...]]) -> NDArray[np.int64]:
    """As `Fleet.data_end_s`: a day of one coast says nothing of another coast half a year later."""
    spans_of: dict[str, tuple[int, int]] = {}
    for ship, spans in zip(ships, tracks, strict=True):
        for span in spans:
            for source in ship.sources[span.id]:
                first_s, last_s = spans_of.get(source, (span.first_s, span.last_s))
                spans_of[source] = min(first_s, span.first_s), max(last_s, span.last_s)
    joined: dict[str, str] = {}

    def root(source: str) -> str:
        while (above := joined.setdefault(source, source)) != source:
            source = above
        return source

    of_ships = [
        {source for span in spans for source in ship.sources[span.id]}
        for ship, spans in zip(ships, tracks, strict=True)
    ]
    for sources in of_ships:
        in_time = sorted(sources, key=lambda source: (spans_of[source], source))
        for one, other in pairwise(in_time):
            if spans_of[other][0] - spans_of[one][1] <= _FOLLOWS_S:
                joined[root(other)] = root(one)
    ends: dict[str, int] = {}
    for source, (_, last_s) in spans_of.items():
        ends[root(source)] = max(ends.get(root(source), 0), last_s)
    return np.array([max((ends[root(source)] for source in each), default=0) for each in of_ships], np.int64)


def _shares(ships: Sequence[_Ship]) -> Iterator[tuple[int, Sequence[_Ship]]]:
    """Ships of each thread, about as many reports each, and where these begin."""
    ends = np.cumsum([0, *(ship.most for ship in ships)])
    bounds = np.searchsorted(ends, np.linspace(0, ends[-1], _THREADS + 1)[1:-1]).tolist()
    for first, last in zip([0, *bounds], [*bounds, len(ships)], strict=True):
        yield int(ends[first]), ships[first:last]


class _Part:
    """Ships that are laid down one behind the other.

    Attributes:
        at: where they begin.
        counts: reports of each ship.
        tracks: spans of each ship.
        left_out, repeated: as `Fleet` has them.
    """

    def __init__(self, arrays: Arrays, at: int) -> None:
        self.at = at
        self.counts: list[int] = []
        self.tracks: list[tuple[TrackSpan, ...]] = []
        self.left_out = 0
        self.repeated = 0
        self._arrays = arrays

    @property
    def count(self) -> int:
        """Reports laid down."""
        return sum(self.counts)

    def fill(self, ships: Sequence[_Ship], feedback: Feedback | None) -> None:
        """Take the ships.

        Raises:
            InputError: a track cannot be read, or holds more reports than its row tells.
            Cancelled: the feedback was cancelled.
        """
        at = self.at
        for ship in ships:
            if feedback is not None and feedback.is_cancelled:
                raise Cancelled
            tracks = ship.read()
            told = sum(fixes.count for _, fixes in tracks)
            if told > ship.most:
                raise InputError(f"A track of {ship.id} holds more position reports than the case says.")
            for name, array in self._arrays.items():
                end = at
                for _, fixes in tracks:
                    array[end : end + fixes.count] = getattr(fixes, name)
                    end += fixes.count
            self.counts.append(self._settled(slice(at, at + told), sure=len(tracks) == 1))
            self.tracks.append(
                tuple(TrackSpan(ident, int(f.t_s.min()), int(f.t_s.max())) for ident, f in tracks if f.count)
            )
            at += self.counts[-1]

    def _settled(self, where: slice, *, sure: bool) -> int:
        """Bring the reports of a ship in order, without repetitions; how many stay."""
        bad = (self._arrays["doubts"][where] & UNUSABLE) != 0
        usable = np.flatnonzero(~bad)
        self.left_out += len(bad) - len(usable)
        times = self._arrays["t_s"][where][usable]
        order = usable
        if not sure or bool((times[1:] < times[:-1]).any()):
            parts = [self._arrays[name][where][usable] for name in ("lat_e7", "lon_e7", "t_s")]
            order = np.lexsort(parts)
            same = np.zeros(len(order), np.bool_)
            same[1:] = np.logical_and.reduce([part[order[1:]] == part[order[:-1]] for part in parts])
            self.repeated += int(same.sum())
            order = usable[order[~same]]
        elif len(usable) == len(bad):
            return len(bad)
        for array in self._arrays.values():
            array[where.start : where.start + len(order)] = array[where][order]
        return len(order)
