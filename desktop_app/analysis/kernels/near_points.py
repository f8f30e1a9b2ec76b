"""Whether a position lies within some distance of any of a few thousand points.

The world is cut into cells of a twentieth of a degree, so that those round a berth lie wholly within a few
kilometres of it. Of each cell is known that it lies wholly beyond the distance of all points, wholly within
that of one, or which points have to be asked.
"""

import math
from typing import Final, NamedTuple

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.sphere import E7_M, E7_RAD, distance_m
from desktop_app.runtime.compiling import compiled

_CELL_E7: Final = 500_000
_BEYOND: Final = 0
_ASK: Final = 1
_WITHIN: Final = 2
_COLUMNS: Final = 7_200
_ROWS: Final = 3_600
_WEST_E7: Final = -1_800_000_000
_SOUTH_E7: Final = -900_000_000
# A cell counts as wholly within where its corners are so much nearer than asked: its sides bend.
_SAFE: Final = 0.98

_column: Final = types.Array(types.int32, 1, "C", readonly=True)
_filled: Final = types.int32[::1]
_bytes: Final = types.Array(types.uint8, 1, "C", readonly=True)
_pair: Final = types.UniTuple(types.int64, 2)  # type: ignore[no-untyped-call]
_frame: Final = types.UniTuple(types.int64, 3)  # type: ignore[no-untyped-call]
_frame_and_rows: Final = types.UniTuple(types.int64, 4)  # type: ignore[no-untyped-call]


class NearPoints(NamedTuple):
    """Cells round points; arrays that nobody writes into.

    Attributes:
        first_row, first_column: the southernmost row and westernmost column of cells that any point reaches.
        columns: how many of each row there are from there to the east.
        state: uint8, of each cell, row by row.
        starts: int32, where the list of each cell begins in `listed`, and the end.
        listed: int32, numbers of points.
        lon_e7, lat_e7: int32, the points.
        reach_m: the distance; a point exactly so far away is not near.
    """

    first_row: int
    first_column: int
    columns: int
    state: NDArray[np.uint8]
    starts: NDArray[np.int32]
    listed: NDArray[np.int32]
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]
    reach_m: float


NEAR_POINTS: Final = (*(types.int64,) * 3, _bytes, _column, _column, _column, _column, types.float64)
"""Types of the fields, which kernels take one by one.

References to arrays in a tuple are counted wherever they are touched, on all threads at the same counters:
measured, loops take ten times as long.
"""


