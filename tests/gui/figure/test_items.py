"""What single items show: call-outs beside their places, pictures in their shape, a table that adds up."""

import itertools
import math
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QPointF, QRectF
from PySide6.QtGui import QColor, QImage

from desktop_app.domain.figure_design import Anchor, Box, Design, House, Item, ItemKind, TableKind
from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.domain.web_mercator import view_of, world_pixel
from desktop_app.query.clauses import ChoiceClause, ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Theme
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.items.picture import Picture
from desktop_app.ui.figure.look import LEAST_CONTRAST, contrast, look_of
from desktop_app.ui.figure.table_rows import table_content
from desktop_app.ui.figure.writing.raster import figure_image
from desktop_app.ui.palette import LIGHT, PALETTES

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qtbot")]

PAGE = replace(TEMPLATES[3], dpi=96)
VOSTOCHNY, RAJIN, NAMPO = Anchor(133.07, 42.74), Anchor(130.3, 42.23), Anchor(125.4, 38.72)


def called_out(*anchors: Anchor, words: str = "Words beside a place") -> Design:
    design = PAGE
    for number, anchor in enumerate(anchors):
        design = design.with_item(Item(f"call_out-{number}", ItemKind.CALL_OUT, anchor=anchor, text=words))
    return design


def pixel_on_page(figure: Figure, anchor: Anchor) -> QPointF:
    part = figure.part("map")
    assert part is not None
    assert figure.design.place is not None
    view = view_of(figure.design.place, round(part.box.width()), round(part.box.height()))
    at, middle = world_pixel(*anchor, view.zoom), world_pixel(*view)
    return part.box.center() + QPointF(at.x - middle.x, at.y - middle.y)


def away(box: QRectF, point: QPointF) -> float:
    return math.hypot(
        max(box.left() - point.x(), 0.0, point.x() - box.right()),
        max(box.top() - point.y(), 0.0, point.y() - box.bottom()),
    )


def test_call_outs_stand_beside_their_places_and_cover_nothing(make: Any) -> None:
    near = Anchor(RAJIN.lon + 0.4, RAJIN.lat + 0.2)
    anchors = (VOSTOCHNY, RAJIN, NAMPO, near)
    figure = make(called_out(*anchors))
    boxes = [figure.part(f"call_out-{number}").box for number in range(len(anchors))]
    others = [part.box for part in figure.parts if part.name in {"legend", "scale_bar", "north", "inset"}]
    for one, other in itertools.combinations([*boxes, *others], 2):
        assert not one.intersects(other)
    for box, anchor in zip(boxes, anchors, strict=True):
        assert 0 < away(box, pixel_on_page(figure, anchor)) < 150


def test_a_call_out_points_at_its_place(make: Any) -> None:
    with_it, without = make(called_out(NAMPO)), make(PAGE)
    at = pixel_on_page(with_it, NAMPO)
    ring = [(round(at.x() + x), round(at.y() + y)) for x in range(-6, 7) for y in range(-6, 7)]
    shown, bare = figure_image(with_it, 96), figure_image(without, 96)
    assert any(shown.pixel(x, y) != bare.pixel(x, y) for x, y in ring)


def test_a_place_off_the_map_is_told_not_drawn(make: Any) -> None:
    figure = make(called_out(Anchor(2.35, 48.86)))
    assert figure.part("call_out-0") is None
    assert "call_out-0" in figure.overflowing


def test_many_words_beside_a_place_are_cut_and_told(make: Any) -> None:
    figure = make(called_out(NAMPO, words="Nampo " * 2_000))
    assert "call_out-0" in figure.overflowing
    assert figure.part("map").box.contains(figure.part("call_out-0").box)


def png(width: int, height: int, colour: str = "#ff00ff") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")
    return bytes(buffer.data().data())


SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="20">'
    b'<rect width="80" height="20" fill="#f0f"/></svg>'
)


@pytest.mark.parametrize("data", [png(400, 100), SVG], ids=["png", "svg"])
def test_a_logo_keeps_its_shape_and_the_title_makes_room(make: Any, data: bytes) -> None:
    figure = make(PAGE.with_item(Item("logo", ItemKind.PICTURE, picture=data)))
    box = figure.part("logo").box
    assert box.width() / box.height() == pytest.approx(4.0)
    assert not box.intersects(figure.part("title").box)
    assert not box.intersects(figure.part("subtitle").box)
    middle = box.center()
    assert QColor(figure_image(figure, 96).pixel(round(middle.x()), round(middle.y()))) == QColor("#ff00ff")


