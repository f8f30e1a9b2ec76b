"""The Edit menu: undo, redo, add, edit, delete, history; each says why it cannot where it cannot."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session

# Tables in the order of the Add menu, each with its words and key; "" makes a line.
ADDED: Final = (
    ("sighting", "&Sighting…", "Ctrl+N"),
    ("port_call", "Port &call…", ""),
    ("voyage", "&Voyage…", "Ctrl+Shift+N"),
    ("consignment", "&Rail consignment…", ""),
    ("", "", ""),
    ("vessel", "V&essel…", ""),
    ("vessel_identity", "Vessel &identity…", ""),
    ("listing", "&Listing…", ""),
    ("vessel_particulars", "Vessel particulars…", ""),
    ("deadweight_scale", "Point of a deadweight scale…", ""),
    ("company", "C&ompany…", ""),
    ("port", "&Port…", ""),
    ("terminal", "&Terminal or berth…", ""),
    ("", "", ""),
    ("source", "So&urce…", "Ctrl+Alt+S"),
    ("claim", "Clai&m…", ""),
    ("notified_figure", "Notified &figure…", ""),
    ("payment", "P&ayment…", ""),
    ("observation", "O&bservation coverage…", ""),
    ("public_event", "Public eve&nt…", ""),
    ("parameter", "Parameter…", ""),
    ("scenario", "Scenario…", ""),
    ("scenario_value", "Value of a scenario…", ""),
    ("", "", ""),
    ("note", "Note…", "Ctrl+Alt+N"),
)


class EditMenu(QObject):
    """Fills the menu and keeps its entries in step with the case and the selection.

    Signals:
        add_wanted: str, the table of a new row.
        pick_wanted: a sighting is to be placed on the map first.
        edit_wanted, delete_wanted: the selected row.
        paste_wanted: the table in the clipboard is to become rows.
        history_wanted, merge_wanted, author_wanted: their windows.
    """

    add_wanted = Signal(str)
    pick_wanted = Signal()
    edit_wanted = Signal()
    delete_wanted = Signal()
    paste_wanted = Signal()
    history_wanted = Signal()
    merge_wanted = Signal()
    author_wanted = Signal()

    def __init__(self, menu: QMenu, session: Session, editor: CaseEditor) -> None:
        super().__init__(menu)
        self._session = session
        self._editor = editor
        menu.setToolTipsVisible(True)
        self._menu = menu
        self.undo = self._add(menu, "&Undo", "Ctrl+Z", editor.undo)
        self.redo = self._add(menu, "&Redo", "Ctrl+Shift+Z", editor.redo)
        menu.addSeparator()
        self.add = menu.addMenu("&Add")
        for table, words, keys in ADDED:
            if table:
                self._add(self.add, words, keys, partial(self.add_wanted.emit, table))
            else:
                self.add.addSeparator()
        self.paste = self._add(menu, "&Paste as rows…", "Ctrl+Shift+V", self.paste_wanted.emit)
        self.pick = self._add(menu, "Add sighting on the &map", "Ctrl+Shift+M", self.pick_wanted.emit)
        self.edit = self._add(menu, "&Edit selected…", "F2", self.edit_wanted.emit)
        self.delete = self._add(menu, "&Delete selected…", "Del", self.delete_wanted.emit)
        menu.addSeparator()
        self._add(menu, "&History…", "Ctrl+H", self.history_wanted.emit)
        self.merge = self._add(menu, "Mer&ge with another copy…", "", self.merge_wanted.emit)
        menu.addSeparator()
        self._add(menu, "Your &name…", "", self.author_wanted.emit)
        session.changed.connect(self._on_changed)
        self._show()

    def _add(self, menu: QMenu, text: str, keys: str, slot: Callable[[], object]) -> QAction:
        action = menu.addAction(text)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: slot())
        return action

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.DATA | Changed.SELECTION):
            self._show()

    def _show(self) -> None:
        reason = self._editor.read_only
        done, undone = self._editor.can_undo, self._editor.can_redo
        self.undo.setText(f"&Undo “{_short(done)}”" if done else "&Undo")
        self.redo.setText(f"&Redo “{_short(undone)}”" if undone else "&Redo")
        selected = bool(self._session.selection)
        nothing = "Select a row in the table, on the map or in the details first."
        states = (
            (self.undo, done, "Nothing was changed since the case was opened."),
            (self.redo, undone, "Nothing was undone."),
            (self.paste, True, ""),
            (self.pick, True, ""),
            (self.edit, selected, nothing),
            (self.delete, selected, nothing),
            *((action, True, "") for action in self.add.actions() if not action.isSeparator()),
        )
        for action, possible, why_not in states:
            action.setEnabled(bool(possible) and not reason)
            action.setToolTip(reason or ("" if possible else why_not))
        self.add.menuAction().setEnabled(not reason)
        self.add.menuAction().setToolTip(reason)


LONGEST: Final = 48


def _short(words: str) -> str:
    """A few words for a menu; an ampersand is no menu letter."""
    cut = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
    return cut.replace("&", "&&")
