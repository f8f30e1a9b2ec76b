"""Small marks drawn by us: eye, wave and quotation mark for how a thing is known, a ring for the tracker."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen

from desktop_app.domain.movement import HowKnown, Tracker


def _eye(painter: QPainter, box: QRectF) -> None:
    path = QPainterPath(QPointF(box.left(), box.center().y()))
    path.quadTo(QPointF(box.center().x(), box.top() - 1), QPointF(box.right(), box.center().y()))
    path.quadTo(QPointF(box.center().x(), box.bottom() + 1), QPointF(box.left(), box.center().y()))
    painter.drawPath(path)
    painter.drawEllipse(box.center(), box.width() * 0.16, box.width() * 0.16)


def _wave(painter: QPainter, box: QRectF) -> None:
    path = QPainterPath(QPointF(box.left(), box.center().y()))
    half = box.width() / 2
    for start in (box.left(), box.center().x()):
        path.cubicTo(
            QPointF(start + half * 0.3, box.top()),
            QPointF(start + half * 0.7, box.bottom()),
            QPointF(start + half, box.center().y()),
        )
    painter.drawPath(path)


def _quotation(painter: QPainter, box: QRectF) -> None:
    for left in (box.left() + box.width() * 0.16, box.center().x() + box.width() * 0.04):
        size = box.width() * 0.28
        top = box.top() + box.height() * 0.26
        painter.drawEllipse(QRectF(left, top, size, size))
        path = QPainterPath(QPointF(left + size, top + size / 2))
        path.quadTo(QPointF(left + size, top + size * 1.7), QPointF(left + size * 0.1, top + size * 1.9))
        painter.drawPath(path)


_PAINTERS: Mapping[HowKnown, Callable[[QPainter, QRectF], None]] = {
    HowKnown.IMAGE: _eye,
    HowKnown.AIS: _wave,
    HowKnown.REPORT: _quotation,
}


def paint_how_known(painter: QPainter, how: HowKnown, box: QRectF, colour: QColor) -> None:
    """One glyph in a square box."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, box.width() / 11, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    _PAINTERS[how](painter, box)
    painter.restore()


def paint_tracker(painter: QPainter, state: Tracker, box: QRectF, colour: QColor) -> None:
    """Filled: on. Hollow: off. A question mark: not reported."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, box.width() / 8))
    if state is Tracker.UNKNOWN:
        font = QFont(painter.font())
        font.setPixelSize(max(round(box.height()), 1))
        painter.setFont(font)
        painter.drawText(box.adjusted(-4, -4, 4, 4), int(Qt.AlignmentFlag.AlignCenter), "?")
    else:
        painter.setBrush(colour if state is Tracker.ON else QColor(0, 0, 0, 0))
        inset = box.width() * 0.14
        painter.drawEllipse(box.adjusted(inset, inset, -inset, -inset))
    painter.restore()
