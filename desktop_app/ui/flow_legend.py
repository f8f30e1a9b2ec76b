"""What the width of a flow means, and the switch between volume and calls."""

from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.session.style import FlowMeasure
from desktop_app.ui.flow_scale import LAYER, FlowScale, scale_entries
from desktop_app.ui.legend import paint_symbol
from desktop_app.ui.palette import PALETTES

NAME: Final = "flow legend"
SYMBOL: Final = QSize(26, 16)
CHOICES: Final = {FlowMeasure.VOLUME: "Width: volume", FlowMeasure.CALLS: "Width: calls"}


class FlowSymbol(QWidget):
    """One mark of the scale."""

    def __init__(self, session: Session, symbol: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._symbol = symbol
        self.setFixedSize(SYMBOL)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """In the colours of the theme."""
        painter = QPainter(self)
        paint_symbol(painter, self._symbol, QRectF(self.rect()), PALETTES[self._session.style.theme])
        painter.end()


class FlowLegend(QWidget):
    """There while the layer is shown.

    Attributes:
        measure: what the width stands for.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(16, 0, 0, 4)
        self._rows.setSpacing(3)
        self.measure = QComboBox(self)
        self.measure.setAccessibleName("What the width of a flow stands for")
        for measure, words in CHOICES.items():
            self.measure.addItem(words, measure)
        self.measure.activated.connect(self._on_chosen)
        self._rows.addWidget(self.measure)
        self._scale = QWidget(self)
        self._rows.addWidget(self._scale)
        session.changed.connect(self._on_changed)
        self._show_state()

    @Slot(object)
    def show_scale(self, scale: FlowScale) -> None:
        """Tell what the widths on the map mean."""
        self._rows.removeWidget(self._scale)
        self._scale.deleteLater()
        self._scale = QWidget(self)
        rows = QVBoxLayout(self._scale)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2)
        for entry in scale_entries(scale)[1:]:
            row = QHBoxLayout()
            row.setSpacing(6)
            if entry.symbol:
                symbol = FlowSymbol(self._session, entry.symbol, self._scale)
                row.addWidget(symbol, 0, Qt.AlignmentFlag.AlignTop)
            meaning = QLabel(entry.meaning, self._scale)
            meaning.setWordWrap(True)
            meaning.setForegroundRole(meaning.palette().ColorRole.PlaceholderText)
            row.addWidget(meaning, 1)
            rows.addLayout(row)
        self._rows.addWidget(self._scale)

    @Slot()
    def _on_chosen(self) -> None:
        self._session.set_flow_measure(FlowMeasure(self.measure.currentData()), NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.LAYERS | Changed.STYLE):
            self._show_state()

    def _show_state(self) -> None:
        self.measure.setCurrentIndex(self.measure.findData(self._session.flow_measure))
        self.setVisible(LAYER in self._session.layers)
        self.update()
