"""Names of months, quarters and years under an axis."""

import math
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.exporters.wording import MONTHS
from desktop_app.query.periods import Period
from desktop_app.ui.charts.axis import PeriodAxis
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.palette import Palette

NARROW_SLOT_PX = 22.0
GAP_PX = 8.0
# A chart lower than that has one line of names, so that something is left of it.
LOW_PX = 125.0
_LINES = 2


def label_lines(height_px: float) -> int:
    """How many lines of names a chart of some height has."""
    return 1 if height_px < LOW_PX else _LINES


def paint_period_labels(
    painter: QPainter,
    plot: QRectF,
    axis: PeriodAxis,
    palette: Palette,
    metrics: QFontMetricsF,
    lines: int = _LINES,
) -> None:
    """Names as long as fit; years in the line below, or in the only line where the periods are years.

    In one line, the years alone.
    """
    painter.setPen(pen(palette.quiet))
    y = plot.bottom() + 2
    below = y + (lines - 1) * metrics.height()
    if axis.period is Period.YEAR:
        _years(painter, plot, axis, metrics, y)
        return
    room = axis.slot * Period.YEAR.months / axis.period.months
    every = max(math.ceil((metrics.horizontalAdvance("2024") + GAP_PX) / room), 1)
    name_of = _names(axis, metrics)
    for index, start in enumerate(axis.starts):
        left = axis.x_of(index)
        text = name_of(start) if lines == _LINES else ""
        if text:
            box = QRectF(left - 10, y, axis.slot + 20, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), text)
        is_first = start.month == 1
        if (is_first and start.year % every == 0) or (index == 0 and not _year_follows(axis, metrics)):
            painter.drawLine(
                QPointF(left, plot.bottom()), QPointF(left, plot.bottom() + lines * metrics.height())
            )
            painter.drawText(QRectF(left + 3, below, 80, metrics.height()), 0, str(start.year))


def _years(painter: QPainter, plot: QRectF, axis: PeriodAxis, metrics: QFontMetricsF, y: float) -> None:
    every = max(math.ceil((metrics.horizontalAdvance("2024") + GAP_PX) / axis.slot), 1)
    for index, start in enumerate(axis.starts):
        left = axis.x_of(index)
        painter.drawLine(QPointF(left, plot.bottom()), QPointF(left, plot.bottom() + 3))
        if start.year % every == 0 or len(axis.starts) <= 1:
            box = QRectF(left - 20, y, axis.slot + 40, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), str(start.year))


def _year_follows(axis: PeriodAxis, metrics: QFontMetricsF) -> bool:
    """Whether the next January is so near that its year would run into that of the first period."""
    room = metrics.horizontalAdvance("2024") + GAP_PX
    return any(
        start.month == 1 and 0 < index * axis.slot < room for index, start in enumerate(axis.starts[:40])
    )


def _names(axis: PeriodAxis, metrics: QFontMetricsF) -> Callable[[date], str]:
    """What a month or quarter is called where it has so much room."""
    slot = axis.slot
    if axis.period is Period.QUARTER:
        if slot >= metrics.horizontalAdvance("Q4") + 2:
            return lambda start: f"Q{start.month // 3 + 1}"
        if slot >= metrics.horizontalAdvance("4") + 2:
            return lambda start: str(start.month // 3 + 1)
        return lambda _: ""
    if slot >= NARROW_SLOT_PX:
        return lambda start: MONTHS[start.month - 1]
    return (
        (lambda start: MONTHS[start.month - 1][0])
        if slot >= metrics.horizontalAdvance("M")
        else (lambda _: "")
    )
