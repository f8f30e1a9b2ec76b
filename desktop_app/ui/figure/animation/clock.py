"""The caption of a step: its days in words, and where they lie in the whole period."""

import calendar
from functools import partial
from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.query.date_steps import Window
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.figure.figure import Figure, Part
from desktop_app.ui.figure.items.plate import paint_plate
from desktop_app.ui.figure.look import Look
from desktop_app.ui.palette import colour

NAME: Final = "clock"
# CSS pixels on a map of `_USUAL_PX`; larger and smaller maps get a larger and a smaller clock.
_USUAL_PX: Final = 900.0
_SCALE_LIMITS: Final = (0.6, 2.0)
_WORDS_PX: Final = 17.0
_YEARS_PX: Final = 9.0
_EDGE_PX: Final = 10.0
_BAR_WIDTH_PX: Final = 210.0
_BAR_PX: Final = 6.0
# The band of the map that says SYNTHETIC: BAND_PX of assets/web/furniture/corners.ts.
_BAND_PX: Final = 22.0
_MOST_YEARS: Final = 6
# The line at the map's foot that names whom it is owed to, with some air.
_FOOT_PX: Final = 26.0
# Places that are tried along each edge.
_STEPS: Final = 8
# What the clock may lie on.
_GROUND: Final = frozenset({"paper", "map", "watermark"})


def caption(window: Window) -> str:
    """The days of a step: a calendar month by its name, a single day once."""
    first, last = window
    if window.months == 1:
        return f"{calendar.month_name[first.month]} {first.year}"
    if window.days == 1:
        return first.isoformat()
    return f"{first.isoformat()} to {last.isoformat()}"


def with_clock(figure: Figure, window: Window, whole: Window, look: Look) -> Figure:
    """The figure with the clock on its map, where nothing else lies; below the marks of synthetic data.

    What lies on the map keeps its place for a whole animation, and so does the clock.
    """
    part = figure.part("map")
    area = part.box if part is not None else QRectF(0, 0, figure.design.width_px, figure.design.height_px)
    low, high = _SCALE_LIMITS
    scale = min(max(area.width() / _USUAL_PX, low), high)
    top = area.top() + _EDGE_PX + (_BAND_PX if figure.synthetic else 0.0)
    words = sized(look.font, _WORDS_PX * scale, bold=True)
    longest = f"{whole.first.isoformat()} to {whole.last.isoformat()}"  # the plate keeps its width
    width = max(QFontMetricsF(words).horizontalAdvance(longest), _BAR_WIDTH_PX * scale) + 2 * _EDGE_PX * scale
    height = (_WORDS_PX * 1.4 + _BAR_PX + _YEARS_PX * 1.5) * scale + 1.6 * _EDGE_PX * scale
    box = _free_box(figure, area, QRectF(area.left() + _EDGE_PX, top, width, height))
    clock = Part(NAME, box, partial(_paint, box=box, window=window, whole=whole, look=look, scale=scale))
    place = len(figure.parts) - 1 if figure.synthetic else len(figure.parts)
    return figure._replace(parts=(*figure.parts[:place], clock, *figure.parts[place:]))


def _free_box(figure: Figure, area: QRectF, corner: QRectF) -> QRectF:
    """Of places along the map's edges, the upper left one first, that which covers least of other items."""
    across = area.width() - 2 * _EDGE_PX - corner.width()
    down = max(area.bottom() - _FOOT_PX - corner.bottom(), 0.0)
    shares = [step / _STEPS for step in range(_STEPS + 1)]
    boxes = [corner.translated(across * share, down * end) for end in (0.0, 1.0) for share in shares]
    boxes += [corner.translated(across * end, down * share) for end in (0.0, 1.0) for share in shares]
    others = [part.box for part in figure.parts if part.name not in _GROUND and part.box.intersects(area)]

    def covered(box: QRectF) -> float:
        overlaps = (box.intersected(other) for other in others)
        return round(sum(one.width() * one.height() for one in overlaps if not one.isEmpty()), 3)

    return min(boxes, key=covered)


def _paint(painter: QPainter, box: QRectF, window: Window, whole: Window, look: Look, scale: float) -> None:
    paint_plate(painter, box, look)
    palette, edge = look.palette, _EDGE_PX * scale
    words = sized(look.font, _WORDS_PX * scale, bold=True)
    painter.setFont(words)
    painter.setPen(colour(palette.text))
    painter.drawText(
        QPointF(box.left() + edge, box.top() + 0.6 * edge + QFontMetricsF(words).ascent()), caption(window)
    )
    bar = QRectF(
        box.left() + edge,
        box.top() + 0.8 * edge + _WORDS_PX * 1.4 * scale,
        box.width() - 2 * edge,
        _BAR_PX * scale,
    )
    painter.fillRect(bar, colour(palette.line))
    left, right = _along(window, whole)
    mark = QRectF(bar.left() + left * bar.width(), bar.top(), (right - left) * bar.width(), bar.height())
    # A day of ten years would be less than a pixel.
    mark.setWidth(max(mark.width(), 2.0 * scale))
    painter.fillRect(mark, colour(palette.selection))
    _years(painter, bar, whole, look, scale)


def _along(window: Window, whole: Window) -> tuple[float, float]:
    """Shares of the period at which a window begins and ends."""
    return (window.first - whole.first).days / whole.days, ((window.last - whole.first).days + 1) / whole.days


def _years(painter: QPainter, bar: QRectF, whole: Window, look: Look, scale: float) -> None:
    """Years below the bar where they begin, or the first and last day of a short period."""
    small = sized(look.font, _YEARS_PX * scale)
    metrics = QFontMetricsF(small)
    painter.setFont(small)
    painter.setPen(pen(look.palette.quiet, 1.0))
    base = bar.bottom() + metrics.ascent() + 2.0 * scale
    years = range(whole.first.year + 1, whole.last.year + 1)
    if len(years) <= 1:
        last = whole.last.isoformat()
        painter.drawText(QPointF(bar.left(), base), whole.first.isoformat())
        painter.drawText(QPointF(bar.right() - metrics.horizontalAdvance(last), base), last)
        return
    every = -(-len(years) // _MOST_YEARS)
    for year in years[::every]:
        start = whole.first.replace(year=year, month=1, day=1)
        x = bar.left() + bar.width() * _along(Window(start, start), whole)[0]
        text = str(year)
        if x + metrics.horizontalAdvance(text) <= bar.right():
            painter.drawLine(QPointF(x, bar.top()), QPointF(x, bar.bottom() + 2.0 * scale))
            painter.drawText(QPointF(x, base), text)
