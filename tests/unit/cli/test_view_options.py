"""`--view`: the saved view's filter, assumptions, layers, language and place, and options before them."""

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import apsw
import pytest

from desktop_app.cli.shared_options import add_assumption_options, add_filter_options, add_subject_options
from desktop_app.cli.subject_options import subject_from
from desktop_app.cli.view_options import Asked, asked_from
from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.map_style import FIRST_LAYERS, Language
from desktop_app.domain.record import Record
from desktop_app.domain.web_mercator import place_of_view
from desktop_app.query.assumed_json import Assumed
from desktop_app.query.assumptions import published
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter, TextClause
from desktop_app.query.views import SavedView, Shown, view_text
from desktop_app.runtime.errors import InputError, UsageError
from desktop_app.storage.case_store import CaseStore, info_of
from desktop_app.storage.edits import Edit, Insert
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.record_writer import write_record

SHOWN = Shown(
    Filter.of(
        DateClause(date(2024, 1, 1), date(2024, 6, 30)),
        ChoiceClause(ClauseKind.LOADING, ("vostochny",)),
        TextClause("tanker"),
    ),
    ("ports", "flows", "north"),
    Language.KOREAN,
    Assumed("us-2018-half", ((Key.BBL_PER_T, Range(7.0, 7.5, 8.0)),)),
)


@pytest.fixture
def case(reported: Record, tmp_path: Path) -> Iterator[CaseStore]:
    """The record as a case of its own, with one saved view, twice."""
    path = tmp_path / "own.gpkg"
    connection = apsw.Connection(str(path))
    create_case(connection, info_of(reported, "own"))
    write_record(connection, reported)
    connection.close()
    opened = CaseStore.open(path)
    for id_, lon in (("view-1", 10.0), ("view-2", 130.0)):
        text = view_text(SavedView(id_, "East", lon, 42.0, 5.5, SHOWN))
        row = Insert("saved_view", id_, {"name": "East", "content": text})
        opened.edit(Edit("Save", (row,)), "kim")
    yield opened
    opened.close()


def parsed(*words: str) -> argparse.Namespace:
    """As a command that makes figures has them."""
    parser = argparse.ArgumentParser()
    add_filter_options(parser)
    add_assumption_options(parser)
    add_subject_options(parser)
    return parser.parse_args(words)


def asked(store: CaseStore, *words: str) -> Asked:
    return asked_from(parsed(*words), store)


def test_a_view_says_everything_and_the_last_of_a_name_counts(case: CaseStore) -> None:
    found = asked(case, "--view", " east ")
    assert found.filter == SHOWN.filter
    assert (found.layers, found.language) == (SHOWN.layers, Language.KOREAN)
    assert found.assumptions == SHOWN.assumed.in_case(case)
    assert found.view is not None
    assert found.view.lon == 130.0
    # Ids in a file are not what a sentence says.
    assert found.filter.choice(ClauseKind.LOADING).names == ("Vostochny",)


def test_options_go_before_the_view(case: CaseStore) -> None:
    found = asked(
        case, "--view", "East", "--from", "2024-03", "--loading", "Nakhodka", "--assume", "stay_days=3"
    )
    assert found.filter == Filter.of(
        DateClause(date(2024, 3, 1), date(2024, 6, 30)),
        ChoiceClause(ClauseKind.LOADING, ("nakhodka",)),
        TextClause("tanker"),
    )
    assert found.assumptions.range(Key.STAY_DAYS) == Range(3, 3, 3)
    assert found.assumptions.range(Key.BBL_PER_T) == Range(7.0, 7.5, 8.0)
    other = asked(case, "--view", "East", "--scenario", "us-2018-half").assumptions
    assert other.range(Key.BBL_PER_T) == published(case).range(Key.BBL_PER_T)


def test_without_a_view_the_options_alone_count(case: CaseStore) -> None:
    assert asked(case) == Asked(Filter(), published(case), FIRST_LAYERS, Language.ENGLISH, None)


def test_dates_that_no_longer_fit_together_are_refused(case: CaseStore) -> None:
    with pytest.raises(UsageError, match="2025-01-01 to 2024-06-30"):
        asked(case, "--view", "East", "--from", "2025")


def test_an_unknown_view_names_those_there_are(case: CaseStore, store: CaseStore) -> None:
    with pytest.raises(InputError, match=r"no saved view “West”; it has “East”, “East”"):
        asked(case, "--view", "West")
    with pytest.raises(InputError, match="it has no saved views"):
        asked(store, "--view", "West")


def test_the_subject_has_the_place_of_the_view_and_its_own_flows(case: CaseStore) -> None:
    subject = subject_from(parsed("--view", "East"), case, (800, 600))
    assert subject.place == place_of_view(130.0, 42.0, 5.5, 800, 600)
    assert (subject.theme, subject.language) == ("print", "ko")
    assert '"from":"port:vostochny"' in subject.flows.payload
    assert "port:vladivostok" not in subject.flows.payload
    assert next(entry.symbol for entry in subject.flow_legend) == "flow"
    boxed = subject_from(parsed("--view", "East", "--bbox=125,39,131,44", "--language", "ru"), case)
    assert tuple(boxed.place) == (125, 39, 131, 44)
    assert boxed.language == "ru"
