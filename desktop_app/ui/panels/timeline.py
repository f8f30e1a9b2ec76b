"""The timeline panel: everything dated on one clock, with the date brush over it."""

from datetime import UTC, date, datetime, timedelta
from enum import Enum, auto
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.exporters.wording import time_span
from desktop_app.query.clauses import ClauseKind, DateClause, Filter
from desktop_app.query.results import TimelineContent
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.charts.lanes import paint_halo, paint_lanes
from desktop_app.ui.charts.timeline_data import Clock, Entry, Lane, lanes_of
from desktop_app.ui.palette import PALETTES, Palette, colour

NAME: Final = "timeline"
TITLES_PX: Final = 88
HANDLE_PX: Final = 6
FOOT_PX: Final = 18


class Grip(Enum):
    """What the mouse holds."""

    NONE = auto()
    FIRST = auto()
    LAST = auto()
    WINDOW = auto()
    NEW = auto()


class TimelinePanel(QWidget):
    """Lanes and brush. Drag on empty space draws a new window; its edges and middle can be dragged."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._extent = _year_of(session.store.record.as_of)
        self._content: TimelineContent | None = None
        self._generation = -1
        self._lanes: tuple[Lane, ...] = ()
        self._ground: QPixmap | None = None
        self._hits: list[tuple[QRectF, Entry]] = []
        self._grip = Grip.NONE
        self._anchor = self._extent[0]
        self._held = (self._extent[0], self._extent[1])
        self._moved = False
        self.setMouseTracking(True)
        self.setMinimumHeight(96)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Timeline")
        session.changed.connect(self._on_changed)

    def query(self, filter_: Filter) -> Query:
        """All dates, other clauses kept: the brush's own clause must not hide what it could reach."""
        other = filter_.without(ClauseKind.DATES)
        return lambda engine, feedback: engine.timeline(other, feedback)

    def query_result(self, result: TimelineContent, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Rows that other clauses hide become ghosts."""
        store = self._session.store
        if result == self._content and store.generation == self._generation:
            return
        self._content, self._generation = result, store.generation
        if result.first_day is not None and result.last_day is not None:
            self._extent = result.first_day, result.last_day
        self._lanes = lanes_of(store.record, result)
        self._ground = None
        self.update()

    def query_error(self, error: Exception) -> None:
        """The table says what went wrong; here the last state stays."""
        self.setToolTip(str(error))

    @property
    def clock(self) -> Clock:
        """Days to pixels at the present size."""
        return Clock(*self._extent, TITLES_PX, max(self.width() - TITLES_PX - 12, 1))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """Lanes, then the brush: what is outside the window is dimmed."""
        palette = PALETTES[self._session.style.theme]
        area = QRectF(self.rect()).adjusted(0, 4, -2, -2)
        clock = self.clock
        if self._ground is None or self._ground.deviceIndependentSize() != self.size().toSizeF():
            self._ground = self._paint_ground(area, palette)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box, entry in self._hits:
            if entry.key and entry.key in {*self._session.selection, self._session.hover}:
                paint_halo(painter, box, palette, selected=entry.key in self._session.selection)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        left, right = self._window_px()
        plot = QRectF(clock.left, area.top(), clock.width, area.height() - FOOT_PX)
        if self._session.filter.dates.is_active:
            dim = colour(palette.window, 0.72)
            painter.fillRect(QRectF(plot.left(), plot.top(), left - plot.left(), plot.height()), dim)
            painter.fillRect(QRectF(right, plot.top(), plot.right() - right, plot.height()), dim)
        painter.setPen(colour(palette.selection))
        for x in (left, right):
            painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
            painter.fillRect(QRectF(x - 2, plot.center().y() - 10, 4, 20), colour(palette.selection))
        painter.end()

    def _paint_ground(self, area: QRectF, palette: Palette) -> QPixmap:
        """The lanes without window and halos: kept while the brush moves, which changes none of them."""
        ratio = self.devicePixelRatioF()
        ground = QPixmap((self.size().toSizeF() * ratio).toSize())
        ground.setDevicePixelRatio(ratio)
        ground.fill(colour(palette.panel))
        painter = QPainter(ground)
        painter.setFont(self.font())
        self._hits = paint_lanes(painter, area, self._lanes, self.clock, palette)
        painter.end()
        return ground

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take an edge, the window, or start a new one; a click on an entry selects it."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        self._moved = False
        self._grip = self._grip_at(event.position())
        self._anchor = self.clock.day_at(event.position().x())
        self._held = self._window()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Drag live; without a button, point at what lies under the mouse."""
        if self._grip is Grip.NONE:
            self._point_at(event.position(), event)
            return
        day = self.clock.day_at(event.position().x())
        self._moved = self._moved or day != self._anchor
        if self._moved:
            self._drag_to(day)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """A press without a move is a click."""
        if self._grip is not Grip.NONE and not self._moved:
            entry = self._entry_at(event.position())
            if entry is not None and entry.key:
                self._session.select((entry.key,), NAME)
        self._grip = Grip.NONE

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Show all dates again."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._session.set_clause(DateClause(), NAME)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right move the window by a day, with Shift by a month."""
        if event.key() not in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            super().keyPressEvent(event)
            return
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        days = 30 if shift else 1
        self._held = self._window()
        self._shift_window(days if event.key() == Qt.Key.Key_Right else -days)

    def leaveEvent(self, event: object) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """The pointer is elsewhere."""
        self._session.set_hover("", NAME)

    def _window(self) -> tuple[date, date]:
        dates = self._session.filter.dates
        return dates.first_day or self._extent[0], dates.last_day or self._extent[1]

    def _window_px(self) -> tuple[float, float]:
        clock = self.clock
        first, last = self._window()
        left = max(clock.x(first), clock.left)
        right = min(clock.x(last + timedelta(days=1)), clock.left + clock.width)
        return min(left, clock.left + clock.width), max(right, clock.left)

    def _grip_at(self, position: QPointF) -> Grip:
        left, right = self._window_px()
        if abs(position.x() - left) <= HANDLE_PX:
            return Grip.FIRST
        if abs(position.x() - right) <= HANDLE_PX:
            return Grip.LAST
        inside = left < position.x() < right and self._session.filter.dates.is_active
        return Grip.WINDOW if inside else Grip.NEW

    def _drag_to(self, day: date) -> None:
        first, last = self._held
        if self._grip is Grip.FIRST:
            first, last = min(day, last), max(day, last)
        elif self._grip is Grip.LAST:
            first, last = min(day, first), max(day, first)
        elif self._grip is Grip.NEW:
            first, last = min(day, self._anchor), max(day, self._anchor)
        else:
            self._shift_window((day - self._anchor).days)
            return
        self._set_window(first, last)

    def _shift_window(self, days: int) -> None:
        """Move, keeping the length, as far as the clock goes."""
        first, last = self._held
        days = max(days, (self._extent[0] - first).days)
        days = min(days, (self._extent[1] - last).days)
        self._set_window(first + timedelta(days=days), last + timedelta(days=days))

    def _set_window(self, first: date, last: date) -> None:
        self._session.set_clause(
            DateClause(
                None if first <= self._extent[0] else first, None if last >= self._extent[1] else last
            ),
            NAME,
        )

    def _entry_at(self, position: QPointF) -> Entry | None:
        near = [(box, entry) for box, entry in self._hits if box.adjusted(-3, -3, 3, 3).contains(position)]
        # The narrowest mark wins: a dated call lies on top of the window that also covers it.
        return min(near, key=lambda hit: hit[0].width())[1] if near else None

    def _point_at(self, position: QPointF, event: QMouseEvent) -> None:
        entry = self._entry_at(position)
        grip = self._grip_at(position)
        edge = grip in {Grip.FIRST, Grip.LAST} and entry is None
        self.setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)
        self._session.set_hover(entry.key if entry is not None else "", NAME)
        text = f"{time_span(entry.when)}: {entry.label}" if entry is not None else ""
        QToolTip.showText(event.globalPosition().toPoint(), text, self)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self._ground = None
        if change.what & (Changed.FILTER | Changed.SELECTION | Changed.HOVER | Changed.STYLE):
            self.update()


def _year_of(as_of: date | None) -> tuple[date, date]:
    """The clock of a case that holds nothing dated: the year of its sources, else the present one."""
    year = as_of.year if as_of is not None else datetime.now(UTC).year
    return date(year, 1, 1), date(year, 12, 31)
