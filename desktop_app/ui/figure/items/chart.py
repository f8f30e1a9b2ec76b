"""The monthly chart of volumes, with what its numbers leave out in words below it."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.ui.charts.marks import sized
from desktop_app.ui.charts.text_lines import wrap
from desktop_app.ui.charts.volumes_chart import paint_volumes
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.figure.items.block import Block, MakeBlock, nothing
from desktop_app.ui.figure.look import Look

# In multiples of the words' size: bars and axes need so much, and no more than so much.
HEIGHT: Final = 20.6
LEAST_HEIGHT: Final = 13.0


def chart_block(data: VolumesData, sentence: str, look: Look, pixels: float) -> MakeBlock:
    """The chart at a width."""
    font = sized(look.font, pixels)

    def make(width: float, room: float | None = None) -> Block:
        lines = wrap(sentence, font, width)
        foot = QFontMetricsF(font).height() * len(lines)
        height = HEIGHT * pixels + foot
        if room is not None and height > room:
            height = room
        if height - foot < LEAST_HEIGHT * pixels:
            return Block(0.0, nothing, overflows=True)

        def paint(painter: QPainter, box: QRectF) -> None:
            painter.setFont(look.font)
            area = QRectF(box.left(), box.top(), width, max(box.height(), height))
            paint_volumes(painter, area, data, lines, look.palette, pixels)

        return Block(height, paint)

    return make
