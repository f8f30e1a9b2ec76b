"""Conflicts that merges left in a case: reading them, and the edits that settle them."""

import hashlib
import json
from typing import Any, Final, NamedTuple

import apsw

from desktop_app.domain.history import Conflict
from desktop_app.runtime.errors import InputError
from desktop_app.storage.cell_json import cell_text, read_cell, read_row
from desktop_app.storage.edits import Cell, Delete, Edit, Insert, Operation, Settlement, Update
from desktop_app.storage.row_words import column_words, row_words
from desktop_app.storage.three_way import WHOLE_ROW, Difference
from desktop_app.storage.times import instant_text, read_instant

_COLUMNS: Final = (
    "id, change_id, table_name, row_id, column_name, base, ours, theirs, ours_by, theirs_by, "
    "settled_utc, settled_by, settled_as"
)
_NO_ROW: Final = "null"


class Chosen(NamedTuple):
    """A value of a cell that somebody typed in place of both."""

    value: Cell


def conflict_id(table: str, row_id: str, difference: Difference) -> str:
    """A name that the conflict has from either side: of the cell and the three values."""
    column, base, ours, theirs = difference
    values = [table, row_id, column, base, *sorted((ours or "", theirs or ""))]
    digest = hashlib.sha256(json.dumps(values, ensure_ascii=False).encode()).hexdigest()
    return f"conflict-{digest[:16]}"


def conflicts(connection: apsw.Connection, *, settled: bool | None = False) -> tuple[Conflict, ...]:
    """Conflicts of the case, by table, row and column.

    Args:
        connection: the case.
        settled: whether to give the open or the settled ones; None for both.
    """
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM tumen_conflict WHERE ?1 IS NULL OR (settled_utc IS NOT NULL) = ?1 "  # noqa: S608 - constant
        "ORDER BY table_name, row_id, column_name, id",
        (settled,),
    )
    return tuple(_conflict(row) for row in rows)


def _conflict(row: tuple[Any, ...]) -> Conflict:
    *values, settled_utc, settled_by, settled_as = row
    settled_at = settled_utc and read_instant(settled_utc)
    return Conflict._make((*values, settled_at, settled_by or "", settled_as))


def conflicts_of_cell(
    connection: apsw.Connection, table: str, row_id: str, column: str
) -> tuple[Conflict, ...]:
    """Open conflicts about one cell."""
    found = connection.execute(
        f"SELECT {_COLUMNS} FROM tumen_conflict WHERE settled_utc IS NULL "  # noqa: S608 - constant
        "AND table_name = ? AND row_id = ? AND column_name = ? ORDER BY id",
        (table, row_id, column),
    )
    return tuple(_conflict(row) for row in found)


def drop_conflict(connection: apsw.Connection, conflict_name: str) -> None:
    """Take out a conflict that another one replaces."""
    connection.execute("DELETE FROM tumen_conflict WHERE id = ?", (conflict_name,))


def write_conflict(connection: apsw.Connection, conflict: Conflict) -> None:
    """Keep a conflict, in place of one of its name."""
    connection.execute(
        f"INSERT OR REPLACE INTO tumen_conflict ({_COLUMNS}) VALUES ({', '.join('?' * 13)})",  # noqa: S608 - constant
        (
            *conflict[:10],
            conflict.settled_at and instant_text(conflict.settled_at),
            conflict.settled_by or None,
            conflict.settled_as,
        ),
    )


def settling(connection: apsw.Connection, conflict_name: str, choice: str | Chosen, why: str = "") -> Edit:
    """The edit that settles a conflict; it is logged and can be undone like any other.

    Args:
        connection: the case.
        conflict_name: id of the conflict.
        choice: "ours", "theirs", or another value for the cell.
        why: the person's reason, may be empty.

    Raises:
        InputError: there is no such conflict, it is settled already, or a row cannot be typed.
        ValueError: the choice is none of these.
    """
    found = [conflict for conflict in conflicts(connection, settled=None) if conflict.id == conflict_name]
    if not found:
        raise InputError(f"The case holds no conflict {conflict_name}.")
    conflict = found[0]
    if conflict.settled_at is not None:
        raise InputError(f"{conflict.settled_by} has settled this conflict already.")
    if isinstance(choice, Chosen):
        if conflict.column == WHOLE_ROW:
            raise InputError("Choose one of the two: a whole row cannot be typed.")
        text: str | None = cell_text(choice.value)
        words = "another value"
    elif choice in {"ours", "theirs"}:
        text = conflict.ours if choice == "ours" else conflict.theirs
        words = f"{conflict.ours_by if choice == 'ours' else conflict.theirs_by}’s"
    else:
        raise ValueError(f"{choice!r} is no way to settle a conflict")
    whose = row_words(connection, conflict.table, conflict.row_id)
    cell = whose if conflict.column == WHOLE_ROW else f"{column_words(conflict.column)} of {whose}"
    return Edit(
        f"Settle {cell}: take {words}",
        _operations(connection, conflict, text),
        why=why,
        settles=Settlement(conflict.id, _NO_ROW if text is None else text),
    )


def _operations(connection: apsw.Connection, conflict: Conflict, text: str | None) -> tuple[Operation, ...]:
    table, row_id = conflict.table, conflict.row_id
    sql = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608 - a declared name, as the merge wrote it
    there = connection.execute(sql, (row_id,)).fetchone() is not None
    if conflict.column != WHOLE_ROW:
        return (Update(table, row_id, {conflict.column: read_cell(text or _NO_ROW)}),)
    if text is None:
        return (Delete(table, row_id),) if there else ()
    row = read_row(text)
    return (Update(table, row_id, row) if there else Insert(table, row_id, row),)
