"""The legend of the volumes chart: only what is in it."""

from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF

from desktop_app.domain.statement import Mode
from desktop_app.query.volumes_results import PartKind, Shown, Split
from desktop_app.ui.charts.axis import short_number
from desktop_app.ui.charts.marks import hatch, pen
from desktop_app.ui.charts.part_looks import RANGE_OPACITY, PartLook, Texture, fill, look_of
from desktop_app.ui.charts.payments_row import payment_looks
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.palette import Palette, colour

# Names of parts are cut where the legend is full; the tooltip has them whole.
NAME_PX: Final = 110.0
MOST_LEGEND_LINES: Final = 2


class _Entry(NamedTuple):
    """A swatch and its meaning; `part` is the place of a part, -1 for what is none."""

    text: str
    look: PartLook
    shape: str
    part: int = -1


def _entries(data: VolumesData, palette: Palette) -> list[_Entry]:
    """Only what is in the chart."""
    return [*_observed(data, palette), *_figures(data, palette), *_beside(data, palette)]


def _observed(data: VolumesData, palette: Palette) -> list[_Entry]:
    is_barrels, total = data.question.shown is Shown.BARRELS, data.total
    sea = PartLook(palette.sea_volume, Texture.PLAIN)
    entries: list[_Entry] = []
    if data.question.split is not Split.NOTHING:
        used = {place for _, place in data.cells}
        entries += [
            _Entry(part.name, look_of(part, place, palette), "range" if is_barrels else "fill", place)
            for place, part in enumerate(data.parts)
            if place in used
        ]
    elif is_barrels:
        by = "sea and rail" if total.calls and total.consignments else "rail" if total.consignments else "sea"
        entries.append(_Entry(f"observed, {by}, low to high, line: best", sea, "range", 0))
    else:
        entries.append(_Entry("calls", sea, "fill", 0))
        if total.consignments:
            rail = PartLook(palette.rail_volume, Texture.PLAIN)
            entries.append(_Entry("consignments by rail", rail, "fill"))
    if is_barrels and (total.estimated < total.calls or total.in_barrels < total.consignments):
        entries.append(_Entry("without volume", sea, "ring"))
    return entries


def _figures(data: VolumesData, palette: Palette) -> list[_Entry]:
    is_barrels = data.question.shown is Shown.BARRELS
    entries: list[_Entry] = []
    if is_barrels and data.notified:
        entries.append(_Entry("notified", PartLook(palette.notified, Texture.PLAIN), "fill"))
    if (is_barrels and data.period_claims) or data.window_claims:
        entries.append(_Entry("claimed", PartLook(palette.claimed, Texture.PLAIN), "outline"))
    if any(claim.mode is Mode.RAIL for claim in data.window_claims):
        entries.append(_Entry("claimed, rail", PartLook(palette.rail_volume, Texture.PLAIN), "outline"))
    if any(year.crossed_first is not None for year in data.years):
        cap = PartLook(palette.cap, Texture.PLAIN)
        entries.append(_Entry("cap crossed: best, first to last day", cap, "crossing"))
    return entries


def _beside(data: VolumesData, palette: Palette) -> list[_Entry]:
    entries: list[_Entry] = []
    if any(counts.without_look for counts in data.looks.values()):
        entries.append(_Entry("days without a usable image", PartLook(palette.quiet, Texture.PLAIN), "hatch"))
    if data.corrected:
        look = PartLook(palette.sea_volume, Texture.PLAIN)
        entries.append(_Entry("corrected for days without a look, with range", look, "ghost"))
    for currency, look in payment_looks(data, palette).items():
        highest = short_number(data.highest_paid[currency])
        entries.append(_Entry(f"paid, {currency}, up to {highest} a {data.period.value}", look, "fill"))
    if any(one.without_amount for sums in data.paid.values() for one in sums):
        entries.append(_Entry("paid, amount not published", PartLook(palette.text, Texture.PLAIN), "ring"))
    return entries


def paint_volumes_legend(
    painter: QPainter, area: QRectF, data: VolumesData, palette: Palette
) -> tuple[int, list[tuple[QRectF, int]], tuple[QRectF, str]]:
    """Swatches in at most two lines.

    Returns:
        How many lines, where the parts are, and where it says that there are more, with what they are.
    """
    metrics = QFontMetricsF(painter.font())
    x, y, size = area.left(), area.top(), metrics.ascent() - 1
    lines, hits, more = 1, [], (QRectF(), "")
    entries = _entries(data, palette)
    for place, entry in enumerate(entries):
        text = metrics.elidedText(
            entry.text, Qt.TextElideMode.ElideRight, NAME_PX if entry.part >= 0 else 400
        )
        if data.question.split is Split.NOTHING:
            text = entry.text
        width = metrics.horizontalAdvance(text)
        if x + size + 5 + width > area.right() and x > area.left():
            if lines == MOST_LEGEND_LINES:
                painter.setPen(pen(palette.quiet))
                told = f"+ {len(entries) - place}"
                painter.drawText(QPointF(x, y + metrics.ascent()), told)
                box = QRectF(x, y, metrics.horizontalAdvance(told), metrics.height())
                more = box, "\n".join(entry.text for entry in entries[place:])
                break
            lines, x, y = lines + 1, area.left(), y + metrics.height()
        box = QRectF(x, y + 2, size, size)
        _swatch(painter, box, entry, palette)
        painter.setPen(pen(palette.quiet))
        painter.drawText(QRectF(x + size + 5, y, width + 2, metrics.height()), 0, text)
        if entry.part >= 0 and data.parts[entry.part].kind is not PartKind.ALL:
            hits.append((QRectF(x, y, size + 5 + width, metrics.height()), entry.part))
        x += size + width + 16
    return lines, hits, more


def _swatch(painter: QPainter, box: QRectF, entry: _Entry, palette: Palette) -> None:
    size = box.height()
    painter.setPen(pen(entry.look.colour, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if entry.shape == "range":
        fill(painter, [box.adjusted(0, size * 0.4, 0, 0)], entry.look, palette.panel)
        fill(painter, [box.adjusted(0, 0, 0, -size * 0.6)], entry.look, palette.panel, RANGE_OPACITY)
        painter.setPen(pen(palette.text, 1.4))
        y = box.top() + size * 0.25
        painter.drawLine(QPointF(box.left() - 1, y), QPointF(box.right() + 1, y))
    elif entry.shape == "fill":
        fill(painter, [box], entry.look, palette.panel)
    elif entry.shape == "ring":
        painter.drawEllipse(QPointF(box.center()), 3.5, 3.5)
    elif entry.shape == "ghost":
        painter.setPen(pen(entry.look.colour, 1.2))
        painter.drawRect(box.adjusted(1, size * 0.3, -1, 0))
        painter.setPen(pen(palette.text, 1.1))
        painter.drawLine(QPointF(box.center().x(), box.top()), QPointF(box.center().x(), box.center().y()))
    elif entry.shape == "crossing":
        middle, half = box.center(), size / 2
        bar = QRectF(box.left() - 2, middle.y() - half * 0.5, size + 4, half)
        painter.fillRect(bar, colour(entry.look.colour, 0.45))
        corners = (
            QPointF(middle.x() - half, middle.y()),
            QPointF(middle.x(), middle.y() - half),
            QPointF(middle.x() + half, middle.y()),
            QPointF(middle.x(), middle.y() + half),
        )
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(entry.look.colour))
        painter.drawPolygon(QPolygonF(corners))
    elif entry.shape == "hatch":
        hatch(painter, box, painter.pen().color(), 4)
    else:
        painter.drawRect(box)
