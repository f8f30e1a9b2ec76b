"""Bars of the three ledgers, side by side in each period and never stacked on each other.

Filled: observed, its parts on each other, full up to the low end and light on to the high end, with a line
across at the best figure. Outlined beside it, with a range: the same, corrected for days without a look.
Amber: notified to the UN, Russia below China. Outlined: claimed. A period about which nothing is published
has a dotted base line; a notified zero stands on a solid one.
"""

from datetime import date
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.query.cap import SINGLE_EXPORTERS
from desktop_app.query.volumes_results import Shown
from desktop_app.ui.charts.axis import PeriodAxis, ValueAxis, round_ticks, short_number
from desktop_app.ui.charts.corrected_bars import highest_drawn, paint_corrected
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.charts.part_looks import RANGE_OPACITY, PartLook, Texture, fill, look_of
from desktop_app.ui.charts.period_labels import label_lines, paint_period_labels
from desktop_app.ui.charts.unseen_days import paint_unseen_days
from desktop_app.ui.charts.volumes_data import Notified, VolumesData
from desktop_app.ui.palette import Palette, colour

# Width of a bar as a share of its period, and at most.
ALONE: Final = (0.66, 44.0)
BESIDE: Final = (0.38, 30.0)
FIGURE: Final = (0.2, 14.0)
GHOST: Final = (0.22, 14.0)
LEAST_BAR_PX: Final = 2.0
# The line at the best figure, how far it stands out on both sides, and the bar from which on it has a rim.
BEST_LINE_PX: Final = 1.6
BEST_BEYOND_PX: Final = 1.5
RIMMED_BAR_PX: Final = 6.0
RING_PX: Final = 3.5
LEAST_BOX_PX: Final = 0.2


class BarsLayout(NamedTuple):
    """Where things were drawn, for hit tests.

    Attributes:
        parts: boxes of the parts of the observed bars, with first day of the period and place of the part.
    """

    axis: PeriodAxis
    plot: QRectF
    parts: list[tuple[QRectF, date, int]]


class _Chart(NamedTuple):
    """What all bars of one painting share; `widths` are of observed, corrected and other ledgers' bars."""

    painter: QPainter
    data: VolumesData
    values: ValueAxis
    palette: Palette
    metrics: QFontMetricsF
    looks: list[PartLook]
    hits: list[tuple[QRectF, date, int]]
    boxes: dict[tuple[PartLook, float], list[QRectF]]
    bests: list[QLineF]
    known: list[QLineF]
    unknown: list[QLineF]
    rings: list[tuple[QRectF, QRectF, str]]
    digit_px: float
    widths: tuple[float, float, float]


def paint_bars(
    painter: QPainter, area: QRectF, data: VolumesData, palette: Palette, font_px: float
) -> BarsLayout:
    """Draw into `area`; the painter's font family is used at `font_px`."""
    painter.save()
    font = sized(painter.font(), font_px)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    gutter = metrics.horizontalAdvance("500 k") + 8
    label_count = label_lines(area.height())
    plot = area.adjusted(gutter, metrics.height() + 4, -2, -label_count * metrics.height() - 2)
    values = ValueAxis(round_ticks(_highest(data), 3), plot.bottom(), plot.height())
    axis = PeriodAxis(data.period, data.periods, plot.left(), plot.width())
    _title(painter, QRectF(area.left(), area.top(), area.width(), metrics.height()), data, palette, metrics)
    _grid(painter, plot, values, palette, metrics)
    looks = [look_of(part, place, palette) for place, part in enumerate(data.parts)]
    digit_px = metrics.horizontalAdvance("0")
    widths = _widths(data, axis.slot)
    chart = _Chart(painter, data, values, palette, metrics, looks, [], {}, [], [], [], [], digit_px, widths)
    paint_unseen_days(painter, plot, axis, data, palette)
    for index, start in enumerate(data.periods):
        slot = QRectF(axis.x_of(index), plot.top(), axis.slot, plot.height())
        _period(chart, slot, start)
    for lines, line in (
        (chart.known, pen(palette.text)),
        (chart.unknown, pen(palette.quiet, 1.0, Qt.PenStyle.DotLine)),
    ):
        painter.setPen(line)
        painter.drawLines(lines)
    for (look, opacity), boxes in chart.boxes.items():
        fill(painter, boxes, look, palette.panel, opacity)
    _best_lines(chart)
    _rings(chart)
    paint_period_labels(painter, plot, axis, palette, metrics, label_count)
    painter.restore()
    return BarsLayout(axis, plot, chart.hits)


