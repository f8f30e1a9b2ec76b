"""What belongs to one thing of a case, as ids: bounded lists with their full count, through SQL.

A case may hold a million voyages, so no list here is longer than its caller's limit; the count is exact.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from desktop_app.domain.movement import Voyage
from desktop_app.query.reading import read
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.tables.all_tables import TABLES
from desktop_app.storage.tables.keys import KIND_OF_TABLE, TABLES_OF_KIND

_CITED: Final = tuple(table.name for table in TABLES if table.cited)
_DATED: Final = frozenset(
    table.name for table in TABLES if any(column.name == "start_utc" for column in table.columns)
)
# Rows that are sorted by time for a list of a few.
MOST_SORTED: Final = 10_000


class Found(NamedTuple):
    """The first ids of a list, and how many there are."""

    ids: tuple[str, ...]
    total: int


class Related:
    """Asks one case; safe on any thread, stopped by a cancelled feedback."""

    def __init__(self, store: CaseStore, feedback: Feedback | None, limit: int) -> None:
        self._store = store
        self._feedback = feedback
        self._limit = limit

    def voyages_of_vessel(self, vessel_id: str) -> Found:
        """Rows of the voyages table, newest first."""
        return self._found("voyage", "vessel_id = ?", (vessel_id,), "start_utc DESC, place")

    def calls_of_vessel(self, vessel_id: str) -> Found:
        """Port calls, newest first."""
        return self._found("port_call", "vessel_id = ?", (vessel_id,), "start_utc DESC, fid")

    def sightings_of_vessel(self, vessel_id: str) -> Found:
        """Sightings, newest first."""
        return self._found("sighting", "vessel_id = ?", (vessel_id,), "start_utc DESC, fid")

    def calls_at(self, place_id: str, port_id: str) -> Found:
        """Calls at a port, or at a part of it; newest first.

        Args:
            place_id: the port or the part.
            port_id: the port it belongs to; the same for a port.
        """
        if place_id == port_id:
            return self._found("port_call", "port_id = ?", (port_id,), "start_utc DESC, fid")
        values = (port_id, place_id)
        return self._found("port_call", "port_id = ? AND terminal_id = ?", values, "start_utc DESC, fid")

    def voyages_within(self, first: date, after: date) -> Found:
        """Counted rows whose time lies within a period, given by its first day and the first day after it."""
        return self._found(
            "voyage",
            "counted AND start_utc >= ? AND end_utc < ?",
            (f"{first.isoformat()}T00:00:00Z", f"{after.isoformat()}T00:00:00Z"),
            "start_utc, place",
        )

    def overlapping(self, voyage: Voyage) -> Found:
        """Other counted rows of the same vessel that share a day with a counted one: possible duplicates."""
        if not voyage.vessel_id or not voyage.counted:
            return Found((), 0)
        first, last = voyage.when.first_day.isoformat(), voyage.when.last_day.isoformat()
        return self._found(
            "voyage",
            "vessel_id = ? AND start_utc <= ? AND end_utc >= ? AND counted AND id <> ?",
            (voyage.vessel_id, f"{last}T23:59:59Z", f"{first}T00:00:00Z", voyage.id),
            "start_utc, place",
        )

    def voyage_of(self, table: str, row_id: str) -> str:
        """The voyage that a row of `port_call` or `sighting` belongs to; empty for none."""
        rows = self._rows(f"SELECT voyage_id FROM {_declared(table)} WHERE id = ?", (row_id,))  # noqa: S608 - see _declared
        return str(rows[0][0]) if rows and rows[0][0] is not None else ""

    def consignments_of_station(self, station_id: str) -> Found:
        """Consignments sent from a station or to it, newest first."""
        values = (station_id, station_id)
        return self._found(
            "consignment", "from_station_id = ? OR to_station_id = ?", values, "start_utc DESC, fid"
        )

    def resting_on(self, source_id: str) -> Mapping[str, Found]:
        """Rows that cite a source, newest first where they have a time.

        By kind of thing; rows of tables that have no card of their own by the name of the table.
        """
        out: dict[str, Found] = {}
        for table in _CITED:
            found = self._citing(table, source_id)
            if found.total:
                name = KIND_OF_TABLE.get(table, table)
                before = out.get(name, Found((), 0))
                out[name] = Found(
                    (*before.ids, *found.ids)[: self._limit],
                    before.total + found.total,
                )
        return out

    def vessel_of_alias(self, identity_id: str) -> str:
        """The vessel of an identity that is only another name for it; empty for no such row."""
        rows = self._rows("SELECT vessel_id FROM vessel_identity WHERE id = ?", (identity_id,))
        return str(rows[0][0]) if rows else ""

    def key_of(self, ident: str) -> str:
        """The key of whatever thing has this id; empty where nothing has."""
        for kind, tables in TABLES_OF_KIND.items():
            for table in tables:
                if self._rows(f"SELECT 1 FROM {_declared(table)} WHERE id = ?", (ident,)):  # noqa: S608 - see _declared
                    return f"{kind}:{ident}"
        return ""

    def _citing(self, table: str, source_id: str) -> Found:
        """Rows of a table that cite a source; very many are told in the order of their making.

        To sort a million rows by time takes seconds; so many are met soon on a walk through the table.
        """
        citing = "evidence_id IN (SELECT evidence_id FROM citation WHERE source_id = ?)"
        order = "start_utc DESC, fid" if table in _DATED else "fid"
        total = self._count(table, citing, (source_id,))
        if total <= MOST_SORTED:
            return self._found(table, citing, (source_id,), order, total)
        # The plus sign keeps SQLite from the index on evidence, whose rows it would have to sort.
        return self._found(table, f"+{citing}", (source_id,), "fid", total)

    def _found(
        self, table: str, condition: str, values: Sequence[str], order: str, total: int | None = None
    ) -> Found:
        # Condition and order are constants of this module.
        name = _declared(table)
        sql = f"SELECT id FROM {name} WHERE {condition} ORDER BY {order} LIMIT ?"  # noqa: S608 - see above
        ids = tuple(str(row[0]) for row in self._rows(sql, (*values, self._limit)))
        if total is None and len(ids) < self._limit:
            total = len(ids)
        return Found(ids, self._count(name, condition, values) if total is None else total)

    def _count(self, table: str, condition: str, values: Sequence[str]) -> int:
        rows = self._rows(f"SELECT count(*) FROM {_declared(table)} WHERE {condition}", values)  # noqa: S608 - as in _found
        return int(rows[0][0])

    def _rows(self, sql: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
        return read(self._store, sql, tuple(values), self._feedback)


def _declared(table: str) -> str:
    """The table's name, if it is one of the case's.

    Raises:
        KeyError: it is not.
    """
    if table not in KIND_OF_TABLE and table not in _CITED:
        raise KeyError(table)
    return table
