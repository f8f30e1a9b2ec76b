"""What reports tell of voyages: ways, silences, hours in which she was heard, and draughts before and after.

Read with `analysis.voyages`, which says what each is.
"""

from typing import Any, Final

import numpy as np
from numba import types
from numpy.typing import NDArray

from desktop_app.analysis.kernels.sphere import E7_M, E7_RAD, distance_m
from desktop_app.domain.laden import MOST_AWAY_S
from desktop_app.runtime.compiling import compiled

# Columns of `ends`, one row a voyage.
SHIP, BEGIN, END, ARRIVED_S, DEPARTED_S, NEXT_S = range(6)
ENDS: Final = 6
# Columns of `told`.
WAY_MM, SILENT_MM, DARK_S, GAPS, HEARD_H, BEFORE_DM, AFTER_DM, LADEN = range(8)
TOLD: Final = 8
UNKNOWN, IS_LADEN, IN_BALLAST = range(3)
_HOUR_S: Final = 3600
_QUARTER_TURN: Final = 900_000_000
# Steps up to half a degree, up to 75 degrees of latitude, are measured on a plane: off by less than 0.1 %.
_NEAR_E7: Final = 5_000_000
_LOW_E7: Final = 750_000_000
# Cosines of latitudes each 2**20 units (0.1 degrees) and straight lines between them: off by less than 5e-7.
_COSINE_BITS: Final = 20
_COSINE_STEP: Final = 1 << _COSINE_BITS
# Signed and 64 bits wide: differences of unsigned numbers would go through floats.
_whole: Final[Any] = np.int64


def _column(kind: Any) -> Any:
    """A column that the kernel only reads, whoever owns it."""
    return types.Array(kind, 1, "C", readonly=True)


@compiled(
    types.UniTuple(types.int64, 2)(  # type: ignore[no-untyped-call]
        _column(types.int64),
        _column(types.uint32),
        _column(types.uint8),
        types.int64,
        types.int64[::1],
        types.int64[::1],
    )
)
def _draughts_of(
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    draught_dm: NDArray[np.uint8],
    ship: int,
    when_s: NDArray[np.int64],
    what_dm: NDArray[np.int64],
) -> tuple[int, int]:
    """Times and draughts of the reports of a ship that tell one; returns how many, and their range."""
    count, least_dm, most_dm = 0, 255, 0
    for at in range(starts[ship], starts[ship + 1]):
        told_dm = _whole(draught_dm[at])
        if told_dm > 0:
            when_s[count], what_dm[count] = t_s[at], told_dm
            least_dm, most_dm = min(least_dm, told_dm), max(most_dm, told_dm)
            count += 1
    return count, max(most_dm - least_dm, 0)


@compiled(
    types.void(
        types.int64[::1],
        types.int64[::1],
        types.int64,
        types.int64,
        types.int64[::1],
        types.int64[::1],
        types.int64,
        types.float64,
    )
)
def _load(
    when_s: NDArray[np.int64],
    what_dm: NDArray[np.int64],
    count: int,
    span_dm: int,
    ends: NDArray[np.int64],
    told: NDArray[np.int64],
    settled_s: int,
    change_share: float,
) -> None:
    """The rule of `domain.laden.laden_after`, and the two draughts."""
    before = np.searchsorted(when_s[:count], ends[ARRIVED_S]) - 1
    after = np.searchsorted(when_s[:count], ends[DEPARTED_S] + settled_s)
    told[BEFORE_DM], told[AFTER_DM], told[LADEN] = 0, 0, UNKNOWN
    if before >= 0 and when_s[before] >= ends[ARRIVED_S] - MOST_AWAY_S:
        told[BEFORE_DM] = what_dm[before]
    if after < count and when_s[after] <= min(ends[NEXT_S], ends[DEPARTED_S] + MOST_AWAY_S):
        told[AFTER_DM] = what_dm[after]
    if told[BEFORE_DM] == 0 or told[AFTER_DM] == 0:
        return
    change_dm = told[AFTER_DM] - told[BEFORE_DM]
    if span_dm > 0 and abs(change_dm) >= change_share * span_dm:
        told[LADEN] = IS_LADEN if change_dm > 0 else IN_BALLAST


