"""The headline of a filter: documented barrels, how sure they are, and how much of the cap they are."""

from typing import Final, NamedTuple

from desktop_app.analysis.uncertainty.results import Interval
from desktop_app.domain.assumption import Assumptions
from desktop_app.domain.strata import Strata
from desktop_app.query.assumptions import published, scenario_assumptions
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_results import Cell, Question, RunningYear
from desktop_app.runtime.feedback import Feedback

# What a simulation on release draws; one number for everybody, so that two people see the same interval.
DRAWS: Final = 1_000_000
SEED: Final = 2397


class Headline(NamedTuple):
    """What one set of assumptions makes of a filter.

    Attributes:
        assumptions: in use.
        total: of all that passes, sea and rail.
        strata: the same by what is shared, to draw from.
        interval: 95 % of the documented; None where nothing has a volume.
        drawn: the same with unknown capacities drawn; None where none is unknown or none can be drawn.
        drawn_best_bbl: the best figure with unknown capacities at their best value.
        unknown: calls of unknown capacity.
        year: the newest year with data, None where there is none.
        limit_bbl: the cap; None where the case holds none.
        simulated: draws behind both intervals; 0 for the closed form.
    """

    assumptions: Assumptions
    total: Cell
    strata: Strata
    interval: Interval | None
    drawn: Interval | None
    drawn_best_bbl: float
    unknown: int
    year: RunningYear | None
    limit_bbl: float | None
    simulated: int = 0


def headline(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Headline:
    """The headline with intervals in closed form."""
    # numpy takes 0.1 s to import, which the window does not wait for.
    from desktop_app.analysis.uncertainty.bounds import bounds  # noqa: PLC0415 - as above
    from desktop_app.analysis.uncertainty.closed_form import closed_form  # noqa: PLC0415 - as above
    from desktop_app.query.strata_query import strata  # noqa: PLC0415 - same
    from desktop_app.query.volumes_query import volumes  # noqa: PLC0415 - same

    found = volumes(engine, filter_, Question(), feedback)
    layers = strata(engine, filter_, feedback)
    unknown = sum(sum(ships.calls_by_ship) for ships in layers.unknown)
    can_draw = bool(unknown) and layers.unknown_dwt is not None
    return Headline(
        engine.assumptions,
        found.total,
        layers,
        closed_form(layers, drawn=False) if found.total.has_volume else None,
        closed_form(layers, drawn=True) if can_draw else None,
        bounds(layers, drawn=True).best,
        unknown,
        found.years[-1] if found.years else None,
        found.limit_bbl,
    )


def simulated(of: Headline, feedback: Feedback) -> Headline:
    """The same with its intervals drawn, `DRAWS` times from `SEED`.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    interval, drawn = simulated_intervals(of, DRAWS, SEED, feedback)
    return of._replace(interval=interval, drawn=drawn, simulated=DRAWS)


def simulated_intervals(
    of: Headline, draws: int, seed: int, feedback: Feedback
) -> tuple[Interval | None, Interval | None]:
    """Its interval and the one with unknown capacities, drawn; None where the closed form is.

    Raises:
        Cancelled: the feedback was cancelled.
    """
    from desktop_app.analysis.uncertainty.simulation import simulate  # noqa: PLC0415 - as above

    def interval(before: Interval | None, *, drawn: bool) -> Interval | None:
        if before is None:
            return None
        return simulate(of.strata, drawn=drawn, draws=draws, seed=seed, feedback=feedback).interval

    return interval(of.interval, drawn=False), interval(of.drawn, drawn=True)


def compared(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> tuple[Headline, ...]:
    """The headline under the published assumptions, every scenario, and those in use if they are neither."""
    store = engine.store
    sets = [published(store), *(scenario_assumptions(store, row.id) for row in store.record.scenarios)]
    if engine.assumptions not in sets:
        sets.append(engine.assumptions)
    return tuple(headline(engine.under(one), filter_, feedback) for one in sets)
