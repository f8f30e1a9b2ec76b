"""Assumptions in words: nothing is said of the published, every change of others."""

from desktop_app.domain.assumption import Key, Range
from desktop_app.exporters.assumption_words import assumptions_name, assumptions_sentence, range_words
from desktop_app.query.assumptions import published, scenario_assumptions
from desktop_app.storage.case_store import CaseStore


def test_the_published_need_no_words_and_every_other_value_stands_beside_the_published(
    store: CaseStore,
) -> None:
    assert assumptions_sentence(published(store)) == ""
    half = scenario_assumptions(store, "us-2018-half")
    assert assumptions_sentence(half) == (
        "Assumptions are not the published ones but scenario “Half laden”: "
        "load fraction, draught not known 50\N{NO-BREAK SPACE}% "
        "instead of 90\N{NO-BREAK SPACE}% (33.3–90\N{NO-BREAK SPACE}%); "
        "load fraction, seen to lie low 50\N{NO-BREAK SPACE}% "
        "instead of 90\N{NO-BREAK SPACE}% (60–90\N{NO-BREAK SPACE}%)."
    )
    moved = published(store).moved(Key.BBL_PER_T, Range(7.23, 7.5, 8.5))
    assert assumptions_name(moved) == "Changed by hand"
    assert assumptions_sentence(moved) == (
        "Assumptions are not the published ones but changed by hand: barrels per tonne, product not "
        "documented 7.5\N{NO-BREAK SPACE}bbl/t (7.23–8.5) instead of 7.98\N{NO-BREAK SPACE}bbl/t (7.23–8.5)."
    )


def test_values_moved_back_by_hand_are_the_published(store: CaseStore) -> None:
    before = published(store).range(Key.NOT_CARGO)
    assert before is not None
    back = published(store).moved(Key.NOT_CARGO, Range(0, 0, 0)).moved(Key.NOT_CARGO, before)
    assert (assumptions_name(back), assumptions_sentence(back)) == ("Published", "")


def test_a_range_has_its_unit_and_as_many_figures_as_it_needs() -> None:
    assert range_words(Range(1000, 3003, 9000), "t") == (
        "3\N{NARROW NO-BREAK SPACE}003\N{NO-BREAK SPACE}t (1\N{NARROW NO-BREAK SPACE}000–"
        "9\N{NARROW NO-BREAK SPACE}000)"
    )
    assert range_words(Range(1.8, 1.8, 1.8), "d") == "1.8\N{NO-BREAK SPACE}d"
    assert range_words(Range(0, 0.075, 0.15), "") == "7.5\N{NO-BREAK SPACE}% (0–15\N{NO-BREAK SPACE}%)"
