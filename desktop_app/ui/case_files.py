"""What can be done with whole cases: make, open, save a copy, go back to one that comes with Tumen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from desktop_app.importers.case_choice import CaseChoice
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import change, load, without_recent
from desktop_app.session.session import Session
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Update
from desktop_app.storage.rows.desk import CASE_INFO_ID
from desktop_app.ui.case_words import NEW_CASE, OWN_CASE, CaseWords
from desktop_app.ui.info_line import LineText, Tone
from desktop_app.ui.line_stack import LineStack

if TYPE_CHECKING:
    from desktop_app.ui.case_dialog import NewCase

WRITING_LINE: Final = "writing"
FILE_LINE: Final = "file"
FAILED_LINE: Final = "not written"
SAVE_AS: Final = "Save as case…"


class CaseFiles(QObject):
    """Carries out the first part of the Case menu for one window.

    Attributes:
        choice: the case that is open, as it was asked for.
        lines: what is said below the filter bar.
        dialog: the one that is open, if one is.

    Signals:
        case_wanted: a `CaseChoice` to be shown in place of this one.
        said: a sentence about what was done.
        edited: an `Edit` of the case's own row.
    """

    case_wanted = Signal(object)
    edited = Signal(object)
    said = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        choice: CaseChoice,
        lines: LineStack,
        settings_path: Path,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.choice = choice
        self.lines = lines
        self._session = session
        self._jobs = jobs
        self._settings_path = settings_path
        self._window = window
        self._job: Job | None = None
        self.dialog: QDialog | None = None

    @property
    def store(self) -> CaseStore:
        """The open case."""
        return self._session.store

    @property
    def recent(self) -> tuple[Path, ...]:
        """Files of cases that were open, in any window, the newest first; this one is left out."""
        paths = (Path(text) for text in load(self._settings_path).recent)
        return tuple(path for path in paths if path != self.store.path)

    @Slot()
    def open(self) -> None:
        """Choose a file and open it."""
        from desktop_app.ui.case_dialog import FILES  # noqa: PLC0415 - start-up does not need it

        name, _ = QFileDialog.getOpenFileName(self._window, "Open case", str(self._folder()), FILES)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Open a file; one that this window shows already, and may change, is only named."""
        if path == self.store.path and not self.store.read_only:
            self.said.emit(f"{path.name} is what this window shows.")
        else:
            self.case_wanted.emit(CaseChoice(path.absolute()))

    @Slot()
    def open_record(self) -> None:
        """Open the reported record."""
        self.case_wanted.emit(CaseChoice())

    @Slot()
    def open_training(self) -> None:
        """Open the training case."""
        self.case_wanted.emit(CaseChoice(training=True))

    @Slot()
    def forget_all(self) -> None:
        """Empty the list of recent files."""
        change(self._settings_path, without_recent)

    @Slot()
    def new(self) -> None:
        """Ask for title and file, make a case there in which nothing happened yet, and open it."""
        self._ask(NEW_CASE, "", self._make)

    @Slot()
    def save_as(self) -> None:
        """Write the case to another file and go on with that.

        The copy of a case keeps its id, so that the work of two people on two copies can be merged. What is
        nobody's, such as the reported record, becomes a case of its own.
        """
        if self.choice.path is None or self.choice.as_of is not None:
            self._ask(OWN_CASE, self.store.info.title, self._save_as_own)
            return
        from desktop_app.ui.case_dialog import FILES, typed_path  # noqa: PLC0415 - start-up does not need it

        suggested = self._folder() / self.choice.path.name
        name, _ = QFileDialog.getSaveFileName(self._window, "Save as case", str(suggested), FILES)
        if name:
            self._save(typed_path(name))

    @Slot()
    def describe(self) -> None:
        """Change title and description."""
        from desktop_app.ui.describe_dialog import DescribeDialog  # noqa: PLC0415 - start-up does not need it

        self._open(DescribeDialog(self.store.info, self._describe, self._window))

    def _describe(self, title: str, description: str) -> None:
        values = {"title": title, "description": description}
        self.edited.emit(
            Edit("Change title or description of the case", (Update("case_info", CASE_INFO_ID, values),))
        )

    def _ask(self, words: CaseWords, title: str, answer: Callable[["NewCase"], None]) -> None:
        from desktop_app.ui.case_dialog import CaseDialog  # noqa: PLC0415 - start-up does not need it

        dialog = CaseDialog(words, title, self._folder(), self._window)
        dialog.answered.connect(answer)
        self._open(dialog)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(self._forget_dialog)
        self.dialog = dialog
        dialog.open()

    @Slot()
    def _forget_dialog(self) -> None:
        self.dialog = None

    @Slot(object)
    def _make(self, answer: "NewCase") -> None:
        from desktop_app.importers.new_case import make_case  # noqa: PLC0415 - start-up does not need it

        path, title, who, now = answer.path, answer.title, self._who(), datetime.now(UTC)
        self._write(path, lambda _: make_case(path, Resources.locate(), title=title, who=who, now=now))

    @Slot(object)
    def _save_as_own(self, answer: "NewCase") -> None:
        from desktop_app.storage.saving import save_as_case  # noqa: PLC0415 - start-up does not need it

        store, who, now = self.store, self._who(), datetime.now(UTC)

        def work(feedback: Feedback) -> None:
            with store.whole() as source:
                save_as_case(source, answer.path, title=answer.title, who=who, now=now, feedback=feedback)

        self._write(answer.path, work)

    def _save(self, path: Path) -> None:
        from desktop_app.storage.saving import save_copy  # noqa: PLC0415 - start-up does not need it

        store = self.store

        def work(feedback: Feedback) -> None:
            with store.whole() as source:
                save_copy(source, path, feedback=feedback)

        self._write(path, work)

    @Slot(str)
    def tell_failure(self, sentence: str) -> None:
        """Say why a change was not made; trouble with the file stays on screen with the way out of it.

        `storage.failures` and `storage.locking` begin what is wrong with a file with the file's name.
        """
        path = self.store.path
        if path is None or not sentence.startswith(path.name):
            self.said.emit(sentence)
            return
        self.lines.show(FILE_LINE, LineText(sentence, Tone.TROUBLE), {SAVE_AS: self.save_as})

    def remember_author(self, name: str) -> None:
        """Keep the name that changes are logged under, for all windows."""
        change(self._settings_path, lambda settings: replace(settings, author=name))

    def _who(self) -> str:
        return load(self._settings_path).author

    def _write(self, path: Path, work: Callable[[Feedback], None]) -> None:
        """Write a file off this thread, then show it."""
        if self._job is not None:
            self.said.emit("A case is being written already.")
            return
        self.lines.hide(FAILED_LINE)
        self._job = self._jobs.submit(work, lambda _: self._on_written(path), self._on_failed)
        words = LineText(f"Writing {path.name}…", dismissible=False)
        self.lines.show(WRITING_LINE, words, {"Cancel": self._cancel})

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
        self._end_writing()
        self.said.emit("Nothing was written.")

    def _end_writing(self) -> None:
        self._job = None
        self.lines.hide(WRITING_LINE)

    def _on_written(self, path: Path) -> None:
        self._end_writing()
        self.said.emit(f"Written to {path}.")
        self.case_wanted.emit(CaseChoice(path))

    def _on_failed(self, error: Exception) -> None:
        self._end_writing()
        if not isinstance(error, TumenError):
            raise error
        again = {SAVE_AS: self.save_as}
        self.lines.show(FAILED_LINE, LineText(str(error), Tone.TROUBLE), again)

    def _folder(self) -> Path:
        """Where a case was last opened or saved, else the user's documents."""
        last = Path(load(self._settings_path).last_folder)
        if last.is_absolute() and last.is_dir():
            return last
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        return Path(documents) if documents and Path(documents).is_dir() else Path.home()
