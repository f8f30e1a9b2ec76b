"""Running total of a calendar year against the cap, with published windows as brackets at their value."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from desktop_app.domain.statement import Mode, Qualifier
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.cap import CAP_RULE_ID
from desktop_app.ui.charts.axis import MonthAxis, ValueAxis, round_ticks, short_number
from desktop_app.ui.charts.marks import bracket, pen, sized
from desktop_app.ui.charts.month_labels import paint_month_labels
from desktop_app.ui.charts.volumes_data import RunningPoint, VolumesData
from desktop_app.ui.palette import Palette, colour

LEAST_LABEL_PX = 90.0
QUALIFIER_WORDS = {
    Qualifier.MORE_THAN: "over ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.ABOUT: "about ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.UP_TO: "up to ",
    Qualifier.EXACTLY: "",
}


@dataclass(frozen=True, slots=True)
class WindowMark:
    """A published figure for a window: where it was drawn, and what it is."""

    kind: str
    id: str
    value: float
    when: TimeSpan
    label: str
    colour: str


def window_marks(data: VolumesData, palette: Palette) -> list[WindowMark]:
    """Claims and notified figures with a window, highest first."""
    marks = [
        WindowMark(
            "claim",
            claim.id,
            claim.high,
            claim.when,
            f"{QUALIFIER_WORDS[claim.qualifier]}{short_number(claim.high)} {claim.claimant}",
            palette.rail_volume if claim.mode is Mode.RAIL else palette.claimed,
        )
        for claim in data.window_claims
        if claim.when is not None
    ]
    marks += [
        WindowMark(
            "notified",
            row.id,
            row.volume_bbl,
            row.when,
            f"{short_number(row.volume_bbl)} notified {row.exporter}",
            palette.notified,
        )
        for row in data.notified_windows
        if row.volume_bbl is not None
    ]
    return sorted(marks, key=lambda mark: -mark.value)


def paint_running_total(
    painter: QPainter, area: QRectF, data: VolumesData, palette: Palette, font_px: float
) -> list[tuple[QRectF, WindowMark]]:
    """Draw into `area`; returns where the window marks are, for hit tests."""
    painter.save()
    font = sized(painter.font(), font_px)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    plot = area.adjusted(
        metrics.horizontalAdvance("500 k") + 8, metrics.height() + 4, -4, -2 * metrics.height() - 2
    )
    marks = window_marks(data, palette)
    limit = data.limit_bbl or 0.0
    highest = max([limit * 1.1, *(mark.value * 1.05 for mark in marks), *(p.high_bbl for p in data.running)])
    values = ValueAxis(round_ticks(highest, 4), plot.bottom(), plot.height())
    axis = MonthAxis(data.months, plot.left(), plot.width())
    painter.setPen(pen(palette.quiet))
    painter.drawText(
        QRectF(area.left(), area.top(), area.width(), metrics.height()),
        0,
        "Running total of the year, barrels",
    )
    _frame(painter, plot, values, axis, palette, metrics)
    _observed(painter, data.running, values, axis, palette)
    taken = _limit(painter, plot, values, data.limit_bbl, palette, metrics) if data.limit_bbl else []
    hits = _marks(painter, plot, values, axis, marks, colour(palette.panel, 0.85), metrics, taken)
    if data.months and taken:
        year = TimeSpan.of_days(data.months[0], data.months[-1], Precision.WINDOW)
        cap = WindowMark("rule", CAP_RULE_ID, limit, year, "UN cap for all states together", palette.cap)
        hits += [(box, cap) for box in taken[:2]]
    painter.restore()
    return hits


def _frame(
    painter: QPainter,
    plot: QRectF,
    values: ValueAxis,
    axis: MonthAxis,
    palette: Palette,
    metrics: QFontMetricsF,
) -> None:
    for tick in values.ticks:
        y = values.y(tick)
        painter.setPen(pen(palette.line if tick else palette.text))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(pen(palette.quiet))
        box = QRectF(plot.left() - 100, y - metrics.height() / 2, 94, metrics.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), short_number(tick))
    paint_month_labels(painter, plot, axis, palette, metrics)


def _observed(
    painter: QPainter,
    running: Sequence[RunningPoint],
    values: ValueAxis,
    axis: MonthAxis,
    palette: Palette,
) -> None:
    """A band of steps from the low to the high total, starting anew each January."""
    painter.setPen(Qt.PenStyle.NoPen)
    for index, point in enumerate(running):
        if not point.high_bbl:
            continue
        left = axis.x_of_month(index)
        low, high = values.y(point.low_bbl), values.y(point.high_bbl)
        painter.setBrush(colour(palette.sea_volume))
        painter.drawRect(QRectF(left, low, axis.slot + 0.3, values.bottom - low))
        painter.setBrush(colour(palette.sea_volume, 0.4))
        painter.drawRect(QRectF(left, high, axis.slot + 0.3, max(low - high, 1.0)))


def _limit(
    painter: QPainter,
    plot: QRectF,
    values: ValueAxis,
    limit_bbl: float,
    palette: Palette,
    metrics: QFontMetricsF,
) -> list[QRectF]:
    """The cap as a dashed line; returns what no label may cover."""
    y = values.y(limit_bbl)
    painter.setPen(pen(palette.cap, 1.4, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
    text = f"UN cap {short_number(limit_bbl)} bbl a year, all states"
    width = metrics.horizontalAdvance(text) + 4
    box = QRectF(plot.left() + 4, y - metrics.height() - 1, width, metrics.height())
    painter.drawText(box, 0, text)
    return [box, QRectF(plot.left(), y - 3, plot.width(), 6)]


def _marks(
    painter: QPainter,
    plot: QRectF,
    values: ValueAxis,
    axis: MonthAxis,
    marks: Sequence[WindowMark],
    ground: QColor,
    metrics: QFontMetricsF,
    taken: list[QRectF],
) -> list[tuple[QRectF, WindowMark]]:
    """Brackets with labels; a label that finds no free place is left to the tooltip."""
    hits: list[tuple[QRectF, WindowMark]] = []
    for mark in marks:
        left, right = axis.x_of_day(mark.when.first_day), axis.x_of_day(mark.when.last_day)
        right = max(right, left + 3)
        y = values.y(mark.value)
        bracket(painter, left, right, y, 4, pen(mark.colour, 1.4))
        hits.append((QRectF(left - 2, y - 3, right - left + 4, 9), mark))
        full = metrics.horizontalAdvance(mark.label) + 2
        for place, room in _label_places(plot, left, right, y, metrics.height()):
            box = QRectF(place, QSizeF(min(full, room), metrics.height()))
            if room < LEAST_LABEL_PX or box.bottom() > plot.bottom() + 1:
                continue
            if any(box.adjusted(0, 2, 0, -2).intersects(other) for other in taken):
                continue
            text = mark.label
            if full > room:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
            taken.append(box)
            painter.fillRect(box.adjusted(0, 2, 0, -2), ground)  # a label may lie on the bars
            painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), text)
            hits.append((box, mark))
            break
    return hits


def _label_places(
    plot: QRectF, left: float, right: float, y: float, height: float
) -> list[tuple[QPointF, float]]:
    """Where a bracket's label may stand, best first, each with the width it has there."""
    inside = plot.right() - max(left, plot.left()) - 6
    return [
        (QPointF(right + 5, y - height / 2), plot.right() - right - 5),
        (QPointF(left + 6, y - height), inside),
        (QPointF(left + 6, y + 1), inside),
        (QPointF(left + 6 + inside / 2, y - height), inside / 2),
        (QPointF(left + 6 + inside / 2, y + 1), inside / 2),
    ]
