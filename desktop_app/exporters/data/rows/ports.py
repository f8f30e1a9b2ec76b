"""Ports and their parts."""

from collections.abc import Iterator
from typing import Final

from desktop_app.domain.place import PortKind, PortRole
from desktop_app.exporters.data.rows.reading import Reading, TableSource
from desktop_app.exporters.data.rows.shared import NOTE, cited_cells, cited_columns, id_column, reference
from desktop_app.exporters.data.tables import IN_WORDS, DataColumn, Geometry, Kind, Row, Standing

NAME: Final = "ports"
COLUMNS: Final = (
    id_column(NAME),
    DataColumn("name", Kind.TEXT, "Name", "in English", tells=("port.name",)),
    DataColumn("name_ru", Kind.TEXT, "Name in Russian", "as documented", tells=("port.name",)),
    DataColumn("name_ko", Kind.TEXT, "Name in Korean", "as documented", tells=("port.name",)),
    DataColumn("country", Kind.TEXT, "Country", "ISO 3166 alpha-2"),
    DataColumn("locode", Kind.TEXT, "UN/LOCODE", "without space", tells=("port.name",)),
    DataColumn("kind", Kind.TEXT, "Kind", "what it is", choices=tuple(kind.value for kind in PortKind)),
    DataColumn(
        "role",
        Kind.TEXT,
        "Role",
        "documented role in this trade",
        choices=tuple(role.value for role in PortRole),
    ),
    reference("part_of", NAME, "the port that a part belongs to"),
    DataColumn(
        "lon", Kind.LON, "Longitude", "empty where no document gives it", "degrees", tells=("ports.position",)
    ),
    DataColumn(
        "lat", Kind.LAT, "Latitude", "empty where no document gives it", "degrees", tells=("ports.position",)
    ),
    DataColumn(
        "accuracy_m",
        Kind.NUMBER,
        "Accuracy",
        "the real place lies within this distance",
        "m",
        tells=("ports.position",),
    ),
    DataColumn(
        "position_basis",
        Kind.TEXT,
        "Position known by",
        "how it is known",
        tells=("ports.position", IN_WORDS),
    ),
    NOTE,
    *cited_columns(),
)


def _rows(reading: Reading) -> Iterator[Row]:
    ports = reading.store.record.ports
    wanted = {port.id for port in ports if reading.wants(NAME, port.id)}
    wanted |= {port.parent_id for port in ports if port.id in wanted and port.parent_id}
    for port in ports:
        if port.id in wanted:
            lon, lat = port.position or (None, None)
            yield (
                port.id,
                port.names.en,
                port.names.ru or None,
                port.names.ko or None,
                port.country,
                port.locode or None,
                port.kind.value,
                port.role.value,
                port.parent_id or None,
                lon,
                lat,
                port.position_accuracy_m,
                port.position_basis or None,
                port.note or None,
                *cited_cells(reading, port.citation),
            )


PORTS: Final = TableSource(
    NAME,
    "Ports",
    "Ports and their terminals, each with the distance within which the real place lies",
    COLUMNS,
    Geometry.POINT,
    Standing.REFERENCE,
    "port",
    _rows,
    lambda reading: len(reading.store.record.ports),
)
