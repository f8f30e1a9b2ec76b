"""The page under the hand: choosing, carrying, pulling, snapping, keys, words in place, undo."""

from dataclasses import replace
from itertools import pairwise

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.domain.figure_design import ItemKind
from desktop_app.ui.composer.arranging import Alignment
from desktop_app.ui.composer.commands import put_away
from desktop_app.ui.composer.handles import Handle
from desktop_app.ui.composer.page_state import map_frame, part_rect
from desktop_app.ui.composer.units import PX_PER_MM
from desktop_app.ui.figure.writing.raster import figure_image
from tests.gui.composer.conftest import Studio, send_move

ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def test_the_preview_is_what_is_written(studio: Studio) -> None:
    studio.window.page.dpi.setValue(96)
    studio.window.view.set_zoom(1.0)
    studio.settle()
    studio.window.document.choose(())
    view, figure = studio.window.view, studio.window.live.figure
    assert figure is not None
    written = figure_image(figure, 96)
    seen = view.viewport().grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    corner = view.pane.origin.toPoint()
    shown = QRectF(view.viewport().rect()).intersected(
        QRectF(QPointF(corner), QPointF(corner) + QPointF(written.width(), written.height()))
    )
    part = shown.toRect()
    assert part.width() > 300
    assert part.height() > 300
    assert seen.copy(part) == written.copy(part.translated(-corner)).convertToFormat(seen.format())


def test_the_old_page_stays_whole_until_the_new_one_is_there(studio: Studio) -> None:
    tall = replace(studio.design, width_mm=100.0, height_mm=200.0)
    studio.window.document.change("t", tall)
    seen = studio.window.view.viewport().grab().toImage()
    pane = studio.window.view.pane
    ground = studio.window.view.palette().color(QPalette.ColorRole.Base)
    # The old slide lies in the upper part; below it is empty paper.
    below = pane.point(QPointF(tall.width_px / 2, tall.height_px * 0.75)).toPoint()
    assert seen.pixelColor(below) == ground
    title = seen.copy(pane.rect(QRectF(0, 0, tall.width_px, tall.height_px * 0.08)).toRect())
    colours = {title.pixel(x, y) for x in range(title.width()) for y in range(title.height())}
    assert len(colours) > 10
    studio.settle()


def test_a_click_chooses_and_esc_chooses_nothing(studio: Studio) -> None:
    studio.click(studio.middle("legend"))
    assert studio.window.document.chosen == ("legend",)
    assert [row.text() for row in studio.window.items.list.selectedItems()] == ["Legend"]
    assert "legend at" in studio.window.view.accessibleDescription()
    studio.click(studio.middle("title"), SHIFT)
    assert studio.window.document.chosen == ("legend", "title")
    studio.press(Qt.Key.Key_Escape)
    assert studio.window.document.chosen == ()


def test_a_drag_carries_an_item_and_is_one_step(studio: Studio) -> None:
    before, makes = studio.box("legend"), len(studio.asked)
    start = studio.middle("legend")
    studio.drag(start, start + QPointF(37, -61), ALT)
    px_per_mm = PX_PER_MM * studio.window.view.zoom
    laid = studio.item("legend").box
    assert laid is not None
    assert laid.left_mm == pytest.approx(before.left_mm + 37 / px_per_mm, abs=0.06)
    assert laid.top_mm == pytest.approx(before.top_mm - 61 / px_per_mm, abs=0.06)
    assert laid[2:] == pytest.approx(before[2:], abs=0.06)
    studio.settle()
    assert len(studio.asked) == makes  # the map is not drawn again for what lies on it
    assert studio.box("legend") == pytest.approx(laid, abs=0.3)
    QTest.keyClick(studio.window, Qt.Key.Key_Z, CTRL)
    assert studio.item("legend").box is None
    QTest.keyClick(studio.window, Qt.Key.Key_Z, CTRL | SHIFT)
    assert studio.item("legend").box == laid


def test_what_is_carried_is_seen_where_it_is_at_once(studio: Studio) -> None:
    start = studio.middle("legend")
    rect = studio.window.view.item_rect("legend")
    assert rect is not None

    def shown(at: QRectF) -> QImage:
        return studio.window.view.viewport().grab(at.toRect().adjusted(9, 9, -9, -9)).toImage()

    before = shown(rect)
    studio.drag(start, start + QPointF(40, -30), ALT, drop=False)
    assert studio.window.live.asked is not None
    assert studio.window.live.asked.design.item("legend") != studio.item("legend")  # no figure of it yet
    moved = studio.window.view.item_rect("legend")
    assert moved is not None
    assert moved.topLeft() != rect.topLeft()
    # The same letters on another part of the same plain map.
    shift = moved.topLeft() - rect.topLeft()
    assert shown(rect.translated(shift)) == before or _alike(shown(rect.translated(shift)), before)
    studio.press(Qt.Key.Key_Escape)
    assert studio.item("legend").box is None
    assert studio.window.document.can_undo == ""


