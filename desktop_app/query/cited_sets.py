"""Which sources rows and their volumes rest on: sets of sources, and for each row the place of its own."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Key
from desktop_app.domain.load_model import (
    BY_PRODUCT_UNKNOWN,
    CUBIC_METRES,
    KEYS_OF_RUNG,
    PRODUCT,
    LoadModel,
    Rung,
)
from desktop_app.domain.ship_facts import ShipFacts
from desktop_app.query.columns.loads import Kind
from desktop_app.query.reading import read
from desktop_app.runtime.feedback import Feedback

if TYPE_CHECKING:
    from desktop_app.query.engine import QueryEngine


class CitedSets(NamedTuple):
    """Sets of sources: a million rows, each with evidence of its own, rest on a few.

    Attributes:
        codes: place in `sets` of each row; -1 for none.
        sets: ids of sources.
    """

    codes: NDArray[np.int64]
    sets: tuple[frozenset[str], ...]


def sets_of_rows(engine: "QueryEngine", feedback: Feedback | None) -> CitedSets:
    """Sources that the rows cite."""

    def make() -> CitedSets:
        found = _sources_by_evidence(engine, None, feedback)
        evidence = engine.columns(feedback).evidence
        return _distinct([found.get(ident, frozenset()) for ident in evidence.values], evidence.codes)

    return engine.kept("sets of sources", make, feedback, assumes=False)


def sets_of_volumes(engine: "QueryEngine", feedback: Feedback | None) -> tuple[CitedSets, ...]:
    """Sources of the volumes: of the ships, of how deep they lay, and of what is assumed."""
    loads = engine.loads(feedback)
    kept = engine.kept(
        ("sets of sources of volumes", loads.key),
        lambda: _documented(engine, feedback),
        feedback,
        assumes=False,
    )
    model = engine.model
    assumed = tuple(frozenset(_assumed(kind, model)) for kind in loads.kinds)
    return (*kept, CitedSets(np.where(loads.known, loads.stratum, -1), assumed))


def _documented(engine: "QueryEngine", feedback: Feedback | None) -> tuple[CitedSets, CitedSets]:
    columns, loads, ground = engine.columns(feedback), engine.loads(feedback), engine.ground(feedback)
    strata, vessels = loads.strata, {vessel.id: vessel for vessel in engine.store.record.vessels}
    pairs = np.where(loads.known & (columns.vessel >= 0), columns.vessel * strata + loads.stratum, -1)
    used = np.flatnonzero(np.bincount(pairs + 1, minlength=1)[1:])
    sets = []
    for place, stratum in (divmod(pair, strata) for pair in used.tolist()):
        ship = ground.ships.get(place) or ShipFacts(vessels[columns.vessel_ids[place]])
        sets.append(frozenset(_of_ship(ship, loads.kinds[stratum])))
    # One more at the end, where -1 leads.
    table = np.full(int(used.max(initial=-1)) + 2, -1, np.int64)
    table[used] = np.arange(len(used))
    of_ships = _distinct(sets, table.take(pairs))
    told_in = {
        Rung.CURVE: ground.evidence.measured_in,
        Rung.MAX_DRAUGHT: ground.evidence.measured_in,
        Rung.WATERLINE: ground.evidence.low_in,
    }
    cited = {
        place: evidence
        for rung, told in told_in.items()
        for place, evidence in told.items()
        if place >= 0 and loads.known[place] and loads.kinds[loads.stratum[place]].rung is rung
    }
    found = _sources_by_evidence(engine, frozenset().union(*cited.values()), feedback)
    codes = np.full(len(columns), -1, np.int64)
    codes[list(cited)] = np.arange(len(cited))
    sources = [frozenset().union(*(found[one] for one in evidence)) for evidence in cited.values()]
    return of_ships, _distinct(sources, codes)


def _sources_by_evidence(
    engine: "QueryEngine", wanted: frozenset[str] | None, feedback: Feedback | None
) -> Mapping[str, frozenset[str]]:
    """Sources by id of the evidence; of all evidence for None."""
    sql = "SELECT evidence_id, source_id FROM citation"
    values: tuple[str, ...] = ()
    if wanted is not None:
        sql += " WHERE evidence_id IN (SELECT value FROM json_each(?))"
        values = (json.dumps(sorted(wanted)),)
    found: defaultdict[str, set[str]] = defaultdict(set)
    for evidence, source in read(engine.store, sql, values, feedback):
        found[str(evidence)].add(str(source))
    return {evidence: frozenset(sources) for evidence, sources in found.items()}


def _of_ship(ship: ShipFacts, kind: Kind) -> Iterable[str]:
    """Sources of what is documented of a ship, as far as a volume rests on it."""
    if kind.rung is Rung.DOCUMENTED:
        return
    if kind.rung is Rung.CURVE:
        for point in ship.points:
            yield from point.citation.source_ids
        return
    if kind.rung is Rung.MAX_DRAUGHT and ship.dimensions is not None:
        yield from ship.dimensions.citation.source_ids
    if kind.rung is not Rung.MAX_DRAUGHT and kind.factor_key == CUBIC_METRES and ship.tanks is not None:
        yield from ship.tanks.citation.source_ids
        return
    yield from ship.vessel.citation.source_ids


def _assumed(kind: Kind, model: LoadModel) -> Iterable[str]:
    """Sources of the assumptions and of the factor of a stratum."""
    yield from model.sources_of(*KEYS_OF_RUNG[kind.rung])
    if kind.factor_key == BY_PRODUCT_UNKNOWN:
        yield from model.sources_of(Key.BBL_PER_T)
    elif kind.factor_key.startswith(PRODUCT):
        yield from model.products[kind.factor_key.removeprefix(PRODUCT)].source_ids


def _distinct(sets: list[frozenset[str]], codes: NDArray[Any]) -> CitedSets:
    """Each set once; `codes` lead to `sets`, -1 to none."""
    places: dict[frozenset[str], int] = {}
    table = [places.setdefault(one, len(places)) for one in (*sets, frozenset())]
    return CitedSets(np.array(table, np.int64)[codes], tuple(places))
