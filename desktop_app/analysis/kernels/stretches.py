"""Of two ships that are near each other at an instant: since when, until when, how near and how fast.

Kernels take the fleet's columns (`REPORTS`) and the fields of `NearPoints` one by one.
"""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.meetings import (
    COLUMN,
    INSTANT_S,
    NOWHERE,
    REPORTS,
    WHOLE,
    is_within,
    place_after,
    report_at,
    report_from,
)
from desktop_app.analysis.kernels.near_points import NEAR_POINTS, is_near
from desktop_app.analysis.kernels.sphere import NM_M, distance_m, turn_e7
from desktop_app.runtime.compiling import compiled

# Columns of a row: both ships, first and last second, first and last instant.
_COLUMNS: Final = 6
_FIRST: Final = 4
_LAST: Final = 5
_HALF_TURN: Final = 1_800_000_000
_places: Final = types.UniTuple(types.int64, 4)  # type: ignore[no-untyped-call]
_rows: Final = types.int64[:, ::1]


@compiled(_places(types.int64, types.int64, types.int64, *REPORTS))
def _both_at(
    one: int,
    other: int,
    at_s: int,
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
) -> tuple[int, int, int, int]:
    """Longitude and latitude of two ships at a second at which both are known."""
    begin, end = starts[one], starts[one + 1]
    report = report_at(t_s, begin, end, at_s)
    lon_1, lat_1 = place_after(t_s, lon_e7, lat_e7, begin, end, report, at_s)
    begin, end = starts[other], starts[other + 1]
    report = report_at(t_s, begin, end, at_s)
    lon_2, lat_2 = place_after(t_s, lon_e7, lat_e7, begin, end, report, at_s)
    return lon_1, lat_1, lon_2, lat_2


