"""The voyages panel, driven with mouse and keyboard on the reported record."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.load_model import Rung
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.record import Record
from desktop_app.exporters.load_words import cell_forms
from desktop_app.exporters.voyage_columns import HEADINGS, Column
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.voyage_rows import Grouping
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.ui.models.table_layout import DEFAULT_LAYOUT
from desktop_app.ui.models.voyage_table import VOYAGE_ROLE
from desktop_app.ui.panels.voyages import VoyagesPanel

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


class Table:
    """The panel in a window, and what a person does with it."""

    def __init__(self, bench: Any, qtbot: QtBot, remembered: str = "") -> None:
        self.bench = bench
        self.session = bench.session
        self.qtbot = qtbot
        self.panel = VoyagesPanel(bench.session, bench.jobs, remembered)
        self.view = self.panel.table
        self.header = self.view.horizontalHeader()
        qtbot.addWidget(self.panel)
        self.panel.resize(620, 420)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()
        self.view.setFocus()
        bench.link(self.panel)
        self.panel.order_changed.connect(lambda: bench.coordinator.ask(self.panel))

    def answered(self, action: Callable[[], object]) -> None:
        """Do something that makes the panel ask anew, and wait for the answer."""
        with self.qtbot.waitSignal(self.panel.counted):
            action()

    def group(self, grouping: Grouping) -> None:
        """Group the rows."""
        self.answered(lambda: self.panel.group_by(grouping))

    def texts(self, column: Column) -> list[str]:
        """What stands in a column, heads of groups with all they say."""
        model = self.panel.model
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]

    def heads(self) -> list[int]:
        """Rows in which heads stand."""
        return [
            row for row in range(self.panel.model.rowCount()) if self.panel.model.group_at(row) is not None
        ]

    def click(self, row: int, column: Column = Column.VESSEL, **how: Any) -> None:
        """Click a cell."""
        index = self.panel.model.index(row, column)
        self.view.scrollTo(index)
        self.qtbot.mouseClick(self.view.viewport(), LEFT, pos=self.view.visualRect(index).center(), **how)

    def click_header(self, column: Column) -> None:
        """Click the header of a column."""
        at = self.header.sectionViewportPosition(column) + 12
        self.qtbot.mouseClick(self.header.viewport(), LEFT, pos=QPoint(at, self.header.height() // 2))

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        """Press a key on the table."""
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        self.qtbot.keyClick(self.view, key, held)

    def selected_keys(self) -> set[str]:
        """Keys of the rows that the table shows as selected."""
        rows = self.view.selectionModel().selectedRows()
        return {f"voyage:{index.data(VOYAGE_ROLE).id}" for index in rows}

    def menu(self, row: int, column: Column) -> dict[str, Any]:
        """The menu of a cell, opened by key: its entries by their words."""
        index = self.panel.model.index(row, column)
        self.view.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.press(Key.Key_F10, SHIFT)
        menus = [child for child in self.view.findChildren(QMenu) if child.isVisible()]
        assert len(menus) == 1
        menus[0].hide()
        return {_words(action.text()): action for action in _actions(menus[0])}

    def grab_row(self, row: int) -> bytes:
        """The pixels of a row."""
        top = self.view.rowViewportPosition(row)
        picture = self.view.viewport().grab(QRect(0, top, self.view.viewport().width(), 24)).toImage()
        return bytes(picture.constBits())


def _actions(menu: QMenu) -> Iterator[Any]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _actions(below)
        else:
            yield action


def _words(text: str) -> str:
    return text.replace("&", "").split("\t")[0]


@pytest.fixture
def table(bench: Any, qtbot: QtBot) -> Table:
    return Table(bench, qtbot)


@pytest.mark.parametrize("grouping", list(Grouping))
def test_model_keeps_qt_rules(table: Table, qtmodeltester: Any, grouping: Grouping) -> None:
    if grouping is not Grouping.NONE:
        table.group(grouping)
        table.click(table.heads()[0])
    qtmodeltester.check(table.panel.model)


def test_clicking_a_row_selects_it_everywhere(table: Table) -> None:
    table.click(2)
    (key,) = table.session.selection
    assert table.selected_keys() == {key}
    table.press(Key.Key_Down)
    assert table.session.selection not in {(), (key,)}
    table.press(Key.Key_End)
    assert table.selected_keys() == set(table.session.selection)
    assert table.view.currentIndex().row() == table.panel.model.rowCount() - 1


def test_selection_from_elsewhere_is_shown_without_an_echo(table: Table, reported: Record) -> None:
    changes: list[SessionChange] = []
    table.session.changed.connect(changes.append)
    keys = tuple(f"voyage:{voyage.id}" for voyage in reported.voyages[-1:2:-4])
    table.session.select((*keys, "port:nampo"), "map")
    assert table.selected_keys() == set(keys)
    assert sum(Changed.SELECTION in change.what for change in changes) == 1


@pytest.mark.parametrize("grouping", list(Grouping))
def test_rows_selected_by_key_are_the_session_s_selection(table: Table, grouping: Grouping) -> None:
    table.panel.group_by(grouping)
    table.qtbot.waitUntil(lambda: table.panel.model.is_grouped is (grouping is not Grouping.NONE))
    table.press(Key.Key_Home)
    table.press(Key.Key_Down)
    for _ in range(6):
        table.press(Key.Key_Down, SHIFT)
    assert len(table.session.selection) > 2
    assert table.selected_keys() == set(table.session.selection)


def test_filter_hides_rows_and_selection_survives(table: Table, reported: Record) -> None:
    kept = next(row for row in reported.voyages if row.when.last_day.month == 11)
    table.session.select((f"voyage:{kept.id}",), "")
    clause = DateClause(date(2024, 10, 1), date(2024, 12, 31))
    table.bench.settle(lambda: table.session.set_clause(clause, ""))
    assert table.panel.model.rowCount() < len(reported.voyages)
    assert table.session.selection == (f"voyage:{kept.id}",)
    assert table.selected_keys() == {f"voyage:{kept.id}"}


def test_empty_table_offers_the_way_out(table: Table) -> None:
    table.bench.settle(lambda: table.session.set_clause(DateClause(date(2031, 1, 1)), ""))
    assert not table.view.isVisible()
    with table.qtbot.waitSignal(table.bench.coordinator.delivered):
        table.qtbot.mouseClick(table.panel._empty.buttons[0], LEFT)
    assert table.view.isVisible()


def test_sorting_goes_up_down_and_back(table: Table) -> None:
    natural = table.texts(Column.DATE)
    orders = []
    for _ in range(3):
        table.answered(lambda: table.click_header(Column.VESSEL))
        orders.append([text for text in table.texts(Column.VESSEL) if text.isupper()])
    assert orders[0] == sorted(orders[0])
    assert orders[1] == sorted(orders[0], reverse=True)
    assert table.texts(Column.DATE) == natural


def test_a_column_without_an_order_does_not_lose_the_one_there_is(table: Table) -> None:
    table.panel.header.show_column(Column.RIDING, is_shown=True)
    table.answered(lambda: table.click_header(Column.FROM))
    table.view.scrollTo(table.panel.model.index(0, Column.RIDING))
    table.click_header(Column.RIDING)
    assert table.header.sortIndicatorSection() == Column.FROM


def test_a_group_is_closed_and_opened_by_mouse_and_key(table: Table) -> None:
    rows = table.panel.model.rowCount()
    table.group(Grouping.VESSEL)
    heads = table.heads()
    assert table.panel.model.rowCount() == rows + len(heads)
    inside = heads[1] - heads[0] - 1
    table.click(0)
    assert table.panel.model.rowCount() == rows + len(heads) - inside
    table.press(Key.Key_Right)
    assert table.panel.model.rowCount() == rows + len(heads)
    table.press(Key.Key_Right)
    assert table.view.currentIndex().row() == 1
    table.view.setCurrentIndex(table.panel.model.index(1, Column.DATE))
    table.press(Key.Key_Left)
    assert table.view.currentIndex().row() == 0
    table.press(Key.Key_Left)
    table.press(Key.Key_Space)
    table.press(Key.Key_Return)
    assert table.panel.model.rowCount() == rows + len(heads) - inside
    table.press(Key.Key_Left, SHIFT)
    assert table.panel.model.rowCount() == len(heads)
    table.press(Key.Key_Right, SHIFT)
    assert table.panel.model.rowCount() == rows + len(heads)


def test_closing_a_group_leaves_the_selection(table: Table) -> None:
    table.group(Grouping.MONTH)
    table.click(1)
    chosen = table.session.selection
    table.click(0)
    assert table.panel.model.group_at(1) is not None
    assert table.session.selection == chosen
    table.bench.settle(lambda: table.session.set_clause(DateClause(date(2024, 1, 1)), ""))
    assert not table.panel.model.is_open(0)
    table.session.select((), "map")
    table.session.select(chosen, "map")
    assert table.selected_keys() == set(chosen)
    assert table.panel.model.is_open(0)


def test_heads_say_what_their_rows_add_up_to(table: Table) -> None:
    table.group(Grouping.VESSEL)
    heads = {
        text.split(" · ")[0]: text
        for row, text in enumerate(table.texts(Column.DATE))
        if row in table.heads()
    }
    assert "3 voyages · 2 calls · 51\u202f208" in heads["CHON MA SAN"]
    assert "1 voyage · no counted call" in heads["SIN PHYONG 5"]
    assert "no volume estimated" in heads["UN HUNG"]


def test_the_foot_sums_what_is_selected_else_what_passes(table: Table) -> None:
    foot = table.panel.foot.totals
    everything = foot.text()
    assert "24 voyages · " in everything
    assert " for 2 of " in everything
    table.click(1)
    assert foot.text() == everything
    with table.qtbot.waitSignal(table.session.changed):
        table.click(3, stateKey=SHIFT)
    table.qtbot.waitUntil(
        lambda: foot.text().startswith("Selected: 3 voyages · 5 calls · 25\u202f604\u00a0bbl (8\u202f592–27")
    )
    assert foot.text().endswith("27\u202f272) for 1 of 5 calls")
    table.click(1)
    assert foot.text() == everything


def test_all_selects_no_more_than_can_be_looked_at(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    table.press(Key.Key_A, CONTROL)
    assert len(table.session.selection) == table.panel.model.rowCount() < MOST_SELECTED
    monkeypatch.setattr("desktop_app.ui.panels.voyages.MOST_SELECTED", 5)
    with table.qtbot.waitSignal(table.panel.said) as said:
        table.press(Key.Key_A, CONTROL)
    assert said.args[0].startswith("The first 5 rows")
    assert table.selected_keys() == set(table.session.selection)
    assert len(table.session.selection) == 5


def test_letters_lead_to_the_next_vessel_of_that_name(table: Table) -> None:
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


def test_columns_are_chosen_moved_and_remembered(table: Table, bench: Any, qtbot: QtBot) -> None:
    assert table.panel.remembered() == ""
    entries = table.menu(0, Column.VESSEL)
    with qtbot.waitSignal(table.panel.layout_changed):
        entries[HEADINGS[Column.OPERATOR].name].trigger()
    table.panel.header.show_column(Column.SOURCES, is_shown=False)
    table.view.setCurrentIndex(table.panel.model.index(0, Column.OPERATOR))
    table.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    table.header.resizeSection(Column.FROM, 133)
    shown = table.panel.header.columns()
    assert [entry.column for entry in shown][-2:] == [Column.OPERATOR, Column.VOLUME]
    again = Table(bench, qtbot, table.panel.remembered())
    assert again.panel.header.columns() == shown
    assert again.header.sectionSize(Column.FROM) == 133
    again.panel.header.set_default()
    assert again.panel.header.columns() == DEFAULT_LAYOUT.columns
    assert again.panel.remembered() == ""


def test_the_last_column_cannot_be_hidden(table: Table) -> None:
    for entry in table.panel.header.columns():
        table.panel.header.show_column(entry.column, is_shown=False)
    assert len(table.panel.header.columns()) == 1


def test_a_header_is_dragged_to_another_place(table: Table) -> None:
    viewport, middle = table.header.viewport(), table.header.height() // 2
    start = QPoint(table.header.sectionViewportPosition(Column.TO) + 20, middle)
    end = QPoint(table.header.sectionViewportPosition(Column.FROM) + 5, middle)
    table.qtbot.mousePress(viewport, LEFT, pos=start)
    for step in range(1, 11):
        table.qtbot.mouseMove(viewport, start + (end - start) * step / 10)
    table.qtbot.mouseRelease(viewport, LEFT, pos=end)
    order = [entry.column for entry in table.panel.header.columns()]
    assert order.index(Column.TO) < order.index(Column.FROM)


def test_a_cell_becomes_a_clause(table: Table) -> None:
    row = table.texts(Column.VESSEL).index("YU SON")
    entries = table.menu(row, Column.VESSEL)
    table.bench.settle(entries["Filter: only vessel YU SON"].trigger)
    assert table.session.filter == Filter.of(ChoiceClause(ClauseKind.VESSEL, ("yu-son",)))
    entries = table.menu(0, Column.DATE)
    table.bench.settle(entries["Only tracker off"].trigger)
    assert set(table.texts(Column.TRACKER)) == {"off"}
    assert {clause.kind for clause in table.session.filter.clauses} == {ClauseKind.VESSEL, ClauseKind.TRACKER}


def test_hiding_a_value_leaves_all_others(table: Table) -> None:
    before = table.texts(Column.VESSEL)
    entries = table.menu(before.index("CHON MA SAN"), Column.VESSEL)
    table.bench.settle(entries["Hide vessel CHON MA SAN"].trigger)
    assert table.texts(Column.VESSEL) == [text for text in before if text != "CHON MA SAN"]


def test_copied_rows_are_a_table_in_both_flavours(table: Table) -> None:
    table.click(0)
    table.click(2, stateKey=SHIFT)
    with table.qtbot.waitSignal(table.panel.said) as said:
        table.press(Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].split("\t")[:4] == ["Date (UTC)", "First day (UTC)", "Last day (UTC)", "Vessel"]
    assert [line.split("\t")[3] for line in lines[1:4]] == table.texts(Column.VESSEL)[:3]
    assert "Filter: all dates; all vessels." in lines
    assert len(lines) - lines.index("Sources:") - 1 == int(said.args[0].split()[-2])
    assert data.html().count("<th>") == len(lines[0].split("\t"))


def test_the_pointer_on_a_row_and_elsewhere_marks_the_same_row(table: Table) -> None:
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


def test_enter_edits_a_row(table: Table) -> None:
    table.click(1)
    with table.qtbot.waitSignal(table.panel.edit_wanted):
        table.press(Key.Key_Return)


def test_the_map_is_asked_to_show_a_row(table: Table) -> None:
    row = table.texts(Column.TO).index("Nampo")
    table.click(row)
    entries = table.menu(row, Column.TO)
    with table.qtbot.waitSignal(table.panel.zoom_wanted) as asked:
        entries["Zoom to on the map"].trigger()
    west, south, east, north = asked.args[0]
    assert west < 125.4 < east
    assert south < 38.7 < north


def test_marks_have_words(table: Table) -> None:
    row = table.texts(Column.VESSEL).index("CHON MA SAN")
    model = table.panel.model
    tip = int(Qt.ItemDataRole.ToolTipRole)
    assert "UN-listed, since 30 Mar 2018: Assets frozen" in model.index(row, Column.VESSEL).data(tip)
    uncounted = table.texts(Column.VESSEL).index("SIN PHYONG 5")
    assert "Not counted: a sighting near a port" in model.index(uncounted, Column.FROM).data(tip)
    window = next(row for row, text in enumerate(table.texts(Column.PRECISION)) if "window" in text)
    assert "some time in this window" in model.index(window, Column.DATE).data(tip)
    for column in Column:
        assert model.headerData(column, Qt.Orientation.Horizontal, tip)


def test_every_control_has_a_name_and_is_reached_by_key(table: Table) -> None:
    named = [
        widget
        for widget in table.panel.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert {table.view, table.panel.foot.group, table.panel.foot.columns} <= set(named)
    assert all(widget.accessibleName() for widget in named)


def test_the_head_of_the_rows_at_the_top_stays_there(table: Table) -> None:
    table.group(Grouping.LOADING)
    head = table.heads()[0]
    assert table.heads()[1] > head + 4
    table.panel.resize(620, 200)
    own = table.grab_row(head)
    table.view.verticalScrollBar().setValue((head + 2) * 24 + 7)
    top = table.view.viewport().grab(QRect(0, 0, table.view.viewport().width(), 24)).toImage()
    assert bytes(top.constBits()) == own
    table.view.scrollTo(table.panel.model.index(head + 1, Column.DATE))
    assert table.view.rowViewportPosition(head + 1) >= 24
    table.view.verticalScrollBar().setValue((head + 2) * 24)
    table.qtbot.mouseClick(table.view.viewport(), LEFT, pos=QPoint(60, 10))
    assert not table.panel.model.is_open(head)
    assert table.view.currentIndex().row() == head


def test_keys_of_the_window_are_the_table_s_while_it_has_the_focus(table: Table, qtbot: QtBot) -> None:
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


def test_how_ships_lay_is_told_in_a_column_of_its_own(table: Table) -> None:
    assert table.header.isSectionHidden(Column.RIDING)
    table.panel.header.show_column(Column.RIDING, is_shown=True)
    assert not table.header.isSectionHidden(Column.RIDING)
    table.bench.settle(lambda: table.session.set_clause(DateClause(date(2024, 1, 1)), ""))
    assert "high, then low" in table.texts(Column.RIDING)


def test_cells_sums_and_copies_follow_the_assumptions(table: Table) -> None:
    row = table.texts(Column.VESSEL).index("CHON MA SAN")
    published = table.texts(Column.VOLUME)[row]
    pixels = table.grab_row(row)
    table.bench.settle(lambda: table.session.choose_scenario("us-2018-half", ""))
    # 3,565 t × 0.5 × 7.23, 7.98 and 8.50 bbl/t.
    assert table.texts(Column.VOLUME)[row] == "14\u202f224 (12\u202f887–15\u202f151)" != published
    assert table.grab_row(row) != pixels
    tip = table.panel.model.index(row, Column.VOLUME).data(Qt.ItemDataRole.ToolTipRole)
    assert "× 0.50 load ×" in tip
    assert "assumed fraction: nothing tells how deep she lay" in tip.lower()
    assert "28\u202f449\u00a0bbl (25\u202f775–30\u202f302) for 2 of" in table.panel.foot.totals.text()
    table.click(row)
    with table.qtbot.waitSignal(table.panel.said):
        table.press(Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().mimeData().text().splitlines()
    cells = dict(zip(lines[0].split("\t"), lines[1].split("\t"), strict=True))
    assert [cells[f"Volume, {name}, bbl"] for name in ("low end", "best figure", "high end")] == [
        *("12887", "14224", "15151")
    ]
    assert cells["How found"] == "assumed fraction"
    assert any("scenario “Half laden”" in line for line in lines)
    table.bench.settle(lambda: table.session.choose_scenario("", ""))
    assert table.texts(Column.VOLUME)[row] == published


def test_volumes_are_ordered_by_their_best_figure(bench: Any, qtbot: QtBot) -> None:
    table = Table(bench, qtbot)
    table.answered(lambda: table.click_header(Column.VOLUME))
    table.answered(lambda: table.click_header(Column.VOLUME))
    texts = [text for text in table.texts(Column.VOLUME) if text != "not estimated"]
    best = [int(text.split(" ")[0].replace("\u202f", "")) for text in texts]
    assert len(best) > 1
    assert best in (sorted(best), sorted(best, reverse=True))


def test_a_narrow_cell_shows_no_half_a_range() -> None:
    forms = cell_forms(Estimate(8_592, 25_604, 27_272, "", Rung.ASSUMED, ()))
    assert forms == (
        *("25\u202f604 (8\u202f592–27\u202f272)", "25.6\u00a0k (8.6–27.3\u00a0k)"),
        *("25\u202f604", "25.6\u00a0k"),
    )
    assert [len(form) for form in forms] == sorted((len(form) for form in forms), reverse=True)
