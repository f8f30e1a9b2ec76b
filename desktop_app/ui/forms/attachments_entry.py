"""Copies of a source kept inside the case: those that are there, and files that come with the next save."""

from pathlib import Path

import apsw
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLabel, QListWidget, QToolButton, QVBoxLayout, QWidget

from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.storage.attachments import PreparedFile, read_for_attaching

ROWS_SHOWN = 4


class AttachmentsEntry(QWidget):
    """A list of attached and to-be-attached files; files can be dropped on the whole form.

    Signals:
        edited: a file was added.
    """

    edited = Signal()

    def __init__(self, jobs: JobRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._reading: list[Job] = []
        self.prepared: list[PreparedFile] = []
        self.list = QListWidget(self)
        self.list.setAccessibleName("Attached copies")
        self.list.setMaximumHeight(self.list.fontMetrics().lineSpacing() * ROWS_SHOWN + 14)
        self.list.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._said = QLabel("Drop a document, picture or page archive on this form, or", self)
        self._said.setWordWrap(True)
        self._said.setObjectName("hint")
        button = QToolButton(self)
        button.setText("Attach a file…")
        button.clicked.connect(self._choose)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(4)
        box.addWidget(self.list)
        box.addWidget(self._said)
        box.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.list.hide()

    def show_stored(self, connection: apsw.Connection, source_id: str) -> None:
        """Show what is attached already."""
        rows = connection.execute(
            "SELECT file_name, size_bytes FROM attachment WHERE source_id = ? ORDER BY attached_utc",
            (source_id,),
        )
        for name, size in rows:
            self._add(f"{name}   {size_text(int(size))}")

    def add_file(self, path: Path) -> None:
        """Read a file through off the GUI thread, to be attached with the next save."""
        self._said.setText(f"Reading {path.name}…")
        self._reading.append(
            self._jobs.submit(
                lambda feedback: read_for_attaching(path, feedback), self._on_read, self._on_refused
            )
        )

    def stop(self) -> None:
        """The form goes: files that are still read are not wanted."""
        for job in self._reading:
            job.cancel()

    def _on_read(self, prepared: PreparedFile) -> None:
        self._said.setText("Attached when the form is saved.")
        if all(other.sha256 != prepared.sha256 for other in self.prepared):
            self.prepared.append(prepared)
            self._add(f"{prepared.file_name}   {size_text(prepared.size_bytes)}, when saved")
        self.edited.emit()

    def _on_refused(self, problem: Exception) -> None:
        self._said.setText(str(problem))

    def _add(self, words: str) -> None:
        self.list.addItem(words)
        self.list.show()

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, "Attach copies of the source")
        for name in names:
            self.add_file(Path(name))


def size_text(size_bytes: int) -> str:
    """A length in bytes, with three digits."""
    for unit, size in (("GB", 1e9), ("MB", 1e6), ("kB", 1e3)):
        if size_bytes >= size:
            return f"{size_bytes / size:.3g} {unit}"
    return f"{size_bytes} bytes"
