"""What ships told of their draught before and after something."""

from typing import Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.runtime.compiling import compiled

_times: Final = types.Array(types.uint32, 1, "C", readonly=True)
_bytes: Final = types.Array(types.uint8, 1, "C", readonly=True)
_whole: Final = types.Array(types.int64, 1, "C", readonly=True)


@compiled(
    types.void(
        *(_whole, _times, _bytes, _whole, _whole, _whole),
        *(types.int64, types.int64, types.float64[::1], types.float64[::1]),
    )
)
def told_around(
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    draught_dm: NDArray[np.uint8],
    ships: NDArray[np.int64],
    start_s: NDArray[np.int64],
    end_s: NDArray[np.int64],
    settled_s: int,
    looked_s: int,
    before_dm: NDArray[np.float64],
    after_dm: NDArray[np.float64],
) -> None:
    """The draught told last up to each start, and first from `settled_s` after each end; NaN for none.

    `starts`, `t_s` and `draught_dm` are the fleet's; of each event `ships`, `start_s` and `end_s`. Reports
    are looked at up to `looked_s` before the start and after the end.
    """
    for event in range(len(ships)):
        begin, stop = starts[ships[event]], starts[ships[event] + 1]
        times = t_s[begin:stop]
        before_dm[event] = after_dm[event] = np.nan
        place = begin + np.searchsorted(times, np.uint32(start_s[event]), side="right") - 1
        while place >= begin and np.int64(t_s[place]) >= start_s[event] - looked_s:
            if draught_dm[place] != 0:
                before_dm[event] = draught_dm[place]
                break
            place -= 1
        place = begin + np.searchsorted(times, np.uint32(end_s[event] + settled_s))
        while place < stop and np.int64(t_s[place]) <= end_s[event] + looked_s:
            if draught_dm[place] != 0:
                after_dm[event] = draught_dm[place]
                break
            place += 1
