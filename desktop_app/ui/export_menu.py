"""Case ▸ Export: everything that leaves the window for a file or the clipboard."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu


class ExportMenu(QObject):
    """Fills the menu.

    Attributes:
        menu: the submenu.
    """

    def __init__(self, parent: QMenu) -> None:
        super().__init__(parent)
        self.menu = parent.addMenu("E&xport")

    def add(self, text: str, keys: str, slot: Callable[[], object]) -> QAction:
        """One entry: what it is, its keys (empty for none), what it does."""
        action = self.menu.addAction(text)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: slot())
        return action
