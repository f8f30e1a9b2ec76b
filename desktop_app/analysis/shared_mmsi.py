"""Times in which several ships seem to send under one MMSI: reports that no single ship can have sent.

Two ways at once can also be one ship whose receiver tells two places by turns; the reports cannot tell.
"""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels.segments import (
    at_once,
    describe_times,
    label_segments,
    measure_segments,
)
from desktop_app.analysis.position_runs import out_of_reach, ship_of
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.movement import Track
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.fixes import Fixes

LEAST_REPORTS: Final = 5
"""A way of fewer reports is a wrong position, not a ship; our own number."""
SLACK_NM: Final = 2.0
"""Closer together reports are of one way: clocks of receivers differ. As the importers' check of speed."""
_HOUR_S: Final = 3600


class SharedTimes(NamedTuple):
    """Times in which reports of two ways or more of a ship come by turns; arrays of one length.

    Attributes:
        vessel: the ship.
        first, last: its first and last report in the time.
        told: int64, four columns as `kernels.segments.describe_times` has them.
        apart_m: greatest distance between reports of two ways that follow one another.
    """

    vessel: NDArray[np.int64]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    told: NDArray[np.int64]
    apart_m: NDArray[np.float64]


def shared_times(fleet: Fleet, parameters: EventParameters) -> SharedTimes:
    """Of all ships, whatever their MMSI.

    A ship of whom no report is out of reach of the one before it has one way at a time; only the others are
    split.
    """
    within_s = round(parameters.segment_h * _HOUR_S)
    swift = out_of_reach(fleet, parameters.segment_kn, SLACK_NM, within_s)
    ships = np.unique(ship_of(fleet, swift))
    firsts = fleet.starts[ships]
    offsets = _cumulated(fleet.starts[ships + 1] - firsts)
    labels = np.empty(offsets[-1], np.int32)
    counts = np.empty(len(ships), np.int64)
    label_segments(
        *(firsts, offsets, fleet.t_s, fleet.lon_e7, fleet.lat_e7),
        *(parameters.segment_kn, SLACK_NM, within_s, labels, counts),
    )
    tables = _cumulated(counts)
    reports, first, last = (np.zeros(tables[-1], np.int64) for _ in range(3))
    measure_segments(firsts, offsets, tables, labels, reports, first, last)
    found = np.empty((tables[-1], 3), np.int64)
    found = found[: at_once(tables, reports, first, last, fleet.t_s, LEAST_REPORTS, within_s, found)]
    told, apart_m = np.zeros((len(found), 4), np.int64), np.zeros(len(found))
    describe_times(
        *(found, firsts, offsets, tables, reports, labels, fleet.lon_e7, fleet.lat_e7),
        *(LEAST_REPORTS, told, apart_m),
    )
    times = SharedTimes(ships[found[:, 0]], found[:, 1], found[:, 2], told, apart_m)
    # One way within a silence of another: the ship went there and back, at jumps that are told as such.
    return _chosen(times, told[:, 2] > 0)


def shared_times_by_mmsi(fleet: Fleet, parameters: EventParameters, store: CaseStore | None) -> SharedTimes:
    """The same, where a ship of the case that was heard under several MMSI is looked at under each alone."""
    found = shared_times(fleet, parameters)
    several = _tracks_of_several(fleet, store, np.unique(found.vessel))
    if store is None or not several:
        return found
    parts = [_chosen(found, ~np.isin(found.vessel, list(several)))]
    for vessel, by_mmsi in several.items():
        for tracks in by_mmsi.values():
            alone = Fleet.of({"": _joined([store.fixes(track.id) for track in tracks])})
            parts.append(_within(fleet, vessel, alone, shared_times(alone, parameters)))
    columns = (np.concatenate(column) for column in zip(*parts, strict=True))
    return SharedTimes(*columns)


def _tracks_of_several(
    fleet: Fleet, store: CaseStore | None, vessels: NDArray[np.int64]
) -> dict[int, dict[str, list[Track]]]:
    """Tracks by ship and MMSI, of those of the ships that have several MMSI."""
    wanted = {fleet.vessel_ids[vessel]: int(vessel) for vessel in vessels.tolist()}
    held: defaultdict[int, defaultdict[str, list[Track]]] = defaultdict(lambda: defaultdict(list))
    for track in () if store is None else store.record.tracks:
        if track.vessel_id in wanted:
            held[wanted[track.vessel_id]][track.mmsi].append(track)
    return {vessel: dict(by_mmsi) for vessel, by_mmsi in held.items() if len(by_mmsi) > 1}


def _joined(tracks: list[Fixes]) -> Fixes:
    names = ("t_s", "lon_e7", "lat_e7", "doubts")
    return Fixes.of(**{name: np.concatenate([getattr(one, name) for one in tracks]) for name in names})


def _within(fleet: Fleet, vessel: int, alone: Fleet, found: SharedTimes) -> SharedTimes:
    """What was found in some reports of a ship, told in the fleet's."""

    def places(reports: NDArray[np.int64]) -> Iterator[int]:
        start, end = fleet.starts[vessel], fleet.starts[vessel + 1]
        for report in reports.tolist():
            second = alone.t_s[report]
            low = int(start + np.searchsorted(fleet.t_s[start:end], second))
            while (fleet.lon_e7[low], fleet.lat_e7[low]) != (alone.lon_e7[report], alone.lat_e7[report]):
                low += 1
            yield low

    first, last = (np.array(list(places(reports)), np.int64) for reports in (found.first, found.last))
    return found._replace(vessel=np.full(len(first), vessel, np.int64), first=first, last=last)


def _chosen(found: SharedTimes, kept: NDArray[np.bool_]) -> SharedTimes:
    columns = (found.vessel[kept], found.first[kept], found.last[kept])
    return SharedTimes(*columns, found.told[kept], found.apart_m[kept])


def _cumulated(lengths: NDArray[Any]) -> NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
