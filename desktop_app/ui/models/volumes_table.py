"""The rows behind the volumes chart, for a view: sorted by what they say, not by how it is written."""

from enum import IntEnum
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.exporters.volume_rows import HEADINGS, VolumeRow

Index = QModelIndex | QPersistentModelIndex
NO_INDEX: Final = QModelIndex()


class Column(IntEnum):
    """Columns in their order."""

    WINDOW = 0
    PART = 1
    LEDGER = 2
    CALLS = 3
    KNOWN = 4
    LOW = 5
    BEST = 6
    HIGH = 7
    NOTES = 8
    LOOKS = 9
    CORRECTED = 10
    SOURCES = 11


_RIGHT: Final = (Column.CALLS, Column.KNOWN, Column.LOW, Column.BEST, Column.HIGH, Column.SOURCES)
_LONG: Final = (Column.PART, Column.CALLS, Column.NOTES, Column.LOOKS, Column.CORRECTED)


class VolumesTableModel(QAbstractTableModel):
    """Rows in an order that a header click changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given: tuple[VolumeRow, ...] = ()
        self._rows: list[VolumeRow] = []
        self._order = (Column.WINDOW, Qt.SortOrder.AscendingOrder)

    def set_rows(self, rows: tuple[VolumeRow, ...]) -> None:
        """Show these rows, in their time's order as far as the sorted column does not tell them apart."""
        self.beginResetModel()
        self._given = rows
        self._rows = self._sorted()
        self.endResetModel()

    def row(self, place: int) -> VolumeRow:
        """The row at a place of the view."""
        return self._rows[place]

    @property
    def rows(self) -> tuple[VolumeRow, ...]:
        """All, in the order of the view."""
        return tuple(self._rows)

    def rowCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """One a row."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = NO_INDEX) -> int:  # noqa: N802 - Qt's name
        """Always the same."""
        return 0 if parent.isValid() else len(Column)

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Titles, aligned as their columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADINGS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words of a cell."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()].texts[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in _LONG:
            return self._rows[index.row()].texts[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; rows that do not differ in it stay in the order of their time."""
        if not 0 <= column < len(Column):
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        rows = [self._rows[index.row()] for index in before]
        self._order = (Column(column), order)
        self._rows = self._sorted()
        places = {id(row): place for place, row in enumerate(self._rows)}
        after = [self.index(places[id(row)], index.column()) for row, index in zip(rows, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _sorted(self) -> list[VolumeRow]:
        column, order = self._order
        return sorted(
            self._given,
            key=lambda row: _sort_key(row, column),
            reverse=order is Qt.SortOrder.DescendingOrder,
        )


def _sort_key(row: VolumeRow, column: Column) -> Any:
    keys = (
        row.start,
        row.part.casefold(),
        row.ledger,
        row.calls,
        row.known,
        row.low,
        row.best,
        row.high,
        row.notes,
        row.looked,
        row.corrected,
        len(row.sources),
    )
    return keys[column]


def _alignment(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _RIGHT else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)
