"""SYNTHETIC aslant over everything, so close that no part worth cutting out is without it."""

from typing import Final

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter

from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.ui.charts.marks import sized
from desktop_app.ui.figure.look import Look
from desktop_app.ui.palette import colour

NAME: Final = "watermark"
# At the size of words on A4.
_WORDS_PX: Final = 30.0
_ROW_PX: Final = 130.0
_COLUMN_PX: Final = 330.0
_DEGREES: Final = -22.0
_OPACITY: Final = 0.16


def paint_watermark(painter: QPainter, width: float, height: float, look: Look) -> None:
    """Over a page of this size, CSS pixels."""
    grown = look.scale
    painter.setFont(sized(look.font, _WORDS_PX * grown, bold=True))
    painter.setPen(colour(look.palette.cap, _OPACITY))
    row, column = _ROW_PX * grown, _COLUMN_PX * grown
    for place in range(int(height / row) + 2):
        shift = column / 2 if place % 2 else 0.0
        for step in range(int((width + shift) / column) + 1):
            painter.save()
            painter.translate(step * column - shift, place * row)
            painter.rotate(_DEGREES)
            painter.drawText(QPointF(0, 0), SYNTHETIC)
            painter.restore()
