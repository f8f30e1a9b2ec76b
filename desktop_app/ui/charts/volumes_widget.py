"""The volumes chart in a window: pointer, keyboard and what they point at."""

import textwrap
from collections.abc import Collection
from datetime import date
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QToolTip, QWidget

from desktop_app.exporters.wording import time_span
from desktop_app.query.volumes_results import Split
from desktop_app.session.session import Session
from desktop_app.ui.charts.axis import PeriodAxis
from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.charts.text_lines import wrapped_to
from desktop_app.ui.charts.volumes_chart import LOW_PX, ChartHits, paint_volumes
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.charts.volumes_tips import part_words, period_words
from desktop_app.ui.charts.window_marks import WindowMark
from desktop_app.ui.palette import PALETTES, Palette, colour

FONT_PX: Final = 10.5
VOLUMES_KEYS: Final = (
    ("← →  Home  End", "Next, first, last period"),
    ("↑ ↓", "Next part of the bar; below the lowest, the whole bar"),
    ("Enter  Space", "Open the ledger of the period; select the voyages of the part"),
    ("Shift+F10", "Filter to the period or the part; select its payments"),
)
"""What the volumes chart does while it has the focus; a window test presses each."""
# Below the bars, where the names of the periods are clicked as well.
LABELS_PX: Final = 30
TICK_PX: Final = 4.0
TIP_CHARS: Final = 96


class Spot(NamedTuple):
    """What a click means: a period, a part of it, or a mark; nothing of these beside them.

    Attributes:
        start: first day of the period.
        part: place of the part; without a period, the part as the legend names it.
    """

    start: date | None = None
    part: int | None = None
    mark: WindowMark | None = None


def _drawn(data: VolumesData) -> VolumesData:
    """The data without what only tips tell."""
    return data._replace(first_day=None, last_day=None)


