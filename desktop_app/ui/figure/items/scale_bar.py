"""The scale bar: kilometres above, nautical miles below, true at the latitude of the map's middle."""

import math
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.domain.web_mercator import View, metres_per_pixel
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.figure.items.block import Block, MakeBlock
from desktop_app.ui.figure.items.plate import paint_plate
from desktop_app.ui.figure.look import Look
from desktop_app.ui.palette import colour

NAUTICAL_MILE_M: Final = 1_852.0


def scale_bar_length(lat: float, zoom: float, unit_m: float, longest_px: float) -> tuple[float, float]:
    """The longest 1, 2 or 5 times a power of ten units that fits, and its length in pixels."""
    unit_px = unit_m / metres_per_pixel(lat, zoom)
    power = 10.0 ** math.floor(math.log10(longest_px / unit_px))
    value = max(factor * power for factor in (1, 2, 5) if factor * power * unit_px <= longest_px)
    return value, value * unit_px


class _Bar(NamedTuple):
    """Round lengths, what they take in CSS pixels, and the latitude that they are true at, in words."""

    km: float
    km_px: float
    nm: float
    nm_px: float
    at: str
    at_px: float


def _bar(view: View, look: Look, pixels: float, width: float) -> _Bar:
    at = f"at {abs(view.lat):.0f}° {'N' if view.lat >= 0 else 'S'}"
    at_px = QFontMetricsF(sized(look.font, pixels)).horizontalAdvance(at)
    longest = max(width - 3 * pixels - at_px, 1.0)
    km = scale_bar_length(view.lat, view.zoom, 1_000.0, longest)
    nm = scale_bar_length(view.lat, view.zoom, NAUTICAL_MILE_M, longest)
    return _Bar(*km, *nm, at, at_px)


def scale_bar_width(view: View, look: Look, pixels: float, most: float) -> float:
    """CSS pixels of the plate that the longest bar of at most so many needs."""
    bar = _bar(view, look, pixels, most)
    return max(bar.km_px, bar.nm_px) + 3 * pixels + bar.at_px


def scale_bar_block(view: View, look: Look, pixels: float) -> MakeBlock:
    """The bar on its plate, no longer than the plate allows."""
    inset = pixels

    def make(width: float, room: float | None = None) -> Block:
        font = sized(look.font, pixels)
        metrics = QFontMetricsF(font)
        # Half a pixel of room: the width was reckoned from the same lengths.
        km, km_px, nm, nm_px, at, at_px = _bar(view, look, pixels, width + 0.5)
        height = 4.4 * pixels

        def paint(painter: QPainter, box: QRectF) -> None:
            plate = QRectF(box.left(), box.top(), box.width(), height)
            paint_plate(painter, plate, look)
            left, middle = plate.left() + inset, plate.center().y()
            painter.setPen(pen(look.palette.text, 1.4))
            painter.drawLine(QPointF(left, middle), QPointF(left + max(km_px, nm_px), middle))
            foot = 0.6 * pixels
            for x, y in ((0.0, -foot), (km_px, -foot), (0.0, foot), (nm_px, foot)):
                painter.drawLine(QPointF(left + x, middle), QPointF(left + x, middle + y))
            painter.setFont(font)
            painter.setPen(colour(look.palette.text))
            painter.drawText(QPointF(left + 4, middle - 0.4 * pixels), f"{km:g} km")
            below = middle + 0.4 * pixels + metrics.capHeight()
            painter.drawText(QPointF(left + 4, below), f"{nm:g} nm")
            painter.setPen(colour(look.palette.quiet))
            painter.drawText(QPointF(plate.right() - inset - at_px, below), at)

        return Block(height, paint, overflows=room is not None and room < height)

    return make
