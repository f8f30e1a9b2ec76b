"""Ports, terminals, stations and railway lines of the record."""

from pathlib import Path
from typing import Final

from desktop_app.domain.place import Names, Port, PortRole, RailLine, Station
from desktop_app.importers.record.geojson_table import Place, read_places
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.row import Row

PORT_COLUMNS: Final = (
    "name_en",
    "name_ru",
    "name_ko",
    "country",
    "locode",
    "role",
    "parent_id",
    "position_accuracy_m",
    "position_basis",
    "note",
    "source_ids",
    "grade",
)
RAIL_COLUMNS: Final = (
    "kind",
    "name_en",
    "name_ru",
    "name_ko",
    "order",
    "km",
    "published_km",
    "schematic",
    "accuracy_km",
    "note",
    "source_ids",
    "grade",
)
COUNTRIES: Final = ("KP", "RU")


def read_ports(path: Path, ids: Ids) -> tuple[Port, ...]:
    """Ports in the file's order; a terminal stands after the port it belongs to."""
    return tuple(_port(place) for place in read_places(path, PORT_COLUMNS, ids))


def _port(place: Place) -> Port:
    row = place.row
    if place.path:
        raise row.error("a port is a Point, not a line")
    if row.required("country") not in COUNTRIES:
        raise row.error(f"country is {row.text('country')}, not one of {', '.join(COUNTRIES)}")
    accuracy = row.number("position_accuracy_m")
    if (place.point is None) != (accuracy is None):
        raise row.error("a position needs position_accuracy_m, and no position has none")
    row.required("position_basis")
    return Port(
        id=row.new_id("port"),
        names=_names(row),
        country=row.text("country"),
        locode=row.text("locode"),
        role=row.choice("role", PortRole),
        parent_id=row.reference("parent_id", "port"),
        position=place.point,
        position_accuracy_m=accuracy,
        position_basis=row.text("position_basis"),
        note=row.text("note"),
        citation=row.citation(),
    )


def read_rail(path: Path, ids: Ids) -> tuple[tuple[RailLine, ...], tuple[Station, ...]]:
    """Lines and stations; the stations' order runs 1, 2, 3 … in the file's order."""
    lines: list[RailLine] = []
    stations: list[Station] = []
    for place in read_places(path, RAIL_COLUMNS, ids):
        kind = place.row.required("kind")
        if kind == "line":
            lines.append(_line(place))
        elif kind == "station":
            stations.append(_station(place, len(stations) + 1))
        else:
            raise place.row.error(f"kind is {kind}, not line or station")
    return tuple(lines), tuple(stations)


def _line(place: Place) -> RailLine:
    row = place.row
    if not place.path:
        raise row.error("a railway line is a LineString")
    _only_for(row, "station", "order", "km")
    return RailLine(
        id=row.new_id("rail line"),
        names=_names(row),
        path=place.path,
        published_km=row.number("published_km"),
        schematic=row.yes("schematic"),
        accuracy_km=row.required_number("accuracy_km"),
        note=row.text("note"),
        citation=row.citation(),
    )


def _station(place: Place, expected_order: int) -> Station:
    row = place.row
    if place.path:
        raise row.error("a station is a Point, not a line")
    _only_for(row, "line", "published_km", "schematic", "accuracy_km")
    order = row.required_whole_number("order")
    if order != expected_order:
        raise row.error(f"order is {order}, the next station is number {expected_order}")
    return Station(
        id=row.new_id("station"),
        names=_names(row),
        order=order,
        km=row.number("km"),
        position=place.point,
        note=row.text("note"),
        citation=row.citation(),
    )


def _only_for(row: Row, kind: str, *columns: str) -> None:
    """Refuse values that only the other kind of feature has."""
    for column in columns:
        if row.text(column):
            raise row.error(f"{column} is only for a {kind}")


def _names(row: Row) -> Names:
    return Names(row.required("name_en"), row.text("name_ru"), row.text("name_ko"))
