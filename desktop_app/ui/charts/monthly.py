"""Monthly bars of the three ledgers, side by side in each month and never stacked on each other.

Filled: observed, from its low to its high. Amber: notified to the UN, Russia below China. Outlined: claimed.
A month about which nothing is published has a dotted base line; a notified zero stands on a solid one.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.query.results import CallCount
from desktop_app.ui.charts.axis import MonthAxis, ValueAxis, round_ticks, short_number
from desktop_app.ui.charts.marks import hatch, pen, sized
from desktop_app.ui.charts.month_labels import paint_month_labels
from desktop_app.ui.charts.volumes_data import VolumesData, claims_of_month
from desktop_app.ui.palette import Palette, colour


@dataclass(frozen=True, slots=True)
class MonthlyLayout:
    """Where the months lie, for hit tests."""

    axis: MonthAxis
    plot: QRectF


def paint_monthly(
    painter: QPainter, area: QRectF, data: VolumesData, palette: Palette, font_px: float
) -> MonthlyLayout:
    """Draw into `area`; the painter's font family is used at `font_px`."""
    painter.save()
    font = sized(painter.font(), font_px)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    gutter = metrics.horizontalAdvance("500 k") + 8
    plot = area.adjusted(gutter, metrics.height() + 4, -2, -2 * metrics.height() - 2)
    values = ValueAxis(round_ticks(_highest(data), 3), plot.bottom(), plot.height())
    axis = MonthAxis(data.months, plot.left(), plot.width())
    painter.setPen(pen(palette.quiet))
    painter.drawText(QRectF(area.left(), area.top(), area.width(), metrics.height()), 0, "Barrels per month")
    _grid(painter, plot, values, palette, metrics)
    _unseen(painter, plot, axis, data, palette)
    for index, month in enumerate(data.months):
        _month(painter, QRectF(axis.x_of_month(index), plot.top(), axis.slot, plot.height()), month, data,
               values, palette, metrics)  # fmt: skip
    paint_month_labels(painter, plot, axis, palette, metrics)
    painter.restore()
    return MonthlyLayout(axis, plot)


def _highest(data: VolumesData) -> float:
    observed = [count.high_bbl for count in data.observed.values()]
    notified = [sum(by_exporter.values()) for by_exporter in data.notified.values()]
    claimed = [claim.high for claim in data.month_claims]
    return max([*observed, *notified, *claimed, 1_000.0])


def _grid(
    painter: QPainter, plot: QRectF, values: ValueAxis, palette: Palette, metrics: QFontMetricsF
) -> None:
    for tick in values.ticks:
        y = values.y(tick)
        if tick:
            painter.setPen(pen(palette.line))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(pen(palette.quiet))
        label = QRectF(plot.left() - 100, y - metrics.height() / 2, 94, metrics.height())
        painter.drawText(label, int(Qt.AlignmentFlag.AlignRight), short_number(tick))


def _unseen(painter: QPainter, plot: QRectF, axis: MonthAxis, data: VolumesData, palette: Palette) -> None:
    for month in data.unseen:
        left = axis.x_of_month(data.months.index(month))
        hatch(painter, QRectF(left, plot.top(), axis.slot, plot.height()), colour(palette.quiet, 0.45))


def _month(
    painter: QPainter,
    slot: QRectF,
    month: date,
    data: VolumesData,
    values: ValueAxis,
    palette: Palette,
    metrics: QFontMetricsF,
) -> None:
    count = data.observed.get(month)
    notified = data.notified.get(month)
    claims = claims_of_month(data, month)
    known = count is not None or notified is not None or bool(claims)
    style = Qt.PenStyle.SolidLine if known else Qt.PenStyle.DotLine
    painter.setPen(pen(palette.text if known else palette.quiet, 1.0, style))
    painter.drawLine(QPointF(slot.left() + 1, slot.bottom()), QPointF(slot.right() - 1, slot.bottom()))
    width = max(min(slot.width() / 4, 14.0), 2.0)
    left = slot.center().x() - 1.5 * width
    if count is not None:
        _observed(painter, QRectF(left, slot.top(), width, slot.height()), count, values, palette, metrics)
    if notified is not None:
        _notified(painter, left + width, width, notified, values, palette)
    for claim in claims:
        painter.setPen(pen(palette.claimed, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        top = values.y(claim.high)
        painter.drawRect(QRectF(left + 2 * width, top, width - 1, values.bottom - top))


def _observed(
    painter: QPainter,
    slot: QRectF,
    count: CallCount,
    values: ValueAxis,
    palette: Palette,
    metrics: QFontMetricsF,
) -> None:
    """A full bar to the low end, a light one on to the high end; calls without a volume stand as a number."""
    painter.setPen(Qt.PenStyle.NoPen)
    top = values.bottom
    if count.estimated:
        low, high = values.y(count.low_bbl), values.y(count.high_bbl)
        painter.setBrush(colour(palette.sea_volume))
        painter.drawRect(QRectF(slot.left(), low, slot.width(), values.bottom - low))
        painter.setBrush(colour(palette.sea_volume, 0.4))
        painter.drawRect(QRectF(slot.left(), high, slot.width(), low - high))
        top = high
    missing = count.calls - count.estimated
    if missing:
        radius = min(slot.width() / 2, 3.5)
        painter.setPen(pen(palette.sea_volume, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(QPointF(slot.center().x(), top - radius - 2), radius, radius)
        text = QRectF(slot.center().x() - 20, top - 2 * radius - metrics.height() - 2, 40, metrics.height())
        # A bar takes a quarter of its month; wider than two months, numbers would run into each other.
        if metrics.horizontalAdvance(str(missing)) <= 8 * slot.width():
            painter.drawText(text, int(Qt.AlignmentFlag.AlignHCenter), str(missing))


def _notified(
    painter: QPainter,
    left: float,
    width: float,
    by_exporter: Mapping[str, float],
    values: ValueAxis,
    palette: Palette,
) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    base = 0.0
    for exporter in ("RU", "CN"):
        if exporter not in by_exporter:
            continue
        top = base + by_exporter[exporter]
        painter.setBrush(colour(palette.notified, 1.0 if exporter == "RU" else 0.55))
        height = max(values.y(base) - values.y(top), 1.5)
        painter.drawRect(QRectF(left, values.y(base) - height, width, height))
        base = top
