"""The tree of the ledgers: columns, keys, and which windows stand open."""

from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop_app.exporters.reconcile_rows import LedgerLine
from desktop_app.ui.models.ledger_tree import Column, Index, LedgerTreeModel

WIDTHS: Final = {Column.CONFLICTS: 60, Column.SOURCES: 56}
SHARING: Final = (Column.WINDOW, Column.OBSERVED, Column.NOTIFIED, Column.CLAIMED)
# Lines of one row stand closer to each other than to those of the next.
BETWEEN_ROWS_PX: Final = 5
LEAST_PX: Final = 50
FONT_SHARE: Final = 0.92


class _Cells(QStyledItemDelegate):
    """Cells with some room above and below."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802 - Qt's name
        """As many lines as the cell has."""
        return super().sizeHint(option, index) + QSize(0, BETWEEN_ROWS_PX)


class LedgerView(QTreeView):
    """Shows lines; which windows are open stays as it is when the lines are made anew.

    Attributes:
        lines: the model.
        copy_action: copies the selected lines, else all.

    Signals:
        chosen: list of the `LedgerLine` that were selected by hand.
        pointed_at: key of the line under the pointer; empty for none.
    """

    chosen = Signal(list)
    pointed_at = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._open: set[str] = set()
        self._applying = False
        self.lines = LedgerTreeModel(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Cells(self))
        self.setAccessibleName("Ledgers side by side")
        self.setAlternatingRowColors(True)
        self.setAllColumnsShowFocus(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QTreeView.Shape.NoFrame)
        font = self.font()
        font.setPointSizeF(font.pointSizeF() * FONT_SHARE)
        self.setFont(font)
        self.setSortingEnabled(True)
        self.sortByColumn(Column.WINDOW, Qt.SortOrder.DescendingOrder)
        header = self.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(LEAST_PX)
        for column in SHARING:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, width)
        self.expanded.connect(self._on_expanded)
        self.collapsed.connect(self._on_collapsed)
        self.entered.connect(self._on_entered)
        self.selectionModel().selectionChanged.connect(self._on_selected)
        self.copy_action = QAction("&Copy as table", self)
        self.copy_action.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        self.copy_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.addAction(self.copy_action)

    def show_lines(self, lines: tuple[LedgerLine, ...]) -> None:
        """Show these, unless they are shown; windows that were open are open again."""
        if lines == self.lines.given:
            return
        at = self.verticalScrollBar().value()
        self._applying = True
        self.lines.set_lines(lines)
        for place, line in enumerate(self.lines.lines):
            if line.window in self._open:
                self.setExpanded(self.lines.index(place, 0), True)
        self._applying = False
        self.verticalScrollBar().setValue(at)

    def show_selection(self, keys: tuple[str, ...], *, scrolls: bool) -> None:
        """Select the lines with these keys; of a closed window it is opened where only a figure has one."""
        wanted = list(self.lines.indexes_of(keys))
        selection = self.selectionModel()
        rows = QItemSelectionModel.SelectionFlag.Rows
        self._applying = True
        selection.clearSelection()
        for index in wanted:
            selection.select(index, QItemSelectionModel.SelectionFlag.Select | rows)
        if wanted and scrolls:
            selection.setCurrentIndex(wanted[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(wanted[0])
        self._applying = False

    def selected(self) -> list[LedgerLine]:
        """The selected lines, from the top."""
        rows = self.selectionModel().selectedRows()
        rows.sort(
            key=lambda index: (index.parent().row() if index.parent().isValid() else index.row(), index.row())
        )
        return [self.lines.line(index) for index in rows]

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at any more."""
        super().leaveEvent(event)
        self.pointed_at.emit("")

    @Slot(QModelIndex)
    def _on_expanded(self, index: QModelIndex) -> None:
        self._open.add(self.lines.line(index).window)

    @Slot(QModelIndex)
    def _on_collapsed(self, index: QModelIndex) -> None:
        self._open.discard(self.lines.line(index).window)

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        self.pointed_at.emit(self.lines.line(index).key)

    @Slot()
    def _on_selected(self) -> None:
        if not self._applying:
            self.chosen.emit(self.selected())
