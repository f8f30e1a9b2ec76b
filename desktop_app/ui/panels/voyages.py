"""The voyages panel: calls, voyages and sightings that pass the filter, and what they add up to."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget

from desktop_app.exporters.voyage_columns import Column
from desktop_app.exporters.voyage_totals import totals_words
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.neighbours import Neighbours
from desktop_app.query.results import MOST_SELECTED, Totals
from desktop_app.query.voyage_rows import Grouping
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.empty_view import EmptyView
from desktop_app.ui.models.table_layout import TableLayout, layout_text, read_layout
from desktop_app.ui.models.voyage_table import ORDERS, TableAnswer, VoyageTableModel, first_pages
from desktop_app.ui.voyage_actions import VoyageActions
from desktop_app.ui.voyage_foot import VoyageFoot
from desktop_app.ui.voyage_header import VoyageHeader
from desktop_app.ui.voyage_view import VoyageView

NAME: Final = "voyages"
# Rows up to which all are read with the answer, so that a table of a few screens is never seen half empty.
READ_AT_ONCE: Final = 256


class VoyagesPanel(QWidget):
    """The table, and in its place why nothing passes.

    Attributes:
        table: the rows.
        foot: what they add up to; grouping and columns.

    Signals:
        order_changed: the user sorts or groups; the owner asks the coordinator for this view again.
        counted: rows shown and rows in the case.
        zoom_wanted: bounds that the map should show, west, south, east, north in degrees.
        edit_wanted: the selected row is to be edited.
        layout_changed: there is something else to remember.
        said: a sentence about what was done.
    """

    order_changed = Signal()
    counted = Signal(int, int)
    zoom_wanted = Signal(object)
    edit_wanted = Signal()
    layout_changed = Signal()
    said = Signal(str)

    def __init__(
        self, session: Session, jobs: JobRunner, remembered: str = "", parent: QWidget | None = None
    ) -> None:
        """`remembered` is what `remembered` gave the last time."""
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._applying = False
        self._totals = Totals()
        self._summing: Job | None = None
        self._searching: Job | None = None
        self._generation = session.store.generation
        layout_ = read_layout(remembered)
        self._grouping = layout_.grouping
        self.model = VoyageTableModel(session.engine, jobs, self)
        # Before the table's own: rows of a closed group stay selected in the session.
        self.model.rowsAboutToBeRemoved.connect(self._hold)
        self.table = VoyageView(session, self.model, self)
        self.header = VoyageHeader(self.table, layout_)
        self.foot = VoyageFoot(self.table.font(), self.header.fill_columns_menu, self)
        self.foot.show_grouping(self._grouping)
        self._actions = VoyageActions(
            session, jobs, self.table, self.model, self.header, self._selected_places
        )
        self._empty = EmptyView(session, "voyages", self)
        self._error = QLabel(self)
        self._error.setWordWrap(True)
        self._error.setMargin(24)
        stack = QWidget(self)
        self._stack = QStackedLayout(stack)
        for widget in (self.table, self._empty, self._error):
            self._stack.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(stack, 1)
        layout.addWidget(self.foot)
        self.setFocusProxy(self.table)
        self._connect()

    def _connect(self) -> None:
        table, header, actions = self.table, self.header, self._actions
        self.model.rowsRemoved.connect(self._let_go)
        self.model.rowsInserted.connect(self._show_opened)
        table.selectionModel().selectionChanged.connect(self._on_rows_selected)
        table.entered.connect(self._on_entered)
        table.viewport().installEventFilter(self)
        table.all_wanted.connect(self._select_all)
        actions.zoom_wanted.connect(self.zoom_wanted)
        actions.edit_wanted.connect(self.edit_wanted)
        actions.open_all_wanted.connect(self.open_all)
        actions.select_wanted.connect(self._select_places)
        actions.said.connect(self.said)
        table.name_typed.connect(self._go_to_name)
        table.column_moved.connect(header.move_column)
        table.opened_all.connect(self.open_all)
        header.changed.connect(self.layout_changed)
        header.sorted.connect(self.order_changed)
        header.group_wanted.connect(self.group_by)
        self.foot.group_wanted.connect(self.group_by)
        self.foot.open_all_wanted.connect(self.open_all)
        self._session.changed.connect(self._on_changed)

    def remembered(self) -> str:
        """Columns and grouping, for the settings."""
        return layout_text(TableLayout(self.header.columns(), self._grouping))

    def query(self, filter_: Filter) -> Query:
        """Rows under the filter, in the chosen order, and those of them that will be seen first."""
        order, descending, grouping = ORDERS[self.header.column], self.header.descending, self._grouping
        model = self.model
        selected = [key.removeprefix("voyage:") for key in self._session.selection[:1]]
        top, height = self._top_place(), self.table_rows

        def ask(engine: QueryEngine, feedback: Feedback) -> TableAnswer:
            answer = engine.voyage_rows(
                filter_, order, descending=descending, grouping=grouping, feedback=feedback
            )
            count = len(answer.rows)
            seen = range(count)
            if count > READ_AT_ONCE:
                first = min(top, count - height)
                # The table scrolls as far as the first selected row needs.
                for place in model.places_among(answer.rows, selected):
                    first = min(max(first, place - height + 1), place)
                seen = range(max(first, 0), min(first + height + 1, count))
            pages = first_pages(engine, answer.rows, seen)
            return TableAnswer(answer, grouping, pages, engine)

        return ask

    @property
    def table_rows(self) -> int:
        """Rows that the table has room for."""
        return self.table.viewport().height() // self.table.verticalHeader().defaultSectionSize()

    def _top_place(self) -> int:
        row = self.table.rowAt(0)
        place = self.model.place_at(row) if row >= 0 else None
        return place if place is not None else 0

    def query_result(self, result: TableAnswer, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Show the rows; the selection stays where its rows still are."""
        generation = self._session.store.generation
        is_edited, self._generation = generation != self._generation, generation
        rows = result.rows
        self._totals, self._actions.total = rows.totals, rows.total
        scrolled = self.table.verticalScrollBar().value()
        self._applying = True
        stays = self.model.take(result, is_edited=is_edited) or is_edited
        self._applying = False
        self._show_selection(scrolls=not stays, opens=False)
        if stays:
            self.table.verticalScrollBar().setValue(scrolled)
        self._stack.setCurrentWidget(self.table if len(rows.rows) else self._empty)
        self.foot.setVisible(bool(len(rows.rows)))
        self.counted.emit(len(rows.rows), rows.total)

    def query_error(self, error: Exception) -> None:
        """Say that the table could not be read."""
        self._error.setText(f"The table could not be read: {error}")
        self._stack.setCurrentWidget(self._error)

    def neighbours(self, voyage_id: str) -> Neighbours | None:
        """Where a voyage stands in the table, and the rows above and below; None where it is hidden."""
        places, total = self.model.places_of((voyage_id,)), len(self.model.numbers)
        if not places:
            return None
        place = places[0]
        above = self.model.keys_of([place - 1]) if place else ()
        below = self.model.keys_of([place + 1]) if place + 1 < total else ()
        return Neighbours(place + 1, total, "".join(above), "".join(below))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The pointer leaving the rows ends the hover everywhere."""
        if event.type() is QEvent.Type.Leave:
            self._session.set_hover("", NAME)
        return super().eventFilter(watched, event)

    @Slot(object)
    def group_by(self, grouping: Grouping) -> None:
        """Group the rows, or no longer."""
        if grouping is not self._grouping:
            self._grouping = grouping
            self.foot.show_grouping(grouping)
            self.layout_changed.emit()
            self.order_changed.emit()

    @Slot(bool)
    def open_all(self, is_open: bool) -> None:  # noqa: FBT001 - a slot
        """Open or close all groups."""
        self._applying = True
        self.model.set_all_open(is_open=is_open)
        self._applying = False
        self._show_selection(scrolls=is_open)

    @Slot()
    def _hold(self) -> None:
        self._applying = True

    @Slot()
    def _let_go(self) -> None:
        self._applying = False

    @Slot()
    def _show_opened(self) -> None:
        self._show_selection(scrolls=False)

    @Slot()
    def _select_all(self) -> None:
        count = min(len(self.model.numbers), MOST_SELECTED)
        self._select_places(range(count))

    @Slot(object)
    def _select_places(self, places: Sequence[int]) -> None:
        """Select the first `MOST_SELECTED` of some rows everywhere, and say so where there are more."""
        kept = places[:MOST_SELECTED]
        self._session.select(self.model.keys_of(kept), NAME)
        self._select_rows(kept)
        self._show_totals()
        if len(kept) < len(places) or len(kept) == MOST_SELECTED < len(self.model.numbers):
            self.said.emit(f"The first {MOST_SELECTED:,} rows are selected: more are too many to look at.")

    @Slot()
    def _on_rows_selected(self) -> None:
        if self._applying:
            return
        places = self._selected_places()
        if len(places) > MOST_SELECTED:
            self._select_places(places)
            return
        self._session.select(self.model.keys_of(places), NAME)
        self._show_totals()

    def _selected_places(self) -> list[int]:
        """From above, one more than are selected at most; of a million rows the selection is a few ranges."""
        ranges = sorted(
            (part.top(), part.bottom()) for part in self.table.selectionModel().selection().toList()
        )
        rows = chain.from_iterable(range(top, bottom + 1) for top, bottom in ranges)
        places = (self.model.place_at(row) for row in rows)
        return list(islice((place for place in places if place is not None), MOST_SELECTED + 1))

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        row = self.model.known_at(index.row())
        self._session.set_hover(f"voyage:{row.voyage.id}" if row is not None else "", NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.SELECTION in change.what and change.initiator != NAME:
            self._show_selection()
        if change.what & (Changed.HOVER | Changed.STYLE):
            self.table.viewport().update()

    def _show_selection(self, *, scrolls: bool = True, opens: bool = True) -> None:
        """Select the rows of the session's voyages, and bring the first into view.

        Another filter leaves closed the groups that the person has closed.
        """
        keys = self._session.selection
        places = self.model.places_of(
            key.removeprefix("voyage:") for key in keys if key.startswith("voyage:")
        )
        is_first = bool(places) and keys[0].startswith("voyage:")
        self._applying = True
        find = self.model.show_place if opens else self.model.view_row
        first = find(places[0]) if is_first and scrolls else None
        self._applying = False
        self._select_rows(places)
        if first is not None:
            column = next((entry.column for entry in self.header.columns()), Column.DATE)
            index = self.model.index(first, max(self.table.currentIndex().column(), column))
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            self.table.selectionModel().setCurrentIndex(index, flag)
            across = self.table.horizontalScrollBar().value()
            self.table.scrollTo(index)
            self.table.horizontalScrollBar().setValue(across)
        self._show_totals()

    def _select_rows(self, places: Iterable[int]) -> None:
        """Show these rows as selected, as far as their groups are open."""
        chosen = QItemSelection()
        for top, bottom in _runs(self.model.view_row(place) for place in places):
            chosen.select(self.model.index(top, 0), self.model.index(bottom, len(Column) - 1))
        self._applying = True
        self.table.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._applying = False

    def _show_totals(self) -> None:
        """What the selected rows add up to if they are several, else all that pass."""
        if self._summing is not None:
            self._summing.cancel()
            self._summing = None
        places = self._selected_places()
        if len(places) > 1:
            self._sum(places)
        else:
            self.foot.show_totals(totals_words(self._totals))

    def _sum(self, places: Sequence[int]) -> None:
        """Add the selected voyages up, on another thread: after a change the columns are read anew."""
        engine = self._session.engine
        numbers = [int(self.model.numbers[place]) for place in places]

        def work(_: Feedback) -> Totals:
            from desktop_app.query.row_totals import row_totals  # noqa: PLC0415 - numpy is not for the start

            return row_totals(engine, numbers)

        def done(totals: Totals) -> None:
            self._summing = None
            self.foot.show_totals(f"Selected: {totals_words(totals)}")

        def failed(error: Exception) -> None:
            self._summing = None
            self.foot.show_totals(f"The selected rows could not be summed: {error}")

        self._summing = self._jobs.submit(work, done, failed)

    @Slot(str)
    def _go_to_name(self, typed: str) -> None:
        """The next row, from the one with the focus on, whose vessel's name begins so."""
        if self._searching is not None:
            self._searching.cancel()
        engine, rows = self._session.engine, self.model.numbers
        current = self.table.currentIndex()
        start = (self.model.place_at(current.row()) if current.isValid() else None) or 0

        def work(_: Feedback) -> int | None:
            from desktop_app.query.typed_name import next_named  # noqa: PLC0415 - numpy is not for the start

            return next_named(engine, rows, start, typed)

        def done(found: int | None) -> None:
            self._searching = None
            if found is None:
                self.said.emit(f"No row of a vessel whose name begins with “{typed}” passes the filter.")
            elif rows is self.model.numbers:
                row = self.model.show_place(found)
                self.table.setCurrentIndex(self.model.index(row, max(current.column(), 0)))

        def failed(error: Exception) -> None:
            self._searching = None
            self.said.emit(f"The name could not be looked for: {error}")

        self._searching = self._jobs.submit(work, done, failed)


def _runs(rows: Iterable[int | None]) -> list[tuple[int, int]]:
    """Rows as runs without gaps: a selection of a thousand rows is seldom more than a few."""
    runs: list[tuple[int, int]] = []
    for row in sorted(row for row in rows if row is not None):
        if runs and row == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