def _highest(data: VolumesData) -> float:
    observed, ghosts = data.bars.values(), list(data.corrected.values())
    if data.question.shown is Shown.CALLS:
        return highest_drawn(max([*(max(cell.calls, cell.consignments) for cell in observed), 3.0]), ghosts)
    notified = [sum(row.by_exporter.values()) for row in data.notified.values()]
    claimed = [claim.high for claims in data.period_claims.values() for claim in claims]
    highest = max([*(cell.high_bbl for cell in observed), *notified, *claimed, 1_000.0])
    return highest_drawn(highest, ghosts)


def _title(
    painter: QPainter, box: QRectF, data: VolumesData, palette: Palette, metrics: QFontMetricsF
) -> None:
    """What is drawn; with it the assumptions in use, where they are not the published ones."""
    text = f"{'Barrels' if data.question.shown is Shown.BARRELS else 'Calls'} per {data.period.value}"
    painter.setPen(pen(palette.quiet))
    painter.drawText(box, 0, text)
    if data.assumed:
        left = metrics.horizontalAdvance(f"{text}   ")
        painter.setPen(pen(palette.warning))
        told = metrics.elidedText(
            f"Assumptions: {data.assumed}", Qt.TextElideMode.ElideRight, box.width() - left
        )
        painter.drawText(box.adjusted(left, 0, 0, 0), 0, told)


def _best_lines(chart: _Chart) -> None:
    """All at once, with a rim in the colour of the ground where the bars are wide enough for one."""
    painter, lines = chart.painter, chart.bests
    if not lines:
        return
    if lines[0].length() >= RIMMED_BAR_PX:
        painter.setPen(pen(chart.palette.panel, BEST_LINE_PX + 1.6))
        painter.drawLines(lines)
    painter.setPen(pen(chart.palette.text, BEST_LINE_PX))
    painter.drawLines(lines)


def _grid(
    painter: QPainter, plot: QRectF, values: ValueAxis, palette: Palette, metrics: QFontMetricsF
) -> None:
    for tick in values.ticks:
        y = values.y(tick)
        if tick:
            painter.setPen(pen(palette.line))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(pen(palette.quiet))
        label = QRectF(plot.left() - 100, y - metrics.height() / 2, 94, metrics.height())
        painter.drawText(label, int(Qt.AlignmentFlag.AlignRight), short_number(tick))


def _period(chart: _Chart, slot: QRectF, start: date) -> None:
    """Base line, then from left to right: observed, corrected, notified, claimed."""
    data = chart.data
    notified, claims, ghost = data.notified.get(start), data.claims_of(start), data.corrected.get(start)
    known = notified is not None or bool(claims) or start in data.stacks
    ends = QPointF(slot.left() + 1, slot.bottom()), QPointF(slot.right() - 1, slot.bottom())
    (chart.known if known else chart.unknown).append(QLineF(*ends))
    if not known and ghost is None:
        return
    if data.question.shown is Shown.CALLS:
        width = _calls(chart, slot, start)
        if ghost is not None:
            beside = QRectF(slot.center().x() + width, slot.top(), chart.widths[1], slot.height())
            paint_corrected(chart.painter, beside, chart.values, ghost, chart.palette)
        return
    width, outline, figure = chart.widths
    left = slot.center().x() - (width + outline) / 2 - figure
    _observed(chart, QRectF(left, slot.top(), width, slot.height()), start)
    left += width
    if ghost is not None:
        beside = QRectF(left + 1, slot.top(), outline - 1, slot.height())
        paint_corrected(chart.painter, beside, chart.values, ghost, chart.palette)
    left += outline
    if notified is not None:
        _notified(chart, QRectF(left + 1, slot.top(), figure - 1, slot.height()), notified)
    for claim in claims:
        chart.painter.setPen(pen(chart.palette.claimed, 1.2))
        chart.painter.setBrush(Qt.BrushStyle.NoBrush)
        top = chart.values.y(claim.high)
        chart.painter.drawRect(QRectF(left + figure, top, figure - 1, chart.values.bottom - top))


def _widths(data: VolumesData, slot_px: float) -> tuple[float, float, float]:
    """Of the bars of one period; none for what the chart has not. Other ledgers are in barrels."""
    is_barrels = data.question.shown is Shown.BARRELS
    has_figures = is_barrels and bool(data.notified or data.period_claims)
    alone = not (has_figures or data.corrected)
    return (
        _width(slot_px, ALONE if alone else BESIDE),
        _width(slot_px, GHOST) if data.corrected else 0.0,
        _width(slot_px, FIGURE) if has_figures else 0.0,
    )


