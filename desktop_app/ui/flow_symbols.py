"""Marks of the flows between ports, for the layers panel and the figure's legend."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF

from desktop_app.ui.palette import Palette, colour

# Opacities as on the map (`assets/web/layers/flows.ts`): the low end lies over the high end.
_HIGH: Final = 0.3
_LOW: Final = 0.42
_BAND_PX: Final = 6.0


def paint_flow(painter: QPainter, symbol: str, box: QRectF, palette: Palette) -> None:
    """Draw "flow", "flow_range", "flow_unknown", or "flow_width:" and pixels into a box of 26 by 16."""
    if symbol == "flow_unknown":
        dots = QPen(colour(palette.sea_volume, 0.9), 1.8)
        dots.setCapStyle(Qt.PenCapStyle.RoundCap)
        dots.setDashPattern([0.01, 2.5])
        painter.setPen(dots)
        painter.drawLine(
            QPointF(box.left() + 1, box.center().y()), QPointF(box.right() - 1, box.center().y())
        )
    elif symbol == "flow":
        _arc(painter, box, palette)
    else:
        width = float(symbol.partition(":")[2] or 2 * _BAND_PX)
        low = width / 2 if symbol == "flow_range" else width
        _band(painter, box, width, palette, _HIGH)
        _band(painter, box, low, palette, _LOW)


def _band(painter: QPainter, box: QRectF, width: float, palette: Palette, opacity: float) -> None:
    area = QRectF(box.left(), box.center().y() - width / 2, box.width(), width)
    painter.fillRect(area, colour(palette.sea_volume, opacity))


def _arc(painter: QPainter, box: QRectF, palette: Palette) -> None:
    path = QPainterPath(QPointF(box.left(), box.bottom() - 3))
    path.quadTo(QPointF(box.center().x(), box.top() - 3), QPointF(box.right(), box.bottom() - 3))
    line = QPen(colour(palette.sea_volume, 0.7), 4.0)
    line.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(line)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(path)
    at = path.pointAtPercent(1 / 3)
    painter.translate(at)
    painter.rotate(-path.angleAtPercent(1 / 3))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.sea_volume))
    painter.drawPolygon(QPolygonF([QPointF(5, 0), QPointF(-4, -4.5), QPointF(-4, 4.5)]))
