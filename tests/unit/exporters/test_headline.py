"""The headline: its parts agree with each other, and its lines say what each is."""

from datetime import date

import pytest

from desktop_app.domain.assumption import Key, Range
from desktop_app.exporters.headline import compared, headline, simulated
from desktop_app.exporters.headline_words import cap_line, drawn_line, interval_line, volume_line
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.tornado_query import best_of, tornado
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore

SPRING = Filter.of(DateClause(date(2024, 3, 1), date(2024, 5, 31)))
NOTHING = Filter.of(DateClause(date(2011, 1, 1), date(2011, 12, 31)))


@pytest.mark.parametrize("filter_", [Filter(), SPRING])
@pytest.mark.parametrize("case", ["store", "training"])
def test_what_is_summed_and_what_is_drawn_from_are_the_same(
    case: str, filter_: Filter, request: pytest.FixtureRequest
) -> None:
    engine = QueryEngine(request.getfixturevalue(case))
    for assumptions in (engine.assumptions, engine.assumptions.moved(Key.BBL_PER_T, Range(7.0, 7.5, 9.0))):
        under = engine.under(assumptions)
        of = headline(under, filter_)
        assert best_of(of.strata) == pytest.approx(of.total.best_bbl)
        assert of.total.low_bbl <= of.total.best_bbl <= of.total.high_bbl
        found = tornado(under, filter_)
        assert found.best_bbl == pytest.approx(of.total.best_bbl)
        assert found.published_bbl == pytest.approx(headline(engine, filter_).total.best_bbl)
        effects = [swing.effect_bbl for swing in found.swings]
        assert effects == sorted(effects, reverse=True)
        assert len(found.swings) + len(found.without_effect) == len(assumptions.rows)


def test_a_simulation_is_the_same_for_everybody_and_near_the_closed_form(training: CaseStore) -> None:
    of = headline(QueryEngine(training), Filter())
    once = simulated(of, Feedback())
    assert once == simulated(of, Feedback())
    assert of.interval is not None
    assert once.interval is not None
    for drawn, reckoned in zip(once.interval, of.interval, strict=True):
        assert drawn == pytest.approx(reckoned, rel=0.01)
    assert "closed form" in interval_line(of)
    assert "simulated" in interval_line(once)
    feedback = Feedback()
    feedback.cancel()
    with pytest.raises(Cancelled):
        simulated(of, feedback)


def test_a_filter_that_leaves_nothing_gives_no_number(store: CaseStore) -> None:
    of = headline(QueryEngine(store), NOTHING)
    assert volume_line(of) == "No call is published under this filter"
    assert (interval_line(of), drawn_line(of), cap_line(of)) == ("", "", "")


def test_calls_without_a_volume_are_no_zero(store: CaseStore) -> None:
    """An unnamed tanker: nothing but the drawn total has a number, and says that it is drawn."""
    of = headline(QueryEngine(store), Filter.of(ChoiceClause(ClauseKind.VESSEL, ("",), ("",))))
    assert of.total.calls > 0
    assert volume_line(of).startswith("No volume for 0 of ")
    assert interval_line(of) == ""
    assert drawn_line(of).startswith("Drawn, not documented: ")
    assert cap_line(of).startswith("2024: no volume to hold against the cap of 500")


def test_scenarios_are_compared_with_the_published_on_top(store: CaseStore) -> None:
    engine = QueryEngine(store)
    rows = compared(engine, Filter())
    # The load fraction alone tells them apart: a third, a half, nine tenths of the same ships.
    published, third, half, ninety = (row.total.best_bbl for row in rows)
    assert [third, half, ninety] == pytest.approx([share * published / 0.9 for share in (1 / 3, 0.5, 0.9)])
    moved = engine.under(engine.assumptions.moved(Key.LOAD_FRACTION, Range(0.7, 0.7, 0.7)))
    assert [row.assumptions.name for row in compared(moved, Filter())][-1] == "Changed by hand"


def test_ships_that_are_drawn_only_add_to_the_best_figure(training: CaseStore) -> None:
    of = headline(QueryEngine(training), Filter())
    unknown_dwt = of.assumptions.range(Key.UNKNOWN_DWT)
    assert of.unknown > 0
    assert unknown_dwt is not None
    more = sum(
        ships.load.best * ships.factor.best * unknown_dwt.best * sum(ships.calls_by_ship)
        for ships in of.strata.unknown
    )
    assert of.drawn_best_bbl == pytest.approx(of.total.best_bbl + more)
