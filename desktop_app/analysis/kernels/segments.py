"""Splits the reports of one sender into the ways of as many ships as it takes to have sent them.

After the idea of Global Fishing Watch's gpsdio-segment (`core.py`): open ways, each of which a report may
continue if a ship can have got there, and at most `MOST_OPEN` of them. The rest is our own: a report
continues the way from which it needs the least speed, and the speed that reports tell is not used, since it
is what may be false.
"""

from typing import TYPE_CHECKING, Final

import numpy as np
from numba import types

from desktop_app.analysis.kernels.column_types import DEGREES_E7, NUMBERS, TIMES, read_column
from desktop_app.analysis.kernels.sphere import NM_M, distance_m
from desktop_app.analysis.kernels.swift_steps import HOUR_S, further, reach_m, seconds_between
from desktop_app.runtime.compiling import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_OPEN: Final = 20
_LABELS: Final = read_column(types.int32)


@compiled(
    types.int64(
        types.int64[::1],
        types.int64,
        types.int64,
        TIMES,
        DEGREES_E7,
        DEGREES_E7,
        types.float64,
        types.float64,
    )
)
def _continued(
    ends: "NDArray[np.int64]",
    open_: int,
    at: int,
    t_s: "NDArray[np.uint32]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    knots: float,
    slack_nm: float,
) -> int:
    """The open way that a report continues by least speed, then least distance, then the first; -1: none."""
    best = -1
    best_kn = best_m = np.inf
    for slot in range(open_):
        end = ends[slot]
        seconds = seconds_between(t_s, end, at)
        reach = reach_m(seconds, knots, slack_nm)
        if further(lon_e7[end], lat_e7[end], lon_e7[at], lat_e7[at], reach):
            continue
        if open_ == 1:
            return slot
        metres = distance_m(lon_e7[end], lat_e7[end], lon_e7[at], lat_e7[at])
        beyond = metres - slack_nm * NM_M
        needed_kn = beyond / NM_M / seconds * HOUR_S if beyond > 0 and seconds > 0 else 0.0
        if needed_kn < best_kn or (needed_kn == best_kn and metres < best_m):
            best, best_kn, best_m = slot, needed_kn, metres
    return best


@compiled(
    types.void(
        NUMBERS,
        NUMBERS,
        TIMES,
        DEGREES_E7,
        DEGREES_E7,
        types.float64,
        types.float64,
        types.int64,
        types.int32[::1],
        types.int64[::1],
    )
)
def label_segments(
    firsts: "NDArray[np.int64]",
    offsets: "NDArray[np.int64]",
    t_s: "NDArray[np.uint32]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    knots: float,
    slack_nm: float,
    within_s: int,
    labels: "NDArray[np.int32]",
    counts: "NDArray[np.int64]",
) -> None:
    """Number the ways of each ship from 0 in the order in which they begin.

    `firsts` has the first report of each ship to look at, `offsets`, one longer, where its labels begin in
    `labels`; `counts` takes how many ways each ship has. A way is open until `within_s` after its last
    report, or until it is the one that was heard least lately of `MOST_OPEN` and another begins.
    """
    ends = np.empty(MOST_OPEN, np.int64)
    names = np.empty(MOST_OPEN, np.int32)
    for ship in range(len(firsts)):
        opened, open_ = 0, 0
        shift = offsets[ship] - firsts[ship]
        for at in range(firsts[ship], firsts[ship] + offsets[ship + 1] - offsets[ship]):
            kept = 0
            for slot in range(open_):
                if seconds_between(t_s, ends[slot], at) <= within_s:
                    ends[kept], names[kept] = ends[slot], names[slot]
                    kept += 1
            open_ = kept
            slot = _continued(ends, open_, at, t_s, lon_e7, lat_e7, knots, slack_nm)
            if slot < 0:
                slot = open_ if open_ < MOST_OPEN else int(np.argmin(ends))
                open_ = min(open_ + 1, MOST_OPEN)
                names[slot] = opened
                opened += 1
            ends[slot] = at
            labels[at + shift] = names[slot]
        counts[ship] = opened


