"""One GeoPackage: a layer or table each, with descriptions, closed lists and the styles that QGIS shows.

It is no case: it holds what was exported, without a log, and Tumen does not open it as one.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

import apsw

from desktop_app.exporters.data.cells import LIST_RULE, cell_text
from desktop_app.exporters.data.progress import Steps
from desktop_app.exporters.data.readme import Readme
from desktop_app.exporters.data.row_words import vertices_of
from desktop_app.exporters.data.tables import Cell, DataColumn, DataSet, DataTable, Geometry, Kind, Row
from desktop_app.exporters.wording import marked
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.whole_file import make_whole
from desktop_app.storage.geometry import SRS_ID, Shape, shape_blob
from desktop_app.storage.gpkg_tables import enter_table, grow_extent, make_system_tables
from desktop_app.storage.header import APPLICATION_ID
from desktop_app.storage.styles.layer_styles import enter_styles
from desktop_app.storage.styles.looks import DISCHARGE, LOOKS, NEUTRAL, PAPER, Look, Mark, Rule, Stroke

# GeoPackage 1.4 in `user_version` (OGC 12-128r19, requirement 2).
_VERSION: Final = 10400
_TYPES: Final = {
    Kind.INTEGER: "INTEGER",
    Kind.NUMBER: "REAL",
    Kind.LON: "REAL",
    Kind.LAT: "REAL",
    Kind.YES_NO: "BOOLEAN",
    Kind.DAY: "DATE",
    Kind.INSTANT: "DATETIME",
}
_GEOMETRIES: Final = {Geometry.POINT: "POINT", Geometry.LINE: "LINESTRING"}
_README: Final = "readme"
# Where a case does not say up to when its sources were read; a time of writing would make each file differ.
_NO_DAY: Final = date(1970, 1, 1)
_CASE_LOOKS: Final = {look.table: look for look in LOOKS}
# Layers of an export, and how those of a case look that hold the same.
_LOOKS: Final = (
    _CASE_LOOKS["port"]._replace(table="ports", label="name"),
    _CASE_LOOKS["sighting"]._replace(table="sightings"),
    _CASE_LOOKS["voyage"]._replace(table="voyages"),
    _CASE_LOOKS["consignment"]._replace(table="consignments"),
    _CASE_LOOKS["ais_event"]._replace(table="ais_events"),
    Look("tracks", (Rule("AIS track", Stroke(DISCHARGE, 0.4)),), movement=True),
    Look(
        "port_calls",
        (Rule("port call, at its port", Mark("circle", 1.4, NEUTRAL, PAPER, 0.2)),),
        movement=True,
    ),
    Look(
        "ais_fixes", (Rule("position report", Mark("circle", 0.8, DISCHARGE, DISCHARGE, 0.1)),), below=500_000
    ),
)


def write_geopackage(data: DataSet, path: Path, feedback: Feedback) -> tuple[Path, ...]:
    """Write the file; the same rows give the same bytes.

    Raises:
        InputError: it cannot be written.
        Cancelled: the feedback was cancelled; nothing is written.
    """

    def write(part: Path) -> None:
        try:
            _write(data, part, feedback)
        except (apsw.FullError, apsw.IOError, apsw.CantOpenError) as error:
            raise OSError(str(error)) from error

    make_whole(path, write)
    return (path,)


def _write(data: DataSet, path: Path, feedback: Feedback) -> None:
    as_of = date.fromisoformat(data.readme.as_of) if data.readme.as_of else _NO_DAY
    changed = datetime(as_of.year, as_of.month, as_of.day, tzinfo=UTC)
    path.unlink(missing_ok=True)
    connection = apsw.Connection(str(path))
    try:
        # The file is new and takes its place only when it is whole: no journal is needed.
        for pragma in (
            f"application_id = {APPLICATION_ID}",
            f"user_version = {_VERSION}",
            "journal_mode = OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")
        with connection:
            make_system_tables(connection)
            names = {table.name for table in data.tables if table.geometry is not None}
            looks = [look for look in _LOOKS if look.table in names]
            _write_readme(connection, data.readme.with_notes(LIST_RULE, *_lost(data)), changed)
            steps = Steps(feedback, sum(len(table.rows) for table in data.tables))
            for table in data.tables:
                _write_table(connection, data, table, changed, steps)
            enter_styles(connection, looks, changed, synthetic=data.synthetic)
            steps.end()
    finally:
        connection.close()


def _lost(data: DataSet) -> Iterator[str]:
    for table in data.tables:
        if table.geometry is not None:
            count = sum(not vertices_of(table, row) for row in table.rows)
            if count:
                yield f"{count} rows of {table.name} have no place: no document gives it."


def _write_readme(connection: apsw.Connection, readme: Readme, changed: datetime) -> None:
    columns = "fid INTEGER PRIMARY KEY NOT NULL, section TEXT NOT NULL, line TEXT NOT NULL"
    connection.execute(f"CREATE TABLE {_README} ({columns})")
    enter_table(connection, _README, "attributes", "Read this first", readme.title, changed)
    connection.executemany(
        f"INSERT INTO {_README} (section, line) VALUES (?, ?)",  # noqa: S608 - our own constant
        [(heading, line) for heading, lines in readme.sections() for line in lines],
    )


def _write_table(
    connection: apsw.Connection, data: DataSet, table: DataTable, changed: datetime, steps: Steps
) -> None:
    columns = [column for column in table.columns if column.kind is not Kind.PATH]
    own = [f'"{column.name}" {_TYPES.get(column.kind, "TEXT")}' for column in columns]
    geometry = _GEOMETRIES.get(table.geometry) if table.geometry is not None else None
    shape = [f"geom {geometry}"] if geometry else []
    connection.execute(
        f'CREATE TABLE "{table.name}" (fid INTEGER PRIMARY KEY NOT NULL, {", ".join([*shape, *own])})'
    )
    _describe(connection, data, table, columns, geometry, changed)
    marks = ", ".join("?" * (len(columns) + len(shape)))
    names = ", ".join([*(["geom"] if geometry else []), *(f'"{column.name}"' for column in columns)])
    insert = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 - declared names
    places = [table.place(column.name) for column in columns]
    bounds: list[tuple[float, float, float, float]] = []

    def rows() -> Iterator[tuple[object, ...]]:
        for row in table.rows:
            steps.row()
            cells = tuple(_stored(column, row[place]) for column, place in zip(columns, places, strict=True))
            yield (*_geometry(table, row, bounds), *cells) if geometry else cells

    connection.executemany(insert, rows())
    for west, south, east, north in bounds:
        grow_extent(connection, table.name, (west, south, east, north))


def _geometry(
    table: DataTable, row: Row, bounds: list[tuple[float, float, float, float]]
) -> tuple[bytes | None]:
    """The row's shape, and its bounds taken into the one entry of `bounds`."""
    line = vertices_of(table, row)
    if not line:
        return (None,)
    shape = Shape("POINT" if table.geometry is Geometry.POINT else "LINESTRING", line)
    west, south, east, north = shape.bounds
    if bounds:
        before = bounds.pop()
        west, south = min(west, before[0]), min(south, before[1])
        east, north = max(east, before[2]), max(north, before[3])
    bounds.append((west, south, east, north))
    return (shape_blob(shape),)


