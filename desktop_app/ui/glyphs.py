"""Small marks drawn by us: how a thing is known, the tracker, listings, how exactly a time is known."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QLinearGradient, QPainter, QPainterPath, QPen

from desktop_app.domain.movement import HowKnown, Riding, Tracker
from desktop_app.domain.time_span import Precision, TimeSpan


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


def paint_listing(painter: QPainter, letters: str, box: QRectF, colour: QColor, *, in_force: bool) -> None:
    """A ring with the letters of a list in the painter's font, dashed where the listing is not in force."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(colour, 1.2)
    if not in_force:
        pen.setDashPattern([2.0, 2.0])
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = box.adjusted(0.6, 0.6, -0.6, -0.6)
    painter.drawRoundedRect(edge, edge.height() / 2, edge.height() / 2)
    painter.setPen(colour)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), letters)
    painter.restore()


def paint_precision(painter: QPainter, when: TimeSpan, box: QRectF, colour: QColor) -> None:
    """As on the timeline: a bar with soft ends for a window, a bracket for a month or a year; "~" for about.

    A time whose day is known has no mark.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    middle = box.center().y()
    if when.approximate:
        painter.setPen(colour)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), "~")
    elif when.precision is Precision.WINDOW:
        soft = QLinearGradient(box.left(), middle, box.right(), middle)
        clear = QColor(colour)
        clear.setAlpha(0)
        for stop, shade in ((0.0, clear), (0.35, colour), (0.65, colour), (1.0, clear)):
            soft.setColorAt(stop, shade)
        painter.fillRect(QRectF(box.left(), middle - 2, box.width(), 4), soft)
    elif when.precision in {Precision.MONTH, Precision.YEAR}:
        painter.setPen(QPen(colour, 1.2))
        left, right = box.left() + 0.6, box.right() - 0.6
        top, low = middle - 2.5, middle + 2.5
        painter.drawPolyline(
            [QPointF(left, low), QPointF(left, top), QPointF(right, top), QPointF(right, low)]
        )
    painter.restore()


def paint_riding(painter: QPainter, state: Riding, box: QRectF, colour: QColor) -> None:
    """A half disc, filled for low in the water, open for high."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, box.width() / 9))
    painter.setBrush(colour if state is Riding.LOW else QColor(0, 0, 0, 0))
    inset = box.width() * 0.1
    # A chord of half a turn, in sixteenths of a degree.
    painter.drawChord(
        box.adjusted(inset, inset - box.height() / 4, -inset, -inset - box.height() / 4), 180 * 16, 180 * 16
    )
    painter.restore()
