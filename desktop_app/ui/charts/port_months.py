"""Calls at a port by month: what passes before all of it, and where nobody could look."""

from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.query.observability_results import DayCounts
from desktop_app.query.periods import Period
from desktop_app.query.port_results import PortActivity
from desktop_app.ui.charts.axis import PeriodAxis, ValueAxis, round_ticks, short_number
from desktop_app.ui.charts.marks import hatch, pen, sized
from desktop_app.ui.charts.period_labels import paint_period_labels
from desktop_app.ui.palette import Palette, colour

GAP_SHARE: Final = 0.16
GHOST: Final = 0.3
WIDEST_BAR_PX: Final = 26.0
LOOKS_PX: Final = 4.0


class PortMonthsLayout(NamedTuple):
    """Where things were drawn."""

    plot: QRectF
    axis: PeriodAxis


def paint_port_months(
    painter: QPainter,
    area: QRectF,
    activity: PortActivity,
    palette: Palette,
    font_px: float,
    *,
    marked: Collection[date] = (),
    focused: date | None = None,
) -> PortMonthsLayout:
    """Draw the bars.

    Args:
        painter: draws.
        area: the chart with its labels.
        activity: the numbers.
        palette: the theme's colours.
        font_px: size of the labels.
        marked: months in which something selected called.
        focused: the month that the keyboard is on.
    """
    painter.save()
    painter.setFont(sized(painter.font(), font_px))
    metrics = QFontMetricsF(painter.font())
    ticks = _whole_ticks(max(activity.everything, default=0))
    margin = max(metrics.horizontalAdvance(short_number(tick)) for tick in ticks) + 6
    strip = LOOKS_PX + 2 if activity.looks.runs else 0
    plot = area.adjusted(margin, metrics.height() / 2, -2, -2 * metrics.height() - 2 - strip)
    axis = PeriodAxis(Period.MONTH, activity.months, plot.left(), plot.width())
    values = ValueAxis(ticks, plot.bottom(), plot.height())
    for tick in ticks:
        y = values.y(tick)
        painter.setPen(pen(palette.line))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(pen(palette.quiet))
        box = QRectF(area.left(), y - metrics.height() / 2, margin - 4, metrics.height())
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        painter.drawText(box, flags, short_number(tick))
    width = min(axis.slot * (1 - 2 * GAP_SHARE), WIDEST_BAR_PX)
    rows = zip(activity.months, activity.passing, activity.everything, strict=True)
    for index, (month, passing, everything) in enumerate(rows):
        slot = QRectF(axis.x_of(index), plot.top(), axis.slot, plot.height())
        looked = activity.looks.month(month)
        if looked.is_unseen:
            hatch(painter, slot, colour(palette.quiet, 0.55))
        if looked.stated:
            _paint_looks(painter, slot, looked, palette)
        left = slot.center().x() - width / 2
        for count, opacity in ((everything, GHOST), (passing, 1.0)):
            if count:
                bar = QRectF(left, values.y(count), width, plot.bottom() - values.y(count))
                painter.fillRect(
                    bar, colour(palette.sea_volume if opacity == 1.0 else palette.quiet, opacity)
                )
        if month in marked or month == focused:
            dashed = (
                Qt.PenStyle.DotLine if month == focused and month not in marked else Qt.PenStyle.SolidLine
            )
            painter.setPen(pen(palette.selection, 2.0, dashed))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(
                QRectF(
                    left - 2, values.y(everything) - 2, width + 4, plot.bottom() - values.y(everything) + 3
                )
            )
    paint_period_labels(painter, plot.adjusted(0, 0, 0, strip), axis, palette, metrics)
    painter.restore()
    return PortMonthsLayout(plot, axis)


def _paint_looks(painter: QPainter, slot: QRectF, looked: DayCounts, palette: Palette) -> None:
    """Under the month: days with a usable image filled, days without one hatched, not stated left bare."""
    left, day = slot.left() + 1, (slot.width() - 2) / looked.days
    row = QRectF(left, slot.bottom() + 2, day * looked.usable, LOOKS_PX)
    painter.fillRect(row, colour(palette.neutral))
    row = QRectF(row.right(), row.top(), day * looked.without_look, LOOKS_PX)
    painter.fillRect(row, colour(palette.quiet, 0.18))
    hatch(painter, row, colour(palette.quiet, 0.7))


def _whole_ticks(highest: int) -> tuple[float, ...]:
    """Calls are whole: no tick between two of them."""
    return tuple(tick for tick in round_ticks(max(highest, 1), 3) if tick == int(tick))
