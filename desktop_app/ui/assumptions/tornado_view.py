"""The tornado as a widget: hovering tells a bar's numbers, a click or Enter selects its assumption."""

from typing import Final

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from desktop_app.domain.assumption import Key
from desktop_app.exporters.tornado_words import swing_words, tornado_words
from desktop_app.query.tornado_results import Tornado
from desktop_app.session.session import Session
from desktop_app.ui.charts.marks import sized
from desktop_app.ui.charts.tornado import TornadoLayout, paint_tornado, tornado_height
from desktop_app.ui.palette import PALETTES, colour

FONT_PX: Final = 11.5
_STEPS: Final = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class TornadoView(QWidget):
    """As high as its bars.

    Attributes:
        tornado: what it shows; None before the first answer.
    """

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        """`name` is that of the panel, for the session."""
        super().__init__(parent)
        self._session = session
        self._panel = name
        self._layout: TornadoLayout | None = None
        self._focused: Key | None = None
        self._hovered: Key | None = None
        self.tornado: Tornado | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("What each assumption does to the headline")

    def show_tornado(self, tornado: Tornado) -> None:
        """Draw this from now on."""
        count = len(self.tornado.swings) if self.tornado is not None else -1
        self.tornado = tornado
        if self._focused not in {swing.assumption.key for swing in tornado.swings}:
            self._focused = None
        if len(tornado.swings) != count:
            self.updateGeometry()
            self.setFixedHeight(self.sizeHint().height())
        self._describe()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """The height of all bars."""
        metrics = QFontMetricsF(sized(self.font(), FONT_PX))
        count = len(self.tornado.swings) if self.tornado is not None else 0
        return QSize(320, round(tornado_height(count, metrics.height())))

    def spot(self, key: Key) -> QPointF:
        """The middle of the row of an assumption."""
        return self._layout.rows[key].center() if self._layout is not None else QPointF()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """The chart."""
        palette = PALETTES[self._session.style.theme]
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(palette.panel))
        if self.tornado is not None and self.tornado.swings:
            focused = self._focused if self.hasFocus() else self._hovered
            area = QRectF(self.rect()).adjusted(6, 2, -6, -2)
            self._layout = paint_tornado(painter, area, self.tornado, palette, FONT_PX, focused=focused)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the numbers under the pointer."""
        self._hovered = self._at(event.position())
        QToolTip.showText(event.globalPosition().toPoint(), self._words(self._hovered), self)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is pointed at."""
        super().leaveEvent(event)
        self._hovered = None
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Select the assumption that was clicked."""
        key = self._at(event.position())
        if key is not None and event.button() is Qt.MouseButton.LeftButton:
            self._focused = key
            self._select(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Up and down go from bar to bar; Enter selects."""
        keys = [swing.assumption.key for swing in self.tornado.swings] if self.tornado is not None else []
        key = Qt.Key(event.key())
        if key in _STEPS and keys:
            place = keys.index(self._focused) + _STEPS[key] if self._focused in keys else 0
            self._focused = keys[min(max(place, 0), len(keys) - 1)]
            self._describe()
            self.update()
        elif key in _ENTER and self._focused is not None:
            self._select(self._focused)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Show which bar the keyboard is on."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Do not show it any more."""
        super().focusOutEvent(event)
        self.update()

    def _select(self, key: Key) -> None:
        self._describe()
        self.update()
        self._session.select((f"parameter:{key}",), self._panel)

    def _at(self, at: QPointF) -> Key | None:
        rows = self._layout.rows if self._layout is not None else {}
        return next((key for key, box in rows.items() if box.contains(at)), None)

    def _words(self, key: Key | None) -> str:
        swings = self.tornado.swings if self.tornado is not None else ()
        return next((swing_words(swing) for swing in swings if swing.assumption.key is key), "")

    def _describe(self) -> None:
        whole = tornado_words(self.tornado) if self.tornado is not None else ""
        self.setAccessibleDescription(self._words(self._focused) or whole)
