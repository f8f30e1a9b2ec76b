"""The tables by which other programs find their way in a case: GeoPackage 1.4 (OGC 12-128r19).

Definitions follow its annex C and, for descriptions and closed lists of words, its annex F.9 (extension
`gpkg_schema`). No triggers, no views, no R-tree: their triggers would act behind the back of the change log.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import apsw

from desktop_app.domain.case_info import CaseInfo
from desktop_app.storage.geometry import SRS_ID, Bounds
from desktop_app.storage.tables.all_tables import TABLES
from desktop_app.storage.tables.declare import EVIDENCE, Column, Table
from desktop_app.storage.times import instant_text

_DDL: Final = """
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL,
    srs_id INTEGER PRIMARY KEY,
    organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL,
    definition TEXT NOT NULL,
    description TEXT
);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY,
    data_type TEXT NOT NULL,
    identifier TEXT UNIQUE,
    description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE,
    min_y DOUBLE,
    max_x DOUBLE,
    max_y DOUBLE,
    srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    geometry_type_name TEXT NOT NULL,
    srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL,
    m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents (table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id)
);
CREATE TABLE gpkg_extensions (
    table_name TEXT,
    column_name TEXT,
    extension_name TEXT NOT NULL,
    definition TEXT NOT NULL,
    scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL,
    column_name TEXT NOT NULL,
    name TEXT,
    title TEXT,
    description TEXT,
    mime_type TEXT,
    constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
    constraint_name TEXT NOT NULL,
    constraint_type TEXT NOT NULL,
    value TEXT,
    min NUMERIC,
    min_is_inclusive BOOLEAN,
    max NUMERIC,
    max_is_inclusive BOOLEAN,
    description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);
"""

# EPSG:4326 as well-known text (EPSG dataset).
_WGS84: Final = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],'
    'UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],'
    'AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]'
)
# The three rows that every GeoPackage has (requirement 11).
_REFERENCE_SYSTEMS: Final = (
    ("Undefined Cartesian", -1, "NONE", -1, "undefined", "any plane coordinates"),
    ("Undefined geographic", 0, "NONE", 0, "undefined", "any longitude and latitude"),
    ("WGS 84", SRS_ID, "EPSG", SRS_ID, _WGS84, "longitude and latitude in degrees"),
)

_SCHEMA_URL: Final = "http://www.geopackage.org/spec140/#extension_schema"
# Whoever only reads a case need not know these tables; whoever writes past them breaks the log.
_OWN_TABLES: Final = ("tumen_change", "tumen_conflict", "tumen_file", "tumen_schema")
_OWN_DEFINITION: Final = (
    "Tumen, desktop_app/ARCHITECTURE.md, section “The case file”: every change of a row is an entry of "
    "tumen_change; rows that other programs change are missing from it."
)
SYNTHETIC: Final = "SYNTHETIC"

_KEYS: Final = {
    "fid": "number of the row in this file",
    "id": "name of the row, the same in every copy of the case",
    "geom": "shape in longitude and latitude, WGS 84",
    EVIDENCE.name: EVIDENCE.description,
}


def make_system_tables(connection: apsw.Connection) -> None:
    """Make the tables, the reference systems alone in them, inside the caller's transaction."""
    connection.execute(_DDL)
    connection.executemany("INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)", _REFERENCE_SYSTEMS)
    connection.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, ?)",
        [
            (name, "gpkg_schema", _SCHEMA_URL, "read-write")
            for name in ("gpkg_data_columns", "gpkg_data_column_constraints")
        ],
    )


def make_gpkg_tables(connection: apsw.Connection, info: CaseInfo) -> None:
    """Make the tables and enter every declared table in them, inside the caller's transaction."""
    make_system_tables(connection)
    for table in TABLES:
        mark = f"{SYNTHETIC}: made-up data. " if info.synthetic else ""
        enter_table(
            connection,
            table.name,
            "features" if table.geometry else "attributes",
            f"{table.title} ({SYNTHETIC})" if info.synthetic else table.title,
            f"{mark}{table.description}.",
            info.created,
        )
        if table.geometry:
            connection.execute(
                "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
                (table.name, table.geometry, SRS_ID),
            )
        connection.executemany(
            "INSERT INTO gpkg_data_columns VALUES (?, ?, NULL, NULL, ?, NULL, ?)", _described(table)
        )
        connection.executemany(
            "INSERT INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, NULL)",
            [(_list_name(table, column), word) for column in table.columns for word in column.choices],
        )
    connection.executemany(
        "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, ?)",
        [(name, "tumen_case", _OWN_DEFINITION, "write-only") for name in _OWN_TABLES],
    )


def enter_table(
    connection: apsw.Connection,
    name: str,
    data_type: str,
    identifier: str,
    description: str,
    changed: datetime,
) -> None:
    """A row of `gpkg_contents`; an extent comes with the first shape."""
    srs_id = SRS_ID if data_type == "features" else None
    connection.execute(
        "INSERT INTO gpkg_contents VALUES (?, ?, ?, ?, ?, NULL, NULL, NULL, NULL, ?)",
        (name, data_type, identifier, description, last_change(changed), srs_id),
    )


def last_change(changed: datetime) -> str:
    """An instant as `gpkg_contents` has it: with thousandths of a second (requirement 15)."""
    return instant_text(changed).replace("Z", ".000Z")


def grow_extent(connection: apsw.Connection, table: str, bounds: Bounds) -> None:
    """Let the table's extent take in these bounds; it never shrinks, and readers look nowhere else."""
    connection.execute(
        "UPDATE gpkg_contents SET min_x = min(ifnull(min_x, ?1), ?1), min_y = min(ifnull(min_y, ?2), ?2), "
        "max_x = max(ifnull(max_x, ?3), ?3), max_y = max(ifnull(max_y, ?4), ?4) WHERE table_name = ?5",
        (*bounds, table),
    )


def _described(table: Table) -> Iterator[tuple[str, str, str, str | None]]:
    """Table, column, description and name of the closed list of words, of each column."""
    declared = {column.name: column for column in table.columns}
    for name in table.stored_columns:
        column = declared.get(name)
        if column is None:
            yield table.name, name, _KEYS[name], None
        else:
            yield table.name, name, column.description, _list_name(table, column) if column.choices else None


def _list_name(table: Table, column: Column) -> str:
    return f"{table.name}_{column.name}"
