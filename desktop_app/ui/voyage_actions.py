"""What can be done with rows of the voyages table: show, filter by them, hide, copy, edit; and its menus."""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QModelIndex, QObject, QPoint, Signal, Slot
from PySide6.QtGui import QGuiApplication

from desktop_app.exporters.voyage_clauses import clause_of
from desktop_app.exporters.voyage_columns import Column, TableRow
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import ChoiceClause, Clause
from desktop_app.session.session import Session
from desktop_app.ui.models.voyage_table import VoyageTableModel
from desktop_app.ui.theatre import bounds_of
from desktop_app.ui.voyage_clipboard import MOST_COPIED, VoyageClipboard
from desktop_app.ui.voyage_header import VoyageHeader
from desktop_app.ui.voyage_menu import CellActions, HeadActions, fill_cell_menu, fill_head_menu, popup_menu
from desktop_app.ui.voyage_view import VoyageView

NOTHING_SELECTED: Final = "Select the rows to copy first; the menu of a row copies all that pass."


class VoyageActions(QObject):
    """Acts on one table.

    Attributes:
        total: voyages of the case, for what a copy says of itself.

    Signals:
        zoom_wanted: bounds, west, south, east, north in degrees.
        edit_wanted: the selected row is to be edited.
        open_all_wanted: bool, all groups.
        select_wanted: places of rows to select.
        said: a sentence about what was done.
    """

    zoom_wanted = Signal(object)
    edit_wanted = Signal()
    open_all_wanted = Signal(bool)
    select_wanted = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        table: VoyageView,
        model: VoyageTableModel,
        header: VoyageHeader,
        selected_places: Callable[[], Sequence[int]],
    ) -> None:
        super().__init__(table)
        self.total = 0
        self._session = session
        self._table = table
        self._model = model
        self._header = header
        self._selected_places = selected_places
        self._clipboard = VoyageClipboard(session, jobs, self.said.emit)
        table.menu_wanted.connect(self._open_menu)
        table.copy_wanted.connect(self.copy_selected)
        table.edit_wanted.connect(self.edit_wanted)

    @Slot()
    def copy_selected(self) -> None:
        """Copy the selected rows as a table."""
        places = self._selected_places()
        if places:
            self._copy(places)
        else:
            self.said.emit(NOTHING_SELECTED)

    def _copy_all(self) -> None:
        self._copy(range(min(len(self._model.numbers), MOST_COPIED)))

    def _copy(self, places: Sequence[int]) -> None:
        numbers = [int(self._model.numbers[place]) for place in places]
        columns = [entry.column for entry in self._header.columns()]
        self._clipboard.copy(numbers, columns, len(self._model.numbers), self.total)

    @Slot(QPoint, QModelIndex)
    def _open_menu(self, at: QPoint, index: QModelIndex) -> None:
        menu = popup_menu(self._table)
        row, column = index.row(), Column(index.column())
        if self._model.group_at(row) is not None:
            fill_head_menu(menu, self._on_head(row))
        else:
            known = self._model.known_at(row)
            if known is None:
                menu.deleteLater()
                return
            fill_cell_menu(menu, column, self._clauses(known), self._on_cell(known, column))
        self._header.fill_menu(menu.addMenu("Co&lumn"), column)
        menu.popup(at)

    def _on_head(self, row: int) -> HeadActions:
        is_open = self._model.is_open(row)
        return HeadActions(
            lambda: self._model.set_open(row, is_open=not is_open),
            lambda: self.select_wanted.emit(self._model.places_in_group(row)),
            self.open_all_wanted.emit,
            is_open,
        )

    def _on_cell(self, row: TableRow, column: Column) -> CellActions:
        session = self._session
        return CellActions(
            zoom=lambda: self._zoom(f"voyage:{row.voyage.id}"),
            filter_by=lambda clause: session.set_clause(clause, ""),
            hide=self._hide,
            copy_cell=lambda: self._copy_text(row.texts[column]),
            copy_selected=self.copy_selected,
            copy_all=self._copy_all,
            edit=self.edit_wanted.emit,
            read_only=session.store.read_only,
            selected=len(self._selected_places()),
            passing=len(self._model.numbers),
            most_copied=MOST_COPIED,
        )

    def _clauses(self, row: TableRow) -> dict[Column, Clause]:
        """What the cells of a row stand for, each clause once."""
        clauses: dict[Column, Clause] = {}
        for column in Column:
            clause = clause_of(self._session.store, row, column)
            if clause is not None and clause not in clauses.values():
                clauses[column] = clause
        return clauses

    def _copy_text(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.said.emit(f"Copied {text}")

    def _zoom(self, key: str) -> None:
        """Show what is selected if the row is part of it, else the row alone."""
        keys = self._session.selection
        bounds = bounds_of(self._session.engine, keys if key in keys else (key,))
        if bounds is None:
            self.said.emit("The sources give no place for this.")
        else:
            self.zoom_wanted.emit(bounds)

    def _hide(self, clause: ChoiceClause) -> None:
        """Choose all other values of the kind that rows have under the other clauses."""
        session = self._session
        present = session.filter.choice(clause.kind).values
        others = [
            facet
            for facet in session.engine.facets(session.filter, clause.kind)
            if facet.value not in clause.values and (not present or facet.value in present)
        ]
        if not others:
            self.said.emit("Nothing else would be left: the filter stays as it is.")
            return
        values = tuple(facet.value for facet in others)
        names = tuple(facet.name for facet in others)
        session.set_clause(ChoiceClause(clause.kind, values, names), "")
