"""Paints a figure; the same code for PNG, PDF, SVG and the clipboard."""

import math
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QImage, QPainter, QPen

from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.charts.text_lines import wrap
from desktop_app.ui.charts.volumes_chart import paint_volumes
from desktop_app.ui.figure.content import FigureContent
from desktop_app.ui.figure.layout import (
    CHART_PX,
    COLUMN_GAP,
    IMPRINT_PX,
    SOURCE_PX,
    SUBTITLE_PX,
    TITLE_PX,
    FigureLayout,
    line_height,
)
from desktop_app.ui.legend import paint_symbol
from desktop_app.ui.palette import Palette, colour

# WGS84: equatorial radius, first eccentricity squared. Web Mercator's world is 256 pixels wide at zoom 0.
RADIUS_M: Final = 6_378_137.0
ECCENTRICITY_2: Final = 0.00669437999014
WORLD_PX: Final = 256
NAUTICAL_MILE_M: Final = 1_852.0
LEGEND_PX: Final = 11.0
WATERMARK_PX: Final = 30.0
WATERMARK_ROW_PX: Final = 130
WATERMARK_COLUMN_PX: Final = 330
WATERMARK_DEGREES: Final = -22.0
WATERMARK_OPACITY: Final = 0.16


@dataclass(frozen=True, slots=True)
class FigureMap:
    """The captured map and where on earth it is; its attribution takes `foot_px` at the foot."""

    image: QImage
    lat: float
    zoom: float
    foot_px: float


