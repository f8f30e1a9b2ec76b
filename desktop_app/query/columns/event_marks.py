"""Which rows of a case share their time with a found event of their ship."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.event_columns import EventColumns
from desktop_app.query.day_numbers import DAY_S

Mask = NDArray[np.bool_]
Days = NDArray[np.int32]


def sharing_time(
    events: EventColumns,
    counted: Mask,
    vessel_ids: Sequence[str],
    vessel: NDArray[np.intp],
    days: tuple[Days, Days],
) -> Mask:
    """Rows on one of whose days their ship has an event; of two ships that meet both have it.

    Args:
        events: of one kind.
        counted: those of them that count.
        vessel_ids: ships of the case.
        vessel: place in `vessel_ids` of each row, -1 for none.
        days: first and last day of each row, since 1970-01-01 UTC.
    """
    rows = np.flatnonzero(counted)
    numbers = {ident: place for place, ident in enumerate(vessel_ids)}
    place = np.array([*(numbers.get(ident, -1) for ident in events.vessel_ids), -1], np.int64)
    ship = np.concatenate([place[events.vessel[rows]], place[events.other[rows]]])
    first = np.tile(events.start_s[rows] // DAY_S, 2)
    last = np.tile(events.end_s[rows] // DAY_S, 2)
    named = ship >= 0
    ship, first, last = ship[named], first[named], last[named]
    found = np.zeros(len(vessel), np.bool_)
    if not len(ship):
        return found
    order = np.lexsort((first, ship))
    ship, first, last = ship[order], first[order], last[order]
    # The latest day up to and with each event of its ship: days are fewer than one ship's step.
    step = np.int64(1) << 32
    reach = np.maximum.accumulate(ship * step + last) - ship * step
    upto = np.searchsorted(ship * step + first, vessel.astype(np.int64) * step + days[1], "right") - 1
    there = (upto >= 0) & (vessel >= 0)
    at = np.where(there, upto, 0)
    found[:] = there & (ship[at] == vessel) & (reach[at] >= days[0])
    return found


def whole_days(
    count: int, own: tuple[Days, Days], parts: Sequence[tuple[NDArray[np.intp], Days, Days]]
) -> tuple[Days, Days]:
    """First and last day of rows together with those of their parts.

    Args:
        count: of the rows.
        own: their own days.
        parts: row that each part belongs to, -1 for none, and its days.
    """
    first, last = (days.astype(np.int32, copy=True) for days in own)
    for row, begins, ends in parts:
        belongs = np.flatnonzero((row >= 0) & (row < count))
        np.minimum.at(first, row[belongs], begins[belongs])
        np.maximum.at(last, row[belongs], ends[belongs])
    return first, last
