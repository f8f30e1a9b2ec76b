"""The chart of calls at one port: a click or Enter selects what called in a month."""

from collections.abc import Collection
from datetime import date
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.exporters.port_words import of_total
from desktop_app.exporters.watch_words import look_words
from desktop_app.exporters.wording import month
from desktop_app.query.port_results import PortActivity
from desktop_app.session.session import Session
from desktop_app.ui.charts.port_months import PortMonthsLayout, paint_port_months
from desktop_app.ui.palette import PALETTES, colour

HEIGHT_PX: Final = 116
FONT_PX: Final = 10.5
_STEPS: Final = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER: Final = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})


class PortChart(QWidget):
    """Bars by month; arrows go from bar to bar.

    Signals:
        chosen: the month that was clicked, or on which Enter was pressed.
    """

    chosen = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._activity: PortActivity | None = None
        self._layout: PortMonthsLayout | None = None
        self._marked: frozenset[date] = frozenset()
        self._focused: date | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedHeight(HEIGHT_PX)
        self.setAccessibleName("Calls by month")

    def show_activity(self, activity: PortActivity) -> None:
        """Draw this from now on."""
        self._activity = activity
        if self._focused not in activity.months:
            self._focused = None
        self._describe()
        self.update()

    def mark(self, months: Collection[date]) -> None:
        """Show in which months something selected called."""
        self._marked = frozenset(months)
        self.update()

    def middle_of(self, at: date) -> QPointF:
        """Where the bar of a month is drawn."""
        if self._layout is None:
            return QPointF()
        index = self._layout.axis.starts.index(at)
        plot, axis = self._layout.plot, self._layout.axis
        return QPointF(axis.x_of(index) + axis.slot / 2, plot.bottom() - 3)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """Bars before the ghost of all calls."""
        palette = PALETTES[self._session.style.theme]
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(palette.panel))
        if self._activity is not None and self._activity.months:
            self._layout = paint_port_months(
                painter,
                QRectF(self.rect()).adjusted(6, 2, -4, 0),
                self._activity,
                palette,
                FONT_PX,
                marked=self._marked,
                focused=self._focused if self.hasFocus() else None,
            )
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the numbers under the pointer."""
        at = self._month_at(event.position())
        QToolTip.showText(event.globalPosition().toPoint(), self._words(at) if at else "", self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose the month that was clicked."""
        at = self._month_at(event.position())
        if at is not None and event.button() is Qt.MouseButton.LeftButton:
            self._focused = at
            self.update()
            self.chosen.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Arrows, Home and End move over the bars; Enter chooses one."""
        months = self._activity.months if self._activity is not None else ()
        key = Qt.Key(event.key())
        if not months:
            super().keyPressEvent(event)
        elif key in _STEPS or key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._move(key, months)
        elif key in _ENTER and self._focused is not None:
            self.chosen.emit(self._focused)
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

    def _move(self, key: Qt.Key, months: tuple[date, ...]) -> None:
        last = len(months) - 1
        if key == Qt.Key.Key_Home or (self._focused is None and key == Qt.Key.Key_Right):
            place = 0
        elif key == Qt.Key.Key_End or self._focused is None:
            place = last
        else:
            place = min(max(months.index(self._focused) + _STEPS[key], 0), last)
        self._focused = months[place]
        self._describe()
        self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription(self._words(self._focused) if self._focused is not None else "")

    def _month_at(self, position: QPointF) -> date | None:
        if self._layout is None or not self._layout.plot.adjusted(0, 0, 0, 30).contains(position):
            return None
        index = self._layout.axis.index_at(position.x())
        return self._layout.axis.starts[index] if index is not None else None

    def _words(self, at: date) -> str:
        activity = self._activity
        if activity is None or at not in activity.months:
            return ""
        place = activity.months.index(at)
        passing, everything = activity.passing[place], activity.everything[place]
        if not everything:
            counted = "no call published"
        else:
            counted = f"{of_total(passing, everything)} call{'' if everything == 1 else 's'}"
        looked = f"; {look_words(activity.looks.month(at))}" if activity.looks.runs else ""
        return f"{month(at)}: {counted}{looked}"
