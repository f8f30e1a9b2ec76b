"""The rows of a choice: values with their counts, ticked or not, narrowed by what is typed."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.exporters.wording import number
from desktop_app.query.name_folding import fold

ModelIndex = QModelIndex | QPersistentModelIndex
NAME_COLUMN, COUNT_COLUMN = range(2)
_ROLE: Final = Qt.ItemDataRole


class ChoiceRow(NamedTuple):
    """One value.

    Attributes:
        value: as in the clause.
        name: to read.
        names: folded, everything it is found by.
        note: beside the name: an IMO number.
        passing, total: voyages that have it, under all other clauses and in the case.
    """

    value: str
    name: str
    names: tuple[str, ...]
    note: str
    passing: int
    total: int


def found_by(*names: str) -> tuple[str, ...]:
    """Names as the search compares them."""
    return tuple(dict.fromkeys(fold(name) for name in names if name))


class ChoiceModel(QAbstractTableModel):
    """Values and counts; ticking a value is told at once.

    Signals:
        ticked: the chosen values, in the order of the rows.
    """

    ticked = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: tuple[ChoiceRow, ...] = ()
        self._shown: list[int] = []
        self._chosen: set[str] = set()
        self._text = ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ticked values, in the order of the rows."""
        return tuple(row.value for row in self._rows if row.value in self._chosen)

    @property
    def rows(self) -> tuple[ChoiceRow, ...]:
        """Every row, shown or not."""
        return self._rows

    def set_rows(self, rows: Iterable[ChoiceRow]) -> None:
        """Other rows, or the same with other counts: those stay where they are."""
        new = tuple(rows)
        order = {row.value: row for row in new}
        if self._rows and order.keys() == {row.value for row in self._rows}:
            self._rows = tuple(order[row.value] for row in self._rows)
            if self._shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, COUNT_COLUMN))
            return
        self.beginResetModel()
        self._rows = new
        self._shown = self._fitting()
        self.endResetModel()

    def clear(self) -> None:
        """No rows: the values of another kind are on their way."""
        self.beginResetModel()
        self._rows, self._shown, self._text, self._chosen = (), [], "", set()
        self.endResetModel()

    def set_chosen(self, values: Iterable[str]) -> None:
        """Tick exactly these, without telling."""
        chosen = set(values)
        if chosen != self._chosen:
            self._chosen = chosen
            if self._shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))

    def narrow(self, text: str) -> None:
        """Show the rows whose name holds every word."""
        self.beginResetModel()
        self._text = text
        self._shown = self._fitting()
        self.endResetModel()

    def tick_shown(self, *, on: bool) -> None:
        """Tick every row that is shown, or none of them."""
        values = {self._rows[place].value for place in self._shown}
        self._tick(self._chosen | values if on else self._chosen - values)

    def toggle(self, row: int) -> None:
        """Tick a shown row, or take its tick away."""
        self._tick(self._chosen ^ {self._rows[self._shown[row]].value})

    def _tick(self, chosen: set[str]) -> None:
        if chosen != self._chosen:
            self.set_chosen(chosen)
            self.ticked.emit(self.chosen)

    def _fitting(self) -> list[int]:
        words = fold(self._text).removeprefix("imo ").split()
        return [
            place
            for place, row in enumerate(self._rows)
            if not words or any(all(word in name for word in words) for name in row.names)
        ]

    def rowCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's form
        """Shown rows."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: ModelIndex = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's form
        """Name and counts."""
        return 0 if parent.isValid() else 2

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _ROLE.DisplayRole) -> Any:  # noqa: N802 - Qt's name
        """What the numbers are."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _ROLE.DisplayRole:
            return ("Value", "Voyages")[section]
        if role == _ROLE.ToolTipRole and section == COUNT_COLUMN:
            return "Voyages with this value: under all other clauses / in the case"
        return _right() if role == _ROLE.TextAlignmentRole and section == COUNT_COLUMN else None

    def flags(self, index: ModelIndex) -> Qt.ItemFlag:
        """The name can be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == NAME_COLUMN else flags

    def data(self, index: ModelIndex, role: int = _ROLE.DisplayRole) -> Any:
        """Texts, ticks and tool tips."""
        if not index.isValid():
            return None
        row = self._rows[self._shown[index.row()]]
        if role == _ROLE.ForegroundRole:
            return None if row.passing else QGuiApplication.palette().placeholderText()
        if index.column() == COUNT_COLUMN:
            if role == _ROLE.TextAlignmentRole:
                return _right()
            return f"{number(row.passing)} / {number(row.total)}" if role == _ROLE.DisplayRole else None
        answers: Mapping[int, Any] = {
            _ROLE.DisplayRole: f"{row.name}   {row.note}" if row.note else row.name,
            _ROLE.ToolTipRole: row.name,
            _ROLE.CheckStateRole: (
                Qt.CheckState.Checked if row.value in self._chosen else Qt.CheckState.Unchecked
            ),
            _ROLE.AccessibleTextRole: f"{row.name} {row.note}, {row.passing} of {row.total} voyages",
        }
        return answers.get(role)

    def setData(self, index: ModelIndex, value: Any, role: int = _ROLE.EditRole) -> bool:  # noqa: ARG002, N802 - Qt's form
        """A click on the box, or Space."""
        if role != _ROLE.CheckStateRole or not index.isValid():
            return False
        self.toggle(index.row())
        return True


def _right() -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
