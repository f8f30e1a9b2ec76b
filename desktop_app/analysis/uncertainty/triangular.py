"""The triangular distribution between a low and a high end with its peak at the best value.

JCGM 101:2008 takes densities from what is known of a quantity; of a low, a best and a high value nothing else
is known, and the triangle is the plainest density that they give. The peak may stand at an end; where both
ends are one, there is no distribution, only the value.
"""

import math

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Range


def mean(of: Range) -> float:
    """Expected value."""
    return (of.low + of.best + of.high) / 3


def variance(of: Range) -> float:
    """Expected squared distance from the mean."""
    low, best, high = of
    # As squares of the three sides: no difference of large numbers.
    return ((best - low) ** 2 + (high - best) ** 2 + (high - low) ** 2) / 36


def quantile(of: Range, share: NDArray[np.float64]) -> NDArray[np.float64]:
    """Values below which shares of the distribution lie.

    Args:
        of: ends and peak.
        share: 0 to 1, any shape.
    """
    low, best, high = of
    width = high - low
    if not width:
        return np.full_like(share, best)
    peak = (best - low) / width
    left = low + math.sqrt(width * (best - low)) * np.sqrt(share)
    right = high - math.sqrt(width * (high - best)) * np.sqrt(1 - share)
    return np.where(share < peak, left, right)
