"""A position as it was read from text, and why some text is none."""

import math
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.place import LonLat
from desktop_app.runtime.errors import UsageError

METRES_PER_DEGREE: Final = 111_200.0  # of latitude, mean of WGS 84
FINEST_M: Final = 1.0  # digits beyond a metre say nothing about a place on a map


class PositionError(UsageError):
    """Text that looks like coordinates and gives no position; its text says why."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A position read from text.

    Attributes:
        lon, lat: degrees, EPSG:4326.
        precision_m: one step of the last digit given, metres along the meridian.
        how: the notation it was read as, for a sentence ("DMS", "MGRS, 100 m").
    """

    lon: float
    lat: float
    precision_m: float
    how: str

    @property
    def position(self) -> LonLat:
        """Lon, lat in degrees."""
        return self.lon, self.lat


def reading(lon: float, lat: float, precision_m: float, how: str) -> Reading:
    """A checked reading.

    Raises:
        PositionError: latitude or longitude lies outside its range.
    """
    if not abs(lat) <= 90:  # noqa: PLR2004 - degrees of a quarter circle
        raise PositionError(f"Latitude {lat:g}° lies outside 90°S to 90°N.")
    if not abs(lon) <= 180:  # noqa: PLR2004 - degrees of a half circle
        raise PositionError(f"Longitude {lon:g}° lies outside 180°W to 180°E.")
    return Reading(lon, lat, max(precision_m, FINEST_M), how)


def distance_text(metres: float) -> str:
    """A precision in words: one digit, two where the first is a 1."""
    exponent = math.floor(math.log10(metres))
    step = 10.0 ** (exponent - (1 if metres / 10.0**exponent < 2 else 0))  # noqa: PLR2004 - see the summary
    rounded = round(metres / step) * step
    return f"{rounded / 1000:.3g} km" if rounded >= 1000 else f"{rounded:.3g} m"  # noqa: PLR2004 - metres in a km
