"""The origin–destination matrix as a table: ports by ports, sums at the edges."""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.exporters.port_words import cell_words, of_total, told_in_words
from desktop_app.exporters.wording import barrels_in_short, number
from desktop_app.query.port_results import IN_WORDS, NOT_NAMED, Cell, Matrix
from desktop_app.session.style import FlowMeasure

ModelIndex = QModelIndex | QPersistentModelIndex

SHADE_ROLE: Final = int(Qt.ItemDataRole.UserRole)
"""Share of the largest cell, 0 to 1; sums have none."""
NO_PARENT: Final = QModelIndex()
SUM: Final = "All"
SPECIAL: Final = {NOT_NAMED: "not documented", IN_WORDS: "told in words"}


class MatrixTable(QAbstractTableModel):
    """Rows are loading ports, columns ports of discharge; the last of either is the sum."""

    def __init__(self, name_of: Callable[[str], str], parent: QObject | None = None) -> None:
        """`name_of` tells what to call a port by its id."""
        super().__init__(parent)
        self._name_of = name_of
        self._matrix: Matrix | None = None
        self._measure = FlowMeasure.CALLS
        self._most = 0.0

    @property
    def matrix(self) -> Matrix | None:
        """What is shown."""
        return self._matrix

    def show_matrix(self, matrix: Matrix, measure: FlowMeasure) -> None:
        """Show this from now on, shaded by a measure."""
        before = self._matrix
        same = before is not None and (before.loading, before.discharge) == (matrix.loading, matrix.discharge)
        if not same:
            self.beginResetModel()
        self._matrix, self._measure = matrix, measure
        self._most = max((self._value(cell) for row in matrix.cells for cell in row), default=0.0)
        if same:
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        else:
            self.endResetModel()

    def ends_of(self, index: ModelIndex) -> tuple[str | None, str | None]:
        """Loading and discharge port of a cell, None for a sum."""
        if self._matrix is None:
            return None, None
        row, column = index.row(), index.column()
        loading, discharge = self._matrix.loading, self._matrix.discharge
        return (
            loading[row] if row < len(loading) else None,
            discharge[column] if column < len(discharge) else None,
        )

    def cell_at(self, row: int, column: int) -> Cell | None:
        """A cell or a sum."""
        matrix = self._matrix
        if matrix is None or row < 0 or column < 0:
            return None
        is_sum_row, is_sum_column = row == len(matrix.loading), column == len(matrix.discharge)
        if is_sum_row:
            return matrix.everything if is_sum_column else matrix.columns[column]
        return matrix.rows[row] if is_sum_column else matrix.cells[row][column]

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Loading ports and the sum."""
        return 0 if parent.isValid() or self._matrix is None else len(self._matrix.loading) + 1

    def columnCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Ports of discharge and the sum."""
        return 0 if parent.isValid() or self._matrix is None else len(self._matrix.discharge) + 1

    def data(self, index: ModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Calls over the volume; words for tooltips and readers."""
        cell = self.cell_at(index.row(), index.column())
        if cell is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(cell)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return f"{self._heading(index)}: {cell_words(cell)}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case _ if role == SHADE_ROLE:
                is_sum = None in self.ends_of(index)
                return 0.0 if is_sum or not self._most else self._value(cell) / self._most
            case _:
                return None

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Names of the ports."""
        matrix = self._matrix
        if matrix is None or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        is_column = orientation is Qt.Orientation.Horizontal
        ids = matrix.discharge if is_column else matrix.loading
        if section == len(ids):
            return SUM
        if role == Qt.ItemDataRole.ToolTipRole:
            if ids[section] == IN_WORDS:
                return told_in_words(matrix)
            return f"{'Discharge' if is_column else 'Loading'}: {self._name(ids[section])}"
        return self._name(ids[section])

    def as_text(self) -> str:
        """The whole table, tab-separated, with low, best and high in columns of their own."""
        if self._matrix is None:
            return ""
        heads = (
            "Loading\tDischarge\tCalls\tof all\tLow, bbl\tBest, bbl\tHigh, bbl\t"
            "Calls with volume\tCounted in other rows"
        )
        lines = [heads]
        for row in range(self.rowCount()):
            for column in range(self.columnCount()):
                cell = self.cell_at(row, column)
                if cell is None or not cell.is_used:
                    continue
                names = (
                    str(self.headerData(row, Qt.Orientation.Vertical)),
                    str(self.headerData(column, Qt.Orientation.Horizontal)),
                )
                volume = (cell.low_bbl, cell.best_bbl, cell.high_bbl)
                ends = [f"{value:.0f}" if cell.estimated else "" for value in volume]
                numbers = (cell.calls, cell.total, *ends, cell.estimated, cell.uncounted)
                lines.append("\t".join((*names, *(str(value) for value in numbers))))
        return "\n".join(lines)

    def _name(self, ident: str) -> str:
        return SPECIAL.get(ident) or self._name_of(ident)

    def _heading(self, index: ModelIndex) -> str:
        row = self.headerData(index.row(), Qt.Orientation.Vertical)
        column = self.headerData(index.column(), Qt.Orientation.Horizontal)
        return f"{row} to {column}"

    def _value(self, cell: Cell) -> float:
        return cell.high_bbl if self._measure is FlowMeasure.VOLUME else float(cell.calls)


def _text(cell: Cell) -> str:
    """Two lines; nothing for a pair of ports between which nothing went."""
    if not cell.is_used:
        return ""
    about = "c. " if cell.approximate else ""
    first = f"{about}{of_total(cell.calls, cell.total)}"
    if cell.uncounted:
        first += f" (+{number(cell.uncounted)})"
    if not cell.estimated:
        return first
    return f"{first}\n{barrels_in_short(cell.low_bbl, cell.best_bbl, cell.high_bbl)}"