@compiled(_pair(types.int64, types.float64))
def _rows_of(lat_e7: int, reach_m: float) -> tuple[int, int]:
    """First and last row of cells that a point can reach; that of a pole is a row of its own."""
    high = int(reach_m / E7_M) + 1
    return (
        max(0, (lat_e7 - high - _SOUTH_E7) // _CELL_E7),
        min(_ROWS, (lat_e7 + high - _SOUTH_E7) // _CELL_E7),
    )


@compiled(_pair(types.int64, types.int64, types.int64, types.float64))
def _columns_of(lon_e7: int, lat_e7: int, row: int, reach_m: float) -> tuple[int, int]:
    """First column and number of columns of a row that a point can reach, counted on round the world."""
    edge = max(abs(_SOUTH_E7 + row * _CELL_E7), abs(_SOUTH_E7 + (row + 1) * _CELL_E7), abs(lat_e7))
    narrow = math.cos(min(edge, -_SOUTH_E7) * E7_RAD)
    # Along a parallel the way is longer than on the great circle, here by less than a hundredth.
    half = reach_m / E7_M / max(narrow, 1e-9) * 1.01 + _CELL_E7
    if half >= -_WEST_E7:
        return 0, _COLUMNS
    first = (lon_e7 - int(half) - _WEST_E7) // _CELL_E7
    return first, (lon_e7 + int(half) - _WEST_E7) // _CELL_E7 - first + 1


@compiled(types.boolean(types.int64, types.int64, types.int64, types.int64, types.float64))
def _is_within(lon_e7: int, lat_e7: int, row: int, column: int, reach_m: float) -> bool:
    """Whether a whole cell lies nearer to a point than asked."""
    west, south = _WEST_E7 + column * _CELL_E7, _SOUTH_E7 + row * _CELL_E7
    for east in (0, _CELL_E7):
        for north in (0, _CELL_E7):
            if distance_m(lon_e7, lat_e7, west + east, south + north) > reach_m * _SAFE:
                return False
    return True


@compiled(types.int64(types.int64, types.int64, _frame))
def _cell(row: int, column: int, frame: tuple[int, int, int]) -> int:
    """The number of a cell by first row, first column and columns; none of those that there are if beyond."""
    from_west = (column - frame[1]) % _COLUMNS
    if from_west >= frame[2]:
        return -1
    return (row - frame[0]) * frame[2] + from_west


@compiled(types.void(_frame, _column, _column, types.float64, types.uint8[::1], _filled))
def _count(
    frame: tuple[int, int, int],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    reach_m: float,
    state: NDArray[np.uint8],
    counts: NDArray[np.int32],
) -> None:
    """Of each cell, what it is and how many points it has to ask."""
    for point in range(len(lon_e7)):
        low, high = _rows_of(lat_e7[point], reach_m)
        for row in range(low, high + 1):
            first, width = _columns_of(lon_e7[point], lat_e7[point], row, reach_m)
            for column in range(first, first + width):
                cell = _cell(row, column, frame)
                counts[cell] += 1
                if _is_within(lon_e7[point], lat_e7[point], row, column, reach_m):
                    state[cell] = _WITHIN
                elif state[cell] == _BEYOND:
                    state[cell] = _ASK


@compiled(types.void(_frame, _column, _column, types.float64, _filled, _filled))
def _fill(
    frame: tuple[int, int, int],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    reach_m: float,
    following: NDArray[np.int32],
    listed: NDArray[np.int32],
) -> None:
    """Enter each point into the lists of its cells; `following` is where the next of each cell goes."""
    for point in range(len(lon_e7)):
        low, high = _rows_of(lat_e7[point], reach_m)
        for row in range(low, high + 1):
            first, width = _columns_of(lon_e7[point], lat_e7[point], row, reach_m)
            for column in range(first, first + width):
                cell = _cell(row, column, frame)
                listed[following[cell]] = point
                following[cell] += 1


@compiled(_frame_and_rows(_column, _column, types.float64))
def _frame_of(
    lon_e7: NDArray[np.int32], lat_e7: NDArray[np.int32], reach_m: float
) -> tuple[int, int, int, int]:
    """First row, first column, number of columns and number of rows that points reach."""
    south, north, west, east = _ROWS, -1, _COLUMNS, -_COLUMNS
    for point in range(len(lon_e7)):
        low, high = _rows_of(lat_e7[point], reach_m)
        south, north = min(south, low), max(north, high)
        for row in (low, high):
            first, width = _columns_of(lon_e7[point], lat_e7[point], row, reach_m)
            west, east = min(west, first), max(east, first + width - 1)
    return south, west, max(0, min(east - west + 1, _COLUMNS)), max(0, north - south + 1)


def near_points(lon_e7: NDArray[np.int32], lat_e7: NDArray[np.int32], reach_m: float) -> NearPoints:
    """Cells round points, for questions about one distance."""
    south, west, columns, rows = _frame_of(lon_e7, lat_e7, reach_m)
    frame = (south, west, columns)
    state, counts = np.zeros(rows * columns, np.uint8), np.zeros(rows * columns, np.int32)
    _count(frame, lon_e7, lat_e7, reach_m, state, counts)
    starts = np.zeros(len(counts) + 1, np.int32)
    np.cumsum(counts, out=starts[1:])
    listed = np.empty(int(starts[-1]), np.int32)
    _fill(frame, lon_e7, lat_e7, reach_m, starts[:-1].copy(), listed)
    return NearPoints(*frame, state, starts, listed, lon_e7, lat_e7, reach_m)


@compiled(types.boolean(types.int64, types.int64, *NEAR_POINTS))
def is_near(
    lon_e7: int,
    lat_e7: int,
    first_row: int,
    first_column: int,
    columns: int,
    state: NDArray[np.uint8],
    starts: NDArray[np.int32],
    listed: NDArray[np.int32],
    point_lon_e7: NDArray[np.int32],
    point_lat_e7: NDArray[np.int32],
    reach_m: float,
) -> bool:
    """Whether any point is less far away than the cells were made for, by the haversine.

    After the position come the fields of `NearPoints`.
    """
    row, column = (lat_e7 - _SOUTH_E7) // _CELL_E7, (lon_e7 - _WEST_E7) // _CELL_E7
    cell = _cell(row, column, (first_row, first_column, columns))
    if cell < 0 or cell >= len(state) or state[cell] == _BEYOND:
        return False
    if state[cell] == _WITHIN:
        return True
    for entry in range(starts[cell], starts[cell + 1]):
        point = listed[entry]
        if abs(lat_e7 - point_lat_e7[point]) * E7_M > reach_m:
            continue
        if distance_m(lon_e7, lat_e7, point_lon_e7[point], point_lat_e7[point]) < reach_m:
            return True
    return False
