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
    painter: QPainter, row: QRectF, axis: PeriodAxis, data: VolumesData, palette: Palette
) -> Hits:
    """Each year's share under it; where a year has no room for that, the newest year's alone."""
    limit = data.limit_bbl
    if not limit or not data.shares:
        return []
    metrics = QFontMetricsF(painter.font())
    painter.setPen(pen(palette.text))
    spots = [_spot(row, axis, year) for year in data.shares]
    forms = [short_shares(year, limit) for year in data.shares]
    room = [max(spot.width() - GAP_PX, 0.0) for spot in spots]
    fits = [_longest(texts, metrics, width) for texts, width in zip(forms, room, strict=True)]
    if all(text or not texts for text, texts in zip(fits, forms, strict=True)):
        for spot, text in zip(spots, fits, strict=True):
            painter.drawText(spot.adjusted(3, 0, 0, 0), 0, text)
        return [(spot, _mark(year, limit, palette)) for spot, year in zip(spots, data.shares, strict=True)]
    told = [year for year, texts in zip(data.shares, forms, strict=True) if texts]
    if not told:
        return []
    text = _longest(
        tuple(f"{told[-1].year} of the cap: {words}" for words in short_shares(told[-1], limit)),
        metrics,
        row.width(),
    )
    painter.drawText(row, 0, text)
    return [(row, _mark(told[-1], limit, palette))] if text else []


def _longest(texts: tuple[str, ...], metrics: QFontMetricsF, width: float) -> str:
    """The fullest words that have room; none if none have."""
    return next((text for text in texts if metrics.horizontalAdvance(text) <= width), "")


def _spot(row: QRectF, axis: PeriodAxis, year: YearShares) -> QRectF:
    left = axis.x_of_day(date(year.year, 1, 1))
    right = axis.x_of_day(date(year.year, 12, 31) + timedelta(days=1))
    return QRectF(left, row.top(), right - left, row.height())


def _mark(year: YearShares, limit: float, palette: Palette) -> WindowMark:
    span = TimeSpan.of_days(date(year.year, 1, 1), date(year.year, 12, 31), Precision.YEAR)
    words = shares_words(year, limit)
    return WindowMark("year", str(year.year), limit, span, f"{year.year}", palette.text, words)
