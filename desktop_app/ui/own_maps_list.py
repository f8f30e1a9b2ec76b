"""The user's own base maps in the layers panel: one row a file, the topmost first."""

from typing import Final

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QToolButton, QVBoxLayout, QWidget

from desktop_app.session.own_maps import OwnMapEntry, OwnMaps

EMPTY: Final = "A PMTiles or MBTiles file: press +, or drop it on the window."
FULL: Final = 100  # per cent
BUTTON_PX: Final = 20
FIT_PX: Final = 26
INDENT_PX: Final = 18  # of a check box's words
LEAST_SLIDER_PX: Final = 24


class OwnMapRow(QWidget):
    """One file: check box with its name, opacity, order, extent, and a way to take it off.

    Signals:
        zoom_wanted: the id of the file to be shown whole.
    """

    zoom_wanted = Signal(str)

    def __init__(self, own_maps: OwnMaps, entry: OwnMapEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self._own_maps = own_maps
        self._name = entry.name
        self.id = entry.id
        self.box = QCheckBox(self)
        self.box.toggled.connect(lambda on: own_maps.set_visible(self.id, visible=on))
        self.slider = QSlider(Qt.Orientation.Horizontal, self)
        self.slider.setRange(0, FULL)
        self.slider.setMinimumWidth(LEAST_SLIDER_PX)
        self.slider.valueChanged.connect(lambda value: own_maps.set_opacity(self.id, value / FULL))
        self.up = self._button("↑", "Draw above the next")
        self.up.clicked.connect(lambda: own_maps.move(self.id, 1))
        self.down = self._button("↓", "Draw below the next")
        self.down.clicked.connect(lambda: own_maps.move(self.id, -1))
        self.extent = self._button("Fit", "Show the whole map")
        self.extent.setFixedWidth(FIT_PX)
        self.extent.clicked.connect(lambda: self.zoom_wanted.emit(self.id))
        self.remove = self._button("×", "Take off the list; the file stays as it is")
        self.remove.clicked.connect(lambda: own_maps.remove(self.id))
        self.reason = QLabel(self)
        self.reason.setTextFormat(Qt.TextFormat.PlainText)
        self.reason.setWordWrap(True)
        self.reason.setForegroundRole(self.reason.palette().ColorRole.PlaceholderText)
        self.reason.setContentsMargins(INDENT_PX, 0, 0, 0)
        head = QHBoxLayout()
        head.addWidget(self.box, 1)
        head.addWidget(self.remove)
        self._tools = QWidget(self)
        tools = QHBoxLayout(self._tools)
        tools.setContentsMargins(INDENT_PX, 0, 0, 0)
        tools.setSpacing(0)
        tools.addWidget(self.slider, 1)
        for button in (self.up, self.down, self.extent):
            tools.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 4)
        layout.setSpacing(1)
        layout.addLayout(head)
        layout.addWidget(self._tools)
        layout.addWidget(self.reason)

    def show_entry(self, entry: OwnMapEntry, *, top: bool, bottom: bool) -> None:
        """Show the state of the file, `top` and `bottom` being its place among the others."""
        usable = entry.file is not None
        self.box.setChecked(entry.visible and usable)
        self.box.setEnabled(usable)
        self.box.setToolTip(_told(entry))
        self.box.setAccessibleName(entry.name)
        self.slider.setValue(round(entry.opacity * FULL))
        self._tools.setVisible(usable)
        self.slider.setToolTip(f"Opacity {entry.opacity:.0%}")
        self.slider.setAccessibleName(f"Opacity of {entry.name}")
        self.up.setEnabled(not top)
        self.down.setEnabled(not bottom)
        # The name stands above already; the whole sentence is in the tool tip.
        self.reason.setText(entry.reason.removeprefix(f"{entry.path}: "))
        self.reason.setToolTip(entry.reason)
        self.reason.setVisible(bool(entry.reason))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """A long name is cut in its middle, so that a number at its end stays."""
        super().resizeEvent(event)
        room = self.width() - INDENT_PX - BUTTON_PX - 10
        name = QFontMetrics(self.box.font()).elidedText(self._name, Qt.TextElideMode.ElideMiddle, room)
        self.box.setText(name.replace("&", "&&"))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As narrow as its buttons: the name gives way."""
        narrow = INDENT_PX + LEAST_SLIDER_PX + 2 * BUTTON_PX + FIT_PX
        return QSize(narrow, super().minimumSizeHint().height())

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setAutoRaise(True)
        button.setFixedSize(BUTTON_PX, BUTTON_PX)
        return button


class OwnMapsList(QWidget):
    """Title with a button to add, then a row a file.

    Signals:
        add_wanted: the user wants to choose a file.
        zoom_wanted: the id of the file to be shown whole.
    """

    add_wanted = Signal()
    zoom_wanted = Signal(str)

    def __init__(self, own_maps: OwnMaps, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._own_maps = own_maps
        self.rows: dict[str, OwnMapRow] = {}
        self.add = QToolButton(self)
        self.add.setText("+")
        self.add.setToolTip("Open a base map of your own: PMTiles or MBTiles")
        self.add.setAccessibleName("Open own map")
        self.add.setAutoRaise(True)
        self.add.clicked.connect(self.add_wanted)
        self._empty = QLabel(EMPTY, self)
        self._empty.setWordWrap(True)
        self._empty.setForegroundRole(self._empty.palette().ColorRole.PlaceholderText)
        head = QHBoxLayout()
        head.addWidget(QLabel("Own maps", self), 1)
        head.addWidget(self.add)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        self._layout.addLayout(head)
        self._layout.addWidget(self._empty)
        own_maps.changed.connect(self._refresh)
        self._refresh()

    @Slot()
    def _refresh(self) -> None:
        entries = self._own_maps.entries[::-1]
        for id_ in self.rows.keys() - {entry.id for entry in entries}:
            row = self.rows.pop(id_)
            self._layout.removeWidget(row)
            row.hide()
            row.deleteLater()
        for place, entry in enumerate(entries):
            row = self.rows.get(entry.id) or self._new_row(entry)
            if self._layout.indexOf(row) != 2 + place:  # below head and empty sentence
                self._layout.insertWidget(2 + place, row)
            row.show_entry(entry, top=place == 0, bottom=place == len(entries) - 1)
        self._empty.setVisible(not entries)

    def _new_row(self, entry: OwnMapEntry) -> OwnMapRow:
        row = OwnMapRow(self._own_maps, entry, self)
        row.zoom_wanted.connect(self.zoom_wanted)
        self.rows[entry.id] = row
        return row


def _told(entry: OwnMapEntry) -> str:
    """Path, kind and zooms."""
    if entry.file is None:
        return str(entry.path)
    info = entry.file.info
    return f"{entry.path}\n{info.kind.value} ({info.format}), zoom {info.min_zoom} to {info.max_zoom}"
