"""Web Mercator (EPSG:3857), as the map is drawn in it: pixels of a zoom, and degrees."""

import math
from typing import Final

from desktop_app.domain.figure_design import Place

# Leaflet and everybody else who cuts the world into tiles: one tile at zoom 0.
WORLD_PX: Final = 256.0


def place_of_view(lon: float, lat: float, zoom: float, width_px: float, height_px: float) -> Place:
    """The part of the world in a map of a size.

    Args:
        lon: of its centre, degrees, EPSG:4326.
        lat: the same, short of the poles.
        zoom: Leaflet zoom; fractions too.
        width_px: CSS pixels.
        height_px: the same.
    """
    world = WORLD_PX * 2.0**zoom
    half_deg = width_px / world * 180.0
    # Height on the plane where the sphere has the radius 1, so that the world is 2π wide.
    middle = math.asinh(math.tan(math.radians(lat)))
    half = height_px / world * math.pi
    south, north = (math.degrees(math.atan(math.sinh(middle + way * half))) for way in (-1, 1))
    return Place(lon - half_deg, south, lon + half_deg, north)
