"""Whether a ship is in a port: near one of the port's berths or anchorages, with room between in and out.

A ship enters a port's area at 3.0 km or nearer to one of its points and leaves it at 4.0 km or further from
all of them, so that a position that wavers at the edge makes no string of visits. Both figures are those of
Global Fishing Watch (pipe-anchorages, anchorage_cfg.yaml), which has no points in North Korea; ours are in
the record's berth_points.csv.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from math import asin, cos, floor, radians, sin, sqrt
from typing import Final

from desktop_app.domain.place import BerthPoint, LonLat

ENTER_KM: Final = 3.0
LEAVE_KM: Final = 4.0
# Mean radius of WGS 84 (IUGG). On this sphere a distance is off by at most 0.56 %: 17 m at 3 km.
EARTH_RADIUS_KM: Final = 6371.0088
# A cell is higher than LEAVE_KM, and wider up to 72 degrees of latitude, so nine of them hold what is near.
CELL_HIGH_DEG: Final = 0.05
CELL_WIDE_DEG: Final = 0.15


class Crossing(StrEnum):
    """What happens at the edge of a port's area."""

    ENTRY = "entry"
    EXIT = "exit"


@dataclass(frozen=True, slots=True)
class PortCrossing:
    """A ship seen inside an area for the first time, or outside it for the first time again.

    Attributes:
        distance_km: from the port's nearest point.
    """

    crossing: Crossing
    port_id: str
    when: datetime
    distance_km: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """The nearest of some points and its distance."""

    port_id: str
    distance_km: float


def distance_km(one: LonLat, two: LonLat) -> float:
    """Great-circle distance on the mean sphere; see EARTH_RADIUS_KM for its error."""
    lon_1, lat_1, lon_2, lat_2 = map(radians, (*one, *two))
    half = sin((lat_2 - lat_1) / 2) ** 2 + cos(lat_1) * cos(lat_2) * sin((lon_2 - lon_1) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(min(half, 1.0)))


def edge_crossing(distance: float, *, inside: bool) -> Crossing | None:
    """What a distance in kilometres from a port's nearest point means for a ship that was inside or not."""
    if not inside and distance <= ENTER_KM:
        return Crossing.ENTRY
    if inside and distance >= LEAVE_KM:
        return Crossing.EXIT
    return None


class PortAreas:
    """The areas of all ports of a record."""

    def __init__(self, points: Iterable[BerthPoint]) -> None:
        self._by_port: defaultdict[str, list[LonLat]] = defaultdict(list)
        self._cells: defaultdict[tuple[int, int], list[BerthPoint]] = defaultdict(list)
        for point in points:
            self._by_port[point.port_id].append(point.position)
            self._cells[_cell(point.position)].append(point)

    def distance_km(self, port_id: str, position: LonLat) -> float:
        """Kilometres to the nearest point of a port.

        Raises:
            KeyError: the port has no point.
        """
        if port_id not in self._by_port:
            raise KeyError(port_id)
        return min(distance_km(point, position) for point in self._by_port[port_id])

    def nearest(self, position: LonLat) -> Nearest | None:
        """The port with the nearest point within LEAVE_KM, None if none is that near."""
        row, column = _cell(position)
        near = [
            Nearest(point.port_id, distance_km(point.position, position))
            for high in (row - 1, row, row + 1)
            for wide in (column - 1, column, column + 1)
            for point in self._cells.get((high, wide), ())
        ]
        best = min(near, key=lambda one: (one.distance_km, one.port_id), default=None)
        return best if best is not None and best.distance_km <= LEAVE_KM else None

    def crossings(self, track: Iterable[tuple[datetime, LonLat]]) -> Iterator[PortCrossing]:
        """Entries and exits along a ship's positions in time order.

        A ship that entered one port stays in it until it has left that port's own points, even where another
        port's area overlaps; only then can it enter the other, at the same position at the earliest.
        """
        port_id = ""
        for when, position in track:
            if port_id:
                distance = self.distance_km(port_id, position)
                if edge_crossing(distance, inside=True) is None:
                    continue
                yield PortCrossing(Crossing.EXIT, port_id, when, distance)
                port_id = ""
            nearest = self.nearest(position)
            if nearest is not None and edge_crossing(nearest.distance_km, inside=False) is not None:
                port_id = nearest.port_id
                yield PortCrossing(Crossing.ENTRY, port_id, when, nearest.distance_km)


def _cell(position: LonLat) -> tuple[int, int]:
    lon, lat = position
    return floor(lat / CELL_HIGH_DEG), floor(lon / CELL_WIDE_DEG)
