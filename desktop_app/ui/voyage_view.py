"""The table's view: draws rows itself, and knows what keys and clicks mean on rows and on heads of groups."""

from typing import Final

from PySide6.QtCore import (
    QElapsedTimer,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from desktop_app.exporters.voyage_columns import Column
from desktop_app.session.session import Session
from desktop_app.ui.models.voyage_table import VoyageTableModel
from desktop_app.ui.palette import PALETTES
from desktop_app.ui.row_view import ROW_HEIGHT_PX, RowView
from desktop_app.ui.voyage_painter import (
    HeadLook,
    PaintCache,
    RowLook,
    Section,
    VoyagePainter,
    is_about,
)

TABLE_KEYS: Final = (
    ("↑ ↓  PgUp  PgDn", "Next row, next screen"),
    ("Home  End", "First, last row"),
    ("← →", "Next cell; close, open a group"),
    ("Shift+← →", "Close, open all groups"),
    ("Alt+← →", "Move the column"),
    ("Space", "Select the row; close, open a group"),
    ("Enter", "Edit the row; close, open a group"),
    ("Letters", "Next row of a vessel whose name begins so (F alone zooms to the selection)"),
    ("Ctrl+A", "Select all rows, a thousand at most"),
    ("Ctrl+C", "Copy the selected rows as a table"),
    ("Shift+F10", "What can be done with the cell"),
)
"""What the table does while it has the focus."""
_PLAIN: Final = Qt.KeyboardModifier.NoModifier
_SHIFT: Final = Qt.KeyboardModifier.ShiftModifier
_ALT: Final = Qt.KeyboardModifier.AltModifier
_LEFT, _RIGHT, _SPACE = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Space


class VoyageView(RowView):
    """Rows of `VoyageTableModel`.

    Signals:
        copy_wanted, all_wanted: of the selected rows; all rows are to be selected.
        menu_wanted: global position, index.
        edit_wanted: Enter or a double click on a row.
        name_typed: the first letters of a vessel, as typed so far.
        column_moved: column, by how many places.
        opened_all: bool, all groups are to be open or closed.
    """

    copy_wanted = Signal()
    all_wanted = Signal()
    menu_wanted = Signal(QPoint, QModelIndex)
    edit_wanted = Signal()
    name_typed = Signal(str)
    column_moved = Signal(int, int)
    opened_all = Signal(bool)

    def __init__(self, session: Session, model: VoyageTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows = model
        self._cache = PaintCache()
        self._typed = ""
        self._since_typed = QElapsedTimer()
        self.setModel(model)
        self.setAccessibleName("Voyages")
        # Heads of groups stay where they are while columns and rows move.
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        self.verticalScrollBar().valueChanged.connect(self.viewport().update)
        self.activated.connect(self._on_activated)

    def sections(self) -> list[Section]:
        """The columns that are shown, from left to right."""
        header = self.horizontalHeader()
        shown = (header.logicalIndex(place) for place in range(header.count()))
        return [
            Section(Column(column), self.columnViewportPosition(column), self.columnWidth(column))
            for column in shown
            if not header.isSectionHidden(column)
        ]

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Draw the rows that the event is about."""
        model, area = self._rows, event.rect()
        palette = PALETTES[self._session.style.theme]
        painter = QPainter(self.viewport())
        painter.fillRect(area, palette.panel)
        first = self.rowAt(area.top())
        if first < 0:
            return
        last = self.rowAt(area.bottom())
        sections = [
            section
            for section in self.sections()
            if section.left <= area.right() and section.left + section.width > area.left()
        ]
        brush = VoyagePainter(painter, self.font(), palette, sections, self._cache)
        current, hover = self.currentIndex(), self._session.hover
        numbers = range(first, (last if last >= 0 else model.rowCount() - 1) + 1)
        selected = self._selected_among(numbers)
        for number in numbers:
            rect = QRect(0, self.rowViewportPosition(number), self.viewport().width(), ROW_HEIGHT_PX)
            has_focus = self.hasFocus() and current.row() == number
            focused = Column(current.column()) if has_focus else None
            if model.group_at(number) is not None:
                self._paint_head(brush, number, rect, focused)
                continue
            row = model.row_at(number)
            pointed = row is not None and bool(hover) and is_about(row.voyage, hover)
            brush.row(row, RowLook(rect, number % 2 == 1, number in selected, pointed, focused))
        above = self._head_above()
        if above is not None:
            # The next head pushes it away.
            below = self.rowAt(ROW_HEIGHT_PX)
            is_pushed = below >= 0 and model.group_at(below) is not None
            top = self.rowViewportPosition(below) - ROW_HEIGHT_PX if is_pushed else 0
            self._paint_head(brush, above, QRect(0, top, self.viewport().width(), ROW_HEIGHT_PX), None)
        painter.end()

    def _paint_head(self, brush: VoyagePainter, row: int, rect: QRect, focused: Column | None) -> None:
        group = self._rows.group_at(row)
        if group is not None:
            look = RowLook(rect, is_odd=False, is_selected=False, is_pointed_at=False, focused=focused)
            brush.head(HeadLook(*self._rows.group_words(group), self._rows.is_open(row)), look)

    def _head_above(self) -> int | None:
        """The row of the head that has been scrolled away from the rows at the top; None where it is seen."""
        top = self.rowAt(0)
        head = self._rows.group_over(top) if top >= 0 else None
        return head if head is not None and self.rowViewportPosition(head) < 0 else None

    def _row_at(self, at: QPoint) -> int:
        """The row under a point; the head that stays at the top lies over the rows."""
        above = self._head_above()
        return above if above is not None and at.y() < ROW_HEIGHT_PX else self.rowAt(at.y())

    def scrollTo(  # noqa: N802 - Qt's name
        self,
        index: QModelIndex | QPersistentModelIndex,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into view, not under the head that stays at the top."""
        super().scrollTo(index, hint)
        above = self._head_above()
        hidden = ROW_HEIGHT_PX - self.rowViewportPosition(index.row())
        if above is not None and above != index.row() and hidden > 0:
            self.verticalScrollBar().setValue(self.verticalScrollBar().value() - hidden)

    def _selected_among(self, rows: range) -> set[int]:
        chosen: set[int] = set()
        for part in self.selectionModel().selection().toList():
            chosen.update(range(max(part.top(), rows.start), min(part.bottom() + 1, rows.stop)))
        return chosen

    def selectionCommand(  # noqa: N802 - Qt's name
        self, index: QModelIndex | QPersistentModelIndex, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        """Going over the head of a group leaves the selection as it is, unless it is being extended."""
        # Qt asks a second time, without the event.
        held = event.modifiers() if isinstance(event, QKeyEvent) else QApplication.keyboardModifiers()
        extends = bool(held & _SHIFT)
        if index.isValid() and not extends and self._rows.group_at(index.row()) is not None:
            return QItemSelectionModel.SelectionFlag.NoUpdate
        return super().selectionCommand(index, event)

    def selectAll(self) -> None:  # noqa: N802 - Qt's name
        """All rows that pass, as many as one selection holds."""
        self.all_wanted.emit()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A click on the head of a group opens or closes it."""
        if event.button() is Qt.MouseButton.LeftButton and self._turn_at(event.position().toPoint()):
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """The second of two quick clicks on a head is a click."""
        if event.button() is Qt.MouseButton.LeftButton and self._turn_at(event.position().toPoint()):
            return
        super().mouseDoubleClickEvent(event)

    def _turn_at(self, at: QPoint) -> bool:
        row = self._row_at(at)
        if row < 0 or self._rows.group_at(row) is None:
            return False
        index = self._rows.index(row, max(self.columnAt(at.x()), 0))
        self._go_to(index)
        self._turn(index.row())
        return True

    def _turn(self, row: int) -> None:
        self._rows.set_open(row, is_open=not self._rows.is_open(row))
        self.viewport().update()

    def _go_to(self, index: QModelIndex) -> None:
        """The keyboard goes to a cell, the selection stays."""
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def moveCursor(  # noqa: N802 - Qt's name
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Home and End are the first and the last row, not the first and the last cell of one."""
        rows, column = self._rows.rowCount(), max(self.currentIndex().column(), 0)
        if cursorAction is QAbstractItemView.CursorAction.MoveHome:
            return self._rows.index(0, column)
        if cursorAction is QAbstractItemView.CursorAction.MoveEnd:
            return self._rows.index(rows - 1, column)
        return super().moveCursor(cursorAction, modifiers)

    def event(self, event: QEvent) -> bool:
        """Keys that the window uses as well are the table's while it has the focus."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and self._is_ours(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Letters and the space bar, which lead to names, and the keys that move a column.

        F shows on the map what was just selected here: it begins no name.
        """
        if event.modifiers() == _ALT:
            return event.key() in {_LEFT, _RIGHT}
        if event.modifiers() != _PLAIN or (event.key() == Qt.Key.Key_F and not self._is_typing()):
            return False
        return event.text().isalnum() or event.key() == _SPACE

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Copying, groups and columns here; all other keys as in every table of Qt."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == _SHIFT:
            self._open_menu_here()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _PLAIN:
            if not self._on_plain_key(Qt.Key(event.key())):
                super().keyPressEvent(event)
        elif event.key() in {_LEFT, _RIGHT} and event.modifiers() == _SHIFT and self._rows.is_grouped:
            self.opened_all.emit(event.key() == _RIGHT)
        elif event.key() in {_LEFT, _RIGHT} and event.modifiers() == _ALT:
            self.column_moved.emit(max(self.currentIndex().column(), 0), 1 if event.key() == _RIGHT else -1)
        else:
            super().keyPressEvent(event)

    def _on_plain_key(self, key: Qt.Key) -> bool:
        """Whether a key without modifiers was for us."""
        index = self.currentIndex()
        if key == _SPACE and self._is_typing():
            self.keyboardSearch(" ")
            return True
        if not index.isValid() or not self._rows.is_grouped:
            return False
        row = index.row()
        if self._rows.group_at(row) is None:
            shown = [section.column for section in self.sections()]
            head = self._rows.group_over(row)
            if key == _LEFT and shown and index.column() == shown[0] and head is not None:
                self._go_to(index.siblingAtRow(head))
                return True
            return False
        is_open = self._rows.is_open(row)
        if key == _SPACE or (key == _LEFT and is_open) or (key == _RIGHT and not is_open):
            self._turn(row)
        elif key == _RIGHT:
            self.setCurrentIndex(index.siblingAtRow(row + 1))
        elif key != _LEFT:
            return False
        return True

    def _on_activated(self, index: QModelIndex) -> None:
        if self._rows.group_at(index.row()) is not None:
            self._turn(index.row())
        else:
            self.edit_wanted.emit()

    def _is_typing(self) -> bool:
        pause = QApplication.keyboardInputInterval()
        return self._since_typed.isValid() and self._since_typed.elapsed() < pause

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters typed without a pause are the beginning of a vessel's name."""
        self._typed = self._typed + search if self._is_typing() else search
        self._since_typed.start()
        self.name_typed.emit(self._typed)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu of the cell under the pointer, by key that of the cell with the focus."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._open_menu_here()
            return
        index = self._rows.index(self._row_at(event.pos()), max(self.columnAt(event.pos().x()), 0))
        if index.isValid():
            self.menu_wanted.emit(event.globalPos(), index)

    def _open_menu_here(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self.scrollTo(index)
            self.menu_wanted.emit(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()), index)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The mark of the focus comes."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """The mark of the focus goes."""
        super().focusOutEvent(event)
        self.viewport().update()
