"""What the View menu does with the map, each with its key."""

from collections.abc import Callable
from functools import partial
from typing import Final

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu

from desktop_app.session.session import Session
from desktop_app.ui.map_panel import MapPanel

FURNITURE_ACTIONS: Final = {
    "graticule": ("&Graticule", "G"),
    "inset": ("&Overview map", ""),
    "north": ("North arro&w", ""),
}


class MapActions(QObject):
    """Zooming, the history of views, measuring.

    Attributes:
        back, forward: through the views; disabled where there is none.
        measure: checked while clicks on the map measure.
        furniture: layer key → action, checked while shown.
    """

    def __init__(self, session: Session, panel: MapPanel, menu: QMenu) -> None:
        super().__init__(menu)
        self._session = session
        self._panel = panel
        self._menu = menu
        self._add("Zoom to &selection", "F", panel.fit)
        self._add("Zoom to &all in the filter", "Shift+F", panel.fit_all)
        theatre = self._add("Zoom to the whole t&heatre", "Home", panel.fit_theatre)
        # Home is a key of tables and texts too: it means the map only while the map has the focus.
        theatre.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        panel.view.addAction(theatre)
        self._add("Zoom to a rectan&gle", "Z", lambda: panel.command("boxZoom"))
        self.back = self._add("&Previous view", "Alt+Left", lambda: panel.command("back"))
        self.forward = self._add("&Next view", "Alt+Right", lambda: panel.command("forward"))
        self._show_history(back=False, forward=False)
        menu.addSeparator()
        self.measure = self._add("&Measure", "M", lambda: panel.command("measure"))
        self.measure.setCheckable(True)
        self.furniture: dict[str, QAction] = {}
        for key, (text, keys) in FURNITURE_ACTIONS.items():
            action = self._add(text, keys, partial(self._toggle, key))
            action.setCheckable(True)
            self.furniture[key] = action
        self._add("Filter by a drawn re&ctangle", "Shift+Z", lambda: panel.start_area("rectangle"))
        self._add("Filter by a drawn ar&ea", "", lambda: panel.start_area("polygon"))
        self._add("Filter by what the map sho&ws", "", lambda: panel.start_area("view"))
        self._add("Watch a drawn area…", "", panel.watching_wanted.emit)
        menu.addSeparator()
        self._add("Keyboard to the &map", "Ctrl+M", panel.focus)
        self._add("Re&load the map", "F5", panel.view.retry)
        self._add("&Clear selection", "Escape", panel.escape)
        panel.history_changed.connect(lambda back, forward: self._show_history(back=back, forward=forward))
        panel.measuring.connect(self.measure.setChecked)
        session.changed.connect(self._show_layers)
        self._show_layers()

    def _add(self, text: str, keys: str, slot: Callable[[], object]) -> QAction:
        action = self._menu.addAction(text)
        if keys:
            action.setShortcut(QKeySequence(keys))
        action.triggered.connect(lambda _=False: slot())
        return action

    def _show_history(self, *, back: bool, forward: bool) -> None:
        self.back.setEnabled(back)
        self.forward.setEnabled(forward)

    def _toggle(self, layer: str) -> None:
        layers = self._session.layers
        rest = tuple(key for key in layers if key != layer)
        self._session.set_layers(rest if layer in layers else (*layers, layer), "")

    @Slot()
    def _show_layers(self) -> None:
        for key, action in self.furniture.items():
            action.setChecked(key in self._session.layers)
