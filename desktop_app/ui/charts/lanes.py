"""Draws the timeline: lanes on one clock, and how each entry shows what is known of its time."""

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QLinearGradient, QPainter

from desktop_app.domain.time_span import Precision
from desktop_app.exporters.wording import MONTHS
from desktop_app.query.months import month_of, next_month
from desktop_app.ui.charts.density import paint_density
from desktop_app.ui.charts.marks import bracket, hatch, pen, sized
from desktop_app.ui.charts.timeline_data import Clock, Entry, Lane
from desktop_app.ui.palette import Palette, colour

MARK_RADIUS_PX = 4.0


def paint_lanes(
    painter: QPainter, area: QRectF, lanes: Sequence[Lane], clock: Clock, palette: Palette
) -> list[tuple[QRectF, Entry]]:
    """Draw the lanes; returns where each entry lies."""
    painter.save()
    painter.setFont(sized(painter.font(), 11))
    metrics = QFontMetricsF(painter.font())
    height = (area.height() - metrics.height() - 4) / max(len(lanes), 1)
    _months(painter, area, clock, palette, metrics)
    hits: list[tuple[QRectF, Entry]] = []
    for index, lane in enumerate(lanes):
        top = area.top() + index * height
        painter.setPen(pen(palette.quiet))
        title = QRectF(area.left() + 8, top, clock.left - area.left() - 12, height)
        painter.drawText(title, int(Qt.AlignmentFlag.AlignVCenter), lane.title)
        painter.setPen(pen(palette.line))
        painter.drawLine(QPointF(clock.left, top + height / 2), QPointF(area.right(), top + height / 2))
        value = getattr(palette, lane.token)
        if lane.density is not None:
            hits += paint_density(
                painter, lane.density, QRectF(clock.left, top, clock.width, height), clock, value
            )
        for entry in lane.entries:
            box = _entry(painter, entry, QRectF(clock.left, top, clock.width, height), clock, value, palette)
            if box is not None:
                hits.append((box, entry))
    painter.restore()
    return hits


def paint_halo(painter: QPainter, box: QRectF, palette: Palette, *, selected: bool) -> None:
    """Mark an entry that is selected, or pointed at in any view."""
    painter.setPen(pen(palette.text, 2.0 if selected else 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)


def _months(painter: QPainter, area: QRectF, clock: Clock, palette: Palette, metrics: QFontMetricsF) -> None:
    month = month_of(clock.first)
    month_px = clock.width / max(clock.days / 30.4, 1)
    every = 1 if month_px > metrics.horizontalAdvance("May 2024") else 3
    if month_px * every < metrics.horizontalAdvance("Oct "):
        every = 12
    free = area.left()
    while month <= clock.last:
        x = max(clock.x(month), clock.left)
        january = month.month == 1
        if january or (month.month - 1) % every == 0:
            painter.setPen(pen(palette.quiet if january else palette.line))
            painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom() - metrics.height()))
            painter.setPen(pen(palette.quiet))
            text = str(month.year) if january else MONTHS[month.month - 1]
            right = x + 3 + metrics.horizontalAdvance(text)
            if x >= free and right < area.right() + 3:
                free = right
                painter.drawText(QPointF(x + 3, area.bottom() - metrics.descent()), text)
        month = next_month(month)


def _entry(
    painter: QPainter, entry: Entry, lane: QRectF, clock: Clock, value: str, palette: Palette
) -> QRectF | None:
    """Disc: a day. Bar: an interval; with soft ends, a window. Bracket: a month. Hatching: no view."""
    if entry.when.last_day < clock.first or entry.when.first_day > clock.last:
        return None
    alpha = 0.25 if entry.ghost else 1.0
    left, right = clock.x(entry.when.first_day), clock.x(entry.when.last_day + timedelta(days=1))
    middle = lane.center().y()
    painter.save()
    painter.setClipRect(lane.adjusted(-6, 0, 6, 0))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if entry.unseen:
        box = QRectF(left, lane.top() + 3, max(right - left, 6), lane.height() - 6)
        hatch(painter, box, colour(palette.quiet, 0.8), 5)
    elif (
        entry.when.precision in {Precision.DAY, Precision.INSTANT}
        and entry.when.first_day == entry.when.last_day
    ):
        painter.setPen(pen(value, 1.4, alpha=alpha))
        painter.setBrush(colour(palette.panel) if entry.hollow else colour(value, alpha))
        x = (left + right) / 2
        painter.drawEllipse(QPointF(x, middle), MARK_RADIUS_PX, MARK_RADIUS_PX)
        box = QRectF(x - 5, middle - 5, 10, 10)
    elif entry.when.precision in {Precision.MONTH, Precision.YEAR}:
        bracket(painter, left, right, middle - 3, 6, pen(value, 1.4, alpha=alpha))
        box = QRectF(left, middle - 5, max(right - left, 6), 10)
    else:
        box = QRectF(left, middle - 3, max(right - left, 6), 6)
        painter.setPen(Qt.PenStyle.NoPen)
        known = entry.when.precision is Precision.INTERVAL
        painter.setBrush(colour(value, alpha) if known else _soft(box, value, alpha))
        painter.drawRect(box)
    painter.restore()
    return box


def _soft(box: QRectF, value: str, alpha: float) -> QBrush:
    """Fades at both ends: some time within, not all of it."""
    gradient = QLinearGradient(box.topLeft(), box.topRight())
    gradient.setColorAt(0.0, colour(value, 0.1 * alpha))
    gradient.setColorAt(0.25, colour(value, 0.75 * alpha))
    gradient.setColorAt(0.75, colour(value, 0.75 * alpha))
    gradient.setColorAt(1.0, colour(value, 0.1 * alpha))
    return QBrush(gradient)
