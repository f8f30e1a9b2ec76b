"""Which voyages pass a filter, and in which order: as row numbers, so that a million take eight megabytes."""

import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Final, NamedTuple

from desktop_app.query.clauses import Filter
from desktop_app.query.load_sql import CARGO_T, JOIN_LOAD, LOAD_TABLE, load_model, numbers_of
from desktop_app.query.predicates import row_predicate
from desktop_app.query.reading import Value, in_parts, places, read
from desktop_app.query.results import VoyageRows
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore


class Order(Enum):
    """Columns the voyages can be ordered by."""

    DATE = "date"
    VESSEL = "vessel"
    FROM = "from"
    TO = "to"
    HOW_KNOWN = "how known"
    TRACKER = "tracker"
    VOLUME = "volume"
    SOURCES = "sources"


class Grouping(Enum):
    """What the voyages can be grouped by."""

    NONE = "none"
    VESSEL = "vessel"
    MONTH = "month"
    LOADING = "loading"
    DISCHARGE = "discharge"


class _Keys(NamedTuple):
    """SQL of an order.

    Attributes:
        keys: what to order by, each turned round when descending.
        absent: true for rows without a value, which stay at the end in both directions; empty for none.
        joins: what the keys need besides the voyages.
    """

    keys: tuple[str, ...]
    absent: str = ""
    joins: str = ""


_DESTINATION: Final = "COALESCE(destination.name_en, voyage.to_place)"
_KEYS: Final = {
    Order.DATE: _Keys(("voyage.start_utc", "voyage.end_utc")),
    Order.VESSEL: _Keys(
        ("COALESCE(vessel.name, voyage.label, '')",),
        "voyage.vessel_id IS NULL",
        "LEFT JOIN vessel ON vessel.id = voyage.vessel_id",
    ),
    Order.FROM: _Keys(
        ("origin.name_en",),
        "origin.name_en IS NULL",
        "LEFT JOIN port AS origin ON origin.id = voyage.from_port_id",
    ),
    Order.TO: _Keys(
        (_DESTINATION,),
        f"{_DESTINATION} IS NULL",
        "LEFT JOIN port AS destination ON destination.id = voyage.to_port_id",
    ),
    Order.HOW_KNOWN: _Keys(("voyage.how_known",)),
    Order.TRACKER: _Keys(("voyage.tracker",)),
    Order.VOLUME: _Keys((CARGO_T,), f"({CARGO_T}) IS NULL", JOIN_LOAD),
    Order.SOURCES: _Keys(
        ("(SELECT COUNT(*) FROM citation WHERE citation.evidence_id = voyage.evidence_id)",)
    ),
}
# Digits that a row number takes on its way out of SQLite: one text is a single step, a million rows were a
# million steps, each of which takes and gives back Python's lock.
_DIGITS: Final = 16


def voyage_count(store: CaseStore) -> int:
    """How many voyages the case has."""
    return store.cached("voyage count", lambda: int(read(store, "SELECT COUNT(*) FROM voyage")[0][0]))


def passing_count(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> int:
    """How many voyages pass."""
    if not filter_.is_active:
        return voyage_count(store)
    predicate = row_predicate(filter_)
    sql = f"SELECT COUNT(*) FROM voyage WHERE {predicate.sql}"  # noqa: S608 - clause text of this package
    ((count,),) = read(store, sql, predicate.parameters, feedback)
    return int(count)


def voyage_rows(
    store: CaseStore, filter_: Filter, order: Order, *, descending: bool, feedback: Feedback | None
) -> VoyageRows:
    """Row numbers of the voyages that pass, ordered."""
    keys, absent, joins = _KEYS[order]
    direction = "DESC" if descending else "ASC"
    ordering = ", ".join(
        [*([absent] if absent else []), *(f"{key} {direction}" for key in keys), "voyage.place"]
    )
    predicate = row_predicate(filter_)
    values: tuple[Value, ...] = predicate.parameters
    head = ""
    if joins == JOIN_LOAD:
        head = f"WITH {LOAD_TABLE} "
        values = (numbers_of(load_model(store))[0], *values)
    # Only texts written in this package reach the statement.
    sql = (
        f"{head}SELECT group_concat(number, '') FROM ("  # noqa: S608 - see above
        f"SELECT printf('%0{_DIGITS}x', voyage.fid) AS number FROM voyage {joins} "
        f"WHERE {predicate.sql} ORDER BY {ordering})"
    )
    ((digits,),) = read(store, sql, values, feedback)
    return VoyageRows(_numbers(digits or ""), voyage_count(store))


def _numbers(digits: str) -> "array[int]":
    numbers = array("q")
    numbers.frombytes(bytes.fromhex(digits))
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def ids_of(store: CaseStore, rows: Sequence[int]) -> Mapping[int, str]:
    """Ids of voyages by row number; rows that are gone are left out."""
    found: dict[int, str] = {}
    for part in in_parts(rows):
        sql = f"SELECT fid, id FROM voyage WHERE fid IN ({places(len(part))})"  # noqa: S608 - question marks
        found.update(read(store, sql, part))
    return found


def rows_of(store: CaseStore, ids: Iterable[str]) -> tuple[int, ...]:
    """Row numbers of voyages in the order of the ids; an id without a row is left out."""
    found: dict[str, int] = {}
    wanted = tuple(ids)
    for part in in_parts(wanted):
        sql = f"SELECT id, fid FROM voyage WHERE id IN ({places(len(part))})"  # noqa: S608 - question marks
        found.update(read(store, sql, part))
    return tuple(found[ident] for ident in wanted if ident in found)


def rows_of_vessel(store: CaseStore, vessel_id: str, limit: int) -> tuple[int, tuple[str, ...]]:
    """How many voyages a vessel has, and the ids of the first ones by date."""
    ((count,),) = read(store, "SELECT COUNT(*) FROM voyage WHERE vessel_id = ?", (vessel_id,))
    sql = "SELECT id FROM voyage WHERE vessel_id = ? ORDER BY start_utc, place LIMIT ?"
    return int(count), tuple(ident for (ident,) in read(store, sql, (vessel_id, limit)))


def vessels_with_rows(store: CaseStore) -> frozenset[str]:
    """Ids of vessels that have a voyage."""
    sql = "SELECT id FROM vessel WHERE EXISTS (SELECT 1 FROM voyage WHERE voyage.vessel_id = vessel.id)"
    return store.cached("vessels with rows", lambda: frozenset(ident for (ident,) in read(store, sql)))


def last_counted(store: CaseStore) -> str:
    """Id of the newest voyage that counts, empty where none does."""
    # The newest start is the end of an index; ordering by it would sort all rows.
    sql = (
        "SELECT id FROM voyage WHERE counted AND start_utc = "
        "(SELECT MAX(start_utc) FROM voyage WHERE counted) ORDER BY place LIMIT 1"
    )
    found = read(store, sql)
    return str(found[0][0]) if found else ""
