"""Which column says what: one row a field, the taken ones first."""

from typing import Final

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.importers.tables.guess import lacking
from desktop_app.importers.tables.mapping import Mapping
from desktop_app.importers.tables.targets import TARGETS_BY_NAME, Field
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.importing.drafts import unused_columns
from desktop_app.ui.importing.heads import Head
from desktop_app.ui.importing.mapping_row import EVERY_ROW, NOT_THERE, MappingRow

HEADS: Final = ("Field", "Column of the file", "Unit or value", "First value")
_MOST_NAMED: Final = 60


class MappingEditor(QWidget):
    """Shows and alters a mapping.

    Attributes:
        rows: by the name of the field.
        mapping: as it stands.
        more: shows the fields that the file does not seem to hold.
        unused: names the columns that say nothing.

    Signals:
        changed: str, the field that the person has altered.
    """

    changed = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: dict[str, MappingRow] = {}
        self.mapping = Mapping("", ())
        self._head: Head | None = None
        self._guessed: frozenset[str] = frozenset()
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.unused = ElidedLabel(self)
        self.unused.setObjectName("hint")
        self.unused.setContentsMargins(-6, 0, 0, 0)  # flush with what stands above
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._area, 1)
        box.addWidget(self.unused)

    def show_mapping(self, mapping: Mapping, head: Head, guessed: frozenset[str]) -> None:
        """Show another file's mapping, or another target."""
        self.mapping, self._head, self._guessed = mapping, head, guessed
        self.rows = {}
        body = QWidget(self._area)
        grid = QGridLayout(body)
        grid.setContentsMargins(2, 2, 8, 2)
        grid.setVerticalSpacing(3)
        for column, stretch in enumerate((0, 3, 2, 3)):
            grid.setColumnStretch(column, stretch)
            words = QLabel(HEADS[column], body)
            words.setObjectName("hint")
            grid.addWidget(words, 0, column)
        names = QStringListModel([NOT_THERE, EVERY_ROW, *head.columns], body)
        target = TARGETS_BY_NAME[mapping.target]
        needed = {name for group in target.needed for name in group}
        lacked = {name for group in lacking(target, mapping.uses) for name in group}
        first = [field for field in target.fields if mapping.use(field.name) or field.name in lacked]
        later = [field for field in target.fields if field not in first]
        later.sort(key=lambda field: field.name not in needed)
        for field in first:
            self._add(field, names, grid, body)
        self.more = QPushButton(f"Show {len(later)} &more fields", body)
        self.more.setAutoDefault(False)
        self.more.setFlat(True)
        self.more.clicked.connect(lambda: self._add_all(later, names, grid, body))
        self.more.setVisible(bool(later))
        grid.addWidget(self.more, grid.rowCount(), 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        grid.setRowStretch(grid.rowCount() + len(target.fields), 1)
        self._area.setWidget(body)
        self._show_rows()

    def _add(self, field: Field, names: QStringListModel, grid: QGridLayout, body: QWidget) -> None:
        row = MappingRow(field, names, grid, body)
        row.changed.connect(self._on_changed)
        self.rows[field.name] = row

    def _add_all(
        self, fields: list[Field], names: QStringListModel, grid: QGridLayout, body: QWidget
    ) -> None:
        self.more.hide()
        before: QWidget = self.more
        for field in fields:
            self._add(field, names, grid, body)
            row = self.rows[field.name]
            for widget in (row.columns, row.constant):
                QWidget.setTabOrder(before, widget)
                before = widget
        self._show_rows()
        self.rows[fields[0].name].columns.setFocus()

    @Slot()
    def _on_changed(self) -> None:
        row = self.sender()
        if not isinstance(row, MappingRow):
            return
        name, use = row.field.name, row.use
        kept = [one for one in self.mapping.uses if one.field != name]
        if use is not None:
            kept.append(use)
        order = [field.name for field in TARGETS_BY_NAME[self.mapping.target].fields]
        kept.sort(key=lambda one: order.index(one.field))
        self.mapping = self.mapping._replace(uses=tuple(kept))
        self._guessed -= {name}
        self._mark()
        self.changed.emit(name)

    def _show_rows(self) -> None:
        for name, row in self.rows.items():
            row.show_use(self.mapping.use(name), is_guessed=False, is_missing=False)
        self._mark()

    def _mark(self) -> None:
        """Show what is guessed, what is missing, what the columns hold, and which are not used."""
        if self._head is None:
            return
        target = TARGETS_BY_NAME[self.mapping.target]
        lacked = {name for group in lacking(target, self.mapping.uses) for name in group}
        for name, row in self.rows.items():
            use = self.mapping.use(name)
            row.mark(is_guessed=use is not None and name in self._guessed, is_missing=name in lacked)
            row.show_example(self._head.examples.get(use.column, "") if use is not None else "")
        unused = unused_columns(self.mapping, self._head.columns)
        named = ", ".join(unused[:_MOST_NAMED])
        rest = f" and {len(unused) - _MOST_NAMED:,} more" if len(unused) > _MOST_NAMED else ""
        self.unused.show_sentence(
            f"Columns not used: {named}{rest}" if unused else "Every column of the file is used."
        )
