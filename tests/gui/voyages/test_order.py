"""The voyages table: its order, groups and columns."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt

from desktop_app.exporters.voyage_columns import HEADINGS, Column
from desktop_app.query.clauses import DateClause
from desktop_app.query.voyage_rows import Grouping
from desktop_app.ui.models.table_layout import DEFAULT_LAYOUT

pytestmark = pytest.mark.gui
LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.mark.parametrize("grouping", list(Grouping))
def test_model_keeps_qt_rules(table: Any, qtmodeltester: Any, grouping: Grouping) -> None:
    if grouping is not Grouping.NONE:
        table.group(grouping)
        table.click(table.heads()[0])
    qtmodeltester.check(table.panel.model)


def test_sorting_goes_up_down_and_back(table: Any) -> None:
    natural = table.texts(Column.DATE)
    orders = []
    for _ in range(3):
        table.answered(lambda: table.click_header(Column.VESSEL))
        orders.append([text for text in table.texts(Column.VESSEL) if text.isupper()])
    assert orders[0] == sorted(orders[0])
    assert orders[1] == sorted(orders[0], reverse=True)
    assert table.texts(Column.DATE) == natural


def test_a_column_without_an_order_does_not_lose_the_one_there_is(table: Any) -> None:
    table.panel.header.show_column(Column.RIDING, is_shown=True)
    table.answered(lambda: table.click_header(Column.FROM))
    table.view.scrollTo(table.panel.model.index(0, Column.RIDING))
    table.click_header(Column.RIDING)
    assert table.header.sortIndicatorSection() == Column.FROM


def test_a_group_is_closed_and_opened_by_mouse_and_key(table: Any) -> None:
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


def test_closing_a_group_leaves_the_selection(table: Any) -> None:
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


def test_heads_say_what_their_rows_add_up_to(table: Any) -> None:
    table.group(Grouping.VESSEL)
    heads = {
        text.split(" · ")[0]: text
        for row, text in enumerate(table.texts(Column.DATE))
        if row in table.heads()
    }
    assert "3 voyages · 2 calls · 51\u202f208" in heads["CHON MA SAN"]
    assert "1 voyage · no counted call" in heads["SIN PHYONG 5"]
    assert "no volume estimated" in heads["UN HUNG"]


def test_the_head_of_the_rows_at_the_top_stays_there(table: Any) -> None:
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


def test_columns_are_chosen_moved_and_remembered(table: Any, table_of: Any) -> None:
    assert table.panel.remembered() == ""
    entries = table.menu(0, Column.VESSEL)
    with table.qtbot.waitSignal(table.panel.layout_changed):
        entries[HEADINGS[Column.OPERATOR].name].trigger()
    table.panel.header.show_column(Column.SOURCES, is_shown=False)
    table.view.setCurrentIndex(table.panel.model.index(0, Column.OPERATOR))
    table.press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    table.header.resizeSection(Column.FROM, 133)
    shown = table.panel.header.columns()
    assert [entry.column for entry in shown][-2:] == [Column.OPERATOR, Column.VOLUME]
    again = table_of(table.panel.remembered())
    assert again.panel.header.columns() == shown
    assert again.header.sectionSize(Column.FROM) == 133
    again.panel.header.set_default()
    assert again.panel.header.columns() == DEFAULT_LAYOUT.columns
    assert again.panel.remembered() == ""


def test_the_last_column_cannot_be_hidden(table: Any) -> None:
    for entry in table.panel.header.columns():
        table.panel.header.show_column(entry.column, is_shown=False)
    assert len(table.panel.header.columns()) == 1


def test_a_header_is_dragged_to_another_place(table: Any) -> None:
    viewport, middle = table.header.viewport(), table.header.height() // 2
    start = QPoint(table.header.sectionViewportPosition(Column.TO) + 20, middle)
    end = QPoint(table.header.sectionViewportPosition(Column.FROM) + 5, middle)
    table.qtbot.mousePress(viewport, LEFT, pos=start)
    for step in range(1, 11):
        table.qtbot.mouseMove(viewport, start + (end - start) * step / 10)
    table.qtbot.mouseRelease(viewport, LEFT, pos=end)
    order = [entry.column for entry in table.panel.header.columns()]
    assert order.index(Column.TO) < order.index(Column.FROM)


def test_volumes_are_ordered_by_their_best_figure(table: Any) -> None:
    table.answered(lambda: table.click_header(Column.VOLUME))
    table.answered(lambda: table.click_header(Column.VOLUME))
    texts = [text for text in table.texts(Column.VOLUME) if text != "not estimated"]
    best = [int(text.split(" ")[0].replace("\u202f", "")) for text in texts]
    assert len(best) > 1
    assert best in (sorted(best), sorted(best, reverse=True))
