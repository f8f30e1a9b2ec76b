"""Published figures for a window of time in the running total: brackets at their value, with labels."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.domain.statement import Claim, Mode, Qualifier
from desktop_app.domain.time_span import TimeSpan
from desktop_app.ui.charts.axis import PeriodAxis, ValueAxis, short_number
from desktop_app.ui.charts.marks import bracket, pen
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.palette import Palette, colour

LEAST_LABEL_PX: Final = 90.0
FOOT_PX: Final = 4.0
# A label may lie on the bars.
LABEL_GROUND: Final = 0.85
QUALIFIER_WORDS: Final = {
    Qualifier.MORE_THAN: "over ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.ABOUT: "about ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.UP_TO: "up to ",
    Qualifier.EXACTLY: "",
}


@dataclass(frozen=True, slots=True)
class WindowMark:
    """A published figure for a window: where it was drawn, and what it is.

    Attributes:
        kind, id: of the card behind it.
        label: to read in the chart.
        words: told of it; empty for the label and its time.
        keys: of the cards behind it, where they are others than that of kind and id.
    """

    kind: str
    id: str
    value: float
    when: TimeSpan
    label: str
    colour: str
    words: str = ""
    keys: tuple[str, ...] = ()


Hits = list[tuple[QRectF, WindowMark]]


def window_marks(data: VolumesData, palette: Palette) -> list[WindowMark]:
    """Claims and notified figures with a window, highest first."""
    marks = [
        WindowMark(
            "claim",
            claim.id,
            claim.high,
            claim.when,
            f"{QUALIFIER_WORDS[claim.qualifier]}{short_number(claim.high)} "
            f"{claim.claimant}{_flag(data, claim)}",
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


def _flag(data: VolumesData, claim: Claim) -> str:
    """Why a claim cannot be meant as printed, beside its label; empty for all others."""
    flag = data.beside.flags.get(claim.id)
    return f" ({flag})" if flag else ""


def paint_window_marks(
    painter: QPainter,
    plot: QRectF,
    values: ValueAxis,
    axis: PeriodAxis,
    marks: Sequence[WindowMark],
    palette: Palette,
    taken: list[QRectF],
) -> Hits:
    """Brackets, then labels where no bracket and no other label is; one without a place is left to its tip.

    `taken` holds what no label may cover, and takes in the labels.
    """
    metrics = QFontMetricsF(painter.font())
    lines = [_line(mark, values, axis) for mark in marks]
    for line, mark in zip(lines, marks, strict=True):
        bracket(painter, line.left(), line.right(), line.top(), FOOT_PX, pen(mark.colour, 1.4))
    hits = [(line.adjusted(-2, -3, 2, 6), mark) for line, mark in zip(lines, marks, strict=True)]
    free = [line.adjusted(0, -1, 0, 1) for line in lines]
    for line, mark in zip(lines, marks, strict=True):
        box = _label_box(plot, line, metrics, mark.label, [*taken, *free])
        if box is None:
            continue
        taken.append(box)
        text = metrics.elidedText(mark.label, Qt.TextElideMode.ElideRight, box.width())
        painter.fillRect(box.adjusted(0, 2, 0, -2), colour(palette.panel, LABEL_GROUND))
        painter.setPen(pen(mark.colour))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignLeft), text)
        hits.append((box, mark))
    return hits


def _line(mark: WindowMark, values: ValueAxis, axis: PeriodAxis) -> QRectF:
    """The bracket's line."""
    left, right = axis.x_of_day(mark.when.first_day), axis.x_of_day(mark.when.last_day)
    return QRectF(left, values.y(mark.value), max(right - left, 3.0), 0.0)


def _label_box(
    plot: QRectF, line: QRectF, metrics: QFontMetricsF, label: str, taken: Sequence[QRectF]
) -> QRectF | None:
    """The first free place for a label; whole where there is one, else cut."""
    full = metrics.horizontalAdvance(label) + 2
    places = _label_places(plot, line, metrics.height())
    for least in (full, min(full, LEAST_LABEL_PX)):
        for place, room in places:
            box = QRectF(place, QSizeF(min(full, room), metrics.height()))
            if room < least or box.bottom() > plot.bottom() + 1 or box.top() < plot.top() - metrics.height():
                continue
            if not any(box.adjusted(0, 2, 0, -2).intersects(other) for other in taken):
                return box
    return None


def _label_places(plot: QRectF, line: QRectF, height: float) -> list[tuple[QPointF, float]]:
    """Where a bracket's label may stand, best first, each with the width it has there."""
    left, right, y = line.left(), line.right(), line.top()
    inside = plot.right() - max(left, plot.left()) - 6
    return [
        (QPointF(right + 5, y - height / 2), plot.right() - right - 5),
        (QPointF(left + 6, y - height), inside),
        (QPointF(left + 6, y + 1), inside),
        (QPointF(left + 6 + inside / 2, y - height), inside / 2),
        (QPointF(left + 6 + inside / 2, y + 1), inside / 2),
    ]
