"""Sightings: documented positions away from a berth."""

from collections.abc import Iterator
from typing import Final

from desktop_app.domain.movement import Sensor
from desktop_app.exporters.data.rows.port_calls import DRAUGHT, HOW_KNOWN, RIDING, TRACKER
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
from desktop_app.exporters.data.tables import IN_WORDS, DataColumn, Geometry, Kind, Row, Standing

NAME: Final = "sightings"
COLUMNS: Final = (
    id_column(NAME),
    reference("voyage_id", "voyages", "the voyage it belongs to"),
    *when_columns(NAME),
    *vessel_columns(),
    DataColumn(
        "sensor", Kind.TEXT, "Sensor", "what saw it", choices=tuple(sensor.value for sensor in Sensor)
    ),
    DataColumn(
        "place",
        Kind.TEXT,
        "Place",
        "the position in words, as reported",
        tells=("sightings.position", IN_WORDS),
    ),
    DataColumn(
        "lon",
        Kind.LON,
        "Longitude",
        "empty where the words give no point",
        "degrees",
        tells=("sightings.position",),
    ),
    DataColumn(
        "lat",
        Kind.LAT,
        "Latitude",
        "empty where the words give no point",
        "degrees",
        tells=("sightings.position",),
    ),
    DataColumn(
        "accuracy_km",
        Kind.NUMBER,
        "Accuracy",
        "the real position lies within this distance",
        "km",
        tells=("sightings.position",),
    ),
    DataColumn(
        "position_basis",
        Kind.TEXT,
        "Position known by",
        "how words became a point",
        tells=("sightings.position", IN_WORDS),
    ),
    HOW_KNOWN,
    TRACKER,
    RIDING,
    DRAUGHT,
    SUMMARY,
    *cited_columns(),
)


def _rows(reading: Reading) -> Iterator[Row]:
    for part in reading.sightings():
        voyages = reading.voyages_of("sighting", [row.id for row in part])
        for row in part:
            lon, lat = row.position or (None, None)
            yield (
                row.id,
                voyages.get(row.id),
                *when_cells(row.when),
                *vessel_cells(reading, row.vessel_id),
                row.sensor.value,
                row.place or None,
                lon,
                lat,
                row.accuracy_km,
                row.position_basis or None,
                tuple(how.value for how in row.how_known),
                row.tracker.value,
                row.riding.value,
                row.draught_m,
                row.summary,
                *cited_cells(reading, row.citation),
            )


SIGHTINGS: Final = TableSource(
    NAME,
    "Sightings",
    "Documented positions away from a berth, each with the distance within which the real one lies",
    COLUMNS,
    Geometry.POINT,
    Standing.OBSERVED,
    "sighting",
    _rows,
    lambda reading: reading.count("sighting"),
)
