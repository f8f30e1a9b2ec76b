"""What passes a filter by what its volumes share, and the calls without a documented capacity."""

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.load_model import ONE, LoadModel, Rung
from desktop_app.domain.movement import VoyageKind
from desktop_app.domain.strata import Strata, Stratum, UnknownShips
from desktop_app.query.clauses import Filter
from desktop_app.query.columns.loads import Kind
from desktop_app.query.columns.voyages import KINDS
from desktop_app.query.engine import QueryEngine
from desktop_app.query.rail_strata import rail_strata
from desktop_app.query.tally import passing_rows
from desktop_app.runtime.feedback import Feedback

# The assumption that is the load of a rung, where it is shared.
_SHARED: Final = {Rung.WATERLINE: Key.LADEN_FRACTION.value, Rung.ASSUMED: Key.LOAD_FRACTION.value}
_NO_SPREAD: Final = Range(0.0, 0.0, 0.0)
_SIGHTING, _GROUP = KINDS.index(VoyageKind.SIGHTING), KINDS.index(VoyageKind.GROUP)


class _Sums(NamedTuple):
    """Sums of one kind of load, in units of base; as `Stratum`."""

    calls: int
    base: Range
    squares: float
    variance: float


def strata(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Strata:
    """Everything counted under a filter that has a volume or could have one, by sea and by rail."""
    model, assumed = engine.model, engine.assumptions.range
    known = [_stratum(kind, sums, model) for kind, sums in _known(engine, filter_, feedback).items()]
    unknown = engine.kept(
        ("unknown ships", filter_, engine.loads(feedback).key),
        lambda: _unknown(engine, filter_, feedback),
        feedback,
        assumes=filter_.assumes,
    )
    open_calls = [_unknown_ships(kind, calls, model) for kind, calls in unknown.items()]
    return Strata(
        (*(one for one in known if one is not None), *rail_strata(engine, filter_)),
        tuple(one for one in open_calls if one is not None),
        assumed(Key.LOAD_SPREAD) or _NO_SPREAD,
        assumed(Key.UNKNOWN_DWT),
    )


def calls_by_rung(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None
) -> Mapping[Rung, int]:
    """How many calls under a filter have a volume by each rung; those that occur."""
    found: dict[Rung, int] = {}
    for kind, sums in _known(engine, filter_, feedback).items():
        found[kind.rung] = found.get(kind.rung, 0) + sums.calls
    return {rung: found[rung] for rung in Rung if found.get(rung)}


def _known(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Mapping[Kind, _Sums]:
    return engine.kept(
        ("strata", filter_, engine.loads(feedback).key),
        lambda: _make_known(engine, filter_, feedback),
        feedback,
        assumes=filter_.assumes,
    )


def _make_known(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Mapping[Kind, _Sums]:
    loads, columns = engine.loads(feedback), engine.columns(feedback)
    rows = passing_rows(engine, filter_, feedback)
    stratum, count = loads.stratum[rows], loads.strata
    bases = loads.sums(rows)[:, 0]
    calls = np.bincount(stratum, loads.estimated[rows], count)
    # Each of the calls of a row carries its part of the base.
    squares = np.bincount(stratum, loads.base[rows] ** 2 / np.maximum(columns.ships[rows], 1), count)
    is_here = np.zeros(len(columns), np.bool_)
    is_here[rows] = True
    own = np.flatnonzero(is_here.take(loads.own.places))
    of_own = loads.stratum.take(loads.own.places.take(own))
    variance = np.bincount(of_own, loads.own.variance.take(own), count)
    return {
        kind: _Sums(
            int(calls[place]),
            Range(*bases[:, place].tolist()),
            float(squares[place]) if kind.rung in _SHARED else 0.0,
            float(variance[place]),
        )
        for place, kind in enumerate(loads.kinds)
        if calls[place]
    }


def _stratum(kind: Kind, sums: _Sums, model: LoadModel) -> Stratum | None:
    load, factor = model.load_on(kind.rung), model.factor(kind.factor_key)
    if load is None or factor is None:
        return None
    if kind.rung in _SHARED:
        shared = _SHARED[kind.rung]
        return Stratum(shared, kind.factor_key, load, factor, *sums)
    own = Range(*(base * share for base, share in zip(sums.base, load, strict=True)))
    return Stratum("", kind.factor_key, ONE, factor, sums.calls, own, 0.0, sums.variance * load.best**2)


def _unknown(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None
) -> Mapping[Kind, tuple[int, ...]]:
    """Calls by ship of those whose capacity is not documented, by what is shared."""
    columns, loads, ground = engine.columns(feedback), engine.loads(feedback), engine.ground(feedback)
    is_open: NDArray[np.bool_] = engine.passing(filter_, feedback) & columns.counted & ~loads.known
    is_open &= (columns.kind != _SIGHTING) & ~loads.ballast
    # One more at the end, where -1 leads.
    has_capacity = ~np.isnan(np.append(columns.dwt_t, np.nan)) | ~np.isnan(ground.capacity_m3)
    is_open &= (columns.kind == _GROUP) | ~has_capacity.take(columns.vessel)
    is_low = np.zeros(len(columns), np.bool_)
    is_low[ground.evidence.laden] = is_low[ground.evidence.low] = True
    rows = np.flatnonzero(is_open)
    keys = ground.product.take(rows) * 2 + is_low.take(rows)
    found = {}
    for key in np.unique(keys).tolist():
        some = rows[keys == key]
        kind = Kind(Rung.WATERLINE if key % 2 else Rung.ASSUMED, ground.factor_keys[key // 2])
        found[kind] = tuple(
            _calls_by_ship(columns.vessel.take(some), columns.ships.take(some), columns.kind.take(some))
        )
    return found


def _calls_by_ship(
    vessel: NDArray[np.intp], ships: NDArray[np.int32], kind: NDArray[np.uint8]
) -> Iterator[int]:
    is_named = (vessel >= 0) & (kind != _GROUP)
    by_ship = np.bincount(vessel[is_named], ships[is_named])
    yield from by_ship[by_ship > 0].astype(np.int64).tolist()
    yield from (1,) * int(ships[~is_named].sum())


def _unknown_ships(kind: Kind, calls: tuple[int, ...], model: LoadModel) -> UnknownShips | None:
    # Without an assumption of its own, a ship that was seen low is as any other.
    rung = kind.rung if model.load_on(kind.rung) is not None else Rung.ASSUMED
    load, factor = model.load_on(rung), model.factor(kind.factor_key)
    if load is None or factor is None:
        return None
    return UnknownShips(_SHARED[rung], kind.factor_key, load, factor, calls)
