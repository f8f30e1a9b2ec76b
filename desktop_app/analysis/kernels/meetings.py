"""Where ships are at the same instants, and which of them lie near each other.

An instant is a multiple of `INSTANT_S` since 1970. Where a ship is at any second is known if she reports at
it, or if the reports before and after it are at most `FILLED_S` apart: then on the straight line between them
in longitude and latitude. Of reports of one second the last one in the fleet counts.
"""

import math
from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.near_points import NEAR_POINTS, is_near
from desktop_app.analysis.kernels.sphere import E7_M, E7_RAD, distance_m, turn_e7
from desktop_app.runtime.compiling import compiled

INSTANT_S: Final = 600
FILLED_S: Final = 3600
NOWHERE: Final = 1 << 40
_HALF_TURN: Final = 1_800_000_000
# Prefilters ask for a little more than the limit itself, which an exact distance then decides.
_SLACK: Final = 1.000_001
# Beyond this latitude's cosine meridians are too narrow to tell who is near.
_NARROWEST: Final = 0.01

TIMES: Final = types.Array(types.uint32, 1, "C", readonly=True)
COLUMN: Final = types.Array(types.int32, 1, "C", readonly=True)
WHOLE: Final = types.Array(types.int64, 1, "C", readonly=True)
REPORTS: Final = (WHOLE, TIMES, COLUMN, COLUMN)
"""The columns of a fleet that kernels take: where ships start, times, longitudes, latitudes."""
_place: Final = types.UniTuple(types.int64, 2)  # type: ignore[no-untyped-call]
_three: Final = types.UniTuple(types.int32[::1], 3)  # type: ignore[no-untyped-call]
_filled: Final = types.int32[::1]


@compiled(types.int64(TIMES, types.int64, types.int64, types.int64))
def report_at(t_s: NDArray[np.uint32], begin: int, end: int, at_s: int) -> int:
    """The last of a ship's reports, from `begin` up to `end`, not after a second; `begin` - 1 for none."""
    low, high = begin, end
    while low < high:
        middle = (low + high) >> 1
        if int(np.int64(t_s[middle])) <= at_s:
            low = middle + 1
        else:
            high = middle
    return low - 1


@compiled(types.void(WHOLE, TIMES, WHOLE, WHOLE, WHOLE, types.int64[::1], types.int64[::1]))
def reports_around(
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    ships: NDArray[np.int64],
    start_s: NDArray[np.int64],
    end_s: NDArray[np.int64],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
) -> None:
    """The last report of each ship up to each start, and the first from each end on; else her outermost."""
    for event in range(len(ships)):
        begin, end = starts[ships[event]], starts[ships[event] + 1]
        first[event] = max(report_at(t_s, begin, end, start_s[event]), begin)
        last[event] = min(report_at(t_s, begin, end, end_s[event] - 1) + 1, end - 1)


@compiled(types.int64(types.int64, types.int64, types.float64))
def _lon_between(lon_1_e7: int, lon_2_e7: int, share: float) -> int:
    """The longitude at a share of the shorter way round from one to another."""
    lon = lon_1_e7 + math.floor(turn_e7(lon_1_e7, lon_2_e7) * share + 0.5)
    if lon > _HALF_TURN:
        lon -= 2 * _HALF_TURN
    elif lon < -_HALF_TURN:
        lon += 2 * _HALF_TURN
    return lon


@compiled(types.int64(types.int64, types.int64, types.float64))
def _lat_between(lat_1_e7: int, lat_2_e7: int, share: float) -> int:
    """The latitude at a share of the way from one to another."""
    return lat_1_e7 + math.floor((lat_2_e7 - lat_1_e7) * share + 0.5)


@compiled(_place(TIMES, COLUMN, COLUMN, *(types.int64,) * 4))
def place_after(
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    begin: int,
    end: int,
    report: int,
    at_s: int,
) -> tuple[int, int]:
    """Longitude and latitude at a second of a ship with the reports from `begin` up to, without, `end`.

    `report` is that of `report_at`. The latitude is `NOWHERE` where it is not known.
    """
    if report < begin:
        return 0, NOWHERE
    before = int(np.int64(t_s[report]))
    lon, lat = int(lon_e7[report]), int(lat_e7[report])
    if before == at_s:
        return lon, lat
    if report + 1 >= end:
        return 0, NOWHERE
    lasts = int(np.int64(t_s[report + 1])) - before
    if lasts > FILLED_S:
        return 0, NOWHERE
    share = (at_s - before) / lasts
    return _lon_between(lon, lon_e7[report + 1], share), _lat_between(lat, lat_e7[report + 1], share)


@compiled(types.int64(TIMES, *(types.int64,) * 4))
def report_from(t_s: NDArray[np.uint32], begin: int, end: int, report: int, at_s: int) -> int:
    """As `report_at`, for a second near that of which `report` is the answer."""
    while report + 1 < end and int(np.int64(t_s[report + 1])) <= at_s:
        report += 1
    while report >= begin and int(np.int64(t_s[report])) > at_s:
        report -= 1
    return report


