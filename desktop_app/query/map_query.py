"""What a filter leaves on the map, bounded: marks up to `MOST_MARKS`, counts and arrays beyond.

The question of a new window, whose filter is empty, is answered by SQL: columns of a large case take a
second, and numpy a tenth of one.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from desktop_app.query.clauses import Filter
from desktop_app.query.reading import in_parts, places, read
from desktop_app.query.results import MOST_MARKS, MapContent
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

# Tables whose rows are marks, with the route of each.
_ROUTES: Final = {"voyage": "route_id", "sighting": "NULL"}


def has_marks_for_all(store: CaseStore) -> bool:
    """Whether the case has so few voyages and positions that each can be a mark under every filter."""
    return has_marks(store, "voyage") and has_marks(store, "sighting")


def has_marks(store: CaseStore, table: str) -> bool:
    """The same of one of the two tables."""
    return _count(store, table) <= MOST_MARKS


def map_content(
    engine: "QueryEngine", filter_: Filter, selected: Sequence[str], feedback: Feedback | None
) -> MapContent:
    """What the map shows.

    Args:
        engine: asks the case.
        filter_: what passes.
        selected: keys of voyages and positions that are drawn in any case, if they pass.
        feedback: calls it off.
    """
    if filter_.is_active:
        from desktop_app.query import map_passing  # noqa: PLC0415 - numpy, which the first picture has not

        return map_passing.map_content(engine, filter_, selected, feedback)
    store = engine.store
    voyages = _marks(store, "voyage", ids_of_kind(selected, "voyage"), "place", feedback)
    drawn = {ident for ident, _ in voyages}
    sightings = _marks(store, "sighting", ids_of_kind(selected, "sighting"), "id", feedback)
    if not has_marks(store, "sighting"):
        sightings += [(ident, None) for ident in _positions_of(store, drawn, feedback)]
    return MapContent(
        tuple(ident for ident, _ in voyages),
        tuple(sorted({ident for ident, _ in sightings})),
        tuple(sorted({route for _, route in voyages if route})),
        engine.kept("calls per port", lambda: _calls_per_port(store, feedback), assumes=False),
        _count(store, "voyage"),
        _count(store, "sighting"),
    )


def position_id(engine: "QueryEngine", row: int) -> str:
    """Id of the position in a row of `engine.positions`; empty where it has gone."""
    positions = engine.positions()
    rows = [int(positions.fid[row])] if 0 <= row < len(positions) else []
    return next((ident for ident, _ in named_rows(engine.store, "sighting", rows, None)), "")


def ids_of_kind(keys: Iterable[str], kind: str) -> tuple[str, ...]:
    """Ids behind those keys that are of a kind."""
    return tuple(key.removeprefix(f"{kind}:") for key in keys if key.startswith(f"{kind}:"))


def numbers_of(store: CaseStore, table: str, ids: Sequence[str]) -> list[int]:
    """Row numbers of the rows with these ids; an id without a row is left out."""
    found: list[int] = []
    for part in in_parts(ids):
        sql = f"SELECT fid FROM {table} WHERE id IN ({places(len(part))})"  # noqa: S608 - a declared table
        found += [int(fid) for (fid,) in read(store, sql, part)]
    return found


def named_rows(
    store: CaseStore, table: str, numbers: Sequence[int], feedback: Feedback | None
) -> list[tuple[str, str | None]]:
    """Id and route of a table's rows, in the order of the row numbers."""
    found: dict[int, tuple[str, str | None]] = {}
    for part in in_parts(numbers):
        sql = f"SELECT fid, id, {_ROUTES[table]} FROM {table} WHERE fid IN ({places(len(part))})"  # noqa: S608 - as above
        found |= {int(fid): (str(ident), route) for fid, ident, route in read(store, sql, part, feedback)}
    return [found[number] for number in numbers if number in found]


def _marks(
    store: CaseStore, table: str, selected: Sequence[str], order: str, feedback: Feedback | None
) -> list[tuple[str, str | None]]:
    """Id and route of all rows, or of too many for marks, of the selected ones."""
    columns = f"SELECT id, {_ROUTES[table]} FROM {table}"  # noqa: S608 - as above
    if has_marks(store, table):
        return [
            (str(ident), route) for ident, route in read(store, f"{columns} ORDER BY {order}", (), feedback)
        ]
    found: list[tuple[str, str | None]] = []
    for part in in_parts(selected):
        sql = f"{columns} WHERE id IN ({places(len(part))}) ORDER BY {order}"
        found += [(str(ident), route) for ident, route in read(store, sql, part, feedback)]
    return found


def _positions_of(store: CaseStore, voyage_ids: Iterable[str], feedback: Feedback | None) -> list[str]:
    """Ids of the positions of some voyages, `MOST_MARKS` at most."""
    found: list[str] = []
    for part in in_parts(sorted(voyage_ids)):
        sql = f"SELECT id FROM sighting WHERE voyage_id IN ({places(len(part))}) LIMIT {MOST_MARKS}"  # noqa: S608 - as above
        found += [str(ident) for (ident,) in read(store, sql, part, feedback)]
    return found[:MOST_MARKS]


def _calls_per_port(store: CaseStore, feedback: Feedback | None) -> dict[str, int]:
    """Ships by port and by terminal: a call at a terminal is a call at its port as well."""
    counts: dict[str, int] = {}
    for column in ("port_id", "terminal_id"):
        sql = (
            f"SELECT {column}, SUM(ships) FROM port_call "  # noqa: S608 - as above
            f"WHERE voyage_id IS NOT NULL AND {column} IS NOT NULL GROUP BY {column}"
        )
        counts |= {str(place): int(ships) for place, ships in read(store, sql, (), feedback)}
    return counts


def _count(store: CaseStore, table: str) -> int:
    def count() -> int:
        ((rows,),) = read(store, f"SELECT COUNT(*) FROM {table}")  # noqa: S608 - as above
        return int(rows)

    return store.cached(f"count of {table}", count)
