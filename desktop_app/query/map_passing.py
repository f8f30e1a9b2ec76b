"""What a filter leaves on the map, by the columns."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop_app.query.clauses import Filter
from desktop_app.query.map_query import ids_of_kind, named_rows, numbers_of
from desktop_app.query.results import MOST_MARKS, MapContent
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine


def map_content(
    engine: "QueryEngine", filter_: Filter, selected: Sequence[str], feedback: Feedback | None
) -> MapContent:
    """What the map shows; `selected` are keys of voyages and positions that are drawn if they pass."""
    store, columns, positions = engine.store, engine.columns(feedback), engine.positions(feedback)
    flags = engine.passing(filter_, feedback)
    placed = engine.passing_positions(filter_, feedback)
    passing, seen = int(np.count_nonzero(flags)), int(np.count_nonzero(placed))
    if passing <= MOST_MARKS:
        drawn = np.flatnonzero(flags)
    else:
        chosen = numbers_of(store, "voyage", ids_of_kind(selected, "voyage"))
        places = np.sort(columns.rows.places_of(np.asarray(chosen, np.int64)))
        drawn = places[(places >= 0) & flags[places]]
    shown = np.flatnonzero(placed)
    if seen > MOST_MARKS:
        chosen = numbers_of(store, "sighting", ids_of_kind(selected, "sighting"))
        own = np.isin(positions.voyage, drawn) | np.isin(positions.fid, np.asarray(chosen, np.int64))
        shown = np.flatnonzero(placed & own)[:MOST_MARKS]
    voyages = named_rows(store, "voyage", columns.fid[drawn].tolist(), feedback)
    sightings = named_rows(store, "sighting", positions.fid[shown].tolist(), feedback)
    return MapContent(
        tuple(ident for ident, _ in voyages),
        tuple(sorted(ident for ident, _ in sightings)),
        tuple(sorted({route for _, route in voyages if route})),
        _calls_per_port(engine, filter_, feedback),
        passing,
        seen,
    )


def _calls_per_port(engine: "QueryEngine", filter_: Filter, feedback: Feedback | None) -> dict[str, int]:
    """Ships by port and by terminal: a call at a terminal is a call at its port as well."""
    calls = engine.calls(feedback)
    passing = engine.passing_calls(filter_, feedback) & calls.has_voyage
    counts: dict[str, int] = {}
    codes: Any
    for codes, ids in ((calls.port, engine.columns(feedback).port_ids), (calls.terminal, calls.terminal_ids)):
        at = np.flatnonzero(passing & (codes >= 0))
        ships = np.bincount(codes[at], weights=calls.ships[at], minlength=len(ids)).tolist()
        counts |= {ident: int(number) for ident, number in zip(ids, ships, strict=True) if number}
    return counts
