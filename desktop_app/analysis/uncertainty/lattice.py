"""Points that fill a cube evenly: the nodes over which shared quantiles are integrated."""

from functools import cache
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

# A prime, so that every column holds each place once.
POINTS: Final = 251
# Built component by component for the least worst-case error P2 with product weights 1, 1/4, 1/9 ... (Sloan
# and Reztsov, Component-by-component construction of good lattice rules, Math. Comp. 71 (2002), 263-273).
_GENERATOR: Final = (1, 70, 96, 53, 120, 79, 46, 19, 31, 104, 88, 115, 33, 82, 118, 109)
COLUMNS: Final = len(_GENERATOR)


@cache
def column(place: int) -> NDArray[np.float64]:
    """One coordinate of all points, within 0 to 1; by itself each column is evenly spaced."""
    points = (np.arange(POINTS) * _GENERATOR[place] % POINTS + 0.5) / POINTS
    points.setflags(write=False)
    return points


@cache
def normal_column() -> NDArray[np.float64]:
    """The first coordinate as standard normal values, of variance one; it goes with all columns but that."""
    normal = NormalDist()
    values = np.fromiter(map(normal.inv_cdf, column(0)), np.float64, POINTS)
    values /= values.std()
    values.setflags(write=False)
    return values