@pytest.mark.parametrize(
    "data",
    [
        b"GIF89a" + bytes(40),
        png(10, 10)[:40],
        b"<svg",
        b"<html></html>",
        # Would draw a file of this machine.
        SVG.replace(b"<rect", b'<image href="file:///usr/share/pixmaps/debian-logo.png" /><rect'),
        SVG.replace(b"<svg", b'<!DOCTYPE svg [<!ENTITY a "b">]><svg', 1),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(InputError, match="“logo”"):
        Picture(data, "logo")


def test_a_house_keeps_its_colours_only_where_words_can_be_read(resources: Resources) -> None:
    def look(accent: str, paper: str) -> Any:
        return look_of(replace(PAGE, house=House(accent=accent, paper=paper)), Theme.LIGHT, resources)

    good = look("#8B0000", "#FFF8E7")
    assert (good.accent, good.palette.panel, good.told) == ("#8B0000", "#FFF8E7", ())
    pale, dark = look("#FFFF66", ""), look("", "#202020")
    assert pale.accent == LIGHT.text
    assert dark.palette.panel == LIGHT.panel
    assert "#FFFF66" in pale.told[0]
    assert "#202020" in dark.told[0]


@pytest.mark.parametrize("theme", Theme)
def test_all_words_can_be_read_on_the_paper(theme: Theme) -> None:
    palette = PALETTES[theme]
    assert contrast(palette.text, palette.panel) >= LEAST_CONTRAST
    assert contrast(palette.quiet, palette.panel) >= LEAST_CONTRAST


@pytest.mark.parametrize(
    ("box", "expected"),
    [
        (Box(150.0, 20.0, 118.4, 62.6), "drawn"),
        (Box(150.0, 20.0, 60.0, 32.0), "drawn without its words"),
        (Box(150.0, 20.0, 12.0, 6.0), "told alone"),
    ],
)
def test_a_chart_in_a_box_gives_up_its_words_before_itself(make: Any, box: Box, expected: str) -> None:
    item = PAGE.item("chart")
    assert item is not None
    figure = make(PAGE.with_item(replace(item, box=box)))
    part = figure.part("chart")
    picture = figure_image(figure._replace(parts=(figure.part("paper"), part)), 96)
    area = part.box.toAlignedRect()
    columns, rows = range(area.left(), area.right(), 2), range(area.top(), area.bottom())
    inked = {picture.pixel(x, y) for x in columns for y in rows}
    assert (len(inked) > 5) is ("drawn" in expected)
    assert ("chart" in figure.overflowing) is (expected != "drawn")


def test_the_table_counts_every_call_once(record: CaseStore, training: CaseStore) -> None:
    """All rows of the table together are the calls of the case, counted one by one."""
    for store in (record, training):
        told = table_content(QueryEngine(store), Filter(), TableKind.TOP_VESSELS, (), 1_000)
        calls = [int(row[3].removeprefix("c. ").replace("\u202f", "")) for row in told.rows]
        assert sum(calls) == QueryEngine(store).ledgers(Filter()).total.calls
        assert calls[:-1] == sorted(calls[:-1], reverse=True)
        assert told.total == len(told.rows)


def test_the_table_knows_the_filter_s_choice_of_vessels(record: CaseStore) -> None:
    chosen = Filter.of(ChoiceClause(ClauseKind.VESSEL, ("yu-son",), ("YU SON",)))
    told = table_content(QueryEngine(record), chosen, TableKind.TOP_VESSELS, (), 8)
    assert [row[:2] for row in told.rows] == [("YU SON", "8691702")]


def test_the_table_lists_what_is_selected(record: CaseStore) -> None:
    engine = QueryEngine(record)
    ids = engine.map_content(Filter(), ()).voyage_ids[:3]
    keys = tuple(f"voyage:{ident}" for ident in ids)
    told = table_content(engine, Filter(), TableKind.SELECTION, (*keys, "port:nampo"), 2)
    assert (len(told.rows), told.total) == (2, 3)
    assert all(row[0] and row[1] for row in told.rows)
    nothing = table_content(engine, Filter(), TableKind.SELECTION, (), 8)
    assert (nothing.rows, nothing.empty) == ((), "No voyage is selected.")
