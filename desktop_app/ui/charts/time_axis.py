"""The foot of the timeline: grid lines and labels from years to hours, UTC said."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.ui.charts.clock import Clock
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.charts.time_ticks import level_of, major_ticks, minor_ticks
from desktop_app.ui.palette import Palette

GAP_PX: Final = 4.0


def axis_height(metrics: QFontMetricsF) -> float:
    """Two lines of labels."""
    return 2 * metrics.height() + 3


def paint_axis(
    painter: QPainter, area: QRectF, foot_top: float, clock: Clock, palette: Palette, metrics: QFontMetricsF
) -> None:
    """Grid lines down to `foot_top`; below it the steps, and below them what they are part of."""
    level = level_of(clock, metrics.horizontalAdvance)
    upper, lower = foot_top + metrics.ascent() + 1, foot_top + metrics.height() + metrics.ascent() + 1
    painter.save()
    painter.setPen(pen(palette.line))
    painter.drawLine(QPointF(clock.left, foot_top), QPointF(clock.right, foot_top))
    free = clock.left - GAP_PX
    for tick in minor_ticks(clock, level):
        x = clock.x(tick.second)
        if not clock.left <= x <= clock.right:
            continue
        painter.setPen(pen(palette.line))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, foot_top + 3))
        right = x + 3 + metrics.horizontalAdvance(tick.text)
        if x >= free and right <= area.right():
            free = right + GAP_PX
            painter.setPen(pen(palette.quiet))
            painter.drawText(QPointF(x + 3, upper), tick.text)
    majors = list(major_ticks(clock, level))
    for place, tick in enumerate(majors):
        at = clock.x(tick.second)
        x = max(at, clock.left)
        end = clock.x(majors[place + 1].second) if place + 1 < len(majors) else area.right()
        painter.setPen(pen(palette.quiet))
        if at >= clock.left:
            painter.drawLine(QPointF(x, area.top()), QPointF(x, foot_top + metrics.height() + 2))
        if x + 3 + metrics.horizontalAdvance(tick.text) <= min(end, area.right()):
            painter.drawText(QPointF(x + 3, lower), tick.text)
    painter.setPen(pen(palette.quiet))
    title = QRectF(area.left() + 8, foot_top, clock.left - area.left() - 14, metrics.height() + 2)
    painter.drawText(title, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), "UTC")
    painter.restore()
