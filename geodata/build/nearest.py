"""The nearest of many points to every place of a grid on the sphere, handed on from place to place."""

import math
from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.runtime.compiling import compiled

_ROUNDS: Final = 2

_Array = NDArray[np.float64]
_vectors: Final = types.float64[:, ::1]
_angles: Final = types.float64[::1]
_grid: Final = types.int32[:, ::1]


@compiled(types.float64(_vectors, types.int64, types.float64, types.float64, types.float64))
def _apart(points: _Array, number: int, x: float, y: float, z: float) -> float:
    """The square of the chord between a point and a place."""
    east, north, up = points[number, 0] - x, points[number, 1] - y, points[number, 2] - z
    return float(east * east + north * north + up * up)


@compiled(types.void(_vectors, _grid, _angles, _angles, types.int64, types.int64))
def _sweep(
    points: _Array, nearest: NDArray[np.int32], lon: _Array, lat: _Array, upwards: int, onwards: int
) -> None:
    """Let each place take over what is nearer of what the places before it have; 1 forwards, -1 backwards."""
    height, width = nearest.shape
    for line in range(height):
        row = line if upwards > 0 else height - 1 - line
        behind = row - upwards
        high, far = math.sin(lat[row]), math.cos(lat[row])
        for step in range(width):
            column = step if onwards > 0 else width - 1 - step
            x, y = far * math.cos(lon[column]), far * math.sin(lon[column])
            best = nearest[row, column]
            least = _apart(points, best, x, y, high) if best >= 0 else math.inf
            for other in range(4):
                at, beside = (row, column - onwards) if other == 3 else (behind, column - 1 + other)  # noqa: PLR2004 - the last of four neighbours
                if 0 <= at < height and 0 <= beside < width:
                    point = nearest[at, beside]
                    if point >= 0 and point != best:
                        away = _apart(points, point, x, y, high)
                        if away < least:
                            best, least = point, away
            nearest[row, column] = best


@compiled(types.void(_vectors, types.int64[::1], types.int64[::1], _grid, _angles, _angles))
def _seed(
    points: _Array,
    rows: NDArray[np.int64],
    columns: NDArray[np.int64],
    nearest: NDArray[np.int32],
    lon: _Array,
    lat: _Array,
) -> None:
    """Give the places round each point that point, if none is nearer."""
    height, width = nearest.shape
    for number in range(len(points)):
        for row in range(max(rows[number] - 1, 0), min(rows[number] + 2, height)):
            high, far = math.sin(lat[row]), math.cos(lat[row])
            for column in range(max(columns[number] - 1, 0), min(columns[number] + 2, width)):
                x, y = far * math.cos(lon[column]), far * math.sin(lon[column])
                held = nearest[row, column]
                if held < 0 or _apart(points, number, x, y, high) < _apart(points, held, x, y, high):
                    nearest[row, column] = number


def spread(
    points: _Array, rows: NDArray[np.int64], columns: NDArray[np.int64], lon: _Array, lat: _Array
) -> _Array:
    """Chords on the unit sphere from each place of a grid to the nearest point; places by row and column.

    A place takes the point of a neighbour where that is nearer than its own, over and over in all four
    directions (Danielsson 1980, Computer Graphics and Image Processing 14); rarely a point that is nearer by
    a part of a cell is missed.

    Args:
        points: unit vectors.
        rows: of the grid's cells in which the points lie.
        columns: same.
        lon: of the grid's columns, radians.
        lat: of its rows, radians.
    """
    nearest = np.full((len(lat), len(lon)), -1, np.int32)
    points = np.ascontiguousarray(points)
    _seed(points, np.ascontiguousarray(rows), np.ascontiguousarray(columns), nearest, lon, lat)
    for _ in range(_ROUNDS):
        for upwards, onwards in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            _sweep(points, nearest, lon, lat, upwards, onwards)
    chords = np.empty(nearest.shape)
    for row in range(len(lat)):
        far = math.cos(lat[row])
        place = np.stack([far * np.cos(lon), far * np.sin(lon), np.full(len(lon), math.sin(lat[row]))], 1)
        chords[row] = np.sqrt(((points[nearest[row]] - place) ** 2).sum(axis=1))
    return chords
