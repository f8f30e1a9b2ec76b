"""Runs of reports that repeat the very same position."""

from typing import TYPE_CHECKING

import numpy as np
from numba import types

from desktop_app.analysis.kernels.column_types import DEGREES_E7, NUMBERS, SHORTS, TIMES
from desktop_app.analysis.kernels.swift_steps import further, seconds_between
from desktop_app.runtime.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray


@compiled(
    types.int64(
        NUMBERS,
        TIMES,
        DEGREES_E7,
        DEGREES_E7,
        SHORTS,
        types.int64,
        types.int64,
        types.int64,
        types.int64,
        types.int64,
        types.int64,
        types.int64[:, ::1],
    )
)
def frozen_runs(
    starts: "NDArray[np.int64]",
    t_s: "NDArray[np.uint32]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    sog_dkn: "NDArray[np.int16]",
    first_ship: int,
    end_ship: int,
    least_s: int,
    silence_s: int,
    least_reports: int,
    moving_dkn: int,
    runs: "NDArray[np.int64]",
) -> int:
    """Find runs of reports of one position that last at least `least_s`, no two further apart in time.

    Columns are those of a fleet; ships from `first_ship` up to, without, `end_ship` are looked at. A run has
    `least_reports` or more, at most `silence_s` between two. `runs` takes as many as it has room for: ship,
    first and last report, reports that tell a speed, and those of them of at least `moving_dkn`.

    Returns:
        How many there are.
    """
    count = 0
    for ship in range(first_ship, end_ship):
        first, end = starts[ship], starts[ship + 1]
        while first < end:
            last = first
            while (
                last + 1 < end
                and lon_e7[last + 1] == lon_e7[first]
                and lat_e7[last + 1] == lat_e7[first]
                and seconds_between(t_s, last, last + 1) <= silence_s
            ):
                last += 1
            lasting = seconds_between(t_s, first, last)
            if lasting >= least_s and last - first + 1 >= least_reports:
                if count < len(runs):
                    told, moving = 0, 0
                    for at in range(first, last + 1):
                        told += sog_dkn[at] >= 0
                        moving += sog_dkn[at] >= moving_dkn
                    runs[count, 0] = ship
                    runs[count, 1] = first
                    runs[count, 2] = last
                    runs[count, 3] = told
                    runs[count, 4] = moving
                count += 1
            first = last + 1
    return count


@compiled(types.void(DEGREES_E7, DEGREES_E7, DEGREES_E7, DEGREES_E7, types.float64, types.boolean[::1]))
def far_from_all(
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    point_lon_e7: "NDArray[np.int32]",
    point_lat_e7: "NDArray[np.int32]",
    metres: float,
    far: "NDArray[np.bool_]",
) -> None:
    """Tell of each position whether every point is further away than so many metres."""
    for place in range(len(lon_e7)):
        far[place] = True
        for point in range(len(point_lon_e7)):
            if not further(lon_e7[place], lat_e7[place], point_lon_e7[point], point_lat_e7[point], metres):
                far[place] = False
                break
