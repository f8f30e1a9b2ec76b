"""The interval of a sum, without drawing: fast enough for every step of a slider.

Given where the shared assumptions lie, the rest of the sum is taken as normal. The chance to stay below a
value is integrated along a line over the shared assumption that moves most barrels, and on a lattice over the
others and the rest; the values where it is 0.025 and 0.975 are found by false position. The same strata give
the same interval, near ones near intervals. The mean is exact. Where the ends are not:

- The nodes are few: the ends are within 0.3 % of the interval's width of exact ones.
- A few ships of unknown capacity: the sum of their triangular deadweights is taken as normal; `simulation`
  draws each.
- Shared assumptions beyond the fifteen that move most barrels have one quantile together, which makes the
  interval wider.
"""

from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.analysis.uncertainty import lattice
from desktop_app.analysis.uncertainty.model import axes_of, expected, parts_of, totals
from desktop_app.analysis.uncertainty.results import LEVEL, Interval
from desktop_app.domain.strata import Strata

# Quantiles along the line: close together at both ends, where those of a triangle are steep.
_LINE: Final = (1 - np.cos(np.linspace(0, np.pi, 57))) / 2
_ROUNDS: Final = 60
# As a share of the chance, or of the width of the whole distribution.
_CLOSE: Final = 1e-5


def closed_form(strata: Strata, *, drawn: bool, level: float = LEVEL) -> Interval:
    """Mean and interval of the barrels of some strata.

    Args:
        strata: of a filter.
        drawn: with the calls of unknown capacity.
        level: chance that the interval holds the sum.
    """
    parts = parts_of(strata, drawn=drawn)
    axes = axes_of(parts)
    ends = (1 - level) / 2, (1 + level) / 2
    mean = expected(parts)
    if not axes:
        # Nothing is shared: mean and mean plus one standard deviation.
        centre, beside = totals(parts, {}, np.array([0.0, 1.0])).tolist()
        reach = NormalDist().inv_cdf(ends[1]) * (beside - centre)
        return Interval(mean, max(centre - reach, 0.0), centre + reach)
    shares = {axis: lattice.column(min(place, lattice.COLUMNS - 1)) for place, axis in enumerate(axes)}
    shares[axes[0]] = _LINE[:, np.newaxis]
    chances = _Chances(totals(parts, shares, lattice.normal_column()))
    low, high = (chances.quantile(end) for end in ends)
    return Interval(mean, max(low, 0.0), high)


class _Chances:
    """The distribution of a sum, even between its values at neighbouring steps of the line.

    Args:
        nodes: the sum, a row for each step, a column for each point of the lattice.
    """

    def __init__(self, nodes: NDArray[np.float64]) -> None:
        self._from, self._to = float(nodes.min()), float(nodes.max())
        self._close = _CLOSE * (self._to - self._from)
        first, second = nodes[:-1], nodes[1:]
        self._starts = np.minimum(first, second)
        # Of a load of nothing all nodes are zero.
        self._per_width = 1 / np.maximum(np.abs(second - first), self._close or 1.0)
        self._weights = np.diff(_LINE) / nodes.shape[1]

    def below(self, value: float) -> float:
        """The chance of less."""
        parts = value - self._starts
        parts *= self._per_width
        np.clip(parts, 0, 1, out=parts)
        return float((self._weights @ parts).sum())

    def quantile(self, share: float) -> float:
        """The value below which a share lies, by false position with the Illinois rule."""
        low, high = self._from, self._to
        at_low, at_high = -share, 1 - share
        for _ in range(_ROUNDS):
            value = (low * at_high - high * at_low) / (at_high - at_low)
            excess = self.below(value) - share
            if abs(excess) < _CLOSE or high - low <= self._close:
                break
            # An end that stays counts half the next time, or it would stay for long.
            if excess > 0:
                high, at_high, at_low = value, excess, at_low / 2
            else:
                low, at_low, at_high = value, excess, at_high / 2
        return value
