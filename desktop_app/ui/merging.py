"""Merging with another copy of the case: choose it, choose where the result goes, settle what is left."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.jobs.runner import JobRunner
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.storage.conflicts import conflicts
from desktop_app.storage.merging import MergeReport, merge
from desktop_app.ui.conflicts_window import ConflictsWindow
from desktop_app.ui.info_line import LineText, Tone
from desktop_app.ui.line_stack import LineStack

FILES: Final = "Case (*.gpkg)"
MERGE_LINE: Final = "merge"
CONFLICT_LINE: Final = "conflicts"


class Merging(QObject):
    """Writes the merged case to a new file, and tells what is in conflict wherever a case holds conflicts.

    Attributes:
        window: the conflicts, while they are on screen.

    Signals:
        merged: `Path` of the merged case, to be opened.
    """

    merged = Signal(object)

    def __init__(
        self, session: Session, jobs: JobRunner, editor: CaseEditor, lines: LineStack, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._editor = editor
        self._lines = lines
        self._parent = parent
        self.window: ConflictsWindow | None = None
        session.changed.connect(self._on_changed)
        self.look_for_conflicts()

    @Slot()
    def ask(self) -> None:
        """Choose the other copy and the file of the result."""
        path = self._session.store.path
        if path is None:
            self._tell("Only a case that is a file can be merged; Save as case… makes one.")
            return
        other, _ = QFileDialog.getOpenFileName(
            self._parent, "Merge with another copy", str(path.parent), FILES
        )
        if not other:
            return
        suggested = path.with_name(f"{path.stem} merged.gpkg")
        out, _ = QFileDialog.getSaveFileName(self._parent, "Write the merged case to", str(suggested), FILES)
        if out:
            self.merge_with(Path(other), Path(out) if Path(out).suffix else Path(f"{out}.gpkg"))

    def merge_with(self, theirs: Path, out: Path) -> None:
        """Merge off the GUI thread; the result is shown once it is complete."""
        ours, who, now = self._session.store.path, self._editor.who, datetime.now(UTC)
        if ours is None:
            return

        def work(feedback: Feedback) -> MergeReport:
            return merge(ours, theirs, out, who=who, now=now, feedback=feedback)

        self._lines.show(MERGE_LINE, LineText(f"Merging with {theirs.name}…", dismissible=False))
        self._jobs.submit(work, self._on_merged, self._on_failed)

    def _on_merged(self, report: MergeReport) -> None:
        self._lines.hide(MERGE_LINE)
        self.merged.emit(report.out)

    def _on_failed(self, problem: Exception) -> None:
        if not isinstance(problem, TumenError):
            self._lines.hide(MERGE_LINE)
            raise problem
        self._tell(str(problem))

    def _tell(self, sentence: str) -> None:
        self._lines.show(MERGE_LINE, LineText(sentence, Tone.TROUBLE))

    @Slot()
    def look_for_conflicts(self) -> None:
        """Say above the map how many conflicts the case holds."""
        store = self._session.store

        def work(feedback: Feedback) -> int:
            with store.reader(feedback) as connection:
                return len(conflicts(connection))

        self._jobs.submit(work, self._on_counted, lambda problem: self._tell(str(problem)))

    def _on_counted(self, number: int) -> None:
        if not number:
            self._lines.hide(CONFLICT_LINE)
            return
        sentence = (
            f"{'One value' if number == 1 else f'{number} values'} of this case changed in both copies that "
            "were merged; what stood in the first copy holds until somebody chooses."
        )
        if CONFLICT_LINE in self._lines.shown and self._lines.shown[CONFLICT_LINE].text == sentence:
            return
        actions = {"Choose…": self.show_conflicts}
        self._lines.show(CONFLICT_LINE, LineText(sentence, Tone.STATE, dismissible=False), actions)

    @Slot()
    def show_conflicts(self) -> None:
        """Open the table of conflicts."""
        if self.window is None:
            self.window = ConflictsWindow(self._session, self._jobs, self._editor, self._parent)
            self.window.destroyed.connect(self._forget)
        self.window.show()
        self.window.raise_()

    @Slot()
    def _forget(self) -> None:
        self.window = None

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            self.look_for_conflicts()
