"""A place of the world in a rectangle of the page, by Web Mercator (EPSG:3857)."""

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from desktop_app.domain.figure_design import Place

# Web Mercator ends where the world is as high as it is wide.
FURTHEST_LAT: Final = 85.051128779807
FURTHEST_LON: Final = 180.0
# Leaflet's zoom 0 shows the world on 256 pixels; the map's own limits.
WORLD_PX: Final = 256
ZOOM_LIMITS: Final = (2.0, 18.0)


class MapFrame(NamedTuple):
    """A rectangle, and what of the world lies in it.

    Attributes:
        rect: in any unit, the upper edge north.
        place: at its edges, degrees.
    """

    rect: QRectF
    place: Place

    def point(self, lon: float, lat: float) -> QPointF:
        """Where a position lies."""
        west, north, east, south = self._edges()
        x = (_x(lon) - west) / (east - west)
        y = (_y(lat) - north) / (south - north)
        return QPointF(self.rect.left() + x * self.rect.width(), self.rect.top() + y * self.rect.height())

    def position(self, point: QPointF) -> tuple[float, float]:
        """Longitude and latitude of a point, degrees."""
        west, north, east, south = self._edges()
        x = west + (point.x() - self.rect.left()) / self.rect.width() * (east - west)
        y = north + (point.y() - self.rect.top()) / self.rect.height() * (south - north)
        return x * 2 * FURTHEST_LON - FURTHEST_LON, _lat(y)

    def carried(self, dx: float, dy: float) -> Place:
        """The place after the map was dragged by so much of the rectangle's unit."""
        west, north, east, south = self._edges()
        across = -dx / self.rect.width() * (east - west)
        down = -dy / self.rect.height() * (south - north)
        return _place(west + across, north + down, east + across, south + down)

    def zoomed(self, factor: float, about: QPointF) -> Place:
        """The place at a scale so many times as large, with the point `about` where it is."""
        west, north, east, south = self._edges()
        zoom = math.log2(self.rect.width() / WORLD_PX / (east - west))
        low, high = ZOOM_LIMITS
        factor = 2 ** (min(max(zoom + math.log2(factor), low), high) - zoom)
        x = west + (about.x() - self.rect.left()) / self.rect.width() * (east - west)
        y = north + (about.y() - self.rect.top()) / self.rect.height() * (south - north)
        return _place(
            x + (west - x) / factor, y + (north - y) / factor, x + (east - x) / factor, y + (south - y) / factor
        )

    def target(self, shown: Place) -> QRectF:
        """Where a picture of this frame lies on one of the same rectangle that shows another place."""
        other = MapFrame(self.rect, shown)
        return QRectF(
            other.point(self.place.west, self.place.north), other.point(self.place.east, self.place.south)
        )

    def _edges(self) -> tuple[float, float, float, float]:
        """West, north, east, south as shares of the world, y from the north."""
        place = self.place
        return _x(place.west), _y(place.north), _x(place.east), _y(place.south)


def place_round(lon: float, lat: float, zoom: float, width_px: float, height_px: float) -> Place:
    """What a map of so many CSS pixels shows round its middle at one of Leaflet's zooms."""
    world = WORLD_PX * 2**zoom
    across, down = width_px / world / 2, height_px / world / 2
    x, y = _x(lon), _y(lat)
    return _place(x - across, y - down, x + across, y + down)


def _x(lon: float) -> float:
    return (lon + FURTHEST_LON) / (2 * FURTHEST_LON)


def _y(lat: float) -> float:
    lat = min(max(lat, -FURTHEST_LAT), FURTHEST_LAT)
    return (1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2


def _lat(y: float) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y))))


def _place(west: float, north: float, east: float, south: float) -> Place:
    """Shares of the world as degrees; what would lie beyond its edge is shifted back onto it."""
    across = -min(west, 0.0) - max(east - 1, 0.0)
    down = -min(north, 0.0) - max(south - 1, 0.0)
    west, east = max(west + across, 0.0), min(east + across, 1.0)
    north, south = max(north + down, 0.0), min(south + down, 1.0)
    turn = 2 * FURTHEST_LON
    return Place(west * turn - FURTHEST_LON, _lat(south), east * turn - FURTHEST_LON, _lat(north))
