"""Saved views: what goes into a row comes out of it, and nothing wrong in a row does harm."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.session.saved_views import SavedView, Shown, read_view, view_text
from desktop_app.session.style import FURNITURE, MAP_LAYERS, Language

LAYERS = (*MAP_LAYERS, *FURNITURE)
GOOD = view_text(
    SavedView("view-1", "East", 130.0, 42.0, 5.5, Shown(None, None, (), LAYERS, Language.KOREAN))
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
        st.none() | st.dates(),
        st.none() | st.dates(),
        st.lists(st.text(max_size=8), max_size=4).map(tuple),
        st.sets(st.sampled_from(LAYERS)).map(lambda kept: tuple(key for key in LAYERS if key in kept)),
        st.sampled_from(Language),
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
        GOOD.replace('"version": 1', '"version": 2'),
        GOOD.replace("130.0", "NaN"),
        GOOD.replace("130.0", "1e400"),
        GOOD.replace("42.0", "91"),
        GOOD.replace('"ko"', '"xx"'),
        GOOD.replace("null", '"2024-02-31"', 1),
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
