"""Assumptions of the command line: scenarios by name or id, values in order, and a sentence for all else."""

import pytest

from desktop_app.cli.assumption_options import assumptions_from
from desktop_app.cli.parser import build_parser
from desktop_app.domain.assumption import Assumptions, Key, Range
from desktop_app.query.assumptions import published
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.case_store import CaseStore


def asked(store: CaseStore, *words: str) -> Assumptions:
    return assumptions_from(build_parser().parse_args(["summary", *words]), store)


def test_without_options_the_published_are_in_use(store: CaseStore) -> None:
    assert asked(store) == published(store)
    assert asked(store).is_published


@pytest.mark.parametrize("name", ["us-2018-half", "half LADEN"])
def test_a_scenario_by_id_or_name(store: CaseStore, name: str) -> None:
    found = asked(store, "--scenario", name)
    assert (found.name, found.scenario_id) == ("Half laden", "us-2018-half")
    assert found.range(Key.LOAD_FRACTION) == Range(0.5, 0.5, 0.5)
    assert found.range(Key.BBL_PER_T) == published(store).range(Key.BBL_PER_T)


def test_values_on_top_of_a_scenario(store: CaseStore) -> None:
    words = ("--assume", "bbl_per_t=7.5", "--assume", "load_fraction=0.2..0.4..0.6")
    found = asked(store, "--scenario", "Half laden", *words)
    assert found.range(Key.BBL_PER_T) == Range(7.5, 7.5, 7.5)
    assert found.range(Key.LOAD_FRACTION) == Range(0.2, 0.4, 0.6)
    assert found.range(Key.LADEN_FRACTION) == Range(0.5, 0.5, 0.5)
    assert [row.key for row in found.moved_by_hand] == [Key.LOAD_FRACTION, Key.BBL_PER_T]


def test_a_value_that_is_in_use_already_keeps_its_sources(store: CaseStore) -> None:
    assert asked(store, "--assume", "stay_days=1.8") == published(store)
    half = asked(store, "--scenario", "Half laden")
    assert asked(store, "--scenario", "Half laden", "--assume", "load_fraction=0.5") == half


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--scenario", "Full"), "One third laden, Half laden, Nine tenths laden"),
        (("--assume", "load_fraction"), "KEY=VALUE"),
        (("--assume", "load=0.5"), "load_fraction"),
        (("--assume", "load_fraction=1.5"), "0 to 1"),
        (("--assume", "load_fraction=0.5..0.4..0.6"), "in order"),
        (("--assume", "load_fraction=0.5..0.6"), "LOW..BEST..HIGH"),
        (("--assume", "load_fraction=half"), "takes one number"),
    ],
)
def test_what_cannot_be_is_said(store: CaseStore, words: tuple[str, ...], said: str) -> None:
    with pytest.raises(UsageError, match=r"^--(scenario|assume)") as told:
        asked(store, *words)
    assert said in str(told.value)
