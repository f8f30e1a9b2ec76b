"""The thing before and after another, in the order of its kind."""

from typing import Any, Final, NamedTuple

from desktop_app.query.reading import Value, read
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.keys import TABLES_OF_KIND

# Kept rows of events are for other programs: what is found now has an order of its own.
_FOUND: Final = "ais_event"
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

    Ports are followed by their terminals: both are places called "port". Of events ask `event_list`.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    kind, _, ident = key.partition(":")
    named = () if kind == _FOUND else TABLES_OF_KIND.get(kind, ())
    tables = tuple(_Ordered(store, table, feedback) for table in named)
    for at, table in enumerate(tables):
        stand = table.stand_of(ident)
        if stand is not None:
            before = sum(other.count() for other in tables[:at])
            after = sum(other.count() for other in tables[at:])
            previous = table.beside(stand, "<", "DESC") or (tables[at - 1].edge("DESC") if at else "")
            last = at + 1 == len(tables)
            following = table.beside(stand, ">", "ASC") or ("" if last else tables[at + 1].edge("ASC"))
            return Neighbours(
                before + table.count(stand) + 1,
                before + after,
                f"{kind}:{previous}" if previous else "",
                f"{kind}:{following}" if following else "",
            )
    return None


class _Ordered:
    """One table in its order; the row number decides between equals. Every name is a declared one."""

    def __init__(self, store: CaseStore, table: str, feedback: Feedback | None) -> None:
        self._store = store
        self._table = table
        self._feedback = feedback
        self._order = _order_of(table)

    def stand_of(self, ident: str) -> tuple[Value, ...] | None:
        """Where a row stands: the value it is ordered by, and its number."""
        rows = self._read(f"SELECT {self._order}, fid FROM {self._table} WHERE id = ?", (ident,))  # noqa: S608 - declared
        return rows[0] if rows else None

    def count(self, before: tuple[Value, ...] | None = None) -> int:
        """Rows of the table, or those before a place in it."""
        condition = f"WHERE ({self._order}, fid) < (?, ?)" if before is not None else ""
        rows = self._read(f"SELECT count(*) FROM {self._table} {condition}", before or ())  # noqa: S608 - declared
        return int(rows[0][0])

    def beside(self, stand: tuple[Value, ...], sign: str, direction: str) -> str:
        """Id of the row next to a place; empty at the end."""
        return self._first(f"WHERE ({self._order}, fid) {sign} (?, ?)", stand, direction)

    def edge(self, direction: str) -> str:
        """Id of the first or the last row; empty for an empty table."""
        return self._first("", (), direction)

    def _first(self, condition: str, values: tuple[Value, ...], direction: str) -> str:
        order = f"ORDER BY {self._order} {direction}, fid {direction} LIMIT 1"
        rows = self._read(f"SELECT id FROM {self._table} {condition} {order}", values)  # noqa: S608 - declared
        return str(rows[0][0]) if rows else ""

    def _read(self, sql: str, values: tuple[Value, ...]) -> list[tuple[Any, ...]]:
        return read(self._store, sql, values, self._feedback)


def _order_of(table: str) -> str:
    """A declared column, on which an index can serve. A claim may cover no time: such rows come first."""
    if table in _ORDERS:
        return _ORDERS[table]
    dated = next((column for column in BY_NAME[table].columns if column.name == "start_utc"), None)
    if dated is None:
        return "fid"
    return dated.name if dated.required else f"COALESCE({dated.name}, '')"
