"""A page design comes back from its JSON the same, and nothing that is no design does."""

import contextlib
import copy
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.figure_design import (
    MANY,
    Anchor,
    Arrangement,
    Box,
    Design,
    House,
    Item,
    ItemKind,
    Place,
    TableKind,
)
from desktop_app.domain.figure_templates import TEMPLATES, screen_design
from desktop_app.query.design_json import MOST_PICTURE_BYTES, design_content, read_design

texts = st.text(max_size=20)
lengths = st.floats(0.1, 1_000)
anchors = st.builds(Anchor, st.floats(-180, 180), st.floats(-85, 85))
boxes = st.builds(Box, st.floats(-100, 1_000), st.floats(-100, 1_000), lengths, lengths)
places = st.builds(
    lambda west, south, wide, high: Place(west, south, west + wide, south + high),
    st.floats(-180, 0),
    st.floats(-80, 0),
    st.floats(0.01, 180),
    st.floats(0.01, 80),
)
colours = st.just("") | st.integers(0, 0xFFFFFF).map(lambda value: f"#{value:06x}")


@st.composite
def items(draw: st.DrawFn) -> tuple[Item, ...]:
    kinds = draw(st.lists(st.sampled_from(ItemKind), max_size=8))
    made: dict[str, Item] = {}
    for kind in kinds:
        ident = f"{kind.value}-{len(made)}" if kind in MANY else kind.value
        made[ident] = Item(
            ident,
            kind,
            draw(st.none() | boxes),
            draw(st.booleans()),
            draw(texts),
            draw(st.none() | anchors),
            draw(st.binary(max_size=20)),
            draw(st.none() | st.floats(3, 400)),
        )
    return tuple(made.values())


designs = st.builds(
    Design,
    texts,
    st.floats(40, 1_189),
    st.floats(40, 1_189),
    st.floats(0, 16),
    st.sampled_from(Arrangement),
    items(),
    st.none() | places,
    st.sampled_from(("", "light", "dark", "print", "contrast")),
    st.sampled_from(("", "en", "ru", "ko")),
    st.booleans(),
    st.sampled_from(TableKind),
    st.integers(1, 200),
    st.integers(96, 600),
    texts,
    st.builds(House, texts, colours, colours),
)


@given(designs)
def test_a_design_comes_back(design: Design) -> None:
    assert read_design(json.loads(json.dumps(design_content(design)))) == design


@pytest.mark.parametrize("design", [*TEMPLATES, screen_design(1500, 1130)], ids=lambda one: one.name)
def test_built_in_designs_come_back(design: Design) -> None:
    assert read_design(json.loads(json.dumps(design_content(design)))) == design


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=8,
)


@given(anything, st.data())
def test_what_is_no_design_is_refused_or_is_one(value: Any, data: st.DataObject) -> None:
    """Any part replaced by anything: either it still is a design that comes back, or a ValueError."""
    content = design_content(TEMPLATES[0])
    where: Any = content
    if data.draw(st.booleans()):
        where = content["items"][0]
    where[data.draw(st.sampled_from(sorted(where)))] = value
    with contextlib.suppress(ValueError):
        design = read_design(content)
        assert read_design(json.loads(json.dumps(design_content(design)))) == design


def broken(path: tuple[Any, ...], value: Any) -> Any:
    content = copy.deepcopy(design_content(TEMPLATES[0]))
    where: Any = content
    for step in path[:-1]:
        where = where[step]
    where[path[-1]] = value
    return content


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "other parts"),
        (broken(("more",), 1), "other parts"),
        (broken(("width_mm",), 39.9), "between 40 and 1189"),
        (broken(("height_mm",), float("nan")), "no number"),
        (broken(("margin_mm",), 190.0), "margin_mm"),
        (broken(("dpi",), 601), "between 96 and 600"),
        (broken(("dpi",), True), "no number"),
        (broken(("place",), [140, 30, 120, 50]), "from west to east"),
        (broken(("items", 0, "id"), "chart"), "no id of a map"),
        (broken(("items", 1), design_content(TEMPLATES[0])["items"][0]), "same id"),
        (broken(("items", 0, "kind"), "script"), "no itemkind"),
        (broken(("items", 0, "box"), [0, 0, 0, 1]), "width"),
        (broken(("items", 0, "picture"), "not base64!"), "not base64"),
        (broken(("items", 0, "picture"), "A" * (MOST_PICTURE_BYTES * 2)), "picture"),
        (broken(("house", "accent"), "red; fill:url(x)"), "no colour"),
        (broken(("theme",), "pink"), "no theme"),
    ],
)
def test_what_is_wrong_is_told(content: Any, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_design(content)
