"""What each assumption by itself does to the headline under a filter."""

from desktop_app.domain.assumption import Range
from desktop_app.domain.strata import Strata
from desktop_app.query.assumptions import published
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.strata_query import strata
from desktop_app.query.tornado_results import Swing, Tornado
from desktop_app.runtime.feedback import Feedback

# Barrels below which an effect is rounding and not an assumption's.
_NOTHING_BBL = 0.5


def tornado(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Tornado:
    """The best figure with one assumption at its lowest and highest, all others at their best.

    What a scenario or a hand has moved is where it was moved to.
    """
    swings, without = [], []
    for row in engine.assumptions.rows:
        ends = [
            best_bbl(engine.under(engine.assumptions.moved(row.key, Range(end, end, end))), filter_, feedback)
            for end in (row.value.low, row.value.high)
        ]
        swing = Swing(row, *ends)
        if swing.effect_bbl < _NOTHING_BBL:
            without.append(row)
        else:
            swings.append(swing)
    swings.sort(key=lambda swing: -swing.effect_bbl)
    return Tornado(
        best_bbl(engine, filter_, feedback),
        best_bbl(engine.under(published(engine.store)), filter_, feedback),
        tuple(swings),
        tuple(without),
    )


def best_bbl(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> float:
    """The headline: what has a volume, every assumption at its best value; barrels."""
    return best_of(strata(engine, filter_, feedback))


def best_of(found: Strata) -> float:
    """The same of strata."""
    return sum(one.load.best * one.factor.best * one.base.best for one in found.known)
