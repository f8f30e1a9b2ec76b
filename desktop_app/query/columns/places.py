"""Which points lie in a ring."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.place import LonLat


def inside(ring: Sequence[LonLat], lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Points that a ring encloses, by the even-odd rule on a plane of lon and lat.

    A point on the western or southern edge of a rectangle is in, one on the eastern or northern edge is not.

    Args:
        ring: vertices in degrees; closed by itself.
        lon: degrees; NaN lies nowhere.
        lat: as `lon`.
    """
    lons, lats = np.array(ring, np.float64).T
    found = np.zeros(len(lon), np.bool_)
    (near,) = np.nonzero(
        (lon >= lons.min()) & (lon <= lons.max()) & (lat >= lats.min()) & (lat <= lats.max())
    )
    x, y = lon.take(near), lat.take(near)
    odd = np.zeros(len(near), np.bool_)
    for from_x, from_y, to_x, to_y in zip(lons, lats, np.roll(lons, -1), np.roll(lats, -1), strict=True):
        if from_y == to_y:
            continue
        crosses = (from_y <= y) != (to_y <= y)
        odd ^= crosses & (x < (to_x - from_x) * (y - from_y) / (to_y - from_y) + from_x)
    found[near] = odd
    return found
