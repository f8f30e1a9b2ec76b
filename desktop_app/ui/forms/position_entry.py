"""A position: typed in any usual form, or pointed at on the map."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from desktop_app.domain.coordinates import EXAMPLES, format_position, read_position
from desktop_app.domain.place import LonLat
from desktop_app.domain.position import Reading
from desktop_app.runtime.errors import UsageError
from desktop_app.storage.edits import Cell
from desktop_app.storage.geometry import GeometryError, Shape, read_shape, shape_blob
from desktop_app.ui.forms.plain_entries import LineEntry

DECIMALS = 5  # of a degree: 1 m


class PositionEntry(LineEntry):
    """Latitude and longitude of a point; text that was not touched leaves the stored point alone.

    Signals:
        map_wanted: the person wants to point at it on the map.
    """

    map_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("geom", parent)
        self._stored: Cell = None
        self._shown = ""
        button = QToolButton(self)
        button.setText("On map")
        button.setToolTip("Click the place on the map")
        button.setAccessibleName("Point at the position on the map")
        button.clicked.connect(self.map_wanted)
        self.box.addWidget(button)

    def show_cells(self, cells: Mapping[str, Cell]) -> None:
        """Write the stored point."""
        self._stored = cells.get("geom")
        position = None
        if isinstance(self._stored, bytes):
            try:
                position = read_shape(self._stored).vertices[0]
            except GeometryError:
                position = None
        self._shown = "" if position is None else format_position(*position, "decimal")
        self.line.setText(self._shown)

    def show_position(self, position: LonLat) -> None:
        """Write a point that was clicked."""
        self.line.setText(format_position(*position, "decimal"))
        self.edited.emit()

    def reading(self) -> Reading | None:
        """What is typed, with its precision; None for nothing.

        Raises:
            UsageError: it is no position.
        """
        text = self.line.text().strip()
        if not text:
            return None
        found = read_position(text)
        if found is None:
            raise UsageError(f"This is no position. Written like this it can be read: {EXAMPLES}")
        return found

    def cells(self) -> dict[str, Cell]:
        """The geometry."""
        if self._shown and self.line.text().strip() == self._shown:
            return {"geom": self._stored}
        found = self.reading()
        if found is None:
            return {"geom": None}
        point = round(found.lon, DECIMALS), round(found.lat, DECIMALS)
        return {"geom": shape_blob(Shape("POINT", (point,)))}
