"""Running total of a calendar year against the cap, with published windows as brackets at their value."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from desktop_app.domain.statement import Mode, Qualifier
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.volume_words import crossing_in_short, not_crossed, words_of_crossing
from desktop_app.query.cap import CAP_RULE_ID
from desktop_app.query.volumes_results import RunningYear, Steps
from desktop_app.ui.charts.axis import PeriodAxis, ValueAxis, round_ticks, short_number
from desktop_app.ui.charts.marks import bracket, pen, sized
from desktop_app.ui.charts.part_looks import RANGE_OPACITY
from desktop_app.ui.charts.period_labels import paint_period_labels
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.palette import Palette, colour

LEAST_LABEL_PX = 90.0
LEAST_STEP_PX = 0.75
DAYS_A_MONTH = 30.4
# A label may lie on the bars.
LABEL_GROUND = 0.85
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
    highest = max(
        [
            limit * 1.1,
            *(mark.value * 1.05 for mark in marks),
            *(year.cell.high_bbl * 1.02 for year in data.years),
        ]
    )
    values = ValueAxis(round_ticks(highest, 4), plot.bottom(), plot.height())
    axis = PeriodAxis(data.period, data.periods, plot.left(), plot.width())
    _title(painter, QRectF(area.left(), area.top(), area.width(), metrics.height()), data, palette, metrics)
    _frame(painter, plot, values, axis, palette, metrics)
    for year in data.years:
        _year(painter, year, values, axis, palette)
    taken = _limit(painter, plot, values, data.limit_bbl, palette, metrics) if data.limit_bbl else []
    crossings = [(_crossing(painter, year, values.y(limit), axis, palette), year) for year in data.years]
    hits = _marks(painter, plot, values, axis, marks, colour(palette.panel, LABEL_GROUND), metrics, taken)
    if data.periods and taken:
        span = TimeSpan.of_days(data.periods[0], data.periods[-1], Precision.WINDOW)
        cap = WindowMark("rule", CAP_RULE_ID, limit, span, "UN cap for all states together", palette.cap)
        hits += [(box, cap) for box in taken[:2]]
    # Before the line that they lie on, since the first hit counts.
    crossed = [(box, _crossing_mark(one, limit, palette)) for box, one in crossings if box is not None]
    hits = [*crossed, *hits]
    painter.restore()
    return hits


def _frame(
    painter: QPainter,
    plot: QRectF,
    values: ValueAxis,
    axis: PeriodAxis,
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
    paint_period_labels(painter, plot, axis, palette, metrics)


def _title(
    painter: QPainter, box: QRectF, data: VolumesData, palette: Palette, metrics: QFontMetricsF
) -> None:
    """What is drawn, and when the cap is crossed: the newest year that crosses it, else that none does."""
    by_rail = any(year.cell.in_barrels for year in data.years)
    text = f"Running total of the year, {'sea and rail, ' if by_rail else ''}barrels"
    words = crossing_words(data)
    if metrics.horizontalAdvance(f"{text}   {words}") > box.width():
        text = "Running total, barrels"
    if metrics.horizontalAdvance(f"{text}   {words}") > box.width():
        words = crossing_words(data, short=True)
    painter.setPen(pen(palette.quiet))
    painter.drawText(box, 0, text)
    left = metrics.horizontalAdvance(f"{text}   ")
    if words and box.width() - left > LEAST_LABEL_PX:
        painter.setPen(pen(palette.text))
        told = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width() - left)
        painter.drawText(box.adjusted(left, 0, 0, 0), 0, told)


def _year(
    painter: QPainter, year: RunningYear, values: ValueAxis, axis: PeriodAxis, palette: Palette
) -> None:
    """A band from the low total, counted as late as may be, to the high one, counted as early as may be."""
    end = axis.x_of_day(date(year.year, 12, 31) + timedelta(days=1))
    low, high = _outline(year.low, values, axis, end), _outline(year.high, values, axis, end)
    painter.setPen(Qt.PenStyle.NoPen)
    if high:
        painter.setBrush(colour(palette.sea_volume, RANGE_OPACITY))
        painter.drawPolygon(QPolygonF([*high, *reversed(low)] if low else high))
    if low:
        painter.setBrush(colour(palette.sea_volume))
        painter.drawPolygon(QPolygonF(low))


def _outline(steps: Steps, values: ValueAxis, axis: PeriodAxis, end: float) -> list[QPointF]:
    """A running total as steps from the base line and back to it; where days are narrow, not each of them."""
    if not steps.days:
        return []
    day_px = axis.slot / (axis.period.months * DAYS_A_MONTH)
    each = max(int(LEAST_STEP_PX / day_px), 1)
    # Of the days on one pixel the last, and the last of all.
    days, totals = [*steps.days[each - 1 :: each]], [*steps.totals[each - 1 :: each]]
    if len(steps.days) % each:
        days.append(steps.days[-1])
        totals.append(steps.totals[-1])
    points: list[QPointF] = []
    y = values.bottom
    for x, total in zip(axis.xs_of_days(days), totals, strict=True):
        points.append(QPointF(x, y))
        y = values.y(total)
        points.append(QPointF(x, y))
    return [*points, QPointF(end, y), QPointF(end, values.bottom)]


def _crossing(
    painter: QPainter, year: RunningYear, y: float, axis: PeriodAxis, palette: Palette
) -> QRectF | None:
    """Where the cap is crossed: a bar from the first to the last possible day, hollow without a last."""
    if year.crossed_first is None:
        return None
    last = year.crossed_last or date(year.year, 12, 31)
    left, right = axis.x_of_day(year.crossed_first), axis.x_of_day(last + timedelta(days=1))
    box = QRectF(left, y - 3, max(right - left, 3.0), 6)
    painter.setPen(pen(palette.cap, 1.4))
    painter.setBrush(colour(palette.cap) if year.crossed_last else colour(palette.panel))
    painter.drawRect(box)
    return box.adjusted(-2, -3, 2, 3)


def _crossing_mark(year: RunningYear, limit: float, palette: Palette) -> WindowMark:
    first = year.crossed_first or date(year.year, 1, 1)
    when = TimeSpan.of_days(first, year.crossed_last or date(year.year, 12, 31), Precision.WINDOW)
    return WindowMark("year", str(year.year), limit, when, words_of_crossing(year, limit), palette.cap)


def crossing_words(data: VolumesData, *, short: bool = False) -> str:
    """The newest year that crosses the cap, and how many do; else that no year does."""
    if not data.limit_bbl:
        return ""
    crossed = [year for year in data.years if year.crossed_first is not None]
    if not crossed:
        if not (data.total.calls or data.total.consignments):
            return ""
        return crossing_in_short(data.years[-1]) if short and data.years else not_crossed(data.total)
    newest = crossed[-1]
    words = crossing_in_short(newest) if short else words_of_crossing(newest, data.limit_bbl)
    return words if len(crossed) == 1 else f"{words}; {len(crossed)} years cross it"


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
    painter.fillRect(box.adjusted(-2, 2, 0, -1), colour(palette.panel, LABEL_GROUND))
    painter.drawText(box, 0, text)
    return [box, QRectF(plot.left(), y - 3, plot.width(), 6)]


def _marks(
    painter: QPainter,
    plot: QRectF,
    values: ValueAxis,
    axis: PeriodAxis,
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
            painter.fillRect(box.adjusted(0, 2, 0, -2), ground)
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
