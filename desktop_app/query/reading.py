"""Runs one statement on a reader of the case; a cancelled feedback stops it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any, Final, TypeVar

import apsw

from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore

_T = TypeVar("_T")
Value = str | int | float | None
# Places for values in one statement; SQLite's own bound is 32,766.
MOST_VALUES: Final = 500


def read(
    store: CaseStore, sql: str, parameters: tuple[Value, ...] = (), feedback: Feedback | None = None
) -> list[tuple[Any, ...]]:
    """All rows of one statement.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    with store.reader(feedback) as connection:
        try:
            return list(connection.execute(sql, parameters))
        except apsw.InterruptError as error:
            raise Cancelled from error


def extent_of(store: CaseStore, table: str) -> tuple[date, date] | None:
    """First and last day of a table with times; None where it is empty."""

    def ends() -> tuple[date, date] | None:
        # Two statements in one: a bound of an index each, where both at once would read the whole of it.
        sql = f"SELECT (SELECT MIN(start_utc) FROM {table}), (SELECT MAX(end_utc) FROM {table})"  # noqa: S608 - a declared table
        ((first, last),) = read(store, sql)
        return None if first is None else (date.fromisoformat(first[:10]), date.fromisoformat(last[:10]))

    return store.cached(f"extent of {table}", ends)


def in_parts(values: Iterable[_T]) -> Iterator[tuple[_T, ...]]:
    """Values, `MOST_VALUES` at a time."""
    left = iter(values)
    while part := tuple(islice(left, MOST_VALUES)):
        yield part


def places(count: int) -> str:
    """`?, ?, …` for so many values."""
    return ", ".join("?" * count)
