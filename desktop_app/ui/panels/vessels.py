"""The vessels panel: every ship of the case, who lists it, its calls under the filter, what they carried."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from desktop_app.exporters.fleet_columns import HEADINGS, FleetColumn, fleet_sum, widest_texts
from desktop_app.exporters.fleet_copy import MOST_COPIED
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import ChoiceClause, ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.fleet_results import FleetOrder, FleetQuestion, FleetRows
from desktop_app.query.results import MOST_SELECTED
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.empty_view import EmptyView
from desktop_app.ui.fleet_clipboard import FleetClipboard
from desktop_app.ui.fleet_tools import FleetTools
from desktop_app.ui.fleet_view import FleetView
from desktop_app.ui.models.fleet_table import FleetTableModel
from desktop_app.ui.voyage_menu import popup_menu

NAME: Final = "vessels"


class VesselsPanel(QWidget):
    """Search and switches over the list, below it what the list adds up to.

    The list makes the filter's choice of vessels, so it asks without it: all ships stay on show, those chosen
    are ticked.

    Attributes:
        tools: search and switches.
        table: the list.
        sum: what it adds up to.
        all_vessels: takes the choice of vessels out of the filter; there while it is in it.

    Signals:
        question_changed: typed, switched or sorted; the owner asks the coordinator for this view again.
        counted: vessels on show and vessels of the case.
        said: a sentence about what was done.
    """

    question_changed = Signal()
    counted = Signal(int, int)
    said = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._clipboard = FleetClipboard(session, jobs, self.said.emit)
        self._applying = False
        self._generation = -1
        self._sorted: FleetColumn | None = None
        self._descending = False
        self.tools = FleetTools(self)
        self.model = FleetTableModel(self)
        self.table = FleetView(session, self.model, self)
        self._empty = EmptyView(session, "vessels with a row", self)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setMargin(24)
        stack = QWidget(self)
        self._stack = QStackedLayout(stack)
        for widget in (self.table, self._empty, self._message):
            self._stack.addWidget(widget)
        self.sum = ElidedLabel(self)
        self.sum.setFont(self.table.font())
        self.sum.setAccessibleName("Sum of the vessels")
        self.all_vessels = QPushButton("All vessels", self)
        self.all_vessels.setFlat(True)
        self.all_vessels.setFont(self.table.font())
        self.all_vessels.setToolTip("Take the choice of vessels out of the filter")
        foot = QHBoxLayout()
        foot.setContentsMargins(8, 3, 4, 3)
        foot.addWidget(self.sum, 1)
        foot.addWidget(self.all_vessels)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.tools)
        layout.addWidget(stack, 1)
        layout.addLayout(foot)
        self.setFocusProxy(self.table)
        self._connect()
        self._show_ticks()

    def _connect(self) -> None:
        table = self.table
        self.tools.changed.connect(self.question_changed)
        self.tools.list_wanted.connect(self._enter_list)
        table.horizontalHeader().sectionClicked.connect(self._on_header_clicked)
        table.selectionModel().selectionChanged.connect(self._on_rows_selected)
        table.entered.connect(self._on_entered)
        table.viewport().installEventFilter(self)
        table.ticked.connect(self._on_ticked)
        table.filter_wanted.connect(self.filter_by_selected)
        table.copy_wanted.connect(self.copy_selected)
        table.all_wanted.connect(self._select_all)
        table.menu_wanted.connect(self._open_menu)
        self.all_vessels.clicked.connect(lambda: self._choose(()))
        self._session.changed.connect(self._on_changed)

    def query(self, filter_: Filter) -> Query:
        """The ships as they are searched and sorted, under the other clauses of the filter."""
        order = HEADINGS[self._sorted].order if self._sorted is not None else FleetOrder.NAME
        question = FleetQuestion(
            order,
            self._descending,
            self.tools.text,
            self.tools.reference.isChecked(),
            self.tools.passing_only.isChecked(),
        )

        def ask(engine: QueryEngine, feedback: Feedback) -> FleetRows:
            from desktop_app.query.fleet_query import fleet_rows  # noqa: PLC0415 - numpy takes 0.1 s to import

            return fleet_rows(engine, filter_, question, feedback)

        return ask

    def query_result(self, result: FleetRows, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Show the ships; the selection stays where its ships still are."""
        scrolled = self.table.verticalScrollBar().value()
        generation = self._session.store.generation
        if generation != self._generation:
            self._generation = generation
            self.table.make_room(widest_texts(result))
        self._applying = True
        self.model.take(result)
        self._applying = False
        self._show_ticks()
        self._show_selection(scrolls=False)
        self.table.verticalScrollBar().setValue(scrolled)
        self.sum.setText(fleet_sum(result) if self.model.order else "")
        self._stack.setCurrentWidget(self.table if self.model.order else self._nothing(result))
        # The last of the ships stands for all that are not named.
        named = len(self.model.order) - (self.model.row_of("") is not None)
        self.counted.emit(named, len(result.ships) - 1)

    def _nothing(self, result: FleetRows) -> QWidget:
        """What stands in the place of an empty list."""
        if len(result.ships) == 1:
            self._message.setText("There are no vessels in this case. The menu Edit adds one.")
        elif self.tools.text:
            self._message.setText(
                f"No vessel on this list answers to “{self.tools.text}”. "
                "Esc in the search field shows all again."
            )
        elif self.tools.passing_only.isChecked():
            return self._empty
        else:
            self._message.setText("All vessels of this case belong to the reference fleet, which is off.")
        return self._message

    def query_error(self, error: Exception) -> None:
        """Say that the list could not be read."""
        self._message.setText(f"The vessels could not be read: {error}")
        self._stack.setCurrentWidget(self._message)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The pointer leaving the rows ends the hover everywhere."""
        if event.type() is QEvent.Type.Leave:
            self._session.set_hover("", NAME)
        return super().eventFilter(watched, event)

    @Slot()
    def _enter_list(self) -> None:
        if self.model.order:
            self.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.table.selectRow(0)

    @Slot(int)
    def _on_header_clicked(self, section: int) -> None:
        """The likelier direction first, then the other, then the order by name again."""
        column = FleetColumn(section)
        high_first = HEADINGS[column].high_first
        if column is not self._sorted:
            self._sorted, self._descending = column, high_first
        elif self._descending is high_first:
            self._descending = not high_first
        else:
            self._sorted, self._descending = None, False
        self.model.show_order(self._sorted, descending=self._descending)
        self.question_changed.emit()

    @Slot(int)
    def _on_ticked(self, row: int) -> None:
        vessel_id = self.model.id_at(row)
        chosen = list(self._session.filter.choice(ClauseKind.VESSEL).values)
        if vessel_id in chosen:
            chosen.remove(vessel_id)
        else:
            chosen.append(vessel_id)
        self._choose(chosen)

    @Slot()
    def filter_by_selected(self) -> None:
        """Show the selected vessels alone, in every view."""
        rows = self._selected_rows()
        if rows:
            self._choose([self.model.id_at(row) for row in rows])

    def _choose(self, ids: Sequence[str]) -> None:
        names = {vessel.id: vessel.name for vessel in self._session.store.record.vessels}
        clause = ChoiceClause(ClauseKind.VESSEL, tuple(ids), tuple(names.get(ident, ident) for ident in ids))
        self._session.set_clause(clause, NAME)

    def _show_ticks(self) -> None:
        chosen = self._session.filter.choice(ClauseKind.VESSEL).values
        self.model.tick(chosen)
        self.all_vessels.setVisible(bool(chosen))

    @Slot()
    def _on_rows_selected(self) -> None:
        if not self._applying:
            self._session.select(self._keys_of(self._selected_rows()), NAME)

    def _keys_of(self, rows: Sequence[int]) -> tuple[str, ...]:
        """Vessels, and for ships that are not named their voyages, as many as one selection holds."""
        keys: list[str] = []
        for row in rows:
            vessel_id = self.model.id_at(row)
            keys += [f"vessel:{vessel_id}"] if vessel_id else self._nameless()
        return tuple(keys[:MOST_SELECTED])

    def _nameless(self) -> list[str]:
        answer = self.model.answer
        numbers = answer.unnamed.tolist() if answer is not None else []
        ids = self._session.engine.ids_of(numbers)
        return [f"voyage:{ids[number]}" for number in numbers if number in ids]

    def _selected_rows(self) -> list[int]:
        return sorted(index.row() for index in self.table.selectionModel().selectedRows())

    @Slot()
    def _select_all(self) -> None:
        rows = range(min(self.model.rowCount(), MOST_SELECTED))
        self._session.select(self._keys_of(rows), "")
        if len(rows) < self.model.rowCount():
            self.said.emit(f"The first {MOST_SELECTED:,} vessels are selected: more are too many to look at.")

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        vessel_id = self.model.id_at(index.row())
        self._session.set_hover(f"vessel:{vessel_id}" if vessel_id else "", NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.FILTER in change.what:
            self._show_ticks()
        if Changed.SELECTION in change.what and change.initiator != NAME:
            self._show_selection()
        if Changed.HOVER in change.what:
            self._point_at(self._vessel_of(self._session.hover))
        if Changed.STYLE in change.what:
            self.table.viewport().update()

    def _point_at(self, vessel_id: str | None) -> None:
        before, self.table.cells.pointed_at = self.table.cells.pointed_at, vessel_id
        for changed in {before, vessel_id} - {None}:
            row = self.model.row_of(changed or "")
            if row is not None:
                self.table.draw_row(row)

    def _vessel_of(self, key: str) -> str | None:
        """The vessel that a thing is or belongs to; empty for one not named, None for none."""
        kind, _, ident = key.partition(":")
        store = self._session.store
        if kind == "vessel":
            return ident
        look_up = {"voyage": store.voyage, "call": store.call, "sighting": store.sighting}.get(kind)
        row = look_up(ident) if look_up is not None else None
        return row.vessel_id if row is not None else None

    def _show_selection(self, *, scrolls: bool = True) -> None:
        """Select the rows of the session's vessels, and bring the first into view."""
        keys = self._session.selection
        found = (self.model.row_of(key.removeprefix("vessel:")) for key in keys if key.startswith("vessel:"))
        rows = [row for row in found if row is not None]
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.model.index(row, 0), self.model.index(row, len(FleetColumn) - 1))
        selection = self.table.selectionModel()
        self._applying = True
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows and scrolls:
            first = self.model.index(rows[0], FleetColumn.VESSEL)
            selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.table.scrollTo(first)
        self._applying = False

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        rows = self._selected_rows()
        menu = popup_menu(self.table)
        names = [self.model.index(row, FleetColumn.VESSEL).data() for row in rows[:1]]
        what = str(names[0]).replace("&", "&&") if len(rows) == 1 else f"these {len(rows):,} vessels"
        only = menu.addAction(f"&Filter: only {what if rows else 'the selected vessels'}\tEnter")
        only.setEnabled(bool(rows))
        only.triggered.connect(lambda _=False: self.filter_by_selected())
        every = menu.addAction("&All vessels")
        every.setEnabled(self.all_vessels.isVisibleTo(self))
        every.triggered.connect(lambda _=False: self._choose(()))
        menu.addSeparator()
        copy = menu.addAction("Copy as &table\tCtrl+C")
        copy.setEnabled(bool(rows))
        copy.triggered.connect(lambda _=False: self.copy_selected())
        whole = menu.addAction(f"Copy all {min(len(self.model.order), MOST_COPIED):,} as table")
        whole.triggered.connect(lambda _=False: self.copy_all())
        menu.popup(at)

    @Slot()
    def copy_selected(self) -> None:
        """Copy the selected vessels as a table."""
        rows, answer = self._selected_rows(), self.model.answer
        if rows and answer is not None:
            self._clipboard.copy(answer, [self.model.order[row] for row in rows])
        else:
            self.said.emit("Select the vessels to copy first; the menu of a row copies all.")

    def copy_all(self) -> None:
        """Copy all vessels on show."""
        if self.model.answer is not None:
            self._clipboard.copy(self.model.answer, self.model.order)
