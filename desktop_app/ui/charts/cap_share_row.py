"""Under the running total: how much of the cap each ledger shows, year by year."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.cap_words import shares_words, short_shares
from desktop_app.query.cap_shares import YearShares
from desktop_app.ui.charts.axis import PeriodAxis
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.charts.window_marks import Hits, WindowMark
from desktop_app.ui.palette import Palette

GAP_PX: Final = 6.0


def paint_cap_shares(
    painter: QPainter, rows: QRectF, axis: PeriodAxis, data: VolumesData, palette: Palette
) -> Hits:
    """Each year's shares under it, in as many lines as there is room for.

    Where years have no room, the newest with an observed volume are told in a line each.
    """
    limit = data.limit_bbl
    if not limit or not data.shares:
        return []
    metrics = QFontMetricsF(painter.font())
    count = max(int(rows.height() // metrics.height()), 1)
    painter.setPen(pen(palette.text))
    spots = [_spot(rows, axis, year) for year in data.shares]
    told = [
        _lines(short_shares(year, limit), metrics, spot.width() - GAP_PX, count)
        for year, spot in zip(data.shares, spots, strict=True)
    ]
    if all(lines is not None for lines in told):
        for spot, lines in zip(spots, told, strict=True):
            for place, line in enumerate(lines or ()):
                painter.drawText(spot.adjusted(3, place * metrics.height(), 0, 0), 0, line)
        return [
            (spot, _mark(data, year, limit, palette)) for spot, year in zip(spots, data.shares, strict=True)
        ]
    newest = sorted(data.shares, key=lambda year: (year.cell.has_volume, year.year), reverse=True)[:count]
    hits: Hits = []
    for place, year in enumerate(newest):
        row = QRectF(rows.left(), rows.top() + place * metrics.height(), rows.width(), metrics.height())
        name = f"{year.year} of the cap: "
        room = row.width() - metrics.horizontalAdvance(name)
        found = _lines(short_shares(year, limit), metrics, room, 1)
        if found:
            painter.drawText(row, 0, f"{name}{found[0]}")
            hits.append((row, _mark(data, year, limit, palette)))
    return hits


def _lines(
    shares: tuple[tuple[str, ...], ...], metrics: QFontMetricsF, width: float, most: int
) -> list[str] | None:
    """The fullest words in a line, else in a line a ledger; None where they have no room."""
    for form in range(max(map(len, shares), default=1)):
        words = [forms[min(form, len(forms) - 1)] for forms in shares]
        for lines in ([" · ".join(words)] if words else [], words):
            if len(lines) <= most and all(metrics.horizontalAdvance(line) <= width for line in lines):
                return lines
    return None


def _spot(row: QRectF, axis: PeriodAxis, year: YearShares) -> QRectF:
    left = axis.x_of_day(date(year.year, 1, 1))
    right = axis.x_of_day(date(year.year, 12, 31) + timedelta(days=1))
    return QRectF(left, row.top(), right - left, row.height())


def _mark(data: VolumesData, year: YearShares, limit: float, palette: Palette) -> WindowMark:
    span = TimeSpan.of_days(date(year.year, 1, 1), date(year.year, 12, 31), Precision.YEAR)
    words = shares_words(year, limit, data.beside.flags)
    return WindowMark("year", str(year.year), limit, span, f"{year.year}", palette.text, words)
