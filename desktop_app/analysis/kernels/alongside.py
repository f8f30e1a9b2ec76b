"""Which silent ships could have been alongside a ship that stayed at one spot at sea."""

from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.meetings import COLUMN, INSTANT_S, WHOLE
from desktop_app.analysis.kernels.sphere import E7_M, NM_M, distance_m
from desktop_app.runtime.compiling import compiled

DAY_S: Final = 86_400
MOST_CANDIDATES: Final = 5
"""Rows for one stay; more ships say less of each, and their number is told."""
_HOUR_S: Final = 3600

_listed: Final = types.int64[:, ::1]
_found: Final = types.Tuple((_listed, types.float64[::1]))  # type: ignore[no-untyped-call]
_pair: Final = types.UniTuple(types.int64, 2)  # type: ignore[no-untyped-call]
_days: Final = types.UniTuple(types.int64[::1], 2)  # type: ignore[no-untyped-call]


@compiled(_listed(COLUMN, COLUMN, types.int64))
def stays(instants: NDArray[np.int32], ships: NDArray[np.int32], least_s: int) -> NDArray[np.int64]:
    """Runs of slow instants of one ship without a break, at least `least_s` long; by ship and time.

    A run begins with the instant before its first, since which the ship was slow.

    Returns:
        Rows of the place of the first instant in the columns, and of the last.
    """
    room, count = 64, 0
    rows = np.empty((room, 2), np.int64)
    first = 0
    for place in range(len(instants)):
        follows = place + 1 < len(instants) and ships[place + 1] == ships[place]
        if follows and instants[place + 1] == instants[place] + 1:
            continue
        if (np.int64(instants[place]) - instants[first] + 1) * INSTANT_S >= least_s:
            if count == room:
                room *= 2
                longer = np.empty((room, 2), np.int64)
                longer[:count] = rows[:count]
                rows = longer
            rows[count] = first, place
            count += 1
        first = place + 1
    return rows[:count].copy()


@compiled(types.float64(types.float64, types.int64))
def _speed_kn(way_m: float, time_s: int) -> float:
    """The speed that a way takes; none for no way, whatever the time."""
    if way_m == 0:
        return 0.0
    return way_m / time_s * _HOUR_S / NM_M if time_s > 0 else np.inf


@compiled(types.float64(*(types.int64,) * 10, types.int64, types.float64))
def _needed_kn(
    lon_e7: int,
    lat_e7: int,
    start_s: int,
    end_s: int,
    from_lon_e7: int,
    from_lat_e7: int,
    from_s: int,
    to_lon_e7: int,
    to_lat_e7: int,
    to_s: int,
    stay_s: int,
    most_kn: float,
) -> float:
    """The least speed at which a ship could have stayed `stay_s` with another that was at a spot for a time.

    She was heard at one place before, at the other after; what is beyond `most_kn` may be told as infinite.
    """
    before_s, after_s = end_s - from_s - stay_s, to_s - start_s - stay_s
    both_s = to_s - from_s - stay_s
    most_m_s = most_kn * NM_M / _HOUR_S
    # A way is never shorter than its part along the meridian.
    if (
        min(before_s, after_s, both_s) < 0
        or abs(from_lat_e7 - lat_e7) * E7_M > most_m_s * before_s
        or abs(to_lat_e7 - lat_e7) * E7_M > most_m_s * after_s
    ):
        return np.inf
    there_m = distance_m(from_lon_e7, from_lat_e7, lon_e7, lat_e7)
    on_m = distance_m(lon_e7, lat_e7, to_lon_e7, to_lat_e7)
    return max(
        _speed_kn(there_m, before_s),
        _speed_kn(on_m, after_s),
        _speed_kn(there_m + on_m, both_s),
    )


