"""The case's reference layers in the layers panel: one row a layer, the topmost first."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QFontMetrics, QIcon, QPainter, QPixmap, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.reference_layer import ReferenceLayer
from desktop_app.query.reference_layers import PREFIX
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.editor import CaseEditor
from desktop_app.session.own_maps import MAP_BOUNDS
from desktop_app.session.session import Session
from desktop_app.storage.edits import Edit, Update

NAME: Final = "reference layers"
TABLE: Final = "reference_layer"
EMPTY: Final = "Shapes of other programs (KML, Shapefile, GeoJSON …): drop a file on the window."
COLOURS: Final = {
    "Purple": "#a8568f",
    "Ochre": "#8a6d1f",
    "Green": "#4a7d3c",
    "Blue": "#5a6fb8",
    "Red": "#b0574a",
    "Teal": "#3f7f86",
    "Brown": "#7a5a42",
    "Grey": "#6c757b",
}
BUTTON_PX: Final = 20
FIT_PX: Final = 26
INDENT_PX: Final = 18  # of a check box's words
SWATCH_PX: Final = 14
_KINDS: Final = {"point": "points", "line": "lines", "area": "areas"}


class ReferenceRow(QWidget):
    """One layer: check box with its name, colour, order, extent, card, and a way out of the case.

    Signals:
        shown_changed: bool, the check box was clicked.
        colour_wanted: #rrggbb.
        step_wanted: 1 for a place higher, -1 for one lower.
        zoom_wanted, card_wanted, removal_wanted: the buttons.
    """

    shown_changed = Signal(bool)
    colour_wanted = Signal(str)
    step_wanted = Signal(int)
    zoom_wanted = Signal()
    card_wanted = Signal()
    removal_wanted = Signal()

    def __init__(self, layer: ReferenceLayer, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = layer.name
        self.box = QCheckBox(self)
        self.box.clicked.connect(self.shown_changed)
        self.colour = self._button("", "Colour")
        self.colour.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.colour.setIconSize(QSize(SWATCH_PX, SWATCH_PX))
        menu = QMenu(self.colour)
        for words, colour in COLOURS.items():
            action = QAction(swatch(colour), words, menu)
            action.triggered.connect(lambda _=False, chosen=colour: self.colour_wanted.emit(chosen))
            menu.addAction(action)
        self.colour.setMenu(menu)
        self.up = self._button("↑", "Draw above the next")
        self.up.clicked.connect(lambda: self.step_wanted.emit(1))
        self.down = self._button("↓", "Draw below the next")
        self.down.clicked.connect(lambda: self.step_wanted.emit(-1))
        self.extent = self._button("Fit", "Show the whole layer")
        self.extent.setFixedWidth(FIT_PX)
        self.extent.clicked.connect(self.zoom_wanted)
        self.card = self._button("i", "Source and particulars")
        self.card.clicked.connect(self.card_wanted)
        self.remove = self._button("×", "Take out of the case; Undo brings it back")
        self.remove.clicked.connect(self.removal_wanted)
        head = QHBoxLayout()
        head.addWidget(self.box, 1)
        head.addWidget(self.remove)
        tools = QHBoxLayout()
        tools.setContentsMargins(INDENT_PX, 0, 0, 0)
        tools.setSpacing(0)
        for button in (self.colour, self.up, self.down, self.extent, self.card):
            tools.addWidget(button)
        tools.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(1)
        layout.addLayout(head)
        layout.addLayout(tools)

    def show_layer(
        self, layer: ReferenceLayer, *, visible: bool, top: bool, bottom: bool, read_only: str
    ) -> None:
        """Show the state of the layer; `read_only` says why it cannot be changed, empty if it can."""
        self._name = layer.name
        self.box.setChecked(visible)
        self.box.setAccessibleName(layer.name)
        kinds = ", ".join(_KINDS.get(kind, kind) for kind in layer.geometry)
        features = "1 feature" if layer.features == 1 else f"{layer.features:,} features"
        self.box.setToolTip(f"{layer.name}\n{features}: {kinds}\nIn the file: {layer.crs}")
        self.colour.setIcon(swatch(layer.colour))
        self.colour.setAccessibleName(f"Colour of {layer.name}")
        self.up.setEnabled(not top and not read_only)
        self.down.setEnabled(not bottom and not read_only)
        for button, tip in ((self.colour, "Colour"), (self.remove, self.remove.accessibleName())):
            button.setEnabled(not read_only)
            button.setToolTip(read_only or tip)
        self._elide()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A long name is cut in its middle, so that a number at its end stays."""
        super().resizeEvent(event)
        self._elide()

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as its buttons: the name gives way."""
        return QSize(INDENT_PX + 4 * BUTTON_PX + FIT_PX, super().minimumSizeHint().height())

    def _elide(self) -> None:
        room = self.width() - INDENT_PX - BUTTON_PX - 10
        name = QFontMetrics(self.box.font()).elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self.box.setText(name.replace("&", "&&"))

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFixedSize(BUTTON_PX, BUTTON_PX)
        return button


class ReferenceList(QWidget):
    """Title, then a row a layer, or a sentence that says how one comes in.

    Signals:
        zoom_wanted: west, south, east, north in degrees.
        said: why a layer cannot be shown whole.
        card_wanted: the key of the layer whose card is wanted.
        removal_wanted: the key of the layer that is to go.
    """

    zoom_wanted = Signal(object)
    said = Signal(str)
    card_wanted = Signal(str)
    removal_wanted = Signal(str)

    def __init__(self, session: Session, editor: CaseEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self.rows: dict[str, ReferenceRow] = {}
        self._empty = QLabel(EMPTY, self)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(self._empty.palette().ColorRole.PlaceholderText)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 6)
        self._layout.setSpacing(2)
        self._layout.addWidget(QLabel("Reference layers", self))
        self._layout.addWidget(self._empty)
        session.changed.connect(self._on_changed)
        self._refresh()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.DATA | Changed.LAYERS):
            self._refresh()

    def _refresh(self) -> None:
        layers = self._session.store.record.reference_layers[::-1]
        for id_ in self.rows.keys() - {layer.id for layer in layers}:
            row = self.rows.pop(id_)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, layer in enumerate(layers):
            row = self.rows.get(layer.id) or self._new_row(layer)
            if self._layout.indexOf(row) != 2 + place:  # below title and empty sentence
                self._layout.insertWidget(2 + place, row)
            row.show_layer(
                layer,
                visible=f"{PREFIX}{layer.id}" in self._session.layers,
                top=place == 0,
                bottom=place == len(layers) - 1,
                read_only=self._editor.read_only,
            )
        self._empty.setVisible(not layers)

    def _new_row(self, layer: ReferenceLayer) -> ReferenceRow:
        row, key = ReferenceRow(layer, self), f"{PREFIX}{layer.id}"
        row.shown_changed.connect(lambda on: self._show_layer(key, on=on))
        row.colour_wanted.connect(lambda colour: self._recolour(layer.id, colour))
        row.step_wanted.connect(lambda step: self._move(layer.id, step))
        row.zoom_wanted.connect(lambda: self._fit(layer.id))
        row.card_wanted.connect(lambda: self.card_wanted.emit(key))
        row.removal_wanted.connect(lambda: self.removal_wanted.emit(key))
        self.rows[layer.id] = row
        return row

    def _show_layer(self, key: str, *, on: bool) -> None:
        others = tuple(other for other in self._session.layers if other != key)
        self._session.set_layers((*others, key) if on else others, NAME)

    def _fit(self, layer_id: str) -> None:
        """Show the layer as far as the map reaches."""
        layer = next(one for one in self._session.store.record.reference_layers if one.id == layer_id)
        (west, south, east, north), (low_lon, low_lat, high_lon, high_lat) = layer.bounds, MAP_BOUNDS
        bounds = max(west, low_lon), max(south, low_lat), min(east, high_lon), min(north, high_lat)
        if bounds[0] > bounds[2] or bounds[1] > bounds[3]:
            self.said.emit(f"“{layer.name}” lies outside of the map (95° E to 180° E, 15° N to 72° N).")
        else:
            self.zoom_wanted.emit(bounds)

    def _recolour(self, layer_id: str, colour: str) -> None:
        layer = next(one for one in self._session.store.record.reference_layers if one.id == layer_id)
        if layer.colour != colour:
            edit = Edit(f"Colour the layer “{layer.name}”", (Update(TABLE, layer_id, {"colour": colour}),))
            self._editor.edit(edit)

    def _move(self, layer_id: str, step: int) -> None:
        """One place up or down; all places are counted anew, so that two that were equal are told apart."""
        layers = list(self._session.store.record.reference_layers)
        at = next(place for place, one in enumerate(layers) if one.id == layer_id)
        if not 0 <= at + step < len(layers):
            return
        layers[at], layers[at + step] = layers[at + step], layers[at]
        updates = tuple(
            Update(TABLE, one.id, {"place": place}) for place, one in enumerate(layers) if one.place != place
        )
        where = "above" if step > 0 else "below"
        self._editor.edit(Edit(f"Draw the layer “{layers[at + step].name}” {where} the next", updates))


def swatch(colour: str) -> QIcon:
    """A square of a colour."""
    pixmap = QPixmap(2 * SWATCH_PX, 2 * SWATCH_PX)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(1, 1, SWATCH_PX - 2, SWATCH_PX - 2, 3, 3)
    painter.end()
    return QIcon(pixmap)
