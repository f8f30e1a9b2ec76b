"""The composer round its page: following the window, lists, fields, templates, what to look at, files."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QColorSpace, QGuiApplication, QImage, QImageReader
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop_app.domain.figure_design import ItemKind, Place, TableKind
from desktop_app.query.clauses import DateClause
from desktop_app.query.designs import designs_of
from desktop_app.session.saved_designs import SavedDesign
from desktop_app.session.style import Style, Theme
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.log_entries import new_id
from desktop_app.ui.composer import live_figure
from desktop_app.ui.composer.commands import put_away
from desktop_app.ui.composer.fields import NO_COLOUR
from desktop_app.ui.composer.saving import file_name
from desktop_app.ui.composer.templates_list import TemplatesList
from desktop_app.ui.figure.writing.raster import figure_image
from tests.gui.composer.conftest import Studio

OF_2024 = DateClause(date(2024, 1, 1), date(2024, 12, 31))
CTRL = Qt.KeyboardModifier.ControlModifier


def test_it_follows_the_window_until_it_is_held(studio: Studio) -> None:
    bar, live = studio.window.bar, studio.window.live
    assert live.figure is not None
    everything = live.figure.title
    studio.session.set_clause(OF_2024, "")
    studio.settle()
    assert live.figure.title != everything
    assert "2024" in bar.sentence.text()
    bar.hold.trigger()
    held = live.figure.title
    studio.session.reset_filter()
    studio.session.set_style(Style(Theme.DARK))
    studio.settle()
    assert live.figure.title == held
    assert live.figure.design.theme == "light"
    assert bar.sentence.text().startswith("Held")
    bar.hold.trigger()
    studio.settle()
    assert live.figure.title == everything
    assert live.figure.design.theme == "dark"


def test_of_many_changes_only_the_newest_is_drawn(studio: Studio) -> None:
    made: list[str] = []
    live = studio.window.live
    live.made.connect(lambda: made.append(live.figure.title if live.figure is not None else ""))
    for year in (2022, 2023, 2024):
        studio.session.set_clause(DateClause(date(year, 1, 1), date(year, 12, 31)), "")
        live.refresh()
    studio.settle()
    assert len(made) == 1
    assert "2024" in made[0]


def test_a_window_that_closes_under_way_is_told_nothing(studio: Studio) -> None:
    told: list[str] = []
    studio.window.live.made.connect(lambda: told.append("made"))
    studio.session.set_clause(OF_2024, "")
    studio.window.live.refresh()
    assert studio.window.live.is_busy
    studio.window.close()
    studio.qtbot.wait(200)
    assert told == []


def test_the_list_shows_hides_and_reorders(studio: Studio) -> None:
    items = studio.window.items
    assert items.ids() == [item.id for item in reversed(studio.design.items)]
    row = items.ids().index("legend")
    items.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    assert not studio.item("legend").shown
    items.list.setFocus()
    studio.window.document.choose(("legend",))
    QTest.keyClick(items.list, Qt.Key.Key_Up, CTRL)
    assert items.ids().index("legend") == row - 1
    assert [item.id for item in studio.design.items].index("legend") == len(items.ids()) - row
    studio.window.document.undo()
    studio.window.document.undo()
    assert studio.item("legend").shown
    assert items.list.item(row).checkState() is Qt.CheckState.Checked


def test_fields_change_the_page_and_say_what_is_wrong(studio: Studio) -> None:
    page = studio.window.page
    page.width_mm.setValue(297.0)
    page.dpi.setValue(300)
    assert (studio.design.width_mm, studio.design.dpi) == (297.0, 300)
    assert "3\N{NARROW NO-BREAK SPACE}508 × 2\N{NARROW NO-BREAK SPACE}250 pixels" in page.pixels.text()
    QTest.keyClicks(page.accent.line, "#0B62")
    assert page.accent.error.text() == NO_COLOUR
    assert studio.design.house.accent == ""
    QTest.keyClicks(page.accent.line, "A4")
    assert page.accent.error.text() == ""
    assert studio.design.house.accent == "#0B62A4"
    QTest.keyClicks(page.author, "Watch desk")
    assert studio.design.author == "Watch desk"
    studio.window.document.undo()  # all the letters in one step
    assert studio.design.author == ""
    assert page.author.text() == ""


def test_words_typed_in_the_form_are_those_of_the_figure(studio: Studio) -> None:
    studio.window.document.choose(("title",))
    words = studio.window.item.words
    assert studio.window.live.figure is not None
    assert words.placeholderText() == studio.window.live.figure.title
    QTest.keyClicks(words, "Fuel for Rason")
    studio.settle()
    assert studio.window.live.figure.title == "Fuel for Rason"
    studio.window.item.box.left.setValue(40.0)
    laid = studio.item("title").box
    assert laid is not None
    assert laid.left_mm == 40.0
    studio.window.item.box.lies_free.click()
    assert studio.item("title").box is None


def test_the_extent_is_locked_taken_from_a_view_or_follows(studio: Studio) -> None:
    fields = studio.window.item.map
    assert studio.design.place == Place(124.0, 36.0, 140.0, 46.0)
    studio.window.document.choose(("map",))
    menu = fields.take.menu()
    menu.aboutToShow.emit()
    action = next(one for one in menu.actions() if one.text() == "The river")
    action.trigger()
    studio.settle()
    assert studio.window.live.figure is not None
    place = studio.window.live.figure.design.place
    assert place is not None
    assert (place.west + place.east) / 2 == pytest.approx(130.6, abs=1e-4)
    assert studio.asked[-1].place.zoom == pytest.approx(9.0, abs=0.01)  # type: ignore[union-attr]
    fields.lock_to_window()
    assert studio.design.place == Place(124.0, 36.0, 140.0, 46.0)


def test_a_template_takes_the_page_and_leaves_what_was_said(studio: Studio) -> None:
    document = studio.window.document
    document.change("t", studio.design.with_item(replace(studio.item("title"), text="Mine")))
    document.change("p", replace(studio.design, place=Place(128.0, 40.0, 134.0, 44.0), author="Desk"))
    rows = studio.window.templates.list
    row = next(rows.item(n) for n in range(rows.count()) if rows.item(n).text().startswith("A4 portrait"))
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(row).center())
    assert (studio.design.width_mm, studio.design.height_mm) == (210.0, 297.0)
    assert studio.item("title").text == "Mine"
    assert studio.design.place == Place(128.0, 40.0, 134.0, 44.0)
    assert studio.design.author == "Desk"
    assert studio.remembered == ["a4-portrait"]
    document.undo()
    assert studio.design.name == "slide-16x9"


def test_own_templates_live_in_the_case(own_store: CaseStore, studio_of: Callable[..., Studio]) -> None:
    studio = studio_of(own_store)
    actions, saved = studio.window.templating, studio.window.templates
    studio.window.page.width_mm.setValue(150.0)
    actions.ask_name()
    assert actions.dialog is not None
    actions.dialog.name.setText("Weekly")  # type: ignore[attr-defined]
    actions.dialog.accept()
    studio.qtbot.waitUntil(lambda: saved.named("Weekly") is not None)
    kept = designs_of(own_store)["Weekly"]
    assert kept.width_mm == 150.0
    assert kept.place is None
    studio.window.page.width_mm.setValue(160.0)
    saved.update_wanted.emit(_own(saved, "Weekly"))
    studio.qtbot.waitUntil(lambda: _own(saved, "Weekly").design.width_mm == 160.0)
    saved.rename_wanted.emit(_own(saved, "Weekly"))
    actions.dialog.name.setText("Monthly")  # type: ignore[attr-defined]
    actions.dialog.accept()
    studio.qtbot.waitUntil(lambda: saved.named("Monthly") is not None)
    assert {name: design.width_mm for name, design in designs_of(own_store).items()} == {"Monthly": 160.0}
    saved.delete_wanted.emit(_own(saved, "Monthly"))
    studio.qtbot.waitUntil(lambda: saved.named("Monthly") is None)
    assert designs_of(own_store) == {}


def _own(templates: TemplatesList, name: str) -> SavedDesign:
    template = templates.named(name)
    assert template is not None
    assert template.saved is not None
    return template.saved


def test_in_a_case_that_cannot_be_changed_templates_live_as_long_as_the_window(studio: Studio) -> None:
    actions = studio.window.templating
    said: list[str] = []
    actions.said.connect(said.append)
    actions.ask_name()
    assert actions.dialog is not None
    actions.dialog.name.setText("Weekly")  # type: ignore[attr-defined]
    actions.dialog.accept()
    assert studio.window.templates.named("Weekly") is not None
    assert "in this window only" in said[0]
    assert designs_of(studio.session.store) == {}


def test_warnings_are_asked_about_once_and_mended_with_a_click(studio: Studio) -> None:
    document, remarks, saving = studio.window.document, studio.window.remarks, studio.window.saving
    document.change("Hide", put_away(studio.design, ("imprint",)))
    studio.settle()
    studio.qtbot.waitUntil(lambda: any(one.key == "attribution" for one in remarks.remarks))
    saving.save()
    box = saving.dialog
    assert isinstance(box, QMessageBox)
    assert "imprint" in box.informativeText()
    box.buttons()[0].click()
    studio.qtbot.waitUntil(lambda: isinstance(saving.dialog, QFileDialog))
    saving.dialog.reject()
    saving.save()  # not asked again
    assert isinstance(saving.dialog, QFileDialog)
    saving.dialog.reject()
    remarks.show_wanted.emit((ItemKind.IMPRINT,))
    assert studio.item("imprint").shown
    studio.settle()
    studio.qtbot.waitUntil(lambda: all(one.key != "attribution" for one in remarks.remarks))


def test_what_is_written_and_copied_is_the_newest_figure(studio: Studio, tmp_path: Path) -> None:
    studio.window.page.dpi.setValue(96)
    studio.session.set_clause(OF_2024, "")
    target = tmp_path / "figure.png"
    said: list[str] = []
    studio.window.saving.said.connect(said.append)
    studio.window.saving.save_to(target)  # while the new figure is under way
    assert not studio.window.save.isEnabled()
    studio.qtbot.waitUntil(lambda: bool(said))
    figure = studio.window.live.figure
    assert figure is not None
    assert "2024" in figure.title
    written = QImage(str(target)).convertToFormat(QImage.Format.Format_RGB32)
    written.setColorSpace(QColorSpace())  # the file says that it is sRGB, the picture in memory need not
    assert written == figure_image(figure, 96)
    studio.window.copy.click()
    assert QGuiApplication.clipboard().image().size() == written.size()
    studio.window.saving.save_to(tmp_path / "nowhere" / "figure.png")
    studio.qtbot.waitUntil(lambda: "nowhere" in said[-1])
    assert file_name(figure).isprintable()
    assert "/" not in file_name(figure)


def test_a_fine_page_is_shown_coarser_and_written_in_full(
    studio: Studio, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 1_200_000  # in place of twenty million, to be quick
    monkeypatch.setattr(live_figure, "MOST_PREVIEW_PX", most)
    studio.window.page.dpi.setValue(192)
    studio.settle()
    figure = studio.window.live.figure
    assert figure is not None
    pixels = figure.design.width_px * figure.design.height_px * figure.design.scale**2
    assert 96 <= figure.design.dpi < 192
    assert pixels <= most
    target = tmp_path / "fine.png"
    with studio.qtbot.waitSignal(studio.window.saving.said, timeout=60_000) as said:
        studio.window.saving.save_to(target)
    assert said.args == [f"Figure written to {target}."]
    size = QImageReader(str(target)).size()
    assert (size.width(), size.height()) == (2560, 1440)
    assert studio.window.save.isEnabled()


def test_a_figure_that_is_being_written_is_written_though_the_window_closes(
    studio: Studio, tmp_path: Path
) -> None:
    target = tmp_path / "figure.pdf"
    studio.window.saving.save_to(target)
    assert studio.window.saving.is_busy
    studio.window.close()
    studio.qtbot.waitUntil(target.exists)
    studio.qtbot.wait(50)  # whoever were told now would be gone


def test_an_item_that_is_not_drawn_says_so(studio: Studio) -> None:
    document = studio.window.document
    items = tuple(replace(item, shown=True) for item in studio.design.items)
    document.change("Show all", replace(studio.design, items=items, table=TableKind.SELECTION))
    studio.settle()
    assert studio.window.live.figure is not None
    assert studio.window.live.figure.part("table") is None  # nothing is selected
    document.choose(("table",))
    assert studio.window.item.hint.text().startswith("Not drawn")
    document.change("Hide", put_away(studio.design, ("table",)))
    assert studio.window.item.hint.text().startswith("Hidden")


def test_pages_and_animations_are_asked_for_with_this_page(studio: Studio) -> None:
    wanted: list[tuple[object, object]] = []
    studio.window.pages_wanted.connect(lambda *args: wanted.append(args))
    studio.window.animation_wanted.connect(lambda *args: wanted.append(args))
    studio.window.pages.click()
    studio.window.animation.click()
    assert wanted == [(studio.window.live.subject, studio.design)] * 2


def test_rows_that_are_dragged_reorder_the_page(studio: Studio) -> None:
    items = studio.window.items
    first = items.ids()[0]
    assert items.list.model().moveRow(QModelIndex(), 0, QModelIndex(), 3)
    studio.qtbot.waitUntil(lambda: studio.design.items[-1].id != first)
    assert studio.design.items[-3].id == first
    assert items.ids() == [item.id for item in reversed(studio.design.items)]


def test_made_up_data_is_called_so_before_it_is_written(
    training: CaseStore, studio_of: Callable[..., Studio]
) -> None:
    studio = studio_of(training)
    assert studio.window.windowTitle().startswith("SYNTHETIC")
    assert studio.window.live.figure is not None
    assert file_name(studio.window.live.figure).startswith("SYNTHETIC-")
    assert any(part.name == "watermark" for part in studio.window.live.figure.parts)


def test_a_picture_is_put_on_the_page_or_refused_with_the_reason(studio: Studio, tmp_path: Path) -> None:
    good, bad = tmp_path / "logo.png", tmp_path / "logo.svg"
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkRed)
    assert image.save(str(good))
    bad.write_bytes(new_id("x").encode())
    said: list[str] = []
    studio.window.items.said.connect(said.append)
    studio.window.items.add_picture(good)
    (id_,) = studio.window.document.chosen
    assert studio.item(id_).picture == good.read_bytes()
    studio.window.items.add_picture(bad)
    assert said == ["logo.svg is no picture that can be drawn; use PNG, JPEG or SVG"]
