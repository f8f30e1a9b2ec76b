"""Which part of the world the map shows, and its lines of latitude and longitude."""

import dataclasses
from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.figure_design import Place
from desktop_app.domain.web_mercator import place_of_view
from desktop_app.query.views import SavedView
from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.fields import tool
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.page_state import map_frame, shown_place

_LOCKED: Final = "Locked. {}"
_FOLLOWING: Final = "Follows the window. {}"


class MapFields(QWidget):
    """Extent and graticule.

    Attributes:
        mode: on while drag and wheel move the map.
        views: gives the saved views.
        window_place: gives what the window's map shows now, None while it shows nothing.

    Signals:
        move_wanted: bool, enter or leave the mode.
    """

    move_wanted = Signal(bool)

    def __init__(self, document: Document, live: LiveFigure) -> None:
        super().__init__()
        self._document = document
        self._live = live
        self.views: Callable[[], tuple[SavedView, ...]] = tuple
        self.window_place: Callable[[], Place | None] = lambda: None
        self.extent = QLabel()
        self.extent.setObjectName("hint")
        self.extent.setWordWrap(True)
        self.mode = tool("Move the map", "Drag and wheel move the map (M)", self._on_move, checkable=True)
        self.take = QToolButton()
        self.take.setText("Extent")
        self.take.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.take.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        menu = QMenu(self.take)
        menu.aboutToShow.connect(self._fill)
        self.take.setMenu(menu)
        self.graticule = QCheckBox("Lines of latitude and longitude")
        self.graticule.clicked.connect(self._on_graticule)
        row = QHBoxLayout()
        row.addWidget(self.mode)
        row.addWidget(self.take)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.extent)
        layout.addLayout(row)
        layout.addWidget(self.graticule)
        document.changed.connect(self.show_design)
        live.made.connect(self.show_design)
        self.show_design()

    @Slot()
    def show_design(self) -> None:
        """Show what the design says now."""
        design = self._document.design
        place = shown_place(self._live, design)
        words = _place_words(place) if place is not None else ""
        self.extent.setText((_FOLLOWING if design.place is None else _LOCKED).format(words))
        with QSignalBlocker(self.graticule):
            self.graticule.setChecked(design.graticule)

    def show_mode(self, *, moves_map: bool) -> None:
        """Show whether the mode is on."""
        self.mode.setChecked(moves_map)

    def lock_to_window(self) -> None:
        """Show what the window's map shows now, and stay there."""
        place = self.window_place()
        if place is not None:
            self._set("Take the window's extent", place)

    @Slot()
    def _fill(self) -> None:
        menu = self.take.menu()
        menu.clear()
        menu.addAction("As the &window shows now").triggered.connect(lambda _=False: self.lock_to_window())
        follow = menu.addAction("&Follow the window")
        follow.setCheckable(True)
        follow.setChecked(self._document.design.place is None)
        follow.triggered.connect(self._on_follow)
        menu.addSection("Saved views")
        views = self.views()
        for view in views:
            action = menu.addAction(view.name.replace("&", "&&"))
            action.triggered.connect(lambda _=False, view=view: self._take(view))
        if not views:
            menu.addAction("There are none; View ▸ Bookmarks saves one").setEnabled(False)

    @Slot(bool)
    def _on_follow(self, on: bool) -> None:  # noqa: FBT001 - a slot
        if on:
            self._set("Follow the window's extent", None)
        else:
            self._set("Lock the extent", shown_place(self._live, self._document.design))

    def _take(self, view: SavedView) -> None:
        frame = map_frame(self._live, self._document.design)
        if frame is not None:
            size = frame.rect.size()
            place = place_of_view(view.lon, view.lat, view.zoom, size.width(), size.height())
            self._set(f"Take the extent of “{view.name}”", place)

    @Slot(bool)
    def _on_graticule(self, on: bool) -> None:  # noqa: FBT001 - a slot
        design = dataclasses.replace(self._document.design, graticule=on)
        self._document.change("Show the graticule" if on else "Hide the graticule", design)

    def _on_move(self) -> None:
        self.move_wanted.emit(self.mode.isChecked())

    def _set(self, what: str, place: Place | None) -> None:
        self._document.change(what, dataclasses.replace(self._document.design, place=place))


def _place_words(place: Place) -> str:
    """A place as it is written on charts, to a tenth of a degree."""

    def lon(value: float) -> str:
        return f"{abs(value):.1f}° {'E' if value >= 0 else 'W'}"

    def lat(value: float) -> str:
        return f"{abs(value):.1f}° {'N' if value >= 0 else 'S'}"

    return f"{lon(place.west)} to {lon(place.east)}, {lat(place.south)} to {lat(place.north)}"
