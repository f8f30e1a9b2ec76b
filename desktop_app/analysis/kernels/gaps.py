"""Loops over times of reports that find silences, and over silences that describe them."""

import math
from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.sphere import E7_M, distance_m
from desktop_app.runtime.compiling import compiled

# Times are looked at so many at once; only where one of them is followed by a silence, one by one.
_BLOCK: Final = 64

_seconds: Final = types.Array(types.uint32, 1, "C", readonly=True)
_degrees: Final = types.Array(types.int32, 1, "C", readonly=True)
_places: Final = types.Array(types.int64, 1, "C", readonly=True)


@compiled(types.uint32(_seconds, types.int64, types.int64))
def _longest_after(t_s: NDArray[np.uint32], start: int, end: int) -> int:
    """The longest time behind a report of a block; greater still where another ship's are earlier.

    Slices, because only of their places the compiler knows that none is negative, and takes sixteen at once.
    """
    these, those = t_s[start:end], t_s[start + 1 : end + 1]
    longest = np.uint32(0)
    for place in range(len(these)):
        longest = max(longest, np.uint32(those[place] - these[place]))
    return int(longest)


@compiled(types.int64(_seconds, _places, types.int64, types.int64, types.int64, types.int64[::1]))
def find_silences(
    t_s: NDArray[np.uint32],
    starts: NDArray[np.int64],
    begin: int,
    end: int,
    longer_s: int,
    found: NDArray[np.int64],
) -> int:
    """Reports after which their ship is silent for longer than this, strictly, before she is heard again.

    Args:
        t_s: of all ships, one ship after another, rising within each.
        starts: where each ship begins, and the end.
        begin: the first report to look at.
        end: behind the last one.
        longer_s: below 2**32.
        found: takes them as far as it reaches.

    Returns:
        How many there are, also of those that `found` had no room for.
    """
    count = 0
    ship = np.searchsorted(starts, begin, side="right") - 1
    for block in range(begin, min(end, len(t_s) - 1), _BLOCK):
        stop = min(block + _BLOCK, end, len(t_s) - 1)
        if _longest_after(t_s, block, stop) <= np.uint32(longer_s):
            continue
        for place in range(block, stop):
            if np.uint32(t_s[place + 1] - t_s[place]) > np.uint32(longer_s):
                while starts[ship + 1] <= place:
                    ship += 1
                if place + 1 < starts[ship + 1]:
                    if count < len(found):
                        found[count] = place
                    count += 1
    return count


@compiled(types.void(_seconds, _places, _places, _places, types.int64, types.int32[::1]))
def count_before(
    t_s: NDArray[np.uint32],
    starts: NDArray[np.int64],
    vessel: NDArray[np.int64],
    first: NDArray[np.int64],
    within_s: int,
    counts: NDArray[np.int32],
) -> None:
    """How many reports a ship sent in some time before and at report `first`, ends included."""
    for row in range(len(first)):
        earliest = np.int64(t_s[first[row]]) - within_s
        low, high = starts[vessel[row]], first[row]
        while low < high:
            middle = (low + high) // 2
            if t_s[middle] < earliest:
                low = middle + 1
            else:
                high = middle
        counts[row] = first[row] - low + 1


@compiled(types.void(_degrees, _degrees, _places, _places, types.float64[::1]))
def measure_across(
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    first: NDArray[np.int64],
    last: NDArray[np.int64],
    metres: NDArray[np.float64],
) -> None:
    """Distances between two reports each."""
    for row in range(len(first)):
        one, other = first[row], last[row]
        metres[row] = distance_m(lon_e7[one], lat_e7[one], lon_e7[other], lat_e7[other])


@compiled(types.void(_degrees, _degrees, _degrees, _degrees, types.int32[::1], types.float64[::1]))
def find_nearest(
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    point_lon_e7: NDArray[np.int32],
    point_lat_e7: NDArray[np.int32],
    points: NDArray[np.int32],
    metres: NDArray[np.float64],
) -> None:
    """The nearest of some points to each position, and its distance; -1 and NaN where there is no point.

    `point_lat_e7` rises; of points equally near the first is taken.
    """
    count = len(point_lat_e7)
    for row in range(len(lat_e7)):
        best, at = math.inf, -1
        above = np.searchsorted(point_lat_e7, lat_e7[row])
        below = above - 1
        # From the position's own latitude outwards, for as long as a point can be nearer.
        while above < count or below >= 0:
            up = point_lat_e7[above] - np.int64(lat_e7[row]) if above < count else np.int64(1 << 40)
            down = np.int64(lat_e7[row]) - point_lat_e7[below] if below >= 0 else np.int64(1 << 40)
            if min(up, down) * E7_M > best + 1:
                break
            if up < down:
                point = above
                above += 1
            else:
                point = below
                below -= 1
            way = distance_m(lon_e7[row], lat_e7[row], point_lon_e7[point], point_lat_e7[point])
            if way < best or (way == best and point < at):
                best, at = way, point
        points[row] = at
        metres[row] = best if at >= 0 else math.nan