def _alike(first: QImage, second: QImage) -> bool:
    """Whether two pictures differ by no more than a shift below a pixel does."""
    total = 0
    for x in range(0, first.width(), 2):
        for y in range(0, first.height(), 2):
            one, two = first.pixelColor(x, y), second.pixelColor(x, y)
            total += abs(one.lightness() - two.lightness())
    return total / (first.width() * first.height() / 4) < 20


def test_edges_catch_hold_of_margins_unless_alt_is_held(studio: Studio) -> None:
    others = [item.id for item in studio.design.items if item.id not in {"map", "legend", "title"}]
    studio.window.document.change("Hide", put_away(studio.design, others))
    studio.settle()
    studio.click(studio.middle("legend"))
    box, margin = studio.box("legend"), studio.design.margin_mm
    px_per_mm = PX_PER_MM * studio.window.view.zoom
    start = studio.middle("legend")
    # Two pixels short of the right margin.
    across = (studio.design.width_mm - margin - box.left_mm - box.width_mm) * px_per_mm - 2
    port = studio.window.view.viewport()
    QTest.mousePress(port, Qt.MouseButton.LeftButton, pos=start.toPoint())
    send_move(port, start + QPointF(across, 31), Qt.KeyboardModifier.NoModifier)
    assert studio.window.view.gestures.guides.xs == (studio.design.width_mm - margin,)
    QTest.mouseRelease(port, Qt.MouseButton.LeftButton, pos=(start + QPointF(across, 31)).toPoint())
    held = studio.item("legend").box
    assert held is not None
    assert held.left_mm + held.width_mm == pytest.approx(studio.design.width_mm - margin, abs=0.06)
    assert studio.window.view.gestures.guides.xs == ()
    studio.window.document.undo()
    studio.drag(start, start + QPointF(across, 31), ALT)
    free = studio.item("legend").box
    assert free is not None
    assert free.left_mm == pytest.approx(held.left_mm - 2 / px_per_mm, abs=0.11)


def test_a_handle_pulls_one_edge(studio: Studio) -> None:
    studio.click(studio.middle("sources"))
    before = studio.box("sources")
    rect = studio.window.view.item_rect("sources")
    assert rect is not None
    grip = QPointF(Handle.LEFT.middle(rect).toPoint())
    studio.drag(grip, grip + QPointF(25, 40), ALT)
    after = studio.item("sources").box
    assert after is not None
    shift = 25 / (PX_PER_MM * studio.window.view.zoom)
    assert after.left_mm == pytest.approx(before.left_mm + shift, abs=0.06)
    assert after.left_mm + after.width_mm == pytest.approx(before.left_mm + before.width_mm, abs=0.11)
    assert (after.top_mm, after.height_mm) == pytest.approx((before.top_mm, before.height_mm), abs=0.06)


def test_arrow_keys_move_by_millimetres(studio: Studio) -> None:
    studio.window.document.choose(("legend",))
    before = studio.box("legend")
    studio.press(Qt.Key.Key_Right)
    studio.press(Qt.Key.Key_Right, SHIFT)
    studio.press(Qt.Key.Key_Up, ALT)
    after = studio.item("legend").box
    assert after is not None
    assert after.left_mm == pytest.approx(before.left_mm + 6, abs=0.06)
    assert after.top_mm == pytest.approx(before.top_mm - 0.1, abs=0.06)
    studio.press(Qt.Key.Key_PageDown)
    assert studio.window.document.chosen != ("legend",)


def test_delete_hides_what_a_page_has_once_and_takes_off_the_rest(studio: Studio) -> None:
    studio.window.items.add.menu().actions()[0].trigger()
    studio.settle()
    text = studio.window.document.chosen[0]
    assert studio.window.view.editor is not None  # it asks for its words
    studio.press(Qt.Key.Key_Escape)
    studio.window.view.finish_words(keep=False)
    studio.window.document.choose(("legend", text))
    studio.press(Qt.Key.Key_Delete)
    assert not studio.item("legend").shown
    assert studio.design.item(text) is None
    assert part_rect(studio.window.live, studio.design, "legend") is None
    studio.window.document.undo()
    assert studio.item("legend").shown
    assert studio.item(text).kind is ItemKind.TEXT


