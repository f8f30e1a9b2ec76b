"""Rows of a figure that are no longer what they were, in words, as far as the case's log tells."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, Final, NamedTuple

import apsw

from desktop_app.domain.manifest import RecordDigest
from desktop_app.exporters.things import KIND_NAMES, link_to
from desktop_app.query.editing.cell_words import cell_words
from desktop_app.query.editing.row_names import row_name
from desktop_app.query.row_digests import stored_digest, tables_of
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.change_log import changes_of_row
from desktop_app.storage.row_words import column_words, table_words
from desktop_app.storage.tables.all_tables import BY_NAME

# Rows of which the log is read; a log is read from its end for each.
MOST_TOLD: Final = 50
LONGEST_VALUE: Final = 120
# Columns by which a row is called that is no longer there, the first that it had.
_NAMES: Final = ("name", "name_en", "title", "label", "place", "topic", "summary", "text")
# The name that stands for "no row" in the log of a case.
_DELETED: Final = "delete"


class Difference(StrEnum):
    """How a row differs."""

    ADDED = "added"  # shown now, and not then
    LEFT_OUT = "left out"  # in the case, and no longer shown
    REMOVED = "removed"  # no longer in the case
    CHANGED = "changed"


class ChangedRow(NamedTuple):
    """One row that differs.

    Attributes:
        key: kind:id.
        difference: how.
        name: what it is called, or was.
        details: what changed in it, one sentence each; empty where nothing tells.
    """

    key: str
    difference: Difference
    name: str
    details: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """What it is, in words."""
        kind = self.key.partition(":")[0]
        return KIND_NAMES.get(kind, table_words(kind))

    @property
    def sentence(self) -> str:
        """All of it in one line."""
        words = f"{self.difference}: {self.kind} {self.name}"
        return f"{words} ({'; '.join(self.details)})" if self.details else words


def changed_rows(
    store: CaseStore, then: tuple[RecordDigest, ...], now: Mapping[str, str]
) -> tuple[ChangedRow, ...]:
    """The rows that differ, in order of their keys.

    Args:
        store: the case as it is.
        then: the rows that were shown, in order of their keys.
        now: digest of each row that is shown, by key.
    """
    before = dict(then)
    keys = sorted(before.keys() | now.keys())
    differing = [
        key for key in keys if key not in before or now.get(key, "")[: len(before[key])] != before[key]
    ]
    with store.reader() as connection:
        return tuple(
            _row(store, connection, key, before.get(key), shown=key in now, told=place < MOST_TOLD)
            for place, key in enumerate(differing)
        )


def _row(
    store: CaseStore, connection: apsw.Connection, key: str, digest: str | None, *, shown: bool, told: bool
) -> ChangedRow:
    tables, ident = tables_of(key)
    found = next(
        ((table, cells) for table in tables for cells in _cells(connection, table, ident)), (None, None)
    )
    table, cells = found
    if table is None or cells is None:
        name, details = _gone(connection, tables, ident) if told else (ident, ())
        return ChangedRow(key, Difference.REMOVED, name, details)
    name = _name(store, connection, key, table, ident)
    if digest is None:
        return ChangedRow(key, Difference.ADDED, name)
    details = tuple(_details(store, connection, table, cells, digest)) if told else ()
    if shown:
        return ChangedRow(key, Difference.CHANGED, name, details)
    return ChangedRow(key, Difference.LEFT_OUT, name, details)


def _cells(connection: apsw.Connection, table: str, ident: str) -> Iterator[dict[str, Any]]:
    """The row with this id, if it is there."""
    columns = BY_NAME[table].stored_columns
    sql = f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?"  # noqa: S608 - declared names
    for row in connection.execute(sql, (ident,)):
        yield dict(zip(columns, row, strict=True))


def _name(store: CaseStore, connection: apsw.Connection, key: str, table: str, ident: str) -> str:
    link = link_to(store, key)
    if link is not None:
        return link.text
    named = row_name(connection, table, ident)
    return named.name if named is not None else ident


def _details(
    store: CaseStore, connection: apsw.Connection, table: str, cells: Mapping[str, Any], digest: str
) -> Iterator[str]:
    """What changed since the row had a digest: the log is gone back until it had."""
    then = dict(cells)
    touched: set[str] = set()
    who: list[str] = []
    if _fits(store, table, then, digest):
        return
    for change, row in changes_of_row(connection, table, str(cells["id"])):
        if row.op != "update":
            return
        then |= {name: old for name, (old, _) in row.columns.items() if name in then}
        touched |= row.columns.keys()
        who.append(f"by {change.who} on {change.at:%Y-%m-%d}")
        if _fits(store, table, then, digest):
            break
    else:
        return
    for name in BY_NAME[table].stored_columns:
        if name in touched and then[name] != cells[name]:
            old, new = (_short(cell_words(connection, table, name, of[name])) for of in (then, cells))
            yield f"{column_words(name)}: {old} → {new}"
    yield ", ".join(dict.fromkeys(who))


def _fits(store: CaseStore, table: str, cells: Mapping[str, Any], digest: str) -> bool:
    return stored_digest(store, table, cells)[: len(digest)] == digest


def _gone(connection: apsw.Connection, tables: tuple[str, ...], ident: str) -> tuple[str, tuple[str, ...]]:
    """What a row was called that is no longer there, and who deleted it, as far as the log tells."""
    for table in tables:
        for change, row in changes_of_row(connection, table, ident, limit=1):
            if row.op == _DELETED:
                had = (row.columns[name][0] for name in _NAMES if name in row.columns)
                name = next((str(value) for value in had if value), ident)
                return _short(name), (f"deleted by {change.who} on {change.at:%Y-%m-%d}: {change.what}",)
    return ident, ()


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
