"""Voyages by row number and by id, and what they can be ordered and grouped by."""

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from desktop_app.query.reading import in_parts, places, read
from desktop_app.storage.case_store import CaseStore


class Order(Enum):
    """Columns the voyages can be ordered by."""

    DATE = "date"
    VESSEL = "vessel"
    IMO_NUMBER = "imo number"
    LISTING = "listing"
    OPERATOR = "operator"
    FROM = "from"
    TO = "to"
    PRODUCT = "product"
    HOW_KNOWN = "how known"
    TRACKER = "tracker"
    CALLS = "calls"
    VOLUME = "volume"
    PRECISION = "precision"
    SOURCES = "sources"
    GRADE = "grade"
    KIND = "kind"


class Grouping(Enum):
    """What the voyages can be grouped by."""

    NONE = "none"
    VESSEL = "vessel"
    MONTH = "month"
    LOADING = "loading"
    DISCHARGE = "discharge"


def ids_of(store: CaseStore, rows: Sequence[int]) -> Mapping[int, str]:
    """Ids of voyages by row number; rows that are gone are left out."""
    found: dict[int, str] = {}
    for part in in_parts(map(int, rows)):
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
