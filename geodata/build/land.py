"""The land: OpenStreetMap's, in full inside the region and simplified outside it."""

from collections.abc import Iterable

import numpy as np
import roaring_landmask
import shapely
from numpy.typing import NDArray

from geodata.build.extent import CUT, DEEPEST_ZOOM, REGION
from geodata.build.features import Feature
from geodata.build.shapes import Shapes, area_km2, clip, polygons, simplify_outside, widen

# Smallest zoom of the tiles that hold an island, by area: else small ones come as squares of a unit.
_ISLANDS_KM2 = ((0, 600.0), (3, 150.0), (4, 60.0), (5, 15.0), (6, 4.0), (7, 1.0), (8, 0.25), (9, 0.05))
_LAST = 10
_OUTSIDE_TOLERANCE = 0.0015  # degrees, 165 m: a tenth of a millimetre on a map of 1 : 1.6 million
_OUTSIDE_LEAST_KM2 = 0.5
_PIERS_WITHIN = 0.1  # degrees, 8 to 11 km
_NARROWEST = 360 / 2**DEEPEST_ZOOM / 4096  # degrees of longitude: a unit of the deepest tiles


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


def land_features(land: Shapes, ports: Iterable[tuple[float, float]]) -> list[Feature]:
    """The layer `land`.

    Piers and rocks of a few metres would fall together to nothing when the tiles round their corners; near
    `ports` (lon, lat) they are drawn as wide as a tile can tell.
    """
    reach = shapely.MultiPoint(list(ports)).buffer(_PIERS_WITHIN)
    thin = widen(thin_land(land), reach, _NARROWEST)
    return [
        Feature(shape, first=first) for shape, first in zip(thin, first_zooms(area_km2(thin)), strict=True)
    ]
