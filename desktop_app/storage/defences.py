"""A case file may come from anyone: what a connection refuses to do, and what in a file is not ours.

A schema is a program: triggers, views, generated columns, index expressions and CHECKs run when tables are
read or written. The connections of this module run no trigger and no view; other foreign parts are found
here, and a file that has any is never written (https://www.sqlite.org/security.html).
"""

import functools
from collections.abc import Iterator
from typing import Final, NamedTuple

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.storage.ddl import case_statements
from desktop_app.storage.tables.all_tables import TABLES

# The longest text or blob that is read: SQLite's own limit, below the 2 GB at which lengths overflow.
LARGEST_VALUE_BYTES: Final = 1_000_000_000
LOG_TABLES: Final = ("tumen_schema", "tumen_change", "tumen_conflict", "tumen_file")
_CONTENTS: Final = "gpkg_contents"
_LONGEST_NAME: Final = 40

_SWITCHES: Final = (
    (apsw.SQLITE_DBCONFIG_DEFENSIVE, 1),
    (apsw.SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_TRIGGER, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_VIEW, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_ATTACH_CREATE, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_ATTACH_WRITE, 0),
    (apsw.SQLITE_DBCONFIG_WRITABLE_SCHEMA, 0),
    (apsw.SQLITE_DBCONFIG_DQS_DDL, 0),
    (apsw.SQLITE_DBCONFIG_DQS_DML, 0),
    (apsw.SQLITE_DBCONFIG_ENABLE_FKEY, 1),
)
# Well above what Tumen's own statements and tables need, far below what exhausts memory or stack.
_LIMITS: Final = (
    (apsw.SQLITE_LIMIT_ATTACHED, 0),
    (apsw.SQLITE_LIMIT_TRIGGER_DEPTH, 1),
    (apsw.SQLITE_LIMIT_COLUMN, 500),
    (apsw.SQLITE_LIMIT_SQL_LENGTH, 1_000_000),
    (apsw.SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 1_000),
    (apsw.SQLITE_LIMIT_WORKER_THREADS, 0),
)


def harden(connection: apsw.Connection) -> None:
    """Set every switch and limit before the first statement."""
    for switch, value in _SWITCHES:
        connection.config(switch, value)
    for limit, number in _LIMITS:
        connection.limit(limit, number)
    connection.limit(apsw.SQLITE_LIMIT_LENGTH, LARGEST_VALUE_BYTES)
    connection.pragma("cell_size_check", True)
    connection.pragma("mmap_size", 0)  # a file that shrinks under a mapping ends the process


class _Shape(NamedTuple):
    """What of a table can be compared, as sets of SQLite's own answers."""

    columns: frozenset[str]
    details: frozenset[tuple[object, ...]]
    strict: bool
    unique: frozenset[tuple[str | None, ...]]
    references: frozenset[tuple[object, ...]]

    def fits(self, expected: "_Shape") -> bool:
        """Whether nothing is there that is not expected; an earlier version lacks what came later."""
        return (
            self.details <= expected.details
            and self.references <= expected.references
            and (self.strict, self.unique) == (expected.strict, expected.unique)
        )


def require_layout(connection: apsw.Connection, name: str) -> None:
    """Refuse a file whose tables cannot hold a case.

    Raises:
        InputError: a table or column that is declared is missing, or is no table.
    """
    tables = _ordinary_tables(connection)
    if _CONTENTS not in tables:
        raise InputError(f"{name} is no whole case: its table {_CONTENTS} is missing.")
    for table, expected in _expected().items():
        if table not in tables:
            raise InputError(f"{name} is no whole case: its table {table} is missing.")
        missing = sorted(expected.columns - _columns(connection, table))
        if missing:
            raise InputError(f"{name} is no whole case: its table {table} lacks the column {missing[0]}.")


