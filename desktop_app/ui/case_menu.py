"""The first part of the Case menu: new, open, recent, save as."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.ui.case_files import CaseFiles

# Entries of the recent list that have a digit as their menu letter.
DIGITS: Final = 9


class CaseMenu(QObject):
    """Fills the menu.

    Attributes:
        recent: the submenu, filled anew each time it is opened.
        save_as: also offered by the line that says the case is read-only.
    """

    def __init__(self, menu: QMenu, files: CaseFiles) -> None:
        super().__init__(menu)
        self._menu = menu
        self._files = files
        self._add("&New case…", "", files.new)
        self._add("&Open case…", "Ctrl+O", files.open)
        self.recent = menu.addMenu("Open &recent")
        self.recent.setToolTipsVisible(True)
        self.recent.aboutToShow.connect(self._fill)
        self._add("Open the re&ported record", "", files.open_record)
        self._add("Open &training case", "", files.open_training)
        self.save_as = self._add("Save as &case…", "Ctrl+Shift+S", files.save_as)
        self.properties = self._add("Title and &description…", "", files.describe)

    def _add(self, text: str, keys: str, slot: object) -> QAction:
        action = self._menu.addAction(text)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(slot)
        return action

    @Slot()
    def _fill(self) -> None:
        self.recent.clear()
        paths = self._files.recent
        for place, path in enumerate(paths, start=1):
            self._add_recent(place, path)
        if not paths:
            self.recent.addAction("No case was opened yet").setEnabled(False)
        self.recent.addSeparator()
        clear = self.recent.addAction("&Clear this list")
        clear.setEnabled(bool(paths))
        clear.triggered.connect(self._files.forget_all)

    def _add_recent(self, place: int, path: Path) -> None:
        """Name and folder; a file that is not there any more is grey and says so."""
        digit = f"&{place} " if place <= DIGITS else ""
        text = f"{digit}{path.name.replace('&', '&&')}  –  {_short(path.parent).replace('&', '&&')}"
        action = self.recent.addAction(text)
        action.setToolTip(str(path))
        if path.is_file():
            action.triggered.connect(lambda _=False: self._files.open_file(path))
        else:
            action.setText(f"{text}  (not there any more)")
            action.setEnabled(False)


def _short(folder: Path) -> str:
    """The folder as a person names it."""
    home = Path.home()
    return f"~/{folder.relative_to(home)}" if folder.is_relative_to(home) else str(folder)