def _width(slot_px: float, rule: tuple[float, float]) -> float:
    share, most = rule
    return max(min(slot_px * share, most), LEAST_BAR_PX)


def _observed(chart: _Chart, slot: QRectF, start: date) -> None:
    """Low ends on each other, then what lies between low and high; what has no volume stands as a number."""
    values, parts = chart.values, chart.data.stacks.get(start, ())
    base, bottom = 0.0, values.y(0.0)
    for opacity in (1.0, RANGE_OPACITY):
        for place, cell in parts:
            value = cell.low_bbl if opacity == 1.0 else cell.high_bbl - cell.low_bbl
            if value > 0:
                base += value
                top = values.y(base)
                _box(chart, QRectF(slot.left(), top, slot.width(), bottom - top), start, place, opacity)
                bottom = top
    cell = chart.data.cell(start)
    if cell.low_bbl < cell.high_bbl:
        y = values.y(cell.best_bbl)
        left, right = slot.left() - BEST_BEYOND_PX, slot.right() + BEST_BEYOND_PX
        chart.bests.append(QLineF(QPointF(left, y), QPointF(right, y)))
    missing = sum(cell.calls - cell.estimated + cell.consignments - cell.in_barrels for _, cell in parts)
    if missing:
        _without_volume(chart, slot, bottom, missing)


def _without_volume(chart: _Chart, slot: QRectF, top: float, missing: int) -> None:
    """A ring with a number: so many calls or consignments are in no bar."""
    height = chart.metrics.height()
    radius = min(slot.width() / 2, RING_PX)
    top = max(top, slot.top() + 2 * radius + height + 2)
    ring = QRectF(slot.center().x() - radius, top - 2 * radius - 2, 2 * radius, 2 * radius)
    # A bar takes at most two thirds of its period; wider than that, numbers would run into each other.
    text = str(missing)
    told = text if len(text) * chart.digit_px <= slot.width() * 2.4 else ""
    chart.rings.append((ring, QRectF(ring.center().x() - 30, ring.top() - height, 60, height), told))


def _rings(chart: _Chart) -> None:
    """All at once."""
    painter = chart.painter
    painter.setPen(pen(chart.palette.sea_volume, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for ring, box, text in chart.rings:
        painter.drawEllipse(ring)
        if text:
            painter.drawText(box, int(Qt.AlignmentFlag.AlignHCenter), text)


def _calls(chart: _Chart, slot: QRectF, start: date) -> float:
    """Calls by sea on each other; consignments by rail beside them, since a train is no call.

    Returns:
        How far the bars reach to the right of the middle.
    """
    parts = chart.data.stacks.get(start, ())
    has_trains = bool(chart.data.total.consignments)
    width = _width(slot.width(), BESIDE if has_trains else ALONE)
    left = slot.center().x() - (width if has_trains else width / 2)
    counts = [("calls", left)] + ([("consignments", left + width)] if has_trains else [])
    for name, x in counts:
        base, bottom = 0, chart.values.y(0.0)
        for place, cell in parts:
            count: int = getattr(cell, name)
            if count:
                base += count
                top = chart.values.y(base)
                by_rail = name == "consignments" and len(chart.data.parts) == 1
                look = PartLook(chart.palette.rail_volume, Texture.PLAIN) if by_rail else None
                _box(chart, QRectF(x, top, width - 1, bottom - top), start, place, 1.0, look)
                bottom = top
    return width if has_trains else width / 2


def _box(
    chart: _Chart, box: QRectF, start: date, place: int, opacity: float, look: PartLook | None = None
) -> None:
    """Remember a part of a bar: all of one look are filled at once; what is too thin to be seen is not."""
    if box.height() < LEAST_BOX_PX:
        return
    chart.hits.append((box, start, place))
    chart.boxes.setdefault((look or chart.looks[place], opacity), []).append(box)


def _notified(chart: _Chart, slot: QRectF, notified: Notified) -> None:
    chart.painter.setPen(Qt.PenStyle.NoPen)
    base = 0.0
    for exporter in SINGLE_EXPORTERS:
        if exporter not in notified.by_exporter:
            continue
        top = base + notified.by_exporter[exporter]
        chart.painter.setBrush(colour(chart.palette.notified, 1.0 if exporter == "RU" else 0.55))
        height = max(chart.values.y(base) - chart.values.y(top), 1.5)
        chart.painter.drawRect(QRectF(slot.left(), chart.values.y(base) - height, slot.width(), height))
        base = top
