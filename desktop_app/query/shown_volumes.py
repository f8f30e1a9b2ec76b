"""Which rows of a case the volumes of a figure rest on: ships' facts, assumptions in use, factors."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Assumptions, Key
from desktop_app.domain.load_model import (
    BY_PRODUCT_UNKNOWN,
    CUBIC_METRES,
    KEYS_OF_RUNG,
    PRODUCT,
    LoadModel,
    Rung,
)
from desktop_app.domain.movement import Consignment
from desktop_app.domain.quantity import NotEstimated
from desktop_app.domain.ship_facts import ShipFacts
from desktop_app.query.columns.loads import Kind
from desktop_app.query.rail_barrels import load_of
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.tables.keys import TABLES_OF_KIND

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine

Row = tuple[str, str]  # table and id
Tables = Mapping[str, set[str]]


def rows_of_volumes(
    engine: "QueryEngine", passing: NDArray[np.bool_], feedback: Feedback | None = None
) -> Tables:
    """Rows that the volumes of the passing voyages rest on, by table; the voyages' own are not among them.

    Args:
        engine: answers under the assumptions in use.
        passing: a flag for each of its columns.
        feedback: calls it off.
    """
    columns, loads, ground = engine.columns(feedback), engine.loads(feedback), engine.ground(feedback)
    known = passing & loads.known
    found: list[Row] = []
    pairs = np.unique(columns.vessel[known] * loads.strata + loads.stratum[known])
    for place, stratum in (divmod(pair, loads.strata) for pair in pairs.tolist()):
        ship = ground.ships.get(place) if place >= 0 else None
        if ship is not None:
            found += _of_ship(ship, loads.kinds[stratum])
    for stratum in np.unique(loads.stratum[known]).tolist():
        found += _assumed(loads.kinds[stratum], engine.model, engine.assumptions)
    heard = {
        columns.vessel_ids[columns.vessel[place]]
        for places in (ground.evidence.laden, ground.evidence.ballast)
        for place in places[passing[places]].tolist()
    }
    found += (("track", row.id) for row in engine.store.record.tracks if row.vessel_id in heard)
    found += _scenario(engine.assumptions)
    return _by_table(found)


def rows_of_trains(engine: "QueryEngine", rows: Iterable[Consignment]) -> Tables:
    """The same of consignments by rail."""
    found: list[Row] = []
    for row in rows:
        load = load_of(row, engine.model)
        if isinstance(load, NotEstimated):
            continue
        if load.rung is Rung.ASSUMED:
            found += stated_by(engine.assumptions, (Key.WAGON_T,))
        found += _factor(load.factor_key, engine.model, engine.assumptions)
    return _by_table(found)


def stated_by(assumptions: Assumptions, keys: Iterable[Key]) -> Iterator[Row]:
    """Rows that state assumptions in use; none for what was moved by hand or is not in the case."""
    for key in keys:
        row = assumptions.get(key)
        if row is not None and row.subject:
            kind, _, ident = row.subject.partition(":")
            yield TABLES_OF_KIND[kind][0], ident


def _by_table(rows: Iterable[Row]) -> Tables:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for table, ident in rows:
        found[table].add(ident)
    return found


def _scenario(assumptions: Assumptions) -> Iterator[Row]:
    if assumptions.scenario_id:
        yield "scenario", assumptions.scenario_id


def _of_ship(ship: ShipFacts, kind: Kind) -> Iterator[Row]:
    """What is documented of a ship beside her own row, as far as a volume found in this way rests on it."""
    if kind.rung is Rung.DOCUMENTED:
        return
    if kind.rung is Rung.CURVE:
        yield from (("deadweight_scale", point.id) for point in ship.points)
    elif kind.rung is Rung.MAX_DRAUGHT:
        if ship.dimensions is not None:
            yield "vessel_particulars", ship.dimensions.id
    elif kind.factor_key == CUBIC_METRES and ship.tanks is not None:
        yield "vessel_particulars", ship.tanks.id


def _assumed(kind: Kind, model: LoadModel, assumptions: Assumptions) -> Iterator[Row]:
    yield from stated_by(assumptions, KEYS_OF_RUNG[kind.rung])
    yield from _factor(kind.factor_key, model, assumptions)


def _factor(factor_key: str, model: LoadModel, assumptions: Assumptions) -> Iterator[Row]:
    """What states the factor by which a cargo becomes barrels."""
    if factor_key == BY_PRODUCT_UNKNOWN:
        yield from stated_by(assumptions, (Key.BBL_PER_T,))
    elif factor_key.startswith(PRODUCT):
        factor = model.products[factor_key.removeprefix(PRODUCT)]
        yield from (("conversion_factor", ident) for ident in factor.factor_ids)
