"""The panels round the map: how they stand at first, and how they come back to that."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDockWidget, QMainWindow, QWidget

from desktop_app.exporters.wording import SYNTHETIC

LEFT_PX: Final = 178
RIGHT_PX: Final = 584
BOTTOM_PX: Final = 260
TABLE_PX: Final = 250
DETAILS_PX: Final = 240
TIMELINE_PX: Final = 560
VOLUMES_PX: Final = 720


class Docks:
    """Each panel under its title; `arrange` puts all of them into the window."""

    def __init__(self, window: QMainWindow, *, synthetic: bool) -> None:
        self._window = window
        self._synthetic = synthetic
        self._docks: dict[str, QDockWidget] = {}
        window.setDockNestingEnabled(True)
        for corner in (Qt.Corner.BottomLeftCorner, Qt.Corner.BottomRightCorner):
            window.setCorner(corner, Qt.DockWidgetArea.BottomDockWidgetArea)

    @property
    def all(self) -> tuple[QDockWidget, ...]:
        """All of them, in the order in which they were made."""
        return tuple(self._docks.values())

    def make(self, title: str, panel: QWidget) -> None:
        """A dock for a panel; its title tells where the data are made up."""
        dock = QDockWidget(self._marked(title), self._window)
        dock.setObjectName(title.lower())
        dock.setWidget(panel)
        self._docks[title] = dock

    def retitle(self, title: str, more: str) -> None:
        """Say more in the title of a dock; the menu keeps the name alone."""
        dock = self._docks[title]
        name = dock.toggleViewAction().text()
        dock.setWindowTitle(self._marked(f"{title} · {more}"))
        dock.toggleViewAction().setText(name)

    def _marked(self, words: str) -> str:
        return f"{words} · {SYNTHETIC}" if self._synthetic else words

    def bring_forward(self, title: str) -> None:
        """Show a panel in front of those it shares its place with."""
        self._docks[title].show()
        self._docks[title].raise_()

    def arrange(self) -> None:
        """The layout of a new window. No dock is added by itself: stacked they would make the window grow."""
        window, docks = self._window, self._docks
        for dock in self.all:
            dock.setFloating(False)
        window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, docks["Layers"])
        window.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, docks["Voyages"])
        # Before the tabs: what is split off a tab becomes one.
        window.splitDockWidget(docks["Voyages"], docks["Details"], Qt.Orientation.Vertical)
        window.tabifyDockWidget(docks["Voyages"], docks["Vessels"])
        window.tabifyDockWidget(docks["Vessels"], docks["Ports"])
        window.tabifyDockWidget(docks["Ports"], docks["Events"])
        window.tabifyDockWidget(docks["Events"], docks["Assumptions"])
        window.addDockWidget(Qt.DockWidgetArea.BottomDockWidgetArea, docks["Timeline"])
        window.splitDockWidget(docks["Timeline"], docks["Volumes"], Qt.Orientation.Horizontal)
        window.tabifyDockWidget(docks["Volumes"], docks["Ledgers"])
        for dock in self.all:
            dock.show()
        docks["Voyages"].raise_()
        docks["Volumes"].raise_()
        across, down = Qt.Orientation.Horizontal, Qt.Orientation.Vertical
        window.resizeDocks([docks["Layers"], docks["Voyages"]], [LEFT_PX, RIGHT_PX], across)
        window.resizeDocks([docks["Timeline"], docks["Volumes"]], [TIMELINE_PX, VOLUMES_PX], across)
        window.resizeDocks([docks["Voyages"], docks["Details"]], [TABLE_PX, DETAILS_PX], down)
        window.resizeDocks([docks["Timeline"]], [BOTTOM_PX], down)
