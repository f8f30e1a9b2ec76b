"""How often chance brings sailings as close to payments as they are.

The statistic is the mean, over the sailings, of the days to the nearest payment before or after: it hangs on
no number that somebody could turn until the answer pleases. Chance is a circular shift: all sailings are
moved by the same number of days round the clock, and what leaves its end enters at its beginning, so that
their rhythm and their crowding stay (Lotwick and Silverman, J. R. Stat. Soc. B 44, 1982, 406-413, for points
in the plane). Every shift there is is looked at, none is drawn, so the answer is exact and always the same;
where the sailings do not follow the payments, each share of the shifts is as likely as any other. The shift
of nothing counts among them, so that no p-value is zero (Phipson and Smyth, Stat. Appl. Genet. Mol. Biol. 9,
2010, article 39).

What the test takes for granted: that sailings were as likely to be seen in each part of the clock. Where both
sailings and payments are documented in the same few months only, they are close for that reason alone.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# With fewer, one coincidence decides.
LEAST_SAILINGS: Final = 5
LEAST_PAYMENTS: Final = 5


class Chance(NamedTuple):
    """The answer.

    Attributes:
        sailings, payments: how many were looked at.
        mean_days: mean days from a sailing to the nearest payment; 0 for the same day.
        as_close: shifts that bring the sailings as close or closer, that of nothing left out.
        shifts: how many there are, that of nothing left out.
        first_day, last_day: the clock round which they go.
    """

    sailings: int
    payments: int
    mean_days: float
    as_close: int
    shifts: int
    first_day: date
    last_day: date

    @property
    def p_value(self) -> float:
        """Share of all shifts, that of nothing included, with sailings as close."""
        return (self.as_close + 1) / (self.shifts + 1)


class TooFew(NamedTuple):
    """Why there is no answer: how many are known to the day."""

    sailings: int
    payments: int


def chance_of_proximity(
    sailings: Sequence[tuple[date, date, int]],
    payments: Sequence[tuple[date, date]],
    first_day: date,
    last_day: date,
) -> Chance | TooFew:
    """Compare the sailings with all their circular shifts.

    Args:
        sailings: first day, last day, and how many have them; each within the clock.
        payments: first and last day; each within the clock.
        first_day: beginning of the clock.
        last_day: its end, included.
    """
    count = sum(many for _, _, many in sailings)
    if count < LEAST_SAILINGS or len(payments) < LEAST_PAYMENTS:
        return TooFew(count, len(payments))
    size = (last_day - first_day).days + 1
    longest = max((last - first).days for first, last, _ in sailings)
    to_payment = _days_to_nearest(payments, first_day, size + longest)
    totals = np.zeros(size)
    for extra in sorted({(last - first).days for first, last, _ in sailings}):
        # An interval is as near as its nearest day.
        nearest = np.lib.stride_tricks.sliding_window_view(to_payment, extra + 1).min(axis=1)[:size]
        starts = np.zeros(size)
        for first, last, many in sailings:
            if (last - first).days == extra:
                starts[(first - first_day).days] += many
        # Sums of whole numbers below 2**53: exact.
        totals += np.correlate(np.concatenate((nearest, nearest[:-1])), starts, "valid")
    as_close = int(np.count_nonzero(totals[1:] <= totals[0]))
    return Chance(count, len(payments), float(totals[0]) / count, as_close, size - 1, first_day, last_day)


def _days_to_nearest(
    payments: Iterable[tuple[date, date]], first_day: date, size: int
) -> NDArray[np.float64]:
    """For each of `size` days, the days to the nearest payment."""
    paid = np.zeros(size, np.bool_)
    for first, last in payments:
        paid[(first - first_day).days : (last - first_day).days + 1] = True
    days, at = np.arange(size), np.flatnonzero(paid)
    after = np.searchsorted(at, days)
    following = np.abs(at[np.minimum(after, len(at) - 1)] - days)
    before = np.abs(days - at[np.maximum(after - 1, 0)])
    nearest: NDArray[np.float64] = np.minimum(before, following).astype(np.float64)
    return nearest
