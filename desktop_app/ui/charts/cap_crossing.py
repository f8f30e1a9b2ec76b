"""Where the running total of a year crosses the cap, drawn on the cap's line and in words."""

from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPolygonF

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.volume_words import crossing_in_short, not_crossed, words_of_crossing
from desktop_app.query.volumes_results import RunningYear
from desktop_app.ui.charts.axis import PeriodAxis
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.charts.window_marks import WindowMark
from desktop_app.ui.palette import Palette, colour

HALF_PX = 3.0
BEST_PX = 5.0


def paint_crossing(
    painter: QPainter, year: RunningYear, y: float, axis: PeriodAxis, palette: Palette
) -> QRectF | None:
    """A bar from the first to the last possible day, hollow without a last; a diamond on the best one."""
    if year.crossed_first is None:
        return None
    last = year.crossed_last or date(year.year, 12, 31)
    left, right = axis.x_of_day(year.crossed_first), axis.x_of_day(last + timedelta(days=1))
    box = QRectF(left, y - HALF_PX, max(right - left, HALF_PX), 2 * HALF_PX)
    painter.setPen(pen(palette.cap, 1.4))
    painter.setBrush(colour(palette.cap, 0.45) if year.crossed_last else colour(palette.panel))
    painter.drawRect(box)
    if year.crossed_best is not None:
        x = axis.x_of_day(year.crossed_best)
        corners = (
            QPointF(x - BEST_PX, y),
            QPointF(x, y - BEST_PX),
            QPointF(x + BEST_PX, y),
            QPointF(x, y + BEST_PX),
        )
        painter.setPen(pen(palette.panel))
        painter.setBrush(colour(palette.cap))
        painter.drawPolygon(QPolygonF(corners))
    return box.adjusted(-3, -3, 3, 3)


def crossing_mark(year: RunningYear, limit: float, palette: Palette) -> WindowMark:
    """What a click on it means."""
    first = year.crossed_first or date(year.year, 1, 1)
    when = TimeSpan.of_days(first, year.crossed_last or date(year.year, 12, 31), Precision.WINDOW)
    return WindowMark("year", str(year.year), limit, when, words_of_crossing(year, limit), palette.cap)


def crossing_words(data: VolumesData, *, short: bool = False) -> str:
    """The newest year that crosses the cap, and how many do; else that no year does."""
    if not data.limit_bbl:
        return ""
    crossed = [year for year in data.years if year.crossed_first is not None]
    if not crossed:
        if not (data.total.calls or data.total.consignments):
            return ""
        return crossing_in_short(data.years[-1]) if short and data.years else not_crossed(data.total)
    newest = crossed[-1]
    words = crossing_in_short(newest) if short else words_of_crossing(newest, data.limit_bbl)
    return words if len(crossed) == 1 else f"{words}; {len(crossed)} years cross it"
