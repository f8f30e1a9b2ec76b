"""The ledgers side by side as a tree: windows, and under each its single figures."""

from collections.abc import Collection, Iterable
from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from desktop_app.exporters.reconcile_rows import HEADINGS, LedgerLine, one_line

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()
# Internal id of a window's index; that of a figure is the place of its window and one more.
_WINDOW: Final = 0


class Column(IntEnum):
    """Columns in their order."""

    WINDOW = 0
    OBSERVED = 1
    NOTIFIED = 2
    CLAIMED = 3
    CONFLICTS = 4
    SOURCES = 5


_NUMBERS: Final = (Column.CONFLICTS, Column.SOURCES)


class LedgerTreeModel(QAbstractItemModel):
    """Lines in an order that a header click changes; the figures of a window stay as they are told.

    Attributes:
        given: the windows, in the order that they were given in.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.given: tuple[LedgerLine, ...] = ()
        self._lines: list[LedgerLine] = []
        self._order = (Column.WINDOW, Qt.SortOrder.DescendingOrder)
        self._marked: frozenset[str] = frozenset()
        self._bold = QFont()
        self._bold.setBold(True)

    @property
    def lines(self) -> tuple[LedgerLine, ...]:
        """The windows, in the order of the view."""
        return tuple(self._lines)

    def set_lines(self, lines: tuple[LedgerLine, ...]) -> None:
        """Show these."""
        self.beginResetModel()
        self.given = lines
        self._lines = self._sorted()
        self.endResetModel()

    def mark(self, keys: Collection[str]) -> None:
        """Write the windows with these keys in bold: what is selected or pointed at lies in them."""
        before, self._marked = self._marked, frozenset(keys)
        for place, line in enumerate(self._lines):
            if line.key and (line.key in before) != (line.key in self._marked):
                self.dataChanged.emit(self.index(place, 0), self.index(place, len(Column) - 1))

    def line(self, index: Index) -> LedgerLine:
        """The line of an index."""
        if index.internalId() == _WINDOW:
            return self._lines[index.row()]
        return self._lines[index.internalId() - 1].parts[index.row()]

    def indexes_of(self, keys: Collection[str]) -> Iterable[QModelIndex]:
        """First cells of the lines with one of these keys."""
        for place, line in enumerate(self._lines):
            if line.key in keys:
                yield self.index(place, 0)
            above = self.index(place, 0)
            for row, part in enumerate(line.parts):
                if part.key in keys and part.key != line.key:
                    yield self.index(row, 0, above)

    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        """A window, or one of its figures."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _WINDOW)

    def parent(self, index: Index = NO_INDEX) -> QModelIndex:  # type: ignore[override]  # the overload without one is QObject's
        """The window of a figure."""
        if not index.isValid() or index.internalId() == _WINDOW:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, _WINDOW)

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Windows, or figures of a window."""
        if not parent.isValid():
            return len(self._lines)
        if parent.internalId() != _WINDOW or parent.column() != 0:
            return 0
        return len(self._lines[parent.row()].parts)

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802, ARG002 - Qt's name and form
        """Always the same."""
        return len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles, aligned as their columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        return _alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell, and all of the line in its tip."""
        line = self.line(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(line, Column(index.column()))
            case Qt.ItemDataRole.ToolTipRole:
                return line.tip
            case Qt.ItemDataRole.AccessibleTextRole:
                return _spoken(line, Column(index.column()))
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(index.column())
            case Qt.ItemDataRole.FontRole:
                return self._bold if line.key in self._marked and line.parts else None
            case _:
                return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the windows by a column; those that do not differ in it stay in the order of their time."""
        if not 0 <= column < len(Column):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        owners = [
            self._lines[index.row() if index.internalId() == _WINDOW else index.internalId() - 1]
            for index in before
        ]
        self._order = (Column(column), order)
        self._lines = self._sorted()
        places = {id(line): place for place, line in enumerate(self._lines)}
        after = []
        for index, owner in zip(before, owners, strict=True):
            place = places[id(owner)]
            is_window = index.internalId() == _WINDOW
            row, ident = (place, _WINDOW) if is_window else (index.row(), place + 1)
            after.append(self.createIndex(row, index.column(), ident))
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self) -> list[LedgerLine]:
        column, order = self._order
        descending = order is Qt.SortOrder.DescendingOrder
        return sorted(self.given, key=lambda line: line.order[column], reverse=descending)


def _text(line: LedgerLine, column: Column) -> str:
    told = line.conflicts
    texts = (
        line.window,
        line.observed,
        line.notified,
        line.claimed,
        str(len(told)) if told else "",
        str(len(line.sources)) if line.sources else "",
    )
    return texts[column]


def _spoken(line: LedgerLine, column: Column) -> str:
    """A cell as it is read out: with the name of its column, and an empty one as what that means."""
    text = one_line(_text(line, column))
    if column is Column.WINDOW:
        return text
    if column is Column.CONFLICTS and line.conflicts:
        return f"{HEADINGS[column]}: {'; '.join(line.conflicts)}"
    return f"{HEADINGS[column]}: {text or 'none'}"


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
