"""Steps between reports of a ship that no ship makes in the time."""

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import types

from desktop_app.analysis.kernels.column_types import DEGREES_E7, NUMBERS, TIMES
from desktop_app.analysis.kernels.sphere import E7_M, NM_M, distance_m, turn_e7
from desktop_app.runtime.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

HOUR_S: Final = 3600


@compiled(types.int64(TIMES, types.int64, types.int64))
def seconds_between(t_s: "NDArray[np.uint32]", one: int, other: int) -> int:
    """Seconds from one report to another; as signed numbers, since unsigned ones would go through floats."""
    return int(np.int64(t_s[other]) - np.int64(t_s[one]))


@compiled(types.boolean(types.int64, types.int64, types.int64, types.int64, types.float64))
def further(lon_1_e7: int, lat_1_e7: int, lon_2_e7: int, lat_2_e7: int, metres: float) -> bool:
    """Whether two positions are more than so many metres apart, by the haversine where it is not plain."""
    north = abs(lat_2_e7 - lat_1_e7) * E7_M
    if north > metres:
        return True
    if north + abs(turn_e7(lon_1_e7, lon_2_e7)) * E7_M <= metres:
        return False
    return distance_m(lon_1_e7, lat_1_e7, lon_2_e7, lat_2_e7) > metres


@compiled(types.float64(types.int64, types.float64, types.float64))
def reach_m(seconds: int, knots: float, slack_nm: float) -> float:
    """How far apart two reports of one ship may lie: what she sails meanwhile, at least the slack."""
    return max(slack_nm, knots * seconds / HOUR_S) * NM_M


@compiled(
    types.int64(
        NUMBERS,
        TIMES,
        DEGREES_E7,
        DEGREES_E7,
        types.int64,
        types.int64,
        types.float64,
        types.float64,
        types.int64,
        types.int64[::1],
    )
)
def swift_steps(
    starts: "NDArray[np.int64]",
    t_s: "NDArray[np.uint32]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    first_ship: int,
    end_ship: int,
    knots: float,
    slack_nm: float,
    within_s: int,
    steps: "NDArray[np.int64]",
) -> int:
    """Find the reports from which the next one of the ship lies out of `reach_m`, at most `within_s` later.

    Columns are those of a fleet; ships from `first_ship` up to, without, `end_ship` are looked at. `steps`
    takes as many as it has room for.

    Returns:
        How many there are.
    """
    # The sum of both differences is never less than the distance; a little less than what is in reach, since
    # it is reckoned another way.
    near_e7 = (1 - 1e-9) * slack_nm * NM_M / E7_M
    e7_a_second = (1 - 1e-9) * knots * NM_M / HOUR_S / E7_M
    count = 0
    for ship in range(first_ship, end_ship):
        for at in range(starts[ship], starts[ship + 1] - 1):
            seconds = int(np.int64(t_s[at + 1]) - np.int64(t_s[at]))
            # Half a turn of longitude and more takes the long way below; nearly all reports end here.
            across = abs(np.int64(lon_e7[at + 1]) - np.int64(lon_e7[at]))
            across += abs(np.int64(lat_e7[at + 1]) - np.int64(lat_e7[at]))
            if across <= near_e7 or across <= seconds * e7_a_second or seconds > within_s:
                continue
            metres = reach_m(seconds, knots, slack_nm)
            if further(lon_e7[at], lat_e7[at], lon_e7[at + 1], lat_e7[at + 1], metres):
                if count < len(steps):
                    steps[count] = at
                count += 1
    return count


@compiled(types.void(DEGREES_E7, DEGREES_E7, NUMBERS, NUMBERS, types.float64[::1]))
def lengths_m(
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    one: "NDArray[np.int64]",
    other: "NDArray[np.int64]",
    metres: "NDArray[np.float64]",
) -> None:
    """Put the distance between each pair of reports into `metres`."""
    for place in range(len(one)):
        start, end = one[place], other[place]
        metres[place] = distance_m(lon_e7[start], lat_e7[start], lon_e7[end], lat_e7[end])