@compiled(types.boolean(types.int64, types.int64, types.int64, types.int64, types.float64))
def is_within(lon_1_e7: int, lat_1_e7: int, lon_2_e7: int, lat_2_e7: int, limit_m: float) -> bool:
    """Whether two positions are at most so far apart, by the haversine."""
    if abs(lat_1_e7 - lat_2_e7) * E7_M > limit_m * _SLACK:
        return False
    return bool(distance_m(lon_1_e7, lat_1_e7, lon_2_e7, lat_2_e7) <= limit_m)


@compiled(types.int32[::1](types.int32[::1], types.int64))
def _grown(values: NDArray[np.int32], room: int) -> NDArray[np.int32]:
    """The values with room behind them."""
    longer = np.empty(room, np.int32)
    longer[: len(values)] = values
    return longer


@compiled(types.int64(*REPORTS, _place, types.float64, *NEAR_POINTS, *(_filled,) * 4))
def slow_instants(
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    ships: tuple[int, int],
    step_m: float,
    first_row: int,
    first_column: int,
    columns: int,
    state: NDArray[np.uint8],
    cell_starts: NDArray[np.int32],
    listed: NDArray[np.int32],
    point_lon_e7: NDArray[np.int32],
    point_lat_e7: NDArray[np.int32],
    reach_m: float,
    instants: NDArray[np.int32],
    of_ship: NDArray[np.int32],
    at_lon_e7: NDArray[np.int32],
    at_lat_e7: NDArray[np.int32],
) -> int:
    """Find instants up to which a ship moved at most `step_m` since the one before, away from all points.

    First come the fleet's columns. Ships from the first of `ships` up to, without, the second are looked at.
    After `step_m` come the fields of `NearPoints`. The last four take number of the instant, ship, longitude
    and latitude, by ship and time, as far as they reach.

    Returns:
        How many there are, which may be more than were taken.
    """
    count = 0
    for ship in range(ships[0], ships[1]):
        end = starts[ship + 1]
        known, known_lon, known_lat = -2, 0, 0
        for report in range(starts[ship], end):
            # This report answers for the seconds from its own up to, without, that of the next.
            here = int(np.int64(t_s[report]))
            until = int(np.int64(t_s[report + 1])) if report + 1 < end else here + 1
            if until - here > FILLED_S:
                until = here + 1
            instant = (here + INSTANT_S - 1) // INSTANT_S
            while instant * INSTANT_S < until:
                lon, lat = int(lon_e7[report]), int(lat_e7[report])
                if instant * INSTANT_S > here:
                    share = (instant * INSTANT_S - here) / (until - here)
                    lon = _lon_between(lon, lon_e7[report + 1], share)
                    lat = _lat_between(lat, lat_e7[report + 1], share)
                # What is cheap first: most ships sail on, and most of the others lie in port.
                if (
                    instant == known + 1
                    and abs(lat - known_lat) * E7_M <= step_m * _SLACK
                    and not is_near(
                        lon,
                        lat,
                        first_row,
                        first_column,
                        columns,
                        state,
                        cell_starts,
                        listed,
                        point_lon_e7,
                        point_lat_e7,
                        reach_m,
                    )
                    and is_within(known_lon, known_lat, lon, lat, step_m)
                ):
                    if count < len(instants):
                        instants[count], of_ship[count] = instant, ship
                        at_lon_e7[count], at_lat_e7[count] = lon, lat
                    count += 1
                known, known_lon, known_lat = instant, lon, lat
                instant += 1
    return count


@compiled(_three(COLUMN, COLUMN, COLUMN, COLUMN, types.float64))
def near_pairs(
    instants: NDArray[np.int32],
    ships: NDArray[np.int32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    limit_m: float,
) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
    """Pairs of ships at most `limit_m` apart at an instant; all columns by instant, then latitude.

    Returns:
        The smaller number of a ship, the greater, and the instant.
    """
    band_e7 = int(limit_m * _SLACK / E7_M) + 1
    room = 1024
    ones, others, when = np.empty(room, np.int32), np.empty(room, np.int32), np.empty(room, np.int32)
    count = 0
    for place in range(len(instants)):
        lon, lat = int(lon_e7[place]), int(lat_e7[place])
        narrow = math.cos(max(abs(lat), abs(lat + band_e7)) * E7_RAD)
        # Meridians of two so near each other are closer than this, but round a pole.
        wide_e7 = band_e7 / narrow * 1.01 if narrow > _NARROWEST else 2.0 * _HALF_TURN
        for other in range(place + 1, len(instants)):
            if instants[other] != instants[place] or lat_e7[other] - lat > band_e7:
                break
            if ships[other] == ships[place] or abs(turn_e7(lon, lon_e7[other])) > wide_e7:
                continue
            if distance_m(lon, lat, lon_e7[other], lat_e7[other]) > limit_m:
                continue
            if count == room:
                room *= 2
                ones, others, when = _grown(ones, room), _grown(others, room), _grown(when, room)
            ones[count] = min(ships[place], ships[other])
            others[count] = max(ships[place], ships[other])
            when[count] = instants[place]
            count += 1
    return ones[:count], others[:count], when[:count]
