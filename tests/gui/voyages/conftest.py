"""The voyages panel in a window on the reported record, and what a person does with it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from desktop_app.exporters.voyage_columns import Column
from desktop_app.query.voyage_rows import Grouping
from desktop_app.ui.models.voyage_table import VOYAGE_ROLE
from desktop_app.ui.panels.voyages import VoyagesPanel

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


class Table:
    """The panel in a window, and what a person does with it."""

    def __init__(self, bench: Any, qtbot: QtBot, remembered: str) -> None:
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
def table_of(bench: Any, qtbot: QtBot) -> Callable[[str], Table]:
    """Makes a panel that remembers a layout of its columns."""
    return lambda remembered: Table(bench, qtbot, remembered)


@pytest.fixture
def table(table_of: Callable[[str], Table]) -> Table:
    return table_of("")
