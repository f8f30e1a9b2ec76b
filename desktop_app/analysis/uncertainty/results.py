"""Answers about the uncertainty of a sum of barrels."""

from typing import Final, NamedTuple

LEVEL: Final = 0.95
# Shares below which the quantiles of a simulation lie: the middles of a hundred parts of equal chance.
QUANTILE_SHARES: Final = tuple((place + 0.5) / 100 for place in range(100))


class Interval(NamedTuple):
    """A sum of barrels.

    Attributes:
        mean_bbl: expected; not the best figure, for ranges are not symmetric about theirs.
        low_bbl, high_bbl: equal chances lie below and above.
    """

    mean_bbl: float
    low_bbl: float
    high_bbl: float


class Simulated(NamedTuple):
    """A sum of barrels as drawn; the same for the same strata, draws and seed.

    Attributes:
        quantiles: barrels at `QUANTILE_SHARES`, for a picture of the distribution.
        draws: of the sum; each takes several random numbers.
    """

    interval: Interval
    quantiles: tuple[float, ...]
    draws: int
    seed: int
