"""Draws the ground of the timeline: counts, lanes and axis on one clock; all but brush and halos."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.exporters.wording import number
from desktop_app.query.timeline_results import Histogram
from desktop_app.ui.charts.clock import Clock
from desktop_app.ui.charts.density import Bars, paint_bars
from desktop_app.ui.charts.entry_marks import paint_entry
from desktop_app.ui.charts.lane_layout import PlacedLane, in_sight, place_lanes
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.charts.time_axis import axis_height, paint_axis
from desktop_app.ui.charts.timeline_data import Entry, Lane, Look, duration
from desktop_app.ui.palette import Palette, colour

TITLES_PX: Final = 88.0
RIGHT_PX: Final = 14.0
# The counts, and the same in an area lower than the third number.
BARS_PX: Final = 34.0
LOW_BARS_PX: Final = 27.0
LOW_AREA_PX: Final = 190.0
# How far marks at an edge of the clock reach over it.
OVERHANG_PX: Final = 5.0
# Space that a lane needs above and below its rows.
_PAD_PX: Final = 2.0
# Dots that a silence shows on both sides of its length.
_DURATION_GAP_PX: Final = 12.0


class Hit(NamedTuple):
    """Where an entry was drawn."""

    box: QRectF
    entry: Entry


class Frame(NamedTuple):
    """The parts of the picture in pixels.

    Attributes:
        bars: counts of all voyages.
        lanes: what of the lanes can be seen.
        foot_top: where the axis begins.
        placed: lanes with their places from the top of all of them.
        most_above: how many lanes must be scrolled out of sight to see the last; 0 where all fit.
    """

    clock: Clock
    bars: QRectF
    lanes: QRectF
    foot_top: float
    placed: list[PlacedLane]
    most_above: int

    def in_sight(self, above: int) -> Iterator[tuple[PlacedLane, float]]:
        """Lanes that can be seen whole below so many that are scrolled away, each with its top."""
        start = self.placed[above].top if above < len(self.placed) else 0.0
        for placed in self.placed[above:]:
            # The first one is seen as far as there is room.
            if placed.top == start or placed.top + placed.height - start <= self.lanes.height() + 0.5:
                yield placed, self.lanes.top() + placed.top - start


class Ground(NamedTuple):
    """What was drawn where."""

    hits: list[Hit]
    bars: Bars
    lane_bars: list[tuple[QRectF, Bars]]


def frame_of(area: QRectF, clock: Clock, lanes: Sequence[Lane], metrics: QFontMetricsF) -> Frame:
    """Divide the area; the lanes get what counts and axis leave."""
    foot_top = area.bottom() - axis_height(metrics)
    bars_px = BARS_PX if area.height() >= LOW_AREA_PX else LOW_BARS_PX
    bars = QRectF(clock.left, area.top() + 2, clock.width, bars_px)
    room = QRectF(clock.left, bars.bottom() + 3, clock.width, max(foot_top - bars.bottom() - 4, 0.0))
    placed = place_lanes(lanes, clock, room.height())
    total = placed[-1].top + placed[-1].height if placed else 0.0
    fits = (number for number, row in enumerate(placed) if total - row.top <= room.height() + 0.5)
    return Frame(clock, bars, room, foot_top, placed, next(fits, max(len(placed) - 1, 0)))


def paint_ground(
    painter: QPainter,
    area: QRectF,
    frame: Frame,
    voyages: Histogram,
    above: int,
    palette: Palette,
) -> Ground:
    """Draw everything that does not change while the brush moves."""
    metrics = QFontMetricsF(painter.font())
    paint_axis(painter, area, frame.foot_top, frame.clock, palette, metrics)
    bars = paint_bars(painter, voyages, frame.bars, frame.clock, palette.sea_volume)
    _bar_titles(painter, area, frame, bars, palette)
    painter.save()
    sight = frame.lanes.adjusted(-(frame.clock.left - area.left()), 0, RIGHT_PX, 0)
    painter.setClipRect(sight)
    hits: list[Hit] = []
    lane_bars: list[tuple[QRectF, Bars]] = []
    for placed, top in frame.in_sight(above):
        box = QRectF(area.left(), top, area.width(), placed.height)
        painter.setClipRect(sight)
        title = QRectF(box.left() + 8, box.top(), frame.clock.left - box.left() - 12, box.height())
        painter.setPen(pen(palette.quiet))
        painter.drawText(title, int(Qt.AlignmentFlag.AlignVCenter), placed.lane.title)
        painter.setPen(pen(palette.line))
        painter.drawLine(
            QPointF(box.left() + 8, box.bottom() - 0.5), QPointF(frame.clock.right, box.bottom() - 0.5)
        )
        plot = QRectF(frame.clock.left, box.top(), frame.clock.width, box.height())
        painter.setClipRect(plot.adjusted(-OVERHANG_PX, 0, OVERHANG_PX, 0).intersected(sight))
        if placed.counted and placed.lane.histogram is not None:
            value: str = getattr(palette, placed.lane.token)
            counts = plot.adjusted(0, _PAD_PX, 0, -_PAD_PX)
            lane_bars.append((plot, paint_bars(painter, placed.lane.histogram, counts, frame.clock, value)))
            hits += _entries(painter, placed, placed.lane.pinned, plot, frame.clock, palette)
        else:
            hits += _entries(painter, placed, placed.lane.entries, plot, frame.clock, palette)
    painter.restore()
    return Ground(hits, bars, lane_bars)


def _entries(
    painter: QPainter,
    placed: PlacedLane,
    entries: Iterable[Entry],
    plot: QRectF,
    clock: Clock,
    palette: Palette,
) -> list[Hit]:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    hits: list[Hit] = []
    row_px = (plot.height() - 2 * _PAD_PX) / placed.rows
    labels: list[tuple[QRectF, str]] = []
    for entry in in_sight(entries, clock):
        top = plot.top() + _PAD_PX + placed.row_of.get(entry.key, 0) * row_px
        box = paint_entry(painter, entry, QRectF(plot.left(), top, plot.width(), row_px), clock, palette)
        hits.append(Hit(box, entry))
        if entry.lag:
            labels.append((box, entry.lag))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    _durations(painter, [hit for hit in hits if hit.entry.look is Look.SILENT], clock, palette)
    _lags(painter, labels, [hit.box for hit in hits], plot, palette)
    return hits


def _durations(painter: QPainter, silences: Sequence[Hit], clock: Clock, palette: Palette) -> None:
    """How long each silence is, at the middle of what of it is in sight, where there is room.

    Not of one that had not ended when the data did.
    """
    metrics = QFontMetricsF(painter.font())
    used: list[QRectF] = []
    for box, entry in silences:
        if entry.far:
            continue
        seen = QRectF(max(box.left(), clock.left), box.top(), 0, box.height())
        seen.setRight(min(box.right(), clock.right))
        text = duration(entry.last_s - entry.first_s)
        width = metrics.horizontalAdvance(text)
        if width + 2 * _DURATION_GAP_PX > seen.width():
            continue
        place = QRectF(0, 0, width + 4, metrics.ascent())
        place.moveCenter(seen.center())
        if any(place.intersects(other) for other in used):
            continue
        used.append(place)
        painter.fillRect(place, colour(palette.panel))
        painter.setPen(pen(palette.quiet))
        painter.drawText(place.adjusted(0, -2, 0, 2), int(Qt.AlignmentFlag.AlignCenter), text)


def _lags(
    painter: QPainter,
    labels: Sequence[tuple[QRectF, str]],
    taken: Sequence[QRectF],
    plot: QRectF,
    palette: Palette,
) -> None:
    """The lag beside each mark that is near; where there is no free place, the tooltip tells it."""
    metrics = QFontMetricsF(painter.font())
    used: list[QRectF] = []
    for mark, text in labels:
        width = metrics.horizontalAdvance(text)
        for x in (mark.right() + 2, mark.left() - 3 - width):
            box = QRectF(x, mark.center().y() - metrics.height() / 2, width + 1, metrics.height())
            if box.left() < plot.left() or box.right() > plot.right() + RIGHT_PX:
                continue
            if any(box.intersects(other) for other in used):
                continue
            if any(box.adjusted(1, 3, -1, -3).intersects(other) for other in taken if other != mark):
                continue
            used.append(box)
            painter.fillRect(box, colour(palette.panel, 0.85))
            painter.setPen(pen(palette.text))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignVCenter), text)
            break


def _bar_titles(painter: QPainter, area: QRectF, frame: Frame, bars: Bars, palette: Palette) -> None:
    """What the bars count, and how many the highest stands for."""
    painter.setPen(pen(palette.line))
    painter.drawLine(
        QPointF(area.left() + 8, frame.bars.bottom() + 1.5),
        QPointF(frame.clock.right, frame.bars.bottom() + 1.5),
    )
    painter.setPen(pen(palette.quiet))
    title = QRectF(
        area.left() + 8, frame.bars.top(), frame.clock.left - area.left() - 14, frame.bars.height()
    )
    painter.drawText(title, int(Qt.AlignmentFlag.AlignVCenter), f"Voyages\nper {bars.unit}")
    metrics = QFontMetricsF(painter.font())
    peak = number(bars.peak)
    if bars.peak and metrics.horizontalAdvance(f"Voyages {peak}") <= title.width():
        painter.drawText(title, int(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight), peak)


def paint_halo(painter: QPainter, box: QRectF, palette: Palette, *, selected: bool) -> None:
    """Mark an entry that is selected, or pointed at in any view."""
    painter.setPen(pen(palette.text, 2.0 if selected else 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(-3, -3, 3, 3), 4, 4)