def paint_figure(
    painter: QPainter,
    content: FigureContent,
    layout: FigureLayout,
    drawn: FigureMap,
    palette: Palette,
    font: QFont,
) -> None:
    """Draw the whole figure from (0, 0) to (width, height)."""
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.fillRect(QRectF(0, 0, layout.width, layout.height), colour(palette.panel))
    _head(painter, layout, palette, font)
    _map(painter, layout.map, drawn)
    painter.setPen(pen(palette.quiet, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(layout.map)
    _legend(painter, content, layout.map.adjusted(0, 0, 0, -drawn.foot_px), palette, font)
    _scale_bar(painter, layout.map, drawn, palette, font)
    if content.chart is not None and layout.chart is not None:
        painter.setFont(font)
        paint_volumes(painter, layout.chart, content.chart, layout.chart_lines, palette, CHART_PX)
    _sources(painter, layout, palette, font)
    _imprint(painter, content, layout, palette, font)
    if content.synthetic:
        _watermark(painter, layout, palette, font)


def _watermark(painter: QPainter, layout: FigureLayout, palette: Palette, font: QFont) -> None:
    """SYNTHETIC aslant over everything, so close that no part worth cutting out is without it."""
    painter.save()
    painter.setFont(sized(font, WATERMARK_PX, bold=True))
    painter.setPen(colour(palette.cap, WATERMARK_OPACITY))
    for row, top in enumerate(range(0, layout.height + WATERMARK_ROW_PX, WATERMARK_ROW_PX)):
        shift = WATERMARK_COLUMN_PX // 2 if row % 2 else 0
        for left in range(-shift, layout.width, WATERMARK_COLUMN_PX):
            painter.save()
            painter.translate(left, top)
            painter.rotate(WATERMARK_DEGREES)
            painter.drawText(QPointF(0, 0), SYNTHETIC)
            painter.restore()
    painter.restore()


def _map(painter: QPainter, area: QRectF, drawn: FigureMap) -> None:
    """One image pixel to one device pixel: no resampling between screen and figure."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
    painter.drawImage(area, drawn.image)
    painter.restore()


def _lines(painter: QPainter, lines: tuple[str, ...], place: QPointF, font: QFont, pixels: float) -> float:
    """Draw lines from a top left corner; returns the y below them."""
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    y = place.y()
    for line in lines:
        painter.drawText(QPointF(place.x(), y + metrics.ascent()), line)
        y += line_height(pixels)
    return y


def _head(painter: QPainter, layout: FigureLayout, palette: Palette, font: QFont) -> None:
    painter.setPen(colour(palette.text))
    title_font = sized(font, TITLE_PX, bold=True)
    below = _lines(painter, layout.title_lines, layout.head.topLeft(), title_font, TITLE_PX)
    painter.setPen(colour(palette.quiet))
    subtitle_font = sized(font, SUBTITLE_PX)
    _lines(painter, layout.subtitle_lines, QPointF(layout.head.left(), below), subtitle_font, SUBTITLE_PX)


def _plate(painter: QPainter, box: QRectF, palette: Palette) -> None:
    """A quiet ground under marks that stand on the map."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.panel, 0.86))
    painter.drawRoundedRect(box, 3, 3)


def _legend(painter: QPainter, content: FigureContent, area: QRectF, palette: Palette, font: QFont) -> None:
    """Marks of the visible layers, in the lower left corner above the map's own attribution."""
    if not content.legend:
        return
    text_font = sized(font, LEGEND_PX)
    metrics = QFontMetricsF(text_font)
    row = 17.0
    width = max(metrics.horizontalAdvance(entry.meaning) for entry in content.legend) + 26 + 8 + 20
    height = row * len(content.legend) + 12
    box = QRectF(area.left() + 10, area.bottom() - 10 - height, width, height)
    _plate(painter, box, palette)
    for place, entry in enumerate(content.legend):
        top = box.top() + 6 + place * row
        paint_symbol(painter, entry.symbol, QRectF(box.left() + 8, top, 26, row), palette)
        painter.setFont(text_font)
        painter.setPen(colour(palette.text))
        baseline = top + row / 2 + metrics.ascent() / 2 - 1
        painter.drawText(QPointF(box.left() + 42, baseline), entry.meaning)


def scale_bar_length(lat: float, zoom: float, unit_m: float, longest_px: float) -> tuple[float, float]:
    """The longest 1, 2 or 5 times a power of ten units that fits, and its length in pixels."""
    angle = math.radians(lat)
    parallel_m = (
        2 * math.pi * RADIUS_M * math.cos(angle) / math.sqrt(1 - ECCENTRICITY_2 * math.sin(angle) ** 2)
    )
    unit_px = unit_m / (parallel_m / (WORLD_PX * 2.0**zoom))
    power = 10.0 ** math.floor(math.log10(longest_px / unit_px))
    value = max(factor * power for factor in (1, 2, 5) if factor * power * unit_px <= longest_px)
    return value, value * unit_px


def _scale_bar(painter: QPainter, area: QRectF, drawn: FigureMap, palette: Palette, font: QFont) -> None:
    """Kilometres above, nautical miles below; true at the latitude of the map's centre."""
    longest = min(180.0, area.width() / 4)
    km, km_px = scale_bar_length(drawn.lat, drawn.zoom, 1_000.0, longest)
    nm, nm_px = scale_bar_length(drawn.lat, drawn.zoom, NAUTICAL_MILE_M, longest)
    # Above the map's own attribution.
    box = QRectF(area.right() - 10 - longest - 24, area.bottom() - drawn.foot_px - 9 - 42, longest + 24, 42)
    _plate(painter, box, palette)
    left, middle = box.left() + 12, box.center().y()
    line = QPen(colour(palette.text), 1.4)
    line.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(line)
    painter.drawLine(QPointF(left, middle), QPointF(left + max(km_px, nm_px), middle))
    for x, foot in ((0.0, -6.0), (km_px, -6.0), (0.0, 6.0), (nm_px, 6.0)):
        painter.drawLine(QPointF(left + x, middle), QPointF(left + x, middle + foot))
    painter.setFont(sized(font, 10))
    painter.drawText(QPointF(left + 4, middle - 5), f"{km:g} km")
    painter.drawText(QPointF(left + 4, middle + 13), f"{nm:g} nm")
    painter.setPen(colour(palette.quiet))
    right = QRectF(left, middle - 16, longest, 32)
    at = f"at {abs(drawn.lat):.0f}° {'N' if drawn.lat >= 0 else 'S'}"
    painter.drawText(right, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom), at)


def _sources(painter: QPainter, layout: FigureLayout, palette: Palette, font: QFont) -> None:
    """The numbered list in columns."""
    area = layout.sources
    count = sum(len(column) for column in layout.columns)
    painter.setPen(colour(palette.text))
    heading = sized(font, SOURCE_PX, bold=True)
    _lines(painter, (f"Sources ({count})",), area.topLeft(), heading, SOURCE_PX)
    plain = sized(font, SOURCE_PX)
    indent = QFontMetricsF(plain).horizontalAdvance("00  ")
    columns = len(layout.columns)
    width = (area.width() - (columns - 1) * COLUMN_GAP) / columns
    painter.setPen(colour(palette.quiet))
    for place, column in enumerate(layout.columns):
        x = area.left() + place * (width + COLUMN_GAP)
        y = area.top() + line_height(SOURCE_PX)
        for entry in column:
            _lines(painter, (str(entry.number),), QPointF(x, y), plain, SOURCE_PX)
            y = _lines(painter, entry.lines, QPointF(x + indent, y), plain, SOURCE_PX)


def _imprint(
    painter: QPainter, content: FigureContent, layout: FigureLayout, palette: Palette, font: QFont
) -> None:
    painter.setPen(colour(palette.quiet))
    small = sized(font, IMPRINT_PX)
    lines = wrap(content.imprint, small, layout.imprint.width())
    _lines(painter, lines, layout.imprint.topLeft(), small, IMPRINT_PX)
