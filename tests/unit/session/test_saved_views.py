"""Saved views: what goes into a row comes out of it, and nothing wrong in a row does harm."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.assumption import Key, Range
from desktop_app.query.assumed_json import Assumed
from desktop_app.query.clauses import (
    ChoiceClause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
)
from desktop_app.query.views import SavedView, Shown, read_view, view_text
from desktop_app.session.saved_filters import SavedFilter, filter_text, read_saved
from desktop_app.session.style import FURNITURE, MAP_LAYERS, Language

LAYERS = (*MAP_LAYERS, *FURNITURE)
FILTERS = (
    Filter(),
    Filter.of(DateClause(date(2024, 1, 31), None), TextClause("yu")),
    Filter.of(ChoiceClause(ClauseKind.LOADING, ("vladivostok", ""), ("Vladivostok", "")), VolumeClause(5)),
)
ASSUMED = Assumed("us-2018-half", ((Key.LOAD_FRACTION, Range(0.25, 0.5, 0.75)),))
GOOD = view_text(
    SavedView("view-1", "East", 130.0, 42.0, 5.5, Shown(FILTERS[1], LAYERS, Language.KOREAN, ASSUMED))
)
FIRST = json.dumps(
    {
        "version": 1,
        "centre": [130.0, 42.0],
        "zoom": 5.5,
        "from": None,
        "to": "2024-06-30",
        "vessels": ["yu-son"],
        "layers": ["ports"],
        "language": "en",
    }
)

views = st.builds(
    SavedView,
    st.just("view-1"),
    st.text(min_size=1, max_size=20),
    st.floats(-180, 180),
    st.floats(-90, 90),
    st.floats(0, 18),
    st.builds(
        Shown,
        st.sampled_from(FILTERS),
        st.sets(st.sampled_from(LAYERS)).map(lambda kept: tuple(key for key in LAYERS if key in kept)),
        st.sampled_from(Language),
        st.sampled_from((Assumed(), ASSUMED)),
    ),
)


@given(views)
def test_a_view_comes_back_from_its_row(view: SavedView) -> None:
    assert read_view(view.id, view.name, view_text(view)) == view


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[1]",
        "{}",
        "[" * 100_000,
        GOOD.replace('"version": 3', '"version": 4'),
        GOOD.replace('"version": 3', '"version": [3]'),
        GOOD.replace('"version": 3', '"version": 1'),
        GOOD.replace('"moved"', '"move"'),
        GOOD.replace("0.25, 0.5, 0.75", "0.5, 0.25, 0.75"),
        GOOD.replace("0.25, 0.5, 0.75", "0.25, 0.5, 1.5"),
        GOOD.replace("0.25, 0.5, 0.75", "0.25, 0.5"),
        GOOD.replace("0.25, 0.5, 0.75", "0.25, 0.5, NaN"),
        GOOD.replace("load_fraction", "load"),
        FIRST.replace('"version": 1', '"version": 2'),
        FIRST.replace("2024-06-30", "2024-06-31"),
        filter_text(FILTERS[1]),
        GOOD.replace("130.0", "NaN"),
        GOOD.replace("130.0", "1e400"),
        GOOD.replace("42.0", "91"),
        GOOD.replace('"ko"', '"xx"'),
        GOOD.replace("2024-01-31", "2024-01-32"),
        GOOD.replace("[130.0, 42.0]", "[130.0]"),
    ],
)
def test_what_is_no_view_is_left_out(text: str) -> None:
    assert read_view("view-1", "East", text) is None


def test_a_layer_that_is_not_known_is_left_out() -> None:
    view = read_view("view-1", "East", GOOD.replace('"north"', '"wind"'))
    assert view is not None
    assert view.shown is not None
    assert view.shown.layers == LAYERS[:-1]


def test_a_view_of_the_first_version_keeps_its_filter() -> None:
    view = read_view("view-1", "East", FIRST)
    assert view is not None
    assert view.shown is not None
    assert view.shown.filter == Filter.of(
        DateClause(None, date(2024, 6, 30)), ChoiceClause(ClauseKind.VESSEL, ("yu-son",))
    )


@pytest.mark.parametrize("filter_", FILTERS)
def test_a_filter_comes_back_from_its_row(filter_: Filter) -> None:
    assert read_saved("f", "Mine", filter_text(filter_)) == SavedFilter("f", "Mine", filter_)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "null",
        "[" * 100_000,
        GOOD,
        filter_text(FILTERS[1]).replace('"version": 2', '"version": 3'),
        filter_text(FILTERS[1]).replace('"text"', '"words"', 1),
        filter_text(FILTERS[1]).replace("2024-01-31", "2024-01-32"),
    ],
)
def test_what_is_no_filter_is_left_out(text: str) -> None:
    assert read_saved("f", "Mine", text) is None
