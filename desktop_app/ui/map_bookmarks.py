"""Bookmarks of views: View ▸ Bookmarks."""

import math
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QMenu, QWidget

from desktop_app.query.views import SavedView
from desktop_app.session.saved_views import SavedViews
from desktop_app.storage.content import Content
from desktop_app.ui.map_panel import MapPanel
from desktop_app.ui.name_dialogs import NameDialog, NamesDialog

KEYS: Final = 9
"""Bookmarks that have a key of their own: Ctrl+1 to Ctrl+9."""
NAME_LENGTH: Final = 80
IN_CASE: Final = "In the case: place, filter, layers and language"
IN_SETTINGS: Final = "On this computer, for every case: the place alone"
HINT: Final = (
    "Double-click or F2 renames. Views of the case come first; dragging reorders those of this computer. "
    "The first nine have Ctrl+1 to Ctrl+9."
)
# Equatorial radius in km; within NEAR_KM a view is called by a place.
EARTH_KM: Final = 6_371.0
NEAR_KM: Final = 150.0


def suggested_name(record: Content, lon: float, lat: float, zoom: float) -> str:
    """The nearest port or station of the record, else the position; with the zoom."""
    ports = [
        row for row in record.ports if not row.parent_id
    ]  # a terminal would name a view of its whole port
    places = [(row.names.en, row.position) for row in ports if row.position is not None]
    places += [(row.names.en, row.position) for row in record.stations if row.position is not None]
    distances = [(_distance_km(lon, lat, *position), name) for name, position in places]
    distance, name = min(distances, default=(math.inf, ""))
    if distance > NEAR_KM:
        name = f"{lat:.2f}, {lon:.2f}"
    return f"{name}, z {zoom:g}"


class BookmarkMenu(QObject):
    """Fills the menu and keeps it in step with the list.

    Attributes:
        views: the list.
        dialog: the one that is open, if one is.

    Signals:
        language_wanted: str, the language that a chosen view was saved in.
    """

    language_wanted = Signal(str)

    def __init__(self, menu: QMenu, panel: MapPanel, record: Content, views: SavedViews) -> None:
        super().__init__(menu)
        self._menu = menu
        self._panel = panel
        self._record = record
        self.views = views
        self.dialog: QDialog | None = None
        add = menu.addAction("&Add this view…")
        add.setShortcut(QKeySequence("Ctrl+B"))
        add.triggered.connect(lambda _=False: self._ask_name())
        self._edit = menu.addAction("&Rename or delete…")
        self._edit.triggered.connect(lambda _=False: self._open_list())
        menu.addSeparator()
        self._fixed = len(menu.actions())
        views.changed.connect(self._fill)
        self._fill()

    def go_to(self, view: SavedView) -> None:
        """Show a view: its place and, for one of the case, its filter, layers and language."""
        self.views.show(view)
        if view.shown is not None:
            self.language_wanted.emit(view.shown.language.value)
        self._panel.show_view(view.lon, view.lat, view.zoom)

    @Slot()
    def _fill(self) -> None:
        for action in self._menu.actions()[self._fixed :]:
            self._menu.removeAction(action)
            action.deleteLater()
        views = self.views.all
        self._edit.setEnabled(bool(views))
        for place, view in enumerate(views, start=1):
            if not view.id and place > 1 and views[place - 2].id:
                self._menu.addSeparator()
            action = self._menu.addAction(view.name.replace("&", "&&"))
            if place <= KEYS:
                action.setShortcut(QKeySequence(f"Ctrl+{place}"))
            action.triggered.connect(lambda _=False, view=view: self.go_to(view))
        if not views:
            self._menu.addAction("No bookmarks yet").setEnabled(False)

    def _ask_name(self) -> None:
        seen = self._panel.viewport
        if seen is None:
            return
        name = suggested_name(self._record, seen.lon, seen.lat, seen.zoom)

        def keep(text: str) -> None:
            self.views.add(text, seen.lon, seen.lat, seen.zoom)

        self._open(NameDialog("Add bookmark", "view", name, NAME_LENGTH, keep, self._panel.view.window()))

    def _open_list(self) -> None:
        self._open(BookmarkDialog(self.views.all, self.views.replace, self._panel.view.window()))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._forget)
        dialog.open()

    def _forget(self) -> None:
        self.dialog = None


class BookmarkDialog(NamesDialog):
    """The list; its entries can be moved as well."""

    def __init__(
        self,
        views: tuple[SavedView, ...],
        changed: Callable[[tuple[SavedView, ...]], None],
        parent: QWidget,
    ) -> None:
        super().__init__("Bookmarks", HINT, parent)
        self._changed = changed
        self.list.setDragDropMode(QListWidget.DragDropMode.InternalMove)
        for view in views:
            item = QListWidgetItem(view.name)
            flags = item.flags() | Qt.ItemFlag.ItemIsEditable
            item.setFlags(flags & ~Qt.ItemFlag.ItemIsDragEnabled if view.id else flags)
            item.setData(Qt.ItemDataRole.UserRole, view)
            item.setToolTip(IN_CASE if view.id else IN_SETTINGS)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.delete.clicked.connect(self._delete)
        model = self.list.model()
        model.dataChanged.connect(self._tell)
        model.rowsMoved.connect(self._tell)
        model.rowsInserted.connect(self._tell)
        model.rowsRemoved.connect(self._tell)

    def _delete(self) -> None:
        self.list.takeItem(self.list.currentRow())
        self.delete.setEnabled(self.list.count() > 0)

    def _tell(self) -> None:
        rows = [self.list.item(row) for row in range(self.list.count())]
        kept = [(row.text().strip(), row.data(Qt.ItemDataRole.UserRole)) for row in rows]
        self._changed(tuple(view._replace(name=name or view.name) for name, view in kept))


def _distance_km(lon: float, lat: float, other_lon: float, other_lat: float) -> float:
    """On the sphere: good enough to find what is nearest."""
    rise, run = math.radians(other_lat - lat), math.radians(other_lon - lon)
    square = (
        math.sin(rise / 2) ** 2
        + math.cos(math.radians(lat)) * math.cos(math.radians(other_lat)) * math.sin(run / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(math.sqrt(square))