def foreign_parts(connection: apsw.Connection) -> list[str]:
    """What in the schema is not Tumen's and could run, in words such as "the trigger x"; empty if nothing.

    The text of CHECKs is not compared: with an untrusted schema they can compute, but neither read nor write.
    """
    tables = _ordinary_tables(connection)
    found = [
        f"the {kind} {_short(name)}" if kind in {"trigger", "view"} else f"the virtual table {_short(name)}"
        for kind, name in connection.execute(
            "SELECT type, name FROM sqlite_schema WHERE type NOT IN ('table', 'index') "
            "OR (type = 'table' AND rootpage = 0) ORDER BY type, name"
        )
    ]
    expected = _expected()
    for table in sorted(tables):
        if table in expected:
            # An index that only helps to find rows is nobody's harm.
            if not _shape(connection, table).fits(expected[table]):
                found.append(f"changes to the table {table}")
            if _indexes(connection, table, declared=False):
                found.append(f"an index that restricts or computes on the table {table}")
        elif any(parent in expected for parent, *_ in _references(connection, table)):
            found.append(f"the table {_short(table)}, which refers to the case's own")
    return found


def is_case(connection: apsw.Connection) -> bool:
    """Whether Tumen made it."""
    return "tumen_schema" in _ordinary_tables(connection)


def present_tables(connection: apsw.Connection) -> set[str]:
    """Names of the declared tables that are there, as tables."""
    return {table.name for table in TABLES} & _ordinary_tables(connection)


@functools.cache
def _expected() -> dict[str, _Shape]:
    """The shape of every table of a case, as SQLite describes those that our own statements make."""
    memory = apsw.Connection(":memory:")
    for statement in case_statements():
        memory.execute(statement)
    shapes = {name: _shape(memory, name) for name in (*LOG_TABLES, *(table.name for table in TABLES))}
    memory.close()
    return shapes


def _ordinary_tables(connection: apsw.Connection) -> set[str]:
    # A virtual table has no page of its own. Asking SQLite about one would start its module.
    return {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage")
    }


def _columns(connection: apsw.Connection, table: str) -> frozenset[str]:
    return frozenset(
        name for (name,) in connection.execute("SELECT name FROM pragma_table_xinfo(?)", (table,))
    )


def _shape(connection: apsw.Connection, table: str) -> _Shape:
    (strict,) = connection.execute(  # not from pragma_table_list, which starts virtual tables
        "SELECT sql LIKE '%) STRICT' FROM sqlite_schema WHERE type = 'table' AND name = ?", (table,)
    ).fetchone() or (False,)
    return _Shape(
        columns=_columns(connection, table),
        details=frozenset(
            connection.execute(
                'SELECT name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)', (table,)
            )
        ),
        strict=bool(strict),
        unique=frozenset(
            _index_columns(connection, name) for name in _indexes(connection, table, declared=True)
        ),
        references=frozenset(_references(connection, table)),
    )


def _indexes(connection: apsw.Connection, table: str, *, declared: bool) -> list[str]:
    """Names of the indexes that the table's declaration made, or of later ones that do more than help."""
    rows = connection.execute('SELECT name, "unique", origin, partial FROM pragma_index_list(?)', (table,))
    if declared:
        return [name for name, _, origin, _ in rows if origin != "c"]
    return [
        name
        for name, unique, origin, partial in rows
        if origin == "c" and (unique or partial or None in _index_columns(connection, name))
    ]


def _index_columns(connection: apsw.Connection, index: str) -> tuple[str | None, ...]:
    """Columns in order; None stands for an expression."""
    return tuple(
        name
        for (name,) in connection.execute(
            "SELECT name FROM pragma_index_xinfo(?) WHERE key = 1 ORDER BY seqno", (index,)
        )
    )


def _references(connection: apsw.Connection, table: str) -> Iterator[tuple[object, ...]]:
    """Foreign keys: other table, columns, and what happens on update and on deletion."""
    yield from connection.execute(
        'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?)', (table,)
    )


def _short(name: str) -> str:
    """A foreign name, cut so that a sentence stays one."""
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
