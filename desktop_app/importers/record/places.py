"""Ports, their parts, and the places where their ships lie."""

from pathlib import Path
from typing import Final

from desktop_app.domain.accuracy import AccuracyClass
from desktop_app.domain.place import BerthPoint, LonLat, Names, Port, PortKind, PortRole
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.geojson_table import Place, read_places
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.row import Row

PORT_COLUMNS: Final = (
    "name_en",
    "name_ru",
    "name_ko",
    "country",
    "locode",
    "kind",
    "role",
    "parent_id",
    "accuracy_class",
    "position_accuracy_m",
    "position_basis",
    "note",
    "source_ids",
    "grade",
)
BERTH_COLUMNS: Final = ("id", "port_id", "lon", "lat", "accuracy_m", "basis", "source_ids", "grade")
PART: Final = "part of a port"
COUNTRIES: Final = ("KP", "RU")


def read_ports(path: Path, ids: Ids) -> tuple[Port, ...]:
    """Ports in the file's order; a part stands after the port it belongs to."""
    return tuple(_port(place) for place in read_places(path, PORT_COLUMNS, ids))


def _port(place: Place) -> Port:
    row = place.row
    if place.path:
        raise row.error("a port is a Point or a Polygon, not a line")
    if row.required("country") not in COUNTRIES:
        raise row.error(f"country is {row.text('country')}, not one of {', '.join(COUNTRIES)}")
    position = _middle(place.ring) if place.ring else place.point
    kind = row.choice("kind", PortKind)
    if (kind is PortKind.PORT) != (not row.text("parent_id")):
        raise row.error("a port has no parent_id, a part of one has")
    row.required("position_basis")
    return Port(
        id=row.new_id("port" if kind is PortKind.PORT else PART),
        names=names_of(row),
        country=row.text("country"),
        locode=row.text("locode"),
        kind=kind,
        role=row.choice("role", PortRole),
        parent_id=row.reference("parent_id", "port"),
        position=position,
        outline=place.ring,
        position_accuracy_m=_accuracy(row, position),
        position_basis=row.text("position_basis"),
        note=row.text("note"),
        citation=row.citation(),
    )


def _accuracy(row: Row, position: LonLat | None) -> float | None:
    """Metres, in the class that the row states."""
    accuracy = row.number("position_accuracy_m")
    if (position is None) != (accuracy is None):
        raise row.error("a position needs position_accuracy_m, and no position has none")
    stated = row.choice("accuracy_class", AccuracyClass) if row.text("accuracy_class") else None
    if stated != (None if accuracy is None else AccuracyClass.of(accuracy)):
        raise row.error(f"accuracy_class does not fit {row.text('position_accuracy_m') or 'no'} metres")
    return accuracy


def _middle(ring: tuple[LonLat, ...]) -> LonLat:
    """The middle of an outline's corners, the closing one left out; six decimals are a tenth of a metre."""
    corners = ring[:-1]
    lon, lat = (sum(corner[axis] for corner in corners) / len(corners) for axis in (0, 1))
    return round(lon, 6), round(lat, 6)


def read_berth_points(path: Path, ids: Ids) -> tuple[BerthPoint, ...]:
    """Berths and anchorages of ports, in the file's order."""
    return tuple(_berth_point(row) for row in read_table(path, BERTH_COLUMNS, ids))


def _berth_point(row: Row) -> BerthPoint:
    port_id = row.reference("port_id", "port")
    if not port_id:
        raise row.error("port_id is empty")
    return BerthPoint(
        id=row.new_id("berth point"),
        port_id=port_id,
        position=lon_lat_of(row),
        accuracy_m=row.required_number("accuracy_m"),
        basis=row.required("basis"),
        citation=row.citation(),
    )


def lon_lat_of(row: Row) -> LonLat:
    """The columns lon and lat of a CSV row; east and north, where this record lies."""
    lon, lat = row.required_number("lon"), row.required_number("lat")
    if lon > 180 or lat > 90:  # noqa: PLR2004 - degrees
        raise row.error(f"{lon:g}, {lat:g} lies off the globe")
    return lon, lat


def names_of(row: Row) -> Names:
    """The columns name_en, name_ru and name_ko."""
    return Names(row.required("name_en"), row.text("name_ru"), row.text("name_ko"))
