"""AIS gaps: silences of ships, each with what tells how well she could be heard.

A gap is a time between two consecutive reports of a ship, or between her last one and the end of the
data, that is longer than `gap_h`, strictly (Global Fishing Watch, pipe-gaps, `gap_detector.py`). Why she was
silent no report tells. What speaks for a ship that receivers could reach is counted, 0 to 3, and is no
classification:

1. she herself was heard at least `LEAST_BEFORE_H` times an hour in `gap_before_h` before;
2. another ship was heard meanwhile within `neighbour_km` of where she vanished or came back;
3. she vanished within `disabling_nm` of the shore, where receivers ashore hear ships.

Facts of each: `duration_s`; `distance_m` and `implied_speed_kn` across, NaN for an open one;
`reports_before`, hers within `gap_before_h` before and at the last one; `neighbours` and `neighbour_reports`,
other ships and their reports; `shore_m` and `end_shore_m`, NaN where it is not known; `port`, the nearest
place by its points, -1 for none, and `port_m`; `is_open`; `rule_applies`, whether distance and duration
allow the disabling rule of Welch et al. 2022 at all.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels import gaps as kernels
from desktop_app.analysis.kernels.sphere import NM_M
from desktop_app.analysis.places import Places
from desktop_app.analysis.reception import Reception, Silences
from desktop_app.analysis.waters import waters
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:
    from desktop_app.analysis.detector import Detector

HOUR_S: Final = 3600
LEAST_BEFORE_H: Final = 14 / 12
"""Reports an hour: 14 in 12 hours (Global Fishing Watch, gaps.md, which counts those by satellite alone)."""
RULE_H: Final = 12
"""The disabling rule asks for gaps at least so long (Welch et al. 2022)."""
# All silences longer than the first of these that is not above what is asked are described at once, so that a
# slider finds them ready.
_LEVELS_H: Final = (12, 6, 3, 1)
_THREADS: Final = 2


class _Described(NamedTuple):
    """Silences with what does not depend on which of them are gaps."""

    longer_s: int
    places: Places
    asked: tuple[float, float]
    silences: Silences
    facts: dict[str, NDArray[Any]]


_HELD: Final[WeakKeyDictionary[Fleet, _Described]] = WeakKeyDictionary()
_RECEPTION: Final[WeakKeyDictionary[Fleet, Reception]] = WeakKeyDictionary()
_LOCK: Final = threading.Lock()


def find(detector: "Detector", parameters: EventParameters, feedback: Feedback | None) -> EventColumns:
    """All gaps.

    Raises:
        InputError: the grid of distances to the shore is missing or damaged.
        Cancelled: the feedback was cancelled.
    """
    fleet, places = detector.fleet, detector.places
    with _LOCK:
        known = _described(fleet, places, parameters, feedback)
    duration_s = known.silences.end_s - known.silences.start_s
    rows = np.flatnonzero(duration_s > int(parameters.gap_h * HOUR_S))
    facts = {name: values[rows] for name, values in known.facts.items()}
    facts["duration_s"] = duration_s[rows]
    offshore = facts["shore_m"] > parameters.disabling_nm * NM_M
    facts["rule_applies"] = offshore & (facts["duration_s"] >= RULE_H * HOUR_S)
    first, last = known.silences.first[rows], known.silences.last[rows]
    return EventColumns.of(
        EventKind.GAP,
        fleet.vessel_ids,
        places.ids,
        facts,
        vessel=known.silences.vessel[rows],
        start_s=known.silences.start_s[rows],
        end_s=known.silences.end_s[rows],
        first=first,
        last=last,
        lon_e7=fleet.lon_e7[first],
        lat_e7=fleet.lat_e7[first],
        end_lon_e7=fleet.lon_e7[last],
        end_lat_e7=fleet.lat_e7[last],
        score=_score(facts, parameters),
    )


def _score(facts: dict[str, NDArray[Any]], parameters: EventParameters) -> NDArray[np.uint8]:
    speaks = (
        facts["reports_before"] >= LEAST_BEFORE_H * parameters.gap_before_h,
        facts["neighbours"] > 0,
        facts["shore_m"] <= parameters.disabling_nm * NM_M,
    )
    score: NDArray[np.uint8] = np.sum(speaks, axis=0, dtype=np.uint8)
    return score


def find_silences(fleet: Fleet, longer_s: int) -> NDArray[np.int64]:
    """Reports after which their ship is silent for longer than this, strictly, and heard again."""
    edges = np.linspace(0, fleet.count, _THREADS + 1).astype(np.int64).tolist()

    def look(part: tuple[int, int]) -> NDArray[np.int64]:
        room = 1 << 16
        while True:
            found = np.empty(room, np.int64)
            count = kernels.find_silences(fleet.t_s, fleet.starts, *part, longer_s, found)
            if count <= room:
                return found[:count]
            room = count

    with ThreadPoolExecutor(_THREADS) as threads:
        return np.concatenate(list(threads.map(look, pairwise(edges))))


def silences(fleet: Fleet, longer_s: int) -> Silences:
    """All silences longer than this, strictly; those that the end of the data leaves open too."""
    first = find_silences(fleet, longer_s)
    heard = np.flatnonzero(np.diff(fleet.starts))
    ends = fleet.starts[1:][heard] - 1
    open_ = ends[fleet.data_end_s[heard] - fleet.t_s[ends].astype(np.int64) > longer_s]
    both = np.concatenate((first, open_))
    is_open = np.arange(len(both)) >= len(first)
    order = np.argsort(both, kind="stable")
    first, is_open = both[order], is_open[order]
    last = np.where(is_open, first, first + 1)
    vessel = np.searchsorted(fleet.starts, first, side="right") - 1
    end_s = np.where(is_open, fleet.data_end_s[vessel], fleet.t_s[last].astype(np.int64))
    return Silences(vessel, fleet.t_s[first].astype(np.int64), end_s, first, last)


def reception_of(fleet: Fleet) -> Reception:
    """The reports of a fleet by place and time, kept for as long as the fleet."""
    if fleet not in _RECEPTION:
        _RECEPTION[fleet] = Reception(fleet)
    return _RECEPTION[fleet]


def _described(
    fleet: Fleet, places: Places, parameters: EventParameters, feedback: Feedback | None
) -> _Described:
    asked = (parameters.gap_before_h, parameters.neighbour_km)
    longer_s = int(parameters.gap_h * HOUR_S)
    held = _HELD.get(fleet)
    if held is not None and (held.asked != asked or held.places is not places):
        held = None
    if held is not None and held.longer_s <= longer_s:
        return held
    level_s = next((h * HOUR_S for h in _LEVELS_H if h * HOUR_S <= longer_s), longer_s)
    found = silences(fleet, level_s)
    if held is not None:
        found = found.where(found.end_s - found.start_s <= held.longer_s)
    facts = _facts(fleet, places, parameters, found)
    facts["neighbours"], facts["neighbour_reports"] = reception_of(fleet).others(
        found, parameters.neighbour_km * 1000, feedback
    )
    described = _Described(level_s, places, asked, found, facts)
    _HELD[fleet] = described if held is None else _together(held, described)
    return _HELD[fleet]


def _together(longer: _Described, shorter: _Described) -> _Described:
    """Silences of two lengths as one, in the order of the fleet."""
    both = longer.silences.and_(shorter.silences)
    order = np.argsort(both.first, kind="stable")
    facts = {
        name: np.concatenate((values, shorter.facts[name]))[order] for name, values in longer.facts.items()
    }
    return shorter._replace(silences=both.where(order), facts=facts)


def _facts(
    fleet: Fleet, places: Places, parameters: EventParameters, found: Silences
) -> dict[str, NDArray[Any]]:
    count = len(found)
    is_open = found.first == found.last
    metres, before = np.empty(count, np.float64), np.empty(count, np.int32)
    kernels.measure_across(fleet.lon_e7, fleet.lat_e7, found.first, found.last, metres)
    metres[is_open] = np.nan
    within_s = int(parameters.gap_before_h * HOUR_S)
    kernels.count_before(fleet.t_s, fleet.starts, found.vessel, found.first, within_s, before)
    grid = waters()
    lon_e7, lat_e7 = fleet.lon_e7[found.first], fleet.lat_e7[found.first]
    end_shore_m = grid.shore_m(fleet.lon_e7[found.last], fleet.lat_e7[found.last])
    end_shore_m[is_open] = np.nan
    port, port_m = nearest_places(places, lon_e7, lat_e7)
    return {
        "distance_m": metres,
        "implied_speed_kn": metres / (found.end_s - found.start_s) * (HOUR_S / NM_M),
        "reports_before": before,
        "shore_m": grid.shore_m(lon_e7, lat_e7),
        "end_shore_m": end_shore_m,
        "port": port,
        "port_m": port_m,
        "is_open": is_open,
    }


def nearest_places(
    places: Places, lon_e7: NDArray[np.int32], lat_e7: NDArray[np.int32]
) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    """The place with the nearest point to each position and the metres to it; -1 and NaN without places."""
    order = np.argsort(places.point_lat_e7, kind="stable")
    point, metres = np.empty(len(lon_e7), np.int32), np.empty(len(lon_e7), np.float64)
    kernels.find_nearest(
        lon_e7, lat_e7, places.point_lon_e7[order], places.point_lat_e7[order], point, metres
    )
    number = np.append(places.point_place[order], np.int32(-1))[point]
    return number.astype(np.int32), metres
