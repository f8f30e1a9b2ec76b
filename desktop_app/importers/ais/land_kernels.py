"""Loops of the land mask: drawing polygons into a grid of bytes, thinning it, asking it."""

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import types

from desktop_app.runtime.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

LAND: Final = 1
EDGE: Final = 2

_grid: Final = types.uint8[:, ::1]
_points: Final = types.float64[::1]
_window: Final = types.UniTuple(types.int64, 4)  # type: ignore[no-untyped-call]
_frame: Final = types.UniTuple(types.int64, 5)  # type: ignore[no-untyped-call]


@compiled(types.void(_grid, _points, _points, types.int64[::1], _window))
def toggle(
    grid: "NDArray[np.uint8]",
    columns: "NDArray[np.float64]",
    rows: "NDArray[np.float64]",
    starts: "NDArray[np.int64]",
    window: tuple[int, int, int, int],
) -> None:
    """Turn `LAND` over wherever the middle of a cell lies inside of rings, by the even-odd rule.

    The rows of `grid` run from south to north; `columns` and `rows` place the rings' points, in cells;
    `starts` is where each ring begins, and the end; `window` the first and end column, first and end row.
    """
    west, east, south, north = window
    for ring in range(len(starts) - 1):
        before = starts[ring + 1] - 1
        for point in range(starts[ring], starts[ring + 1]):
            x1, y1, x2, y2 = columns[before], rows[before], columns[point], rows[point]
            before = point
            if y1 > y2:
                x1, y1, x2, y2 = x2, y2, x1, y1
            first = max(south, int(np.ceil(y1 - 0.5)))
            end = min(north, int(np.ceil(y2 - 0.5)))
            for row in range(first, end):
                crossing = x1 + (row + 0.5 - y1) / (y2 - y1) * (x2 - x1)
                # What lies east of the crossing turns over.
                for column in range(max(west, int(np.ceil(crossing - 0.5))), east):
                    grid[row, column] ^= np.uint8(LAND)


@compiled(types.void(_grid, _points, _points, types.int64[::1], _window))
def mark_edges(
    grid: "NDArray[np.uint8]",
    columns: "NDArray[np.float64]",
    rows: "NDArray[np.float64]",
    starts: "NDArray[np.int64]",
    window: tuple[int, int, int, int],
) -> None:
    """Set `EDGE` where a line runs; arguments as those of `toggle`. Lines are not closed."""
    west, east, south, north = window
    for line in range(len(starts) - 1):
        for point in range(starts[line] + 1, starts[line + 1]):
            x1, y1 = columns[point - 1], rows[point - 1]
            across, up = columns[point] - x1, rows[point] - y1
            steps = np.int64(np.ceil(2 * max(abs(across), abs(up)))) + 1
            for step in range(steps + 1):
                column = np.int64(np.floor(x1 + across * step / steps))
                row = np.int64(np.floor(y1 + up * step / steps))
                if west <= column < east and south <= row < north:
                    grid[row, column] |= np.uint8(EDGE)


@compiled(types.void(_grid, types.uint8[:, ::1]))
def thin(grid: "NDArray[np.uint8]", inland: "NDArray[np.uint8]") -> None:
    """Set 1 where a cell and its eight neighbours are `LAND` without `EDGE`; not at the rim of the grid."""
    height, width = grid.shape
    for row in range(1, height - 1):
        for column in range(1, width - 1):
            whole = True
            for above in range(-1, 2):
                for beside in range(-1, 2):
                    if grid[row + above, column + beside] != LAND:
                        whole = False
            inland[row, column] = whole


@compiled(
    types.void(
        types.Array(types.int32, 1, "C", readonly=True),
        types.Array(types.int32, 1, "C", readonly=True),
        types.Array(types.uint8, 1, "C", readonly=True),
        _frame,
        types.boolean[::1],
    )
)
def look_up(
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    bits: "NDArray[np.uint8]",
    frame: tuple[int, int, int, int, int],
    found: "NDArray[np.bool_]",
) -> None:
    """Set what a grid of bits says of positions within it, and leave the others.

    `bits` lie cell after cell, row after row from south to north, eight a byte, the highest bit first;
    `frame` is west and south edge and side of a cell in 1e-7 degrees, columns, rows.
    """
    west, south, side, width, height = frame
    # A division of whole numbers takes ten times as long; the products are exact to a part of a unit.
    share = 1.0 / side
    wide, high = width * side, height * side
    for place in range(len(lon_e7)):
        east = np.int64(lon_e7[place]) - west
        north = np.int64(lat_e7[place]) - south
        if 0 <= east < wide and 0 <= north < high:
            cell = np.uint64(np.int64(north * share) * width + np.int64(east * share))
            shift = np.uint64(7) - (cell & np.uint64(7))
            found[place] = (np.uint64(bits[cell >> np.uint64(3)]) >> shift) & np.uint64(1)
