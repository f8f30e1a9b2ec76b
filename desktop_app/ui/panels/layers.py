"""The layers panel: the legend is the list of layers; each can be shown or hidden."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.query.drawn_reports import drawn_every, drawn_words
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.session.style import MAP_LAYERS
from desktop_app.ui.flow_legend import FlowLegend
from desktop_app.ui.flow_scale import LAYER
from desktop_app.ui.legend import LAYER_TITLES, LegendEntry, legend_under, paint_symbol
from desktop_app.ui.palette import PALETTES

NAME: Final = "layers"
SYMBOL: Final = QSize(26, 16)
_TRACKS: Final = "tracks"
_INDENT_PX: Final = 48  # where the meanings stand: margin, symbol, gap


class Symbol(QWidget):
    """One mark of the map."""

    def __init__(self, session: Session, entry: LegendEntry, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._entry = entry
        self.setFixedSize(SYMBOL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """In the colours of the theme."""
        painter = QPainter(self)
        paint_symbol(painter, self._entry.symbol, QRectF(self.rect()), PALETTES[self._session.style.theme])
        painter.end()


class LayersPanel(QWidget):
    """A check box a layer, with its marks and their meaning below it."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._boxes: dict[str, QCheckBox] = {}
        self._meanings: list[QLabel] = []
        self.thinned = QLabel(self)
        self.thinned.setContentsMargins(_INDENT_PX, 0, 0, 0)
        self.thinned.setForegroundRole(self.thinned.palette().ColorRole.PlaceholderText)
        self._tell_thinned()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 8, 8)
        layout.setSpacing(3)
        legend = legend_under(session.event_parameters)
        for key in MAP_LAYERS:
            box = QCheckBox(LAYER_TITLES[key], self)
            box.setChecked(key in session.layers)
            box.clicked.connect(self._on_clicked)
            self._boxes[key] = box
            layout.addWidget(box)
            for entry in legend:
                if entry.layer == key:
                    layout.addLayout(self._row(entry))
            if key == _TRACKS:
                layout.addWidget(self.thinned)
            if key == LAYER:
                self.flow_legend = FlowLegend(session, self)
                layout.addWidget(self.flow_legend)
            layout.addSpacing(4)
        layout.addStretch(1)
        self._layout = layout
        session.changed.connect(self._on_changed)

    def add_section(self, section: QWidget) -> None:
        """Put something below the layers."""
        self._layout.insertWidget(self._layout.count() - 1, section)

    def _row(self, entry: LegendEntry) -> QHBoxLayout:
        """Symbol and meaning, indented under the layer's check box."""
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Symbol(self._session, entry, self), 0, Qt.AlignmentFlag.AlignTop)
        meaning = QLabel(entry.meaning, self)
        meaning.setWordWrap(True)
        meaning.setForegroundRole(meaning.palette().ColorRole.PlaceholderText)
        row.addWidget(meaning, 1)
        self._meanings.append(meaning)
        return row

    def _tell_thresholds(self) -> None:
        """The legend's words again, with the thresholds in use; rows were made in its order."""
        entries = sorted(legend_under(self._session.event_parameters), key=_place_of)
        for label, entry in zip(self._meanings, entries, strict=True):
            label.setText(entry.meaning)

    def _tell_thinned(self) -> None:
        """That not every report of the tracks is drawn, where that is so."""
        words = drawn_words(drawn_every(self._session.store))
        self.thinned.setText(words)
        self.thinned.setVisible(bool(words))

    @Slot()
    def _on_clicked(self) -> None:
        shown = tuple(key for key, box in self._boxes.items() if box.isChecked())
        others = tuple(key for key in self._session.layers if key not in self._boxes)
        self._session.set_layers((*shown, *others), NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self.update()
        if Changed.DATA in change.what:
            self._tell_thinned()
        if Changed.EVENTS in change.what:
            self._tell_thresholds()
        if Changed.LAYERS in change.what and change.initiator != NAME:
            for key, box in self._boxes.items():
                box.setChecked(key in self._session.layers)


def _place_of(entry: LegendEntry) -> int:
    return MAP_LAYERS.index(entry.layer)


def scrolled(panel: LayersPanel) -> QScrollArea:
    """The panel in a view that scrolls up and down where the window is too low for all of it."""
    view = QScrollArea()
    view.setAccessibleName("Layers and legend")
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    view.setWidgetResizable(True)
    view.setWidget(panel)
    view.setMinimumWidth(panel.minimumSizeHint().width() + view.verticalScrollBar().sizeHint().width())
    return view
