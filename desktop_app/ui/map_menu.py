"""The menu of a right click on the map: copy the position, measure from it, add a sighting there."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.domain.coordinates import Form, format_position
from desktop_app.mapview.protocol import ContextRequested
from desktop_app.ui.map_panel import MapPanel

FORMS: Final[dict[Form, str]] = {
    "decimal": "Copy decimal degrees",
    "dms": "Copy degrees, minutes, seconds",
    "dm": "Copy degrees, decimal minutes",
    "mgrs": "Copy MGRS",
    "plus": "Copy Plus Code",
}


class MapMenu(QMenu):
    """One right click; shows itself and is gone when it closes."""

    def __init__(
        self,
        panel: MapPanel,
        asked: ContextRequested,
        add_sighting: Callable[[float, float], object],
        read_only: str,
        parent: QWidget,
    ) -> None:
        """`add_sighting` takes lon, lat; `read_only` says why the case cannot be changed, empty if it can."""
        super().__init__(parent)
        self.setToolTipsVisible(True)
        self._panel = panel
        for form, title in FORMS.items():
            text = format_position(asked.lon, asked.lat, form)
            # Behind a tab: in the column where other menus have their keys.
            self.addAction(f"{title}\t{text}").triggered.connect(lambda _=False, text=text: self._copy(text))
        self.addSeparator()
        if asked.key:
            happened = asked.key.startswith("ais_event:")
            title = "What happened here" if happened else "Select what is here"
            wanted = panel.details_requested.emit if happened else panel.select
            self.addAction(title).triggered.connect(lambda: wanted(asked.key))
        self.addAction("Measure from here").triggered.connect(
            lambda: panel.measure_from(asked.lon, asked.lat)
        )
        self.addAction("Centre here").triggered.connect(lambda: panel.centre(asked.lon, asked.lat))
        self.addSeparator()
        add = self.addAction("Add sighting here…")
        add.setEnabled(not read_only)
        add.setToolTip(read_only)
        add.triggered.connect(lambda: add_sighting(asked.lon, asked.lat))
        self.aboutToHide.connect(self.deleteLater)
        self.popup(panel.view.mapToGlobal(QPoint(round(asked.x), round(asked.y))))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._panel.said.emit(f"Copied {text}")
