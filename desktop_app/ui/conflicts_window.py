"""Where two people's changes do not agree: both values side by side, for somebody to choose."""

from functools import partial
from typing import Final, NamedTuple

import apsw
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.history import Conflict
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.editing.cell_words import NOTHING, cell_words
from desktop_app.query.editing.row_names import row_name
from desktop_app.query.number_text import parse_number
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.storage.cell_json import read_cell, read_row
from desktop_app.storage.conflicts import Chosen, conflicts, settling
from desktop_app.storage.edits import Cell
from desktop_app.storage.row_words import capital, column_words, table_words
from desktop_app.storage.tables.all_tables import BY_NAME
from desktop_app.storage.tables.declare import Kind
from desktop_app.storage.three_way import WHOLE_ROW

COLUMNS: Final = ("Row", "What", "Before", "Here", "In the other copy")


class _Shown(NamedTuple):
    """A conflict in words."""

    conflict: Conflict
    cells: tuple[str, ...]


class ConflictsWindow(QDialog):
    """A table of open conflicts, and what can be chosen for the one at hand."""

    def __init__(self, session: Session, jobs: JobRunner, editor: CaseEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Conflicts of the merge")
        self.resize(900, 440)
        self._session = session
        self._jobs = jobs
        self._editor = editor
        self._shown: tuple[_Shown, ...] = ()
        self._said = QLabel(self)
        self._said.setWordWrap(True)
        self.table = QTableWidget(0, len(COLUMNS), self)
        self.table.setAccessibleName("Conflicts")
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._allow)
        self.ours = QPushButton("&Keep what stands here", self)
        self.ours.clicked.connect(partial(self._settle, "ours"))
        self.theirs = QPushButton("&Take the other", self)
        self.theirs.clicked.connect(partial(self._settle, "theirs"))
        self.value = QLineEdit(self)
        self.value.setAccessibleName("Another value")
        self.value.setPlaceholderText("or type another value")
        self.value.textChanged.connect(self._allow)
        self.typed = QPushButton("&Use this", self)
        self.typed.clicked.connect(self._settle_typed)
        self.why = QLineEdit(self)
        self.why.setAccessibleName("Why")
        self.why.setPlaceholderText("why; kept in the history, may be empty")
        close = QPushButton("&Close", self)
        close.clicked.connect(self.close)
        # Enter must choose nothing by accident; in the line it uses what was typed.
        for button in (self.ours, self.theirs, self.typed, close):
            button.setAutoDefault(False)
        self.value.returnPressed.connect(self.typed.click)
        choices, foot = QHBoxLayout(), QHBoxLayout()
        for widget in (self.ours, self.theirs, self.value, self.typed):
            choices.addWidget(widget, 1 if widget is self.value else 0)
        foot.addWidget(self.why, 1)
        foot.addWidget(close)
        box = QVBoxLayout(self)
        box.addWidget(self._said)
        box.addWidget(self.table, 1)
        box.addLayout(choices)
        box.addLayout(foot)
        self._asked: list[Job] = []
        self.finished.connect(self._stop)
        session.changed.connect(self._on_changed)
        self.read_again()

    @Slot()
    def read_again(self) -> None:
        """Read the open conflicts."""
        store = self._session.store

        def work(feedback: Feedback) -> tuple[_Shown, ...]:
            with store.reader(feedback) as connection:
                return tuple(
                    _Shown(conflict, _words(connection, conflict)) for conflict in conflicts(connection)
                )

        self._asked.append(
            self._jobs.submit(work, self._show, lambda problem: self._said.setText(str(problem)))
        )

    def _show(self, shown: tuple[_Shown, ...]) -> None:
        at = max(self.table.currentRow(), 0)
        self._shown = shown
        self.table.setRowCount(len(shown))
        for row, (_, cells) in enumerate(shown):
            for column, words in enumerate(cells):
                item = QTableWidgetItem(words)
                item.setToolTip(words)
                self.table.setItem(row, column, item)
        self.table.resizeRowsToContents()
        if shown:
            self.table.selectRow(min(at, len(shown) - 1))
            one = len(shown) == 1
            self._said.setText(
                f"{'One value was' if one else f'{len(shown)} values were'} changed in both copies. "
                "What stands here holds until somebody chooses; choosing can be undone."
            )
        else:
            self._said.setText("Nothing is in conflict: every value of both copies has found its place.")
        self._allow()

    def _chosen(self) -> Conflict | None:
        row = self.table.currentRow()
        return self._shown[row].conflict if 0 <= row < len(self._shown) else None

    @Slot()
    def _allow(self) -> None:
        chosen, reason = self._chosen(), self._editor.read_only
        possible = chosen is not None and not reason
        cell = chosen is not None and chosen.column not in {WHOLE_ROW, "geom", "evidence_id"}
        for widget in (self.ours, self.theirs):
            widget.setEnabled(possible)
            widget.setToolTip(reason)
        self.value.setEnabled(possible and cell)
        self.typed.setEnabled(possible and cell and bool(self.value.text().strip()))

    def _settle(self, choice: str | Chosen, _: object = None) -> None:
        conflict = self._chosen()
        if conflict is None:
            return
        try:
            with self._session.store.reader() as connection:
                edit = settling(connection, conflict.id, choice, self.why.text().strip())
        except TumenError as error:
            self._said.setText(str(error))
            return
        self.value.clear()
        self._editor.edit(edit, lambda change, sentence: None if change else self._said.setText(sentence))

    @Slot()
    def _settle_typed(self) -> None:
        conflict = self._chosen()
        if conflict is None:
            return
        try:
            self._settle(Chosen(_read(conflict, self.value.text().strip())))
        except TumenError as error:
            self._said.setText(str(error))

    @Slot()
    def _stop(self) -> None:
        """The window closes: answers still under way are not wanted."""
        for job in self._asked:
            job.cancel()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            self.read_again()


def _read(conflict: Conflict, text: str) -> Cell:
    kind = BY_NAME[conflict.table].column(conflict.column).kind
    if kind is Kind.TEXT or kind in {Kind.INSTANT, Kind.DAY}:
        return text
    value = parse_number(text)
    return value if kind is Kind.REAL else int(value)


def _words(connection: apsw.Connection, conflict: Conflict) -> tuple[str, ...]:
    table, row_id, column = conflict.table, conflict.row_id, conflict.column
    named = row_name(connection, table, row_id)
    what = "the whole row" if column == WHOLE_ROW else column_words(column)
    values = [_side(connection, conflict, text) for text in (conflict.base, conflict.ours, conflict.theirs)]
    return (
        f"{capital(table_words(table))} {named.name if named is not None else row_id}",
        what,
        values[0],
        f"{values[1]}\n{conflict.ours_by}",
        f"{values[2]}\n{conflict.theirs_by}",
    )


def _side(connection: apsw.Connection, conflict: Conflict, text: str | None) -> str:
    if text is None:
        return "no such row" if conflict.column == WHOLE_ROW else NOTHING
    if conflict.column != WHOLE_ROW:
        return cell_words(connection, conflict.table, conflict.column, read_cell(text))
    row = read_row(text)
    return "; ".join(
        f"{column_words(name)}: {cell_words(connection, conflict.table, name, value)}"
        for name, value in row.items()
        if value is not None and name not in {"fid", "id"}
    )
