"""Places that a ship can visit: ports with their berths and anchorages, and areas that a person drew."""

from dataclasses import dataclass
from enum import StrEnum
from math import asin, cos, radians, sin, sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.place import LonLat

EARTH_RADIUS_KM: Final = 6371.0088
"""Mean radius (IUGG). Distances on this sphere are off by at most 0.56 %, 17 m at 3 km."""


def distance_km(one: LonLat, other: LonLat) -> float:
    """Great-circle distance on the mean sphere."""
    lon_1, lat_1, lon_2, lat_2 = map(radians, (*one, *other))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(half, 1.0)))


class PlaceKind(StrEnum):
    """What a place is, and so what its id names."""

    PORT = "port"  # of the case
    REFERENCE = "reference"  # of the World Port Index that the program ships
    AREA = "area"  # drawn by a person, `domain.ais_event.WatchArea`


@dataclass(frozen=True, slots=True)
class VisitPlace:
    """A place.

    Attributes:
        id: of the port or area; of a reference port "wpi-…".
        country: ISO 3166 alpha-2; empty where that is not known.
        ring: lon, lat of an area's outline, not repeated at the end; empty for a port.
    """

    id: str
    name: str
    kind: PlaceKind
    country: str
    ring: tuple[LonLat, ...] = ()


@dataclass(frozen=True, eq=False)
class Places:
    """All places, and the points round which the areas of ports lie.

    Attributes:
        places: every one.
        point_place: int32, number of the place that each point belongs to.
        point_lon_e7, point_lat_e7: int32, 1e-7 degrees.
        point_names: what each point is called, a berth or an anchorage; empty where it has no name.
    """

    places: tuple[VisitPlace, ...]
    point_place: NDArray[np.int32]
    point_lon_e7: NDArray[np.int32]
    point_lat_e7: NDArray[np.int32]
    point_names: tuple[str, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in order."""
        return tuple(place.id for place in self.places)
