"""Room for what a kernel finds, of which nobody knows before how much it is."""

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_ROOM: Final = 1024


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
