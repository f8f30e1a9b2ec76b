"""Loitering: a ship that hardly moved for hours, away from the shore (Global Fishing Watch, loitering.md).

Of each hour of the clock (UTC) the mean speed is the way within it, over reports at least ten minutes apart,
divided by the time from its first report to its last. Hours that follow one another, each slower than
`loitering_kn`, strictly, and with every report at least `loitering_nm` from the shore, are one event if there
are at least `loitering_h` of them. An hour with fewer than two reports at different times ends a run: nothing
tells how she moved in it.

Where the distance to the shore is not known, nothing is found, unless `loitering_nm` is 0; `undecided` counts
what would be found there.

Facts of each: `hours`, of the clock; `duration_s`, from its first report to its last; `mean_kn` and
`distance_m`, over reports at least ten minutes apart; `shore_m`, the least.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels import loitering as kernels
from desktop_app.analysis.kernels.sphere import NM_M
from desktop_app.analysis.waters import waters
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector

HOUR_S: Final = 3600
_THREADS: Final = 2
_Hours = tuple[NDArray[np.int64], NDArray[np.int64]]


def find(detector: "Detector", parameters: EventParameters, feedback: Feedback | None) -> EventColumns:  # noqa: ARG001 - takes too short to be called off
    """All loitering.

    Raises:
        InputError: the grid of distances to the shore is missing or damaged.
    """
    fleet = detector.fleet
    first, last, hours, shore_m = _runs(fleet, parameters)
    metres = np.empty(len(first), np.float64)
    kernels.measure_ways(fleet.t_s, fleet.lon_e7, fleet.lat_e7, first, last, metres)
    start_s, end_s = fleet.t_s[first].astype(np.int64), fleet.t_s[last].astype(np.int64)
    middle = (first + last) // 2
    facts = {
        "hours": hours,
        "duration_s": end_s - start_s,
        "mean_kn": metres / (end_s - start_s) * (HOUR_S / NM_M),
        "distance_m": metres,
        "shore_m": shore_m,
    }
    return EventColumns.of(
        EventKind.LOITERING,
        fleet.vessel_ids,
        detector.places.ids,
        facts,
        vessel=np.searchsorted(fleet.starts, first, side="right") - 1,
        start_s=start_s,
        end_s=end_s,
        first=first,
        last=last,
        lon_e7=fleet.lon_e7[middle],
        lat_e7=fleet.lat_e7[middle],
    )


def undecided(detector: "Detector", parameters: EventParameters) -> int:
    """How many runs of hours as slow and as long lie where the distance to the shore is not known."""
    if not parameters.loitering_nm:
        return 0
    anywhere = _runs(detector.fleet, parameters.changed({"loitering_nm": 0.0}))
    return int(np.isnan(anywhere[3]).sum())


def _runs(
    fleet: Fleet, parameters: EventParameters
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64], NDArray[np.float32]]:
    """First and last report, hours and least distance to the shore of each run."""
    first, last = slow_hours(fleet, parameters.loitering_kn)
    if parameters.loitering_nm:
        least_m = parameters.loitering_nm * NM_M
        # Most slow hours are those of ships in port: their first report says so.
        away = waters().shore_m(fleet.lon_e7[first], fleet.lat_e7[first]) >= least_m
        first, last = first[away], last[away]
        away = _least_shore_m(fleet, first, last) >= least_m
        first, last = first[away], last[away]
    shore_m = _least_shore_m(fleet, first, last)
    hour = fleet.t_s[first].astype(np.int64) // HOUR_S
    vessel = np.searchsorted(fleet.starts, first, side="right")
    begins = np.ones(len(first), np.bool_)
    begins[1:] = (hour[1:] != hour[:-1] + 1) | (vessel[1:] != vessel[:-1])
    at = np.flatnonzero(begins)
    ends = np.append(at[1:], len(first)) - 1
    hours = ends - at + 1
    long_ = hours >= parameters.loitering_h
    at, ends = at[long_], ends[long_]
    least = np.empty(len(at), np.float32)
    kernels.least_within(shore_m, at, ends, least)
    return first[at], last[ends], hours[long_], least


def slow_hours(fleet: Fleet, slower_kn: float) -> _Hours:
    """First and last report of each hour of the clock in which a ship was slower."""
    ships = len(fleet.vessel_ids)
    middle = int(np.searchsorted(fleet.starts, fleet.count // 2)) if ships else 0
    slower_m_s = slower_kn * NM_M / HOUR_S

    def look(part: tuple[int, int]) -> _Hours:
        room = 1 << 16
        while True:
            firsts, lasts = np.empty(room, np.int64), np.empty(room, np.int64)
            count = kernels.find_slow_hours(
                fleet.t_s, fleet.lon_e7, fleet.lat_e7, fleet.starts, *part, slower_m_s, firsts, lasts
            )
            if count <= room:
                return firsts[:count], lasts[:count]
            room = count

    with ThreadPoolExecutor(_THREADS) as threads:
        found = list(threads.map(look, ((0, middle), (middle, ships))))
    return np.concatenate([one[0] for one in found]), np.concatenate([one[1] for one in found])


def _least_shore_m(fleet: Fleet, first: NDArray[np.int64], last: NDArray[np.int64]) -> NDArray[np.float32]:
    """Of each run of reports, the least distance to the shore; NaN where one of them is not known."""
    counts = last - first + 1
    ends = np.cumsum(counts)
    begins = ends - counts
    places = np.arange(int(counts.sum())) + np.repeat(first - begins, counts)
    metres = waters().shore_m(fleet.lon_e7[places], fleet.lat_e7[places])
    least = np.empty(len(first), np.float32)
    kernels.least_within(metres, begins, ends - 1, least)
    return least
