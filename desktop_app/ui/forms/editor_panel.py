"""The editor: one form at a time, with the forms of rows that it still needs on top of it."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.history import Change
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.editing.drafts import Draft, DraftEdit, edit_of
from desktop_app.query.editing.stored_row import StoredRow
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.editor import CaseEditor
from desktop_app.storage.attachments import PreparedFile, attach_edit
from desktop_app.storage.edits import Cell, Edit
from desktop_app.storage.tables.keys import KIND_OF_TABLE
from desktop_app.ui.file_drop import FileDrop
from desktop_app.ui.forms.entry import Entry
from desktop_app.ui.forms.layouts import LAYOUT_OF
from desktop_app.ui.forms.lookups import Lookups
from desktop_app.ui.forms.reference_entry import ReferenceEntry
from desktop_app.ui.forms.row_form import RowForm

MEND: Final = "Mend what is marked, then save."
DROP_QUESTION: Final = "What you typed is not saved. Drop it?"


class _Open(NamedTuple):
    """A form on the stack.

    Attributes:
        fills: the input below that the new row is for; None at the bottom.
    """

    form: RowForm
    area: QScrollArea
    fills: ReferenceEntry | None


class EditorPanel(QWidget):
    """Forms on a stack, a title that tells where one is, and a foot with Save and Cancel.

    Signals:
        map_wanted: carries the `PositionEntry` that a click on the map is to fill.
        show_wanted: "kind:id" of a row to look at.
        saved: "kind:id" of the row that was written, and the sentence for the status line.
        emptied: no form is open any more.
    """

    map_wanted = Signal(object)
    show_wanted = Signal(str)
    saved = Signal(str, str)
    emptied = Signal()

    def __init__(
        self, lookups: Lookups, jobs: JobRunner, editor: CaseEditor, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("editor")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        FileDrop(self, self._take_files)
        self._lookups = lookups
        self._jobs = jobs
        self._editor = editor
        self._stack: list[_Open] = []
        self._waiting: tuple[str, StoredRow | None, Mapping[str, Cell], str] | None = None
        self._saving = False
        self._title = QLabel(self)
        self._title.setObjectName("title")
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setWordWrap(True)
        self._title.setContentsMargins(12, 8, 12, 2)
        self._pages = QStackedWidget(self)
        self._said = QLabel(self)
        self._said.setObjectName("finding")
        self._said.setProperty("severity", "error")
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._said.setWordWrap(True)
        self._said.hide()
        self.save_button = QPushButton("&Save", self)
        self.save_button.setToolTip("Write the row into the case (Ctrl+Enter)")
        self.save_button.setDefault(True)
        self.save_button.clicked.connect(self.save)
        self.cancel_button = QPushButton("Cancel", self)
        self.cancel_button.clicked.connect(self.cancel)
        self._keep = QPushButton("Keep typing", self)
        self._keep.clicked.connect(self._stay)
        self._keep.hide()
        foot = QHBoxLayout()
        foot.setContentsMargins(12, 6, 12, 8)
        foot.addWidget(self._said, 1)
        foot.addStretch(0)
        for button in (self._keep, self.cancel_button, self.save_button):
            foot.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._title)
        box.addWidget(self._pages, 1)
        box.addLayout(foot)

    @property
    def form(self) -> RowForm | None:
        """The form on top."""
        return self._stack[-1].form if self._stack else None

    @property
    def holds_typed_text(self) -> bool:
        """Whether closing would lose something."""
        return any(entry.form.typed for entry in self._stack)

    def holds(self, entry: Entry) -> bool:
        """Whether an input belongs to a form that is still open."""
        return any(entry in page.form.entries.values() for page in self._stack)

    def open(
        self, table: str, before: StoredRow | None, values: Mapping[str, Cell], source_id: str = ""
    ) -> None:
        """Show a form in place of the one that is open; asks first where something was typed."""
        if self.holds_typed_text:
            self._waiting = (table, before, values, source_id)
            self._ask()
            return
        self._clear()
        self._push(table, before, values, source_id, None)

    @Slot()
    def save(self) -> None:
        """Check the form on top and write its row."""
        if self.form is None or self._saving:
            return
        self._stay()
        draft = self.form.draft()
        if draft is None:
            self._say(MEND)
            return
        self._set_saving(on=True)
        lookups, who, now = self._lookups, self._editor.who, datetime.now(UTC)
        files = tuple(self.form.attachments.prepared) if self.form.attachments is not None else ()

        def work(feedback: Feedback) -> DraftEdit | None:
            with lookups.store.reader(feedback) as connection:
                return _with_files(edit_of(connection, draft, who, now), draft, files, now)

        self._jobs.submit(work, lambda made: self._write(draft, made, files), self._on_failed)

    @Slot()
    def cancel(self) -> None:
        """Close the form on top; asks first where something was typed."""
        if self.form is None:
            return
        if self._keep.isVisible() or not self.form.typed:
            self._drop()
        else:
            self._ask()

    def shut(self) -> None:
        """Drop every form without asking; the case closes."""
        self._clear()

    def ask_before_closing(self) -> bool:
        """True if nothing would be lost; else the panel asks, and the window stays."""
        if self.holds_typed_text:
            self._ask()
        return not self.holds_typed_text

    def _write(self, draft: Draft, made: DraftEdit | None, files: tuple[PreparedFile, ...]) -> None:
        if made is None:
            self._set_saving(on=False)
            self._finish(draft.before.id if draft.before is not None else "", "Nothing was changed.")
            return

        def then(change: Change | None, sentence: str) -> None:
            self._set_saving(on=False)
            if change is None:
                self._say(sentence)
            else:
                self._finish(made.row_id, f"{change.what}. Ctrl+Z takes it back.")

        self._editor.edit(made.edit, then, files)

    def _on_failed(self, problem: Exception) -> None:
        self._set_saving(on=False)
        if not isinstance(problem, TumenError):
            raise problem
        self._say(str(problem))

    def _finish(self, row_id: str, sentence: str) -> None:
        """The row is written: go back to the form that needed it, or be done."""
        table, fills = self._stack[-1].form.layout_.table, self._stack[-1].fills
        self._pop()
        if fills is not None:
            fills.choose(f"{table}:{row_id}" if fills.takes_places else row_id)
        if not self._stack:
            self.saved.emit(f"{KIND_OF_TABLE[table]}:{row_id}", sentence)
            self.emptied.emit()

    def _push(
        self,
        table: str,
        before: StoredRow | None,
        values: Mapping[str, Cell],
        source_id: str,
        fills: ReferenceEntry | None,
    ) -> None:
        form = RowForm(LAYOUT_OF[table], before, self._lookups, self._jobs)
        if before is None:
            form.preset(values, source_id)
        area = QScrollArea(self._pages)
        area.setWidget(form)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if form.attachments is not None:
            # Else a file dropped on a line would become text in it.
            for kind in (QLineEdit, QAbstractScrollArea):
                for widget in form.findChildren(kind):
                    widget.setAcceptDrops(False)
        form.map_wanted.connect(self.map_wanted)
        form.show_wanted.connect(self.show_wanted)
        form.new_wanted.connect(self._on_new_wanted)
        form.judged.connect(self._on_judged)
        self._pages.addWidget(area)
        self._pages.setCurrentWidget(area)
        self._stack.append(_Open(form, area, fills))
        self._tell_title()
        form.focus_first()

    @Slot(str, object)
    def _on_new_wanted(self, table: str, fills: ReferenceEntry) -> None:
        """A row that is missing gets a form of its own; this one waits below it."""
        self._stay()
        typed = fills.line.text().strip() if not fills.row_id else ""
        column = {"source": "title", "port": "name_en"}.get(table, "name")
        values: dict[str, Cell] = {column: typed.upper() if table == "vessel" else typed} if typed else {}
        self._push(table, None, values, "", fills)

    @Slot(int)
    def _on_judged(self, errors: int) -> None:
        if not errors and self._said.text() == MEND:
            self._said.hide()

    def _pop(self) -> None:
        top = self._stack.pop()
        top.form.stop()
        self._pages.removeWidget(top.area)
        top.area.deleteLater()
        self._stay()
        if self._stack:
            self._pages.setCurrentWidget(self._stack[-1].area)
        self._tell_title()

    def _clear(self) -> None:
        while self._stack:
            self._pop()

    def _drop(self) -> None:
        """Drop what was typed on top; with another form waiting, all of it."""
        waiting, self._waiting = self._waiting, None
        if waiting is not None:
            self._clear()
            self._push(*waiting, None)
            return
        self._pop()
        if not self._stack:
            self.emptied.emit()

    def _ask(self) -> None:
        self._say(DROP_QUESTION)
        self._keep.show()
        self.cancel_button.setText("Drop it")
        self._keep.setFocus()

    @Slot()
    def _stay(self) -> None:
        self._said.hide()
        self._keep.hide()
        self._waiting = None
        self.cancel_button.setText("Cancel")

    def _say(self, sentence: str) -> None:
        self._said.setText(sentence)
        self._said.show()

    def _tell_title(self) -> None:
        self._title.setText(
            " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} ".join(entry.form.title for entry in self._stack)
        )

    def _set_saving(self, *, on: bool) -> None:
        self._saving = on
        self.save_button.setEnabled(not on)
        self._pages.setEnabled(not on)

    def event(self, event: QEvent) -> bool:
        """Esc and Ctrl+Enter are the form's while it has the focus, not the window's."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Ctrl+Enter saves, Esc cancels, Enter in a line saves nothing by accident."""
        if not _is_ours(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Escape:
            self.cancel()
        else:
            self.save()

    def _take_files(self, paths: list[Path]) -> None:
        """Attach dropped files with the next save, where a source is being typed."""
        if self.form is None or self.form.attachments is None:
            self._say("Files are attached to sources; this form is for something else.")
            return
        for path in paths:
            self.form.attachments.add_file(path)


def _with_files(
    made: DraftEdit | None, draft: Draft, files: tuple[PreparedFile, ...], now: datetime
) -> DraftEdit | None:
    """The same edit with the attachments in it: one change, one step to undo."""
    if not files or (made is None and draft.before is None):
        return made
    row_id = made.row_id if made is not None else draft.before.id if draft.before is not None else ""
    attached = [attach_edit(file, row_id, "", now) for file in files]
    operations = [operation for edit in attached for operation in edit.operations]
    if made is None:
        what = "; ".join(edit.what for edit in attached)
        return DraftEdit(Edit(what, tuple(operations), why=draft.why), row_id)
    return DraftEdit(made.edit._replace(operations=(*made.edit.operations, *operations)), row_id)


def _is_ours(event: QKeyEvent) -> bool:
    control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
    enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return event.key() == Qt.Key.Key_Escape or (enter and control)
