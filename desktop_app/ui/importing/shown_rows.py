"""Rows of a file as they would be read, in a table; what cannot be read is tinted and says why."""

from typing import Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from desktop_app.session.style import Theme
from desktop_app.ui.palette import PALETTES

_Index = QModelIndex | QPersistentModelIndex
_WIDEST_PX: Final = 260
_TINT: Final = 48  # of 255; text on it keeps its contrast in every theme
PROBLEM_ROLE: Final = int(Qt.ItemDataRole.UserRole)


class Cell(NamedTuple):
    """One cell.

    Attributes:
        text: what is shown.
        written: what stands in the file, where it was read as something else; else empty.
        problem: why it cannot be read, or what is doubtful; empty for nothing.
    """

    text: str
    written: str = ""
    problem: str = ""


class Shown(NamedTuple):
    """A table.

    Attributes:
        heads: above the columns.
        lines: line of the file of each row, "" where there is none.
        rows: each as long as `heads`.
    """

    heads: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


class RowsModel(QAbstractTableModel):
    """A `Shown`.

    Attributes:
        shown: it.
        theme: whose colours tint problems.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.shown = Shown()
        self.theme = Theme.LIGHT

    def show_rows(self, shown: Shown) -> None:
        """Show another."""
        self.beginResetModel()
        self.shown = shown
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and form
        """As many as are shown."""
        return 0 if parent.isValid() else len(self.shown.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and form
        """As many as are shown."""
        return 0 if parent.isValid() else len(self.shown.heads)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What was read; the file's own text and the problem in the tool tip."""
        cell = self.shown.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(cell.text.split())
        if role == PROBLEM_ROLE:
            return cell.problem
        if role == Qt.ItemDataRole.BackgroundRole and cell.problem:
            colour = QColor(PALETTES[self.theme].cap)
            colour.setAlpha(_TINT)
            return QBrush(colour)
        if role == Qt.ItemDataRole.ToolTipRole:
            parts = [cell.text, f"in the file: {cell.written}" if cell.written else "", cell.problem]
            return "\n".join(part for part in parts if part)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{cell.text}: {cell.problem}" if cell.problem else cell.text
        return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Names of columns, lines of the file."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.shown.heads if orientation is Qt.Orientation.Horizontal else self.shown.lines)[section]


class RowsTable(QTableView):
    """Shows rows of a file.

    Attributes:
        rows: its model.
    """

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows = RowsModel(self)
        self.setModel(self.rows)
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 8)

    def show_rows(self, shown: Shown) -> None:
        """Show others; columns as wide as their cells call for, within bounds."""
        before = self.rows.shown.heads
        self.rows.show_rows(shown)
        self.horizontalHeader().setStretchLastSection(len(shown.heads) == 1)
        if shown.heads != before:
            self.resizeColumnsToContents()
            for column in range(len(shown.heads)):
                self.setColumnWidth(column, min(self.columnWidth(column) + 8, _WIDEST_PX))
