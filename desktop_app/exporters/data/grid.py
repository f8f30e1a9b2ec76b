"""Positions made coarser: each on the middle of its square, so that many tell no more than one."""

from collections.abc import Iterable
from itertools import groupby
from math import cos, floor, hypot, radians
from typing import Final, Protocol

from desktop_app.domain.place import LonLat

# A degree of latitude on a sphere of the earth's mean radius, 6,371.0 km.
KM_PER_DEGREE: Final = 111.195
_DECIMALS: Final = 6


class Grid(Protocol):
    """Where positions are put."""

    def snapped(self, place: LonLat) -> LonLat:
        """The position that stands for a place."""

    def farthest_km(self) -> float:
        """No place is farther from what stands for it."""


class SquareGrid:
    """Squares of some kilometres: bands of latitude, each cut into equal parts of about that length."""

    def __init__(self, side_km: float) -> None:
        self._side_km = side_km
        self._step = side_km / KM_PER_DEGREE

    def snapped(self, place: LonLat) -> LonLat:
        """The middle of the square."""
        lon, lat = place
        middle = (floor(lat / self._step) + 0.5) * self._step
        middle = max(-90.0, min(90.0, middle))
        around = 360 * KM_PER_DEGREE * cos(radians(middle))
        count = max(1, floor(around / self._side_km))
        width = 360 / count
        number = floor((lon + 180) / width) % count
        return round(-180 + (number + 0.5) * width, _DECIMALS), round(middle, _DECIMALS)

    def farthest_km(self) -> float:
        """Half the diagonal of a square; the widest is not twice as wide as it is high."""
        return hypot(self._side_km, self._side_km / 2)


class DecimalGrid:
    """Degrees rounded to some decimals."""

    def __init__(self, decimals: int) -> None:
        self._decimals = decimals

    def snapped(self, place: LonLat) -> LonLat:
        """The place in so many decimals."""
        lon, lat = place
        return round(lon, self._decimals) + 0.0, round(lat, self._decimals) + 0.0

    def farthest_km(self) -> float:
        """Half a step each way, at the equator."""
        half_km = 10.0**-self._decimals / 2 * KM_PER_DEGREE
        return hypot(half_km, half_km)


def coarse_path(grid: Grid, path: Iterable[LonLat]) -> tuple[LonLat, ...] | None:
    """A line over the squares it goes through; None where it never leaves one."""
    places = tuple(place for place, _ in groupby(map(grid.snapped, path)))
    return places if len(places) > 1 else None
