"""Why SQLite refused a change, as a sentence in the field's words."""

from collections.abc import Iterable

import apsw

from desktop_app.domain.provenance import Citation
from desktop_app.runtime.errors import InputError, TumenError
from desktop_app.storage.edits import Cell, Delete, Insert, Operation, Update
from desktop_app.storage.references import columns_of, references_to
from desktop_app.storage.row_words import capital, column_words, counted, row_words, table_words
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.declare import Column, Kind

_TYPES: dict[Kind, tuple[tuple[type, ...], str]] = {
    Kind.TEXT: ((str,), "text"),
    Kind.INTEGER: ((int,), "a whole number"),
    Kind.REAL: ((int, float), "a number"),
    Kind.YES_NO: ((int,), "yes or no"),
    Kind.INSTANT: ((str,), "an instant such as 2024-03-07T12:00:00Z"),
    Kind.DAY: ((str,), "a day such as 2024-03-07"),
    Kind.BLOB: ((bytes,), "bytes"),
}


def refused_row(operation: Operation, error: apsw.Error) -> InputError:
    """Why a row cannot be as the operation wants it."""
    words = f"{capital(table_words(operation.table))} {operation.id}"
    values = {} if isinstance(operation, Delete) else operation.values
    table = BY_NAME[operation.table]
    for column in columns_of(table):
        if column.name in values or isinstance(operation, Insert):
            wanted = _wanted(column, values.get(column.name))
            if wanted:
                return InputError(f"{words}: {column_words(column.name)} {wanted}.")
    if table.unique and "UNIQUE" in str(error):
        names = " and ".join(column_words(name) for name in table.unique)
        return InputError(f"{words}: another row has the same {names}.")
    return InputError(f"{words} cannot be written: {error}.")


def _wanted(column: Column, value: Cell) -> str:
    """What the column asks for that the value is not; empty if it fits as far as can be told."""
    if value is None:
        return "is missing" if column.required else ""
    types, words = _TYPES[column.kind]
    if not isinstance(value, types) or (column.kind is Kind.YES_NO and value not in {0, 1}):
        return f"must be {words}, not {value!r}"
    if column.choices and value not in column.choices:
        return f"must be one of {', '.join(column.choices)}, not {value!r}"
    if value == "":
        return "is empty text; leave it out instead"
    if column.kind in {Kind.INSTANT, Kind.DAY}:
        return f"must be {words}, not {value!r}"
    return ""


def dangling(
    connection: apsw.Connection, operations: Iterable[Operation], citations: Iterable[Citation]
) -> TumenError:
    """Which row of a refused edit refers to what is not there.

    Asked while the edit's transaction is open; rolls it back where the sentence needs the name of a row that
    the edit deleted.
    """
    for operation in operations:
        if isinstance(operation, Delete):
            users = _users(connection, operation)
            if users:
                connection.execute("ROLLBACK")
                words = capital(row_words(connection, operation.table, operation.id))
                return InputError(f"{words} cannot be deleted: {users} to it.")
        elif sentence := _names_nothing(connection, operation):
            return InputError(sentence)
    for citation in citations:
        for source_id in citation.source_ids:
            if not _there(connection, "source", source_id):
                return InputError(f"Source {source_id} is cited but is not in the case.")
    return InputError("The change would leave a row that refers to nothing.")


def _users(connection: apsw.Connection, operation: Delete) -> str:
    """Who refers to the row: "12 port calls refer"; empty for nobody."""
    counts: dict[str, int] = {}
    for table, column in references_to(operation.table):
        number = connection.execute(
            f"SELECT count(*) FROM {table} WHERE {column} = ?",  # noqa: S608 - declared names
            (operation.id,),
        ).get
        if number:
            counts[table] = counts.get(table, 0) + number
    if not counts:
        return ""
    users = " and ".join(counted(table, number) for table, number in counts.items())
    return f"{users} {'refers' if sum(counts.values()) == 1 else 'refer'}"


def _names_nothing(connection: apsw.Connection, operation: Insert | Update) -> str:
    for column in columns_of(BY_NAME[operation.table]):
        value = operation.values.get(column.name)
        if column.references and isinstance(value, str) and not _there(connection, column.references, value):
            words = capital(row_words(connection, operation.table, operation.id))
            return f"{words} refers to {table_words(column.references)} {value}, which is not in the case."
    return ""


def _there(connection: apsw.Connection, table: str, row_id: str) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE id = ?"  # noqa: S608 - declared name
    return connection.execute(sql, (row_id,)).fetchone() is not None


def refused_write(error: apsw.Error) -> TumenError:
    """Why the file could not be written."""
    if isinstance(error, apsw.FullError):
        reason = "the disk is full"
    elif isinstance(error, apsw.BusyError | apsw.LockedError):
        reason = "another program is writing to the case"
    elif isinstance(error, apsw.ReadOnlyError):
        reason = "the case is read-only"
    else:
        reason = str(error)
    return TumenError(f"The change was not made: {reason}. The case is as it was before.")
