"""Opens the dialog that exports data, one at a time."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.jobs.runner import JobRunner
from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session


class ExportControl(QObject):
    """What the menu asks for an export.

    Signals:
        said: a sentence about what was done.
    """

    said = Signal(str)

    def __init__(
        self, session: Session, editor: CaseEditor, jobs: JobRunner, resources: Resources, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._parts = (session, editor, jobs, resources)
        self._window = parent
        self.dialog: QWidget | None = None

    @Slot()
    def ask(self) -> None:
        """Show the dialog; the window goes on beside it."""
        from desktop_app.ui.export_dialog.dialog import ExportDialog  # noqa: PLC0415 - not before it is asked for

        if self.dialog is None:
            dialog = ExportDialog(*self._parts, self._window)
            dialog.said.connect(self.said)
            dialog.finished.connect(self._forget)
            self.dialog = dialog
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    @Slot(int)
    def _forget(self, _: int) -> None:
        self.dialog = None
