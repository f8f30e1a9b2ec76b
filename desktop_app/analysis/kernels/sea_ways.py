"""Shortest ways over the water cells of a grid: Dijkstra's algorithm with sixteen steps out of each cell.

Its slow reference is in `tests/unit/analysis/test_reach.py`.
"""

from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.runtime.compiling import compiled

STEPS: Final = 16
"""To the eight neighbours, and like a chess knight."""
ROW_STEPS: Final = np.array((0, 0, 1, -1, 1, 1, -1, -1, 1, 1, -1, -1, 2, 2, -2, -2), np.int64)
COLUMN_STEPS: Final = np.array((1, -1, 0, 0, 1, -1, 1, -1, 2, -2, 2, -2, 1, -1, 1, -1), np.int64)

_grid: Final = types.Array(types.boolean, 2, "C", readonly=True)
_lengths: Final = types.Array(types.float64, 2, "C", readonly=True)
_moves: Final = types.Array(types.int64, 1, "C", readonly=True)


@compiled(
    types.float32[:, ::1](
        _grid, _lengths, _moves, _moves, types.int64, types.int64, types.float64, types.float64
    )
)
def ways_m(  # noqa: C901, PLR0912, PLR0915 - one loop: a call in it is not inlined
    water: NDArray[np.bool_],
    lengths_m: NDArray[np.float64],
    row_steps: NDArray[np.int64],
    column_steps: NDArray[np.int64],
    start_row: int,
    start_column: int,
    start_m: float,
    most_m: float,
) -> NDArray[np.float32]:
    """How far every cell lies from one of them over water; infinite beyond `most_m` and where no way leads.

    Cells wait in a ring of buckets as wide as the shortest step is long: no cell can shorten the way to
    another of its bucket, so that none needs to be sorted (Dial, Comm. ACM 12 (1969), 632).

    Args:
        water: [row, column].
        lengths_m: [row, step], of a step out of that row.
        row_steps: what each step adds; a step that passes between cells needs water there.
        column_steps: the same of columns.
        start_row: of the first cell.
        start_column: of the first cell.
        start_m: the way to it.
        most_m: no way longer than this is followed.
    """
    rows, columns = water.shape
    ways = np.full((rows, columns), np.inf, np.float32)
    done = np.zeros((rows, columns), np.bool_)
    width = 0.99 * lengths_m.min()
    ring = int(lengths_m.max() / width) + 2
    heads = np.full(ring, -1, np.int64)
    cells = np.empty(4096, np.int64)
    nexts = np.empty(4096, np.int64)
    free, used, waiting = -1, 1, 1
    bucket = int(start_m / width)
    cells[0], nexts[0] = start_row * columns + start_column, -1
    heads[bucket % ring] = 0
    ways[start_row, start_column] = start_m
    while waiting > 0:
        entry = heads[bucket % ring]
        if entry < 0:
            bucket += 1
            continue
        heads[bucket % ring] = nexts[entry]
        nexts[entry], free = free, entry
        waiting -= 1
        row, column = cells[entry] // columns, cells[entry] % columns
        if done[row, column]:
            continue
        done[row, column] = True
        way = ways[row, column]
        for step in range(len(row_steps)):
            down, right = row_steps[step], column_steps[step]
            to_row, to_column = row + down, column + right
            if to_row < 0 or to_row >= rows or to_column < 0 or to_column >= columns:
                continue
            if done[to_row, to_column] or not water[to_row, to_column]:
                continue
            longer = np.float32(way + lengths_m[row, step])
            if longer > most_m or longer >= ways[to_row, to_column]:
                continue
            if down in (2, -2):
                half = down // 2
                if not (water[row + half, column] and water[row + half, to_column]):
                    continue
            elif right in (2, -2):
                half = right // 2
                if not (water[row, column + half] and water[to_row, column + half]):
                    continue
            elif down != 0 and right != 0 and not water[row, to_column] and not water[to_row, column]:
                continue
            ways[to_row, to_column] = longer
            if free >= 0:
                entry, free = free, nexts[free]
            else:
                if used == len(cells):
                    cells = np.concatenate((cells, np.empty(used, np.int64)))
                    nexts = np.concatenate((nexts, np.empty(used, np.int64)))
                entry, used = used, used + 1
            place = int(longer / width) % ring
            cells[entry], nexts[entry] = to_row * columns + to_column, heads[place]
            heads[place] = entry
            waiting += 1
    return ways


@compiled(types.boolean[:, ::1](_grid, types.int64))
def seas(water: NDArray[np.bool_], least: int) -> NDArray[np.bool_]:
    """The water of which at least so many cells hang together; lakes and lagoons are left out."""
    rows, columns = water.shape
    seen = np.zeros((rows, columns), np.bool_)
    found = np.zeros((rows, columns), np.bool_)
    queue = np.empty(rows * columns, np.int64)
    for first in range(rows * columns):
        if seen[first // columns, first % columns] or not water[first // columns, first % columns]:
            continue
        begin, end = 0, 1
        queue[0] = first
        seen[first // columns, first % columns] = True
        while begin < end:
            row, column = queue[begin] // columns, queue[begin] % columns
            begin += 1
            for down, right in ((0, 1), (0, -1), (1, 0), (-1, 0)):
                to_row, to_column = row + down, column + right
                if to_row < 0 or to_row >= rows or to_column < 0 or to_column >= columns:
                    continue
                if water[to_row, to_column] and not seen[to_row, to_column]:
                    seen[to_row, to_column] = True
                    queue[end] = to_row * columns + to_column
                    end += 1
        if end >= least:
            for place in range(end):
                found[queue[place] // columns, queue[place] % columns] = True
    return found
