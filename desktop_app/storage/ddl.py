"""SQL that makes an empty case: every declared table, the GeoPackage tables, and the change log.

Plain tables are STRICT. Feature tables cannot be: a GeoPackage names the geometry's type as the type of the
column, which STRICT does not know (OGC 12-128r19, requirement 31). They carry a CHECK on the stored type of
each column instead, so that both refuse the same values.
"""

from collections.abc import Iterator
from typing import Final

from desktop_app.storage.tables.all_tables import TABLES
from desktop_app.storage.tables.declare import EVIDENCE, Column, Kind, Table

# Version of the tables; a file with a higher one was written by a newer Tumen.
SCHEMA_VERSION: Final = 5

_STRICT_TYPE: Final = {
    Kind.TEXT: "TEXT",
    Kind.INTEGER: "INTEGER",
    Kind.REAL: "REAL",
    Kind.YES_NO: "INTEGER",
    Kind.INSTANT: "TEXT",
    Kind.DAY: "TEXT",
    Kind.BLOB: "BLOB",
}
# In feature tables the declared types are those of GeoPackage, so that QGIS knows times as times.
_FEATURE_TYPE: Final = _STRICT_TYPE | {Kind.YES_NO: "BOOLEAN", Kind.INSTANT: "DATETIME", Kind.DAY: "DATE"}
_INSTANT_GLOB: Final = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z"
_DAY_GLOB: Final = "[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]"

# The log keeps what every change did. `changeset` is SQLite's change set, zlib-compressed; NULL for an entry
# that changed no row of a declared table. `theirs` is, in an entry that a merge took over, the change set of
# the other copy, which did not act here as a whole. `inserted` names rows that are too many for a change set:
# JSON, [table, first fid, last fid] for each run of them. Each entry's hash covers the entry before it, so
# that a missing or altered one shows.
CHANGE_LOG: Final = """
CREATE TABLE tumen_change (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL CHECK (kind IN ('create', 'edit', 'undo', 'redo', 'import', 'merge', 'migrate')),
    at_utc TEXT NOT NULL,
    who TEXT NOT NULL,
    what TEXT NOT NULL,
    why TEXT NOT NULL,
    target_id TEXT,
    row_count INTEGER NOT NULL,
    table_names TEXT NOT NULL,
    changeset BLOB,
    theirs BLOB,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL,
    inserted TEXT
) STRICT;
CREATE TABLE tumen_conflict (
    id TEXT PRIMARY KEY,
    change_id TEXT NOT NULL,
    table_name TEXT NOT NULL,
    row_id TEXT NOT NULL,
    column_name TEXT NOT NULL,
    base TEXT,
    ours TEXT,
    theirs TEXT,
    ours_by TEXT NOT NULL,
    theirs_by TEXT NOT NULL,
    settled_utc TEXT,
    settled_by TEXT,
    settled_as TEXT
) STRICT;
CREATE TABLE tumen_file (
    sha256 TEXT PRIMARY KEY,
    content BLOB NOT NULL
) STRICT;
CREATE TABLE tumen_schema (
    version INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    written_by TEXT NOT NULL
) STRICT;
"""


def table_statements(table: Table) -> Iterator[str]:
    """CREATE TABLE and CREATE INDEX of one declared table."""
    columns = [*table.columns, *((EVIDENCE,) if table.cited else ())]
    lines = [
        "fid INTEGER PRIMARY KEY NOT NULL",
        "id TEXT NOT NULL UNIQUE CHECK (length(id) BETWEEN 1 AND 200)",
    ]
    if table.geometry:
        lines.append(f"geom {table.geometry}")
    lines += [_column(column, feature=bool(table.geometry)) for column in columns]
    if table.unique:
        lines.append(f"UNIQUE ({', '.join(table.unique)})")
    tail = "" if table.geometry else " STRICT"
    yield f"CREATE TABLE {table.name} (\n    " + ",\n    ".join(lines) + f"\n){tail}"
    indexes = [*table.indexes, *(("evidence_id",) if table.cited else ()), *table.later_indexes]
    for number, index in enumerate(indexes, start=1):
        yield f"CREATE INDEX {table.name}_index_{number} ON {table.name} ({index})"


def _column(column: Column, *, feature: bool) -> str:
    """One column with its checks."""
    kind = column.kind
    parts = [column.name, (_FEATURE_TYPE if feature else _STRICT_TYPE)[kind]]
    if column.required:
        parts.append("NOT NULL")
    checks: list[str] = []
    if feature:
        stored = {"TEXT": "'text'", "INTEGER": "'integer'", "REAL": "'real'", "BLOB": "'blob'"}[
            _STRICT_TYPE[kind]
        ]
        checks.append(f"typeof({column.name}) IN ({stored}, 'null')")
    if kind is Kind.YES_NO:
        checks.append(f"{column.name} IN (0, 1)")
    if kind is Kind.INSTANT:
        checks.append(f"{column.name} GLOB '{_INSTANT_GLOB}'")
    if kind is Kind.DAY:
        checks.append(f"{column.name} GLOB '{_DAY_GLOB}'")
    if kind is Kind.TEXT and not column.choices and not column.references:
        checks.append(f"{column.name} <> ''")
    if column.choices:
        quoted = ", ".join("'" + choice.replace("'", "''") + "'" for choice in column.choices)
        checks.append(f"{column.name} IN ({quoted})")
    if checks:
        parts.append(f"CHECK ({' AND '.join(checks)})")
    if column.references:
        parts.append(f"REFERENCES {column.references} (id) DEFERRABLE INITIALLY DEFERRED")
    return " ".join(parts)


def case_statements() -> Iterator[str]:
    """Every CREATE of the case's own tables, in an order in which references point back."""
    for table in TABLES:
        yield from table_statements(table)
    yield CHANGE_LOG
