"""The report of one import: its counts, and every row that was not simply taken, with the reason."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.imports import ImportRun, ReportLine
from desktop_app.exporters.wording import number
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.session import Session
from desktop_app.storage.file_names import safe_file_name
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.importing.report_lines import (
    VERDICTS,
    Chosen,
    LinesFound,
    choice_words,
    find_lines,
    lines_words,
)

COUNTS: Final = (
    ("read", "rows of the file"),
    ("accepted", "new in the case"),
    ("updated", "in the case with other values"),
    ("unchanged", "in the case already, the same"),
    ("merged", "told by another row"),
    ("rejected", "not taken; each has a line below"),
    ("doubtful", "taken, with a flag"),
)
HEADS: Final = ("What", "Line", "Column", "Value", "Reason")
_WIDTHS: Final = (90, 90, 130, 190)
FILES: Final = "CSV (*.csv);;Excel (*.xlsx)"
NOTHING: Final = "Every row of this file was simply taken: there is nothing to tell."
SUBJECT_ROLE: Final = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


class LinesModel(QAbstractTableModel):
    """Lines of a report.

    Attributes:
        lines: those that are shown.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: Sequence[ReportLine] = ()

    def show_lines(self, lines: Sequence[ReportLine]) -> None:
        """Show others."""
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and form
        """One row a line."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008, N802 - Qt's name and form
        """What, where, what stood there, why."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell in words."""
        line = self.lines[index.row()]
        if role == SUBJECT_ROLE:
            return line.subject
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        cells = (VERDICTS[line.verdict], lines_words(line), line.column, line.value, line.reason)
        # What stands in a file may hold line ends and would make the row high.
        return " ".join(cells[index.column()].split())

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return HEADS[section]
        return None


