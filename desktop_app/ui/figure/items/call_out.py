"""Call-outs: words on a plate, with a line to the place on the map that they are about."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.charts.text_lines import wrap, wrapped_to
from desktop_app.ui.figure.items.block import draw_lines, line_height
from desktop_app.ui.figure.items.plate import paint_plate
from desktop_app.ui.figure.look import Look
from desktop_app.ui.palette import colour

# In multiples of the words' size.
WIDEST: Final = 16.0
INSET: Final = 0.6
# From the anchor to the plate, and the ring round the anchor.
_AWAY: Final = (2.2, 4.0, 6.5, 9.5)
_RING: Final = 0.35
_MOST_LINES: Final = 6
# Directions in the order in which they are tried: right above first, as map labels are.
_WAYS: Final = ((1, -1), (1, 1), (-1, -1), (-1, 1), (1, 0), (-1, 0), (0, -1), (0, 1))


class CallOut(NamedTuple):
    """One that is measured.

    Attributes:
        lines: its words.
        width, height: of its plate, CSS pixels.
        pixels: size of its words.
        is_cut: it has more words than lines.
    """

    lines: tuple[str, ...]
    width: float
    height: float
    pixels: float
    is_cut: bool


def call_out_of(words: str, look: Look, pixels: float, widest: float | None = None) -> CallOut:
    """Measure one; a box that was drawn for it gives its width."""
    font = sized(look.font, pixels)
    room = max((widest or WIDEST * pixels) - 2 * INSET * pixels, pixels)
    short = words[:1_000]
    every = wrap(short, font, room)
    lines = wrapped_to(short, font, room, _MOST_LINES)
    metrics = QFontMetricsF(font)
    wide = max((metrics.horizontalAdvance(line) for line in lines), default=0.0)
    height = len(lines) * line_height(pixels) + 2 * INSET * pixels
    is_cut = len(every) > len(lines) or len(short) < len(words)
    return CallOut(lines, widest or wide + 2 * INSET * pixels, height, pixels, is_cut)


def placed(one: CallOut, anchor: QPointF, area: QRectF, taken: Sequence[QRectF]) -> QRectF:
    """Where its plate lies: beside the anchor, inside the map, clear of what lies there already.

    Where nothing is clear it covers as little as it can.
    """
    best, least = QRectF(), float("inf")
    for away in _AWAY:
        for x, y in _WAYS:
            left = anchor.x() + x * away * one.pixels - (one.width if x < 0 else one.width / 2 * (x == 0))
            top = anchor.y() + y * away * one.pixels - (one.height if y < 0 else one.height / 2 * (y == 0))
            box = QRectF(left, top, one.width, one.height)
            hidden = sum(_area(box.intersected(other)) for other in taken)
            hidden += _area(box) - _area(box.intersected(area))
            hidden += _area(box) if box.contains(anchor) else 0.0
            if not hidden:
                return box
            if hidden < least:
                best, least = box, hidden
    left = min(max(best.left(), area.left()), max(area.right() - best.width(), area.left()))
    top = min(max(best.top(), area.top()), max(area.bottom() - best.height(), area.top()))
    return QRectF(left, top, best.width(), best.height())


def paint_call_out(painter: QPainter, one: CallOut, box: QRectF, anchor: QPointF, look: Look) -> None:
    """The line first, then the plate over its end."""
    ink = look.palette.text
    ring = _RING * one.pixels
    painter.setPen(pen(look.palette.panel, 3.0))
    painter.drawLine(anchor, _nearest(box, anchor))
    painter.setPen(pen(ink, 1.0))
    painter.drawLine(anchor, _nearest(box, anchor))
    painter.setBrush(colour(look.palette.panel))
    painter.drawEllipse(anchor, ring, ring)
    paint_plate(painter, box, look)
    painter.setPen(pen(ink, 1.0))
    painter.drawLine(box.topLeft(), box.bottomLeft())
    painter.setPen(colour(ink))
    inset = INSET * one.pixels
    font = sized(look.font, one.pixels)
    draw_lines(painter, one.lines, box.topLeft() + QPointF(inset, inset), font, one.pixels)


def _nearest(box: QRectF, point: QPointF) -> QPointF:
    """The place of a box that is nearest to a point."""
    return QPointF(min(max(point.x(), box.left()), box.right()), min(max(point.y(), box.top()), box.bottom()))


def _area(box: QRectF) -> float:
    return max(box.width(), 0.0) * max(box.height(), 0.0)
