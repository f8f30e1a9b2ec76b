"""Instants at which ships were slow at sea, looked for on two threads."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.fleet import Fleet
from desktop_app.analysis.kernels import meetings
from desktop_app.analysis.kernels.near_points import NearPoints
from desktop_app.runtime.feedback import Cancelled, Feedback

_THREADS: Final = 2
# Parts of the work, between which a call off is heard.
_PARTS: Final = 8
_ROOM: Final = 1 << 18


class SlowInstants(NamedTuple):
    """By ship and time.

    Attributes:
        instant: int32, number of the instant, of `kernels.meetings.INSTANT_S` each.
        ship: int32.
        lon_e7, lat_e7: int32, where the ship is then.
    """

    instant: NDArray[np.int32]
    ship: NDArray[np.int32]
    lon_e7: NDArray[np.int32]
    lat_e7: NDArray[np.int32]


def slow_instants(
    fleet: Fleet, points: NearPoints, step_m: float, feedback: Feedback | None = None
) -> SlowInstants:
    """Instants up to which a ship moved at most `step_m` since the one before, and is away from all points.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    reports = (fleet.starts, fleet.t_s, fleet.lon_e7, fleet.lat_e7)
    reports = (fleet.starts, fleet.t_s, fleet.lon_e7, fleet.lat_e7)
    wanted = np.linspace(0, fleet.count, _PARTS + 1)
    edges = np.searchsorted(fleet.starts, wanted)
    edges[-1] = len(fleet.vessel_ids)

    def look(part: tuple[int, int]) -> SlowInstants:
        if feedback is not None and feedback.is_cancelled:
            raise Cancelled
        room = _ROOM
        while True:
            taken = SlowInstants(*np.empty((4, room), np.int32))
            columns: tuple[Any, ...] = (*points, *taken)
            count = meetings.slow_instants(*reports, part, step_m, *columns)
            if count <= room:
                return SlowInstants(*(column[:count] for column in taken))
            room = count

    with ThreadPoolExecutor(_THREADS) as threads:
        found = list(threads.map(look, pairwise(edges.tolist())))
    return SlowInstants(*map(np.concatenate, zip(*found, strict=True)))
