"""The watched areas of a case in the layers panel: drawn on the map, named, shown, renamed, taken away."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.ais_event import WatchArea
from desktop_app.domain.place import LonLat
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.session.watch_areas import LONGEST_NAME, WatchAreas
from desktop_app.ui.map_panel import MapPanel
from desktop_app.ui.name_dialogs import NameDialog
from desktop_app.ui.theatre import bounds_of

EMPTY: Final = "Draw an area to see which ships come there: visits are found in it as in a port."
BUTTON_PX: Final = 20
FIT_PX: Final = 26
_INDENT_PX: Final = 18
_HEAD: Final = 2  # title and empty sentence stand above the rows


class WatchRow(QWidget):
    """One area: its name, and what can be done with it."""

    def __init__(self, area: WatchArea, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = area.name
        self.label = QLabel(self)
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        self.label.setContentsMargins(_INDENT_PX, 0, 0, 0)
        self.fit = self._button("Fit", "Show the area", FIT_PX)
        self.rename = self._button("✎", "Rename", BUTTON_PX)
        self.remove = self._button("×", "Watch it no longer; Undo brings it back", BUTTON_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.label, 1)
        for button in (self.fit, self.rename, self.remove):
            layout.addWidget(button)

    def show_area(self, area: WatchArea, read_only: str) -> None:
        """Show its name; `read_only` says why it cannot be changed, empty if it can."""
        self._name = area.name
        self.label.setToolTip(area.name)
        for button, tip in ((self.fit, "Show"), (self.rename, "Rename"), (self.remove, "Watch no longer")):
            button.setAccessibleName(f"{tip}: {area.name}")
        for button in (self.rename, self.remove):
            button.setEnabled(not read_only)
            button.setToolTip(read_only or button.whatsThis())
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A long name is cut in its middle."""
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - _INDENT_PX - FIT_PX - 2 * BUTTON_PX - 6
        metrics = QFontMetrics(self.label.font())
        self.label.setText(metrics.elidedText(self._name, Qt.TextElideMode.ElideMiddle, room))

    def _button(self, text: str, tip: str, width: int) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setWhatsThis(tip)
        button.setAutoRaise(True)
        button.setFixedSize(width, BUTTON_PX)
        return button


class WatchList(QWidget):
    """Title, a row an area, and the button that has one drawn.

    Attributes:
        rows: by id of the area.
        draw: starts drawing on the map.
        dialog: the one that asks for a name, if it is open.
    """

    def __init__(
        self, session: Session, editor: CaseEditor, panel: MapPanel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._panel = panel
        self._areas = WatchAreas(session, editor)
        self.rows: dict[str, WatchRow] = {}
        self.dialog: NameDialog | None = None
        self._empty = QLabel(EMPTY, self)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(self._empty.palette().ColorRole.PlaceholderText)
        self.draw = QPushButton("Watch an area…", self)
        self.draw.clicked.connect(self.start)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 6)
        self._layout.setSpacing(2)
        self._layout.addWidget(QLabel("Watched areas", self))
        self._layout.addWidget(self._empty)
        self._layout.addWidget(self.draw, 0, Qt.AlignmentFlag.AlignLeft)
        panel.area_to_watch.connect(self.ask_name)
        panel.watching_wanted.connect(self.start)
        session.changed.connect(self._on_changed)
        self._refresh()

    @Slot()
    def start(self) -> None:
        """Have an area drawn on the map."""
        if self._areas.read_only:
            self._panel.said.emit(self._areas.read_only)
            return
        self._panel.draw_watch_area()

    @Slot(object)
    def ask_name(self, ring: tuple[LonLat, ...]) -> None:
        """Ask for the name of an area that was drawn, and watch it."""

        def keep(name: str) -> None:
            self._areas.add(name, ring)
            layers = self._session.layers
            if "watch_areas" not in layers:
                self._session.set_layers((*layers, "watch_areas"), "")

        self._ask("Watch this area", self._areas.suggestion(), keep)

    def _rename(self, area: WatchArea) -> None:
        self._ask("Rename this area", area.name, lambda name: self._areas.rename(area, name))

    def _ask(self, title: str, name: str, keep: Callable[[str], None]) -> None:
        self.dialog = NameDialog(title, "area", name, LONGEST_NAME, keep, self.window())
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.dialog.destroyed.connect(self._forget)
        self.dialog.open()

    @Slot()
    def _forget(self) -> None:
        self.dialog = None

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.DATA in change.what:
            self._refresh()

    def _refresh(self) -> None:
        areas, read_only = self._areas.all, self._areas.read_only
        for id_ in self.rows.keys() - {area.id for area in areas}:
            row = self.rows.pop(id_)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, area in enumerate(areas):
            if area.id not in self.rows:
                self.rows[area.id] = self._new_row(area)
                self._layout.insertWidget(_HEAD + place, self.rows[area.id])
            self.rows[area.id].show_area(area, read_only)
        self._empty.setVisible(not areas)
        self.draw.setEnabled(not read_only)
        self.draw.setToolTip(read_only or "Click its corners on the map")

    def _new_row(self, area: WatchArea) -> WatchRow:
        row, id_ = WatchRow(area, self), area.id
        row.fit.clicked.connect(lambda: self._fit(id_))
        row.rename.clicked.connect(lambda: self._rename(self._area(id_)))
        row.remove.clicked.connect(lambda: self._areas.delete(self._area(id_)))
        return row

    def _area(self, id_: str) -> WatchArea:
        return next(area for area in self._areas.all if area.id == id_)

    def _fit(self, id_: str) -> None:
        bounds = bounds_of(self._session.engine, (f"area:{id_}",))
        if bounds is not None:
            self._panel.fit_to(bounds)
