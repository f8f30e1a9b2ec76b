"""The window that brings files in: what each is, how it is read, how it would look, and what became of it."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.exporters.wording import number
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.importer import Importer
from desktop_app.session.session import Session
from desktop_app.ui.file_drop import FileDrop
from desktop_app.ui.importing.drafts import Draft, draft_of, problem_of
from desktop_app.ui.importing.files_list import FilesDelegate, FilesModel
from desktop_app.ui.importing.heads import Head, read_head
from desktop_app.ui.importing.order_form import OrderForm
from desktop_app.ui.importing.previews import Seen, see
from desktop_app.ui.importing.progress_view import ProgressView

if TYPE_CHECKING:
    from desktop_app.importers.planning import FilePlan
    from desktop_app.importers.running import ImportResult

_SIZE_PX: Final = (1180, 780)
_LEAST_PX: Final = (900, 600)
_LIST_PX: Final = 270
# A hand that types a unit or turns through columns is done when it rests.
_REST_MS: Final = 180
_WITH_FOCUS: Final = Qt.ShortcutContext.WidgetShortcut
NOTHING: Final = "Drop files or folders here, or add them with the buttons below."
EMPTY: Final = (
    "Tables (CSV, Excel, OpenDocument), AIS (CSV of the usual services, NMEA), maps (GeoJSON, KML, GPX, "
    "GeoPackage, Shapefile, FlatGeobuf, GeoParquet) and lists of ships (OpenSanctions, FollowTheMoney), also "
    "packed (.gz, .zst, .zip) and whole folders. Nothing is changed before you press Import."
)


class ImportWindow(QDialog):
    """Files on the left, the chosen one on the right, progress at the foot.

    Attributes:
        files: the list's model.
        list: the list.
        form: how the chosen file is taken.
        progress: how far the import is.
        start: begins it.
        state: what is ready, or why nothing is.

    Signals:
        imported: an `ImportResult`.
    """

    imported = Signal(object)

    def __init__(self, session: Session, jobs: JobRunner, importer: Importer, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Import into {session.store.info.title}")
        self._session = session
        self._jobs = jobs
        self._importer = importer
        self._planning: list[Job] = []
        self._reading: Job | None = None
        self._seeing: Job | None = None
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._see)
        self.files = FilesModel(self)
        self.list = QListView(self)
        self.form = OrderForm(session, self)
        self.progress = ProgressView(self)
        self.state = QLabel(self)
        self.start = QPushButton("&Import", self)
        self._build()
        room = parent.window().size()
        self.resize(
            min(_SIZE_PX[0], max(room.width(), _LEAST_PX[0])),
            min(_SIZE_PX[1], max(room.height(), _LEAST_PX[1])),
        )
        self._connect()
        self._theme()
        self._tell()

    def add(self, paths: list[Path]) -> None:
        """Look at files and folders off the GUI thread, and list what they hold."""
        store = self._session.store

        def work(feedback: Feedback) -> "tuple[FilePlan, ...]":
            from desktop_app.importers.planning import plan  # noqa: PLC0415 - brings the importers

            return plan(tuple(paths), store, feedback)

        job = self._jobs.submit(work, self._on_planned, self._on_failed)
        self._planning.append(job)
        words = paths[0].name if len(paths) == 1 else f"{len(paths)} files"
        self.state.setText(f"Looking at {words}…")

    def reject(self) -> None:
        """Escape and Close: first call off what is under way, then close."""
        if self._importer.is_busy:
            self.progress.cancel.click()
        else:
            super().reject()

    def done(self, code: int) -> None:
        """Let go of what is asked for a window that goes."""
        self._let_go()
        super().done(code)

    def _build(self) -> None:
        self._right = QStackedWidget(self)
        self._right.addWidget(_hint(EMPTY, 60, self))
        self._right.addWidget(self.form)
        self._body = QSplitter(self)
        self._body.setChildrenCollapsible(False)
        self._body.addWidget(self._left())
        self._body.addWidget(self._right)
        self._body.setStretchFactor(1, 1)
        self._body.setSizes([_LIST_PX, _SIZE_PX[0] - _LIST_PX])
        self.progress.hide()
        foot = QVBoxLayout()
        foot.setContentsMargins(12, 0, 12, 12)
        foot.addWidget(self._foot())
        foot.addWidget(self.progress)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._body, 1)
        box.addLayout(foot)

    def _left(self) -> QWidget:
        """The list, what stands in its place while it is empty, and its buttons."""
        self.list.setModel(self.files)
        self.list.setItemDelegate(FilesDelegate(self.list))
        self.list.setAccessibleName("Files to import")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(_hint(NOTHING, 16, self))
        self._stack.addWidget(self.list)
        self.add_files = QPushButton("Add file&s…", self)
        self.add_folder = QPushButton("Add &folder…", self)
        self.remove = QPushButton("Remo&ve", self)
        buttons = QHBoxLayout()
        for button in (self.add_files, self.add_folder, self.remove):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(12, 12, 0, 0)
        column.addWidget(self._stack, 1)
        column.addLayout(buttons)
        return left

    def _foot(self) -> QWidget:
        """What is ready, and the buttons."""
        self.state.setWordWrap(True)
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.start.setDefault(True)
        close = QPushButton("Close", self)
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        self._idle = QWidget(self)
        idle = QHBoxLayout(self._idle)
        idle.setContentsMargins(0, 0, 0, 0)
        idle.addWidget(self.state, 1)
        idle.addWidget(self.start)
        idle.addWidget(close)
        return self._idle

    def _connect(self) -> None:
        self.add_files.clicked.connect(self.ask_files)
        self.add_folder.clicked.connect(self._ask_folder)
        self.remove.clicked.connect(self._remove)
        self.start.clicked.connect(self._start)
        QShortcut(QKeySequence.StandardKey.Delete, self.list, self._remove, context=_WITH_FOCUS)
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.files.dataChanged.connect(self._tell)
        self.form.changed.connect(self._on_changed)
        self.form.head_wanted.connect(self._read_head)
        self.progress.cancelled.connect(self._importer.cancel)
        self._importer.progressed.connect(self.progress.tell)
        self._importer.finished.connect(self._on_finished)
        self._importer.failed.connect(self._on_refused)
        self._importer.cancelled.connect(self._on_cancelled)
        self._session.changed.connect(self._on_session)
        FileDrop(self, self.add)

    @property
    def _current(self) -> Draft | None:
        place = self.list.currentIndex().row()
        return self.files.drafts[place] if 0 <= place < len(self.files.drafts) else None

    @property
    def _ready(self) -> list[Draft]:
        return [draft for draft in self.files.drafts if draft.is_wanted and not problem_of(draft)]

    @Slot()
    def ask_files(self) -> None:
        """Choose files."""
        names, _ = QFileDialog.getOpenFileNames(self, "Import files", str(self._folder()))
        if names:
            self.add([Path(name) for name in names])

    @Slot()
    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "Import a folder", str(self._folder()))
        if name:
            self.add([Path(name)])

    def _folder(self) -> Path:
        return self.files.drafts[-1].file.path.parent if self.files.drafts else Path.home()

    @Slot()
    def _remove(self) -> None:
        place = self.list.currentIndex().row()
        if place >= 0 and not self._importer.is_busy:
            self.files.remove(place)
            self._tell()

    def _on_planned(self, plans: "tuple[FilePlan, ...]") -> None:
        known = {(draft.file, draft.plan.table) for draft in self.files.drafts}
        new = [draft_of(plan) for plan in plans if (plan.file, plan.table) not in known]
        first = len(self.files.drafts)
        if new:
            self.files.add(new)
            self.list.setCurrentIndex(self.files.index(first))
            self.list.setFocus()
        self._tell()

    @Slot(QModelIndex)
    def _on_current(self) -> None:
        self.form.show_draft(self._current)
        self.form.preview.clear("")
        draft = self._current
        if draft is None or draft.order is None:
            return
        found = draft.found
        if found is not None and found.mapped and draft.head is None and not draft.trouble:
            self._read_head()
        else:
            self._rest.start()

    @Slot()
    def _read_head(self) -> None:
        """Read the columns of the chosen table."""
        draft = self._current
        if self._reading is not None:
            self._reading.cancel()
        if draft is None or draft.order is None:
            return
        order = draft.order
        self._reading = self._jobs.submit(
            lambda _: read_head(order), partial(self._on_head, draft), partial(self._on_no_head, draft)
        )
        self.form.preview.say("Reading the first rows…")

    def _on_head(self, draft: Draft, head: Head) -> None:
        draft.head, draft.trouble = head, ""
        if draft.needs_mapping:
            draft.suggest()
        self._show_head(draft)

    def _on_no_head(self, draft: Draft, error: Exception) -> None:
        if not isinstance(error, TumenError):
            raise error
        draft.trouble = str(error)
        self._show_head(draft)

    def _show_head(self, draft: Draft) -> None:
        self._reading = None
        if draft is self._current:
            self.form.show_draft(draft)
            self._rest.start()
        self.files.tell(self.files.drafts.index(draft))

    @Slot()
    def _on_changed(self) -> None:
        self.files.tell(self.list.currentIndex().row())
        self._rest.start()

    @Slot()
    def _see(self) -> None:
        """Ask how the chosen file would look; the newest question counts."""
        draft = self._current
        if self._seeing is not None:
            self._seeing.cancel()
            self._seeing = None
        if draft is None or draft.order is None:
            return
        if problem_of(draft) and (draft.head is None or draft.order.mapping is None):
            self.form.preview.clear("")
            return
        order, store, head = draft.order, self._session.store, draft.head
        self._seeing = self._jobs.submit(
            lambda feedback: see(store, order, head, feedback),
            partial(self._on_seen, draft),
            partial(self._on_unseen, draft),
        )

    def _on_seen(self, draft: Draft, seen: Seen) -> None:
        self._seeing = None
        if draft is self._current and draft.order is not None:
            self.form.preview.show_seen(seen, dict(draft.order.ships))

    def _on_unseen(self, draft: Draft, error: Exception) -> None:
        self._seeing = None
        if not isinstance(error, TumenError):
            raise error
        if draft is self._current:
            self.form.preview.clear(str(error))

    @Slot()
    def _tell(self) -> None:
        """Say what is ready, and why the rest is not."""
        drafts, ready = self.files.drafts, self._ready
        self._stack.setCurrentIndex(int(bool(drafts)))
        self._right.setCurrentIndex(int(bool(drafts)))
        self.remove.setEnabled(bool(drafts))
        wanted = sum(draft.is_wanted for draft in drafts)
        refused = sum(bool(draft.plan.refusal) for draft in drafts)
        reason = self._session.store.read_only
        self.start.setEnabled(bool(ready) and len(ready) == wanted and not reason)
        if not drafts:
            words = ""
        elif reason:
            words = reason
        elif len(ready) < wanted:
            words = (
                f"{len(ready)} of {wanted} ticked files are ready; see what the others lack, or untick them."
            )
        elif not wanted:
            words = "No file is ticked." if refused < len(drafts) else "None of these files can be imported."
        else:
            rows = [draft.head.rows for draft in ready if draft.head is not None]
            about = sum(count for count in rows if count is not None)
            told = f", about {number(about)} rows" if about and len(rows) == len(ready) else ""
            words = f"{_files(len(ready))} ready{told}. One undo takes the whole import back."
        if words and refused and wanted:
            words += f" {_files(refused)} cannot be imported."
        self.state.setText(words)
        self.form.tell()

    @Slot()
    def _start(self) -> None:
        orders = tuple(draft.order for draft in self._ready if draft.order is not None)
        if not orders or self._importer.is_busy:
            return
        self._body.setEnabled(False)
        self._idle.hide()
        self.progress.begin()
        self.progress.show()
        self.progress.cancel.setFocus()
        self._importer.start(orders)

    def _end(self) -> None:
        self._body.setEnabled(True)
        self.progress.hide()
        self._idle.show()
        self._tell()

    @Slot(object)
    def _on_finished(self, result: "ImportResult") -> None:
        self._end()
        self.imported.emit(result)

    @Slot(str)
    def _on_refused(self, sentence: str) -> None:
        self._end()
        self.state.setText(f"Nothing was imported; the case is as it was. {sentence}")

    @Slot()
    def _on_cancelled(self) -> None:
        self._end()
        self.state.setText("Called off: the case is as it was before.")

    def _on_failed(self, error: Exception) -> None:
        self._tell()
        if not isinstance(error, TumenError):
            raise error
        self.state.setText(str(error))

    @Slot(object)
    def _on_session(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self._theme()

    def _theme(self) -> None:
        theme = self._session.style.theme
        delegate = self.list.itemDelegate()
        if isinstance(delegate, FilesDelegate):
            delegate.theme = theme
        self.list.viewport().update()
        self.form.preview.set_theme(theme)

    def _let_go(self) -> None:
        """Nothing is wanted any more."""
        self._rest.stop()
        for job in (*self._planning, self._reading, self._seeing):
            if job is not None:
                job.cancel()


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{number(count)} files"


def _hint(words: str, margin_px: int, parent: QWidget) -> QLabel:
    """A sentence in the middle of an empty place."""
    label = QLabel(words, parent)
    label.setObjectName("hint")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setMargin(margin_px)
    return label
