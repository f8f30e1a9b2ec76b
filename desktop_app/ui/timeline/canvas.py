"""The picture of the timeline: a ground that is kept, the brush over it, and what the hand does with both."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from desktop_app.query.timeline_results import Bins, Histogram
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.charts.clock import Clock, Stretch
from desktop_app.ui.charts.density import Bars
from desktop_app.ui.charts.lanes import (
    OVERHANG_PX,
    RIGHT_PX,
    TITLES_PX,
    Frame,
    Ground,
    Hit,
    frame_of,
    paint_ground,
    paint_halo,
)
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.charts.timeline_data import Entry, Lane, Look, by_time
from desktop_app.ui.palette import PALETTES, Palette, colour
from desktop_app.ui.timeline.brush import Days, clause_of, edges_px, window_of

NAME: Final = "timeline"
FONT_PX: Final = 11
LEAST_HEIGHT_PX: Final = 110
DIMMED: Final = 0.72
_NOTHING: Final = Bins((), (), (), (), 0)
EMPTY: Final = Histogram(_NOTHING, _NOTHING, _NOTHING)


class Canvas(QWidget):
    """Paints lanes and brush; moves, zooms and scrolls.

    Attributes:
        shown: the stretch of time in sight.
        bounds: the days that can be shown: those of the data, and of the window where it lies beside them.

    Signals:
        view_changed: another stretch of time is in sight.
    """

    view_changed = Signal()

    def __init__(self, session: Session, extent: Days, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self._extent = extent
        self._lanes: tuple[Lane, ...] = ()
        self._hidden_lanes: frozenset[str] = frozenset()
        self._voyages = EMPTY
        self._note = ""
        self._ground: QPixmap | None = None
        self._drawn: Ground | None = None
        self._frame: Frame | None = None
        self._boxes: dict[str, list[QRectF]] = {}
        self.shown = Stretch.of_days(*extent)
        self.setMouseTracking(True)
        self.setMinimumHeight(LEAST_HEIGHT_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Timeline")
        self.bar = QScrollBar(Qt.Orientation.Vertical, self)
        self.bar.setAccessibleName("Lanes of the timeline")
        self.bar.setCursor(Qt.CursorShape.ArrowCursor)
        self.bar.valueChanged.connect(self._on_scrolled)
        self.bar.hide()
        session.changed.connect(self._on_changed)

    @property
    def extent(self) -> Days:
        """The days of the data, whole months."""
        return self._extent

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """Every lane that holds anything, hidden ones too."""
        return self._lanes

    @property
    def shown_lanes(self) -> tuple[Lane, ...]:
        """The lanes that are drawn."""
        return tuple(lane for lane in self._lanes if lane.key not in self._hidden_lanes)

    @property
    def bounds(self) -> Stretch:
        """What can be shown."""
        window = self.window_days
        return Stretch.of_days(min(self._extent.first, window.first), max(self._extent.last, window.last))

    @property
    def window_days(self) -> Days:
        """The window of dates, all data where there is none."""
        return window_of(self.session.filter.dates, self._extent)

    @property
    def clock(self) -> Clock:
        """Time to pixels at the present size."""
        return self.frame.clock

    @property
    def frame(self) -> Frame:
        """Where the parts of the picture stand."""
        if self._frame is None:
            self._frame = self._lay_out()
        return self._frame

    @property
    def hits(self) -> list[Hit]:
        """Where each entry in sight was drawn."""
        return self._drawn.hits if self._drawn is not None else []

    @property
    def note(self) -> str:
        """Why there is little to see; empty where there is enough."""
        return self._note

    def show_data(self, extent: Days, lanes: tuple[Lane, ...], voyages: Histogram, note: str = "") -> None:
        """Other entries or counts, and a sentence where there are none.

        What is in sight stays, unless the data end elsewhere now.
        """
        if extent != self._extent:
            self._extent = extent
            self.shown = Stretch.of_days(*extent)
            self.view_changed.emit()
        self._lanes, self._voyages, self._note = lanes, voyages, note
        self.repaint_ground()

    def show_lanes(self, hidden: frozenset[str]) -> None:
        """Hide these lanes, by key."""
        self._hidden_lanes = hidden
        self.repaint_ground()

    def look_at(self, stretch: Stretch) -> None:
        """Show another stretch of time."""
        if stretch != self.shown:
            self.shown = stretch
            self.repaint_ground()
            self.view_changed.emit()

    @Slot()
    def fit_data(self) -> None:
        """Show everything dated."""
        self.look_at(self.bounds)

    @Slot()
    def fit_window(self) -> None:
        """Show the window of dates with a little on both sides."""
        self.look_at(Stretch.of_days(*self.window_days).padded(0.04, self.bounds))

    def zoom(self, factor: float, at_s: float | None = None) -> None:
        """Closer (above 1) or further, an instant staying where it is; the middle without one."""
        middle = (self.shown.first_s + self.shown.last_s) / 2
        self.look_at(self.shown.zoomed(factor, middle if at_s is None else at_s, self.bounds))

    def set_window(self, days: Days) -> None:
        """Make these days the window of dates; to the ends of the data and beyond, it is open."""
        self.session.set_clause(clause_of(days, self._extent), NAME)

    @Slot()
    def repaint_ground(self) -> None:
        """The kept picture is no longer true."""
        self._ground = None
        self._frame = self._lay_out()
        self.update()

    @Slot()
    def _on_scrolled(self) -> None:
        self._ground = None
        self.update()

    def entry_at(self, position: QPointF) -> Entry | None:
        """The entry under a point; the narrowest, since a dated call lies on a window that covers it too."""
        near = [hit for hit in self.hits if hit.box.adjusted(-3, -3, 3, 3).contains(position)]
        # A line between calls is last: both lie on it.
        return (
            min(near, key=lambda hit: (hit.entry.look is Look.LINK, hit.box.width())).entry if near else None
        )

    def words_of_bars(self, position: QPointF) -> str:
        """What the counts under a point say; empty where there are none."""
        bars = self._bars_at(position)
        return bars.words_at(position.x()) if bars is not None else ""

    def interval_at(self, position: QPointF) -> Days | None:
        """The interval whose count stands under a point."""
        bars = self._bars_at(position)
        found = bars.interval_at(position.x()) if bars is not None else None
        return Days(*found) if found is not None else None

    def _bars_at(self, position: QPointF) -> Bars | None:
        if self._drawn is None:
            return None
        areas = [(self.frame.bars, self._drawn.bars), *self._drawn.lane_bars]
        return next((bars for area, bars in areas if area.contains(position)), None)

    def lane_at(self, position: QPointF) -> Lane | None:
        """The lane whose title or row is under a point."""
        frame = self.frame
        if not frame.lanes.top() <= position.y() <= frame.lanes.bottom():
            return None
        seen = frame.in_sight(self.bar.value())
        return next((row.lane for row, top in seen if top <= position.y() < top + row.height), None)

    def entries(self) -> list[tuple[str, Entry]]:
        """What the keyboard goes through: lane and entry, in order."""
        return by_time(self.shown_lanes)

    def bring_into_sight(self, lane_key: str, entry: Entry) -> None:
        """Move clock and lanes just as far as the entry needs."""
        first, last = self.shown
        if entry.last_s < first or entry.first_s > last:
            middle = (entry.first_s + entry.last_s) / 2
            self.look_at(self.shown.moved(middle - (first + last) / 2, self.bounds))
        frame = self.frame
        place = next((place for place, row in enumerate(frame.placed) if row.lane.key == lane_key), 0)
        self.bar.setValue(min(self.bar.value(), place))
        while self.bar.value() < self.bar.maximum() and all(
            row.lane.key != lane_key for row, _ in frame.in_sight(self.bar.value())
        ):
            self.bar.setValue(self.bar.value() + 1)

    def box_of(self, entry: Entry) -> QRectF | None:
        """Where an entry in sight was drawn."""
        return next((hit.box for hit in self.hits if hit.entry == entry), None)

    def _area(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, 0, -2, -2)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """The ground, halos, then the brush: what is outside the window is dimmed."""
        palette = PALETTES[self.session.style.theme]
        if self._ground is None or self._ground.deviceIndependentSize() != self.size().toSizeF():
            self._ground = self._paint_ground(palette)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        self._paint_brush(painter, palette)
        self._paint_note(painter, palette)
        self._paint_halos(painter, palette)
        if self.hasFocus():
            painter.setPen(pen(palette.selection, 1.0))
            painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def _paint_ground(self, palette: Palette) -> QPixmap:
        """Everything that does not change while the brush moves."""
        ratio = self.devicePixelRatioF()
        ground = QPixmap((self.size().toSizeF() * ratio).toSize())
        ground.setDevicePixelRatio(ratio)
        ground.fill(colour(palette.panel))
        painter = QPainter(ground)
        painter.setFont(sized(self.font(), FONT_PX))
        area = self._area()
        self._drawn = paint_ground(painter, area, self.frame, self._voyages, self.bar.value(), palette)
        painter.end()
        self._boxes = {}
        for hit in self._drawn.hits:
            if hit.entry.look is not Look.LINK:
                for key in {hit.entry.key, hit.entry.voyage} - {""}:
                    self._boxes.setdefault(key, []).append(hit.box)
        return ground

    def _paint_note(self, painter: QPainter, palette: Palette) -> None:
        """Why there are no bars, above what the brush dims."""
        if not self._note:
            return
        painter.setFont(sized(self.font(), FONT_PX))
        painter.setPen(pen(palette.text))
        metrics, bars = QFontMetricsF(painter.font()), self.frame.bars
        note = metrics.elidedText(self._note, Qt.TextElideMode.ElideRight, bars.width() - 12)
        painter.drawText(bars, int(Qt.AlignmentFlag.AlignCenter), note)

    def _lay_out(self) -> Frame:
        """The parts of the picture, and a scroll bar beside the lanes if they need one."""
        metrics = QFontMetricsF(sized(self.font(), FONT_PX))
        bar_px = self.bar.sizeHint().width()
        for taken in (0, bar_px):
            clock = Clock(self.shown, TITLES_PX, max(self.width() - TITLES_PX - RIGHT_PX - taken, 1.0))
            frame = frame_of(self._area(), clock, self.shown_lanes, metrics)
            if not frame.most_above:
                break
        with QSignalBlocker(self.bar):
            self.bar.setRange(0, frame.most_above)
        self.bar.setPageStep(max(len(frame.placed) - frame.most_above, 1))
        top = round(frame.lanes.top())
        self.bar.setGeometry(self.width() - bar_px, top, bar_px, round(frame.lanes.height()))
        self.bar.setVisible(frame.most_above > 0)
        return frame

    def _paint_halos(self, painter: QPainter, palette: Palette) -> None:
        """What is selected, or pointed at in any view."""
        keys = dict.fromkeys((*self.session.selection, self.session.hover))
        selected = set(self.session.selection)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(self.frame.lanes.adjusted(-OVERHANG_PX, 0, OVERHANG_PX, 0))
        for key in keys:
            for box in self._boxes.get(key, ()):
                paint_halo(painter, box, palette, selected=key in selected)
        painter.restore()

    def _paint_brush(self, painter: QPainter, palette: Palette) -> None:
        clock = self.clock
        left, right = edges_px(self.window_days, clock)
        plot = QRectF(clock.left, 0, clock.width, self.frame.foot_top)
        if self.session.filter.dates.is_active:
            dim = colour(palette.window, DIMMED)
            edge = plot.adjusted(-OVERHANG_PX, 0, OVERHANG_PX, 0)
            painter.fillRect(QRectF(edge.topLeft(), QPointF(left, edge.bottom())), dim)
            painter.fillRect(QRectF(QPointF(right, edge.top()), edge.bottomRight()), dim)
        window = self.window_days
        for x, day in ((left, window.first), (right, window.last + 1)):
            if abs(clock.x_of_day(day) - x) > 1:
                continue  # this edge lies outside what is shown
            painter.setPen(pen(palette.selection))
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.fillRect(QRectF(x - 2, plot.center().y() - 10, 4, 20), colour(palette.selection))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Another size, another ground."""
        super().resizeEvent(event)
        self.repaint_ground()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self.repaint_ground()
        if change.what & (Changed.FILTER | Changed.SELECTION | Changed.HOVER):
            self.update()