@compiled(
    types.void(
        NUMBERS,
        NUMBERS,
        NUMBERS,
        _LABELS,
        types.int64[::1],
        types.int64[::1],
        types.int64[::1],
    )
)
def measure_segments(
    firsts: "NDArray[np.int64]",
    offsets: "NDArray[np.int64]",
    tables: "NDArray[np.int64]",
    labels: "NDArray[np.int32]",
    reports: "NDArray[np.int64]",
    first: "NDArray[np.int64]",
    last: "NDArray[np.int64]",
) -> None:
    """Count the reports of each way and find its first and last one.

    `tables`, one longer than ships, tells where the ways of each ship begin in the last three columns, of
    which `reports` is full of zeros.
    """
    for ship in range(len(firsts)):
        shift = firsts[ship] - offsets[ship]
        for place in range(offsets[ship], offsets[ship + 1]):
            row = tables[ship] + labels[place]
            if reports[row] == 0:
                first[row] = place + shift
            last[row] = place + shift
            reports[row] += 1


@compiled(
    types.int64(
        NUMBERS,
        NUMBERS,
        NUMBERS,
        NUMBERS,
        TIMES,
        types.int64,
        types.int64,
        types.int64[:, ::1],
    )
)
def at_once(
    tables: "NDArray[np.int64]",
    reports: "NDArray[np.int64]",
    first: "NDArray[np.int64]",
    last: "NDArray[np.int64]",
    t_s: "NDArray[np.uint32]",
    least: int,
    apart_s: int,
    found: "NDArray[np.int64]",
) -> int:
    """Find the times in which a ship has two or more ways of at least `least` reports.

    Times of one ship at most `apart_s` apart are one. `found` has room for one row a way: ship, first report
    and last report of the time.

    Returns:
        How many there are.
    """
    count = 0
    for ship in range(len(tables) - 1):
        longest = np.int64(-1)
        begun = False
        for row in range(tables[ship], tables[ship + 1]):
            if reports[row] < least:
                continue
            if longest >= 0 and t_s[first[row]] <= t_s[longest]:
                end = last[row] if t_s[last[row]] <= t_s[longest] else longest
                if begun and seconds_between(t_s, found[count - 1, 2], first[row]) <= apart_s:
                    found[count - 1, 2] = max(found[count - 1, 2], end)
                else:
                    found[count, 0] = ship
                    found[count, 1] = first[row]
                    found[count, 2] = end
                    count += 1
                    begun = True
            if longest < 0 or t_s[last[row]] > t_s[longest]:
                longest = last[row]
    return count


@compiled(
    types.void(
        types.Array(types.int64, 2, "C", readonly=True),
        NUMBERS,
        NUMBERS,
        NUMBERS,
        NUMBERS,
        _LABELS,
        DEGREES_E7,
        DEGREES_E7,
        types.int64,
        types.int64[:, ::1],
        types.float64[::1],
    )
)
def describe_times(
    found: "NDArray[np.int64]",
    firsts: "NDArray[np.int64]",
    offsets: "NDArray[np.int64]",
    tables: "NDArray[np.int64]",
    reports: "NDArray[np.int64]",
    labels: "NDArray[np.int32]",
    lon_e7: "NDArray[np.int32]",
    lat_e7: "NDArray[np.int32]",
    least: int,
    told: "NDArray[np.int64]",
    apart_m: "NDArray[np.float64]",
) -> None:
    """Describe each time that `at_once` found, by its ways of at least `least` reports.

    `told` takes: number of ways; reports in the time of the way that has most, and of all others together;
    how often the next report is of another way. `apart_m` takes the greatest distance at such a change.
    """
    for place in range(len(found)):
        ship = found[place, 0]
        shift = offsets[ship] - firsts[ship]
        within = np.zeros(tables[ship + 1] - tables[ship], np.int64)
        before = -1
        changes = 0
        farthest = 0.0
        for at in range(found[place, 1], found[place, 2] + 1):
            label = labels[at + shift]
            if reports[tables[ship] + label] < least:
                continue
            within[label] += 1
            if before >= 0 and labels[before + shift] != label:
                changes += 1
                farthest = max(farthest, distance_m(lon_e7[before], lat_e7[before], lon_e7[at], lat_e7[at]))
            before = at
        most = int(within.max())
        told[place, 0] = (within > 0).sum()
        told[place, 1] = most
        told[place, 2] = within.sum() - most
        told[place, 3] = changes
        apart_m[place] = farthest
