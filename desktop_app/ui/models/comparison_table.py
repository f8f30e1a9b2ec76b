"""Scenarios side by side, as a table model."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QFont

from desktop_app.exporters.comparison_rows import TITLES, ComparisonRow

_Index = QModelIndex | QPersistentModelIndex
FIRST_TEXT: Final = 4  # the share and the day are words, to the left; what stands before them are numbers


class ComparisonTableModel(QAbstractTableModel):
    """One row a set of assumptions; the one in use is bold.

    Attributes:
        rows: as shown.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[ComparisonRow, ...] = ()
        self._titles: tuple[str, ...] = TITLES

    def set_rows(self, titles: tuple[str, ...], rows: Sequence[ComparisonRow]) -> None:
        """Show these; as long as they are as many, selection and place stay."""
        if titles != self._titles:
            self._titles = titles
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(titles) - 1)
        if tuple(rows) == self.rows:
            return
        if len(rows) == len(self.rows):
            self.rows = tuple(rows)
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(TITLES) - 1))
            return
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """Sets of assumptions."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index | None = None) -> int:  # noqa: N802 - Qt's name
        """As the titles."""
        return 0 if parent is not None and parent.isValid() else len(TITLES)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, alignment, and which row is in use."""
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.cells[index.column()]}\n{row.assumes or 'every assumption as published'}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = 0 < index.column() < FIRST_TEXT
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.FontRole and row.in_use:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.AccessibleTextRole:
            in_use = ", in use" if row.in_use and not index.column() else ""
            return f"{row.cells[index.column()]}{in_use}"
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None
