"""The view of the list of vessels: what its keys and clicks mean."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QWidget

from desktop_app.exporters.fleet_columns import FleetColumn
from desktop_app.session.session import Session
from desktop_app.ui.fleet_painter import PADDING_PX, TICK_PX, FleetDelegate
from desktop_app.ui.models.fleet_table import FleetTableModel
from desktop_app.ui.row_view import ROW_HEIGHT_PX, RowView

WIDTHS_PX: Final = {
    FleetColumn.VESSEL: 142,
    FleetColumn.LISTINGS: 84,
    FleetColumn.ACTIVITY: 92,
    FleetColumn.CALLS: 56,
    FleetColumn.LOW: 56,
    FleetColumn.BEST: 58,
    FleetColumn.HIGH: 58,
    FleetColumn.ESTIMATED: 52,
    FleetColumn.LAST_SEEN: 132,
    FleetColumn.FLAG: 40,
    FleetColumn.IMO_NUMBER: 78,
    FleetColumn.MMSI: 78,
}
FLEET_KEYS: Final = (
    ("Space", "Tick the vessel, or take the tick away: filter by all that are ticked"),
    ("Enter", "Filter by the selected vessels"),
    ("Ctrl+click", "Select one more vessel"),
    ("Letters", "Next vessel of that name"),
    ("Ctrl+C", "Copy the selected vessels as a table"),
    ("Shift+F10", "What can be done with the vessels"),
)
"""What the list does while it has the focus."""


class FleetView(RowView):
    """Rows of `FleetTableModel`.

    Attributes:
        cells: draws them.

    Signals:
        ticked: row whose tick is to be turned.
        filter_wanted: filter by the selected vessels.
        copy_wanted: copy them.
        all_wanted: select all vessels.
        menu_wanted: global position.
    """

    ticked = Signal(int)
    filter_wanted = Signal()
    copy_wanted = Signal()
    all_wanted = Signal()
    menu_wanted = Signal(QPoint)

    def __init__(self, session: Session, model: FleetTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.cells = FleetDelegate(session, model, self)
        self.setItemDelegate(self.cells)
        self.setAccessibleName("Vessels")
        columns = self.horizontalHeader()
        columns.setFont(self.font())
        columns.setHighlightSections(False)
        columns.setSectionsClickable(True)
        columns.setSectionsMovable(True)
        columns.setMinimumSectionSize(24)
        columns.setAccessibleName("Columns of the vessels: a click sorts")
        for column, width in WIDTHS_PX.items():
            self.setColumnWidth(column, width)

    def make_room(self, texts: Mapping[FleetColumn, str]) -> None:
        """Widen columns until these texts have room."""
        for column, text in texts.items():
            wanted = self.fontMetrics().horizontalAdvance(text) + 2 * PADDING_PX + 4
            if wanted > self.columnWidth(column):
                self.setColumnWidth(column, wanted)

    def draw_row(self, row: int) -> None:
        """Draw a row anew."""
        self.viewport().update(0, self.rowViewportPosition(row), self.viewport().width(), ROW_HEIGHT_PX)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """All vessels on show, as many as one selection holds."""
        self.all_wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on a box ticks and selects nothing."""
        row = self._box_at(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and row >= 0:
            self.selectionModel().setCurrentIndex(
                self.model().index(row, FleetColumn.VESSEL), self.selectionModel().SelectionFlag.NoUpdate
            )
            self.ticked.emit(row)
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The second of two quick clicks on a box is a click."""
        if self._box_at(event.position().toPoint()) >= 0:
            self.mousePressEvent(event)
        else:
            super().mouseDoubleClickEvent(event)

    def _box_at(self, at: QPoint) -> int:
        index = self.indexAt(at)
        if not index.isValid() or index.column() != FleetColumn.VESSEL:
            return -1
        return index.row() if at.x() < self.visualRect(index).left() + TICK_PX else -1

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ticks, filter and copies here; all other keys as in every table of Qt."""
        current = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.filter_wanted.emit()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self._ask_for_menu()
        elif event.key() == Qt.Key.Key_Space and not event.modifiers() and current.isValid():
            self.ticked.emit(current.row())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters go by name, whatever column the keyboard is in."""
        current = self.currentIndex()
        name = self.model().index(max(current.row(), 0), FleetColumn.VESSEL)
        if current.isValid() and current != name:
            self.selectionModel().setCurrentIndex(name, self.selectionModel().SelectionFlag.NoUpdate)
        super().keyboardSearch(search)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """At the pointer, or under the row that the keyboard is in."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._ask_for_menu()
        else:
            self.menu_wanted.emit(event.globalPos())

    def _ask_for_menu(self) -> None:
        self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).bottomLeft()))