@compiled(
    types.void(
        _column(types.int64),
        _column(types.uint32),
        _column(types.int32),
        _column(types.int32),
        _column(types.uint8),
        types.int64[:, ::1],
        types.int64,
        types.int64,
        types.int64,
        types.int64,
        types.float64,
        types.int64[:, ::1],
    )
)
def measure_voyages(
    starts: NDArray[np.int64],
    t_s: NDArray[np.uint32],
    lon_e7: NDArray[np.int32],
    lat_e7: NDArray[np.int32],
    draught_dm: NDArray[np.uint8],
    ends: NDArray[np.int64],
    first: int,
    stop: int,
    gap_s: int,
    settled_s: int,
    change_share: float,
    told: NDArray[np.int64],
) -> None:
    """Fill the rows of `told` from `first` up to, without, `stop`.

    The reports are those of a `Fleet`. `ends` has of each voyage the ship, the reports with which it begins
    and ends, when she had arrived where it begins, departed from there, and arrived at its end. Voyages of a
    ship lie together. A silence is longer than `gap_s`.
    """
    longest = 0
    for voyage in range(first, stop):
        ship = ends[voyage, SHIP]
        longest = max(longest, starts[ship + 1] - starts[ship])
    when_s, what_dm = np.empty(longest, np.int64), np.empty(longest, np.int64)
    cosines = np.empty(2 * _QUARTER_TURN // _COSINE_STEP + 2)
    for place in range(len(cosines)):
        cosines[place] = np.cos((place * _COSINE_STEP - _QUARTER_TURN) * E7_RAD)
    held, count, span_dm = -1, 0, 0
    for voyage in range(first, stop):
        ship, begin, end = ends[voyage, SHIP], ends[voyage, BEGIN], ends[voyage, END]
        if ship != held:
            held = ship
            count, span_dm = _draughts_of(starts, t_s, draught_dm, ship, when_s, what_dm)
        way_m, silent_m, dark_s, gaps, heard = 0.0, 0.0, 0, 0, 1
        begin_s = _whole(t_s[begin])
        hour_end_s, before_s = begin_s + _HOUR_S, begin_s
        lon, lat = _whole(lon_e7[begin]), _whole(lat_e7[begin])
        end_s = _whole(t_s[end])
        for at in range(begin + 1, end + 1):
            now_s = _whole(t_s[at])
            to_lon, to_lat = _whole(lon_e7[at]), _whole(lat_e7[at])
            east, north = to_lon - lon, to_lat - lat
            if abs(east) <= _NEAR_E7 and abs(north) <= _NEAR_E7 and abs(lat) <= _LOW_E7:
                high = (lat + to_lat + 2 * _QUARTER_TURN) >> 1
                place = high >> _COSINE_BITS
                share = (high & (_COSINE_STEP - 1)) * (1.0 / _COSINE_STEP)
                narrow = cosines[place] + share * (cosines[place + 1] - cosines[place])
                step_m = E7_M * np.sqrt(float(north) * north + (east * narrow) ** 2)
            else:
                step_m = distance_m(lon, lat, to_lon, to_lat)
            way_m += step_m
            if now_s - before_s > gap_s:
                silent_m += step_m
                dark_s += now_s - before_s
                gaps += 1
            if now_s >= hour_end_s and now_s < end_s:
                heard += 1
                hour_end_s += ((now_s - hour_end_s) // _HOUR_S + 1) * _HOUR_S
            lon, lat, before_s = to_lon, to_lat, now_s
        own = told[voyage]
        own[WAY_MM], own[SILENT_MM] = _whole(round(way_m * 1000)), _whole(round(silent_m * 1000))
        own[DARK_S], own[GAPS], own[HEARD_H] = dark_s, gaps, heard
        _load(when_s, what_dm, count, span_dm, ends[voyage], own, settled_s, change_share)
