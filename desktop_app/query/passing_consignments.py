"""Which rail consignments pass a filter."""

from collections.abc import Iterable
from typing import Final

import numpy as np

from desktop_app.domain.assumption import Assumptions
from desktop_app.domain.movement import Consignment
from desktop_app.domain.place import LonLat
from desktop_app.domain.quantity import NotEstimated, Volume
from desktop_app.domain.statement import Mode
from desktop_app.query.clauses import (
    NOT_DOCUMENTED,
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
from desktop_app.query.columns.places import inside
from desktop_app.query.doubt_marks import doubts_of
from desktop_app.query.name_folding import fold
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.storage.case_store import CaseStore

RAIL: Final = Mode.RAIL.value


def passing_consignments(
    store: CaseStore, filter_: Filter, assumptions: Assumptions
) -> tuple[Consignment, ...]:
    """Consignments that pass; clauses about ships and their calls hide all of them."""
    return tuple(
        row
        for row in store.record.consignments
        if all(_passes(store, row, clause, assumptions) for clause in filter_.clauses)
    )


def _passes(store: CaseStore, row: Consignment, clause: Clause, assumptions: Assumptions) -> bool:
    match clause:
        case DateClause():
            passes = clause.covers(row.when)
        case ChoiceClause(kind=ClauseKind.MODE, values=values):
            passes = RAIL in values
        case ChoiceClause(kind=ClauseKind.PRODUCT, values=values):
            passes = (row.product or NOT_DOCUMENTED) in values
        case ChoiceClause(kind=ClauseKind.GRADE, values=values):
            passes = not (_grades(store, row) or {NOT_DOCUMENTED}).isdisjoint(values)
        case ChoiceClause(kind=ClauseKind.DOUBT, values=values):
            passes = not (doubts_of(store, f"consignment:{row.id}") or {NOT_DOCUMENTED}).isdisjoint(values)
        case ChoiceClause() | VoyageClause():
            passes = False
        case VolumeClause():
            passes = _is_in_volume(rail_volume(store, row, assumptions), clause)
        case AreaClause(ring=ring):
            passes = any(_is_inside(ring, position) for position in _ends(store, row))
        case TextClause(text=text):
            passes = _words(store, row, text)
    return passes


def _grades(store: CaseStore, row: Consignment) -> frozenset[str]:
    graded = store.cached(
        "grades of sources",
        lambda: {source.id: source.reliability for source in store.record.sources if source.reliability},
    )
    return frozenset(graded[ident].value for ident in row.citation.source_ids if ident in graded)


def _is_in_volume(volume: Volume, clause: VolumeClause) -> bool:
    if isinstance(volume, NotEstimated):
        return clause.unknown
    return (clause.low_bbl is None or volume.high_bbl >= clause.low_bbl) and (
        clause.high_bbl is None or volume.low_bbl <= clause.high_bbl
    )


def _ends(store: CaseStore, row: Consignment) -> Iterable[LonLat]:
    for station in store.record.stations:
        if station.id in {row.from_station_id, row.to_station_id} and station.position is not None:
            yield station.position


def _is_inside(ring: tuple[LonLat, ...], position: LonLat) -> bool:
    return bool(inside(ring, np.array([position[0]]), np.array([position[1]]))[0])


def _words(store: CaseStore, row: Consignment, text: str) -> bool:
    wanted, folded = text.strip().casefold(), fold(text)
    own = (row.shipper, row.consignee, row.product, row.summary)
    if any(wanted in words.casefold() for words in own):
        return True
    ends = {row.from_station_id, row.to_station_id}
    names = (
        name
        for station in store.record.stations
        if station.id in ends
        for name in (station.names.en, station.names.ru, station.names.ko)
    )
    return bool(folded) and any(folded in fold(name) for name in names)
