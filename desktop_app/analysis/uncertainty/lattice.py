"""Points that fill a cube evenly: the nodes over which shared quantiles are integrated."""

from functools import cache
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

POINTS: Final = 2**13
# First numbers of the generating vector "exod2_base2_m20" of Cools, Kuo and Nuyens, Constructing embedded
# lattice rules for multivariate integration, SIAM J. Sci. Comput. 28 (2006), 2162-2188; good for 2 to the
# power of 10 to 20 points.
_VECTOR: Final = (1, 182667, 469891, 498753, 110745, 446247, 250185, 118627)
_VECTOR_MORE: Final = (245333, 283199, 408519, 391023, 246327, 126539, 399185, 461527)
GENERATOR: Final = _VECTOR + _VECTOR_MORE


@cache
def column(place: int) -> NDArray[np.float64]:
    """One coordinate of all points, within 0 to 1; by itself each column is evenly spaced."""
    points = (np.arange(POINTS) * GENERATOR[place] % POINTS + 0.5) / POINTS
    points.setflags(write=False)
    return points


@cache
def normal_column() -> NDArray[np.float64]:
    """The first coordinate as standard normal values; none of the others should be used with `column(0)`."""
    normal = NormalDist()
    values = np.fromiter(map(normal.inv_cdf, column(0)), np.float64, POINTS)
    values.setflags(write=False)
    return values
