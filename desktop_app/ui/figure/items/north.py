"""The north arrow; the map's projection has north up everywhere."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF

from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.figure.items.block import Block, MakeBlock
from desktop_app.ui.figure.items.plate import paint_plate
from desktop_app.ui.figure.look import Look
from desktop_app.ui.palette import colour

# In multiples of the letter's size: width and height of the plate.
WIDTH: Final = 2.4
HEIGHT: Final = 4.0


def north_block(look: Look) -> MakeBlock:
    """The arrow with its letter, on a plate."""

    def make(width: float, room: float | None = None) -> Block:
        height = HEIGHT / WIDTH * width if room is None else min(HEIGHT / WIDTH * width, room)

        def paint(painter: QPainter, box: QRectF) -> None:
            grown = min(box.width() / WIDTH, height / HEIGHT)
            plate = QRectF(box.left(), box.top(), WIDTH * grown, HEIGHT * grown)
            paint_plate(painter, plate, look)
            middle, top, foot = plate.center().x(), plate.top() + 0.45 * grown, plate.top() + 2.45 * grown
            half = 0.62 * grown
            ink = colour(look.palette.text)
            left = QPolygonF(
                [QPointF(middle, top), QPointF(middle - half, foot), QPointF(middle, foot - 0.5 * grown)]
            )
            right = QPolygonF(
                [QPointF(middle, top), QPointF(middle + half, foot), QPointF(middle, foot - 0.5 * grown)]
            )
            painter.setPen(pen(look.palette.text, 0.07 * grown))
            painter.setBrush(ink)
            painter.drawPolygon(left)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPolygon(right)
            font = sized(look.font, grown, bold=True)
            painter.setFont(font)
            painter.setPen(ink)
            wide = QFontMetricsF(font).horizontalAdvance("N")
            painter.drawText(QPointF(middle - wide / 2, plate.bottom() - 0.45 * grown), "N")

        return Block(height, paint)

    return make
