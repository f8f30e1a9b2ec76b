"""The legend: marks and their meaning, below each other on a plate."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.ui.charts.marks import sized
from desktop_app.ui.figure.items.block import Block, MakeBlock
from desktop_app.ui.figure.items.plate import paint_plate
from desktop_app.ui.figure.look import Look
from desktop_app.ui.legend import LegendEntry, paint_symbol
from desktop_app.ui.palette import colour

# The marks are drawn for words of 11 pixels, in a box of 26 by 17.
_MARK_PX: Final = 26.0
_ROW_PX: Final = 17.0
_WORDS_PX: Final = 11.0


def legend_width(entries: tuple[LegendEntry, ...], look: Look, pixels: float) -> float:
    """CSS pixels that the widest entry takes."""
    metrics = QFontMetricsF(sized(look.font, pixels))
    widest = max((metrics.horizontalAdvance(entry.meaning) for entry in entries), default=0.0)
    return (_MARK_PX + 28.0) * pixels / _WORDS_PX + widest


def legend_block(entries: tuple[LegendEntry, ...], look: Look, pixels: float) -> MakeBlock:
    """These entries."""
    grown = pixels / _WORDS_PX

    def make(width: float, room: float | None = None) -> Block:
        full = (_ROW_PX * len(entries) + 12.0) * grown
        fitting = len(entries) if room is None else max(int((room / grown - 12.0) // _ROW_PX), 0)
        kept = entries[:fitting]
        height = (_ROW_PX * len(kept) + 12.0) * grown if kept else 0.0

        def paint(painter: QPainter, box: QRectF) -> None:
            if not kept:
                return
            paint_plate(painter, QRectF(box.left(), box.top(), width, height), look)
            painter.translate(box.topLeft())
            painter.scale(grown, grown)
            font = sized(look.font, _WORDS_PX)
            metrics = QFontMetricsF(font)
            for place, entry in enumerate(kept):
                top = 6.0 + place * _ROW_PX
                paint_symbol(painter, entry.symbol, QRectF(8.0, top, _MARK_PX, _ROW_PX), look.palette)
                painter.setFont(font)
                painter.setPen(colour(look.palette.text))
                painter.drawText(
                    QPointF(_MARK_PX + 16.0, top + _ROW_PX / 2 + metrics.ascent() / 2 - 1), entry.meaning
                )

        return Block(height, paint, overflows=height < full)

    return make
