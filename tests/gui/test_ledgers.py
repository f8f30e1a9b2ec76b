"""The ledgers panel, driven with mouse and keyboard."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.assumption import Key, Range
from desktop_app.exporters.left_out import FIGURES_LEFT_OUT
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.query.periods import Period
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.models.ledger_tree import Column
from desktop_app.ui.panels.ledgers import PERIODS, LedgersPanel

pytestmark = pytest.mark.gui

LEFT: Final = Qt.MouseButton.LeftButton
ASCENDING, DESCENDING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
CHON_MA_SAN: Final = ChoiceClause(ClauseKind.VESSEL, ("chon-ma-san",), ("CHON MA SAN",))


class Drive:
    """A panel on the record, shown, with its answer."""

    def __init__(self, store: CaseStore, qtbot: QtBot) -> None:
        self.session = Session(store, Style())
        self.jobs = JobRunner()
        self.coordinator = Coordinator(self.session, self.jobs)
        self.qtbot = qtbot
        self.panel = LedgersPanel(self.session)
        self.panel.question_changed.connect(lambda: self.coordinator.ask(self.panel))
        qtbot.addWidget(self.panel)
        self.panel.resize(900, 420)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.coordinator.add(self.panel)
        self.settle(self.coordinator.refresh)

    def settle(self, action: object) -> None:
        """Do something that asks anew, and wait for the answer."""
        with self.qtbot.waitSignal(self.coordinator.delivered):
            assert callable(action)
            action()

    def choose(self, period: Period) -> None:
        """Rows of another length."""
        before = self.panel.tree.lines.lines
        self.panel.periods.setCurrentIndex(list(PERIODS).index(period))
        self.qtbot.waitUntil(lambda: self.panel.tree.lines.lines != before)

    def window(self, name: str) -> QModelIndex:
        """The row of a window."""
        model = self.panel.tree.lines
        return next(model.index(row, 0) for row in range(model.rowCount()) if model.lines[row].window == name)

    def figure(self, window: str, key: str) -> QModelIndex:
        """The row of a figure within a window."""
        model, above = self.panel.tree.lines, self.window(window)
        rows = [model.index(row, 0, above) for row in range(model.rowCount(above))]
        return next(index for index in rows if model.line(index).key == key)

    def click(self, index: QModelIndex) -> None:
        """Click on a row, which is brought into view."""
        tree = self.panel.tree
        tree.scrollTo(index)
        at = tree.visualRect(index).center()
        self.qtbot.mouseClick(tree.viewport(), LEFT, pos=at)

    def told(self, window: str, column: Column) -> str:
        """Words of a cell."""
        return str(self.window(window).siblingAtColumn(column).data())


@pytest.fixture
def record(store: CaseStore, qtbot: QtBot) -> Iterator[Drive]:
    drive = Drive(store, qtbot)
    yield drive
    drive.jobs.shutdown()


def test_a_click_leads_to_the_card_of_a_period_and_of_a_figure(record: Drive) -> None:
    record.click(record.window("2023"))
    assert record.session.selection == ("year:2023",)
    record.panel.tree.expand(record.window("2023"))
    record.click(record.figure("2023", "claim:rfa-2023"))
    assert record.session.selection == ("claim:rfa-2023",)


def test_a_window_that_is_no_period_selects_its_figures_and_its_voyages(record: Drive) -> None:
    record.choose(Period.MONTH)
    name = "7 Mar – 5 Nov 2024"
    record.click(record.window(name))
    assert {"claim:osc-43-calls", "claim:osc-over-1m"} <= set(record.session.selection)
    record.panel.tree.expand(record.window(name))
    record.click(record.figure(name, ""))
    assert all(key.startswith("voyage:") for key in record.session.selection)
    voyages = record.session.store.voyages(key.removeprefix("voyage:") for key in record.session.selection)
    assert sum(row.ships for row in voyages) == 43


def test_what_is_selected_elsewhere_is_shown(record: Drive) -> None:
    tree = record.panel.tree
    record.session.select(("notified:notified-cn-2021",), "map")
    assert [tree.lines.line(index).key for index in tree.selectionModel().selectedRows()] == [
        "notified:notified-cn-2021"
    ]
    assert tree.isExpanded(record.window("2021"))
    record.session.select(("voyage:v-2024-05-18-unnamed",), "map")
    assert tree.selectionModel().selectedRows() == []
    assert record.window("2024").data(Qt.ItemDataRole.FontRole).bold()
    assert record.window("2023").data(Qt.ItemDataRole.FontRole) is None


def test_the_keyboard_opens_walks_and_selects(record: Drive) -> None:
    tree = record.panel.tree
    tree.setFocus()
    tree.setCurrentIndex(record.window("2023"))
    record.qtbot.keyClick(tree, Qt.Key.Key_Right)
    assert tree.isExpanded(record.window("2023"))
    record.qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert record.session.selection == ("notified:notified-ru-2023",)
    record.qtbot.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("Window (UTC)\tObserved, bbl")
    assert "83 152".replace(" ", "\N{NARROW NO-BREAK SPACE}") + " (tonnes mixed in)" in text
    assert "Filter: all dates; all vessels." in text
    assert "Conflict: Tonnes printed as barrels." in text


def test_sorting_keeps_figures_with_their_window(record: Drive) -> None:
    model = record.panel.tree.lines
    record.panel.tree.expand(record.window("2023"))
    record.panel.tree.setCurrentIndex(record.figure("2023", "claim:rfa-2023"))
    record.panel.tree.sortByColumn(Column.NOTIFIED, DESCENDING)
    assert model.lines[0].window == "2019"  # 418,000 bbl for both exporters
    current = record.panel.tree.currentIndex()
    assert model.line(current).key == "claim:rfa-2023"
    assert model.line(current.parent()).window == "2023"
    assert record.panel.tree.isExpanded(record.window("2023"))
    record.panel.tree.sortByColumn(Column.WINDOW, ASCENDING)
    assert [line.window for line in model.lines[:2]] == ["2018", "2019"]


def test_a_filter_narrows_the_rows_and_open_windows_stay_open(record: Drive) -> None:
    record.panel.tree.expand(record.window("2024"))
    record.settle(lambda: record.session.set_clause(DateClause(date(2024, 1, 1), date(2024, 12, 31)), ""))
    assert {line.window for line in record.panel.tree.lines.lines} == {"2024"}
    assert record.panel.tree.isExpanded(record.window("2024"))
    record.settle(lambda: record.session.set_clause(CHON_MA_SAN, ""))
    assert FIGURES_LEFT_OUT in record.panel.sentence.text()
    assert record.told("2024", Column.CLAIMED) == ""
    assert record.told("2024", Column.OBSERVED).splitlines()[1].startswith("2 calls")


def test_a_filter_that_changes_no_row_leaves_the_tree_alone(record: Drive) -> None:
    """As while the window of dates moves over days without a figure."""
    with record.qtbot.assertNotEmitted(record.panel.tree.lines.modelReset):
        record.settle(lambda: record.session.set_clause(DateClause(date(1990, 1, 1)), ""))
    with record.qtbot.waitSignal(record.panel.tree.lines.modelReset):
        record.settle(lambda: record.session.set_clause(DateClause(date(2024, 1, 1)), ""))


def test_a_filter_that_leaves_nothing_says_so(record: Drive) -> None:
    early = DateClause(date(1990, 1, 1), date(1990, 12, 31))
    record.settle(lambda: record.session.set_clause(early, ""))
    assert not record.panel.tree.isVisible()
    assert "leaves no figures" in record.panel._empty.sentence


def test_an_assumption_moves_the_observed_alone(record: Drive) -> None:
    ledgers = (Column.OBSERVED, Column.NOTIFIED, Column.CLAIMED)
    before = [record.told("2024", column) for column in ledgers]
    record.settle(lambda: record.session.assume(Key.LOAD_FRACTION, Range(0.5, 0.5, 0.5), ""))
    after = [record.told("2024", column) for column in ledgers]
    assert before[0] != after[0]
    assert before[1:] == after[1:]
    assert "Assumptions are not the published ones" in record.panel.sentence.text()


def test_conflicts_are_told_with_links_and_copied(record: Drive) -> None:
    tabs = record.panel._tabs
    assert tabs.tabText(1) == "Conflicts · 10"
    tabs.setCurrentIndex(1)
    text = record.panel.conflicts.toPlainText()
    assert "17.9 bbl/t: impossible" in text
    record.panel.conflicts.followed.emit("claim:bbcru-56000-t")
    assert record.session.selection == ("claim:bbcru-56000-t",)
    record.panel.conflicts.copy_wanted.emit()
    assert "One million barrels as 56,000 tonnes" in QGuiApplication.clipboard().text()


def test_the_menu_of_a_window(record: Drive) -> None:
    record.choose(Period.MONTH)
    line = record.panel.tree.lines.line(record.window("Mar 2024"))
    menu = record.panel.menu(line)
    actions = {action.text().replace("&", ""): action for action in menu.actions()}
    assert list(actions)[:3] == ["Open the card", "Select the voyages", "Filter to this window"]
    record.settle(actions["Filter to this window"].trigger)
    assert record.session.filter.dates == DateClause(date(2024, 3, 1), date(2024, 3, 31))
    menu.close()


def test_every_cell_is_read_out(record: Drive) -> None:
    cell = record.window("2023").siblingAtColumn(Column.OBSERVED)
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "Observed, bbl: none"
    conflicts = record.window("2023").siblingAtColumn(Column.CONFLICTS)
    assert "Tonnes printed as barrels" in conflicts.data(Qt.ItemDataRole.AccessibleTextRole)
    assert record.panel.tree.accessibleName() == "Ledgers side by side"
    assert "never added" in record.panel.tree.accessibleDescription()
    assert record.panel.periods.accessibleName()
