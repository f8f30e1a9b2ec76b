"""Which rows the table has."""

import dataclasses
from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.domain.figure_design import TableKind
from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.fields import ChoiceField, NumberField, form

TABLES: Final[Mapping[str, str]] = {
    TableKind.TOP_VESSELS.value: "Vessels with most volume",
    TableKind.SELECTION.value: "What is selected",
}
ROW_LIMITS: Final = (1, 40)


class TableFields(QWidget):
    """Kind and number of rows."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self.kind = ChoiceField("Rows of the table", TABLES)
        self.rows = NumberField("At most so many rows", "", ROW_LIMITS, 0)
        self.kind.chosen.connect(self._on_kind)
        self.rows.edited.connect(self._on_rows)
        fields = form()
        fields.addRow("Rows", self.kind)
        fields.addRow("At most", self.rows)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(fields)
        document.changed.connect(self.show_design)
        self.show_design()

    @Slot()
    def show_design(self) -> None:
        """Show what the design says now."""
        self.kind.show_value(self._document.design.table.value)
        self.rows.show_value(self._document.design.table_rows)

    @Slot(str)
    def _on_kind(self, value: str) -> None:
        design = dataclasses.replace(self._document.design, table=TableKind(value))
        self._document.change("Change the table's rows", design)

    @Slot(float)
    def _on_rows(self, value: float) -> None:
        design = dataclasses.replace(self._document.design, table_rows=round(value))
        self._document.change("Change the number of rows", design, together="table rows")
