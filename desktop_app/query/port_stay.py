"""How long ships stayed in port, as far as their arrival and departure are documented."""

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.port_results import Stay

_DAY_S: Final = 86_400
_HOUR_S: Final = 3_600
QUARTILES: Final = (25, 50, 75)


class Spans(NamedTuple):
    """Spans of calls.

    Attributes:
        first_s, last_s: UTC seconds.
        ships: how many ships each call stands for; each counts.
    """

    first_s: NDArray[np.int64]
    last_s: NDArray[np.int64]
    ships: NDArray[np.int32]


def stay_of(known: Spans, bounded: Spans, calls: int) -> Stay:
    """The stays of some calls.

    Args:
        known: arrival and departure are both documented: the ship was there from the first to the last.
        bounded: the call lies somewhere in its span.
        calls: ships of all calls, of which these are a part.
    """
    low, high = _bounds(known.first_s, known.last_s)
    lows, highs = np.repeat(low, known.ships) / _HOUR_S, np.repeat(high, known.ships) / _HOUR_S
    lower = median = upper = None
    if lows.size:
        ends = zip(np.percentile(lows, QUARTILES), np.percentile(highs, QUARTILES), strict=True)
        lower, median, upper = ((float(one), float(other)) for one, other in ends)
    windows = (bounded.last_s - bounded.first_s + 1) / _HOUR_S
    return Stay(
        int(lows.size),
        lower,
        median,
        upper,
        int(bounded.ships.sum()),
        (float(windows.min()), float(windows.max())) if windows.size else None,
        calls,
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
