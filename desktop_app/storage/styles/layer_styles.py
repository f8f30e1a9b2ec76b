"""The table `layer_styles`, in which QGIS looks for the style of a layer that it opens."""

from collections.abc import Collection, Iterable
from contextlib import suppress
from datetime import datetime
from typing import Final

import apsw

from desktop_app.domain.case_info import CaseInfo
from desktop_app.storage.gpkg_tables import SYNTHETIC, enter_table
from desktop_app.storage.styles.looks import LOOKS, Look
from desktop_app.storage.styles.qml import qml_of, quoted
from desktop_app.storage.styles.sld import sld_of

# Columns as QGIS makes the table itself (its OGR provider).
_DDL: Final = """
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY NOT NULL,
    f_table_catalog TEXT,
    f_table_schema TEXT,
    f_table_name TEXT,
    f_geometry_column TEXT,
    styleName TEXT,
    styleQML TEXT,
    styleSLD TEXT,
    useAsDefault BOOLEAN,
    description TEXT,
    owner TEXT,
    ui TEXT,
    update_time DATETIME
)
"""


def make_layer_styles(connection: apsw.Connection, info: CaseInfo) -> None:
    """Make the table and fill it for a case, inside the caller's transaction."""
    enter_styles(connection, LOOKS, info.created, synthetic=info.synthetic)


def enter_styles(
    connection: apsw.Connection, looks: Iterable[Look], changed: datetime, *, synthetic: bool
) -> None:
    """Make the table and fill it with these looks."""
    connection.execute(_DDL)
    enter_table(
        connection,
        "layer_styles",
        "attributes",
        "Layer styles",
        "How QGIS draws the layers of this file.",
        changed,
    )
    _write(connection, looks, synthetic=synthetic)


def add_styles(connection: apsw.Connection, tables: Collection[str]) -> None:
    """Add the styles of new layers, inside the caller's transaction.

    The table is for other programs, and one of them may have removed or altered it: then it is left so.
    """
    synthetic = bool(connection.execute("SELECT synthetic FROM case_info").get)
    with suppress(apsw.Error), connection:
        _write(connection, (look for look in LOOKS if look.table in tables), synthetic=synthetic)


def _write(connection: apsw.Connection, looks: Iterable[Look], *, synthetic: bool) -> None:
    name = f"Tumen, {SYNTHETIC}" if synthetic else "Tumen"
    connection.executemany(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, "
        "styleName, styleQML, styleSLD, useAsDefault, description, owner) "
        "VALUES ('', '', ?, 'geom', ?, ?, ?, 1, ?, 'Tumen')",
        [
            (
                look.table,
                name,
                qml_of(look, _label(look, synthetic=synthetic)),
                sld_of(look, name),
                "Colours and meanings as on Tumen's own map",
            )
            for look in (_marked(one) if synthetic else one for one in looks)
        ],
    )


def _marked(look: Look) -> Look:
    """The look with a legend that says what the rows are."""
    rules = tuple(rule._replace(title=f"{SYNTHETIC}: {rule.title}") for rule in look.rules)
    return look._replace(rules=rules)


def _label(look: Look, *, synthetic: bool) -> str:
    """The text beside each row as a QGIS expression; in a made-up case it says so, beside movements too."""
    if synthetic and look.label:
        return f"concat({quoted(SYNTHETIC)}, ' ', \"{look.label}\")"
    if synthetic and look.movement:
        return quoted(SYNTHETIC)
    return f'"{look.label}"' if look.label else ""
