"""The volumes chart whole: legend, months, running total, and the sentence that says what is left out."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.ui.charts.marks import hatch, pen, sized
from desktop_app.ui.charts.monthly import MonthlyLayout, paint_monthly
from desktop_app.ui.charts.running_total import WindowMark, paint_running_total
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.palette import Palette, colour

GAP_PX = 18.0
EMPTY = "No ledger has a figure under this filter. Widen the dates or lift the vessel filter."


@dataclass(frozen=True, slots=True)
class ChartHits:
    """Where things were drawn."""

    monthly: MonthlyLayout
    marks: list[tuple[QRectF, WindowMark]]


def paint_volumes(
    painter: QPainter, area: QRectF, data: VolumesData, sentence: str, palette: Palette, font_px: float
) -> ChartHits | None:
    """Draw the chart into `area`; None if there is nothing to draw but a sentence why."""
    painter.save()
    painter.setFont(sized(painter.font(), font_px))
    metrics = QFontMetricsF(painter.font())
    if data.is_empty:
        painter.setPen(pen(palette.quiet))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), EMPTY)
        painter.restore()
        return None
    _legend(painter, area, data, palette, metrics)
    foot = QRectF(area.left(), area.bottom() - metrics.height() - 2, area.width(), metrics.height() + 2)
    painter.setPen(pen(palette.quiet))
    words = metrics.elidedText(sentence, Qt.TextElideMode.ElideRight, foot.width())
    painter.drawText(foot, int(Qt.AlignmentFlag.AlignVCenter), words)
    body = area.adjusted(0, metrics.height() + 6, 0, -metrics.height() - 2)
    left = (body.width() - GAP_PX) * 0.52
    monthly = paint_monthly(
        painter, QRectF(body.left(), body.top(), left, body.height()), data, palette, font_px
    )
    marks = paint_running_total(
        painter,
        QRectF(body.left() + left + GAP_PX, body.top(), body.width() - left - GAP_PX, body.height()),
        data,
        palette,
        font_px,
    )
    painter.restore()
    return ChartHits(monthly, marks)


def _legend(
    painter: QPainter, area: QRectF, data: VolumesData, palette: Palette, metrics: QFontMetricsF
) -> None:
    """Swatches in one line; only what can be in the chart."""
    x, y, size = area.left(), area.top(), metrics.ascent() - 1
    entries = [
        ("observed, low to high", palette.sea_volume, "range"),
        ("calls without volume", palette.sea_volume, "ring"),
    ]
    if not data.per_vessel:
        entries += [("notified", palette.notified, "fill"), ("claimed", palette.claimed, "outline")]
    if any(claim.mode.value == "rail" for claim in data.window_claims):
        entries.append(("claimed, rail", palette.rail_volume, "outline"))
    if data.unseen:
        entries.append(("no usable image", palette.quiet, "hatch"))
    for text, value, kind in entries:
        width = metrics.horizontalAdvance(text)
        if x + size + 5 + width > area.right():
            break
        box = QRectF(x, y + 2, size, size)
        painter.setPen(pen(value, 1.2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if kind == "range":
            painter.fillRect(box.adjusted(0, size / 2, 0, 0), colour(value))
            painter.fillRect(box.adjusted(0, 0, 0, -size / 2), colour(value, 0.4))
        elif kind == "fill":
            painter.fillRect(box, colour(value))
        elif kind == "ring":
            painter.drawEllipse(QPointF(box.center()), 3.5, 3.5)
        elif kind == "hatch":
            hatch(painter, box, colour(value), 4)
        else:
            painter.drawRect(box)
        painter.setPen(pen(palette.quiet))
        painter.drawText(QRectF(x + size + 5, y, width + 2, metrics.height()), 0, text)
        x += size + width + 18
