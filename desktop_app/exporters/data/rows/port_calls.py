"""Port calls: documented presences in ports."""

from collections.abc import Iterator
from typing import Final

from desktop_app.domain.movement import Activity, HowKnown, Riding, Tracker
from desktop_app.domain.place import Port
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import (
    SUMMARY,
    cited_cells,
    cited_columns,
    id_column,
    reference,
    vessel_cells,
    vessel_columns,
    when_cells,
    when_columns,
)
from desktop_app.exporters.data.tables import DataColumn, Geometry, Kind, Row, Standing
from desktop_app.exporters.things import place_words, thing

NAME: Final = "port_calls"
HOW_KNOWN: Final = DataColumn(
    "how_known",
    Kind.LIST,
    "How known",
    "kinds of observation behind it",
    choices=tuple(how.value for how in HowKnown),
)
TRACKER: Final = DataColumn(
    "tracker",
    Kind.TEXT,
    "Tracker",
    "state of the AIS transmitter as reported",
    choices=tuple(state.value for state in Tracker),
)
RIDING: Final = DataColumn(
    "riding",
    Kind.TEXT,
    "Riding",
    "how deep the ship lay: high is ballast, low is laden",
    choices=tuple(state.value for state in Riding),
)
DRAUGHT: Final = DataColumn("draught_m", Kind.NUMBER, "Draught", "as reported", "m")
COLUMNS: Final = (
    id_column(NAME),
    reference("voyage_id", "voyages", "the voyage it belongs to"),
    *when_columns(NAME),
    *vessel_columns(),
    DataColumn("ships", Kind.INTEGER, "Ships", "ships that the statement covers"),
    reference("port_id", "ports", "the port", "port_calls.port"),
    DataColumn("port", Kind.TEXT, "Port", "its name", tells=("port_calls.port",)),
    DataColumn(
        "activity",
        Kind.TEXT,
        "Activity",
        "what the call was for, by documents",
        choices=tuple(activity.value for activity in Activity),
    ),
    HOW_KNOWN,
    TRACKER,
    RIDING,
    DRAUGHT,
    SUMMARY,
    DataColumn(
        "lon", Kind.LON, "Longitude", "of the port", "degrees", tells=("ports.position", "port_calls.port")
    ),
    DataColumn(
        "lat", Kind.LAT, "Latitude", "of the port", "degrees", tells=("ports.position", "port_calls.port")
    ),
    *cited_columns(),
)


def _rows(reading: Reading) -> Iterator[Row]:
    for part in reading.calls():
        voyages = reading.voyages_of("port_call", [call.id for call in part])
        for row in part:
            port = thing(reading.store, Port, f"port:{row.port_id}")
            lon, lat = port.position if port is not None and port.position is not None else (None, None)
            yield (
                row.id,
                voyages.get(row.id),
                *when_cells(row.when),
                *vessel_cells(reading, row.vessel_id),
                row.ships,
                row.port_id,
                place_words(reading.store, row.port_id) or None,
                row.activity.value,
                tuple(how.value for how in row.how_known),
                row.tracker.value,
                row.riding.value,
                row.draught_m,
                row.summary,
                lon,
                lat,
                *cited_cells(reading, row.citation),
            )


PORT_CALLS: Final = TableSource(
    NAME,
    "Port calls",
    "Documented presences in ports, one row each; the point is the port's, not the ship's",
    COLUMNS,
    Geometry.POINT,
    Standing.OBSERVED,
    "call",
    _rows,
    lambda reading: reading.count("port_call"),
)
