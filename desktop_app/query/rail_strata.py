"""Consignments by rail as strata, for totals with their intervals."""

from desktop_app.domain.assumption import Range
from desktop_app.domain.load_model import ONE
from desktop_app.domain.quantity import NotEstimated
from desktop_app.domain.strata import Stratum
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.rail_barrels import load_of


def rail_strata(engine: QueryEngine, filter_: Filter) -> tuple[Stratum, ...]:
    """One stratum for each factor by which the consignments that pass become barrels.

    Their bases hold no shared load fraction. What a source gives as a range is added end to end, as if all
    its ranges erred the same way, so that the interval is rather too wide than too narrow.
    """
    found: dict[str, Stratum] = {}
    for row in engine.passing_consignments(filter_):
        load = load_of(row, engine.model)
        factor = None if isinstance(load, NotEstimated) else engine.model.factor(load.factor_key)
        if isinstance(load, NotEstimated) or factor is None:
            continue
        empty = Stratum("", load.factor_key, ONE, factor, 0, Range(0.0, 0.0, 0.0), 0.0, 0.0, rail=True)
        before = found.get(load.factor_key, empty)
        base = Range(*(one + two for one, two in zip(before.base, load.base, strict=True)))
        found[load.factor_key] = before._replace(calls=before.calls + 1, base=base)
    return tuple(found.values())
