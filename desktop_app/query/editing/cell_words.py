"""Stored values in words, for the history and for conflicts."""

from typing import Final

import apsw

from desktop_app.domain.coordinates import format_position
from desktop_app.query.editing.row_names import row_name
from desktop_app.query.number_text import number_text
from desktop_app.storage.edits import Cell
from desktop_app.storage.geometry import GeometryError, read_shape
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.declare import Kind

NOTHING: Final = "–"


def cell_words(connection: apsw.Connection, table: str, column: str, value: Cell) -> str:
    """A value as people read it: a row by its name, a position in degrees, citations by their sources.

    Raises:
        KeyError: no such table is declared.
    """
    if value is None:
        return NOTHING
    if column == "geom":
        return _shape_words(value)
    if column == "evidence_id":
        return _sources(connection, str(value))
    declared = next((one for one in BY_NAME[table].columns if one.name == column), None)
    if declared is not None and declared.references:
        named = row_name(connection, declared.references, str(value))
        return named.name if named is not None else str(value)
    return _plain_words(Kind.TEXT if declared is None else declared.kind, value)


def _plain_words(kind: Kind, value: Cell) -> str:
    if kind is Kind.YES_NO:
        return "yes" if value else "no"
    if kind is Kind.INSTANT:
        return f"{str(value).replace('T', ' ').removesuffix('Z')} UTC"
    return number_text(value) if isinstance(value, int | float) else str(value)


def _shape_words(value: Cell) -> str:
    try:
        shape = read_shape(value if isinstance(value, bytes) else b"")
    except GeometryError:
        return "a damaged shape"
    if shape.kind == "POINT":
        return format_position(*shape.vertices[0], "decimal")
    return f"a line of {len(shape.vertices)} points" if shape.kind == "LINESTRING" else "an outline"


def _sources(connection: apsw.Connection, evidence_id: str) -> str:
    rows = connection.execute(
        "SELECT s.title, c.credibility FROM citation AS c JOIN source AS s ON s.id = c.source_id "
        "WHERE c.evidence_id = ? ORDER BY c.place",
        (evidence_id,),
    )
    words = [f"{title} ({credibility})" if credibility else str(title) for title, credibility in rows]
    return "; ".join(words) or NOTHING
