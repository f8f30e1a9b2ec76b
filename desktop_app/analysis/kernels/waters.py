"""Loops over the grid of distances to the shore: unpacking it, asking it."""

import math
from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.runtime.compiling import compiled

_Frame = tuple[int, int, int]
_frame: Final = types.UniTuple(types.int64, 3)  # type: ignore[no-untyped-call]
_positions: Final = types.Array(types.int32, 1, "A", readonly=True)


@compiled(types.void(types.int16[:, ::1]))
def unpack(grid: NDArray[np.int16]) -> None:
    """Turn differences into values, in place: sums along each row, then along each column."""
    height, width = grid.shape
    for row in range(height):
        so_far = np.int16(0)
        for column in range(width):
            so_far += grid[row, column]
            grid[row, column] = so_far
            if row:
                grid[row, column] += grid[row - 1, column]


@compiled(
    types.void(
        _positions,
        _positions,
        types.Array(types.int16, 2, "C", readonly=True),
        _frame,
        types.float64,
        types.float32[::1],
    )
)
def shore_distances(
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    grid: NDArray[np.int16],
    frame: _Frame,
    unit_m: float,
    found: NDArray[np.float32],
) -> None:
    """Metres to the shore at positions, between the four places of the grid round each.

    `grid` is in `unit_m`, rows from the south, above 0 afloat; `frame` is its west and south edge and the
    side of its cells in 1e-7 degrees, a place in the middle of each. `found` takes 0 ashore and NaN out of
    the grid.
    """
    west, south, side = frame
    height, width = grid.shape
    share = 1.0 / side
    for place in range(len(lon_e7)):
        east = np.int64(lon_e7[place]) - west
        north = np.int64(lat_e7[place]) - south
        if not (0 <= east < width * side and 0 <= north < height * side):
            found[place] = math.nan
            continue
        across = min(max(east * share - 0.5, 0.0), width - 1.0)
        up = min(max(north * share - 0.5, 0.0), height - 1.0)
        column, row = min(int(across), width - 2), min(int(up), height - 2)
        across -= column
        up -= row
        below = grid[row, column] * (1 - across) + grid[row, column + 1] * across
        above = grid[row + 1, column] * (1 - across) + grid[row + 1, column + 1] * across
        found[place] = max((below * (1 - up) + above * up) * unit_m, 0.0)
