"""The volumes panel: bars by period and part, running total against the cap, and the table behind them."""

from datetime import date
from typing import Final

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QMenu,
    QTableView,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporters.volume_rows import copied_rows
from desktop_app.exporters.wording import number, period
from desktop_app.query.clauses import ChoiceClause, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period, period_of_key
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.volumes_results import Part, PartKind, Question, Shown, Split
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.charts.volumes_widget import Spot, VolumesChart
from desktop_app.ui.clipboard import put_on_clipboard
from desktop_app.ui.empty_view import EmptyView
from desktop_app.ui.models.volumes_table import Column, VolumesTableModel
from desktop_app.ui.volumes_answer import VolumesAnswer, volumes_answer

NAME: Final = "volumes"
PERIODS: Final = {Period.MONTH: "Month", Period.QUARTER: "Quarter", Period.YEAR: "Year"}
SPLITS: Final = {
    Split.NOTHING: "All together",
    Split.VESSEL: "By vessel",
    Split.LOADING: "By loading port",
    Split.DISCHARGE: "By discharge port",
    Split.PRODUCT: "By product",
    Split.MODE: "Sea and rail",
}
SHOWN: Final = {Shown.BARRELS: "Barrels", Shown.CALLS: "Calls"}
CORRECTED: Final = "Corrected for days without a look"
CORRECTED_TIP: Final = (
    "Show beside each month's bar what it would be, with its range, had nobody missed a ship on the days "
    "without a usable image. It is an estimate, is in no sum, and needs statements about the days of a port."
)
NOT_CORRECTED_TIP: Final = (
    "Nothing is stated about the days on which the ports of these calls could be seen, so nothing can be "
    "corrected."
)
# Selected voyages whose periods are marked: each is read from the case on the way.
MOST_MARKED: Final = 200
WIDTHS: Final = {
    Column.WINDOW: 100,
    Column.PART: 104,
    Column.LEDGER: 92,
    Column.CALLS: 118,
    Column.KNOWN: 96,
    Column.LOW: 70,
    Column.BEST: 128,
    Column.HIGH: 70,
    Column.NOTES: 260,
    Column.LOOKS: 170,
    Column.CORRECTED: 300,
    Column.SOURCES: 60,
}


