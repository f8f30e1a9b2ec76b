"""Holds a whole column of cells to what is declared: what a table's CHECKs say, for many rows at once.

SQLite builds the list of an IN anew for each row: its CHECKs take ten times as long as the row itself
(20 of 26 µs a voyage).
"""

import re
from collections.abc import Sequence
from typing import Final

from desktop_app.storage.edits import Cell
from desktop_app.storage.geometry import Bounds, read_shape
from desktop_app.storage.tables.declare import Column, Kind, Table

_NONE: Final = type(None)
_TYPES: Final[dict[Kind, frozenset[type]]] = {
    Kind.TEXT: frozenset({str}),
    Kind.INTEGER: frozenset({int, bool}),
    Kind.REAL: frozenset({float, int}),
    Kind.YES_NO: frozenset({int, bool}),
    Kind.INSTANT: frozenset({str}),
    Kind.DAY: frozenset({str}),
    Kind.BLOB: frozenset({bytes}),
}
# As the CHECKs of `ddl` have them.
_DAY: Final = "[0-9]{4}-[01][0-9]-[0-3][0-9]"
_FORMS: Final = {
    Kind.DAY: re.compile(_DAY, re.ASCII),
    Kind.INSTANT: re.compile(f"{_DAY}T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z", re.ASCII),
}
_LONGEST_ID: Final = 200


def fits(column: Column, cells: Sequence[Cell]) -> bool:
    """Whether every cell is one that the column takes; there is at least one."""
    if cells.count(cells[0]) == len(cells):
        cells = cells[:1]
    types = set(map(type, cells))
    if not column.required:
        types.discard(_NONE)
    if not types <= _TYPES[column.kind]:
        return False
    if column.choices:
        return set(cells) <= {*column.choices, None}
    if column.kind is Kind.YES_NO:
        return set(cells) <= {0, 1, None}
    if column.kind in _FORMS:
        whole = _FORMS[column.kind].fullmatch
        return all(cell is None or whole(str(cell)) for cell in set(cells))
    return column.kind is not Kind.TEXT or bool(column.references) or "" not in cells


def ids_fit(cells: Sequence[Cell]) -> bool:
    """Whether every cell is an id: text of 1 to 200 characters."""
    if set(map(type, cells)) != {str}:
        return False
    lengths = set(map(len, map(str, cells)))
    return min(lengths) > 0 and max(lengths) <= _LONGEST_ID


def bounds_of(table: Table, shapes: Sequence[Cell]) -> Bounds | None:
    """How far the shapes of a column reach, None where all cells are empty.

    Raises:
        ValueError: a cell is no shape of the table's kind; the text says why.
    """
    west = south = east = north = None
    for blob in set(shapes) - {None}:
        if not isinstance(blob, bytes):
            raise ValueError("the geometry is no blob")  # noqa: TRY004 - one kind of error for all reasons
        shape = read_shape(blob)
        if shape.kind != table.geometry:
            raise ValueError(f"the geometry is a {shape.kind}, not a {table.geometry}")
        for lon, lat in shape.vertices:
            west = lon if west is None or lon < west else west
            east = lon if east is None or lon > east else east
            south = lat if south is None or lat < south else south
            north = lat if north is None or lat > north else north
    if west is None or south is None or east is None or north is None:
        return None
    return west, south, east, north
