"""The part of the world this is about, and the bounds of things within it."""

from collections.abc import Iterable
from typing import Final

from desktop_app.domain.place import LonLat
from desktop_app.domain.record import Record

# West, south, east, north: Far East ports, Korea, and the way round it.
THEATRE: Final = (118.0, 33.0, 146.0, 50.0)
LEAST_SPAN_DEG: Final = 0.5


def bounds_of(record: Record, keys: Iterable[str]) -> tuple[float, float, float, float] | None:
    """Bounds of the features with these keys, with room round them; None if none has a place."""
    points = [point for key in keys for point in _points(record, key)]
    if not points:
        return None
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    wide = max(LEAST_SPAN_DEG - (east - west), 0.0) / 2 + (east - west) * 0.15
    high = max(LEAST_SPAN_DEG - (north - south), 0.0) / 2 + (north - south) * 0.15
    return west - wide, south - high, east + wide, north + high


def _points(record: Record, key: str) -> list[LonLat]:
    kind, _, ident = key.partition(":")
    if kind == "port":
        return [row.position for row in record.ports if row.id == ident and row.position is not None]
    if kind == "station":
        return [row.position for row in record.stations if row.id == ident and row.position is not None]
    if kind == "sighting":
        return [row.position for row in record.sightings if row.id == ident and row.position is not None]
    if kind == "rail":
        lines = [row for row in record.rail_lines if row.id == ident]
        return [point for line in lines for segment in line.segments for point in segment.path]
    if kind == "voyage":
        return _voyage_points(record, ident)
    return []


def _voyage_points(record: Record, ident: str) -> list[LonLat]:
    points: list[LonLat] = []
    for voyage in record.voyages:
        if voyage.id != ident:
            continue
        ports = {call.port_id for call in record.calls if call.id in voyage.call_ids}
        ports |= {voyage.from_port_id, voyage.to_port_id}
        points += [row.position for row in record.ports if row.id in ports and row.position is not None]
        points += [
            row.position
            for row in record.sightings
            if row.id in voyage.sighting_ids and row.position is not None
        ]
        points += [point for row in record.routes if row.id == voyage.route_id for point in row.path]
    return points
