"""Carrying out the operations of an edit, inside the caller's transaction."""

import secrets
from collections.abc import Iterable, Mapping
from typing import Final

import apsw

from desktop_app.domain.provenance import Citation
from desktop_app.runtime.errors import InputError
from desktop_app.storage.edits import Cell, Delete, Insert, Operation, evidence_id
from desktop_app.storage.fid_ranges import BLOCK_BITS, COUNTER_BITS
from desktop_app.storage.geometry import GeometryError, read_shape
from desktop_app.storage.gpkg_tables import grow_extent
from desktop_app.storage.refusals import refused_row
from desktop_app.storage.row_words import capital, row_words
from desktop_app.storage.rows.evidence import citation_inserts
from desktop_app.storage.tables.all_tables import BY_NAME

# Sets of evidence are named after their content and shared; to change one is to alter what others rest on.
_IMMUTABLE: Final = frozenset({"evidence", "citation"})
_LINE: Final = (
    "UPDATE voyage SET geom = (SELECT geom FROM sea_route WHERE sea_route.id = voyage.route_id) WHERE "
)


class NewFids:
    """Gives every new row a `fid` of this opening's own blocks."""

    def __init__(self) -> None:
        # The next one and the end of its block, for single rows ("") and for runs of each table.
        self._blocks: dict[str, tuple[int, int]] = {}

    def take(self) -> int:
        """One for a single row."""
        return self._first_of("", 1)

    def run(self, table: str, rows: int) -> int:
        """The first of so many that follow each other, and follow the run of the table before where they can.

        Args:
            table: they are for.
            rows: not more than a block has.
        """
        return self._first_of(table, rows)

    def _first_of(self, name: str, rows: int) -> int:
        first, end = self._blocks.get(name, (0, 0))
        if first + rows > end:
            # Block 0 holds the small fids of the rows that were made with the case.
            first = (secrets.randbelow((1 << BLOCK_BITS) - 1) + 1) << COUNTER_BITS
            end = first + (1 << COUNTER_BITS)
        self._blocks[name] = (first + rows, end)
        return first


def insert_row(
    connection: apsw.Connection, fid: int, table: str, row_id: str, values: Mapping[str, Cell]
) -> None:
    """Add a row."""
    names = ("fid", "id", *values)
    connection.execute(
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})",  # noqa: S608 - declared names
        (fid, row_id, *values.values()),
    )


def update_row(connection: apsw.Connection, table: str, row_id: str, values: Mapping[str, Cell]) -> None:
    """Set some columns of a row."""
    settings = ", ".join(f"{name} = ?" for name in values)
    connection.execute(
        f"UPDATE {table} SET {settings} WHERE id = ?",  # noqa: S608 - declared names
        (*values.values(), row_id),
    )


def delete_row(connection: apsw.Connection, table: str, row_id: str) -> None:
    """Take a row out."""
    connection.execute(f"DELETE FROM {table} WHERE id = ?", (row_id,))  # noqa: S608 - declared name


def has_row(connection: apsw.Connection, table: str, row_id: str) -> bool:
    """Whether there is a row of that id."""
    sql = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608 - declared name
    return connection.execute(sql, (row_id,)).fetchone() is not None


def write_evidence(connection: apsw.Connection, fids: NewFids, citations: Iterable[Citation]) -> None:
    """Write each set of citations that the case does not hold yet."""
    for citation in citations:
        name = evidence_id(citation)
        if has_row(connection, "evidence", name):
            continue
        for row in citation_inserts(citation):
            insert_row(connection, fids.take(), row.table, row.id, row.values)


def note_extent(connection: apsw.Connection, table: str, values: Mapping[str, Cell]) -> None:
    """Let the table's extent take in a new shape.

    Raises:
        GeometryError: the blob is no shape of the table's kind.
    """
    blob = values.get("geom")
    if not isinstance(blob, bytes):
        return
    shape = read_shape(blob)
    if shape.kind != BY_NAME[table].geometry:
        raise GeometryError(f"the geometry is a {shape.kind}, not a {BY_NAME[table].geometry}")
    grow_extent(connection, table, shape.bounds)
    if table == "sea_route":
        grow_extent(connection, "voyage", shape.bounds)


def _check_names(operation: Operation) -> None:
    """Refuse whatever is not declared: names become SQL.

    Raises:
        ValueError: the operation names no declared table or column, or evidence, which never changes.
    """
    declared = BY_NAME.get(operation.table)
    if declared is None or operation.table in _IMMUTABLE:
        raise ValueError(f"no edit may touch {operation.table}")
    allowed = {column.name for column in declared.columns}
    allowed |= {"geom"} if declared.geometry else set()
    allowed |= {"evidence_id"} if declared.cited else set()
    if unknown := set(() if isinstance(operation, Delete) else operation.values) - allowed:
        raise ValueError(f"{operation.table} has no column {', '.join(sorted(unknown))}")


def carry_out(connection: apsw.Connection, fids: NewFids, operation: Operation) -> None:
    """Do one operation.

    Raises:
        InputError: the row is there already or no longer, or a value does not fit its column.
        ValueError: the operation names no declared table or column, or evidence, which never changes.
    """
    _check_names(operation)
    there = has_row(connection, operation.table, operation.id)
    words = row_words(connection, operation.table, operation.id)
    if isinstance(operation, Insert):
        if there:
            raise InputError(f"{capital(words)} is in the case already.")
    elif not there:
        raise InputError(f"{capital(words)} is not in the case any more.")
    try:
        if isinstance(operation, Insert):
            insert_row(connection, fids.take(), operation.table, operation.id, operation.values)
        elif isinstance(operation, Delete):
            delete_row(connection, operation.table, operation.id)
        elif operation.values:
            update_row(connection, operation.table, operation.id, operation.values)
        if not isinstance(operation, Delete):
            note_extent(connection, operation.table, operation.values)
    except GeometryError as error:
        raise InputError(f"{capital(words)}: {error}.") from error
    except (apsw.ConstraintError, apsw.MismatchError) as error:
        raise refused_row(operation, error) from error


def copy_route_lines(connection: apsw.Connection, operations: Iterable[Operation]) -> None:
    """Keep the line of each voyage that the operations concern equal to its route's."""
    for operation in operations:
        if isinstance(operation, Delete):
            continue
        if operation.table == "voyage" and not {"route_id", "geom"}.isdisjoint(operation.values):
            sql = _LINE + "id = ?"
        elif operation.table == "sea_route" and "geom" in operation.values:
            sql = _LINE + "route_id = ?"
        else:
            continue
        connection.execute(sql, (operation.id,))