def _stored(column: DataColumn, cell: Cell) -> str | int | float | None:
    if cell is None:
        return None
    if column.kind is Kind.YES_NO:
        return int(bool(cell))
    if column.kind is Kind.INSTANT and isinstance(cell, datetime):
        # GeoPackage's DATETIME has thousandths (requirement 5).
        return cell.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{cell.microsecond // 1000:03d}Z"
    if isinstance(cell, int | float):
        return cell
    return cell_text(cell)


def _describe(
    connection: apsw.Connection,
    data: DataSet,
    table: DataTable,
    columns: list[DataColumn],
    geometry: str | None,
    changed: datetime,
) -> None:
    title = marked(table.title, synthetic=data.synthetic)
    described = (
        f"{marked(table.description, synthetic=data.synthetic)}. These rows are {table.standing.value}."
    )
    enter_table(connection, table.name, "features" if geometry else "attributes", title, described, changed)
    if geometry:
        connection.execute(
            "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)", (table.name, geometry, SRS_ID)
        )
    for column in columns:
        listed = f"{table.name}_{column.name}" if column.choices and column.kind is Kind.TEXT else None
        unit = f" ({column.unit})" if column.unit else ""
        connection.execute(
            "INSERT INTO gpkg_data_columns VALUES (?, ?, NULL, ?, ?, NULL, ?)",
            (table.name, column.name, column.title, f"{column.description}{unit}", listed),
        )
        connection.executemany(
            "INSERT INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, NULL)",
            [(listed, word) for word in column.choices] if listed else [],
        )
