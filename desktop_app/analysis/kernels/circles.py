"""Positions that go round a circle.

The pattern was described of ships near oil terminals of the Chinese coast and above Point Reyes (Bergman,
SkyTruth and Global Fishing Watch, December 2019 and May 2020). The measures are our own.
"""

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import types

from desktop_app.analysis.kernels.column_types import DEGREES_E7, NUMBERS, TIMES
from desktop_app.analysis.kernels.sphere import E7_M, E7_RAD, NM_M, near_m, turn_e7
from desktop_app.analysis.kernels.swift_steps import HOUR_S, further, reach_m, seconds_between
from desktop_app.runtime.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

APART_S: Final = 60
"""Of reports closer together in time only the first counts: the scatter of a receiver is no way."""
SILENCE_S: Final = 1800
LEAST_POSITIONS: Final = 12
LEAST_RADIUS_M: Final = 50.0
MOST_RADIUS_M: Final = 20_000.0
MEAN_OFF: Final = 0.1
"""Root mean square distance from the circle, in radii."""
MOST_OFF: Final = 0.3
"""The same of any one position."""
LEAST_RADII: Final = 10.0
"""Way made, in radii: twice round by chords of 60 degrees is 12."""
SECTORS: Final = 12
LEAST_SECTORS: Final = 10
"""Of twelve, that positions lie in: all round."""
LEAST_KN: Final = 2.0
"""Way made in the time; a ship that swings at anchor is slower."""
_SPREAD: Final = (2 + 2 * MOST_OFF) / LEAST_RADII
"""Two positions of a circle are never further apart than this part of the way made."""

# Latitudes for which one plane serves: up to 75 degrees it is less than 0.5 % off, nearer to the poles more.
_PLANE_E7: Final = 500_000
_POLAR_E7: Final = 750_000_000
_NOWHERE_E7: Final = 10_000_000_000

_fitted: Final = types.UniTuple(types.float64, 3)  # type: ignore[no-untyped-call]


@compiled(_fitted(types.float64[::1], types.float64[::1], types.int64))
def fit_circle(
    east_m: "NDArray[np.float64]", north_m: "NDArray[np.float64]", count: int
) -> tuple[float, float, float]:
    """Centre and radius of the circle through `count` points by least squares (Kåsa 1976); radius 0 for none.

    Kåsa, IEEE Trans. Instrum. Meas. 25(1), 8-14.
    """
    x_mean, y_mean = east_m[:count].mean(), north_m[:count].mean()
    xx = yy = xy = x_cubes = y_cubes = 0.0
    for place in range(count):
        x, y = east_m[place] - x_mean, north_m[place] - y_mean
        square = x * x + y * y
        xx += x * x
        yy += y * y
        xy += x * y
        x_cubes += x * square
        y_cubes += y * square
    determinant = xx * yy - xy * xy
    # On one line there is no circle.
    if determinant <= 1e-9 * xx * yy:
        return 0.0, 0.0, 0.0
    x = 0.5 * (x_cubes * yy - y_cubes * xy) / determinant
    y = 0.5 * (y_cubes * xx - x_cubes * xy) / determinant
    return x + x_mean, y + y_mean, math.sqrt(x * x + y * y + (xx + yy) / count)


@compiled(
    types.boolean(types.float64[::1], types.float64[::1], types.int64, types.float64, types.float64[::1])
)
def _is_circle(
    east_m: "NDArray[np.float64]",
    north_m: "NDArray[np.float64]",
    count: int,
    way_m: float,
    circle: "NDArray[np.float64]",
) -> bool:
    """Whether the points lie on a circle, all round it and gone round; `circle` takes centre and radius."""
    x, y, radius = fit_circle(east_m, north_m, count)
    if not LEAST_RADIUS_M <= radius <= MOST_RADIUS_M or way_m < LEAST_RADII * radius:
        return False
    squares = 0.0
    sectors = 0
    for place in range(count):
        east, north = east_m[place] - x, north_m[place] - y
        off = math.sqrt(east * east + north * north) - radius
        if abs(off) > MOST_OFF * radius:
            return False
        squares += off * off
        turned = math.atan2(north, east) / (2 * math.pi) + 0.5
        sectors |= 1 << min(int(turned * SECTORS), SECTORS - 1)
    bits = 0
    for sector in range(SECTORS):
        bits += sectors >> sector & 1
    circle[0], circle[1], circle[2] = x, y, radius
    return math.sqrt(squares / count) <= MEAN_OFF * radius and bits >= LEAST_SECTORS


