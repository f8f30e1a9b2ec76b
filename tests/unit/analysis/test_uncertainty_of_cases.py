"""Bounds and intervals of the reported record and of the training case, under every scenario."""

from datetime import date

import pytest

from desktop_app.analysis.uncertainty.bounds import bounds
from desktop_app.analysis.uncertainty.closed_form import closed_form
from desktop_app.analysis.uncertainty.simulation import simulate
from desktop_app.domain.assumption import Key, Range
from desktop_app.query.assumptions import scenario_assumptions
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.strata_query import strata
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Question
from desktop_app.storage.case_store import CaseStore

FILTERS = (
    Filter(),
    Filter.of(DateClause(date(2024, 3, 1), date(2024, 10, 31))),
    Filter.of(ChoiceClause(ClauseKind.VESSEL, ("chon-ma-san",), ("CHON MA SAN",))),
)


@pytest.fixture(params=["record", "training"])
def engine(request: pytest.FixtureRequest) -> QueryEngine:
    return QueryEngine(request.getfixturevalue("store" if request.param == "record" else "training"))


def scenarios(store: CaseStore) -> list[str]:
    return ["", *(row.id for row in store.record.scenarios)]


def test_bounds_are_the_totals_that_every_view_shows(engine: QueryEngine) -> None:
    for scenario in scenarios(engine.store):
        under = engine.under(scenario_assumptions(engine.store, scenario))
        for filter_ in FILTERS:
            total = volumes(under, filter_, Question()).total
            ends = total.low_bbl, total.best_bbl, total.high_bbl
            assert tuple(bounds(strata(under, filter_))) == pytest.approx(ends)


def test_closed_form_and_simulation_agree_on_what_a_case_holds(engine: QueryEngine) -> None:
    for scenario in scenarios(engine.store):
        under = engine.under(scenario_assumptions(engine.store, scenario))
        held = strata(under, Filter())
        for drawn in (False, True):
            closed = closed_form(held, drawn=drawn)
            simulated = simulate(held, drawn=drawn, draws=200_000, seed=9).interval
            width = closed.high_bbl - closed.low_bbl
            assert 0 < width < 1.2 * closed.mean_bbl
            assert tuple(simulated) == pytest.approx(tuple(closed), abs=0.01 * width)
            # A scenario that fixes the load leaves the spread of single calls, which no bound holds.
            if not scenario:
                low, _, high = bounds(held, drawn=drawn)
                assert low < closed.low_bbl < closed.high_bbl < high


def test_a_scenario_that_fixes_the_load_leaves_the_factor_and_the_spread(store: CaseStore) -> None:
    engine = QueryEngine(store)
    free = closed_form(strata(engine, Filter()), drawn=False)
    fixed = engine.under(engine.assumptions.moved(Key.LOAD_FRACTION, Range(0.9, 0.9, 0.9)))
    held = closed_form(strata(fixed, Filter()), drawn=False)
    assert 0 < held.high_bbl - held.low_bbl < 0.5 * (free.high_bbl - free.low_bbl)
