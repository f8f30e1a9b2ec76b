"""Asks what to export, does it while the window goes on, and says where it is."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporters.data.data_set import Choice
from desktop_app.exporters.data.exporting import Exported, export
from desktop_app.exporters.data.writers import FORMATS, Format
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.voyage_rows import Order
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.ui.export_dialog.redaction_choice import RedactionChoice
from desktop_app.ui.export_dialog.rows_choice import RowsChoice
from desktop_app.ui.export_dialog.suggested import suggested_folder, suggested_name
from desktop_app.ui.export_dialog.tables_choice import TablesChoice
from desktop_app.ui.export_dialog.target_choice import TargetChoice
from desktop_app.ui.export_dialog.told_feedback import ToldFeedback
from desktop_app.ui.field_error import FieldError

_WIDTH: Final = 620
_FIRST_FORMAT: Final = "xlsx"
_MADE_UP: Final = f"{SYNTHETIC}: this case is made up. Every file says so in its readme and in each row."


class ExportDialog(QDialog):
    """Format, rows, tables, redaction and place of an export.

    Attributes:
        formats: the list of formats.
        rows, tables, redaction, target: the choices.
        bom: of CSV, for Excel.
        good: the button that begins.
        progress: how far it is.
        outcome: what was written.
        trouble: why nothing was.

    Signals:
        said: a sentence about what was done.
        _told: from the worker: done, of how much.
    """

    said = Signal(str)
    _told = Signal(int, int)

    def __init__(
        self, session: Session, editor: CaseEditor, jobs: JobRunner, resources: Resources, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Export data")
        self.setMinimumWidth(_WIDTH)
        self._session, self._jobs, self._resources = session, jobs, resources
        self._job: Job | None = None
        self._count: Job | None = None
        self._written: Path | None = None
        self._build(editor)
        self.formats.currentIndexChanged.connect(self._on_format)
        self.target.changed.connect(self._show_state)
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)
        session.changed.connect(self._on_changed)
        self._on_format()
        self._ask_counts()

    @property
    def chosen(self) -> Format:
        """The format."""
        return FORMATS[self.formats.currentData()]

    @Slot()
    def start(self) -> None:
        """Begin, or say what is missing."""
        scope, names = self.rows.scope, self.tables.names
        if scope is None:
            self.rows.ask()
        elif not names:
            self.tables.ask()
        elif self.target.fault.text():
            self.target.ask()
        else:
            choice = Choice(scope, self._session.filter, names, self.redaction.redaction)
            self._begin(choice, self.target.target)

    def reject(self) -> None:
        """Stop what is under way; else close."""
        if self._job is None:
            super().reject()
            return
        self._job.cancel()
        self._end("Stopped; nothing was written.")

    def done(self, code: int) -> None:
        """Let go of what is asked for a dialog that goes."""
        for job in (self._job, self._count):
            if job is not None:
                job.cancel()
        self._session.changed.disconnect(self._on_changed)
        super().done(code)

    def _build(self, editor: CaseEditor) -> None:
        store = self._session.store
        self.formats = QComboBox(self)
        for chosen in FORMATS.values():
            self.formats.addItem(chosen.title, chosen.name)
        self.formats.setCurrentIndex(self.formats.findData(_FIRST_FORMAT))
        self._says = QLabel(self)
        self._says.setObjectName("hint")
        self._says.setWordWrap(True)
        self.bom = QCheckBox("&Begin each file with a byte order mark, which Excel needs", self)
        self.rows = RowsChoice(self)
        self.tables = TablesChoice(self)
        self.redaction = RedactionChoice(store, editor.edit, self)
        self.target = TargetChoice(suggested_folder(store.path), suggested_name(store.info), self)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName("Progress of the export")
        self.progress.hide()
        self.outcome = QLabel(self)
        self.outcome.setWordWrap(True)
        self.outcome.setTextFormat(Qt.TextFormat.PlainText)
        self.outcome.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.outcome.hide()
        self.trouble = FieldError(self.target.path)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(10)
        kind = QVBoxLayout()
        kind.setSpacing(4)
        for widget in (self.formats, self._says, self.bom):
            kind.addWidget(widget)
        format_label = QLabel("&Format", self)
        format_label.setBuddy(self.formats)
        form.addRow(format_label, kind)
        form.addRow("Rows", self.rows)
        for text, field, first in (
            ("&Tables", self.tables, self.tables.list),
            ("Re&daction", self.redaction, self.redaction.list),
            ("&Write to", self.target, self.target.path),
        ):
            label = QLabel(text, self)
            label.setBuddy(first)
            form.addRow(label, field)
        layout = QVBoxLayout(self)
        layout.setSpacing(12)
        if store.info.synthetic:
            mark = QLabel(_MADE_UP, self)
            mark.setObjectName("fault")
            mark.setWordWrap(True)
            layout.addWidget(mark)
        layout.addLayout(form)
        layout.addWidget(self.progress)
        layout.addWidget(self.outcome)
        layout.addWidget(self.trouble)
        layout.addWidget(self._buttons())

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        self.good = buttons.addButton("E&xport", QDialogButtonBox.ButtonRole.AcceptRole)
        self.good.setDefault(True)
        self.show_folder = buttons.addButton("&Show the folder", QDialogButtonBox.ButtonRole.ActionRole)
        self.show_folder.setAutoDefault(False)
        self.show_folder.hide()
        self._away: QPushButton = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        self._away.setAutoDefault(False)
        buttons.accepted.connect(self.start)
        buttons.rejected.connect(self.reject)
        self.show_folder.clicked.connect(self._open_folder)
        return buttons

    def _begin(self, choice: Choice, path: Path) -> None:
        engine, resources, chosen = self._session.engine, self._resources, self.chosen
        with_bom, told = self.bom.isChecked() and not self.bom.isHidden(), self._told.emit

        def work(feedback: Feedback) -> Exported:
            whole = ToldFeedback(feedback, told)
            return export(engine, choice, resources, chosen, path, whole, with_bom=with_bom)

        self.progress.setRange(0, 0)
        self.outcome.hide()
        self.trouble.tell("")
        self.show_folder.hide()
        self._job = self._jobs.submit(work, self._on_done, self._on_failed)
        self._show_state()

    def _on_done(self, exported: Exported) -> None:
        self._written = exported.path
        self.show_folder.show()
        removed = f" Redacted: {len(exported.redaction)} lines in its readme." if exported.redaction else ""
        self._end(f"{exported.sentence}.{removed}")
        self.said.emit(f"{exported.sentence}.")

    def _on_failed(self, problem: Exception) -> None:
        sentence = str(problem)
        self._end("")
        self.trouble.tell(f"{sentence[:1].upper()}{sentence[1:].rstrip('.')}.")
        if not isinstance(problem, TumenError):
            raise problem

    def _end(self, sentence: str) -> None:
        self._job = None
        self.outcome.setText(sentence)
        self.outcome.setVisible(bool(sentence))
        self.target.check()
        self._show_state()

    @Slot(int, int)
    def _on_told(self, done: int, total: int) -> None:
        if self._job is not None:
            self.progress.setRange(0, total)
            self.progress.setValue(done)

    def _show_state(self) -> None:
        """What can be done now."""
        is_busy = self._job is not None
        self.progress.setVisible(is_busy)
        for field in (self.formats, self.bom, self.rows, self.tables, self.redaction, self.target):
            field.setEnabled(not is_busy)
        self.good.setEnabled(not is_busy)
        self.good.setText("Re&place" if self.target.replaces else "E&xport")
        self._away.setText("Stop" if is_busy else "Close")

    @Slot()
    def _on_format(self) -> None:
        self._says.setText(self.chosen.says)
        self.bom.setVisible(self.chosen.write_with_bom is not None)
        self.target.suit(self.chosen)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.FILTER | Changed.DATA):
            self._ask_counts()

    def _ask_counts(self) -> None:
        """How many voyages each choice means, off the GUI thread: a case may hold a million."""
        engine, filter_ = self._session.engine, self._session.filter

        def count(feedback: Feedback) -> tuple[int, int]:
            found = engine.voyage_rows(filter_, Order.DATE, descending=False, feedback=feedback)
            return len(found.rows), found.total

        if self._count is not None:
            self._count.cancel()
        self._count = self._jobs.submit(
            count, lambda counts: self.rows.tell(filter_.sentence(), *counts), self._on_failed
        )

    @Slot()
    def _open_folder(self) -> None:
        if self._written is not None:
            folder = self._written if self._written.is_dir() else self._written.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
