"""Every page has a map and keeps its items apart, whatever its size and however much there is to say."""

import itertools
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QRectF

from desktop_app.domain.figure_design import Arrangement, Box, Design, Item, ItemKind
from desktop_app.domain.figure_templates import TEMPLATES, screen_design
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.raster import figure_image

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qtbot")]

ON_MAP = {"legend", "scale_bar", "north", "inset", "call_out"}
LONG = "A word and another one, 유조선 и другие. " * 250


def boxes_of(figure: Figure) -> dict[str, QRectF]:
    return {part.name: part.box for part in figure.parts if part.name not in {"paper", "watermark"}}


def check(figure: Figure) -> None:
    """A map, all on the page, nothing on anything else but on the map."""
    design, boxes = figure.design, boxes_of(figure)
    page = QRectF(0, 0, design.width_px, design.height_px).adjusted(-0.1, -0.1, 0.1, 0.1)
    assert boxes["map"].width() > 0.3 * design.width_px
    assert boxes["map"].height() > 0.15 * design.height_px
    for name, box in boxes.items():
        assert page.contains(box), name
    beside = {name: box for name, box in boxes.items() if name not in ON_MAP}
    for (one, first), (other, second) in itertools.combinations(beside.items(), 2):
        # A map's edge is rounded to the device's pixels.
        assert not first.adjusted(0.6, 0.6, -0.6, -0.6).intersects(second), (one, other)
    for name in ON_MAP & set(boxes):
        assert boxes["map"].contains(boxes[name]), name
    for one, other in itertools.combinations(sorted(ON_MAP & set(boxes)), 2):
        assert not boxes[one].intersects(boxes[other]), (one, other)
    assert not figure_image(figure, 96).isNull()


@pytest.mark.parametrize("design", TEMPLATES, ids=lambda one: one.name)
@pytest.mark.parametrize("case", ["record", "training"])
def test_templates_hold_all_that_is_to_be_said(make: Any, training: Any, design: Design, case: str) -> None:
    figure = make(design, store=training if case == "training" else None)
    check(figure)
    wanted = {item.id for item in design.items if item.shown} - {"inset"}
    assert wanted <= set(boxes_of(figure))
    assert figure.synthetic == (case == "training") == (figure.parts[-1].name == "watermark")


@pytest.mark.parametrize("arrangement", Arrangement)
@pytest.mark.parametrize(
    "size", [(40, 40), (40, 1189), (1189, 40), (90, 55), (105, 148), (841, 1189), (1189, 1189)]
)
def test_every_page_has_a_map(make: Any, size: tuple[float, float], arrangement: Arrangement) -> None:
    design = replace(
        TEMPLATES[2],
        width_mm=size[0],
        height_mm=size[1],
        margin_mm=min(size) / 15,
        arrangement=arrangement,
        dpi=96,
    )
    figure = make(design)
    check(figure)
    drawn = set(boxes_of(figure))
    told = set(figure.overflowing)
    assert {item.id for item in design.items} - drawn - told <= {"inset"}


@pytest.mark.parametrize("design", [TEMPLATES[0], TEMPLATES[2]], ids=lambda one: one.name)
def test_a_long_title_is_cut_and_told(make: Any, design: Design) -> None:
    titled = design.with_item(Item("title", ItemKind.TITLE, text=LONG))
    figure = make(replace(titled, dpi=96))
    check(figure)
    assert "title" in figure.overflowing
    one = make(replace(design.with_item(Item("title", ItemKind.TITLE, text="One")), dpi=96))
    heights = [boxes_of(some)["title"].height() for some in (one, figure)]
    assert heights[1] < 3 * heights[0]
    # The file still knows it whole.
    assert figure.title == LONG


@pytest.mark.parametrize(
    "word", ["x" * 10_000, "유" * 10_000, "א" * 10_000, "\u200d" * 10_000, "a\0b", "\n" * 99]
)
def test_exotic_titles_do_no_harm(make: Any, word: str) -> None:
    check(make(replace(TEMPLATES[4].with_item(Item("title", ItemKind.TITLE, text=word)), dpi=96)))


def test_sources_are_run_in_before_they_are_cut(make: Any) -> None:
    roomy = make(screen_design(1400, 3000))
    tight = make(replace(TEMPLATES[0], dpi=96))
    tiny = make(replace(TEMPLATES[0], width_mm=120, height_mm=70, dpi=96))
    assert "sources" not in roomy.overflowing
    assert "sources" not in tight.overflowing
    assert "sources" in tiny.overflowing
    assert roomy.sources == tight.sources == tiny.sources


def test_a_hand_drawn_box_is_kept(make: Any) -> None:
    box = Box(20.0, 150.0, 120.0, 30.0)
    design = TEMPLATES[3].with_item(Item("chart", ItemKind.CHART, box=box))
    figure = make(design)
    pixels = boxes_of(figure)["chart"]
    assert (pixels.left(), pixels.top()) == pytest.approx((20 / 25.4 * 96, 150 / 25.4 * 96))
    assert (pixels.width(), pixels.height()) == pytest.approx((120 / 25.4 * 96, 30 / 25.4 * 96))


@pytest.mark.parametrize("dpi", [96, 144, 150, 300, 313, 600])
def test_the_map_lies_on_whole_pixels(make: Any, dpi: int) -> None:
    design = replace(TEMPLATES[2], width_mm=70.3, height_mm=110.7, dpi=dpi)
    box = boxes_of(make(design))["map"]
    for edge in (box.left(), box.top(), box.right(), box.bottom()):
        assert edge * dpi / 96 == pytest.approx(round(edge * dpi / 96), abs=1e-6)


def test_a_page_without_a_map_is_words_alone(make: Any) -> None:
    figure = make(TEMPLATES[3].with_item(Item("map", ItemKind.MAP, shown=False)))
    assert "map" not in boxes_of(figure)
    assert {"title", "sources", "imprint"} <= set(boxes_of(figure))


def test_the_same_figure_is_made_again(make: Any) -> None:
    """Its own design and place give it again, hash and pixels."""
    first = make(replace(TEMPLATES[1], dpi=96))
    again = make(first.design)
    assert again.manifest == first.manifest
    assert again.design == first.design
    assert figure_image(again, 96) == figure_image(first, 96)
