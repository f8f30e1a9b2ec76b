"""Makes an empty case: a GeoPackage with every declared table."""

from typing import Final

import apsw

from desktop_app import __version__
from desktop_app.domain.case_info import CaseInfo
from desktop_app.storage.ddl import SCHEMA_VERSION, case_statements
from desktop_app.storage.gpkg_tables import make_gpkg_tables
from desktop_app.storage.row_writer import RowWriter
from desktop_app.storage.rows.desk import case_info_cells
from desktop_app.storage.styles.layer_styles import make_layer_styles

APPLICATION_ID: Final = 0x47504B47  # "GPKG" (OGC 12-128r19, requirement 2)
USER_VERSION: Final = 10400  # GeoPackage 1.4.0 (same)


def create_case(connection: apsw.Connection, info: CaseInfo) -> None:
    """Make every table in an empty database and write what the case says of itself.

    Raises:
        apsw.SQLError: the database is not empty.
    """
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {USER_VERSION}")
    with connection:
        for statement in case_statements():
            connection.execute(statement)
        make_gpkg_tables(connection, info)
        make_layer_styles(connection, info)
        connection.execute(
            "INSERT INTO tumen_schema VALUES (?, ?, ?)",
            (SCHEMA_VERSION, info.case_id, f"Tumen {__version__}"),
        )
        writer = RowWriter(connection)
        writer.add("case_info", case_info_cells(info))
        writer.flush()
