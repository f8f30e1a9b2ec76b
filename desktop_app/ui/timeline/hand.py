"""The mouse on the timeline: the brush, clicks, zoom at the pointer, moving the clock."""

import html
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPointF, QRect, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QToolTip

from desktop_app.exporters.wording import PRECISION_WORDS, time_span
from desktop_app.query.ais_events import KEY_KIND, found_event
from desktop_app.query.clauses import DateClause
from desktop_app.query.engine import QueryEngine
from desktop_app.ui.charts.timeline_data import Entry, Look
from desktop_app.ui.timeline.brush import HANDLE_PX, Grip, dragged, grip_at
from desktop_app.ui.timeline.canvas import NAME, Canvas

# One notch of a wheel, in the eighths of a degree that Qt counts.
NOTCH: Final = 120
ZOOM_OF_NOTCH: Final = 1.25
# Share of what is shown that one notch moves the clock by.
MOVE_OF_NOTCH: Final = 0.1
_CURSORS: Final = {
    Grip.FIRST: Qt.CursorShape.SizeHorCursor,
    Grip.LAST: Qt.CursorShape.SizeHorCursor,
    Grip.WINDOW: Qt.CursorShape.OpenHandCursor,
    Grip.VIEW: Qt.CursorShape.ClosedHandCursor,
}


