"""A slider for the best value of an assumption, with flags below it for the lowest and the highest.

Each of the three has the keyboard in its turn, as the three thumbs of one slider have in WAI-ARIA's pattern.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.domain.assumption import Range
from desktop_app.exporters.assumption_words import ends_words, value_words
from desktop_app.session.session import Session
from desktop_app.ui.assumptions.handle_scale import Handle, HandleScale, moved_to
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.palette import PALETTES, colour

HEIGHT_PX: Final = 30
MARGIN_PX: Final = 9.0
TRACK_Y: Final = 10.0
TRACK_PX: Final = 4.0
KNOB_PX: Final = 6.5
FLAG_PX: Final = 10.0  # width and height of a flag
TICK_PX: Final = 8.0
PAGE_STEPS: Final = 10
SLIDER_KEYS: Final = (
    ("← →  ↑ ↓", "Move the handle by a step"),
    ("PgUp  PgDn", "By ten steps"),
    ("Home  End", "To the end of the slider"),
    ("Tab  Shift+Tab", "Next, previous handle: lowest, best, highest"),
)
"""What a slider of the assumptions does while it has the focus."""
NAMES: Final = {Handle.LOW: "lowest", Handle.BEST: "best", Handle.HIGH: "highest"}
_STEPS: Final = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -PAGE_STEPS,
    Qt.Key.Key_PageUp: PAGE_STEPS,
}


class RangeSlider(QWidget):
    """Three handles on one track; a tick shows the published best value.

    Attributes:
        handle: the one that the keyboard moves.

    Signals:
        moved: the `Range` that a hand or key wants.
        released: the hand let go, or a key was pressed.
    """

    moved = Signal(object)
    released = Signal()

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        """`name` is that of the assumption."""
        super().__init__(parent)
        self._session = session
        self._name = name
        self._value = Range(0.0, 0.0, 0.0)
        self._published = Range(0.0, 0.0, 0.0)
        self._unit = ""
        self._scale = HandleScale(0.0, 1.0, 0.01)
        self._dragged: Handle | None = None
        self._grip = 0.0
        self.handle = Handle.BEST
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT_PX)
        self._describe()

    def show_value(self, value: Range, published: Range, unit: str, scale: HandleScale) -> None:
        """Stand at this; a scale stays as it is while a hand is on it."""
        if self._dragged is None:
            self._scale = scale
        self._value, self._published, self._unit = value, published, unit
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as its steps can be told apart."""
        return QSize(240, HEIGHT_PX)

    def spot(self, handle: Handle) -> QPointF:
        """The middle of a handle."""
        y = TRACK_Y if handle is Handle.BEST else TRACK_Y + KNOB_PX + FLAG_PX * 0.6
        side = {Handle.LOW: -FLAG_PX / 2, Handle.BEST: 0.0, Handle.HIGH: FLAG_PX / 2}[handle]
        return QPointF(self._x(self._value[handle.value]) + side, y)

    def spot_of(self, value: float) -> QPointF:
        """Where the knob stands at a value."""
        return QPointF(self._x(value), TRACK_Y)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """Track, range, published tick, flags, knob."""
        palette = PALETTES[self._session.style.theme]
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        low, best, high = (self._x(value) for value in self._value)
        track = QRectF(MARGIN_PX, TRACK_Y - TRACK_PX / 2, self.width() - 2 * MARGIN_PX, TRACK_PX)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.line))
        painter.drawRoundedRect(track, 2, 2)
        changed = self._value != self._published
        ink = palette.selection if changed else palette.sea_volume
        painter.setBrush(colour(ink, 0.55))
        painter.drawRect(QRectF(low, track.top(), high - low, TRACK_PX))
        x = self._x(self._published.best)
        painter.setPen(pen(palette.text, 1.5))
        painter.drawLine(QPointF(x, TRACK_Y - TICK_PX), QPointF(x, TRACK_Y + TICK_PX))
        for handle in (Handle.LOW, Handle.HIGH):
            self._paint_flag(painter, handle, ink)
        painter.setPen(pen(palette.panel, 1.5))
        painter.setBrush(colour(ink))
        painter.drawEllipse(QPointF(best, TRACK_Y), KNOB_PX, KNOB_PX)
        if self.hasFocus():
            painter.setPen(pen(palette.text, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            around = KNOB_PX + 2 if self.handle is Handle.BEST else FLAG_PX * 0.75
            painter.drawEllipse(self.spot(self.handle), around, around)
        painter.end()

    def _paint_flag(self, painter: QPainter, handle: Handle, ink: str) -> None:
        """A triangle that hangs on a line, on the outer side of its value: flags never cover each other."""
        x = self._x(self._value[handle.value])
        out = -FLAG_PX if handle is Handle.LOW else FLAG_PX
        top = TRACK_Y + KNOB_PX
        painter.setPen(pen(ink, 1.2))
        painter.drawLine(QPointF(x, TRACK_Y), QPointF(x, top + FLAG_PX))
        painter.setBrush(colour(ink))
        painter.drawPolygon(
            QPolygonF([QPointF(x, top), QPointF(x + out, top + FLAG_PX / 2), QPointF(x, top + FLAG_PX)])
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Take the handle under the pointer, else bring the knob there."""
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        at = event.position()
        self._dragged = self._at(at) or Handle.BEST
        self.handle = self._dragged
        is_on_it = self._at(at) is not None
        self._grip = at.x() - self._x(self._value[self._dragged.value]) if is_on_it else 0.0
        if not is_on_it:
            self._drag(at.x())
        self._describe()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Carry the handle, or tell what is under the pointer."""
        at = event.position()
        if self._dragged is not None:
            self._drag(at.x())
            return
        handle = self._at(at)
        self.setCursor(Qt.CursorShape.PointingHandCursor if handle else Qt.CursorShape.ArrowCursor)
        words = self._words(handle) if handle else ""
        if not words and abs(at.x() - self._x(self._published.best)) < KNOB_PX / 2:
            words = f"published: {self._told(self._published.best)}"
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Let go."""
        if self._dragged is not None and event.button() is Qt.MouseButton.LeftButton:
            self._dragged = None
            self.released.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows move by a step, Page up and down by ten, Home and End to the ends."""
        key, now = Qt.Key(event.key()), self._value[self.handle.value]
        if key in _STEPS:
            self._want(self._scale.stepped(now + _STEPS[key] * self._scale.step))
        elif key == Qt.Key.Key_Home:
            self._want(self._scale.least)
        elif key == Qt.Key.Key_End:
            self._want(self._scale.most)
        else:
            super().keyPressEvent(event)
            return
        self.released.emit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - Qt's name and form
        """Tab goes from handle to handle, then on."""
        place = self.handle.value + (1 if forward else -1)
        if place not in {handle.value for handle in Handle}:
            return super().focusNextPrevChild(forward)
        self.handle = Handle(place)
        self._describe()
        self.update()
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Tab comes in at the end that it comes from."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.TabFocusReason:
            self.handle = Handle.LOW
        elif event.reason() is Qt.FocusReason.BacktabFocusReason:
            self.handle = Handle.HIGH
        self._describe()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """No handle has the keyboard."""
        super().focusOutEvent(event)
        self.update()

    def _drag(self, x: float) -> None:
        self._want(self._scale.value((x - self._grip - MARGIN_PX) / (self.width() - 2 * MARGIN_PX)))

    def _want(self, value: float) -> None:
        wanted = moved_to(self._value, self.handle, value)
        if wanted != self._value:
            self._value = wanted
            self._describe()
            self.update()
            self.moved.emit(wanted)

    def _x(self, value: float) -> float:
        return MARGIN_PX + self._scale.share(value) * (self.width() - 2 * MARGIN_PX)

    def _at(self, at: QPointF) -> Handle | None:
        """The handle under the pointer: above the flags the knob, below the nearest flag."""
        if at.y() < TRACK_Y + KNOB_PX:
            return Handle.BEST if abs(at.x() - self._x(self._value.best)) <= KNOB_PX + 2 else None
        handles = (Handle.LOW, Handle.HIGH)
        nearest = min(handles, key=lambda handle: abs(at.x() - self.spot(handle).x()))
        return nearest if abs(at.x() - self.spot(nearest).x()) <= FLAG_PX else None

    def _told(self, value: float) -> str:
        words = value_words(value, self._unit)
        return f"{words} {self._unit}" if self._unit else words

    def _words(self, handle: Handle) -> str:
        return f"{NAMES[handle]}: {self._told(self._value[handle.value])}"

    def _describe(self) -> None:
        """For screen readers: which handle has the keyboard, and where all of them stand."""
        self.setAccessibleName(f"{self._name}, {self._words(self.handle)}")
        reach = ends_words(Range(self._scale.least, self._scale.least, self._scale.most), self._unit)
        self.setAccessibleDescription(
            f"In use {', '.join(self._words(handle) for handle in Handle)}; "
            f"published {self._told(self._published.best)}; the slider reaches over {reach}. "
            f"Tab goes from handle to handle, arrows move one, Page up and Page down by ten steps."
        )