class CountsView(QWidget):
    """The counts of a run, each with its word and its meaning."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        self._numbers: list[QLabel] = []
        for column, (word, meaning) in enumerate(COUNTS):
            figure, name, told = QLabel("0", self), QLabel(word, self), QLabel(meaning, self)
            figure.setObjectName("title")
            told.setObjectName("hint")
            told.setWordWrap(True)
            for row, label in enumerate((figure, name, told)):
                label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
                grid.addWidget(label, row, column)
            grid.setColumnStretch(column, 1)
            self._numbers.append(figure)

    def show_run(self, run: ImportRun) -> None:
        """Show the counts of a run."""
        for label, (word, meaning) in zip(self._numbers, COUNTS, strict=True):
            count = getattr(run.counts, word)
            label.setText(number(count))
            label.setAccessibleName(f"{number(count)} {word}: {meaning}")


class ReportView(QWidget):
    """The report of the run that is shown.

    Attributes:
        counts: the numbers.
        choices: which lines are shown.
        table: the lines.
        export: writes all of them to a file.

    Signals:
        card_wanted: str, the key of the row of the case that a line is about.
        said: a sentence about what was done.
    """

    card_wanted = Signal(str)
    said = Signal(str)

    def __init__(self, session: Session, jobs: JobRunner, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._run: ImportRun | None = None
        self._job: Job | None = None
        self.told = ElidedLabel(self)
        self.told.setObjectName("hint")
        self.told.setContentsMargins(-6, 0, 0, 0)  # flush with what stands below
        self.counts = CountsView(self)
        self.choices = QComboBox(self)
        self.choices.setAccessibleName("Lines that are shown")
        self.choices.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choices.setMinimumContentsLength(30)
        self.choices.activated.connect(self._choose)
        self.export = QPushButton("E&xport report…", self)
        self.export.setAutoDefault(False)
        self.export.clicked.connect(self._ask_file)
        self.model = LinesModel(self)
        self.table = QTableView(self)
        self._set_up_table()
        self._state = QLabel(self)
        self._state.setObjectName("hint")
        self._state.setWordWrap(True)
        self._state.setTextFormat(Qt.TextFormat.PlainText)
        line = QHBoxLayout()
        shown = QLabel("&Show", self)
        shown.setBuddy(self.choices)
        line.addWidget(shown)
        line.addWidget(self.choices, 1)
        line.addWidget(self.export)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.told)
        box.addWidget(self.counts)
        box.addSpacing(6)
        box.addLayout(line)
        box.addWidget(self.table, 1)
        box.addWidget(self._state)

    def show_run(self, run: ImportRun) -> None:
        """Show the report of a run."""
        self._run = run
        self.told.show_sentence(
            f"{run.file_name}: {run.format}, read by {run.importer}, SHA-256 {run.sha256[:16]}…"
        )
        self.told.setToolTip(f"{run.file_name}\n{run.format}\n{run.importer}\nSHA-256 {run.sha256}")
        self.counts.show_run(run)
        self.choices.clear()
        self._read(Chosen())

    def stop(self) -> None:
        """Nothing is wanted any more."""
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def write_to(self, path: Path) -> None:
        """Write the whole report."""
        run, store = self._run, self._session.store
        if run is None:
            return

        def work(_: Feedback) -> Path:
            from desktop_app.importers.reports import write_report  # noqa: PLC0415 - seldom

            write_report(store, run, path)
            return path

        self._jobs.submit(work, lambda written: self._say(f"The report lies in {written}."), self._fail)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setAccessibleName("Rows that were not simply taken")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setAlternatingRowColors(True)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 8)
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in enumerate(_WIDTHS):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        table.activated.connect(self._open)  # Enter, and a double click

    def _read(self, chosen: Chosen) -> None:
        run, store = self._run, self._session.store
        self.stop()
        if run is None:
            return

        def work(feedback: Feedback) -> LinesFound:
            from desktop_app.importers.reports import report_lines  # noqa: PLC0415 - seldom

            return find_lines(report_lines(store, run), chosen, feedback)

        self._state.setText("Reading the report…")
        self._job = self._jobs.submit(work, lambda found: self._show(found, chosen), self._fail)

    def _show(self, found: LinesFound, chosen: Chosen) -> None:
        self._job = None
        self.model.show_lines(found.lines)
        total = sum(count for choice, count in found.by_choice if not choice.reason)
        if not self.choices.count():
            for choice, count in ((Chosen(), total), *found.by_choice):
                self.choices.addItem(choice_words(choice, count), choice)
        has_lines = bool(total)
        self.choices.setEnabled(has_lines)
        self.table.setEnabled(has_lines)
        if not has_lines:
            self._state.setText(NOTHING)
        elif found.wanted > len(found.lines):
            self._state.setText(
                f"The first {number(len(found.lines))} of {number(found.wanted)} lines; "
                "Export report… writes all."
            )
        else:
            self._state.setText(
                "Enter or a double click shows the row in the details, where it is in the case."
            )
        if chosen == Chosen():
            self.choices.setCurrentIndex(0)

    @Slot(int)
    def _choose(self, place: int) -> None:
        chosen = self.choices.itemData(place)
        if isinstance(chosen, Chosen):
            self._read(chosen)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        subject = str(index.data(SUBJECT_ROLE) or "")
        if subject:
            self.card_wanted.emit(subject)
        else:
            self._say("This row is not in the case: it has no card.")

    @Slot()
    def _ask_file(self) -> None:
        if self._run is None:
            return
        suggested = Path.home() / safe_file_name(f"{self._run.file_name} report.csv")
        name, kind = QFileDialog.getSaveFileName(self, "Export report", str(suggested), FILES)
        if name:
            path = Path(name)
            suffix = ".xlsx" if "xlsx" in kind else ".csv"
            self.write_to(path if path.suffix else path.with_name(path.name + suffix))

    def _fail(self, error: Exception) -> None:
        self._job = None
        if not isinstance(error, TumenError):
            raise error
        self._say(str(error))

    def _say(self, sentence: str) -> None:
        self._state.setText(sentence)
        self.said.emit(sentence)