class Hand(QObject):
    """Sees the canvas's mouse events.

    A drag with the left button brushes: an edge, the middle, or a new window. With Shift, or with the middle
    button, it moves the clock. The wheel zooms at the pointer, with Shift it moves the clock; over the titles
    it scrolls the lanes.
    """

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._grip = Grip.NONE
        self._moved = False
        self._anchor = 0
        self._last_x = 0.0
        self._turned = 0.0
        self._held = canvas.window_days
        self._told = ("", "")
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name and form
        """Take what the mouse does; everything else is the canvas's."""
        match event.type():
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                self._press(event)
            case QEvent.Type.MouseMove if isinstance(event, QMouseEvent):
                self._move(event)
            case QEvent.Type.MouseButtonRelease if isinstance(event, QMouseEvent):
                self._release(event)
            case QEvent.Type.MouseButtonDblClick if isinstance(event, QMouseEvent):
                if event.button() is Qt.MouseButton.LeftButton:
                    self._canvas.session.set_clause(DateClause(), NAME)
            case QEvent.Type.Wheel if isinstance(event, QWheelEvent):
                self._wheel(event)
            case QEvent.Type.Leave:
                self._canvas.session.set_hover("", NAME)
                return False
            case _:
                return False
        return True

    def _press(self, event: QMouseEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        position = event.position()
        self._moved = False
        self._last_x = position.x()
        if event.button() is Qt.MouseButton.MiddleButton or (
            shift and event.button() is Qt.MouseButton.LeftButton
        ):
            self._grip = Grip.VIEW
            self._canvas.setCursor(_CURSORS[Grip.VIEW])
        elif (
            event.button() is Qt.MouseButton.LeftButton
            and position.x() >= self._canvas.clock.left - HANDLE_PX
        ):
            self._grip = self._grip_at(position)
            self._anchor = self._canvas.clock.day_at(position.x())
            self._held = self._canvas.window_days

    def _move(self, event: QMouseEvent) -> None:
        if self._grip is Grip.NONE:
            self._point_at(event)
        elif self._grip is Grip.VIEW:
            canvas = self._canvas
            by_s = (self._last_x - event.position().x()) / canvas.clock.px_per_s
            self._last_x = event.position().x()
            canvas.look_at(canvas.shown.moved(by_s, canvas.bounds))
        else:
            day = self._canvas.clock.day_at(event.position().x())
            self._moved = self._moved or day != self._anchor
            if self._moved:
                days = dragged(self._grip, self._held, self._anchor, day, self._canvas.extent)
                self._canvas.set_window(days)

    def _release(self, event: QMouseEvent) -> None:
        """A press without a move is a click: it selects an entry, or takes the interval of a bar."""
        grip, self._grip = self._grip, Grip.NONE
        if grip is Grip.VIEW:
            self._point_at(event)
        elif grip is not Grip.NONE and not self._moved:
            entry = self._canvas.entry_at(event.position())
            interval = self._canvas.interval_at(event.position())
            if entry is not None:
                self._canvas.session.select((entry.key,), NAME)
            elif interval is not None:
                self._canvas.set_window(interval)

    def _wheel(self, event: QWheelEvent) -> None:
        canvas = self._canvas
        delta = event.angleDelta()
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        notches = delta.y() / NOTCH
        if event.position().x() < canvas.clock.left and not shift:
            # A touchpad turns by parts of a notch; lanes are scrolled whole.
            self._turned += notches
            lanes = int(self._turned)
            self._turned -= lanes
            canvas.bar.setValue(canvas.bar.value() - lanes)
        elif shift or abs(delta.x()) > abs(delta.y()):
            # Where Shift already turns the wheel sideways, only x is told.
            way = (delta.x() or delta.y()) / NOTCH
            canvas.look_at(canvas.shown.moved(-way * MOVE_OF_NOTCH * canvas.shown.length_s, canvas.bounds))
        elif notches:
            canvas.zoom(ZOOM_OF_NOTCH**notches, canvas.clock.second_at(event.position().x()))

    def _grip_at(self, position: QPointF) -> Grip:
        canvas = self._canvas
        active = canvas.session.filter.dates.is_active
        return grip_at(position.x(), canvas.window_days, canvas.clock, active=active)

    def _point_at(self, event: QMouseEvent) -> None:
        canvas, position = self._canvas, event.position()
        entry = canvas.entry_at(position)
        grip = self._grip_at(position)
        inside = position.x() >= canvas.clock.left - 6 and entry is None
        canvas.setCursor(
            _CURSORS.get(grip, Qt.CursorShape.ArrowCursor) if inside else Qt.CursorShape.ArrowCursor
        )
        canvas.session.set_hover(entry.key if entry is not None else "", NAME)
        words = words_of(entry) + self._sentence(entry) if entry is not None else self._words_at(position)
        QToolTip.showText(event.globalPosition().toPoint(), as_tooltip(words), canvas, QRect())

    def _sentence(self, entry: Entry) -> str:
        """What an event was found by; empty for others. Kept for as long as the pointer stays on it."""
        if self._told[0] != entry.key:
            self._told = (entry.key, event_words(self._canvas.session.engine, entry.key))
        return self._told[1]

    def _words_at(self, position: QPointF) -> str:
        if position.x() < self._canvas.clock.left:
            lane = self._canvas.lane_at(position)
            return lane.explained if lane is not None else ""
        return self._canvas.words_of_bars(position)


def words_of(entry: Entry) -> str:
    """An entry for tooltip and screen reader: its time with its precision, what it is, what hides it."""
    if entry.look is Look.LINK:
        return entry.label
    parts = [f"{time_span(entry.when)} UTC ({PRECISION_WORDS[entry.when.precision]}): {entry.label}"]
    if entry.lag:
        parts.append(f"{entry.lag} from the selected sailing: proximity, not proof")
    if entry.ghost:
        parts.append("hidden by the filter")
    return "; ".join(parts)


def event_words(engine: QueryEngine, key: str) -> str:
    """The sentence of an event after its time and name; empty for what is none."""
    kind, _, ident = key.partition(":")
    if kind != KEY_KIND:
        return ""
    from desktop_app.exporters.ais_event_card import event_sentence  # noqa: PLC0415 - numpy, with events only

    event = found_event(engine, ident)
    return "" if event is None else f"; {event_sentence(event, engine.store)}"


def as_tooltip(words: str) -> str:
    """Words of a case as a tooltip that wraps; never read as markup."""
    return f"<qt>{html.escape(words)}</qt>" if words else ""
