"""Runs of rows that were added at once: the log names them by their numbers instead of telling each cell."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final, NamedTuple

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.storage import change_sets
from desktop_app.storage.tables.all_tables import BY_NAME

# A new fid is a random block of 41 bits and a counter of 22: rows that two people add never share one. A
# range lies within one block.
BLOCK_BITS: Final = 41
COUNTER_BITS: Final = 22
# Rows between two change sets of one removal: a session keeps them in memory, some 400 bytes each.
_ROWS_AT_ONCE: Final = 50_000


class FidRange(NamedTuple):
    """Rows that were added at once.

    Attributes:
        first, last: numbers of the first row and of the last.
    """

    table: str
    first: int
    last: int

    @property
    def rows(self) -> int:
        """How many."""
        return self.last - self.first + 1


def ranges_text(ranges: Sequence[FidRange]) -> str | None:
    """Ranges as the log keeps them; None for none."""
    return json.dumps(ranges, separators=(",", ":")) if ranges else None


def read_ranges(text: str | None) -> tuple[FidRange, ...]:
    """Ranges from the log.

    Raises:
        InputError: another program wrote something else there.
    """
    if text is None:
        return ()
    try:
        ranges = tuple(FidRange(*one) for one in json.loads(text))
    except (TypeError, ValueError):
        ranges = (FidRange("", 0, 0),)
    if all(_is_one(one) for one in ranges):
        return ranges
    raise InputError("An entry of the log does not tell which rows it added.")


def _is_one(one: FidRange) -> bool:
    """Whether it is a range that this program writes; its name becomes SQL, and its numbers are counted."""
    if one.table not in BY_NAME or not type(one.first) is type(one.last) is int:
        return False
    return one.first <= one.last and one.first >> COUNTER_BITS == one.last >> COUNTER_BITS


@contextmanager
def indexes_aside(connection: apsw.Connection, tables: Iterator[str] | Sequence[str]) -> Iterator[None]:
    """Without the indexes of these tables that no rule needs; they are made again at the end.

    To sort a million entries once takes a third of the time of putting each in its place.
    """
    definitions = [
        definition for table in dict.fromkeys(tables) for definition in drop_indexes(connection, table)
    ]
    yield
    for definition in definitions:
        connection.execute(definition)


def drop_indexes(connection: apsw.Connection, table: str) -> list[str]:
    """Drop the indexes of a table that no rule needs; the statements that make them again."""
    found = connection.execute(
        "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL "
        "ORDER BY name",
        (table,),
    ).fetchall()
    for name, _ in found:
        connection.execute('DROP INDEX "' + str(name).replace('"', '""') + '"')
    return [str(definition) for _, definition in found]


def delete_ranges(connection: apsw.Connection, ranges: Sequence[FidRange]) -> None:
    """Take the rows out, where no foreign key is looked at and nobody records."""
    with indexes_aside(connection, [one.table for one in ranges]):
        for table, first, last in ranges:
            connection.execute(f"DELETE FROM {table} WHERE fid BETWEEN ? AND ?", (first, last))  # noqa: S608 - declared name


def record_removal(
    connection: apsw.Connection, ranges: Sequence[FidRange], packed: change_sets.Packed
) -> None:
    """Take the rows out and add to a change set what that does.

    Raises:
        InputError: a row is there no longer.
    """
    with indexes_aside(connection, [one.table for one in ranges]):
        for one in ranges:
            gone = 0
            for first in range(one.first, one.last + 1, _ROWS_AT_ONCE):
                last = min(one.last, first + _ROWS_AT_ONCE - 1)
                session = apsw.Session(connection, "main")
                try:
                    session.attach(one.table)
                    before = connection.total_changes()
                    connection.execute(f"DELETE FROM {one.table} WHERE fid BETWEEN ? AND ?", (first, last))  # noqa: S608 - declared name
                    gone += connection.total_changes() - before
                    session.changeset_stream(packed.add)
                finally:
                    session.close()
            if gone != one.rows:
                raise InputError(
                    "The import cannot be taken back: another program took some of its rows out."
                )
