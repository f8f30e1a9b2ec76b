"""Taking one entry of the log back: what it did is undone row by row, and told as what the next entry did."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.storage import change_sets
from desktop_app.storage.fid_ranges import FidRange, indexes_aside, record_removal
from desktop_app.storage.log_entries import Entry, entry_of
from desktop_app.storage.references import references_to
from desktop_app.storage.row_words import capital, row_words

# From here on rows are written without indexes and CHECKs; they were in the case before and fit it.
MANY_ROWS: Final = 10_000
# The fastest level: what is packed is hundreds of megabytes, and repeats itself.
_FAST: Final = 1
# Pages of new rows that wait in memory for the commit (4 KiB each, 640 MB): to write them before it, SQLite
# would shut out everybody who reads the case.
_WAITING_PAGES: Final = 160_000
_CACHE_KIB: Final = 131_072


class Done(NamedTuple):
    """What was done, for the log.

    Attributes:
        changeset: None if nothing.
        inserted: rows that were added beside.
    """

    changeset: bytes | None
    inserted: tuple[FidRange, ...] = ()


@contextmanager
def for_many_rows(connection: apsw.Connection) -> Iterator[None]:
    """Let a connection carry many rows out: no foreign key is looked at, and what is new waits in memory.

    To be entered before the transaction; whoever does asks for names of nothing before the commit.
    """
    cache, spill = (connection.pragma(name) for name in ("cache_size", "cache_spill"))
    connection.pragma("foreign_keys", False)
    connection.pragma("cache_size", -_CACHE_KIB)
    connection.pragma("cache_spill", _WAITING_PAGES)
    try:
        yield
    finally:
        connection.pragma("cache_spill", spill)
        connection.pragma("cache_size", cache)
        connection.pragma("shrink_memory")
        connection.pragma("foreign_keys", True)


def is_many(entry: Entry) -> bool:
    """Whether an entry is taken back `for_many_rows`."""
    return entry.inserted is not None or entry.row_count >= MANY_ROWS


def reverse(connection: apsw.Connection, entry: Entry) -> Done:
    """Take an entry back, inside the caller's transaction.

    Raises:
        InputError: a row is no longer as the entry left it, or another row came to refer to one that goes.
    """
    try:
        if ranges := entry.ranges():
            return _without(connection, entry, ranges)
        return _inverse(connection, entry)
    except apsw.AbortError as error:
        raise InputError(
            f"{entry.what!r} cannot be taken back: another program changed the rows since."
        ) from error


def _without(connection: apsw.Connection, entry: Entry, ranges: tuple[FidRange, ...]) -> Done:
    packed = change_sets.Packed(_FAST)
    record_removal(connection, ranges, packed)
    if entry.changeset:
        inverse = change_sets.inverted(entry.changeset)
        change_sets.apply(connection, inverse)
        read = change_sets.pieces_of(inverse)
        while piece := read(change_sets.PIECE_BYTES):
            packed.add(memoryview(piece))
    require_nobody_refers(connection, entry.table_names.split())
    return Done(packed.finish())


def _inverse(connection: apsw.Connection, entry: Entry) -> Done:
    if not entry.changeset:
        return Done(None)
    target = entry_of(connection, entry.target_id or "") if entry.kind == "undo" else None
    if not is_many(entry):
        change_sets.apply(connection, entry.changeset, invert=True)
    else:
        connection.pragma("ignore_check_constraints", True)
        try:
            with indexes_aside(connection, entry.table_names.split()):
                change_sets.apply(connection, entry.changeset, invert=True)
        finally:
            connection.pragma("ignore_check_constraints", False)
        require_nobody_refers(connection, entry.table_names.split())
    if target is not None and target.inserted is not None:
        return Done(target.changeset, target.ranges())
    return Done(change_sets.inverted(entry.changeset))


def require_nobody_refers(connection: apsw.Connection, tables: list[str]) -> None:
    """Refuse a row that names one of these tables' which is not there.

    Raises:
        InputError: tells it.
    """
    for table in tables:
        for other, column in references_to(table):
            found = connection.execute(
                f"SELECT id, {column} FROM {other} AS t WHERE {column} IS NOT NULL "  # noqa: S608 - declared names
                f"AND NOT EXISTS (SELECT 1 FROM {table} WHERE id = t.{column}) LIMIT 1"
            ).fetchone()
            if found:
                words = capital(row_words(connection, other, str(found[0])))
                gone = row_words(connection, table, str(found[1]))
                raise InputError(f"This cannot be taken back: {words} refers to {gone}, which would go.")
