"""The documented call of a vessel before and after each of its calls, where the order is certain."""

from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

Codes = NDArray[np.signedinteger[Any]]

NONE: Final = -1
"""No call of the vessel is documented there."""
UNORDERED: Final = -2
"""Times overlap, so that more than one call may be the neighbour."""
UNNAMED: Final = -3
"""The vessel is not named: no other call is known to be its."""


class Moves(NamedTuple):
    """Rows of the neighbouring calls, or one of `NONE`, `UNORDERED`, `UNNAMED`; one for each call."""

    before: NDArray[np.int32]
    next: NDArray[np.int32]


def moves(
    vessel: Codes,
    voyage: Codes,
    first_s: NDArray[np.int64],
    last_s: NDArray[np.int64],
    loads: NDArray[np.bool_],
) -> Moves:
    """The neighbours of each call.

    Two calls of a vessel have a certain order where one ends before the other begins, or where one voyage
    loads with the first and does not with the second. A neighbour is told where both calls stand apart from
    all others of the vessel.

    Args:
        vessel: codes, -1 where the vessel is not named.
        voyage: rows, -1 for none.
        first_s: UTC seconds at which each span begins.
        last_s: UTC seconds at which it ends.
        loads: whether the call loads.
    """
    before = np.full(vessel.size, UNNAMED, np.int32)
    following = np.full(vessel.size, UNNAMED, np.int32)
    named = np.flatnonzero(vessel >= 0)
    order = named[np.lexsort((~loads[named], last_s[named], first_s[named], vessel[named]))]
    if not order.size:
        return Moves(before, following)
    ship, sailing, loading = vessel[order], voyage[order], loads[order]
    ends, starts = _latest_so_far(ship, last_s[order]), first_s[order]
    # Of the gap before each call and after the last one: is it within a vessel, is everything before it over?
    is_within = np.zeros(order.size + 1, np.bool_)
    is_within[1:-1] = ship[1:] == ship[:-1]
    is_clear = ~is_within
    is_clear[1:-1] |= ends[:-1] < starts[1:]
    one_voyage = is_within[1:-1] & (sailing[1:] == sailing[:-1]) & (sailing[1:] >= 0)
    is_clear[1:-1] |= one_voyage & loading[:-1] & ~loading[1:] & is_clear[:-2]
    apart = is_clear[:-1] & is_clear[1:]
    following[order] = _neighbours(apart, np.roll(apart, -1), is_within[1:], np.roll(order, -1))
    before[order] = _neighbours(apart, np.roll(apart, 1), is_within[:-1], np.roll(order, 1))
    return Moves(before, following)


def _neighbours(
    apart: NDArray[np.bool_],
    neighbour_apart: NDArray[np.bool_],
    has_neighbour: NDArray[np.bool_],
    neighbour: NDArray[np.intp],
) -> NDArray[np.intp]:
    found: NDArray[np.intp] = np.full(len(apart), UNORDERED, np.intp)
    known = np.flatnonzero(apart & has_neighbour & neighbour_apart)
    found[known] = neighbour[known]
    found[apart & ~has_neighbour] = NONE
    return found


def _latest_so_far(vessel: Codes, last_s: NDArray[np.int64]) -> NDArray[np.int64]:
    """The latest end among a vessel's calls up to each; rows are ordered by vessel."""
    first_s = int(last_s.min())
    lifted = vessel.astype(np.int64) * (int(last_s.max()) - first_s + 1)
    latest: NDArray[np.int64] = np.maximum.accumulate(last_s - first_s + lifted) - lifted + first_s
    return latest
