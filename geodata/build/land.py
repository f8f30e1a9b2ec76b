"""The land: OpenStreetMap's, in full inside the region and simplified outside it."""

import numpy as np
import roaring_landmask
import shapely
from numpy.typing import NDArray

from geodata.build.extent import CUT, REGION
from geodata.build.features import Feature
from geodata.build.shapes import Shapes, area_km2, clip, polygons, simplify_outside

# Smallest zoom of the tiles that hold an island, by area: else small ones come as squares of a unit.
_ISLANDS_KM2 = ((0, 600.0), (3, 150.0), (4, 60.0), (5, 15.0), (6, 4.0), (7, 1.0), (8, 0.25), (9, 0.05))
_LAST = 10
_OUTSIDE_TOLERANCE = 0.003  # degrees, 330 m: two pixels where the map shows the region in full
_OUTSIDE_LEAST_KM2 = 0.5


def read_land() -> Shapes:
    """Land polygons of OpenStreetMap of 2024-09 in the box, as the package holds them: 0.0005° simplified."""
    whole = shapely.from_wkb(roaring_landmask.Shapes.wkb(roaring_landmask.LandmaskProvider.Osm))
    return clip(shapely.get_parts(whole), CUT)


def thin_land(land: Shapes) -> Shapes:
    """The land as it is drawn: simple outside the region."""
    inside = shapely.intersects(land, shapely.box(*REGION))
    large = land[inside | (area_km2(land) >= _OUTSIDE_LEAST_KM2)]
    thin = np.array([simplify_outside(shape, REGION, _OUTSIDE_TOLERANCE) for shape in large], dtype=object)
    return polygons(thin)


def first_zooms(areas_km2: NDArray[np.float64]) -> list[int]:
    """Smallest zoom of the tiles that hold an area of this size."""
    return [next((zoom for zoom, least in _ISLANDS_KM2 if area >= least), _LAST) for area in areas_km2]


def land_features(land: Shapes) -> list[Feature]:
    """The layer `land`."""
    thin = thin_land(land)
    return [
        Feature(shape, first=first) for shape, first in zip(thin, first_zooms(area_km2(thin)), strict=True)
    ]