class VolumesPanel(QWidget):
    """Chart and table of the three ledgers under one filter.

    Signals:
        question_changed: another period, split or measure is wanted, or the table.
        said: a sentence about what was done.
    """

    question_changed = Signal()
    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.data: VolumesData | None = None
        self.sentence = ""
        self.periods = self._chooser("Length of the bars", list(PERIODS.values()))
        self.splits = self._chooser("What the bars are divided by", list(SPLITS.values()))
        self.shown = self._chooser("What the height of a bar is", list(SHOWN.values()))
        self.corrected = self._make_switch()
        self.chart = VolumesChart(session, self)
        self.chart.chosen.connect(self._on_chosen)
        self.chart.menu_wanted.connect(self._open_menu)
        self.chart.hovered.connect(self._on_hovered)
        self.rows = VolumesTableModel(self)
        self.table = self._make_table()
        self._empty = EmptyView(session, "volumes", self)
        self._empty.hide()
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.setTabPosition(QTabWidget.TabPosition.South)
        self._tabs.addTab(self.chart, "Chart")
        self._tabs.addTab(self.table, "Table")
        self._tabs.setCornerWidget(self._make_tools(), Qt.Corner.BottomRightCorner)
        self._tabs.currentChanged.connect(self._on_tab)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tabs)
        layout.addWidget(self._empty)
        session.changed.connect(self._on_changed)

    @property
    def question(self) -> Question:
        """What the panel shows, and a figure of it."""
        return Question(
            list(PERIODS)[self.periods.currentIndex()],
            list(SPLITS)[self.splits.currentIndex()],
            list(SHOWN)[self.shown.currentIndex()],
            self.corrected.isChecked(),
        )

    def set_question(self, question: Question) -> None:
        """Show this."""
        for box, values, value in (
            (self.periods, list(PERIODS), question.period),
            (self.splits, list(SPLITS), question.split),
            (self.shown, list(SHOWN), question.shown),
        ):
            box.setCurrentIndex(values.index(value))  # type: ignore[arg-type]  # each list has values of its box
        self.corrected.setChecked(question.corrected)

    def query(self, filter_: Filter) -> Query:
        """Volumes under every clause, since the panel sets none; the table's rows only while it is seen."""
        question, wants_rows = self.question, self._tabs.currentWidget() is self.table

        def ask(engine: QueryEngine, feedback: Feedback) -> VolumesAnswer:
            return volumes_answer(engine, filter_, question, feedback, wants_rows=wants_rows)

        return ask

    def query_result(self, result: VolumesAnswer, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Draw and list; while a brush moves over empty days nothing is drawn anew."""
        if (result.data, result.sentence) != (self.data, self.sentence):
            self.data, self.sentence = result.data, result.sentence
            self.chart.show_data(result.data, result.sentence)
            self.table.setAccessibleDescription(result.sentence)
        if result.rows is not None:
            self.rows.set_rows(result.rows)
            self.table.setColumnHidden(Column.LOOKS, not any(row.looks for row in result.rows))
            self.table.setColumnHidden(Column.CORRECTED, not any(row.corrected for row in result.rows))
        watched = result.data.beside.watched
        can_correct = self.corrected.isChecked() or bool(watched is not None and watched.told_of)
        self.corrected.setEnabled(can_correct)
        self.corrected.setToolTip(CORRECTED_TIP if can_correct else NOT_CORRECTED_TIP)
        self._tabs.setVisible(not result.data.is_empty)
        self._empty.setVisible(result.data.is_empty)
        self._mark()

    def query_error(self, error: Exception) -> None:
        """Nothing to draw, and why."""
        self.chart.setToolTip(str(error))

    def copy_table(self) -> None:
        """Put the selected rows, else all, on the clipboard as a table."""
        chosen = sorted({index.row() for index in self.table.selectionModel().selectedRows()})
        rows = [self.rows.row(place) for place in chosen] if len(chosen) > 1 else list(self.rows.rows)
        store = self._session.store
        copied = copied_rows(
            store.record, rows, self._session.filter.sentence(), self.sentence, self.question.period
        )
        data = QMimeData()
        data.setText(copied.text)
        data.setHtml(copied.html)
        put_on_clipboard(data)
        self.said.emit(f"Copied {number(len(rows))} rows of the volumes table.")

    def _chooser(self, name: str, texts: list[str]) -> QComboBox:
        box = QComboBox(self)
        box.addItems(texts)
        box.setAccessibleName(name)
        box.setToolTip(name)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        box.currentIndexChanged.connect(self._ask_anew)
        return box

    def _make_switch(self) -> QCheckBox:
        switch = QCheckBox("Corrected", self)
        switch.setAccessibleName(CORRECTED)
        switch.setToolTip(CORRECTED_TIP)
        switch.toggled.connect(self._ask_anew)
        return switch

    def _make_tools(self) -> QWidget:
        tools = QWidget(self)
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 4, 2)
        row.setSpacing(4)
        for box in (self.corrected, self.periods, self.splits, self.shown):
            row.addWidget(box)
        return tools

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setAccessibleName("Volumes table")
        table.setModel(self.rows)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(22)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        table.setSortingEnabled(True)
        table.sortByColumn(Column.WINDOW, Qt.SortOrder.AscendingOrder)
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(48)
        for column, width in WIDTHS.items():
            table.setColumnWidth(column, width)
        copy = QAction("&Copy as table", table)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        copy.triggered.connect(self.copy_table)
        table.addAction(copy)
        table.selectionModel().selectionChanged.connect(self._on_rows)
        return table

    @Slot()
    def _ask_anew(self) -> None:
        self.question_changed.emit()

    @Slot()
    def _on_tab(self) -> None:
        if self._tabs.currentWidget() is self.table:
            self.question_changed.emit()

    @Slot(object)
    def _on_chosen(self, spot: Spot) -> None:
        if spot.mark is not None:
            self._session.select(spot.mark.keys or (f"{spot.mark.kind}:{spot.mark.id}",), NAME)
        elif spot.start is not None and (spot.part is None or self.question.split is Split.NOTHING):
            self._session.select((self._key(spot.start),), NAME)
        elif spot.start is not None:
            self._select_cells([(spot.start, spot.part)])

    def _key(self, start: date) -> str:
        length = self.question.period
        return f"{length.value}:{length.key(start)}"

    def _select_cells(self, cells: list[tuple[date | None, int | None]], also: tuple[str, ...] = ()) -> None:
        """Select the voyages and consignments behind bars, the first `MOST_SELECTED` of them."""
        from desktop_app.query.volumes_query import train_ids, voyage_ids  # noqa: PLC0415 - as above

        engine, filter_, question = self._session.engine, self._session.filter, self.question
        keys, total = list(also), len(also)
        for start, part in cells:
            count, ids = voyage_ids(engine, filter_, question, start, part)
            trains = train_ids(engine, filter_, question, start, part)
            keys += [*(f"voyage:{ident}" for ident in ids), *(f"consignment:{ident}" for ident in trains)]
            total += count + len(trains)
        self._session.select(tuple(dict.fromkeys(keys))[:MOST_SELECTED], NAME)
        if total > MOST_SELECTED:
            self.said.emit(f"Selected the first {number(MOST_SELECTED)} of {number(total)}.")

    @Slot()
    def _on_rows(self) -> None:
        chosen = [self.rows.row(index.row()) for index in self.table.selectionModel().selectedRows()]
        if chosen:
            keys = tuple(key for row in chosen for key in (row.keys or ((row.key,) if row.key else ())))
            self._select_cells([row.cell for row in chosen if row.cell is not None and not row.key], keys)

    @Slot(object)
    def _on_hovered(self, start: date | None) -> None:
        self._session.set_hover(self._key(start) if start is not None else "", NAME)

    @Slot(object, QPoint)
    def _open_menu(self, spot: Spot, at: QPoint) -> None:
        self.menu(spot).popup(at)

    def menu(self, spot: Spot) -> QMenu:
        """What can be done with a spot of the chart."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        start, length, filter_ = spot.start, self.question.period, self._session.filter
        if start is not None:
            name = period(length, start)
            first, last = start, length.last_day(start)
            menu.addAction(
                f"Open the ledger of {name}", lambda: self._session.select((self._key(start),), NAME)
            )
            menu.addAction(f"Select the voyages of {name}", lambda: self._select_cells([(start, None)]))
            filter_to = menu.addAction(
                f"Filter to {name}", lambda: self._session.set_clause(DateClause(first, last), NAME)
            )
            filter_to.setEnabled(filter_.dates != DateClause(first, last))
            keys = self.data.payment_keys(start) if self.data is not None else ()
            if keys:
                menu.addAction(f"Select the payments of {name}", lambda: self._session.select(keys, NAME))
        part = self._part(spot)
        kind = self.question.split.clause
        if part is not None and kind is not None and part.kind in {PartKind.NAMED, PartKind.UNKNOWN}:
            clause = ChoiceClause(kind, part.values, (part.name,) if part.kind is PartKind.NAMED else ("",))
            menu.addAction(f"Filter to “{part.name}”", lambda: self._session.set_clause(clause, NAME))
            if start is not None:
                menu.addAction(
                    f"Select “{part.name}” of {period(length, start)}",
                    lambda: self._select_cells([(start, spot.part)]),
                )
        menu.addSeparator()
        menu.addAction("Show the numbers as a table", lambda: self._tabs.setCurrentWidget(self.table))
        return menu

    def _part(self, spot: Spot) -> Part | None:
        parts = self.data.parts if self.data is not None else ()
        return parts[spot.part] if spot.part is not None and spot.part < len(parts) else None

    def _mark(self) -> None:
        """Show in which periods the selection and what is pointed at elsewhere lie."""
        keys = [*self._session.selection[:MOST_MARKED], self._session.hover]
        ids = [key.removeprefix("voyage:") for key in keys if key.startswith("voyage:")]
        length = self.question.period
        starts = {
            length.start(voyage.when.first_day)
            for voyage in self._session.store.voyages(ids)
            if length.is_one(voyage.when)
        }
        named = {period_of_key(key.partition(":")[2]) for key in keys if key.startswith(f"{length.value}:")}
        self.chart.mark_periods(starts | {found[1] for found in named if found is not None})

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self.chart.repaint_ground()
        if change.what & (Changed.SELECTION | Changed.HOVER) and self.isVisible():
            self._mark()
