"""Laden or in ballast by the draughts that a ship reports by AIS.

They are typed by hand in steps of 0.1 m and often stale (Jia, Prakash and Smith 2019, Int. Journal of
Shipping and Transport Logistics 11(1)): a change tells that she loaded or discharged, its size tells nothing.
"""

import bisect
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

# How much of the difference between the greatest and the least draught of the ship a change has to be.
CHANGE_SHARE: Final = 0.15
# How long after departure a draught is taken for that of the leg.
SETTLED_S: Final = 3_600
# Reports further from the call than this tell of other voyages: 1,200 nautical miles, from the Sea of Japan
# to the Yellow Sea, take half of it at 7 kn.
MOST_AWAY_S: Final = 14 * 86_400


class Laden(StrEnum):
    """What draughts by AIS tell of the leg after a call."""

    LADEN = "laden"
    BALLAST = "in ballast"
    UNKNOWN = "not known"


def laden_after(
    times_s: Sequence[int],
    draughts_dm: Sequence[int],
    arrival_s: int,
    departure_s: int,
    until_s: int | None = None,
    settled_s: int = SETTLED_S,
    change_share: float = CHANGE_SHARE,
) -> Laden:
    """Whether a ship that called somewhere left deeper or less deep than she came.

    Args:
        times_s: of the reports, ascending.
        draughts_dm: decimetres; all of the ship, since the least and the greatest are the measure.
        arrival_s: the call began no earlier.
        departure_s: it ended no later.
        until_s: the next call began; None where that is not documented.
        settled_s: draughts count from so long after departure.
        change_share: what share of the ship's range a change has to be.
    """
    before, after = (
        bisect.bisect_left(times_s, arrival_s) - 1,
        bisect.bisect_left(times_s, departure_s + settled_s),
    )
    end_s = departure_s + MOST_AWAY_S if until_s is None else min(until_s, departure_s + MOST_AWAY_S)
    if before < 0 or after >= len(times_s):
        return Laden.UNKNOWN
    if times_s[before] < arrival_s - MOST_AWAY_S or times_s[after] > end_s:
        return Laden.UNKNOWN
    span_dm = max(draughts_dm) - min(draughts_dm)
    change_dm = draughts_dm[after] - draughts_dm[before]
    if not span_dm or abs(change_dm) < change_share * span_dm:
        return Laden.UNKNOWN
    return Laden.LADEN if change_dm > 0 else Laden.BALLAST