def test_a_double_click_edits_words_where_they_stand(studio: Studio) -> None:
    makes = len(studio.asked)
    port = studio.window.view.viewport()
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=studio.middle("title").toPoint())
    editor = studio.window.view.editor
    assert editor is not None
    QTest.keyClicks(editor, "Oil to Chongjin")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert studio.item("title").text == "Oil to Chongjin"
    studio.settle()
    assert studio.window.live.figure is not None
    assert studio.window.live.figure.title == "Oil to Chongjin"
    assert len(studio.asked) == makes  # typing draws no map
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=studio.middle("title").toPoint())
    assert studio.window.view.editor is not None
    QTest.keyClicks(studio.window.view.editor, "Nothing")
    QTest.keyClick(studio.window.view.editor, Qt.Key.Key_Escape)
    assert studio.item("title").text == "Oil to Chongjin"


def test_several_are_brought_into_line_and_one_with_the_margin(studio: Studio) -> None:
    align = studio.window.item.align
    studio.window.document.choose(("legend", "scale_bar"))
    align.buttons[Alignment.LEFT].click()
    lefts = {studio.box(id_).left_mm for id_ in ("legend", "scale_bar")}
    assert len(lefts) == 1
    assert not align.across.isEnabled()
    studio.window.document.choose(("scale_bar",))
    align.buttons[Alignment.RIGHT].click()
    box = studio.box("scale_bar")
    assert box.left_mm + box.width_mm == pytest.approx(
        studio.design.width_mm - studio.design.margin_mm, abs=0.06
    )
    studio.window.document.choose(("legend", "scale_bar", "chart"))
    align.down.click()
    boxes = sorted((studio.box(id_) for id_ in studio.window.document.chosen), key=lambda one: one.top_mm)
    gaps = [low.top_mm - high.top_mm - high.height_mm for high, low in pairwise(boxes)]
    assert gaps[0] == pytest.approx(gaps[1], abs=0.11)


def test_a_call_out_points_at_the_place_that_was_clicked(studio: Studio) -> None:
    frame = map_frame(studio.window.live, studio.design)
    assert frame is not None
    lon, lat = 132.9, 42.7
    at = studio.window.view.pane.point(frame.point(lon, lat))
    studio.press(Qt.Key.Key_C)
    assert studio.window.bar.call_out.isChecked()
    studio.click(studio.middle("title"))  # no place on earth
    assert studio.window.view.gestures.places_call_out
    studio.click(at)
    (id_,) = studio.window.document.chosen
    anchor = studio.item(id_).anchor
    assert anchor is not None
    pixel_deg = (frame.place.east - frame.place.west) / (frame.rect.width() * studio.window.view.zoom)
    assert anchor == pytest.approx((lon, lat), abs=pixel_deg)
    assert studio.item(id_).kind is ItemKind.CALL_OUT
    # Its end on the map can be carried on.
    grip = studio.window.view.gestures.anchor_point(id_)
    assert grip is not None
    studio.window.view.finish_words(keep=False)
    studio.drag(grip, grip + QPointF(-30, 0))
    carried = studio.item(id_).anchor
    assert carried is not None
    assert carried.lon == pytest.approx(anchor.lon - 30 * pixel_deg, abs=2 * pixel_deg)
    assert carried.lat == pytest.approx(anchor.lat, abs=pixel_deg)


def test_the_map_is_moved_by_hand_wheel_and_keys(studio: Studio) -> None:
    frame = map_frame(studio.window.live, studio.design)
    assert frame is not None
    studio.press(Qt.Key.Key_M)
    middle = studio.middle("map")
    held = frame.position(studio.window.view.pane.page_point(middle))
    studio.drag(middle, middle + QPointF(50, 20))
    moved = map_frame(studio.window.live, studio.design)
    assert moved is not None
    # What was under the pointer still is.
    there = studio.window.view.pane.point(moved.point(*held))
    assert (there - middle - QPointF(50, 20)).manhattanLength() < 0.5
    makes = len(studio.asked)
    studio.settle()
    assert len(studio.asked) == makes + 1
    drawn = map_frame(studio.window.live, studio.design)
    assert drawn is not None
    assert drawn.place == pytest.approx(moved.place, abs=0.02)
    studio.press(Qt.Key.Key_Plus)
    closer = map_frame(studio.window.live, studio.design)
    assert closer is not None
    assert closer.place.east - closer.place.west == pytest.approx(
        (moved.place.east - moved.place.west) / 1.25, rel=0.01
    )
    studio.press(Qt.Key.Key_Escape)
    assert not studio.window.view.gestures.moves_map
    studio.window.document.undo()
    studio.window.document.undo()
    assert studio.design.place == frame.place or studio.design.place is not None
    QApplication.processEvents()
