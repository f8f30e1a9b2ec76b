"""The volumes chart whole: legend, bars, running total, and the lines that say what is left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.ui.charts.bars import BarsLayout, paint_bars
from desktop_app.ui.charts.cap_share_row import paint_cap_shares
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.charts.payments_row import paint_payments
from desktop_app.ui.charts.running_total import paint_running_total
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.charts.volumes_legend import paint_volumes_legend
from desktop_app.ui.charts.window_marks import Hits
from desktop_app.ui.palette import Palette

GAP_PX: Final = 18.0
# Below this height the lines of words under the chart are single.
LOW_PX: Final = 230.0
EMPTY: Final = "No ledger has a figure under this filter."


@dataclass(frozen=True, slots=True)
class ChartHits:
    """Where things were drawn.

    Attributes:
        more: where the legend says that there are more entries, and what they are.
        foot: where the lines under the chart stand.
    """

    bars: BarsLayout
    marks: Hits
    legend: list[tuple[QRectF, int]]
    more: tuple[QRectF, str]
    foot: QRectF


def paint_volumes(
    painter: QPainter,
    area: QRectF,
    data: VolumesData,
    foot_lines: Sequence[str],
    palette: Palette,
    font_px: float,
    *,
    stacked: bool = False,
) -> ChartHits | None:
    """Draw the chart into `area`; None if there is nothing to draw but a sentence why.

    Args:
        painter: its font family is used.
        area: of all of it, the lines at its foot included.
        data: what to draw.
        foot_lines: what stands under it, as wide as the area.
        palette: colours.
        font_px: size of all words.
        stacked: bars above the running total, for narrow columns; else beside it.
    """
    painter.save()
    painter.setFont(sized(painter.font(), font_px))
    metrics = QFontMetricsF(painter.font())
    if data.is_empty:
        painter.setPen(pen(palette.quiet))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), EMPTY)
        painter.restore()
        return None
    lines, legend, more = paint_volumes_legend(painter, area, data, palette)
    foot = QRectF(area.left(), area.bottom(), area.width(), 0).adjusted(
        0, -metrics.height() * len(foot_lines) - 2, 0, 0
    )
    painter.setPen(pen(palette.quiet))
    for place, line in enumerate(foot_lines):
        painter.drawText(
            QPointF(foot.left(), foot.top() + 2 + place * metrics.height() + metrics.ascent()), line
        )
    body = area.adjusted(0, lines * metrics.height() + 6, 0, 0)
    body.setBottom(foot.top() if foot_lines else area.bottom())
    row_px = 2.0 + metrics.height() * (1 if area.height() < LOW_PX else 2)
    if not ((data.shares and data.limit_bbl) or data.has_payments):
        row_px = 0.0
    if stacked:
        half = (body.height() - GAP_PX) / 2
        first = body.adjusted(0, 0, 0, half - body.height() - row_px)
        right = body.adjusted(0, half + GAP_PX, 0, -row_px)
    else:
        left = (body.width() - GAP_PX) * 0.52
        first = QRectF(body.left(), body.top(), left, body.height() - row_px)
        right = body.adjusted(left + GAP_PX, 0, 0, -row_px)
    bars = paint_bars(painter, first, data, palette, font_px)
    marks, axis = paint_running_total(painter, right, data, palette, font_px)
    row = QRectF(bars.plot.left(), first.bottom() + 2, bars.plot.width(), max(row_px - 2, 0.0))
    marks = [*marks, *paint_payments(painter, row, bars.axis, data, palette)]
    rows = QRectF(right.left(), right.bottom() + 1, right.width(), max(row_px - 1, 0.0))
    marks = [*marks, *paint_cap_shares(painter, rows, axis, data, palette)]
    painter.restore()
    return ChartHits(bars, marks, legend, more, foot)