@compiled(
    types.int64(
        *(types.int64, types.int64, types.int64, types.int64, types.float64),
        *(*REPORTS, *NEAR_POINTS),
    )
)
def _together_up_to(
    one: int,
    other: int,
    at_s: int,
    step_s: int,
    limit_m: float,
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    first_row: int,
    first_column: int,
    columns: int,
    state: NDArray[np.uint8],
    cell_starts: NDArray[np.int32],
    listed: NDArray[np.int32],
    point_lon_e7: NDArray[np.int32],
    point_lat_e7: NDArray[np.int32],
    reach_m: float,
) -> int:
    """The last second, in steps from `at_s` on, up to which both are together; `at_s` less a step for none.

    They are together where both are known to be at most `limit_m` apart, and both away from all points.
    """
    begin_1, end_1, begin_2, end_2 = starts[one], starts[one + 1], starts[other], starts[other + 1]
    report_1, report_2 = report_at(t_s, begin_1, end_1, at_s), report_at(t_s, begin_2, end_2, at_s)
    while True:
        report_1 = report_from(t_s, begin_1, end_1, report_1, at_s)
        lon_1, lat_1 = place_after(t_s, lon_e7, lat_e7, begin_1, end_1, report_1, at_s)
        report_2 = report_from(t_s, begin_2, end_2, report_2, at_s)
        lon_2, lat_2 = place_after(t_s, lon_e7, lat_e7, begin_2, end_2, report_2, at_s)
        if (
            max(lat_1, lat_2) == NOWHERE
            or not is_within(lon_1, lat_1, lon_2, lat_2, limit_m)
            or is_near(
                lon_1,
                lat_1,
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
            or is_near(
                lon_2,
                lat_2,
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
        ):
            return at_s - step_s
        at_s += step_s


@compiled(types.float64(types.float64[::1], types.int64))
def _median(values: NDArray[np.float64], count: int) -> float:
    """The middle one of the first `count`, of an even number the mean of the middle two."""
    ordered = np.sort(values[:count])
    return float((ordered[(count - 1) // 2] + ordered[count // 2]) / 2)


@compiled(types.int64(*(types.int64,) * 4, *REPORTS, types.float64[::1]))
def _speeds(
    one: int,
    other: int,
    first: int,
    last: int,
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    speeds_kn: NDArray[np.float64],
) -> int:
    """Speed of the faster ship between each two instants of a stretch; returns how many there are."""
    then = _both_at(one, other, first * INSTANT_S, starts, t_s, lon_e7, lat_e7)
    for instant in range(first + 1, last + 1):
        now = _both_at(one, other, instant * INSTANT_S, starts, t_s, lon_e7, lat_e7)
        one_m = distance_m(then[0], then[1], now[0], now[1])
        other_m = distance_m(then[2], then[3], now[2], now[3])
        speeds_kn[instant - first - 1] = max(one_m, other_m) * 3600 / INSTANT_S / NM_M
        then = now
    return last - first


@compiled(
    _rows(
        *(COLUMN, COLUMN, COLUMN, types.float64, types.int64, types.float64),
        *(*REPORTS, *NEAR_POINTS),
    )
)
def stretches(
    ones: NDArray[np.int32],
    others: NDArray[np.int32],
    instants: NDArray[np.int32],
    limit_m: float,
    least_s: int,
    slow_kn: float,
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    first_row: int,
    first_column: int,
    columns: int,
    state: NDArray[np.uint8],
    cell_starts: NDArray[np.int32],
    listed: NDArray[np.int32],
    point_lon_e7: NDArray[np.int32],
    point_lat_e7: NDArray[np.int32],
    reach_m: float,
) -> NDArray[np.int64]:
    """Stretches round pairs that are near each other, at least `least_s` long, at a median up to `slow_kn`.

    A stretch is told by instants in a row at all of which both are together; there are at least two. It
    begins and ends with the second since and up to which they are together without a break.

    The first three columns are of pairs, sorted by ships and instant.

    Returns:
        Rows of both ships, first and last second, first and last instant.
    """
    room, count = 64, 0
    rows = np.empty((room, _COLUMNS), np.int64)
    speeds_kn = np.empty(1024, np.float64)
    done = -1
    for place in range(len(ones)):
        one, other, seed = int(ones[place]), int(others[place]), int(instants[place])
        if place and (ones[place - 1] != one or others[place - 1] != other):
            done = -1
        if seed <= done:
            continue
        rest: tuple[Any, ...] = (
            *(limit_m, starts, t_s, lon_e7, lat_e7, first_row, first_column, columns, state),
            *(cell_starts, listed, point_lon_e7, point_lat_e7, reach_m),
        )
        end_s = _together_up_to(one, other, seed * INSTANT_S, INSTANT_S, *rest)
        # One of them may be near a point that the other is just away from.
        if end_s < seed * INSTANT_S:
            continue
        start_s = _together_up_to(one, other, seed * INSTANT_S, -INSTANT_S, *rest)
        first, done = start_s // INSTANT_S, end_s // INSTANT_S
        # The ends add less than an instant each.
        if done == first or end_s - start_s + 2 * (INSTANT_S - 1) < least_s:
            continue
        if done - first > len(speeds_kn):
            speeds_kn = np.empty(2 * (done - first), np.float64)
        steps = _speeds(one, other, first, done, starts, t_s, lon_e7, lat_e7, speeds_kn)
        if _median(speeds_kn, steps) > slow_kn:
            continue
        start_s = _together_up_to(one, other, start_s, -1, *rest)
        end_s = _together_up_to(one, other, end_s, 1, *rest)
        if end_s - start_s < least_s:
            continue
        if count == room:
            room *= 2
            longer = np.empty((room, _COLUMNS), np.int64)
            longer[:count] = rows[:count]
            rows = longer
        rows[count, 0], rows[count, 1] = one, other
        rows[count, 2], rows[count, 3] = start_s, end_s
        rows[count, _FIRST], rows[count, _LAST] = first, done
        count += 1
    return rows[:count].copy()


@compiled(types.void(_rows, WHOLE, *REPORTS, types.float64[:, ::1], _rows))
def measure(
    rows: NDArray[np.int64],
    groups: NDArray[np.int64],
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    numbers: NDArray[np.float64],
    places: NDArray[np.int64],
) -> None:
    """What is told of meetings, each of one or more stretches of the same two ships.

    `rows` are of `stretches`; `groups` tells where the stretches of each meeting begin, and the end.
    `numbers` takes median and least distance in metres and the median speed in knots, over the instants of
    all its stretches; `places` takes longitude and latitude half way between both where they are nearest.
    """
    metres, speeds_kn = np.empty(1024, np.float64), np.empty(1024, np.float64)
    for group in range(len(groups) - 1):
        need = 0
        for row in range(groups[group], groups[group + 1]):
            need += rows[row, _LAST] - rows[row, _FIRST] + 1
        if need > len(metres):
            metres, speeds_kn = np.empty(2 * need, np.float64), np.empty(2 * need, np.float64)
        count, steps, nearest = 0, 0, np.inf
        for row in range(groups[group], groups[group + 1]):
            one, other, first, last = rows[row, 0], rows[row, 1], rows[row, _FIRST], rows[row, _LAST]
            steps += _speeds(one, other, first, last, starts, t_s, lon_e7, lat_e7, speeds_kn[steps:])
            for instant in range(first, last + 1):
                lon_1, lat_1, lon_2, lat_2 = _both_at(
                    one, other, instant * INSTANT_S, starts, t_s, lon_e7, lat_e7
                )
                metres[count] = distance_m(lon_1, lat_1, lon_2, lat_2)
                if metres[count] < nearest:
                    nearest = metres[count]
                    lon = lon_1 + turn_e7(lon_1, lon_2) // 2
                    if abs(lon) > _HALF_TURN:
                        lon -= 2 * _HALF_TURN if lon > 0 else -2 * _HALF_TURN
                    places[group, 0], places[group, 1] = lon, (lat_1 + lat_2) // 2
                count += 1
        numbers[group] = _median(metres, count), nearest, _median(speeds_kn, steps)
