"""The filter in the real window: keys that mean the chip, the row of clauses, what a hidden thing says."""

import base64
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desktop_app.query.clauses import AreaClause, ClauseKind, DateClause, Filter, TextClause
from desktop_app.ui.main_window import MainWindow

pytestmark = pytest.mark.e2e

DATES = DateClause(date(2024, 1, 1), date(2024, 6, 30))
TEXT = TextClause("nampo")


def settled(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.workbench.coordinator.is_settled, timeout=10_000)


def test_the_filter_by_keyboard_and_what_it_hides(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    bench = window.workbench
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(window, Qt.Key.Key_F, both)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    for _ in list(ClauseKind).index(ClauseKind.TEXT) * [None]:
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    field = bench.editors.text.field
    qtbot.keyClicks(field, "nampo")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert bench.session.filter == Filter.of(TEXT)
    settled(window, qtbot)
    shown = bench.voyages.table.model().rowCount()
    assert 0 < shown < 24
    assert bench.clauses.count.text() == f"{shown} of 24 voyages"
    assert bench.sentence.text().endswith("with the text “nampo”")
    # What was selected at the start is hidden by other dates; zooming to it says so, and offers the way out.
    bench.session.set_clause(DATES, "")
    window.activateWindow()  # no window manager does it here
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window, timeout=5_000)
    qtbot.keyClick(window, Qt.Key.Key_F)
    qtbot.waitUntil(lambda: "hidden" in window.lines.shown, timeout=5_000)
    line = window.lines.shown["hidden"]
    assert "2024-06-30" in line.text
    qtbot.mouseClick(line.buttons["Widen the dates"], Qt.MouseButton.LeftButton)
    assert bench.session.filter.dates == DateClause(date(2024, 1, 1), date(2024, 11, 5))
    qtbot.waitUntil(lambda: list(window.lines.shown["hidden"].buttons) == ["Lift “text”"], timeout=5_000)
    bench.session.drop(ClauseKind.DATES)
    # Delete and Space are keys of the window too.
    chip = bench.clauses.chips[ClauseKind.TEXT].button
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Space)
    assert bench.session.lifted == (TEXT,)
    qtbot.waitUntil(lambda: "hidden" not in window.lines.shown, timeout=5_000)
    qtbot.keyClick(chip, Qt.Key.Key_Delete)
    assert bench.session.lifted == ()
    assert bench.clauses.chips == {}
    assert window.lines.shown.keys() <= {"access"}  # nothing was asked to be deleted


def test_the_maps_extent_filters_and_follows(open_window: Any, qtbot: QtBot) -> None:
    window = open_window()
    bench = window.workbench
    bench.editors.area_wanted.emit("view")
    first = bench.session.filter.clause(ClauseKind.AREA)
    assert isinstance(first, AreaClause)
    assert first.follows_view
    bench.map.show_view(133.0, 42.7, 9)
    qtbot.waitUntil(lambda: bench.session.filter.clause(ClauseKind.AREA) != first, timeout=10_000)
    settled(window, qtbot)
    assert 0 < bench.voyages.table.model().rowCount() < 24
    assert "within the map's extent" in bench.sentence.text()


def test_a_layout_from_before_the_clauses_still_shows_them(open_window: Any, tmp_path: Path) -> None:
    settings = tmp_path / "settings.json"
    window = open_window(settings=settings)
    window.removeToolBar(window.workbench._clause_bar)
    state = base64.b64encode(window.saveState().data()).decode("ascii")
    window.close()
    kept = json.loads(settings.read_text(encoding="utf-8"))
    settings.write_text(json.dumps(kept | {"layout": state}), encoding="utf-8")
    again = open_window(settings=settings)
    bar = again.workbench._clause_bar
    assert bar.isVisible()
    assert bar.width() == again.width()
    assert bar.y() > again.workbench.bar.parentWidget().y()
    assert again.workbench.map.view.y() >= 0
    # The chips push nothing out of the window.
    again.workbench.session.set_filter(Filter.of(DATES, TEXT))
    finder = again.workbench.finder
    assert again.rect().contains(again.mapFromGlobal(finder.mapToGlobal(finder.rect().topRight())))
