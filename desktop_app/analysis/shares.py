"""Work on the ships of a fleet by two threads, each with about half of the reports."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, TypeVar

import numpy as np
from numpy.typing import NDArray

_T = TypeVar("_T")
# Below so many reports a second thread costs more than it saves.
_WORTH_IT: Final = 200_000
_ROOM: Final = 1024


def in_shares(starts: NDArray[np.int64], work: Callable[[int, int], _T]) -> list[_T]:
    """What the work returns for ranges of ships, in their order.

    Args:
        starts: as in `Fleet`.
        work: takes the first ship and the one after the last; leaves Python's lock alone while it computes.
    """
    ships = len(starts) - 1
    if starts[-1] < _WORTH_IT:
        return [work(0, ships)]
    middle = int(np.searchsorted(starts, starts[-1] // 2))
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(work, (0, middle), (middle, ships)))


def filled(work: Callable[..., int], *kinds: tuple[Any, tuple[int, ...]]) -> tuple[NDArray[Any], ...]:
    """What a kernel writes that counts everything and writes as much as there is room for.

    Args:
        work: takes an array a kind, returns how many entries there are.
        kinds: type of each array, and the shape of one entry.
    """
    room = _ROOM
    while True:
        arrays = tuple(np.zeros((room, *shape), type_) for type_, shape in kinds)
        count = work(*arrays)
        if count <= room:
            return tuple(array[:count] for array in arrays)
        room = count