@compiled(_days(WHOLE, WHOLE, types.int64, types.int64))
def _by_day(
    start_s: NDArray[np.int64], end_s: NDArray[np.int64], first_day: int, days: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Gaps of each day that they touch: where the list of each day begins, and the lists."""
    starts = np.zeros(days + 1, np.int64)
    for gap in range(len(start_s)):
        for day in range(start_s[gap] // DAY_S - first_day, end_s[gap] // DAY_S - first_day + 1):
            starts[day + 1] += 1
    starts = np.cumsum(starts)
    following, listed = starts.copy(), np.empty(starts[-1], np.int64)
    for gap in range(len(start_s)):
        for day in range(start_s[gap] // DAY_S - first_day, end_s[gap] // DAY_S - first_day + 1):
            listed[following[day]] = gap
            following[day] += 1
    return starts, listed


@compiled(types.int64[::1](types.int64[::1], types.float64[::1]))
def _slowest(ships: NDArray[np.int64], speeds_kn: NDArray[np.float64]) -> NDArray[np.int64]:
    """At most `MOST_CANDIDATES` of some ships, slowest first, then by number; `speeds_kn` is of all ships."""
    left = np.sort(ships)
    chosen = np.empty(min(MOST_CANDIDATES, len(ships)), np.int64)
    for place in range(len(chosen)):
        best = -1
        for entry in range(len(left)):
            if left[entry] >= 0 and (best < 0 or speeds_kn[left[entry]] < speeds_kn[left[best]]):
                best = entry
        chosen[place], left[best] = left[best], -1
    return chosen


@compiled(
    types.int64(
        *(types.int64, _pair, _pair, WHOLE, WHOLE, types.int64),
        *(COLUMN, WHOLE, WHOLE, COLUMN, COLUMN, COLUMN, COLUMN),
        *(types.int64, types.float64),
        *(types.int64[::1], types.int64[::1], types.float64[::1]),
    )
)
def _hold(
    ship: int,
    spot: tuple[int, int],
    span: tuple[int, int],
    day_starts: NDArray[np.int64],
    listed: NDArray[np.int64],
    first_day: int,
    gap_ship: NDArray[np.int32],
    gap_start_s: NDArray[np.int64],
    gap_end_s: NDArray[np.int64],
    from_lon_e7: NDArray[np.int32],
    from_lat_e7: NDArray[np.int32],
    to_lon_e7: NDArray[np.int32],
    to_lat_e7: NDArray[np.int32],
    stay_s: int,
    most_kn: float,
    possible: NDArray[np.int64],
    best_gap: NDArray[np.int64],
    best_kn: NDArray[np.float64],
) -> int:
    """Hold the gaps of the days of a stay against it; how many ships could have been there.

    `spot` and `span` are where and when `ship` stays. `possible` takes the other ships. `best_gap` and
    `best_kn` are of all ships, infinite before, and take the gap of each that asks for the least speed.
    """
    many = 0
    begins = max(span[0] // DAY_S - first_day, 0)
    for day in range(begins, min(span[1] // DAY_S - first_day + 1, len(day_starts) - 1)):
        for entry in range(day_starts[day], day_starts[day + 1]):
            gap = listed[entry]
            # A gap of several days is looked at on the first that it shares with the stay.
            if gap_ship[gap] == ship or max(gap_start_s[gap] // DAY_S - first_day, begins) != day:
                continue
            speed_kn = _needed_kn(
                *(spot[0], spot[1], span[0], span[1]),
                *(from_lon_e7[gap], from_lat_e7[gap], gap_start_s[gap]),
                *(to_lon_e7[gap], to_lat_e7[gap], gap_end_s[gap]),
                stay_s,
                most_kn,
            )
            other = gap_ship[gap]
            if speed_kn > most_kn or speed_kn >= best_kn[other]:
                continue
            if best_kn[other] == np.inf:
                possible[many] = other
                many += 1
            best_gap[other], best_kn[other] = gap, speed_kn
    return many


@compiled(
    _found(
        *(COLUMN, COLUMN, COLUMN, WHOLE, WHOLE),
        *(COLUMN, WHOLE, WHOLE, COLUMN, COLUMN, COLUMN, COLUMN),
        *(types.int64, types.int64, types.float64),
    )
)
def silent_ships(
    ship: NDArray[np.int32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    start_s: NDArray[np.int64],
    end_s: NDArray[np.int64],
    gap_ship: NDArray[np.int32],
    gap_start_s: NDArray[np.int64],
    gap_end_s: NDArray[np.int64],
    from_lon_e7: NDArray[np.int32],
    from_lat_e7: NDArray[np.int32],
    to_lon_e7: NDArray[np.int32],
    to_lat_e7: NDArray[np.int32],
    ships: int,
    stay_s: int,
    most_kn: float,
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Other ships that could have been with a ship at a spot for `stay_s`, at up to `most_kn`.

    The first five are of stays, the next seven of gaps; `ships` is how many there are.

    Returns:
        Rows of stay, gap, and how many ships could have been there, of the `MOST_CANDIDATES` slowest for each
        stay; and the speed that each needed. Of a ship with several gaps the one that asks for least counts.
    """
    room, count = 64, 0
    rows, speeds_kn = np.empty((room, 3), np.int64), np.empty(room, np.float64)
    if not len(gap_ship) or not len(ship):
        return rows[:0].copy(), speeds_kn[:0].copy()
    first_day = gap_start_s.min() // DAY_S
    days = gap_end_s.max() // DAY_S - first_day + 1
    day_starts, listed = _by_day(gap_start_s, gap_end_s, first_day, days)
    best_gap, possible = np.empty(ships, np.int64), np.empty(ships, np.int64)
    best_kn = np.full(ships, np.inf)
    for stay in range(len(ship)):
        many = _hold(
            ship[stay],
            (lon_e7[stay], lat_e7[stay]),
            (start_s[stay], end_s[stay]),
            *(day_starts, listed, first_day, gap_ship, gap_start_s, gap_end_s),
            *(from_lon_e7, from_lat_e7, to_lon_e7, to_lat_e7, stay_s, most_kn),
            *(possible, best_gap, best_kn),
        )
        for other in _slowest(possible[:many], best_kn):
            if count == room:
                room *= 2
                longer, longer_kn = np.empty((room, 3), np.int64), np.empty(room, np.float64)
                longer[:count], longer_kn[:count] = rows[:count], speeds_kn[:count]
                rows, speeds_kn = longer, longer_kn
            rows[count], speeds_kn[count] = (stay, best_gap[other], many), best_kn[other]
            count += 1
        best_kn[possible[:many]] = np.inf
    return rows[:count].copy(), speeds_kn[:count].copy()
