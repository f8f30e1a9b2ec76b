"""The list of vessels: places of ships in the order that the engine gave them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.exporters.fleet_columns import (
    HEADINGS,
    NUMBERS,
    FleetColumn,
    bars_words,
    cell_text,
    explanation,
)
from desktop_app.query.fleet_results import FleetRows

ModelIndex = QModelIndex | QPersistentModelIndex
NO_PARENT: Final = QModelIndex()
_LEFT: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class FleetTableModel(QAbstractTableModel):
    """One row a ship; a tick stands for its being in the filter.

    Attributes:
        answer: what is shown; None before the first answer.
        order: places of the ships in `answer.ships`, from above.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.answer: FleetRows | None = None
        self.order: list[int] = []
        self._ticked: frozenset[str] = frozenset()
        self._sorted: FleetColumn | None = None
        self._arrow = ""
        self._places: dict[str, int] = {}

    def take(self, answer: FleetRows) -> None:
        """Show an answer; rows that are the same in the same order stay what they are."""
        order = answer.rows.tolist()
        same = self.answer is not None and order == self.order and self.answer.ships is answer.ships
        if same:
            self.answer = answer
            self._tell_all()
            return
        self.beginResetModel()
        self.answer, self.order = answer, order
        self._places = {answer.ships[place].id: row for row, place in enumerate(order)}
        self.endResetModel()

    def tick(self, ids: Iterable[str]) -> None:
        """Tick exactly these; an empty id stands for ships that are not named."""
        ticked = frozenset(ids)
        if ticked != self._ticked:
            self._ticked = ticked
            self._tell_all()

    def show_order(self, column: FleetColumn | None, *, descending: bool) -> None:
        """Mark the column by which the ships are ordered; None for their usual order."""
        self._sorted, self._arrow = column, " ▾" if descending else " ▴"
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(FleetColumn) - 1)

    def _tell_all(self) -> None:
        if self.order:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.order) - 1, len(FleetColumn) - 1))

    def is_ticked(self, row: int) -> bool:
        """Whether the ship of a row is in the filter."""
        return self.id_at(row) in self._ticked

    def id_at(self, row: int) -> str:
        """The vessel of a row; empty for ships that are not named."""
        return self.answer.ships[self.order[row]].id if self.answer is not None else ""

    def row_of(self, vessel_id: str) -> int | None:
        """Where a vessel stands; None where it is not shown."""
        return self._places.get(vessel_id)

    def rowCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Ships on show."""
        return 0 if parent.isValid() else len(self.order)

    def columnCount(self, parent: ModelIndex = NO_PARENT) -> int:  # noqa: N802 - Qt's name
        """Fixed columns."""
        return 0 if parent.isValid() else len(FleetColumn)

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        """A vessel can be ticked."""
        flags = super().flags(index)
        if index.isValid() and index.column() == FleetColumn.VESSEL:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> Any:
        """Titles with units, and what they mean as tooltip."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        heading = HEADINGS[FleetColumn(section)]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return f"{heading.title}{self._arrow if section == self._sorted else ''}"
            case Qt.ItemDataRole.AccessibleTextRole:
                return heading.name
            case Qt.ItemDataRole.ToolTipRole:
                return f"{heading.name}\n{heading.meaning}"
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if section in NUMBERS else _LEFT
        return None

    def data(self, index: ModelIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        """Text, what it means, and whether the vessel is ticked."""
        answer = self.answer
        if answer is None or not index.isValid():
            return None
        column, ship = FleetColumn(index.column()), self.order[index.row()]
        if role in _READERS:
            return _READERS[role](answer, ship, column)
        if role == Qt.ItemDataRole.CheckStateRole and column is FleetColumn.VESSEL:
            return Qt.CheckState.Checked if self.is_ticked(index.row()) else Qt.CheckState.Unchecked
        return _RIGHT if role == Qt.ItemDataRole.TextAlignmentRole and column in NUMBERS else None


def _spoken(answer: FleetRows, ship: int, column: FleetColumn) -> str:
    if column is FleetColumn.ACTIVITY:
        return bars_words(answer, ship)
    return cell_text(answer, ship, column)


_READERS: Final[Mapping[int, Callable[[FleetRows, int, FleetColumn], str]]] = {
    int(Qt.ItemDataRole.DisplayRole): cell_text,
    int(Qt.ItemDataRole.ToolTipRole): explanation,
    int(Qt.ItemDataRole.AccessibleTextRole): _spoken,
    int(Qt.ItemDataRole.AccessibleDescriptionRole): explanation,
}
