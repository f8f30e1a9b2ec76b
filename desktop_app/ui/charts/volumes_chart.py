"""The volumes chart whole: legend, bars, running total, and the sentence that says what is left out."""

from dataclasses import dataclass
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.domain.statement import Mode
from desktop_app.query.volumes_results import PartKind, Shown, Split
from desktop_app.ui.charts.bars import BarsLayout, paint_bars
from desktop_app.ui.charts.marks import hatch, pen, sized
from desktop_app.ui.charts.part_looks import RANGE_OPACITY, PartLook, Texture, fill, look_of
from desktop_app.ui.charts.running_total import WindowMark, paint_running_total
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.palette import Palette

GAP_PX: Final = 18.0
EMPTY: Final = "No ledger has a figure under this filter."
# Names of parts are cut where the legend is full; the tooltip has them whole.
NAME_PX: Final = 110.0
MOST_LEGEND_LINES: Final = 2


@dataclass(frozen=True, slots=True)
class ChartHits:
    """Where things were drawn."""

    bars: BarsLayout
    marks: list[tuple[QRectF, WindowMark]]
    legend: list[tuple[QRectF, int]]


class _Entry(NamedTuple):
    """A swatch and its meaning; `part` is the place of a part, -1 for what is none."""

    text: str
    look: PartLook
    shape: str
    part: int = -1


def paint_volumes(
    painter: QPainter, area: QRectF, data: VolumesData, sentence: str, palette: Palette, font_px: float
) -> ChartHits | None:
    """Draw the chart into `area`; None if there is nothing to draw but a sentence why."""
    painter.save()
    painter.setFont(sized(painter.font(), font_px))
    metrics = QFontMetricsF(painter.font())
    if data.is_empty:
        painter.setPen(pen(palette.quiet))
        painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), EMPTY)
        painter.restore()
        return None
    lines, legend = _legend(painter, area, data, palette, metrics)
    body = area.adjusted(0, lines * metrics.height() + 6, 0, 0)
    if sentence:
        foot = QRectF(area.left(), area.bottom() - metrics.height() - 2, area.width(), metrics.height() + 2)
        painter.setPen(pen(palette.quiet))
        words = metrics.elidedText(sentence, Qt.TextElideMode.ElideRight, foot.width())
        painter.drawText(foot, int(Qt.AlignmentFlag.AlignVCenter), words)
        body.adjust(0, 0, 0, -metrics.height() - 2)
    left = (body.width() - GAP_PX) * 0.52
    bars = paint_bars(painter, QRectF(body.left(), body.top(), left, body.height()), data, palette, font_px)
    marks = paint_running_total(
        painter,
        QRectF(body.left() + left + GAP_PX, body.top(), body.width() - left - GAP_PX, body.height()),
        data,
        palette,
        font_px,
    )
    painter.restore()
    return ChartHits(bars, marks, legend)


def _entries(data: VolumesData, palette: Palette) -> list[_Entry]:
    """Only what is in the chart."""
    is_barrels = data.question.shown is Shown.BARRELS
    sea = PartLook(palette.sea_volume, Texture.PLAIN)
    rail = PartLook(palette.rail_volume, Texture.PLAIN)
    entries: list[_Entry] = []
    used = {place for _, place in data.cells}
    total = data.total
    if data.question.split is Split.NOTHING:
        by = "sea and rail" if total.calls and total.consignments else "rail" if total.consignments else "sea"
        if is_barrels:
            entries.append(_Entry(f"observed, {by}, low to high", sea, "range", 0))
        else:
            entries.append(_Entry("calls", sea, "fill", 0))
            if total.consignments:
                entries.append(_Entry("consignments by rail", rail, "fill"))
    else:
        entries += [
            _Entry(part.name, look_of(part, place, palette), "range" if is_barrels else "fill", place)
            for place, part in enumerate(data.parts)
            if place in used
        ]
    if is_barrels and (total.estimated < total.calls or total.in_barrels < total.consignments):
        entries.append(_Entry("without volume", sea, "ring"))
    if is_barrels and data.notified:
        entries.append(_Entry("notified", PartLook(palette.notified, Texture.PLAIN), "fill"))
    if (is_barrels and data.period_claims) or data.window_claims:
        entries.append(_Entry("claimed", PartLook(palette.claimed, Texture.PLAIN), "outline"))
    if any(claim.mode is Mode.RAIL for claim in data.window_claims):
        entries.append(_Entry("claimed, rail", rail, "outline"))
    if any(data.unseen_in(start) for start in data.periods):
        entries.append(_Entry("no usable image", PartLook(palette.quiet, Texture.PLAIN), "hatch"))
    return entries


def _legend(
    painter: QPainter, area: QRectF, data: VolumesData, palette: Palette, metrics: QFontMetricsF
) -> tuple[int, list[tuple[QRectF, int]]]:
    """Swatches in at most two lines; returns how many, and where the parts are."""
    x, y, size = area.left(), area.top(), metrics.ascent() - 1
    lines, hits = 1, []
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
                painter.drawText(QPointF(x, y + metrics.ascent()), f"+ {len(entries) - place}")
                break
            lines, x, y = lines + 1, area.left(), y + metrics.height()
        box = QRectF(x, y + 2, size, size)
        _swatch(painter, box, entry, palette)
        painter.setPen(pen(palette.quiet))
        painter.drawText(QRectF(x + size + 5, y, width + 2, metrics.height()), 0, text)
        if entry.part >= 0 and data.parts[entry.part].kind is not PartKind.ALL:
            hits.append((QRectF(x, y, size + 5 + width, metrics.height()), entry.part))
        x += size + width + 16
    return lines, hits


def _swatch(painter: QPainter, box: QRectF, entry: _Entry, palette: Palette) -> None:
    size = box.height()
    painter.setPen(pen(entry.look.colour, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if entry.shape == "range":
        fill(painter, [box.adjusted(0, size * 0.4, 0, 0)], entry.look, palette.panel)
        fill(painter, [box.adjusted(0, 0, 0, -size * 0.6)], entry.look, palette.panel, RANGE_OPACITY)
    elif entry.shape == "fill":
        fill(painter, [box], entry.look, palette.panel)
    elif entry.shape == "ring":
        painter.drawEllipse(QPointF(box.center()), 3.5, 3.5)
    elif entry.shape == "hatch":
        hatch(painter, box, painter.pen().color(), 4)
    else:
        painter.drawRect(box)
