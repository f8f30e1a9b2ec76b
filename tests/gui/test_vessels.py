"""The vessels panel, driven with mouse and keyboard on the reported record."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QMenu, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.exporters.fleet_columns import HEADINGS, FleetColumn
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.ui.empty_view import EmptyView
from desktop_app.ui.fleet_painter import TICK_PX
from desktop_app.ui.panels.vessels import VesselsPanel

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Fleet:
    """The panel in a window, and what a person does with it."""

    def __init__(self, bench: Any, qtbot: QtBot) -> None:
        self.bench = bench
        self.session = bench.session
        self.qtbot = qtbot
        self.panel = VesselsPanel(bench.session, bench.jobs)
        self.view = self.panel.table
        self.search = self.panel.tools.search
        qtbot.addWidget(self.panel)
        self.panel.resize(1000, 720)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()
        self.view.setFocus()
        bench.link(self.panel)
        self.panel.question_changed.connect(lambda: bench.coordinator.ask(self.panel))

    def answered(self, action: Callable[[], object]) -> None:
        """Do something that makes the panel ask anew, and wait for the answer."""
        with self.qtbot.waitSignal(self.panel.counted):
            action()

    def texts(self, column: FleetColumn = FleetColumn.VESSEL) -> list[str]:
        """What stands in a column."""
        model = self.panel.model
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def row(self, name: str) -> int:
        """Where a vessel stands."""
        return self.texts().index(name)

    def rect(self, name: str, column: FleetColumn = FleetColumn.VESSEL) -> QRect:
        """Where a cell lies."""
        index = self.panel.model.index(self.row(name), column)
        self.view.scrollTo(index)
        return self.view.visualRect(index)

    def click(self, name: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click the name of a vessel."""
        at = self.rect(name).topLeft() + QPoint(TICK_PX + 20, 10)
        self.qtbot.mouseClick(self.view.viewport(), LEFT, held, at)

    def click_box(self, name: str) -> None:
        """Click the box before the name of a vessel."""
        self.qtbot.mouseClick(self.view.viewport(), LEFT, pos=self.rect(name).topLeft() + QPoint(11, 12))

    def click_header(self, column: FleetColumn) -> None:
        """Click the header of a column."""
        header = self.view.horizontalHeader()
        at = QPoint(header.sectionViewportPosition(column) + 12, header.height() // 2)
        self.qtbot.mouseClick(header.viewport(), LEFT, pos=at)

    def chosen(self) -> tuple[str, ...]:
        """Vessels of the filter."""
        values: tuple[str, ...] = self.session.filter.choice(ClauseKind.VESSEL).values
        return values

    def picture(self, name: str, column: FleetColumn) -> bytes:
        """The pixels of a cell."""
        image = self.view.viewport().grab(self.rect(name, column)).toImage()
        return bytes(image.constBits())


@pytest.fixture
def fleet(bench: Any, qtbot: QtBot) -> Fleet:
    return Fleet(bench, qtbot)


def test_the_model_keeps_the_rules_of_models(fleet: Fleet, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(fleet.panel.model, force_py=True)


def test_every_control_says_what_it_is(fleet: Fleet) -> None:
    for widget in fleet.panel.findChildren(QWidget):
        if isinstance(widget, QAbstractButton | QLineEdit) and widget.isVisible():
            text = widget.text() if isinstance(widget, QAbstractButton) else ""
            assert widget.accessibleName() or text, widget
    model = fleet.panel.model
    role = Qt.ItemDataRole.AccessibleTextRole
    assert [model.headerData(column, Qt.Orientation.Horizontal, role) for column in FleetColumn] == [
        HEADINGS[column].name for column in FleetColumn
    ]
    bars = model.index(fleet.row("CHON MA SAN"), FleetColumn.ACTIVITY)
    assert bars.data(role) == "Mar 2024: 1 of 1\nOct 2024: 1 of 1"


def test_a_click_selects_the_vessel_everywhere_and_back(fleet: Fleet) -> None:
    fleet.click("YU SON")
    assert fleet.session.selection == ("vessel:yu-son",)
    fleet.click("UN HUNG", held=CONTROL)
    assert set(fleet.session.selection) == {"vessel:yu-son", "vessel:un-hung"}
    fleet.session.select(("vessel:chon-ma-san",), "map")
    selected = fleet.view.selectionModel().selectedRows()
    assert [index.row() for index in selected] == [fleet.row("CHON MA SAN")]


def test_ships_that_are_not_named_select_their_voyages(fleet: Fleet) -> None:
    fleet.click("not named")
    keys = fleet.session.selection
    assert len(keys) == 6
    assert all(fleet.session.store.voyage(key.removeprefix("voyage:")).vessel_id == "" for key in keys)


def test_a_box_ticks_and_the_filter_follows_without_hiding_a_row(fleet: Fleet) -> None:
    before = fleet.texts()
    bars = fleet.picture("YU SON", FleetColumn.ACTIVITY)
    fleet.bench.settle(lambda: fleet.click_box("CHON MA SAN"))
    assert fleet.session.filter.sentence() == "all dates; vessel CHON MA SAN"
    fleet.bench.settle(lambda: fleet.click_box("not named"))
    assert fleet.chosen() == ("chon-ma-san", "")
    assert fleet.session.selection == ()
    assert fleet.texts() == before
    # Its own choice hides nothing in the list.
    assert fleet.picture("YU SON", FleetColumn.ACTIVITY) == bars
    ticks = [
        fleet.panel.model.index(row, 0).data(Qt.ItemDataRole.CheckStateRole) for row in range(len(before))
    ]
    assert ticks.count(Qt.CheckState.Checked) == 2
    fleet.bench.settle(lambda: fleet.click_box("CHON MA SAN"))
    assert fleet.chosen() == ("",)
    fleet.bench.settle(lambda: fleet.qtbot.mouseClick(fleet.panel.all_vessels, LEFT))
    assert fleet.chosen() == ()
    assert not fleet.panel.all_vessels.isVisible()


def test_ctrl_click_and_enter_filter_by_several(fleet: Fleet) -> None:
    fleet.click("UN HUNG")
    fleet.click("YU SON", held=CONTROL)
    fleet.bench.settle(lambda: fleet.qtbot.keyClick(fleet.view, Key.Key_Return))
    assert set(fleet.chosen()) == {"un-hung", "yu-son"}


def test_space_ticks_where_the_keyboard_is(fleet: Fleet) -> None:
    fleet.qtbot.keyClicks(fleet.view, "wol")
    fleet.bench.settle(lambda: fleet.qtbot.keyClick(fleet.view, Key.Key_Space))
    assert fleet.chosen() == ("wol-bong-san",)


def test_hidden_calls_stay_as_ghosts_and_are_counted(fleet: Fleet) -> None:
    bars = fleet.picture("CHON MA SAN", FleetColumn.ACTIVITY)
    spring = DateClause(date(2024, 3, 1), date(2024, 5, 31))
    fleet.bench.settle(lambda: fleet.session.set_clause(spring, "timeline"))
    row = fleet.row("CHON MA SAN")
    assert fleet.texts(FleetColumn.CALLS)[row] == "1 of 2"
    assert fleet.texts(FleetColumn.LOW)[row] == "8\u202f592"
    assert fleet.texts(FleetColumn.LAST_SEEN)[row] == "7–22 Mar 2024"
    assert fleet.picture("CHON MA SAN", FleetColumn.ACTIVITY) != bars
    told = fleet.panel.model.index(row, FleetColumn.ACTIVITY).data(Qt.ItemDataRole.ToolTipRole)
    assert told == "Mar 2024: 1 of 1\nOct 2024: 0 of 1"


def test_a_sum_says_what_it_leaves_out(fleet: Fleet) -> None:
    assert fleet.panel.sum.text() == (
        "25 vessels · about 43 calls · 51\u202f208\u00a0bbl (17\u202f183–54\u202f544) for 2 of about 43 calls"
    )
    best = fleet.panel.model.index(fleet.row("CHON MA SAN"), FleetColumn.BEST)
    assert best.data() == "51\u202f208"
    assert best.data(Qt.ItemDataRole.ToolTipRole) == "Estimated for 2 of 2 calls"


def test_lists_say_day_and_measure(fleet: Fleet) -> None:
    lists = fleet.panel.model.index(fleet.row("CHON MA SAN"), FleetColumn.LISTINGS)
    assert lists.data() == "UN US EU"
    told = lists.data(Qt.ItemDataRole.ToolTipRole)
    assert told.startswith("UN: since 30 Mar 2018: Assets frozen")


def test_header_sorts_high_first_then_low_then_by_name(fleet: Fleet) -> None:
    by_name = fleet.texts()
    fleet.answered(lambda: fleet.click_header(FleetColumn.CALLS))
    assert set(fleet.texts()[:2]) == {"CHON MA SAN", "PAEK YANG SAN 1"}
    fleet.answered(lambda: fleet.click_header(FleetColumn.CALLS))
    assert set(fleet.texts()[:2]).isdisjoint({"CHON MA SAN", "PAEK YANG SAN 1", "KUM JIN GANG 2"})
    fleet.answered(lambda: fleet.click_header(FleetColumn.CALLS))
    assert fleet.texts() == by_name


def test_search_narrows_and_leads_into_the_list(fleet: Fleet) -> None:
    fleet.search.setFocus()
    fleet.answered(lambda: fleet.qtbot.keyClicks(fleet.search, "eunh"))
    fleet.qtbot.waitUntil(lambda: fleet.texts() == ["UN HUNG"])
    fleet.qtbot.keyClick(fleet.search, Key.Key_Down)
    assert fleet.session.selection == ("vessel:un-hung",)
    assert fleet.view.hasFocus()
    fleet.answered(lambda: fleet.search.setText("no such ship"))
    fleet.qtbot.waitUntil(lambda: not fleet.view.isVisible())
    fleet.answered(lambda: fleet.qtbot.keyClick(fleet.search, Key.Key_Escape))
    assert fleet.view.isVisible()
    assert len(fleet.texts()) == 26


def test_switches_and_an_empty_list_that_offers_the_way_out(fleet: Fleet) -> None:
    tools = fleet.panel.tools
    fleet.answered(lambda: fleet.qtbot.mouseClick(tools.reference, LEFT, pos=QPoint(8, 10)))
    assert "PAEK MA" not in fleet.texts()
    fleet.answered(lambda: fleet.qtbot.mouseClick(tools.passing_only, LEFT, pos=QPoint(8, 10)))
    fleet.bench.settle(
        lambda: fleet.session.set_clause(DateClause(date(2020, 1, 1), date(2020, 1, 2)), "timeline")
    )
    empty = next(view for view in fleet.panel.findChildren(EmptyView) if view.isVisible())
    fleet.bench.settle(lambda: fleet.qtbot.mouseClick(empty.buttons[0], LEFT))
    assert fleet.view.isVisible()


def test_pointing_at_a_voyage_points_at_its_vessel_and_back(fleet: Fleet) -> None:
    at = fleet.rect("CHON MA SAN").center()
    fleet.qtbot.mouseMove(fleet.view.viewport(), at + QPoint(0, 1))
    fleet.qtbot.mouseMove(fleet.view.viewport(), at)
    assert fleet.session.hover == "vessel:chon-ma-san"
    plain = fleet.picture("YU SON", FleetColumn.CALLS)
    (ident,) = fleet.session.engine.rows_of_vessel("yu-son", 1)[1]
    fleet.session.set_hover(f"voyage:{ident}", "map")
    assert fleet.picture("YU SON", FleetColumn.CALLS) != plain


def test_copy_gives_a_table_with_filter_and_sources(fleet: Fleet) -> None:
    fleet.click("CHON MA SAN")
    with fleet.qtbot.waitSignal(fleet.panel.said) as said:
        fleet.qtbot.keyClick(fleet.view, Key.Key_C, CONTROL)
    assert said.args == ["Copied 1 row as a table."]
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    cells = dict(zip(lines[0].split("\t"), lines[1].split("\t"), strict=True))
    assert cells["Vessel"] == "CHON MA SAN"
    assert (cells["Counted calls that pass"], cells["Low end, bbl"], cells["Best figure, bbl"]) == (
        "2",
        "17183",
        "51208",
    )
    assert "Filter of the calls: all dates; all vessels." in lines
    assert any("Statistics Division" in line for line in lines)
    assert "<table" in data.html()


def test_the_menu_opens_by_key_and_filters(fleet: Fleet) -> None:
    fleet.click("YU SON")
    fleet.qtbot.keyClick(fleet.view, Key.Key_F10, SHIFT)
    (menu,) = [child for child in fleet.view.findChildren(QMenu) if child.isVisible()]
    only = menu.actions()[0]
    assert only.text().startswith("&Filter: only YU SON")
    fleet.bench.settle(only.trigger)
    menu.hide()
    assert fleet.session.filter.choice(ClauseKind.VESSEL) == ChoiceClause(ClauseKind.VESSEL, ("yu-son",))


def test_sums_and_copies_follow_the_assumptions(fleet: Fleet) -> None:
    fleet.bench.settle(lambda: fleet.session.choose_scenario("us-2018-half", ""))
    row = fleet.row("CHON MA SAN")
    columns = (FleetColumn.LOW, FleetColumn.BEST, FleetColumn.HIGH)
    assert [fleet.texts(column)[row] for column in columns] == [
        *("25\u202f775", "28\u202f449", "30\u202f302")
    ]
    assert "28\u202f449\u00a0bbl (25\u202f775–30\u202f302) for 2 of about 43 calls" in fleet.panel.sum.text()
    fleet.click("CHON MA SAN")
    with fleet.qtbot.waitSignal(fleet.panel.said):
        fleet.qtbot.keyClick(fleet.view, Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().mimeData().text().splitlines()
    assert any("scenario “Half laden”" in line for line in lines)
