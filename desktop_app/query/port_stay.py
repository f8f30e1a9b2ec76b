"""How long ships stayed in port, as far as their arrival and departure are documented."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.port_results import Stay

_DAY_S: Final = 86_400
_HOUR_S: Final = 3_600
QUARTILES: Final = (25, 50, 75)


def stay_of(
    first_s: NDArray[np.int64],
    last_s: NDArray[np.int64],
    is_interval: NDArray[np.bool_],
    is_window: NDArray[np.bool_],
    ships: NDArray[np.int32],
) -> Stay:
    """The stays of some calls.

    Args:
        first_s: UTC seconds at which each call's span begins.
        last_s: UTC seconds at which it ends.
        is_interval: arrival and departure are both known: the ship was there from the first to the last.
        is_window: the call lies somewhere in its span.
        ships: how many ships each call stands for; each counts.
    """
    low, high = _bounds(first_s[is_interval], last_s[is_interval])
    known = ships[is_interval]
    lows, highs = np.repeat(low, known) / _HOUR_S, np.repeat(high, known) / _HOUR_S
    lower = median = upper = None
    if lows.size:
        ends = zip(np.percentile(lows, QUARTILES), np.percentile(highs, QUARTILES), strict=True)
        lower, median, upper = ((float(one), float(other)) for one, other in ends)
    windows = (last_s[is_window] - first_s[is_window] + 1) / _HOUR_S
    return Stay(
        int(lows.size),
        lower,
        median,
        upper,
        int(ships[is_window].sum()),
        (float(windows.min()), float(windows.max())) if windows.size else None,
        int(ships.sum()),
    )


def _bounds(
    first_s: NDArray[np.int64], last_s: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Shortest and longest stay in seconds; equal where the clock is known.

    A span of whole days says on which days the ship came and went, not when on them.
    """
    by_days = (first_s % _DAY_S == 0) & (last_s % _DAY_S == _DAY_S - 1)
    length = last_s - first_s
    days = (length + 1) // _DAY_S
    low = np.where(by_days, np.maximum(days - 2, 0) * _DAY_S, length)
    high = np.where(by_days, days * _DAY_S, length)
    return low, high
