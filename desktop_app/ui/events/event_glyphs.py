"""Small marks of the kinds of events, one stroke each, told apart by shape alone."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from desktop_app.domain.ais_event import EventKind, Judgement

_BOX: Final = 14.0


def _gap(painter: QPainter) -> None:
    """A line with a hole."""
    painter.drawLine(QPointF(0.5, 7), QPointF(3.5, 7))
    painter.drawLine(QPointF(10.5, 7), QPointF(13.5, 7))
    painter.drawLine(QPointF(3.5, 4), QPointF(3.5, 10))
    painter.drawLine(QPointF(10.5, 4), QPointF(10.5, 10))


def _visit(painter: QPainter) -> None:
    """An anchor."""
    painter.drawEllipse(QPointF(7, 2.6), 1.6, 1.6)
    painter.drawLine(QPointF(7, 4.2), QPointF(7, 12.5))
    painter.drawLine(QPointF(4.5, 6.3), QPointF(9.5, 6.3))
    painter.drawArc(QRectF(2, 3.5, 10, 9), 200 * 16, 140 * 16)


def _voyage(painter: QPainter) -> None:
    """From a disc to an arrow."""
    painter.drawEllipse(QPointF(2.6, 7), 1.8, 1.8)
    painter.drawLine(QPointF(4.6, 7), QPointF(13, 7))
    painter.drawPolyline(QPolygonF([QPointF(9.6, 3.8), QPointF(13, 7), QPointF(9.6, 10.2)]))


def _encounter(painter: QPainter) -> None:
    """Two rings that touch."""
    painter.drawEllipse(QPointF(4.4, 7), 3, 3)
    painter.drawEllipse(QPointF(9.6, 7), 3, 3)


def _loitering(painter: QPainter) -> None:
    """A turn that comes back."""
    painter.drawArc(QRectF(2, 2, 10, 10), 60 * 16, 290 * 16)
    painter.drawPolyline(QPolygonF([QPointF(9.2, 0.8), QPointF(9.6, 2.9), QPointF(7.4, 3.4)]))


def _sts(painter: QPainter) -> None:
    """Two rings that touch; one is only supposed."""
    painter.drawEllipse(QPointF(4.4, 7), 3, 3)
    pen = QPen(painter.pen())
    pen.setDashPattern([1.2, 1.4])
    painter.setPen(pen)
    painter.drawEllipse(QPointF(10, 7), 3, 3)


def _identity(painter: QPainter) -> None:
    """Two plates, one behind the other."""
    painter.drawRect(QRectF(1, 5, 8.5, 7))
    painter.drawPolyline(
        QPolygonF([QPointF(4, 4.6), QPointF(4, 2), QPointF(13, 2), QPointF(13, 9), QPointF(10, 9)])
    )


def _position(painter: QPainter) -> None:
    """A place that is crossed out."""
    painter.drawEllipse(QPointF(7, 7), 5, 5)
    painter.drawLine(QPointF(3.5, 3.5), QPointF(10.5, 10.5))


def _missed_call(painter: QPainter) -> None:
    """A way whose middle nobody saw."""
    painter.drawEllipse(QPointF(2.4, 10.5), 1.5, 1.5)
    painter.drawEllipse(QPointF(11.6, 10.5), 1.5, 1.5)
    pen = QPen(painter.pen())
    pen.setDashPattern([1.2, 1.6])
    painter.setPen(pen)
    painter.drawArc(QRectF(2.4, 2, 9.2, 14), 20 * 16, 140 * 16)


_PAINTERS: Final[Mapping[EventKind, Callable[[QPainter], None]]] = {
    EventKind.GAP: _gap,
    EventKind.VISIT: _visit,
    EventKind.VOYAGE: _voyage,
    EventKind.ENCOUNTER: _encounter,
    EventKind.LOITERING: _loitering,
    EventKind.STS: _sts,
    EventKind.IDENTITY: _identity,
    EventKind.POSITION: _position,
    EventKind.MISSED_CALL: _missed_call,
}


def paint_event(painter: QPainter, kind: EventKind, box: QRectF, ink: QColor) -> None:
    """The mark of a kind in a square box."""
    _paint(painter, _PAINTERS[kind], box, ink)


def _accepted(painter: QPainter) -> None:
    painter.drawPolyline(QPolygonF([QPointF(2.5, 7.5), QPointF(5.8, 10.8), QPointF(11.8, 3.4)]))


def _rejected(painter: QPainter) -> None:
    painter.drawLine(QPointF(3, 3), QPointF(11, 11))
    painter.drawLine(QPointF(11, 3), QPointF(3, 11))


def _remark(painter: QPainter) -> None:
    painter.drawPolyline(
        QPolygonF(
            [QPointF(1.5, 2.5), QPointF(12.5, 2.5), QPointF(12.5, 9.5), QPointF(6, 9.5), QPointF(3.5, 12.5)]
        )
    )
    painter.drawPolyline(
        QPolygonF([QPointF(3.5, 12.5), QPointF(3.5, 9.5), QPointF(1.5, 9.5), QPointF(1.5, 2.5)])
    )


_VERDICTS: Final[Mapping[Judgement, Callable[[QPainter], None]]] = {
    Judgement.ACCEPTED: _accepted,
    Judgement.REJECTED: _rejected,
    Judgement.REMARK: _remark,
}


def paint_verdict(painter: QPainter, judgement: Judgement, box: QRectF, ink: QColor) -> None:
    """A tick, a cross, or a remark, in a square box."""
    _paint(painter, _VERDICTS[judgement], box, ink)


def _paint(painter: QPainter, sign: Callable[[QPainter], None], box: QRectF, ink: QColor) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.topLeft())
    painter.scale(box.width() / _BOX, box.height() / _BOX)
    painter.setPen(QPen(ink, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    sign(painter)
    painter.restore()