@compiled(types.boolean(DEGREES_E7, DEGREES_E7, types.int64[::1], types.int64, types.int64, types.float64))
def _can_be_circle(
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    picked: "NDArray[np.int64]",
    first: int,
    last: int,
    way_m: float,
) -> bool:
    """Whether the last position, and two between, are close enough to the first; told without any fit."""
    one = picked[first]
    for place in (last, (first + last) // 2, (3 * first + last) // 4):
        other = picked[place]
        if near_m(lon_e7[one], lat_e7[one], lon_e7[other], lat_e7[other]) > 1.01 * _SPREAD * way_m:
            return False
    return True


@compiled(
    types.void(
        DEGREES_E7,
        DEGREES_E7,
        types.int64[::1],
        types.int64,
        types.int64,
        types.int64,
        types.float64[::1],
        types.float64[::1],
    )
)
def _lay_flat(
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    picked: "NDArray[np.int64]",
    origin: int,
    first: int,
    end: int,
    east_m: "NDArray[np.float64]",
    north_m: "NDArray[np.float64]",
) -> None:
    """Put picked positions on a plane that touches at one of them."""
    one = picked[origin]
    narrow = E7_M * math.cos(lat_e7[one] * E7_RAD)
    for place in range(first, end):
        other = picked[place]
        east_m[place - first] = turn_e7(lon_e7[one], lon_e7[other]) * narrow
        north_m[place - first] = (np.int64(lat_e7[other]) - np.int64(lat_e7[one])) * E7_M


@compiled(
    types.int64(
        DEGREES_E7,
        DEGREES_E7,
        types.int64[::1],
        types.int64,
        types.int64,
        types.int64,
        types.float64[::1],
        types.float64[:, ::1],
    )
)
def _kept_until(
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    picked: "NDArray[np.int64]",
    first: int,
    last: int,
    end: int,
    circle: "NDArray[np.float64]",
    plane: "NDArray[np.float64]",
) -> int:
    """The last of the positions that follow one another on a circle found from `first` to `last`."""
    while last + 1 < end:
        _lay_flat(lon_e7, lat_e7, picked, first, last + 1, last + 2, plane[0], plane[1])
        east, north = plane[0, 0] - circle[0], plane[1, 0] - circle[1]
        if abs(math.sqrt(east * east + north * north) - circle[2]) > MOST_OFF * circle[2]:
            break
        last += 1
    return last


@compiled(
    types.int64(
        types.int64,
        TIMES,
        DEGREES_E7,
        DEGREES_E7,
        types.int64[::1],
        types.float64[::1],
        types.int64,
        types.int64,
        types.float64[:, ::1],
        types.int64,
        types.int64[:, ::1],
        types.float64[:, ::1],
    )
)
def _circles_of_run(
    ship: int,
    t_s: "NDArray[np.uint32]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    picked: "NDArray[np.int64]",
    way_m: "NDArray[np.float64]",
    end: int,
    least_s: int,
    plane: "NDArray[np.float64]",
    count: int,
    runs: "NDArray[np.int64]",
    told: "NDArray[np.float64]",
) -> int:
    """Find the circles among the picked reports of a run without a break; the count with those before."""
    if end < LEAST_POSITIONS:
        return count
    circle = np.empty(3, np.float64)
    east_m, north_m = plane[0], plane[1]
    before = -1
    first, last = 0, 0
    while True:
        last = max(last, first + LEAST_POSITIONS - 1)
        while last < end and seconds_between(t_s, picked[first], picked[last]) < least_s:
            last += 1
        if last >= end:
            return count
        seconds = seconds_between(t_s, picked[first], picked[last])
        way = way_m[last] - way_m[first]
        # A ship that holds her course north or south is told by this alone.
        north = abs(np.int64(lat_e7[picked[last]]) - np.int64(lat_e7[picked[first]])) * E7_M
        found = (
            north <= 1.01 * _SPREAD * way
            and way * HOUR_S >= LEAST_KN * NM_M * seconds
            and _can_be_circle(lon_e7, lat_e7, picked, first, last, way)
        )
        if found:
            _lay_flat(lon_e7, lat_e7, picked, first, first, last + 1, east_m, north_m)
            found = _is_circle(east_m, north_m, last - first + 1, way, circle)
        if not found:
            first += 1
            continue
        until = _kept_until(lon_e7, lat_e7, picked, first, last, end, circle, plane)
        way = way_m[until] - way_m[first]
        if before >= 0 and seconds_between(t_s, before, picked[first]) <= least_s:
            if count <= len(runs):
                runs[count - 1, 2] = picked[until]
                runs[count - 1, 3] += until - first + 1
                told[count - 1, 3] += way / circle[2]
        else:
            if count < len(runs):
                one = picked[first]
                runs[count, 0] = ship
                runs[count, 1] = one
                runs[count, 2] = picked[until]
                runs[count, 3] = until - first + 1
                told[count, 0] = circle[0] / (E7_M * math.cos(lat_e7[one] * E7_RAD))
                told[count, 1] = circle[1] / E7_M
                told[count, 2] = circle[2]
                told[count, 3] = way / circle[2]
            count += 1
        before = int(picked[until])
        first = until + 1


@compiled(
    types.int64(
        NUMBERS,
        TIMES,
        DEGREES_E7,
        DEGREES_E7,
        types.int64,
        types.int64,
        types.int64,
        types.float64,
        types.float64,
        types.int64[:, ::1],
        types.float64[:, ::1],
    )
)
def circles(
    starts: "NDArray[np.int64]",
    t_s: "NDArray[np.uint32]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    first_ship: int,
    end_ship: int,
    least_s: int,
    jump_kn: float,
    jump_nm: float,
    runs: "NDArray[np.int64]",
    told: "NDArray[np.float64]",
) -> int:
    """Find where the shortest runs of `least_s` and `LEAST_POSITIONS` lie on a circle, and how long they do.

    Columns are those of a fleet; ships from `first_ship` up to, without, `end_ship` are looked at. Of a ship
    reports `APART_S` apart are looked at; a silence of more than `SILENCE_S` or a jump breaks a run. After a
    circle was found its run goes on for as long as positions stay within `MOST_OFF`; circles of one run at
    most `least_s` apart are one.

    Both last arrays take as many as they have room for, `runs`: ship, first and last report, positions;
    `told`: centre east and north of the first report in 1e-7 degrees, radius in metres, way made in radii.

    Returns:
        How many there are.
    """
    most = np.int64(0)
    for ship in range(first_ship, end_ship):
        most = max(most, starts[ship + 1] - starts[ship])
    picked = np.empty(most, np.int64)
    way_m = np.empty(most, np.float64)
    plane = np.empty((2, most), np.float64)
    count = 0
    for ship in range(first_ship, end_ship):
        held = 0
        narrow, narrow_at = 0.0, np.int64(_NOWHERE_E7)
        for at in range(starts[ship], starts[ship + 1]):
            if held == 0:
                picked[0], way_m[0] = at, 0.0
                held = 1
                continue
            before = picked[held - 1]
            seconds = int(np.int64(t_s[at]) - np.int64(t_s[before]))
            if seconds < APART_S:
                continue
            if abs(lat_e7[at] - narrow_at) > _PLANE_E7:
                narrow_at = np.int64(lat_e7[at])
                narrow = math.cos(narrow_at * E7_RAD)
            north = (np.int64(lat_e7[at]) - np.int64(lat_e7[before])) * E7_M
            east = turn_e7(lon_e7[before], lon_e7[at]) * E7_M * narrow
            step = math.sqrt(north * north + east * east)
            reach = reach_m(seconds, jump_kn, jump_nm)
            if seconds > SILENCE_S or (
                (step > 0.9 * reach or abs(lat_e7[at]) > _POLAR_E7)
                and further(lon_e7[before], lat_e7[before], lon_e7[at], lat_e7[at], reach)
            ):
                count = _circles_of_run(
                    ship, t_s, lon_e7, lat_e7, picked, way_m, held, least_s, plane, count, runs, told
                )
                picked[0], way_m[0] = at, 0.0
                held = 1
                continue
            way_m[held] = way_m[held - 1] + step
            picked[held] = at
            held += 1
        count = _circles_of_run(
            ship, t_s, lon_e7, lat_e7, picked, way_m, held, least_s, plane, count, runs, told
        )
    return count
