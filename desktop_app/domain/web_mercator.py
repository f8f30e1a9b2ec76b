"""Between degrees and the pixels of a Web Mercator map (EPSG:3857), as Leaflet reckons them."""

import math
from typing import Final, NamedTuple

from desktop_app.domain.figure_design import Place

# WGS84: equatorial radius, first eccentricity squared. Web Mercator's world is 256 pixels wide at zoom 0.
RADIUS_M: Final = 6_378_137.0
ECCENTRICITY_2: Final = 0.00669437999014
WORLD_PX: Final = 256
# As the page's map has it (mapview/shell.py).
ZOOM_LIMITS: Final = (3, 14)
# Zooms and centres are rounded to these, so that a place that was written down is drawn again to the same
# pixel: a millionth of a degree is 0.02 pixels at zoom 15.
_ZOOM_DIGITS: Final = 6
_CENTRE_DIGITS: Final = 6
_EDGE_DIGITS: Final = 9


class View(NamedTuple):
    """Centre (degrees, EPSG:4326) and Leaflet zoom."""

    lon: float
    lat: float
    zoom: float


class Pixel(NamedTuple):
    """A place in the world's picture at some zoom, CSS pixels from its upper left corner."""

    x: float
    y: float


def world_pixel(lon: float, lat: float, zoom: float) -> Pixel:
    """Where a position lies in the picture of the whole world."""
    size = WORLD_PX * math.exp2(zoom)
    y = 0.5 - math.asinh(math.tan(math.radians(lat))) / math.tau
    return Pixel((lon / 360.0 + 0.5) * size, y * size)


def position_of(pixel: Pixel, zoom: float) -> tuple[float, float]:
    """Longitude and latitude of a pixel of that picture, degrees."""
    size = WORLD_PX * math.exp2(zoom)
    lat = math.degrees(math.atan(math.sinh((0.5 - pixel.y / size) * math.tau)))
    return (pixel.x / size - 0.5) * 360.0, lat


def view_of(place: Place, width_px: float, height_px: float) -> View:
    """The view at which a map of this size shows the whole of a place, in its middle, as far as it can zoom.

    Args:
        place: west of its east, south of its north.
        width_px: of the map, CSS pixels.
        height_px: the same.
    """
    left, top = world_pixel(place.west, place.north, 0.0)
    right, bottom = world_pixel(place.east, place.south, 0.0)
    zoom = math.log2(min(width_px / (right - left), height_px / (bottom - top)))
    zoom = round(min(max(zoom, ZOOM_LIMITS[0]), ZOOM_LIMITS[1]), _ZOOM_DIGITS)
    lon, lat = position_of(Pixel((left + right) / 2, (top + bottom) / 2), 0.0)
    return View(round(lon, _CENTRE_DIGITS), round(lat, _CENTRE_DIGITS), zoom)


def place_of_view(lon: float, lat: float, zoom: float, width_px: float, height_px: float) -> Place:
    """The part of the world in a map of a size.

    Args:
        lon: of its centre, degrees, EPSG:4326.
        lat: the same, short of the poles.
        zoom: Leaflet zoom; fractions too.
        width_px: CSS pixels.
        height_px: the same.
    """
    middle = world_pixel(lon, lat, zoom)
    west, north = position_of(Pixel(middle.x - width_px / 2, middle.y - height_px / 2), zoom)
    east, south = position_of(Pixel(middle.x + width_px / 2, middle.y + height_px / 2), zoom)
    return Place(*(round(edge, _EDGE_DIGITS) for edge in (west, south, east, north)))


def metres_per_pixel(lat: float, zoom: float) -> float:
    """Along the parallel of a latitude, on the ellipsoid."""
    angle = math.radians(lat)
    parallel_m = math.tau * RADIUS_M * math.cos(angle) / math.sqrt(1 - ECCENTRICITY_2 * math.sin(angle) ** 2)
    return parallel_m / (WORLD_PX * math.exp2(zoom))
