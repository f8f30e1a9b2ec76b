"""The imports of the case: when, which file, what became of its rows, and the way back."""

from typing import Final

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.history import Change
from desktop_app.domain.imports import ImportRun
from desktop_app.exporters.wording import number
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.ui.importing.report_view import ReportView
from desktop_app.ui.importing.touched_rows import touched_keys
from desktop_app.ui.theatre import bounds_of

Bounds = tuple[float, float, float, float]
HEADS: Final = ("Imported (UTC)", "File", "Format", "Read", "New", "Updated", "Doubtful", "Rejected")
_WIDTHS: Final = (150, 240, 200, 80, 80, 80, 80, 80)
_SIZE_PX: Final = (1080, 720)
_FIRST_NUMBER: Final = 3
_RUN_ROLE: Final = int(Qt.ItemDataRole.UserRole)
EMPTY: Final = "Nothing was imported into this case yet. Case ▸ Import… brings files in."
NOT_SHOWN: Final = "None of its rows can be shown: it was undone, or brought none."


class ImportsWindow(QDialog):
    """A table of runs, the report of the one at hand, and what can be done about it.

    Attributes:
        table: the runs, the newest first.
        report: of the one at hand.
        show_rows, undo: the buttons.

    Signals:
        card_wanted: str, the key of a row to be shown.
        rows_wanted: tuple of keys to be selected, and the bounds in which they lie; None where they have no
            place.
        said: a sentence about what was done.
    """

    card_wanted = Signal(str)
    rows_wanted = Signal(object, object)
    said = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, editor: CaseEditor, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Imports of {session.store.info.title}")
        self._session = session
        self._jobs = jobs
        self._editor = editor
        self._job: Job | None = None
        self.table = QTableWidget(0, len(HEADS), self)
        self._set_up_table()
        self.report = ReportView(session, jobs, self)
        self._state = QLabel(self)
        self._state.setWordWrap(True)
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        self.show_rows = QPushButton("Show on &map", self)
        self.undo = QPushButton("&Undo this import", self)
        close = QPushButton("&Close", self)
        foot = QHBoxLayout()
        foot.addWidget(self._state, 1)
        for button in (self.show_rows, self.undo, close):
            button.setAutoDefault(False)
            foot.addWidget(button)
        self._split = QSplitter(Qt.Orientation.Vertical, self)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self.table)
        self._split.addWidget(self.report)
        self._split.setStretchFactor(1, 1)
        self._split.setSizes([170, 480])
        box = QVBoxLayout(self)
        box.addWidget(self._split, 1)
        box.addLayout(foot)
        room = parent.window().size()
        self.resize(min(_SIZE_PX[0], room.width()), min(_SIZE_PX[1], room.height()))
        self.show_rows.clicked.connect(self._show_rows)
        self.undo.clicked.connect(self._undo)
        close.clicked.connect(self.close)
        self.table.itemSelectionChanged.connect(self._on_chosen)
        self.table.activated.connect(self._open)
        self.report.card_wanted.connect(self.card_wanted)
        self.report.said.connect(self.said)
        session.changed.connect(self._on_changed)
        self._fill("")

    def show_runs(self, runs: tuple[ImportRun, ...]) -> None:
        """Bring the first of these forward; those that brought nothing new are told, but not in the case."""
        kept = {run.id for run in self._session.store.record.import_runs}
        first = next((run for run in runs if run.id in kept), None)
        if first is not None:
            self._fill(first.id)
            self.table.setFocus()
        elif runs:
            self._fill("")
            names = ", ".join(run.file_name for run in runs)
            read = sum(run.counts.read for run in runs)
            self._state.setText(
                f"{names}: all {number(read)} rows are in the case already; nothing was changed."
            )

    @property
    def run(self) -> ImportRun | None:
        """The one at hand."""
        item = self.table.item(self.table.currentRow(), 0)
        run = item.data(_RUN_ROLE) if item is not None else None
        return run if isinstance(run, ImportRun) else None

    def done(self, code: int) -> None:
        """Answers still under way are not wanted."""
        self.report.stop()
        if self._job is not None:
            self._job.cancel()
        super().done(code)

    def _set_up_table(self) -> None:
        table = self.table
        table.setAccessibleName("Imports, the newest first")
        table.setHorizontalHeaderLabels(list(HEADS))
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def _fill(self, run_id: str) -> None:
        """Show the runs of the case, with one of them at hand; empty for the newest."""
        runs = sorted(self._session.store.record.import_runs, key=lambda run: run.imported, reverse=True)
        self.table.blockSignals(True)
        self.table.setRowCount(len(runs))
        at = 0
        for row, run in enumerate(runs):
            counts = run.counts
            numbers = (counts.read, counts.accepted, counts.updated, counts.doubtful, counts.rejected)
            cells = (f"{run.imported:%Y-%m-%d %H:%M}", run.file_name, run.format, *map(number, numbers))
            for column, words in enumerate(cells):
                item = QTableWidgetItem(" ".join(words.split()))
                item.setToolTip(words)
                item.setData(_RUN_ROLE, run)
                if column >= _FIRST_NUMBER:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                self.table.setItem(row, column, item)
            at = row if run.id == run_id else at
        self.table.blockSignals(False)
        self._split.setVisible(bool(runs))
        if runs:
            self.table.setCurrentCell(at, 0)
        self._state.setText("" if runs else EMPTY)
        self._on_chosen()

    @Slot()
    def _on_chosen(self) -> None:
        run = self.run
        self.show_rows.setEnabled(run is not None)
        self.undo.setEnabled(run is not None and not self._session.store.read_only)
        self.undo.setToolTip(self._session.store.read_only)
        if run is not None:
            self.report.show_run(run)

    @Slot(QModelIndex)
    def _open(self, _: QModelIndex) -> None:
        if self.run is not None:
            self.card_wanted.emit(f"import:{self.run.id}")

    @Slot()
    def _show_rows(self) -> None:
        run, engine = self.run, self._session.engine
        if run is None:
            return

        def work(feedback: Feedback) -> tuple[tuple[str, ...], Bounds | None]:
            with engine.store.reader(feedback) as connection:
                keys = touched_keys(connection, run.id)
            return keys, bounds_of(engine, keys)

        self._job = self._jobs.submit(work, self._on_touched, self._on_failed)

    def _on_touched(self, found: tuple[tuple[str, ...], Bounds | None]) -> None:
        keys, bounds = found
        self._job = None
        self._state.setText("" if keys else NOT_SHOWN)
        if keys:
            self.rows_wanted.emit(keys, bounds)

    @Slot()
    def _undo(self) -> None:
        run = self.run
        if run is None:
            return
        self.undo.setEnabled(False)
        self._state.setText(f"Taking back the import of {run.file_name}…")
        self._editor.carry_out(lambda store, who: store.undo_import(run.id, who), self._on_undone)

    def _on_undone(self, change: Change | None, sentence: str) -> None:
        self._state.setText(sentence if change is None else f"{change.what}.")
        self.undo.setEnabled(self.run is not None)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            run = self.run
            self._fill(run.id if run is not None else "")

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, TumenError):
            raise error
        self._state.setText(str(error))
