"""What the bars would be without the days on which nobody could look: an outline with its interval.

It stands beside the observed bar and is in no sum; a month without a usable look has none.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_app.domain.assumption import Range
from desktop_app.ui.charts.axis import ValueAxis
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.palette import Palette, colour

CAP_PX: Final = 2.5
# An interval is drawn up to so many times the highest bar; longer ones end in a point.
HIGHEST: Final = 1.25
# Under the outline, so that hatching does not run through it.
GROUND: Final = 0.8


def highest_drawn(bars: float, ghosts: list[Range]) -> float:
    """How high the axis must be for bars and outlines; a long interval does not flatten the bars."""
    best = max([bars, *(one.best for one in ghosts)])
    return min(max([best, *(one.high for one in ghosts)]), best * HIGHEST)


def paint_corrected(
    painter: QPainter, slot: QRectF, values: ValueAxis, found: Range, palette: Palette
) -> None:
    """The outline up to the mean, and its interval; where that leaves the chart it ends in a point."""
    top, bottom = values.y(found.best), values.bottom
    painter.setBrush(colour(palette.panel, GROUND))
    painter.setPen(pen(palette.sea_volume, 1.2))
    painter.drawRect(QRectF(slot.left(), top, slot.width(), bottom - top))
    x, half = slot.center().x(), min(CAP_PX, slot.width() / 2)
    high, low = max(values.y(found.high), slot.top()), values.y(found.low)
    painter.setPen(pen(palette.text, 1.1))
    painter.drawLine(QPointF(x, low), QPointF(x, high))
    painter.drawLine(QPointF(x - half, low), QPointF(x + half, low))
    if values.y(found.high) >= slot.top():
        painter.drawLine(QPointF(x - half, high), QPointF(x + half, high))
    else:
        painter.drawLine(QPointF(x - half, high + half + 1), QPointF(x, high))
        painter.drawLine(QPointF(x + half, high + half + 1), QPointF(x, high))
