"""Consignments of oil by rail."""

from collections.abc import Iterator
from typing import Final

from desktop_app.domain.place import LonLat
from desktop_app.domain.railway import Station
from desktop_app.exporters.assumption_words import assumptions_name
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import (
    SUMMARY,
    cited_cells,
    cited_columns,
    id_column,
    quantity_cells,
    quantity_columns,
    reference,
    volume_cells,
    volume_columns,
    volume_sources,
    when_cells,
    when_columns,
)
from desktop_app.exporters.data.tables import DataColumn, Geometry, Kind, Names, Row, Standing
from desktop_app.exporters.things import thing
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.query.reading import read
from desktop_app.storage.geometry import read_shape

NAME: Final = "consignments"
COLUMNS: Final = (
    id_column(NAME),
    *when_columns(NAME),
    DataColumn(
        "shipper", Kind.TEXT, "Shipper", "who sent it", names=Names.COMPANY, tells=("consignments.shipper",)
    ),
    reference(
        "shipper_id",
        "companies",
        "if it is a company of the case",
        "consignments.shipper",
        names=Names.COMPANY_ID,
    ),
    DataColumn(
        "consignee", Kind.TEXT, "Consignee", "to whom", names=Names.COMPANY, tells=("consignments.consignee",)
    ),
    reference(
        "consignee_id",
        "companies",
        "if it is a company of the case",
        "consignments.consignee",
        names=Names.COMPANY_ID,
    ),
    DataColumn("from_station", Kind.TEXT, "From", "station of departure", tells=("consignments.from",)),
    DataColumn("to_station", Kind.TEXT, "To", "station of arrival", tells=("consignments.to",)),
    DataColumn("product", Kind.TEXT, "Product", "what was carried, as documented"),
    *quantity_columns("quantity", "Quantity as documented", NAME),
    DataColumn("wagons", Kind.INTEGER, "Wagons", "as documented", tells=("consignments.volume",)),
    *volume_columns(NAME),
    SUMMARY,
    DataColumn(
        "railway",
        Kind.PATH,
        "Railway",
        "the drawn railway between the stations; nothing may be measured on it",
        tells=("stations.position", "consignments.from", "consignments.to"),
    ),
    *cited_columns(),
)


def _rows(reading: Reading) -> Iterator[Row]:
    store, paths = reading.store, _paths(reading)
    assumptions = reading.engine.assumptions
    for row in reading.engine.passing_consignments(reading.filter):
        volume = rail_volume(store, row, assumptions)
        yield (
            row.id,
            *when_cells(row.when),
            row.shipper or None,
            row.shipper_id or None,
            row.consignee or None,
            row.consignee_id or None,
            _station(reading, row.from_station_id),
            _station(reading, row.to_station_id),
            row.product or None,
            *quantity_cells(row.quantity),
            row.wagons,
            *volume_cells(volume, assumptions_name(assumptions)),
            row.summary,
            paths.get(row.id),
            *cited_cells(reading, row.citation, volume_sources(volume)),
        )


def _station(reading: Reading, ident: str) -> str | None:
    station = thing(reading.store, Station, f"station:{ident}")
    return None if station is None else station.names.en


def _paths(reading: Reading) -> dict[str, tuple[LonLat, ...]]:
    """The lines that the case file keeps beside the consignments."""
    found = read(reading.store, "SELECT id, geom FROM consignment WHERE geom IS NOT NULL")
    return {str(ident): read_shape(blob).vertices for ident, blob in found}


CONSIGNMENTS: Final = TableSource(
    NAME,
    "Rail consignments",
    "Oil sent by rail, with its barrels where they are documented or can be reckoned",
    COLUMNS,
    Geometry.LINE,
    Standing.DOCUMENTED,
    "consignment",
    _rows,
    lambda reading: len(reading.store.record.consignments),
)
