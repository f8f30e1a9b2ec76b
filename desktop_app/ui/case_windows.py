"""One window a case: opening another case puts a new window in the place of the old one."""

import gc
import logging
from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot

from desktop_app.importers.case_choice import CaseChoice, open_choice
from desktop_app.jobs.runner import JobRunner
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.settings import change, with_recent
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.info_line import LineText, Tone
from desktop_app.ui.main_window import MainWindow

logger = logging.getLogger("ui")

REFUSED_LINE: Final = "refused"

Starter = Callable[[CaseStore, CaseChoice], MainWindow]


class CaseWindows(QObject):
    """Opens cases, each in a window of its own, and takes the window before away.

    Attributes:
        window: the one that shows a case now; None once it is closed.

    Signals:
        replaced: a new window has painted its case, and the one before is gone.
        refused: str, why a case could not be opened; the window stays on what it showed.
    """

    replaced = Signal()
    refused = Signal(str)

    def __init__(self, resources: Resources, settings_path: Path, start: Starter) -> None:
        """`start` shows a new window on a case."""
        super().__init__()
        self._resources = resources
        self._settings_path = settings_path
        self._start = start
        self._jobs = JobRunner(self)
        self._opening = False
        self._windows: list[MainWindow] = []
        self._leaving: list[MainWindow] = []

    @property
    def window(self) -> MainWindow | None:
        """The newest window."""
        return self._windows[-1] if self._windows else None

    def take(self, window: MainWindow) -> None:
        """Look after a window that shows its case already."""
        self._windows.append(window)
        window.case_wanted.connect(self.open)
        window.closed.connect(lambda: self._let_go(window))
        path = window.choice.path
        if path is not None:
            change(self._settings_path, lambda stored: with_recent(stored, path))

    @Slot(object)
    def open(self, choice: CaseChoice) -> None:
        """Open a case in place of the one that is shown.

        `replaced` or `refused` follows, unless typed text keeps the window where it is, or another case is
        being opened already. A case as it was stands before the window of its present, which stays.
        """
        window = self.window
        if window is None or self._opening or self._leaving:
            return
        present = next((one for one in self._windows[:-1] if _same_file(one.choice, choice)), None)
        if present is not None and choice.as_of is None:
            present.activateWindow()
            window.close_without_asking()
            return
        if not all(one.may_close() for one in self._those_leaving(choice)):
            return
        window.lines.hide(REFUSED_LINE)
        self._opening = True
        window.statusBar().showMessage(f"Opening {choice.name}…")
        resources = self._resources

        def work(feedback: Feedback) -> CaseStore:
            store = open_choice(resources, choice)
            if feedback.is_cancelled:
                store.close()
            return store

        self._jobs.submit(work, lambda store: self._show(store, choice), self._refuse)

    def _those_leaving(self, choice: CaseChoice) -> list[MainWindow]:
        """The windows that make room for a case."""
        if choice.as_of is None:
            return [*self._windows]
        return [one for one in self._windows if not _same_file(one.choice, choice)]

    def shut_down(self) -> None:
        """Wait for what is being opened, and take every window down."""
        self._jobs.shutdown()
        for window in [*self._windows]:
            window.close_without_asking()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    def _show(self, store: CaseStore, choice: CaseChoice) -> None:
        self._opening = False
        old = self.window
        if old is None:
            store.close()
            return
        old.statusBar().clearMessage()
        old.remember()  # the new window starts with the layout, theme and language of this one
        self._leaving = self._those_leaving(choice)
        new = self._start(store, choice)
        if not (old.isMaximized() or old.isFullScreen()):
            new.setGeometry(old.geometry())  # what the settings restore, Qt moves away from the screen's edge
        self.take(new)
        # The signals come from within a message of the new page: the old one goes in a turn of its own.
        queued = Qt.ConnectionType(
            Qt.ConnectionType.QueuedConnection.value | Qt.ConnectionType.SingleShotConnection.value
        )
        for shown in (new.record_painted, new.view.crashed, new.closed):
            shown.connect(self._close_leaving, queued)

    @Slot()
    def _close_leaving(self) -> None:
        leaving, self._leaving = self._leaving, []
        for window in leaving:
            window.close_without_asking()
        self.replaced.emit()

    def _refuse(self, error: Exception) -> None:
        self._opening = False
        if not isinstance(error, TumenError):
            raise error
        window = self.window
        if window is not None:
            window.statusBar().clearMessage()
            window.lines.show(REFUSED_LINE, LineText(str(error), tone=Tone.TROUBLE))
        self.refused.emit(str(error))

    def _let_go(self, window: MainWindow) -> None:
        """Once the close event has returned, nothing of the window may stay: a case may hold much."""
        self._windows.remove(window)
        if window in self._leaving:
            self._leaving.remove(window)
        window.deleteLater()
        QTimer.singleShot(0, self, gc.collect)


def _same_file(shown: CaseChoice, wanted: CaseChoice) -> bool:
    """Whether a window shows the present of the file that is wanted."""
    return wanted.path is not None and shown.path == wanted.path and shown.as_of is None
