"""Looking at the copies of sources that a case keeps: extracted read-only, shown by the desktop."""

from pathlib import Path

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.provenance import Attachment
from desktop_app.jobs.runner import JobRunner
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.attachments import extract
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.media_types import is_shown_safely
from desktop_app.storage.viewing_folder import ViewingFolder


class AttachmentOpener(QObject):
    """Opens what cannot reach for the network; anything else is only saved where the user says.

    Signals:
        said: a sentence about what was done, or why it was not.
    """

    said = Signal(str)

    def __init__(self, store: CaseStore, jobs: JobRunner, window: QWidget) -> None:
        super().__init__(window)
        self._store = store
        self._jobs = jobs
        self._window = window
        self._folder = ViewingFolder()
        self.destroyed.connect(self._folder.close)

    def open(self, attachment_id: str) -> None:
        """Show the copy; a saved web page or an unknown kind asks for a folder to save it in."""
        row = next((row for row in self._store.record.attachments if row.id == attachment_id), None)
        if row is None:
            self.said.emit("This attachment is not in the case any more.")
        elif is_shown_safely(row.media_type):
            self._jobs.submit(lambda feedback: self._copy(row, feedback), self._show, self._fail)
        else:
            self._save(row)

    def _copy(self, row: Attachment, feedback: Feedback) -> Path:
        with self._store.reader(feedback) as connection:
            return self._folder.copy_of(connection, row.id, feedback)

    def _show(self, path: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self.said.emit(f"Opened a read-only copy of {path.name}.")
        else:
            self.said.emit(f"No program opens {path.name}; its copy lies at {path}.")

    def _save(self, row: Attachment) -> None:
        title = f"{row.file_name} could reach for the network when it is opened. Save a copy in"
        chosen = QFileDialog.getExistingDirectory(self._window, title)
        if chosen:
            self._jobs.submit(
                lambda feedback: self._extract(row, Path(chosen), feedback),
                lambda path: self.said.emit(f"Saved a read-only copy as {path}."),
                self._fail,
            )

    def _extract(self, row: Attachment, folder: Path, feedback: Feedback) -> Path:
        with self._store.reader(feedback) as connection:
            return extract(connection, row.id, folder, feedback)

    def _fail(self, error: Exception) -> None:
        self.said.emit(str(error))
