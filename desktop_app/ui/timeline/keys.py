"""The keyboard on the timeline: the window, the clock, and the entries one by one."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent
from PySide6.QtWidgets import QToolTip

from desktop_app.query.clauses import DateClause
from desktop_app.query.date_steps import StepUnit, stepped
from desktop_app.ui.charts.timeline_data import Entry
from desktop_app.ui.timeline.brush import Days, edge_moved
from desktop_app.ui.timeline.canvas import NAME, Canvas
from desktop_app.ui.timeline.hand import ZOOM_OF_NOTCH, as_tooltip, words_of
from desktop_app.ui.timeline.player import Player

TIMELINE_KEYS: Final = (
    ("←  →", "Move the window of dates by a day; with Shift by a month"),
    ("Alt+←  Alt+→", "Move the window's end; with Shift its beginning"),
    ("[  ]", "Step back, step on"),
    ("Space", "Play, stop"),
    ("+  −", "Zoom in, zoom out"),
    ("Ctrl+←  Ctrl+→", "Move the clock"),
    ("Home  End", "Fit to the data, to the window"),
    ("↑  ↓", "Previous, next entry"),
    ("PgUp  PgDn", "Previous, next lane"),
    ("Enter", "Select the entry"),
    ("Wheel  Shift+wheel", "Zoom at the pointer; move the clock"),
    ("Shift+drag", "Move the clock"),
    ("Double click", "All dates"),
)
"""What `Keys` and `Hand` do while the timeline has the focus."""

_SHIFT, _ALT, _CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
# Share of what is shown that one key moves the clock by.
MOVE_OF_KEY: Final = 0.2


class Keys(QObject):
    """Sees the canvas's keys before the window's own shortcuts do.

    Attributes:
        at: lane and entry that the keyboard is on; None before the first.
    """

    def __init__(self, canvas: Canvas, player: Player) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._player = player
        self.at: tuple[str, Entry] | None = None
        canvas.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802 - Qt's name and form
        """Take the keys of `TIMELINE_KEYS`."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._deed_of(event) is not None:
                event.accept()
                return True
        elif event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            deed = self._deed_of(event)
            if deed is not None:
                deed()
                return True
        elif event.type() is QEvent.Type.FocusOut:
            self._canvas.session.set_hover("", NAME)
        return False

    def _deed_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Left, Qt.Key.Key_Right}:
            return self._arrow_of(1 if key == Qt.Key.Key_Right else -1, modifiers)
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus} and not modifiers & (_ALT | _CTRL):
            factor = 1 / ZOOM_OF_NOTCH if key == Qt.Key.Key_Minus else ZOOM_OF_NOTCH
            return lambda: self._canvas.zoom(factor)
        if modifiers:
            return None
        deeds: dict[Qt.Key, Callable[[], object]] = {
            Qt.Key.Key_BracketLeft: lambda: self._player.step(-1),
            Qt.Key.Key_BracketRight: lambda: self._player.step(1),
            Qt.Key.Key_Space: self._player.toggle,
            Qt.Key.Key_Home: self._canvas.fit_data,
            Qt.Key.Key_End: self._canvas.fit_window,
            Qt.Key.Key_Up: lambda: self._go(-1),
            Qt.Key.Key_Down: lambda: self._go(1),
            Qt.Key.Key_PageUp: lambda: self._go_to_lane(-1),
            Qt.Key.Key_PageDown: lambda: self._go_to_lane(1),
            Qt.Key.Key_Return: self._select,
            Qt.Key.Key_Enter: self._select,
        }
        return deeds.get(key)

    def _arrow_of(self, direction: int, modifiers: Qt.KeyboardModifier) -> Callable[[], object] | None:
        canvas = self._canvas
        if modifiers == _CTRL:
            way = direction * MOVE_OF_KEY * canvas.shown.length_s
            return lambda: canvas.look_at(canvas.shown.moved(way, canvas.bounds))
        if modifiers in {_ALT, _ALT | _SHIFT}:
            first = bool(modifiers & _SHIFT)
            return lambda: self._set_window(edge_moved(canvas.window_days, direction, first=first))
        if modifiers == _SHIFT:
            return lambda: self._move_by_month(direction)
        if not modifiers:
            return lambda: canvas.set_window(canvas.window_days.moved(direction, canvas.extent))
        return None

    def _set_window(self, days: Days) -> None:
        self._canvas.set_window(
            Days(max(days.first, self._canvas.extent.first), min(days.last, self._canvas.extent.last))
        )

    def _move_by_month(self, direction: int) -> None:
        """As far as the data go; a window of whole months stays one."""
        dates = self._canvas.session.filter.dates
        window = stepped(self._canvas.window_days.window, StepUnit.MONTH, direction)
        if window is None or not dates.is_active:
            return
        extent = self._canvas.extent.window
        if window.first >= extent.first and window.last <= extent.last:
            self._canvas.session.set_clause(DateClause(window.first, window.last), NAME)
        else:
            self._canvas.set_window(
                self._canvas.window_days.moved(direction * window.days, self._canvas.extent)
            )

    def _go(self, direction: int) -> None:
        """To the next entry, from the one pointed at or selected, else from what is shown."""
        entries = self._canvas.entries()
        if not entries:
            return
        place = self._place(entries)
        if place is None:
            seen = (
                number
                for number, (_, entry) in enumerate(entries)
                if entry.last_s >= self._canvas.shown.first_s
            )
            place = next(seen, 0)
        else:
            place = min(max(place + direction, 0), len(entries) - 1)
        self._point_at(entries[place])

    def _go_to_lane(self, direction: int) -> None:
        """To the entry of the next lane that is nearest in time."""
        entries = self._canvas.entries()
        place = self._place(entries)
        lanes = list(dict.fromkeys(lane for lane, _ in entries))
        if place is None:
            self._go(direction)
            return
        lane, now = entries[place]
        number = lanes.index(lane) + direction
        if 0 <= number < len(lanes):
            of_lane = [(key, entry) for key, entry in entries if key == lanes[number]]
            self._point_at(min(of_lane, key=lambda row: abs(row[1].first_s - now.first_s)))

    def _place(self, entries: list[tuple[str, Entry]]) -> int | None:
        if self.at in entries:
            return entries.index(self.at)
        keys = {self._canvas.session.hover, *self._canvas.session.selection}
        return next((place for place, (_, entry) in enumerate(entries) if entry.key in keys), None)

    def _point_at(self, at: tuple[str, Entry]) -> None:
        self.at = at
        lane, entry = at
        canvas = self._canvas
        canvas.bring_into_sight(lane, entry)
        canvas.session.set_hover(entry.key, NAME)
        words = words_of(entry)
        canvas.setAccessibleDescription(words)
        QAccessible.updateAccessibility(QAccessibleEvent(canvas, QAccessible.Event.DescriptionChanged))
        canvas.repaint()  # the tooltip stands beside the mark as it is drawn now
        box = canvas.box_of(entry)
        corner = box.bottomLeft().toPoint() if box is not None else QPoint()
        QToolTip.showText(canvas.mapToGlobal(corner), as_tooltip(words), canvas)

    def _select(self) -> None:
        if self.at is not None:
            self._canvas.session.select((self.at[1].key,), NAME)
