"""Loops that find hours in which a ship hardly moved, and runs of such hours."""

import math
from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.sphere import distance_m
from desktop_app.runtime.compiling import compiled

_HOUR_S: Final = 3600
LEG_S: Final = 600
"""Reports that follow sooner are left out of a way: a few metres of error in each, every few seconds, would
add up to knots that no ship made."""

_seconds: Final = types.Array(types.uint32, 1, "C", readonly=True)
_degrees: Final = types.Array(types.int32, 1, "C", readonly=True)
_places: Final = types.Array(types.int64, 1, "C", readonly=True)


@compiled(types.float64(_seconds, _degrees, _degrees, types.int64, types.int64, types.float64))
def way_m(
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    first: int,
    last: int,
    enough_m: float,
) -> float:
    """Metres of way from one report to another, over reports at least `LEG_S` apart, by the great circle.

    What comes to `enough_m` is not measured to its end.
    """
    metres, leg = 0.0, first
    for place in range(first + 1, last + 1):
        if place == last or int(t_s[place]) - int(t_s[leg]) >= LEG_S:
            metres += distance_m(lon_e7[leg], lat_e7[leg], lon_e7[place], lat_e7[place])
            leg = place
            if metres >= enough_m:
                break
    return metres


@compiled(
    types.int64(
        *(_seconds, _degrees, _degrees, _places, types.int64, types.int64),
        *(types.float64, types.int64[::1], types.int64[::1]),
    )
)
def find_slow_hours(
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    starts: NDArray[np.int64],
    begin: int,
    end: int,
    slower_m_s: float,
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
) -> int:
    """Hours of the clock in which ships made less way than at this speed, strictly.

    Of an hour, the way from its first report to its last, as `way_m` measures it, is divided by the time
    between; an hour with fewer than two reports at different times is none of them.

    Args:
        t_s: of the fleet.
        lon_e7: same.
        lat_e7: same.
        starts: same.
        begin: the first ship to look at.
        end: the one behind the last.
        slower_m_s: metres a second.
        firsts: takes the first report of each hour, as far as it reaches.
        lasts: takes the last one.

    Returns:
        How many there are.
    """
    count = 0
    for ship in range(begin, end):
        place, stop = starts[ship], starts[ship + 1]
        while place < stop:
            until_s = (np.int64(t_s[place]) // _HOUR_S + 1) * _HOUR_S
            last = place
            while last + 1 < stop and t_s[last + 1] < until_s:
                last += 1
            lasted_s = np.int64(t_s[last]) - np.int64(t_s[place])
            limit_m = slower_m_s * lasted_s
            if lasted_s > 0 and way_m(t_s, lon_e7, lat_e7, place, last, limit_m) < limit_m:
                if count < len(firsts):
                    firsts[count] = place
                    lasts[count] = last
                count += 1
            place = last + 1
    return count


@compiled(types.void(_seconds, _degrees, _degrees, _places, _places, types.float64[::1]))
def measure_ways(
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    firsts: NDArray[np.int64],
    lasts: NDArray[np.int64],
    metres: NDArray[np.float64],
) -> None:
    """Metres of way, of each run of reports."""
    for row in range(len(firsts)):
        metres[row] = way_m(t_s, lon_e7, lat_e7, firsts[row], lasts[row], math.inf)


@compiled(types.void(types.Array(types.float32, 1, "C", readonly=True), _places, _places, types.float32[::1]))
def least_within(
    values: NDArray[np.float32],
    begins: NDArray[np.int64],
    ends: NDArray[np.int64],
    least: NDArray[np.float32],
) -> None:
    """The least of each stretch of values, its end included; NaN where one is."""
    for row in range(len(begins)):
        found = values[begins[row]]
        for place in range(begins[row] + 1, ends[row] + 1):
            value = values[place]
            if math.isnan(value) or value < found:
                found = value
        least[row] = found
