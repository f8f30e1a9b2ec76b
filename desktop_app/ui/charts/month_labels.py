"""Names of months and years under an axis."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.exporters.wording import MONTHS
from desktop_app.ui.charts.axis import MonthAxis
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.palette import Palette

NARROW_SLOT_PX = 22.0


def paint_month_labels(
    painter: QPainter, plot: QRectF, axis: MonthAxis, palette: Palette, metrics: QFontMetricsF
) -> None:
    """Months as letters, or quarters where they are narrow; years below."""
    painter.setPen(pen(palette.quiet))
    slot = axis.slot
    letters = slot < NARROW_SLOT_PX
    has_room = slot >= metrics.horizontalAdvance("M")
    y = plot.bottom() + 2
    for index, month in enumerate(axis.months):
        left = axis.x_of_month(index)
        text = MONTHS[month.month - 1]
        if letters:
            text = text[0] if has_room else ""
        if text:
            box = QRectF(left - 10, y, slot + 20, metrics.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), text)
        if month.month == 1 or index == 0:
            painter.drawLine(
                QPointF(left, plot.bottom()), QPointF(left, plot.bottom() + 2 * metrics.height())
            )
            box = QRectF(left + 3, y + metrics.height(), 80, metrics.height())
            painter.drawText(box, 0, str(month.year))
