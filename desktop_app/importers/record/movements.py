"""Calls, sightings, inferred routes and the voyages they make up."""

from pathlib import Path
from typing import Final

from desktop_app.domain.movement import (
    Activity,
    HowKnown,
    InferredRoute,
    PortCall,
    Riding,
    Sensor,
    Sighting,
    Tracker,
)
from desktop_app.importers.record.csv_table import read_table
from desktop_app.importers.record.geojson_table import Place, read_places
from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.places import PART
from desktop_app.importers.record.row import Row

TIME_COLUMNS: Final = ("start", "end", "precision", "approximate")
CALL_COLUMNS: Final = (
    "id",
    "vessel_id",
    "ships",
    "port_id",
    "activity",
    *TIME_COLUMNS,
    "how_known",
    "tracker",
    "riding",
    "summary",
    "source_ids",
    "grade",
)
SIGHTING_COLUMNS: Final = (
    "vessel_id",
    *TIME_COLUMNS,
    "place",
    "accuracy_km",
    "position_basis",
    "how_known",
    "tracker",
    "riding",
    "summary",
    "source_ids",
    "grade",
)
ROUTE_COLUMNS: Final = ("from_port_id", "to_port_id", "method")
# What saw a ship that is known from one kind of observation alone; which kind of image it was is not told.
SENSOR_OF: Final[dict[tuple[HowKnown, ...], Sensor]] = {
    (HowKnown.AIS,): Sensor.AIS,
    (HowKnown.REPORT,): Sensor.REPORT,
}


def read_calls(path: Path, ids: Ids) -> tuple[PortCall, ...]:
    """Calls in the file's order."""
    return tuple(_call(row) for row in read_table(path, CALL_COLUMNS, ids))


def _call(row: Row) -> PortCall:
    row.required("port_id")
    ships = row.required_whole_number("ships")
    if row.text("vessel_id") and ships != 1:
        raise row.error(f"names one vessel for {ships} ships")
    return PortCall(
        id=row.new_id("call"),
        vessel_id=row.reference("vessel_id", "vessel"),
        ships=ships,
        port_id=row.reference("port_id", "port", PART),
        activity=row.choice("activity", Activity),
        when=row.span(),
        how_known=row.choices("how_known", HowKnown),
        tracker=row.choice("tracker", Tracker),
        riding=row.choice("riding", Riding),
        summary=row.required("summary"),
        citation=row.citation(),
    )


def read_sightings(path: Path, ids: Ids) -> tuple[Sighting, ...]:
    """Sightings in the file's order."""
    return tuple(_sighting(place) for place in read_places(path, SIGHTING_COLUMNS, ids))


def _sighting(place: Place) -> Sighting:
    row = place.row
    row.required("vessel_id")
    if place.path:
        raise row.error("a sighting is a Point, not a line")
    accuracy_km = row.number("accuracy_km")
    if (place.point is None) != (accuracy_km is None):
        raise row.error("a position needs accuracy_km, and no position has none")
    how_known = row.choices("how_known", HowKnown)
    return Sighting(
        id=row.new_id("sighting"),
        vessel_id=row.reference("vessel_id", "vessel"),
        when=row.span(),
        place=row.required("place"),
        position=place.point,
        accuracy_km=accuracy_km,
        position_basis=row.required("position_basis"),
        how_known=how_known,
        tracker=row.choice("tracker", Tracker),
        riding=row.choice("riding", Riding),
        summary=row.required("summary"),
        citation=row.citation(),
        sensor=SENSOR_OF.get(how_known, Sensor.UNKNOWN),
    )


def read_routes(path: Path, ids: Ids) -> tuple[InferredRoute, ...]:
    """Inferred routes in the file's order."""
    return tuple(_route(place) for place in read_places(path, ROUTE_COLUMNS, ids))


def _route(place: Place) -> InferredRoute:
    row = place.row
    if not place.path:
        raise row.error("a route is a LineString")
    row.required("from_port_id")
    row.required("to_port_id")
    return InferredRoute(
        id=row.new_id("route"),
        from_port_id=row.reference("from_port_id", "port"),
        to_port_id=row.reference("to_port_id", "port"),
        path=place.path,
        method=row.required("method"),
    )
