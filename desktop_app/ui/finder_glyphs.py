"""The marks before the finder's lines, as the map draws the same things."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from desktop_app.domain.place import PortRole
from desktop_app.ui.palette import Palette


def _disc(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(box.adjusted(2, 2, -2, -2))


def _dot(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(box.center(), 2.5, 2.5)


def _ring(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 2))
    painter.drawEllipse(box.adjusted(3, 3, -3, -3))


def _wave(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    quarter = box.width() / 4
    for height in (-2.5, 2.5):
        middle = box.center().y() + height
        path = QPainterPath(QPointF(box.left(), middle))
        for step in range(2):
            start = box.left() + step * 2 * quarter
            path.quadTo(QPointF(start + quarter / 2, middle - 4), QPointF(start + quarter, middle))
            path.quadTo(QPointF(start + quarter * 1.5, middle + 4), QPointF(start + 2 * quarter, middle))
        painter.drawPath(path)


def _area(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.2, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(box.adjusted(1.5, 2.5, -1.5, -2.5), 2, 2)


def _anchor(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    middle = box.center()
    painter.drawEllipse(QPointF(middle.x(), box.top() + 2.5), 1.6, 1.6)
    painter.drawLine(QPointF(middle.x(), box.top() + 4.5), QPointF(middle.x(), box.bottom() - 1))
    painter.drawLine(QPointF(middle.x() - 3, middle.y() - 1), QPointF(middle.x() + 3, middle.y() - 1))
    painter.drawArc(box.adjusted(1.5, 1, -1.5, -1), 200 * 16, 140 * 16)


def _plane(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    x, y, half = box.center().x(), box.center().y(), box.width() / 2
    corners = ((0, -1), (0.2, -0.2), (1, 0.35), (0.2, 0.25), (0.16, 0.7), (0.4, 0.95), (0, 0.85))
    right = [QPointF(x + dx * half, y + dy * half) for dx, dy in corners]
    left = [QPointF(x - dx * half, y + dy * half) for dx, dy in reversed(corners)]
    painter.drawPolygon(QPolygonF([*right, *left]))


def _hull(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    left, right, middle = box.left(), box.right(), box.center().y()
    hull = [(left, middle + 1), (right, middle + 1), (right - 2.5, middle + 5), (left + 2, middle + 5)]
    painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in hull]))
    painter.drawRect(QRectF(left + 2, middle - 4, 3.5, 4))


def _cross_hair(painter: QPainter, box: QRectF, colour: QColor) -> None:
    painter.setPen(QPen(colour, 1.4))
    painter.drawEllipse(box.center(), 3.5, 3.5)
    middle = box.center()
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        painter.drawLine(
            QPointF(middle.x() + dx * 2, middle.y() + dy * 2),
            QPointF(middle.x() + dx * 7, middle.y() + dy * 7),
        )


_PAINTERS: Final[Mapping[str, Callable[[QPainter, QRectF, QColor], None]]] = {
    **{role.value: _disc for role in PortRole},
    "station": _ring,
    "place": _dot,
    "sea": _wave,
    "country": _area,
    "region": _area,
    "port": _anchor,
    "airport": _plane,
    "vessel": _hull,
    "coordinates": _cross_hair,
}


def paint_glyph(painter: QPainter, glyph: str, box: QRectF, palette: Palette) -> None:
    """The mark in a square box of 14 px; headings and sentences have none."""
    paint = _PAINTERS.get(glyph)
    if paint is None:
        return
    roles = {
        PortRole.LOADING.value: palette.loading,
        PortRole.DISCHARGE.value: palette.discharge,
        PortRole.RAIL.value: palette.rail,
        "station": palette.rail,
        "vessel": palette.sea_volume,
        "coordinates": palette.text,
    }
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    paint(painter, box, QColor(roles.get(glyph, palette.neutral)))
    painter.restore()
