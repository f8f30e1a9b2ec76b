"""Draws one entry of the timeline, so that it shows what is known of its time."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QLinearGradient, QPainter

from desktop_app.domain.time_span import Precision
from desktop_app.query.day_numbers import DAY_S
from desktop_app.ui.charts.clock import Clock
from desktop_app.ui.charts.marks import bracket, hatch, pen
from desktop_app.ui.charts.timeline_data import Entry, Look
from desktop_app.ui.palette import Palette, colour

MARK_RADIUS_PX: Final = 4.0
LEAST_BAR_PX: Final = 4.0
GHOST: Final = 0.25
FAR: Final = 0.35
# From here on a disc in the middle of its day would look like noon: the whole day is filled instead.
WIDE_DAY_PX: Final = 14.0


def paint_entry(painter: QPainter, entry: Entry, row: QRectF, clock: Clock, palette: Palette) -> QRectF:
    """Draw it into its row of the lane; returns where it lies."""
    alpha = GHOST if entry.ghost else FAR if entry.far else 1.0
    value: str = getattr(palette, entry.token)
    left, right = clock.x(entry.first_s), clock.x(entry.last_s)
    middle = row.center().y()
    match entry.look:
        case Look.LINK:
            painter.setPen(pen(value, 1.2, alpha=alpha))
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
            return QRectF(left, middle - 2, right - left, 4)
        case Look.HEARD:
            box = QRectF(left, middle - 2.5, max(right - left, 2), 5)
            painter.fillRect(box, colour(value, alpha))
            return box
        case Look.SILENT:
            painter.setPen(pen(value, 2.0, Qt.PenStyle.DotLine, alpha))
            painter.drawLine(QPointF(left, middle), QPointF(right, middle))
            return QRectF(left, middle - 3, right - left, 6)
        case Look.TIME:
            return _time(painter, entry, QRectF(left, middle, right - left, 0), value, palette, alpha)
        case _:
            box = QRectF(left, row.top() + 2, max(right - left, 2), row.height() - 4)
            _seen(painter, entry.look, box, _sight(row, clock), palette, alpha)
            return box


def _time(painter: QPainter, entry: Entry, run: QRectF, value: str, palette: Palette, alpha: float) -> QRectF:
    """Disc, bar, soft bar or bracket. `run` is from start to end at the middle's height."""
    middle, precision = run.y(), entry.when.precision
    one_day = entry.last_s - entry.first_s <= DAY_S
    solid = colour(palette.panel) if entry.hollow else colour(value, alpha)
    painter.setPen(pen(value, 1.4, alpha=alpha))
    if precision is Precision.INSTANT or (
        precision is Precision.DAY and one_day and run.width() < WIDE_DAY_PX
    ):
        if not entry.hollow:
            painter.setPen(pen(palette.panel, 1.0))  # discs that touch stay apart
        painter.setBrush(solid)
        painter.drawEllipse(run.center(), MARK_RADIUS_PX, MARK_RADIUS_PX)
        return QRectF(run.center().x() - 5, middle - 5, 10, 10)
    if precision in {Precision.MONTH, Precision.YEAR}:
        bracket(painter, run.left(), run.right(), middle - 3, 6, pen(value, 1.4, alpha=alpha))
        return QRectF(run.left(), middle - 5, max(run.width(), 6), 10)
    if precision is Precision.WINDOW:
        box = QRectF(run.left(), middle - 3.5, max(run.width(), LEAST_BAR_PX), 7)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_soft(box, value, alpha))
        painter.drawRect(box)
        return box
    box = QRectF(run.left(), middle - 3.5, max(run.width(), LEAST_BAR_PX), 7)
    painter.setBrush(solid)
    if precision is Precision.DAY:
        painter.drawRoundedRect(box, 3.5, 3.5)
    else:
        painter.drawRect(box)
    return box


def _seen(
    painter: QPainter, look: Look, whole: QRectF, sight: QRectF, palette: Palette, alpha: float
) -> None:
    """Whether a port could be seen: filled, hatched, or framed and crossed."""
    box = whole.intersected(sight)
    if box.isEmpty():
        return
    ink = colour(palette.quiet, 0.8 * alpha)
    if look is Look.CLEAR:
        painter.fillRect(box, colour(palette.sea_volume, 0.45 * alpha))
    elif look is Look.CLOUD:
        hatch(painter, box, ink, 5)
    else:
        painter.fillRect(box, colour(palette.quiet, 0.12 * alpha))
        painter.setPen(pen(palette.quiet, 1.0, Qt.PenStyle.DotLine, alpha))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        painter.setPen(pen(palette.quiet, 1.0, alpha=0.7 * alpha))
        painter.drawLine(whole.topLeft(), whole.bottomRight())
        painter.drawLine(whole.bottomLeft(), whole.topRight())


def _sight(row: QRectF, clock: Clock) -> QRectF:
    """The part of a row that is shown, with a margin: hatching far outside costs time."""
    return QRectF(clock.left - 8, row.top(), clock.width + 16, row.height())


def _soft(box: QRectF, value: str, alpha: float) -> QBrush:
    """Fades at both ends: some time within, not all of it."""
    gradient = QLinearGradient(box.topLeft(), box.topRight())
    gradient.setColorAt(0.0, colour(value, 0.1 * alpha))
    gradient.setColorAt(0.25, colour(value, 0.75 * alpha))
    gradient.setColorAt(0.75, colour(value, 0.75 * alpha))
    gradient.setColorAt(1.0, colour(value, 0.1 * alpha))
    return QBrush(gradient)
