"""The thing before and after another, in the order of its kind."""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import apsw

from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.keys import TABLES_OF_KIND

# What the rows of a table are ordered by, where a reader expects another order than that of their making.
_ORDERS: Final = {
    "vessel": "name",
    "company": "name",
    "source": "title",
    "port": "name_en",
    "terminal": "name_en",
    "station": "place",
    "rail_line": "place",
}


class Neighbours(NamedTuple):
    """Where a thing stands among its kind.

    Attributes:
        place: from 1.
        total: how many there are.
        previous, following: keys; empty at the ends.
    """

    place: int
    total: int
    previous: str
    following: str


def neighbours_of(store: CaseStore, key: str, feedback: Feedback | None = None) -> Neighbours | None:
    """Place and neighbours of a thing: in time, by name, or as the rows were made; None for no such thing.

    Ports are followed by their terminals: both are places called "port".
    """
    kind, _, ident = key.partition(":")
    tables = TABLES_OF_KIND.get(kind, ())
    with store.reader(feedback) as connection:
        try:
            stands = [_place(connection, table, ident) for table in tables]
            here = next((at for at, stand in enumerate(stands) if stand is not None), None)
            if here is None:
                return None
            totals = [_one(connection, f"SELECT count(*) FROM {table}", ()) for table in tables]  # noqa: S608 - declared
            place, previous, following = stands[here] or (0, None, None)
            if previous is None and here > 0:
                previous = _edge(connection, tables[here - 1], "DESC")
            if following is None and here + 1 < len(tables):
                following = _edge(connection, tables[here + 1], "ASC")
        except apsw.InterruptError as error:
            raise Cancelled from error
    return Neighbours(
        sum(totals[:here]) + place,
        sum(totals),
        f"{kind}:{previous}" if previous is not None else "",
        f"{kind}:{following}" if following is not None else "",
    )


def _order(table: str) -> str:
    """A declared column, on which an index can serve; `fid` decides between equals.

    A claim may cover no time: such rows come first.
    """
    if table in _ORDERS:
        return _ORDERS[table]
    dated = next((column for column in BY_NAME[table].columns if column.name == "start_utc"), None)
    if dated is None:
        return "fid"
    return dated.name if dated.required else f"COALESCE({dated.name}, '')"


def _place(connection: apsw.Connection, table: str, ident: str) -> tuple[int, str | None, str | None] | None:
    """Place from 1, id before, id after; None where the table does not hold it."""
    value = _order(table)
    row = connection.execute(f"SELECT {value}, fid FROM {table} WHERE id = ?", (ident,)).fetchone()  # noqa: S608 - declared
    if row is None:
        return None
    before, after = f"({value}, fid) < (?, ?)", f"({value}, fid) > (?, ?)"
    place = _one(connection, f"SELECT count(*) FROM {table} WHERE {before}", row) + 1  # noqa: S608 - declared
    previous = connection.execute(
        f"SELECT id FROM {table} WHERE {before} ORDER BY {value} DESC, fid DESC LIMIT 1",  # noqa: S608 - declared
        row,
    ).fetchone()
    following = connection.execute(
        f"SELECT id FROM {table} WHERE {after} ORDER BY {value}, fid LIMIT 1",  # noqa: S608 - declared
        row,
    ).fetchone()
    return place, previous and str(previous[0]), following and str(following[0])


def _edge(connection: apsw.Connection, table: str, direction: str) -> str | None:
    value = _order(table)
    row = connection.execute(
        f"SELECT id FROM {table} ORDER BY {value} {direction}, fid {direction} LIMIT 1"  # noqa: S608 - declared
    ).fetchone()
    return row and str(row[0])


def _one(connection: apsw.Connection, sql: str, values: Sequence[Any]) -> int:
    found = connection.execute(sql, tuple(values)).fetchone()
    return int(found[0]) if found else 0
