"""Filter ▸ Saved filters: the filters of the case, to apply, save, rename and delete."""

from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QListWidgetItem, QMenu, QWidget

from desktop_app.session.saved_filters import LONGEST_NAME, SavedFilter, SavedFilters
from desktop_app.session.session import Session
from desktop_app.ui.clause_words import short_words
from desktop_app.ui.name_dialogs import NameDialog, NamesDialog

_SAVED: Final = Qt.ItemDataRole.UserRole
WITHOUT_CLAUSE: Final = "There is no clause to save: everything is shown."
HINT: Final = "Double-click or F2 renames. Every filter is kept in the case, and Ctrl+Z takes a change back."


class SavedFiltersMenu(QObject):
    """Fills a menu, and keeps it in step with case and filter.

    Attributes:
        menu: to be hung where it is wanted.
        dialog: the one that is open, if one is.

    Signals:
        said: why nothing could be saved.
    """

    said = Signal(str)

    def __init__(self, menu: QMenu, session: Session, saved: SavedFilters, window: QWidget) -> None:
        super().__init__(menu)
        self.menu = menu
        self.dialog: QDialog | None = None
        self._session = session
        self._saved = saved
        self._window = window
        menu.setToolTipsVisible(True)
        self._save = menu.addAction("&Save this filter…")
        self._save.triggered.connect(lambda _=False: self.ask_name())
        self._edit = menu.addAction("&Rename or delete…")
        self._edit.triggered.connect(lambda _=False: self._open_list())
        menu.addSeparator()
        self._fixed = len(menu.actions())
        menu.aboutToShow.connect(self._fill)

    @Slot()
    def ask_name(self) -> None:
        """Ask for a name, or say why nothing can be saved."""
        filter_ = self._session.filter
        if self._saved.read_only:
            self.said.emit(f"A filter is kept in the case. {self._saved.read_only}")
        elif not filter_.is_active:
            self.said.emit(WITHOUT_CLAUSE)
        else:
            suggestion = ", ".join(short_words(clause) for clause in filter_.clauses)[:LONGEST_NAME]
            taken = {saved.name for saved in self._saved.all}
            ask = NameDialog(
                "Save filter", "filter", suggestion, LONGEST_NAME, self._saved.save, self._window, taken
            )
            self._open(ask)

    def _open_list(self) -> None:
        self._open(FilterListDialog(self._saved, self._window))

    @Slot()
    def _fill(self) -> None:
        for action in self.menu.actions()[self._fixed :]:
            self.menu.removeAction(action)
            action.deleteLater()
        read_only = self._saved.read_only
        self._save.setEnabled(self._session.filter.is_active or bool(read_only))
        self._save.setToolTip(read_only or "Keep every clause under a name, in the case")
        saved = self._saved.all
        self._edit.setEnabled(bool(saved) and not read_only)
        self._edit.setToolTip(read_only)
        for one in saved:
            action = self.menu.addAction(one.name.replace("&", "&&"))
            action.setToolTip(one.filter.sentence())
            action.setCheckable(True)
            action.setChecked(one.filter == self._session.filter)
            action.triggered.connect(lambda _=False, one=one: self._saved.apply(one))
        if not saved:
            self.menu.addAction("No saved filters in this case").setEnabled(False)

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None


class FilterListDialog(NamesDialog):
    """The filters of the case."""

    def __init__(self, saved: SavedFilters, parent: QWidget) -> None:
        super().__init__("Saved filters", HINT, parent)
        self._saved = saved
        self.delete.clicked.connect(self._delete)
        self._fill()
        self.list.itemChanged.connect(self._rename)
        saved.changed.connect(self._fill)

    @Slot()
    def _fill(self) -> None:
        place = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self._saved.all:
            item = QListWidgetItem(one.name, self.list)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            item.setData(_SAVED, one)
            item.setToolTip(one.filter.sentence())
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(place, self.list.count() - 1))
        self.delete.setEnabled(self.list.count() > 0)

    @Slot(QListWidgetItem)
    def _rename(self, item: QListWidgetItem) -> None:
        one, name = item.data(_SAVED), item.text().strip()[:LONGEST_NAME]
        if isinstance(one, SavedFilter) and name and name != one.name:
            self._saved.rename(one, name)
        else:
            self._fill()

    @Slot()
    def _delete(self) -> None:
        item = self.list.currentItem()
        one = item.data(_SAVED) if item is not None else None
        if isinstance(one, SavedFilter):
            self._saved.delete(one)
