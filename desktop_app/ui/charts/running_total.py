"""Running total of a calendar year against the cap, with published windows as brackets at their value."""

from datetime import date, timedelta
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPolygonF

from desktop_app.domain.statement import Rule
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.cap_words import share
from desktop_app.query.cap import CAP_RULE_ID
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import RunningYear, Steps
from desktop_app.ui.charts.axis import PeriodAxis, ValueAxis, round_ticks, short_number
from desktop_app.ui.charts.cap_crossing import crossing_mark, crossing_words, paint_crossing
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.charts.part_looks import RANGE_OPACITY
from desktop_app.ui.charts.period_labels import label_lines, paint_period_labels
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.charts.window_marks import (
    LABEL_GROUND,
    LEAST_LABEL_PX,
    Hits,
    WindowMark,
    paint_window_marks,
    window_marks,
)
from desktop_app.ui.palette import Palette, colour

LEAST_STEP_PX: Final = 0.75
DAYS_A_MONTH: Final = 30.4
BEST_LINE_PX: Final = 1.6
# Years narrower than that have a thin line, which also is drawn ten times as fast.
RIMMED_YEAR_PX: Final = 60.0


def paint_running_total(
    painter: QPainter, area: QRectF, data: VolumesData, palette: Palette, font_px: float
) -> tuple[Hits, PeriodAxis]:
    """Draw into `area`; returns where the marks are, for hit tests, and the axis."""
    painter.save()
    font = sized(painter.font(), font_px)
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    lines = label_lines(area.height())
    plot = area.adjusted(
        metrics.horizontalAdvance("500 k") + 8, metrics.height() + 4, -4, -lines * metrics.height() - 2
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
    _frame(painter, plot, values, axis, palette, metrics, lines)
    for year in data.years:
        _band(painter, year, values, axis, palette)
    for year in data.years:
        _best(painter, year, values, axis, palette)
    crossed: Hits = []
    rules: Hits = []
    taken: list[QRectF] = []
    if limit and data.periods:
        rules, taken = _cap(painter, plot, values, data, palette, metrics)
        boxes = [(paint_crossing(painter, year, values.y(limit), axis, palette), year) for year in data.years]
        crossed = [(box, crossing_mark(year, limit, palette)) for box, year in boxes if box is not None]
    windows = paint_window_marks(painter, plot, values, axis, marks, palette, taken)
    painter.restore()
    # The first hit counts: a crossing lies on the cap's line, a window's bracket across it.
    return [*crossed, *windows, *rules], axis


def _frame(
    painter: QPainter,
    plot: QRectF,
    values: ValueAxis,
    axis: PeriodAxis,
    palette: Palette,
    metrics: QFontMetricsF,
    lines: int,
) -> None:
    for tick in values.ticks:
        y = values.y(tick)
        painter.setPen(pen(palette.line if tick else palette.text))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        painter.setPen(pen(palette.quiet))
        box = QRectF(plot.left() - 100, y - metrics.height() / 2, 94, metrics.height())
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight), short_number(tick))
    paint_period_labels(painter, plot, axis, palette, metrics, lines)


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


def _band(
    painter: QPainter, year: RunningYear, values: ValueAxis, axis: PeriodAxis, palette: Palette
) -> None:
    """From the low total, counted as late as may be, to the high one, counted as early as may be."""
    end = axis.x_of_day(date(year.year, 12, 31) + timedelta(days=1))
    low, high = _outline(year.low, values, axis, end), _outline(year.high, values, axis, end)
    painter.setPen(Qt.PenStyle.NoPen)
    if high:
        painter.setBrush(colour(palette.sea_volume, RANGE_OPACITY))
        painter.drawPolygon(QPolygonF([*high, *reversed(low)] if low else high))
    if low:
        painter.setBrush(colour(palette.sea_volume))
        painter.drawPolygon(QPolygonF(low))


def _best(
    painter: QPainter, year: RunningYear, values: ValueAxis, axis: PeriodAxis, palette: Palette
) -> None:
    """The best total as a line through the band; a rim parts it from the low one, where there is room."""
    end = axis.x_of_day(date(year.year, 12, 31) + timedelta(days=1))
    line = _outline(year.best, values, axis, end)[:-1]
    if not line:
        return
    painter.setBrush(Qt.BrushStyle.NoBrush)
    wide = axis.slot * Period.YEAR.months / axis.period.months >= RIMMED_YEAR_PX
    rim = [(palette.panel, BEST_LINE_PX + 1.6)] if wide else []
    for ink, width in (*rim, (palette.text, BEST_LINE_PX if wide else 1.0)):
        painter.setPen(pen(ink, width))
        painter.drawPolyline(QPolygonF(line))


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


def _cap(
    painter: QPainter,
    plot: QRectF,
    values: ValueAxis,
    data: VolumesData,
    palette: Palette,
    metrics: QFontMetricsF,
) -> tuple[Hits, list[QRectF]]:
    """The cap as a dashed line, steps to it as dotted ones; returns hits, and what no label may cover."""
    limit = data.limit_bbl or 0.0
    span = TimeSpan.of_days(data.periods[0], data.periods[-1], Precision.WINDOW)
    whole = f"UN cap {short_number(limit)} bbl a year, all states"
    text = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, plot.width() - 8)
    line = _rule_line(painter, plot, values.y(limit), palette, Qt.PenStyle.DashLine)
    box = QRectF(
        plot.left() + 4, line.top() + 2 - metrics.height(), metrics.horizontalAdvance(text) + 4, 0
    ).adjusted(0, 0, 0, metrics.height())
    painter.fillRect(box.adjusted(-2, 2, 0, -1), colour(palette.panel, LABEL_GROUND))
    painter.drawText(box, 0, text)
    mark = WindowMark("rule", CAP_RULE_ID, limit, span, "UN cap for all states together", palette.cap)
    hits, taken = [(box, mark), (line, mark)], [box, line]
    for rule in data.steps_to_the_cap:
        step, label = _step(painter, plot, values.y(limit * (rule.limit or 0.0)), rule, palette, metrics)
        words = f"{share(rule.limit or 0.0)} of the cap: {rule.text}"
        mark = WindowMark(
            "rule", rule.id, limit * (rule.limit or 0.0), span, rule.subject, palette.cap, words
        )
        hits += [(label, mark), (step, mark)]
        taken.append(label)
    return hits, taken


def _rule_line(
    painter: QPainter, plot: QRectF, y: float, palette: Palette, style: Qt.PenStyle, width: float = 1.4
) -> QRectF:
    painter.setPen(pen(palette.cap, width, style))
    painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
    return QRectF(plot.left(), y - 3, plot.width(), 6)


def _step(
    painter: QPainter, plot: QRectF, y: float, rule: Rule, palette: Palette, metrics: QFontMetricsF
) -> tuple[QRectF, QRectF]:
    """A step to the cap: its line, and its share at the right end of it."""
    line = _rule_line(painter, plot, y, palette, Qt.PenStyle.DotLine, 1.0)
    text = share(rule.limit or 0.0)
    width = metrics.horizontalAdvance(text) + 2
    box = QRectF(plot.right() - width, y - metrics.height() / 2, width, metrics.height())
    painter.fillRect(box.adjusted(-2, 2, 0, -2), colour(palette.panel, LABEL_GROUND))
    painter.drawText(box, 0, text)
    return line, box
