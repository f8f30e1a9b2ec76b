"""Courses that ships tell against the way that their positions make."""

import math
from typing import TYPE_CHECKING, Final

import numpy as np
from numba import types

from desktop_app.analysis.kernels.column_types import DEGREES_E7, NUMBERS, SHORTS, TIMES
from desktop_app.analysis.kernels.sphere import E7_M, E7_RAD, distance_m, near_m, turn_e7
from desktop_app.analysis.kernels.swift_steps import further, reach_m, seconds_between
from desktop_app.runtime.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

WINDOW: Final = 10
"""Steps that are judged together."""
MOST_OFF: Final = 6
"""So many of them off mean that the median is off."""
STEP_M: Final = 185.2
"""A step goes at least a tenth of a mile: shorter ones have no bearing to speak of."""
STEP_S: Final = 3600
"""Within a longer time a ship turns as she likes."""
LEAST_DKN: Final = 30
"""Below three knots wind and current decide where a ship goes."""
_COURSES: Final = 3600
_HIGHEST_E7: Final = 850_000_000
# Up to here a plane of a twentieth of a degree is less than 0.5 % off.
_POLAR_E7: Final = 750_000_000
_PLANE_E7: Final = 500_000
_SINES: Final = np.sin(np.radians(np.arange(_COURSES) / 10))
_COSINES: Final = np.cos(np.radians(np.arange(_COURSES) / 10))


@compiled(types.boolean(types.int16, types.int16, types.int32))
def _tells(sog_dkn: int, cog_ddeg: int, lat_e7: int) -> bool:
    """Whether a report can be judged: under way, with a course, and not at a pole."""
    return sog_dkn >= LEAST_DKN and 0 <= cog_ddeg < _COURSES and abs(lat_e7) <= _HIGHEST_E7


@compiled(types.boolean(types.int64, types.int64, types.int64, types.int64, types.float64))
def _is_step(lon_1_e7: int, lat_1_e7: int, lon_2_e7: int, lat_2_e7: int, plane_m: float) -> bool:
    """Whether two positions are `STEP_M` apart or more, exactly where `plane_m` leaves a doubt."""
    if abs(plane_m - STEP_M) > STEP_M / 50 and abs(lat_1_e7) <= _POLAR_E7:
        return plane_m > STEP_M
    return distance_m(lon_1_e7, lat_1_e7, lon_2_e7, lat_2_e7) >= STEP_M


@compiled(types.float64(DEGREES_E7, DEGREES_E7, SHORTS, types.int64, types.int64))
def off_deg(
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    cog_ddeg: "NDArray[np.int16]",
    one: int,
    other: int,
) -> float:
    """Degrees between the way from one report to another and the course told at either, the lesser."""
    north = np.int64(lat_e7[other]) - np.int64(lat_e7[one])
    middle = (np.int64(lat_e7[other]) + np.int64(lat_e7[one])) * (0.5 * E7_RAD)
    east = turn_e7(lon_e7[one], lon_e7[other]) * math.cos(middle)
    bearing = math.degrees(math.atan2(east, north))
    least = 180.0
    for at in (one, other):
        turned = abs(bearing - cog_ddeg[at] * 0.1) % 360.0
        least = min(least, turned, 360.0 - turned)
    return least


@compiled(
    types.int64(
        types.int64,
        types.int64,
        TIMES,
        DEGREES_E7,
        DEGREES_E7,
        SHORTS,
        SHORTS,
        types.float64,
        types.float64,
        types.float64,
        types.int64[:, ::1],
    )
)
def _steps_between(
    first: int,
    end: int,
    t_s: "NDArray[np.uint32]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    sog_dkn: "NDArray[np.int16]",
    cog_ddeg: "NDArray[np.int16]",
    degrees: float,
    jump_kn: float,
    jump_nm: float,
    steps: "NDArray[np.int64]",
) -> int:
    """Lay down the steps of a ship's reports: where each begins and ends, its row, and whether it is off.

    Where a plane that is reckoned anew every `_PLANE_E7` of latitude decides, nothing slower is asked.

    Returns:
        How many there are.
    """
    anchor = -1
    count, row = 0, 0
    narrow, narrow_at = 0.0, np.int64(_POLAR_E7) * 4
    # A step whose way lies within a degree less of the course told is not off.
    close = math.cos(math.radians(max(degrees - 1.0, 0.0)))
    for at in range(first, end):
        if not _tells(sog_dkn[at], cog_ddeg[at], lat_e7[at]):
            anchor = -1
            continue
        if anchor < 0:
            row += 1
            anchor = at
            continue
        if abs(lat_e7[at] - narrow_at) > _PLANE_E7:
            narrow_at = np.int64(lat_e7[at])
            narrow = math.cos(narrow_at * E7_RAD)
        north = (np.int64(lat_e7[at]) - np.int64(lat_e7[anchor])) * E7_M
        east = turn_e7(lon_e7[anchor], lon_e7[at]) * E7_M * narrow
        plane_m = math.sqrt(north * north + east * east)
        seconds = seconds_between(t_s, anchor, at)
        goes = _is_step(lon_e7[anchor], lat_e7[anchor], lon_e7[at], lat_e7[at], plane_m)
        if not goes and seconds <= STEP_S:
            continue
        reach = reach_m(seconds, jump_kn, jump_nm)
        jumps = (plane_m > 0.98 * reach or abs(lat_e7[at]) > _POLAR_E7) and further(
            lon_e7[anchor], lat_e7[anchor], lon_e7[at], lat_e7[at], reach
        )
        if goes and seconds <= STEP_S and not jumps:
            cog = cog_ddeg[anchor]
            along = east * _SINES[cog] + north * _COSINES[cog]
            steps[count, 0], steps[count, 1], steps[count, 2] = anchor, at, row
            steps[count, 3] = (along < close * plane_m or abs(lat_e7[at]) > _POLAR_E7) and off_deg(
                lon_e7, lat_e7, cog_ddeg, anchor, at
            ) > degrees
            count += 1
        else:
            row += 1
        anchor = at
    return count


