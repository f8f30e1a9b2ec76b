"""What goes with a row that is deleted, and what stands in the way."""

from collections.abc import Iterator
from typing import Final, NamedTuple

import apsw

from desktop_app.query.editing.row_names import row_name
from desktop_app.storage.edits import Delete, Edit
from desktop_app.storage.row_words import capital, counted, table_words
from desktop_app.storage.tables.all_tables import BY_NAME, TABLES
from desktop_app.storage.tables.keys import KIND_OF_TABLE

# Rows that are part of another and go with it: (table of the whole, table of the part, column).
_PARTS: Final = frozenset(
    {
        ("voyage", "port_call", "voyage_id"),
        ("voyage", "sighting", "voyage_id"),
        ("vessel", "vessel_identity", "vessel_id"),
        ("vessel", "listing", "vessel_id"),
        ("vessel", "vessel_particulars", "vessel_id"),
        ("vessel", "deadweight_scale", "vessel_id"),
        ("scenario", "scenario_value", "scenario_id"),
        ("port", "port_outline", "port_id"),
        ("port", "berth_point", "port_id"),
        ("terminal", "port_outline", "terminal_id"),
        ("source", "attachment", "source_id"),
    }
)
MOST_PARTS: Final = 10_000  # one voyage of an import can hold many sightings; more is no deletion by hand


class Deletion(NamedTuple):
    """A deletion thought through.

    Attributes:
        edit: what carries it out; None if it is refused.
        sentence: the question to ask, or why it is refused.
    """

    edit: Edit | None
    sentence: str


def plan_deletion(connection: apsw.Connection, table: str, row_id: str, why: str = "") -> Deletion:
    """Delete a row with its parts; refused while other rows refer to it.

    Raises:
        KeyError: no such table is declared.
    """
    named = row_name(connection, table, row_id)
    if named is None:
        return Deletion(None, "It is gone already.")
    # One ship has many voyages, calls and sightings: their day tells which.
    days = f", {named.detail}" if table in {"voyage", "port_call", "sighting"} else ""
    called = f"{table_words(table)} “{named.name}{days}”"
    parts: list[Delete] = []
    kept: list[str] = []
    for other, column in _references(table):
        if other == "citation":
            cited = _citations(connection, row_id)
            kept += [cited] if cited else []
            continue
        ids = _referring(connection, other, column, row_id)
        if (table, other, column) not in _PARTS:
            kept += [_counted(len(ids), other)] if ids else []
        else:
            parts += [Delete(other, ident) for ident in ids]
    if len(parts) > MOST_PARTS:
        kept.append(f"more than {MOST_PARTS:,} parts")
    if kept:
        sentence = f"{capital(called)} cannot be deleted: {_joined(kept)} "
        return Deletion(None, f"{sentence}{'refer' if _many(kept) else 'refers'} to it.")
    parts += [
        Delete("note", ident) for ident in _referring(connection, "note", "subject", _key(table, row_id))
    ]
    row_of_its_own = _emptied_voyage(connection, table, row_id)
    parts += [Delete("voyage", row_of_its_own)] if row_of_its_own else []
    edit = Edit(f"Delete {table_words(table)} {named.name}{days}", (*parts, Delete(table, row_id)), why=why)
    return Deletion(edit, f"Delete {called}?{_with(parts)} Undo brings it back.")


_ONLY_CONTENT: Final = (
    "SELECT v.id FROM {table} AS t JOIN voyage AS v ON v.id = t.voyage_id "
    "WHERE t.id = ?1 AND v.kind IN ('call', 'sighting') "
    "AND NOT EXISTS (SELECT 1 FROM port_call WHERE voyage_id = v.id AND id <> ?1) "
    "AND NOT EXISTS (SELECT 1 FROM sighting WHERE voyage_id = v.id AND id <> ?1)"
)


def _emptied_voyage(connection: apsw.Connection, table: str, row_id: str) -> str:
    """The row of the voyages table that stands for nothing but this call or sighting; empty for none."""
    if table not in {"port_call", "sighting"}:
        return ""
    return str(connection.execute(_ONLY_CONTENT.format(table=table), (row_id,)).get or "")


def _references(table: str) -> Iterator[tuple[str, str]]:
    """(table, column) of everything declared to refer to a table."""
    for other in TABLES:
        for column in other.columns:
            if column.references == table:
                yield other.name, column.name


def _referring(connection: apsw.Connection, table: str, column: str, value: str) -> list[str]:
    # Only declared names reach the statement.
    sql = f"SELECT id FROM {BY_NAME[table].name} WHERE {column} = ? LIMIT ?"  # noqa: S608 - see above
    return [str(ident) for (ident,) in connection.execute(sql, (value, MOST_PARTS + 1))]


def _citations(connection: apsw.Connection, source_id: str) -> str:
    """Rows that rest on a source; or that once did, which the history still needs."""
    cited = connection.execute("SELECT count(*) FROM citation WHERE source_id = ?", (source_id,)).get
    if not cited:
        return ""
    total = 0
    for table in TABLES:
        if table.cited:
            sql = (
                f"SELECT count(*) FROM {table.name} WHERE evidence_id IN "  # noqa: S608 - a declared name
                "(SELECT evidence_id FROM citation WHERE source_id = ?)"
            )
            total += int(connection.execute(sql, (source_id,)).get)
    return f"{total:,} statement{'' if total == 1 else 's'}" if total else "earlier versions of statements"


def _key(table: str, row_id: str) -> str:
    return f"{KIND_OF_TABLE.get(table, table)}:{row_id}"


def _counted(count: int, table: str) -> str:
    return counted(table, count) if count <= MOST_PARTS else f"more than {counted(table, MOST_PARTS)}"


def _joined(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _many(words: list[str]) -> bool:
    return len(words) > 1 or not words[0].startswith("1 ")


def _with(parts: list[Delete]) -> str:
    if not parts:
        return ""
    tables = list(dict.fromkeys(part.table for part in parts))
    counts = [_counted(sum(part.table == table for part in parts), table) for table in tables]
    return f" Its {_joined(counts)} {'go' if len(parts) > 1 else 'goes'} with it."
