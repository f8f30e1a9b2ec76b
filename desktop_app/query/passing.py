"""Which rows pass a filter: a flag for each voyage, call and position, and the consignments themselves."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from desktop_app.query import voyage_rows
from desktop_app.query.clauses import (
    AreaClause,
    ChoiceClause,
    Clause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
    VoyageClause,
)
from desktop_app.query.columns import areas, masks
from desktop_app.query.columns.choices import rows_with
from desktop_app.query.columns.words import rows_wording, things_named
from desktop_app.query.event_passing import having_events, positions_with, voyages_with

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

Mask = NDArray[np.bool_]

# Columns in whose words a text is looked for.
VOYAGE_WORDS: Final = ("label", "to_place", "product", "summary")
POSITION_WORDS: Final = ("place", "summary")


def passing_voyages(engine: "QueryEngine", filter_: Filter) -> Mask:
    """Voyages that pass."""
    columns, others = engine.columns(), filter_.without(ClauseKind.DATES)
    passing = None if not others.clauses else _all(engine, "voyages", others, _of_voyages)
    if filter_.dates.is_active or passing is None:
        return masks.within_dates(columns, filter_.dates, passing)
    return passing


def passing_calls(engine: "QueryEngine", filter_: Filter) -> Mask:
    """Calls of voyages that pass, on days within the dates."""
    calls = engine.calls()
    passing = masks.sharing_days(calls.first_day, calls.last_day, filter_.dates) & calls.has_voyage
    if filter_.is_active:
        passing &= _of_their_voyages(engine, filter_, calls.voyage)
    return passing


def passing_positions(engine: "QueryEngine", filter_: Filter) -> Mask:
    """Positions of voyages that pass, and those of none that pass by themselves; on days within the dates."""
    positions, others = engine.positions(), filter_.without(ClauseKind.DATES)
    passing = masks.sharing_days(positions.first_day, positions.last_day, filter_.dates)
    if not filter_.is_active:
        return passing
    alone = positions.voyage < 0
    if others.clauses:
        alone &= _all(engine, "positions", others, _of_positions)
    return passing & (alone | _of_their_voyages(engine, filter_, positions.voyage))


def _of_their_voyages(engine: "QueryEngine", filter_: Filter, voyage: NDArray[np.intp]) -> Mask:
    """Rows of voyages that pass."""
    # One more at the end, where -1 leads.
    return np.append(engine.passing(filter_), False).take(voyage)


def _all(
    engine: "QueryEngine", what: str, filter_: Filter, make: Callable[["QueryEngine", Clause], Mask]
) -> Mask:
    """Rows that pass each clause; what a clause lets pass is kept, since others change round it."""
    found: Mask | None = None
    for clause in filter_.clauses:
        assumes = clause.kind in (ClauseKind.VOLUME, ClauseKind.EVENT)
        mask = engine.kept((what, clause), partial(make, engine, clause), assumes=assumes)
        found = mask if found is None else found & mask
    if found is None:
        raise ValueError("a filter without clauses")
    return found


def _of_voyages(engine: "QueryEngine", clause: Clause) -> Mask:
    store, columns = engine.store, engine.columns()
    match clause:
        case VoyageClause(voyage_id=ident):
            passing = np.isin(columns.fid, voyage_rows.rows_of(store, (ident,)))
        case ChoiceClause(kind=ClauseKind.EVENT, values=values):
            passing = having_events(partial(voyages_with, engine), values, len(columns))
        case ChoiceClause(kind=kind, values=values):
            passing = columns.choice(kind).passing(values)
        case VolumeClause():
            passing = masks.of_volume(engine.loads(), engine.rates(), clause)
        case AreaClause(ring=ring):
            passing = areas.voyages_inside(store, columns, engine.calls(), engine.positions(), ring)
        case TextClause(text=text):
            ports = _named(columns.port_ids, things_named(store, "port", text))
            passing = (
                rows_with(columns.vessel, _named(columns.vessel_ids, things_named(store, "vessel", text)))
                | rows_with(columns.loading, ports)
                | rows_with(columns.discharge, ports)
                | rows_wording(store, "voyage", VOYAGE_WORDS, columns.rows, text.strip())
            )
        case DateClause():
            passing = masks.within_dates(columns, clause, None)
    return passing


def _of_positions(engine: "QueryEngine", clause: Clause) -> Mask:
    store, columns, positions = engine.store, engine.columns(), engine.positions()
    match clause:
        case ChoiceClause(kind=ClauseKind.EVENT, values=values):
            passing = having_events(partial(positions_with, engine), values, len(positions))
        case ChoiceClause(kind=kind, values=values):
            choice = positions.choice(kind)
            passing = np.zeros(len(positions), np.bool_) if choice is None else choice.passing(values)
        case VoyageClause() | VolumeClause():
            passing = np.zeros(len(positions), np.bool_)
        case AreaClause(ring=ring):
            passing = areas.at_sea(positions, ring)
        case TextClause(text=text):
            vessels = _named(columns.vessel_ids, things_named(store, "vessel", text))
            words = rows_wording(store, "sighting", POSITION_WORDS, positions.rows, text.strip())
            passing = rows_with(positions.vessel, vessels) | words
        case DateClause():
            passing = masks.sharing_days(positions.first_day, positions.last_day, clause)
    return passing


def _named(ids: tuple[str, ...], chosen: frozenset[str]) -> Mask:
    """A flag for each id, and one more at the end for "none of them"."""
    return np.array([*(ident in chosen for ident in ids), False], np.bool_)
