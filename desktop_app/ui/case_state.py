"""Says what is open and whether it can be changed: title, badges in the status bar, a line above the map."""

from typing import Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QLabel, QMainWindow

from desktop_app.importers.case_choice import CaseChoice
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.case_files import SAVE_AS, CaseFiles
from desktop_app.ui.info_line import LineText, Tone

PRESENT: Final = "Back to the present"
EDIT: Final = "Open for editing"
ACCESS_LINE: Final = "access"
EDITABLE: Final = "Every change is kept in the file at once, and can be undone"


class CaseState(QObject):
    """Keeps title and badges in step with the case.

    Attributes:
        synthetic, place, access: the badges: made-up data, where it lies, whether it can be changed.

    Signals:
        notice_dismissed: str, title of a case that comes with Tumen and whose line was dismissed.
    """

    notice_dismissed = Signal(str)

    def __init__(self, session: Session, files: CaseFiles, window: QMainWindow) -> None:
        super().__init__(window)
        self._session = session
        self._files = files
        self._window = window
        self.synthetic = self._badge("SYNTHETIC", "Made-up data, not to be taken for reports")
        self.place = self._badge("", "")
        self.access = self._badge("", "")
        self._badge("offline", "Nothing that Tumen does leaves this machine")
        self._show()
        session.changed.connect(self._on_changed)

    def _badge(self, text: str, tip: str) -> QLabel:
        label = QLabel(text, self._window)
        label.setToolTip(tip)
        self._window.statusBar().addPermanentWidget(label)
        return label

    def explain(self, dismissed: str) -> None:
        """Say in a line above the map what is open, where that is not simply the user's own case.

        Args:
            dismissed: title of the case whose line was dismissed before.
        """
        store, choice, lines = self._session.store, self._files.choice, self._files.lines
        if not store.read_only:
            return
        info = store.info
        save = {SAVE_AS: self._files.save_as}
        if choice.path is None:
            read = f" Sources read up to {info.as_of.isoformat()}." if info.as_of is not None else ""
            notice = LineText(f"{info.description}{read} {store.read_only}")
            if info.title != dismissed:
                lines.show(ACCESS_LINE, notice, save, lambda: self.notice_dismissed.emit(info.title))
            return
        again = CaseChoice(choice.path)
        if choice.as_of is not None:
            band = LineText(store.read_only, Tone.STATE, dismissible=False)
            lines.show(ACCESS_LINE, band, {PRESENT: lambda: self._files.case_wanted.emit(again)} | save)
            return
        text = EDIT if choice.read_only else "Try again"
        actions = {text: lambda: self._files.case_wanted.emit(again)} | save
        lines.show(ACCESS_LINE, LineText(store.read_only, Tone.STATE), actions)

    def _show(self) -> None:
        store = self._session.store
        info = store.info
        marks = " [SYNTHETIC]" * info.synthetic + " [read-only]" * bool(store.read_only)
        self._window.setWindowTitle(f"{info.title}{marks} – Tumen")
        self.synthetic.setVisible(info.synthetic)
        self.place.setText(store.path.name if store.path is not None else "")
        self.place.setToolTip(str(store.path or ""))
        self.place.setVisible(store.path is not None)
        self.access.setText("read-only" if store.read_only else "editable")
        self.access.setToolTip(store.read_only or EDITABLE)
        self.access.setAccessibleDescription(self.access.toolTip())

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            self._show()
