"""A quantity as low, best and high with unit and assumptions."""

from collections.abc import Iterable, Mapping
from typing import Final

from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from desktop_app.query.number_text import number_text, parse_number
from desktop_app.storage.edits import Cell
from desktop_app.ui.forms.entry import Entry
from desktop_app.ui.forms.layout import QUANTITY_ENDS
from desktop_app.ui.forms.plain_entries import ChoiceEntry
from desktop_app.ui.style_state import set_state

LINE_PX: Final = 44
UNIT_SIGNS: Final = 4
_WORDS: Final = {"low": "Lowest", "best": "Best", "high": "Highest"}


class QuantityEntry(Entry):
    """Three numbers in a row; below them their unit and what they assume."""

    def __init__(self, prefix: str, units: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prefix = prefix
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(2)
        self.lines: dict[str, QLineEdit] = {}
        for column, (end, words) in enumerate(_WORDS.items()):
            line = QLineEdit(self)
            line.textEdited.connect(self.edited)
            line.setMinimumWidth(LINE_PX)
            label = QLabel(words, self)
            label.setObjectName("hint")
            grid.addWidget(label, 0, column)
            grid.addWidget(line, 1, column)
            grid.setColumnStretch(column, 1)
            self.lines[end] = line
        self.unit = ChoiceEntry(f"{prefix}_unit", ((unit, unit) for unit in units), "unit", self)
        self.unit.list.setMinimumContentsLength(UNIT_SIGNS)
        self.unit.edited.connect(self.edited)
        grid.addWidget(self.unit, 2, 0)
        self.assumptions = QLineEdit(self)
        self.assumptions.textEdited.connect(self.edited)
        self.assumptions.setPlaceholderText("what they assume")
        grid.addWidget(self.assumptions, 2, 1, 1, 2)
        self.setFocusProxy(self.lines["low"])

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Show the five columns."""
        for end, line in self.lines.items():
            value = cells.get(f"{self._prefix}_{end}")
            line.setText(number_text(value if isinstance(value, int | float) else None))
        self.unit.show_cells(cells)
        self.assumptions.setText(str(cells.get(f"{self._prefix}_assumptions") or ""))

    def cells(self) -> dict[str, Cell]:
        """The five columns."""
        found: dict[str, Cell] = {}
        for end, line in self.lines.items():
            text = line.text().strip()
            found[f"{self._prefix}_{end}"] = parse_number(text) if text else None
        empty = not any(value is not None for value in found.values())
        assumptions = self.assumptions.text().strip() or None
        unit = None if empty and assumptions is None else self.unit.value
        values = (*found.values(), unit, assumptions)
        return {f"{self._prefix}_{end}": value for end, value in zip(QUANTITY_ENDS, values, strict=True)}

    def name(self, words: str, help_: str) -> None:
        """Each line says the field and its end."""
        for end, line in self.lines.items():
            line.setAccessibleName(f"{words}, {_WORDS[end].lower()}")
            line.setToolTip(help_)
        self.unit.name(f"{words}, unit", help_)
        self.assumptions.setAccessibleName(f"{words}, assumptions")

    def mark(self, *, wrong: bool) -> None:
        """The three numbers."""
        for line in self.lines.values():
            set_state(line, "wrong", on=wrong)
