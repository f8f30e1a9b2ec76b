"""The tornado: one bar an assumption, from the headline at its low end to that at its high end."""

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.domain.assumption import Key
from desktop_app.exporters.assumption_words import value_words
from desktop_app.query.tornado_results import Swing, Tornado
from desktop_app.ui.charts.axis import round_ticks, short_number
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.palette import Palette, colour

BAR_PX: Final = 12.0
GAP_PX: Final = 6.0
LOW_OPACITY: Final = 0.4
HEAD_LINES: Final = 2
TICKS: Final = 4
LEAST_BAR_PX: Final = 1.5


class TornadoLayout(NamedTuple):
    """Where things were drawn.

    Attributes:
        rows: by key, label and bar together.
        plot: where the bars are.
    """

    rows: dict[Key, QRectF]
    plot: QRectF


def tornado_height(count: int, line_px: float) -> float:
    """Pixels that so many bars need, with the axis."""
    return HEAD_LINES * line_px + 6 + count * (line_px + BAR_PX + GAP_PX) + 4


def paint_tornado(
    painter: QPainter,
    area: QRectF,
    tornado: Tornado,
    palette: Palette,
    font_px: float,
    *,
    focused: Key | None = None,
) -> TornadoLayout:
    """Draw the bars under their names.

    Args:
        painter: draws.
        area: the whole chart.
        tornado: the numbers.
        palette: the theme's colours.
        font_px: size of the labels.
        focused: the bar that keyboard or pointer is on.
    """
    painter.save()
    painter.setFont(sized(painter.font(), font_px))
    metrics = QFontMetricsF(painter.font())
    line = metrics.height()
    low, high = _span(tornado)
    side = metrics.horizontalAdvance("00 000 bbl") / 2
    plot = area.adjusted(side, HEAD_LINES * line + 6, -side, 0)

    def x_of(value: float) -> float:
        return plot.left() + (value - low) / (high - low) * plot.width()

    x, best = x_of(tornado.published_bbl), x_of(tornado.best_bbl)
    _head(painter, area, x, tornado, palette, metrics)
    for tick in _ticks(low, high):
        at = x_of(tick)
        painter.setPen(pen(palette.line))
        painter.drawLine(QPointF(at, plot.top()), QPointF(at, area.bottom()))
        painter.setPen(pen(palette.quiet))
        box = QRectF(at - side, plot.top() - line - 2, 2 * side, line)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), short_number(tick))
    painter.setPen(pen(palette.text, 1.5))
    painter.drawLine(QPointF(x, plot.top()), QPointF(x, area.bottom()))
    rows: dict[Key, QRectF] = {}
    top = plot.top() + 2
    for swing in tornado.swings:
        key = swing.assumption.key
        rows[key] = QRectF(area.left(), top, area.width(), line + BAR_PX + GAP_PX)
        _words(painter, rows[key], swing, palette, metrics)
        if key is focused:
            painter.fillRect(rows[key], colour(palette.selection, 0.14))
        bar = top + line + 1
        for value, opacity in ((swing.at_low_bbl, LOW_OPACITY), (swing.at_high_bbl, 1.0)):
            end = x_of(value)
            half = QRectF(min(best, end), bar, max(abs(end - best), LEAST_BAR_PX), BAR_PX)
            painter.fillRect(half, colour(palette.sea_volume, opacity))
        top += line + BAR_PX + GAP_PX
    painter.restore()
    return TornadoLayout(rows, plot)


def _span(tornado: Tornado) -> tuple[float, float]:
    """Barrels at both ends of the axis; it need not begin at zero, since what counts is how far ends part."""
    values = [tornado.published_bbl, tornado.best_bbl]
    for swing in tornado.swings:
        values += [swing.at_low_bbl, swing.at_high_bbl]
    low, high = min(values), max(values)
    room = (high - low) * 0.02 or max(abs(high) * 0.1, 1.0)
    return low - room, high + room


def _ticks(low: float, high: float) -> list[float]:
    """Round values between the ends, about `TICKS` of them."""
    step = round_ticks(high - low, TICKS)[1]
    first = math.ceil(low / step)
    return [number * step for number in range(first, math.floor(high / step) + 1)]


def _head(
    painter: QPainter, area: QRectF, x: float, tornado: Tornado, palette: Palette, metrics: QFontMetricsF
) -> None:
    text = f"published {short_number(tornado.published_bbl)} bbl"
    width = metrics.horizontalAdvance(text) + 2
    left = min(max(x - width / 2, area.left()), area.right() - width)
    painter.setPen(pen(palette.text))
    painter.drawText(QRectF(left, area.top(), width, metrics.height()), 0, text)


def _words(painter: QPainter, box: QRectF, swing: Swing, palette: Palette, metrics: QFontMetricsF) -> None:
    """The name to the left, what the parameter goes through to the right."""
    row = swing.assumption
    unit = f" {row.unit}" if row.unit else ""
    ends = f"{value_words(row.value.low, row.unit)} … {value_words(row.value.high, row.unit)}{unit}"
    room = box.width() - metrics.horizontalAdvance(ends) - 14
    text = QRectF(box.left() + 2, box.top(), box.width() - 4, metrics.height())
    name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, room)
    for words, ink, flag in (
        (name, palette.text, Qt.AlignmentFlag.AlignLeft),
        (ends, palette.quiet, Qt.AlignmentFlag.AlignRight),
    ):
        # Lines of the axis end before the words.
        ground = painter.boundingRect(text, int(flag), words)
        painter.fillRect(ground.adjusted(-2, 1, 2, -1), colour(palette.panel))
        painter.setPen(pen(ink))
        painter.drawText(text, int(flag), words)
