"""A quiet ground under marks that stand on the map."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_app.ui.charts.marks import pen
from desktop_app.ui.figure.look import Look
from desktop_app.ui.palette import colour

OPACITY: Final = 0.88
_CORNER_PX: Final = 2.0


def paint_plate(painter: QPainter, box: QRectF, look: Look) -> None:
    """Let the map shine through a little, so that nothing seems to end there."""
    painter.setPen(pen(look.palette.line, 0.5))
    painter.setBrush(colour(look.palette.panel, OPACITY))
    painter.drawRoundedRect(box, _CORNER_PX, _CORNER_PX)
