"""How fast what a ship can have reached is found, over the waters that the program ships.

The peer is the same search with the library's heap, in plain Python. Both have to find the same ways.

    python tests/benchmarks/reach.py
"""

import heapq
import math
import statistics
import time
from collections.abc import Callable
from typing import Any

import numpy as np

from desktop_app.analysis.case_places import case_places
from desktop_app.analysis.reach import KNOT_M_S, SeaGrid, sea_grid
from desktop_app.domain.place import LonLat

RUNS = 7
VOSTOCHNY: LonLat = (133.07176, 42.75166)
RAJIN: LonLat = (130.28531, 42.22587)
NAMPO: LonLat = (125.4119, 38.72826)
CASES = (
    ("Vostochny to Rajin, 2 days", VOSTOCHNY, RAJIN, 48.0),
    ("Vostochny to Nampo, 10 days", VOSTOCHNY, NAMPO, 240.0),
    ("the whole region", VOSTOCHNY, NAMPO, 3_000.0),
)
KNOTS = 10.0


def median_ms(work: Callable[[], object]) -> float:
    """Of some runs, the first left out."""
    work()
    taken = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begin))
    return statistics.median(taken)


def main() -> None:
    """Print the table."""
    begin = time.perf_counter()
    sea = sea_grid()
    print(f"waters and cells: {time.perf_counter() - begin:.2f} s, {sea.water.sum():,} cells of water")
    places = case_places(None)
    print(f"{'':30} {'one search':>11} {'area and ports':>15}   ports")
    for name, start, end, hours in CASES:
        limit_m = hours * 3600 * KNOTS * KNOT_M_S
        found = sea.cell(start)
        assert found is not None
        row, column, way_m = found
        search = median_ms(lambda: sea._searched(row, column, way_m, limit_m))  # noqa: B023 - run at once

        def whole(*, first: LonLat = start, second: LonLat = end, time_h: float = hours) -> Any:
            sea._field.cache_clear()  # measured is the search
            return sea.reach(first, second, time_h, KNOTS, places)

        reach = whole()
        print(f"{name:30} {search:8.1f} ms {median_ms(whole):12.1f} ms   {len(reach.ports)}")
    _peer(sea)


def _peer(sea: SeaGrid) -> None:
    """The same search with the library's heap, for the first case."""
    name, start, _, hours = CASES[0]
    found = sea.cell(start)
    assert found is not None
    row, column, way_m = found
    limit_m = hours * 3600 * KNOTS * KNOT_M_S
    begin = time.perf_counter()
    theirs = plain_ways(sea, (row, column), way_m, limit_m)
    taken = 1000 * (time.perf_counter() - begin)
    ours = sea._searched(row, column, way_m, limit_m)
    same = ours.size - int(np.isinf(ours).sum()) == len(theirs)
    same = same and all(abs(ours[cell] - way) < 1e-4 * way + 1 for cell, way in theirs.items())
    print(f"{name}: plain Python {taken:,.0f} ms, {'the same ways' if same else 'NOT the same ways'}")


def plain_ways(
    sea: SeaGrid, start: tuple[int, int], start_m: float, most_m: float
) -> dict[tuple[int, int], float]:
    """The way to every cell within reach."""
    from desktop_app.analysis.kernels import sea_ways  # noqa: PLC0415 - compiles or loads

    water = np.pad(sea.water, 2)
    steps = list(enumerate(zip(sea_ways.ROW_STEPS.tolist(), sea_ways.COLUMN_STEPS.tolist(), strict=True)))
    ways = {start: start_m}
    heap = [(start_m, *start)]
    while heap:
        way, row, column = heapq.heappop(heap)
        if way > ways[row, column]:
            continue
        for step, (down, right) in steps:
            half = (int(down / 2), int(right / 2))
            clear = water[row + 2 + half[0], column + 2 + half[1]]
            if half == (0, 0):
                clear = water[row + 2, column + 2 + right] or water[row + 2 + down, column + 2]
            else:
                clear = clear and water[row + 2 + down - half[0], column + 2 + right - half[1]]
            longer = way + sea._lengths_m[row, step]
            to = (row + down, column + right)
            if clear and water[to[0] + 2, to[1] + 2] and longer <= most_m and longer < ways.get(to, math.inf):
                ways[to] = longer
                heapq.heappush(heap, (longer, *to))
    return ways


if __name__ == "__main__":
    main()
