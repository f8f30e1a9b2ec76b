"""Symbols of events found in AIS reports, as the map draws them: `assets/web/events/paint.ts`."""

import math
from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop_app.domain.ais_event import EventKind
from desktop_app.ui.palette import Palette, colour

SYMBOL_OF: Final = {
    EventKind.GAP: "event_gap",
    EventKind.VISIT: "event_visit",
    EventKind.VOYAGE: "event_voyage",
    EventKind.ENCOUNTER: "event_encounter",
    EventKind.LOITERING: "event_loitering",
    EventKind.STS: "event_sts",
    EventKind.IDENTITY: "event_identity",
    EventKind.POSITION: "event_position",
    EventKind.MISSED_CALL: "event_hint",
}
"""What `paint_event` draws for a kind, for lists as well as for the legend."""
# Quarters of a disc that stand for confidence 3 of 4, as sixteenths of a degree clockwise from noon.
_NOON: Final = 90 * 16
_FILLED: Final = -240 * 16


def paint_event(painter: QPainter, symbol: str, box: QRectF, palette: Palette) -> None:
    """Draw one of `SYMBOL_OF`, or "event_reach", "event_count", "watch_area", centred in a box."""
    _PAINTERS[symbol](painter, box.center(), palette)


def _gap(painter: QPainter, at: QPointF, palette: Palette) -> None:
    line = QPen(colour(palette.discharge), 2.0)
    line.setCapStyle(Qt.PenCapStyle.RoundCap)
    line.setDashPattern([0.05, 2.3])
    painter.setPen(line)
    painter.drawLine(at - QPointF(12, 0), at + QPointF(12, 0))


def _visit(painter: QPainter, at: QPointF, palette: Palette) -> None:
    ink = colour(palette.discharge)
    _ring(painter, at, 4.4, QPen(ink, 1.7), colour(palette.panel))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawPie(QRectF(at.x() - 4.4, at.y() - 4.4, 8.8, 8.8), _NOON, _FILLED)


def _voyage(painter: QPainter, at: QPointF, palette: Palette) -> None:
    painter.setPen(QPen(colour(palette.text), 2.4))
    painter.drawLine(at - QPointF(9, 0), at + QPointF(9, 0))
    _ring(painter, at - QPointF(9, 0), 2.6, QPen(colour(palette.text), 1.2), colour(palette.panel))
    _ring(painter, at + QPointF(9, 0), 2.6, QPen(colour(palette.text), 1.2), colour(palette.panel))


def _encounter(painter: QPainter, at: QPointF, palette: Palette) -> None:
    _pair(painter, at, palette, QPen(colour(palette.loading), 1.7))


def _sts(painter: QPainter, at: QPointF, palette: Palette) -> None:
    dashed = QPen(colour(palette.loading), 1.7)
    dashed.setDashPattern([1.2, 1.0])
    _pair(painter, at, palette, dashed)


def _pair(painter: QPainter, at: QPointF, palette: Palette, other: QPen) -> None:
    none = QColor(Qt.GlobalColor.transparent)
    _ring(painter, at - QPointF(2.7, 0), 4.0, QPen(colour(palette.discharge), 1.7), none)
    _ring(painter, at + QPointF(2.7, 0), 4.0, other, none)


def _loitering(painter: QPainter, at: QPointF, palette: Palette) -> None:
    points = []
    for step in range(45):
        angle, radius = step / 44 * 2 * math.pi * 2.1, 0.6 + step / 44 * 5.4
        points.append(at + QPointF(radius * math.cos(angle), radius * math.sin(angle)))
    painter.setPen(QPen(colour(palette.discharge), 1.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))


def _position(painter: QPainter, at: QPointF, palette: Palette) -> None:
    ink = colour(palette.warning)
    _ring(painter, at, 5.6, QPen(ink, 1.6), colour(palette.panel))
    painter.fillRect(QRectF(at.x() - 0.9, at.y() - 3.4, 1.8, 4.2), ink)
    painter.fillRect(QRectF(at.x() - 0.9, at.y() + 1.7, 1.8, 1.8), ink)


def _identity(painter: QPainter, at: QPointF, palette: Palette) -> None:
    ink = colour(palette.warning)
    corners = ((-7, 0), (-3, -4.6), (6.4, -4.6), (6.4, 4.6), (-3, 4.6))
    painter.setPen(QPen(ink, 1.6))
    painter.setBrush(colour(palette.panel))
    painter.drawPolygon(QPolygonF([at + QPointF(x, y) for x, y in corners]))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    painter.drawEllipse(at - QPointF(3, 0), 1.3, 1.3)


def _hint(painter: QPainter, at: QPointF, palette: Palette) -> None:
    ink = colour(palette.sea_volume)
    line = QPen(ink, 1.6)
    line.setDashPattern([3, 2])
    painter.setPen(line)
    painter.drawLine(at - QPointF(9, 0), at + QPointF(9, 0))
    painter.setPen(QPen(ink, 1.6))
    for side in (-1, 1):
        x = at.x() + side * 11
        bracket = [QPointF(x - side * 3, at.y() - 5), QPointF(x, at.y() - 5)]
        bracket += [QPointF(x, at.y() + 5), QPointF(x - side * 3, at.y() + 5)]
        painter.drawPolyline(QPolygonF(bracket))


def _reach(painter: QPainter, at: QPointF, palette: Palette) -> None:
    edge = QPen(colour(palette.sea_volume), 1.3)
    edge.setDashPattern([1.6, 1.8])
    painter.setPen(edge)
    painter.setBrush(colour(palette.sea_volume, 0.15))
    painter.drawEllipse(at, 10, 6)


def _count(painter: QPainter, at: QPointF, palette: Palette) -> None:
    _visit(painter, at - QPointF(5, 0), palette)
    font = painter.font()
    font.setPixelSize(10)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(colour(palette.text))
    painter.drawText(QRectF(at.x() + 2, at.y() - 8, 12, 16), int(Qt.AlignmentFlag.AlignVCenter), "7")


def _watched(painter: QPainter, at: QPointF, palette: Palette) -> None:
    edge = QPen(colour(palette.text), 1.3)
    edge.setDashPattern([4, 2, 1, 2])
    painter.setPen(edge)
    painter.setBrush(colour(palette.text, 0.06))
    painter.drawRect(QRectF(at.x() - 10, at.y() - 5.5, 20, 11))


def _ring(painter: QPainter, at: QPointF, radius: float, edge: QPen, fill: QColor) -> None:
    painter.setPen(edge)
    painter.setBrush(fill)
    painter.drawEllipse(at, radius, radius)


_PAINTERS: Final[Mapping[str, Callable[[QPainter, QPointF, Palette], None]]] = {
    "event_gap": _gap,
    "event_visit": _visit,
    "event_voyage": _voyage,
    "event_encounter": _encounter,
    "event_loitering": _loitering,
    "event_sts": _sts,
    "event_identity": _identity,
    "event_position": _position,
    "event_hint": _hint,
    "event_reach": _reach,
    "event_count": _count,
    "watch_area": _watched,
}
EVENT_SYMBOLS: Final = frozenset(_PAINTERS)
