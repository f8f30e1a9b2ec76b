"""The Help menu: the keyboard, and the pages on volumes, the cap, bringing files in and AIS events."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu

from desktop_app.jobs.runner import JobRunner
from desktop_app.session.session import Session

# Pages by their names in `Page`, which start-up does not need.
_PAGES: Final = (
    ("How &volumes are reckoned", "Shift+F1", "VOLUMES"),
    ("The &cap, and what it is not", "Ctrl+F1", "CAP"),
    ("&Bringing files in", "", "IMPORT"),
    ("How AIS &events are found", "", "EVENTS"),
)


class HelpMenu(QObject):
    """Fills the menu.

    Signals:
        followed: the key of a thing of the case that a page links to.
        said: a sentence about what was done.
    """

    followed = Signal(str)
    said = Signal(str)

    def __init__(self, menu: QMenu, session: Session, jobs: JobRunner, window: QMainWindow) -> None:
        super().__init__(menu)
        self._session = session
        self._jobs = jobs
        self._window = window
        keys = menu.addAction("&Keyboard")
        keys.setShortcut(QKeySequence("F1"))
        keys.triggered.connect(self._show_keys)
        menu.addSeparator()
        for text, shortcut, page in _PAGES:
            action = menu.addAction(text)
            if shortcut:
                action.setShortcut(QKeySequence(shortcut))
            action.triggered.connect(lambda _=False, page=page: self._show_page(page))

    @Slot()
    def _show_keys(self) -> None:
        from desktop_app.ui.keyboard_help import KeyboardHelp  # noqa: PLC0415 - start-up does not need it

        KeyboardHelp(self._window.menuBar(), self._window).open()

    def _show_page(self, page: str) -> None:
        """Bring a page forward, by its name in `Page`."""
        from desktop_app.ui.help.help_window import HelpWindow, Page  # noqa: PLC0415 - start-up does not need it

        # Qt has forgotten the window that was closed.
        window = self._window.findChild(HelpWindow)
        if window is None:
            window = HelpWindow(self._session, self._jobs, self._window)
            window.followed.connect(self.followed)
            window.said.connect(self.said)
        window.show_page(Page[page])
