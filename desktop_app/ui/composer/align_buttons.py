"""Buttons that bring chosen items into line: several with each other, one with the page's margins."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

from PySide6.QtCore import QLineF, QRectF, Qt, Slot
from PySide6.QtGui import QIcon, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.domain.figure_design import Box
from desktop_app.ui.composer.arranging import Alignment, Boxes, align, distribute
from desktop_app.ui.composer.commands import laid
from desktop_app.ui.composer.document import Document
from desktop_app.ui.composer.fields import tool
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.page_state import boxes_of
from desktop_app.ui.composer.units import tidy

_TIPS: Final[Mapping[Alignment, str]] = {
    Alignment.LEFT: "Align left edges",
    Alignment.CENTRE: "Align upright middles",
    Alignment.RIGHT: "Align right edges",
    Alignment.TOP: "Align upper edges",
    Alignment.MIDDLE: "Align level middles",
    Alignment.BOTTOM: "Align lower edges",
}
_SIDE_PX: Final = 16
_DENSITY: Final = 3.0
LEAST_TO_DISTRIBUTE: Final = 3


class AlignButtons(QWidget):
    """Six alignments and two distributions.

    Attributes:
        buttons: of the alignments.
        across, down: distribute.
    """

    def __init__(self, document: Document, live: LiveFigure) -> None:
        super().__init__()
        self._document = document
        self._live = live
        self._said = QLabel()
        self._said.setObjectName("hint")
        self.buttons: dict[Alignment, QToolButton] = {}
        grid = QGridLayout()
        grid.setSpacing(4)
        for place, how in enumerate(Alignment):
            button = tool("", _TIPS[how], partial(self._align, how))
            self.buttons[how] = button
            grid.addWidget(button, place // 3, place % 3)
        self.across = tool("", "Distribute from left to right", partial(self._distribute, across=True))
        self.down = tool("", "Distribute from top to bottom", partial(self._distribute, across=False))
        grid.addWidget(self.across, 0, 3)
        grid.addWidget(self.down, 1, 3)
        grid.setColumnStretch(4, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 6, 0, 0)
        layout.addWidget(self._said)
        layout.addLayout(grid)
        document.chosen_changed.connect(self._show)
        self._show()
        self.show_icons()

    def show_icons(self) -> None:
        """Draw the signs in the theme's colours."""
        for how, button in self.buttons.items():
            way, share = how.value
            button.setIcon(_icon(self.palette(), way, share))
        self.across.setIcon(_icon(self.palette(), "x", None))
        self.down.setIcon(_icon(self.palette(), "y", None))

    @Slot()
    def _show(self) -> None:
        count = len(self._document.chosen)
        self._said.setText("In line with the margins" if count == 1 else "In line with each other")
        for button in (self.across, self.down):
            button.setEnabled(count >= LEAST_TO_DISTRIBUTE)

    def _align(self, how: Alignment) -> None:
        self._lay(_TIPS[how], lambda boxes: align(boxes, how, self._frame() if len(boxes) == 1 else None))

    def _distribute(self, *, across: bool) -> None:
        self._lay("Distribute", lambda boxes: distribute(boxes, across=across))

    def _lay(self, what: str, arrange: Callable[[Boxes], dict[str, Box]]) -> None:
        design = self._document.design
        boxes = boxes_of(self._live, design, self._document.chosen)
        if boxes:
            arranged = {id_: tidy(box) for id_, box in arrange(boxes).items()}
            self._document.change(what, laid(design, arranged))

    def _frame(self) -> Box:
        design = self._document.design
        margin = design.margin_mm
        return Box(margin, margin, design.width_mm - 2 * margin, design.height_mm - 2 * margin)


def _icon(palette: QPalette, way: str, share: float | None) -> QIcon:
    """Two bars at a line; three bars between two lines for distributing."""
    pixmap = QPixmap(round(_SIDE_PX * _DENSITY), round(_SIDE_PX * _DENSITY))
    pixmap.setDevicePixelRatio(_DENSITY)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.WindowText), 1.2))
    if way == "y":
        painter.translate(_SIDE_PX, 0)
        painter.rotate(90)
    ink = palette.color(QPalette.ColorRole.PlaceholderText)
    if share is None:
        for x in (1.0, 15.0):
            painter.drawLine(QLineF(x, 1, x, 15))
        painter.fillRect(QRectF(6, 4, 4, 8), ink)
    else:
        at = 1.5 + share * 13
        painter.drawLine(QLineF(at, 1, at, 15))
        for length, y in ((12.0, 3.0), (7.0, 9.0)):
            painter.fillRect(QRectF(1.5 + share * (13 - length), y, length, 4), ink)
    painter.end()
    return QIcon(pixmap)
