"""A place of the world in a rectangle of the page, in Web Mercator (EPSG:3857)."""

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from desktop_app.domain.figure_design import Place
from desktop_app.domain.web_mercator import WORLD_PX, Pixel, position_of, world_pixel

# Web Mercator ends where the world is as high as it is wide.
FURTHEST_LAT: Final = 85.051128779807
FURTHEST_LON: Final = 180.0
# The map's own.
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
        pixel = world_pixel(lon, lat, 0.0)
        x = (pixel.x - west) / (east - west)
        y = (pixel.y - north) / (south - north)
        return QPointF(self.rect.left() + x * self.rect.width(), self.rect.top() + y * self.rect.height())

    def position(self, point: QPointF) -> tuple[float, float]:
        """Longitude and latitude of a point, degrees."""
        west, north, east, south = self._edges()
        x = west + (point.x() - self.rect.left()) / self.rect.width() * (east - west)
        y = north + (point.y() - self.rect.top()) / self.rect.height() * (south - north)
        return position_of(Pixel(x, y), 0.0)

    def carried(self, dx: float, dy: float) -> Place:
        """The place after the map was dragged by so much of the rectangle's unit."""
        west, north, east, south = self._edges()
        across = -dx / self.rect.width() * (east - west)
        down = -dy / self.rect.height() * (south - north)
        return _place(west + across, north + down, east + across, south + down)

    def zoomed(self, factor: float, about: QPointF) -> Place:
        """The place at a scale so many times as large, with the point `about` where it is."""
        west, north, east, south = self._edges()
        zoom = math.log2(self.rect.width() / (east - west))
        low, high = ZOOM_LIMITS
        factor = 2 ** (min(max(zoom + math.log2(factor), low), high) - zoom)
        x = west + (about.x() - self.rect.left()) / self.rect.width() * (east - west)
        y = north + (about.y() - self.rect.top()) / self.rect.height() * (south - north)
        return _place(
            x + (west - x) / factor,
            y + (north - y) / factor,
            x + (east - x) / factor,
            y + (south - y) / factor,
        )

    def target(self, shown: Place) -> QRectF:
        """Where a picture of this frame lies on one of the same rectangle that shows another place."""
        other = MapFrame(self.rect, shown)
        return QRectF(
            other.point(self.place.west, self.place.north), other.point(self.place.east, self.place.south)
        )

    def _edges(self) -> tuple[float, float, float, float]:
        """West, north, east, south in the picture of the whole world at zoom 0."""
        place = self.place
        left, top = world_pixel(place.west, min(place.north, FURTHEST_LAT), 0.0)
        right, bottom = world_pixel(place.east, max(place.south, -FURTHEST_LAT), 0.0)
        return left, top, right, bottom


def _place(west: float, north: float, east: float, south: float) -> Place:
    """Pixels of the world's picture as degrees; what would lie beyond its edge is shifted back onto it."""
    across = -min(west, 0.0) - max(east - WORLD_PX, 0.0)
    down = -min(north, 0.0) - max(south - WORLD_PX, 0.0)
    first = position_of(Pixel(max(west + across, 0.0), max(north + down, 0.0)), 0.0)
    last = position_of(Pixel(min(east + across, WORLD_PX), min(south + down, WORLD_PX)), 0.0)
    return Place(first[0], last[1], last[0], first[1])
