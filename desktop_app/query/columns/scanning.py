"""Columns out of SQLite in one step each: a million rows as Python values hold the interpreter for seconds.

An aggregate joins a column into one text, which SQLite does without Python's lock, and numpy takes it
apart. A long table is walked in two parts, each on a thread and a reader of its own.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.query.columns.instants import INSTANT_LENGTH, seconds_of
from desktop_app.query.reading import Value, read
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore

Whole = NDArray[np.int64]
# Rows from which a second thread pays for itself; a hundred thousand take a tenth of a second.
_MANY: Final = 50_000
_ZERO: Final = ord("0")


class Read(NamedTuple):
    """One column of a scan.

    Attributes:
        name: of the column, for errors.
        sql: the aggregate's argument.
        separator: what stands between two values.
        parse: bytes and number of rows to values; ValueError where they do not fit.
    """

    name: str
    sql: str
    separator: str
    parse: Callable[[bytes, int], Whole]


class Part(NamedTuple):
    """A condition that chooses part of a table."""

    sql: str = "1"
    values: tuple[Value, ...] = ()


def whole(name: str, sql: str = "") -> Read:
    """Whole numbers."""
    return Read(name, f"CAST({sql or name} AS INTEGER)", ",", _numbers)


def digit(name: str, sql: str) -> Read:
    """Numbers from 0 to 9."""
    return Read(name, sql, "", _digits)


def instant(name: str) -> Read:
    """Seconds since 1970-01-01 UTC."""
    return Read(name, name, "", _instants)


def points(name: str, sql: str) -> Read:
    """The bits of two little-endian doubles a row, lon and lat, from 32 hexadecimal digits."""
    return Read(name, sql, "", _bits)


def choice(name: str, words: Sequence[str]) -> Read:
    """Places of words in a closed list of at most nine; the number of words for any other."""
    cases = " ".join(f"WHEN '{word}' THEN {place}" for place, word in enumerate(words))
    return digit(name, f"CASE {name} {cases} ELSE {len(words)} END")


def row_of(table: str, column: str, other: str) -> Read:
    """Row numbers in another table that a column names by id; 0 for none."""
    sql = f"COALESCE((SELECT fid FROM {other} WHERE {other}.id = {table}.{column}), 0)"  # noqa: S608 - declared names
    return Read(column, sql, ",", _numbers)


def parts_by_row(store: CaseStore, table: str) -> tuple[Part, ...]:
    """The table in one part, or by row number in two."""
    # Two statements in one: an end of the table each, where both at once would walk through it.
    ends = f"SELECT (SELECT MIN(fid) FROM {table}), (SELECT MAX(fid) FROM {table})"  # noqa: S608 - a declared name
    ((first, last),) = read(store, ends)
    if first is None or last - first < _MANY:
        return (Part(),)
    middle = (first + last) // 2
    return Part("fid < ?", (middle,)), Part("fid >= ?", (middle,))


def parts_by_time(store: CaseStore, table: str) -> tuple[Part, ...]:
    """The table in one part, or in two of equal length by time, each a range of its index by time."""
    if len(parts_by_row(store, table)) == 1:
        return (Part(),)
    half = f"(SELECT COUNT(*) / 2 FROM {table})"  # noqa: S608 - a declared name
    sql = f"SELECT start_utc FROM {table} ORDER BY start_utc LIMIT 1 OFFSET {half}"  # noqa: S608 - as above
    ((middle,),) = read(store, sql)
    return Part("start_utc < ?", (middle,)), Part("start_utc >= ?", (middle,))


def scan(store: CaseStore, table: str, parts: Sequence[Part], reads: Sequence[Read]) -> list[Whole]:
    """Columns of a table, all in the same order of rows, whatever it is.

    Raises:
        InputError: a value is of another kind than declared.
    """
    if len(parts) == 1:
        return _scanned(store, table, parts[0], reads)
    with ThreadPoolExecutor(len(parts)) as threads:
        found = list(threads.map(_scanned, repeat(store), repeat(table), parts, repeat(reads)))
    return [np.concatenate(arrays) for arrays in zip(*found, strict=True)]


def _scanned(store: CaseStore, table: str, part: Part, reads: Sequence[Read]) -> list[Whole]:
    columns = "".join(f", CAST(group_concat({one.sql}, '{one.separator}') AS BLOB)" for one in reads)
    sql = f"SELECT COUNT(*){columns} FROM {table} WHERE {part.sql}"  # noqa: S608 - texts of this package
    ((count, *blobs),) = read(store, sql, part.values, store.ending)
    return [parsed(table, one, blob, count) for one, blob in zip(reads, blobs, strict=True)]


def parsed(table: str, one: Read, blob: bytes | None, count: int) -> Whole:
    """One column as numbers.

    Raises:
        InputError: a value is of another kind than declared, or missing.
    """
    try:
        return one.parse(blob or b"", count)
    except ValueError:
        raise InputError(
            f"The table {table} cannot be read: {one.name} of a row is empty or of another kind than "
            f"declared; `./tumen check` names the row."
        ) from None


def _numbers(blob: bytes, count: int) -> Whole:
    if not count:
        return np.empty(0, np.int64)
    numbers = np.fromstring(blob, np.int64, sep=",")
    if len(numbers) != count:
        raise ValueError
    return numbers


def _digits(blob: bytes, count: int) -> Whole:
    digits = np.frombuffer(blob, np.uint8) - _ZERO
    if len(digits) != count or (count and digits.max() > 9):  # noqa: PLR2004 - digits
        raise ValueError
    return digits.astype(np.int64)


def _bits(blob: bytes, count: int) -> Whole:
    bits = np.frombuffer(bytes.fromhex(blob.decode()), "<i8")
    if len(bits) != 2 * count:
        raise ValueError
    return bits.astype(np.int64)


def _instants(blob: bytes, count: int) -> Whole:
    if len(blob) != count * INSTANT_LENGTH:
        raise ValueError
    return seconds_of(blob)


class Groups(NamedTuple):
    """Columns of the rows that have a text, those with the same text together.

    Attributes:
        texts: sorted.
        counts: how many rows each has.
        columns: of the rows, group by group.
    """

    texts: tuple[str, ...]
    counts: Whole
    columns: list[Whole]


def grouped(store: CaseStore, table: str, column: str, reads: Sequence[Read]) -> Groups:
    """Rows by a text of theirs.

    Raises:
        InputError: as `scan`.
    """
    columns = "".join(f", CAST(group_concat({one.sql}, '{one.separator}') AS BLOB)" for one in reads)
    sql = f"SELECT {column}, COUNT(*){columns} FROM {table} WHERE {column} IS NOT NULL GROUP BY {column}"  # noqa: S608 - as above
    rows: list[tuple[Any, ...]] = read(store, sql, (), store.ending)
    counts = np.array([row[1] for row in rows], np.int64)
    total = int(counts.sum())
    blobs = [
        one.separator.encode().join(row[place] or b"" for row in rows)
        for place, one in enumerate(reads, start=2)
    ]
    return Groups(
        tuple(str(row[0]) for row in rows),
        counts,
        [parsed(table, one, blob, total) for one, blob in zip(reads, blobs, strict=True)],
    )