class VolumesChart(QWidget):
    """Bars and running total side by side.

    Signals:
        chosen: a `Spot` that was clicked, or entered with the keyboard.
        menu_wanted: a `Spot` and the point on the screen for its menu.
        hovered: first day of the period under the pointer, None for none.
    """

    chosen = Signal(object)
    menu_wanted = Signal(object, QPoint)
    hovered = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._data: VolumesData | None = None
        self._sentence = ""
        self._hits: ChartHits | None = None
        self._ground: QPixmap | None = None
        self._under: Spot = Spot()
        self._cursor: Spot = Spot()
        self._selected: frozenset[date] = frozenset()
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(320, 120)
        self.setAccessibleName("Volumes chart")

    def show_data(self, data: VolumesData, sentence: str) -> None:
        """Draw this from now on; a window of dates that cuts off nothing more is drawn already."""
        before = (self._data and _drawn(self._data), self._sentence)
        self._data, self._sentence = data, sentence
        if (_drawn(data), sentence) != before:
            self._ground = None
        if self._cursor.start not in data.periods:
            self._cursor = Spot()
        self._describe()
        if self._ground is None:
            self.update()

    def repaint_ground(self) -> None:
        """Draw everything anew: the colours are others."""
        self._ground = None
        self.update()

    def mark_periods(self, starts: Collection[date]) -> None:
        """Mark the periods in which something is selected or pointed at elsewhere."""
        if frozenset(starts) != self._selected:
            self._selected = frozenset(starts)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002, N802 - Qt's name and form
        """The same painter as in figures, kept, and over it marks that only a window has."""
        palette = PALETTES[self._session.style.theme]
        if self._ground is None or self._ground.deviceIndependentSize() != self.size().toSizeF():
            self._ground = self._paint_ground(palette)
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._ground)
        if self._hits is not None:
            axis, plot = self._hits.bars.axis, self._hits.bars.plot
            for start in self._selected.intersection(axis.starts):
                box = _slot(axis, plot, start)
                tick = QRectF(box.left() + 1, plot.bottom(), box.width() - 2, TICK_PX)
                painter.fillRect(tick, colour(palette.selection))
            for spot, width in ((self._under, 1.0), (self._cursor if self.hasFocus() else Spot(), 2.0)):
                if spot.start is not None and spot.start in axis.starts:
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.setPen(pen(palette.selection, width))
                    painter.drawRect(self._box_of(spot, axis, plot))
        painter.end()

    def _paint_ground(self, palette: Palette) -> QPixmap:
        ratio = self.devicePixelRatioF()
        ground = QPixmap((self.size().toSizeF() * ratio).toSize())
        ground.setDevicePixelRatio(ratio)
        ground.fill(colour(palette.panel))
        painter = QPainter(ground)
        painter.setFont(self.font())
        if self._data is not None:
            area = QRectF(self.rect()).adjusted(8, 4, -6, -2)
            lines = wrapped_to(
                self._sentence, sized(self.font(), FONT_PX), area.width(), 1 if area.height() < LOW_PX else 2
            )
            self._hits = paint_volumes(painter, area, self._data, lines, palette, FONT_PX)
        painter.end()
        return ground

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Tell the numbers under the pointer, and the other views."""
        spot = self.spot_at(event.position())
        if spot != self._under:
            self._under = spot
            self.hovered.emit(spot.start)
            self.update()
        words = self.words(spot) or self._words_beside(event.position())
        QToolTip.showText(event.globalPosition().toPoint(), _in_lines(words), self)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Nothing is under the pointer."""
        super().leaveEvent(event)
        self._under = Spot()
        self.hovered.emit(None)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        """Choose what was clicked."""
        spot = self.spot_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and spot != Spot():
            self._cursor = spot if spot.start is not None else self._cursor
            self._describe()
            self.chosen.emit(spot)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802 - Qt's name
        """The menu of what is under the pointer, or of the cursor."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self.menu_wanted.emit(self._cursor, self.mapToGlobal(self._cursor_point()))
        else:
            self.menu_wanted.emit(self.spot_at(QPointF(event.pos())), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Left and right go through the periods, up and down through the parts; Enter or Space chooses."""
        key = Qt.Key(event.key())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        parts = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
        periods = self._data.periods if self._data is not None else ()
        if not periods or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in steps:
            self._move_to(self._next(periods, steps[key]))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._move_to(periods[0 if key is Qt.Key.Key_Home else -1])
        elif key in parts:
            self._move_part(parts[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._cursor != Spot():
            self.chosen.emit(self._cursor)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Show the cursor."""
        super().focusInEvent(event)  # type: ignore[arg-type]  # Qt hands a QFocusEvent
        self.update()

    def focusOutEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Hide the cursor."""
        super().focusOutEvent(event)  # type: ignore[arg-type]  # same
        self.update()

    def spot_at(self, position: QPointF) -> Spot:
        """What lies at a point."""
        if self._hits is None:
            return Spot()
        for box, mark in self._hits.marks:
            if box.contains(position):
                return Spot(mark=mark)
        for box, part in self._hits.legend:
            if box.contains(position):
                return Spot(part=part)
        bars = self._hits.bars
        for box, start, part in bars.parts:
            if box.adjusted(-1, 0, 1, 0).contains(position):
                return Spot(start, part)
        if bars.plot.adjusted(0, 0, 0, LABELS_PX).contains(position):
            index = bars.axis.index_at(position.x())
            return Spot(bars.axis.starts[index]) if index is not None else Spot()
        return Spot()

    def words(self, spot: Spot) -> str:
        """What is told of a spot."""
        if spot.mark is not None:
            return spot.mark.words or f"{spot.mark.label}, {time_span(spot.mark.when)}"
        if self._data is None:
            return ""
        if spot.start is not None:
            return period_words(self._data, spot.start, spot.part)
        return part_words(self._data, spot.part) if spot.part is not None else ""

    def _words_beside(self, position: QPointF) -> str:
        """What is told of the sentence under the chart, and of a legend that has no room for all."""
        if self._hits is None:
            return ""
        more, entries = self._hits.more
        if more.contains(position):
            return entries
        return self._sentence if self._hits.foot.contains(position) else ""

    def _next(self, periods: tuple[date, ...], step: int) -> date:
        """The period beside the cursor; from nowhere, the last in which anything is documented."""
        if self._cursor.start is None or self._data is None:
            filled = [start for start, _ in self._data.cells] if self._data is not None else []
            return max(filled, default=periods[-1])
        place = periods.index(self._cursor.start) + step
        return periods[min(max(place, 0), len(periods) - 1)]

    def _move_to(self, start: date) -> None:
        self._cursor = Spot(start)
        self._tell_cursor()

    def _move_part(self, step: int) -> None:
        data, start = self._data, self._cursor.start
        if data is None or start is None or data.question.split is Split.NOTHING:
            return
        # The whole bar is below its lowest part.
        there: list[int | None] = [
            None,
            *(part for part in range(len(data.parts)) if (start, part) in data.cells),
        ]
        place = there.index(self._cursor.part) if self._cursor.part in there else 0
        self._cursor = Spot(start, there[min(max(place + step, 0), len(there) - 1)])
        self._tell_cursor()

    def _tell_cursor(self) -> None:
        self._describe()
        self.update()
        QToolTip.showText(self.mapToGlobal(self._cursor_point()), _in_lines(self.words(self._cursor)), self)

    def _cursor_point(self) -> QPoint:
        if self._hits is None or self._cursor.start is None:
            return self.rect().center()
        bars = self._hits.bars
        return self._box_of(self._cursor, bars.axis, bars.plot).center().toPoint()

    def _box_of(self, spot: Spot, axis: PeriodAxis, plot: QRectF) -> QRectF:
        boxes = (
            [box for box, start, part in self._hits.bars.parts if (start, part) == (spot.start, spot.part)]
            if self._hits is not None and spot.part is not None
            else []
        )
        whole = QRectF()
        for box in boxes:
            whole = whole.united(box)
        return whole if boxes or spot.start is None else _slot(axis, plot, spot.start)

    def _describe(self) -> None:
        words = self.words(self._cursor)
        self.setAccessibleDescription(f"{words}\n{self._sentence}" if words else self._sentence)


def _in_lines(words: str) -> str:
    """Long sentences broken, since a tip of plain words is as wide as its longest line."""
    return "\n".join(textwrap.fill(line, TIP_CHARS) for line in words.splitlines())


def _slot(axis: PeriodAxis, plot: QRectF, start: date) -> QRectF:
    left = axis.x_of(axis.starts.index(start))
    return QRectF(left, plot.top(), axis.slot, plot.height())
