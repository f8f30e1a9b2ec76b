"""Rows of the voyages table, selected by mouse, key and other views."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.exporters.voyage_columns import Column
from desktop_app.query.clauses import DateClause
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.voyage_rows import Grouping
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.ui.models.voyage_table import VOYAGE_ROLE

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def test_clicking_a_row_selects_it_everywhere(table: Any) -> None:
    table.click(2)
    (key,) = table.session.selection
    assert table.selected_keys() == {key}
    table.press(Key.Key_Down)
    assert table.session.selection not in {(), (key,)}
    table.press(Key.Key_End)
    assert table.selected_keys() == set(table.session.selection)
    assert table.view.currentIndex().row() == table.panel.model.rowCount() - 1


def test_selection_from_elsewhere_is_shown_without_an_echo(table: Any, reported: Record) -> None:
    changes: list[SessionChange] = []
    table.session.changed.connect(changes.append)
    keys = tuple(f"voyage:{voyage.id}" for voyage in reported.voyages[-1:2:-4])
    table.session.select((*keys, "port:nampo"), "map")
    assert table.selected_keys() == set(keys)
    assert sum(Changed.SELECTION in change.what for change in changes) == 1


@pytest.mark.parametrize("grouping", list(Grouping))
def test_rows_selected_by_key_are_the_session_s_selection(table: Any, grouping: Grouping) -> None:
    table.panel.group_by(grouping)
    table.qtbot.waitUntil(lambda: table.panel.model.is_grouped is (grouping is not Grouping.NONE))
    table.press(Key.Key_Home)
    table.press(Key.Key_Down)
    for _ in range(6):
        table.press(Key.Key_Down, SHIFT)
    assert len(table.session.selection) > 2
    assert table.selected_keys() == set(table.session.selection)


def test_filter_hides_rows_and_selection_survives(table: Any, reported: Record) -> None:
    kept = next(row for row in reported.voyages if row.when.last_day.month == 11)
    table.session.select((f"voyage:{kept.id}",), "")
    clause = DateClause(date(2024, 10, 1), date(2024, 12, 31))
    table.bench.settle(lambda: table.session.set_clause(clause, ""))
    assert table.panel.model.rowCount() < len(reported.voyages)
    assert table.session.selection == (f"voyage:{kept.id}",)
    assert table.selected_keys() == {f"voyage:{kept.id}"}


def test_empty_table_offers_the_way_out(table: Any) -> None:
    table.bench.settle(lambda: table.session.set_clause(DateClause(date(2031, 1, 1)), ""))
    assert not table.view.isVisible()
    with table.qtbot.waitSignal(table.bench.coordinator.delivered):
        table.qtbot.mouseClick(table.panel._empty.buttons[0], LEFT)
    assert table.view.isVisible()


def test_all_selects_no_more_than_can_be_looked_at(table: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    table.press(Key.Key_A, CONTROL)
    assert len(table.session.selection) == table.panel.model.rowCount() < MOST_SELECTED
    monkeypatch.setattr("desktop_app.ui.panels.voyages.MOST_SELECTED", 5)
    with table.qtbot.waitSignal(table.panel.said) as said:
        table.press(Key.Key_A, CONTROL)
    assert said.args[0].startswith("The first 5 rows")
    assert table.selected_keys() == set(table.session.selection)
    assert len(table.session.selection) == 5


def test_letters_lead_to_the_next_vessel_of_that_name(table: Any) -> None:
    def vessel() -> str:
        return str(table.view.currentIndex().siblingAtColumn(Column.VESSEL).data())

    table.press(Key.Key_Home)
    table.qtbot.keyClicks(table.view, "chon m")
    table.qtbot.waitUntil(lambda: vessel() == "CHON MA SAN")
    first = table.view.currentIndex().row()
    table.view._since_typed.invalidate()
    table.qtbot.keyClicks(table.view, "c")
    table.qtbot.waitUntil(lambda: table.view.currentIndex().row() > first)
    assert vessel().startswith("C")
    second = table.view.currentIndex()
    with table.qtbot.waitSignal(table.panel.said):
        table.qtbot.keyClicks(table.view, "zz")
    assert table.view.currentIndex() == second


def test_the_pointer_on_a_row_and_elsewhere_marks_the_same_row(table: Any) -> None:
    at = table.view.visualRect(table.panel.model.index(1, Column.FROM)).center()
    table.qtbot.mouseMove(table.view.viewport(), at)
    voyage = table.panel.model.index(1, 0).data(VOYAGE_ROLE)
    assert table.session.hover == f"voyage:{voyage.id}"
    pointed, other = table.grab_row(1), table.grab_row(3)
    table.session.set_hover("", "map")
    assert table.grab_row(1) != pointed
    table.session.set_hover(f"call:{voyage.call_ids[0]}", "map")
    assert table.grab_row(1) == pointed
    assert table.grab_row(3) == other


def test_enter_edits_a_row(table: Any) -> None:
    table.click(1)
    with table.qtbot.waitSignal(table.panel.edit_wanted):
        table.press(Key.Key_Return)


def test_the_map_is_asked_to_show_a_row(table: Any) -> None:
    row = table.texts(Column.TO).index("Nampo")
    table.click(row)
    entries = table.menu(row, Column.TO)
    with table.qtbot.waitSignal(table.panel.zoom_wanted) as asked:
        entries["Zoom to on the map"].trigger()
    west, south, east, north = asked.args[0]
    assert west < 125.4 < east
    assert south < 38.7 < north


def test_every_control_has_a_name_and_is_reached_by_key(table: Any) -> None:
    named = [
        widget
        for widget in table.panel.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert {table.view, table.panel.foot.group, table.panel.foot.columns} <= set(named)
    assert all(widget.accessibleName() for widget in named)


def test_keys_of_the_window_are_the_table_s_while_it_has_the_focus(table: Any, qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(table.panel)
    done: list[str] = []
    for keys in ("M", "F", "Space", "Alt+Left"):
        action = window.menuBar().addAction(keys)
        action.setShortcut(keys)
        action.triggered.connect(lambda _=False, keys=keys: done.append(keys))
    with qtbot.waitExposed(window):
        window.show()
    table.view.setFocus()
    table.press(Key.Key_Home)
    table.press(Key.Key_F)
    qtbot.keyClicks(table.view, "chon ma")
    table.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert done == ["F"]
    qtbot.waitUntil(lambda: table.texts(Column.VESSEL)[table.view.currentIndex().row()] == "CHON MA SAN")
    window.takeCentralWidget()