@compiled(
    types.int64(
        types.int64,
        types.Array(types.int64, 2, "C", readonly=True),
        types.int64,
        types.int64,
        types.int64[:, ::1],
    )
)
def _runs_of_steps(
    ship: int,
    steps: "NDArray[np.int64]",
    end: int,
    count: int,
    runs: "NDArray[np.int64]",
) -> int:
    """Join the windows that are off to runs; the count with those before."""
    off = 0
    row_first = 0
    run_first, run_last = 0, -1
    for step in range(end):
        if step == 0 or steps[step, 2] != steps[step - 1, 2]:
            row_first = step
            off = 0
        off += steps[step, 3]
        if step - WINDOW >= row_first:
            off -= steps[step - WINDOW, 3]
        window = step - WINDOW + 1
        if window < row_first or off < MOST_OFF:
            continue
        if run_last < row_first or window > run_last + 1:
            run_first = window
            count += 1
        run_last = step
        if count <= len(runs):
            runs[count - 1, 0] = ship
            runs[count - 1, 1] = steps[run_first, 0]
            runs[count - 1, 2] = steps[run_last, 1]
            runs[count - 1, 3] = run_last - run_first + 1
    return count


@compiled(
    types.int64(
        NUMBERS,
        TIMES,
        DEGREES_E7,
        DEGREES_E7,
        SHORTS,
        SHORTS,
        types.int64,
        types.int64,
        types.float64,
        types.float64,
        types.float64,
        types.int64[:, ::1],
    )
)
def false_courses(
    starts: "NDArray[np.int64]",
    t_s: "NDArray[np.uint32]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    sog_dkn: "NDArray[np.int16]",
    cog_ddeg: "NDArray[np.int16]",
    first_ship: int,
    end_ship: int,
    degrees: float,
    jump_kn: float,
    jump_nm: float,
    runs: "NDArray[np.int64]",
) -> int:
    """Find runs of steps in which, of each `WINDOW` in a row, most are off by more than `degrees`.

    Columns are those of a fleet; ships from `first_ship` up to, without, `end_ship` are looked at. A step
    goes to the first report that is `STEP_M` from where it begins; a report that `_tells` nothing, a jump,
    or more than `STEP_S` ends a row. `MOST_OFF` steps of a window mean that it is off; windows that overlap
    or touch are one run. `runs` takes as many as it has room for: ship, first and last report, steps.

    Returns:
        How many there are.
    """
    most = np.int64(0)
    for ship in range(first_ship, end_ship):
        most = max(most, starts[ship + 1] - starts[ship])
    steps = np.empty((most, 4), np.int64)
    count = 0
    for ship in range(first_ship, end_ship):
        end = _steps_between(
            *(starts[ship], starts[ship + 1], t_s, lon_e7, lat_e7, sog_dkn, cog_ddeg),
            *(degrees, jump_kn, jump_nm, steps),
        )
        count = _runs_of_steps(ship, steps, end, count, runs)
    return count


@compiled(
    types.void(
        types.Array(types.int64, 2, "C", readonly=True),
        DEGREES_E7,
        DEGREES_E7,
        SHORTS,
        types.float64[::1],
        types.float64[::1],
    )
)
def describe_courses(
    runs: "NDArray[np.int64]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    cog_ddeg: "NDArray[np.int16]",
    median_deg: "NDArray[np.float64]",
    way_m: "NDArray[np.float64]",
) -> None:
    """Put the median of how far the steps of each run are off, and how far they go, into the last two."""
    for place in range(len(runs)):
        told = np.empty(runs[place, 3], np.float64)
        step = 0
        anchor = runs[place, 1]
        for at in range(runs[place, 1] + 1, runs[place, 2] + 1):
            plane_m = near_m(lon_e7[anchor], lat_e7[anchor], lon_e7[at], lat_e7[at])
            if not _is_step(lon_e7[anchor], lat_e7[anchor], lon_e7[at], lat_e7[at], plane_m):
                continue
            told[step] = off_deg(lon_e7, lat_e7, cog_ddeg, anchor, at)
            way_m[place] += distance_m(lon_e7[anchor], lat_e7[anchor], lon_e7[at], lat_e7[at])
            step += 1
            anchor = at
        median_deg[place] = np.median(told)
