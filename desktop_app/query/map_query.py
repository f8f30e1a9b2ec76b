"""What a filter leaves on the map, bounded: marks up to `MOST_MARKS`, counts at ports beyond."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from desktop_app.query.clauses import Filter
from desktop_app.query.predicates import date_predicate, row_predicate, vessel_predicate
from desktop_app.query.reading import Value, in_parts, places, read
from desktop_app.query.results import MOST_MARKS, MapContent
from desktop_app.query.voyage_rows import passing_count, voyage_count
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

# Positions that pass: of voyages that pass, and of none where their own vessel does; always within the dates.
_POSITIONS: Final = (
    "FROM sighting LEFT JOIN voyage ON voyage.id = sighting.voyage_id "
    "WHERE CASE WHEN sighting.voyage_id IS NULL THEN ({vessel}) ELSE ({voyage}) END AND {dates}"
)


def has_marks_for_all(store: CaseStore) -> bool:
    """Whether the case has so few voyages and positions that each can be a mark under every filter."""

    def count() -> bool:
        ((positions,),) = read(store, "SELECT COUNT(*) FROM sighting")
        return voyage_count(store) <= MOST_MARKS and int(positions) <= MOST_MARKS

    return store.cached("marks for all", count)


class MapCounts(NamedTuple):
    """What takes long of a million rows, and no selection changes.

    Attributes:
        passing: how many voyages pass.
        calls_per_port: ships by port and by terminal.
    """

    passing: int
    calls_per_port: Mapping[str, int]


def map_counts(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> MapCounts:
    """How much passes."""
    return MapCounts(passing_count(store, filter_, feedback), _calls_per_port(store, filter_, feedback))


def map_content(
    store: CaseStore, filter_: Filter, counts: MapCounts, selected: Sequence[str], feedback: Feedback | None
) -> MapContent:
    """What the map shows; `selected` are voyages that are drawn in any case, if they pass."""
    predicate = row_predicate(filter_)
    passing = counts.passing
    if passing <= MOST_MARKS:
        drawn = read(
            store,
            f"SELECT id, route_id FROM voyage WHERE {predicate.sql} ORDER BY place",  # noqa: S608 - as above
            predicate.parameters,
            feedback,
        )
    else:
        drawn = _drawn_of(store, filter_, selected, feedback)
    voyage_ids = tuple(str(ident) for ident, _ in drawn)
    sightings, positions = _positions(store, filter_, voyage_ids, feedback)
    return MapContent(
        voyage_ids,
        sightings,
        tuple(sorted({str(route) for _, route in drawn if route})),
        counts.calls_per_port,
        passing,
        positions,
    )


def _drawn_of(
    store: CaseStore, filter_: Filter, selected: Sequence[str], feedback: Feedback | None
) -> list[tuple[str, str | None]]:
    """Those of the selected voyages that pass, with their routes."""
    predicate = row_predicate(filter_)
    drawn: list[tuple[str, str | None]] = []
    for part in in_parts(selected):
        sql = (
            f"SELECT id, route_id FROM voyage WHERE id IN ({places(len(part))}) "  # noqa: S608 - as above
            f"AND {predicate.sql} ORDER BY place"
        )
        drawn += [
            (ident, route) for ident, route in read(store, sql, (*part, *predicate.parameters), feedback)
        ]
    return drawn


def _positions(
    store: CaseStore, filter_: Filter, voyage_ids: Sequence[str], feedback: Feedback | None
) -> tuple[tuple[str, ...], int]:
    """Ids of the positions that are drawn, and how many pass."""
    voyage, vessel = row_predicate(filter_), vessel_predicate(filter_, "sighting")
    dates = date_predicate(filter_.dates, "sighting")
    source = _POSITIONS.format(voyage=voyage.sql, vessel=vessel.sql, dates=dates.sql)
    values: tuple[Value, ...] = (*vessel.parameters, *voyage.parameters, *dates.parameters)
    ((count,),) = read(store, f"SELECT COUNT(*) {source}", values, feedback)
    if count <= MOST_MARKS:
        rows = read(store, f"SELECT sighting.id {source}", values, feedback)
        return tuple(sorted(str(ident) for (ident,) in rows)), int(count)
    found: list[str] = []
    for part in in_parts(voyage_ids):
        sql = (
            f"SELECT sighting.id {source} AND sighting.voyage_id IN ({places(len(part))}) LIMIT {MOST_MARKS}"
        )
        found += [str(ident) for (ident,) in read(store, sql, (*values, *part), feedback)]
    return tuple(sorted(found[:MOST_MARKS])), int(count)


def _calls_per_port(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> dict[str, int]:
    """Ships by port and by terminal: a call at a terminal is a call at its port as well."""
    voyage = row_predicate(filter_)
    # A voyage that passes may discharge after the window: that call is not in it.
    called = date_predicate(filter_.dates, "port_call")
    join = "JOIN voyage ON voyage.id = port_call.voyage_id" if filter_.is_active else ""
    where = f"port_call.voyage_id IS NOT NULL AND {called.sql} AND {voyage.sql}"
    values = (*called.parameters, *voyage.parameters)
    counts: dict[str, int] = {}
    for column in ("port_id", "terminal_id"):
        sql = (
            f"SELECT port_call.{column}, SUM(port_call.ships) FROM port_call {join} "  # noqa: S608 - as above
            f"WHERE {where} AND port_call.{column} IS NOT NULL GROUP BY port_call.{column}"
        )
        counts |= {str(place): int(ships) for place, ships in read(store, sql, values, feedback)}
    return counts
