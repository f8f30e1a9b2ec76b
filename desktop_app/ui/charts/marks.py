"""Small drawing helpers that all charts share."""

import functools

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPainterPath, QPen

from desktop_app.ui.palette import colour


@functools.cache
def pen(
    value: str, width: float = 1.0, style: Qt.PenStyle = Qt.PenStyle.SolidLine, alpha: float = 1.0
) -> QPen:
    """A pen with flat ends, so that bars and brackets end where their value does; shared, never changed."""
    result = QPen(colour(value, alpha), width, style)
    result.setCapStyle(Qt.PenCapStyle.FlatCap)
    return result


def sized(font: QFont, pixels: float, *, bold: bool = False) -> QFont:
    """The font at a pixel size with tabular figures."""
    result = QFont(font)
    result.setPixelSize(max(round(pixels), 1))
    result.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    result.setFeature(QFont.Tag("tnum"), 1)
    return result


def hatch(painter: QPainter, area: QRectF, ink: QColor, spacing: float = 6.0) -> None:
    """Diagonal lines over an area: nobody could look.

    Each line is cut to the area by arithmetic: an SVG painter knows no clipping and would let them run out.
    """
    left, right, bottom, height = area.left(), area.right(), area.bottom(), area.height()
    lines = []
    foot = left - height + spacing
    while foot < right:
        start, end = max(foot, left), min(foot + height, right)
        lines.append(QLineF(start, bottom - (start - foot), end, bottom - (end - foot)))
        foot += spacing
    painter.save()
    painter.setPen(QPen(ink, 1.0))
    painter.drawLines(lines)
    painter.restore()


def bracket(painter: QPainter, left: float, right: float, y: float, foot: float, line: QPen) -> None:
    """A figure for a window: a line with feet at both ends."""
    path = QPainterPath(QPointF(left, y + foot))
    path.lineTo(left, y)
    path.lineTo(right, y)
    path.lineTo(right, y + foot)
    painter.setPen(line)
    painter.setBrush(QBrush(Qt.BrushStyle.NoBrush))
    painter.drawPath(path)
