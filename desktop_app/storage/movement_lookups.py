"""Voyages, calls and sightings by id, a bounded number of them kept."""

import json
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable
from threading import Lock
from typing import Final, Generic, TypeVar

import apsw

from desktop_app.domain.movement import PortCall, Sighting, Voyage
from desktop_app.storage.rows.movements import call_of, sighting_of, voyage_of
from desktop_app.storage.rows.reading import IN_IDS, RowReader

Value = TypeVar("Value")

IDS_A_QUERY: Final = 500
# A voyage with its texts takes about 2 kB: three of these stay under 25 MB.
MOST_KEPT: Final = 4_096


class LookUp(Generic[Value]):
    """Values by id, read where they are not kept; safe on any thread."""

    def __init__(self, read: Callable[[list[str]], dict[str, Value]], most_kept: int = MOST_KEPT) -> None:
        self._read = read
        self._most_kept = most_kept
        self._kept: OrderedDict[str, Value] = OrderedDict()
        self._lock = Lock()

    def many(self, ids: Iterable[str]) -> tuple[Value, ...]:
        """The values of these ids, in their order; an id without a row is left out."""
        wanted = list(ids)
        found: dict[str, Value] = {}
        with self._lock:
            kept = self._kept
            for row_id in wanted:
                if row_id in kept:
                    found[row_id] = kept[row_id]
                    kept.move_to_end(row_id)
        missing = [row_id for row_id in dict.fromkeys(wanted) if row_id not in found]
        for start in range(0, len(missing), IDS_A_QUERY):
            read = self._read(missing[start : start + IDS_A_QUERY])
            found |= read
            self._keep(kept, read)
        return tuple(found[row_id] for row_id in wanted if row_id in found)

    def one(self, row_id: str) -> Value | None:
        """The value of an id, None where there is no such row."""
        values = self.many((row_id,))
        return values[0] if values else None

    def _keep(self, kept: OrderedDict[str, Value], read: dict[str, Value]) -> None:
        with self._lock:
            # After a change, what was read before it goes into a mapping that nobody uses any more.
            kept |= read
            while len(kept) > self._most_kept:
                kept.popitem(last=False)

    def forget(self) -> None:
        """Drop what is kept: the case has changed."""
        with self._lock:
            self._kept = OrderedDict()


def read_voyages(connection: apsw.Connection, rows: RowReader, ids: list[str]) -> dict[str, Voyage]:
    """Voyages by id, with the ids of their calls and sightings in order."""
    wanted = json.dumps(ids)
    calls = _members(connection, "port_call", "place", wanted)
    sightings = _members(connection, "sighting", "order_in_voyage", wanted)
    return {
        row.id: voyage_of(row, tuple(calls[row.id]), tuple(sightings[row.id]))
        for row in rows.rows(connection, "voyage", f"WHERE id {IN_IDS}", (wanted,))
    }


def _members(connection: apsw.Connection, table: str, order: str, voyages: str) -> dict[str, list[str]]:
    members: defaultdict[str, list[str]] = defaultdict(list)
    sql = f"SELECT voyage_id, id FROM {table} WHERE voyage_id {IN_IDS} ORDER BY {order}, fid"  # noqa: S608 - names from this module
    for voyage_id, row_id in connection.execute(sql, (voyages,)):
        members[str(voyage_id)].append(str(row_id))
    return members


def read_calls(connection: apsw.Connection, rows: RowReader, ids: list[str]) -> dict[str, PortCall]:
    """Calls by id."""
    found = rows.rows(connection, "port_call", f"WHERE id {IN_IDS}", (json.dumps(ids),))
    return {row.id: call_of(row) for row in found}


def read_sightings(connection: apsw.Connection, rows: RowReader, ids: list[str]) -> dict[str, Sighting]:
    """Sightings by id."""
    found = rows.rows(connection, "sighting", f"WHERE id {IN_IDS}", (json.dumps(ids),))
    return {row.id: sighting_of(row) for row in found}
