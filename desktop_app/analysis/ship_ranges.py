"""Ranges of ships for threads: kernels hold no lock of Python's, and ships do not depend on each other."""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
# Below so many reports a second thread costs more than it saves.
FEW: Final = 50_000
# More threads than this wait for memory.
MOST: Final = 4


def over_ships(starts: NDArray[np.int64], work: Callable[[int, int], T]) -> list[T]:
    """What some work finds in ranges of ships of about equally many reports, in the order of ships.

    Args:
        starts: first report of each ship, and the end; of voyages likewise.
        work: takes the first ship of a range and the one after its last; called in threads.
    """
    ships, reports = len(starts) - 1, int(starts[-1])
    count = min(os.cpu_count() or 1, MOST, max(ships, 1)) if reports > FEW else 1
    if count == 1:
        return [work(0, ships)]
    edges = np.searchsorted(starts, np.linspace(0, reports, count + 1)).tolist()
    edges[0], edges[-1] = 0, ships
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(work, edges[:-1], edges[1:]))
