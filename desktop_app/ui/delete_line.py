"""Deleting a row: a line above the map tells what goes with it, and asks."""

from typing import Final

from PySide6.QtCore import QObject

from desktop_app.jobs.runner import JobRunner
from desktop_app.query.editing.deletion import Deletion, plan_deletion
from desktop_app.query.editing.stored_row import table_of_key
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.storage.edits import Edit
from desktop_app.ui.info_line import LineText, Tone
from desktop_app.ui.line_stack import LineStack

NAME: Final = "delete"


class DeleteLine(QObject):
    """Asks in a line with buttons, no dialog: what is asked about stays in sight."""

    def __init__(
        self, session: Session, jobs: JobRunner, editor: CaseEditor, lines: LineStack, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._editor = editor
        self._lines = lines

    def ask(self, key: str) -> None:
        """Find out what refers to the row, then ask or refuse."""
        store = self._session.store

        def work(feedback: Feedback) -> Deletion:
            with store.reader(feedback) as connection:
                found = table_of_key(connection, key)
                if found is None:
                    return Deletion(None, "It is gone already.")
                return plan_deletion(connection, *found)

        self._jobs.submit(work, lambda plan: self._show(plan, key), self._failed)

    def _show(self, plan: Deletion, key: str) -> None:
        edit = plan.edit
        if edit is None:
            self._lines.show(NAME, LineText(plan.sentence, Tone.TROUBLE))
            return
        actions = {"Delete": lambda: self._delete(edit, key), "Keep": lambda: self._lines.hide(NAME)}
        line = self._lines.show(NAME, LineText(plan.sentence, Tone.STATE, dismissible=False), actions)
        line.buttons["Keep"].setFocus()

    def _delete(self, edit: Edit, key: str) -> None:
        self._lines.hide(NAME)
        if key in self._session.selection:
            self._session.select(tuple(one for one in self._session.selection if one != key), "")
        self._editor.edit(edit)

    def _failed(self, problem: Exception) -> None:
        self._lines.show(NAME, LineText(f"Nothing was deleted: {problem}", Tone.TROUBLE))
