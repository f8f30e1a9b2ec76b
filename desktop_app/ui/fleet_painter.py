"""Draws the cells of the list of vessels: ticks, names, rings of lists, bars of calls by month."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.exporters.fleet_columns import NOTHING, NUMBERS, FleetColumn, cell_text
from desktop_app.query.fleet_results import FleetRows, Ship
from desktop_app.session.session import Session
from desktop_app.ui.glyphs import paint_listing
from desktop_app.ui.models.fleet_table import FleetTableModel, ModelIndex
from desktop_app.ui.palette import PALETTES, Palette, colour
from desktop_app.ui.row_view import ROW_HEIGHT_PX

TICK_PX: Final = 24
"""Width of the part of a name's cell that a click ticks."""
BOX_PX: Final = 13
PADDING_PX: Final = 4
RING_PX: Final = 14
RING_PADDING_PX: Final = 8
HOVER_OPACITY: Final = 0.14
HIDDEN_OPACITY: Final = 0.35
# A bar is as high as the cell for the busiest month of the ship, and at least for so many calls: a single one
# shall not look like a busy month.
LEAST_SCALE: Final = 3
_COLUMNS: Final = tuple(FleetColumn)
_LEFT_CENTRE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT_CENTRE: Final = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class FleetDelegate(QStyledItemDelegate):
    """Draws whole cells itself, of visible rows alone.

    Attributes:
        pointed_at: the vessel under the pointer in any view; None for none, empty for ships not named.
    """

    def __init__(self, session: Session, model: FleetTableModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._model = model
        self._told = _Told(None)
        self.pointed_at: str | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Fixed height, so that a long table needs no measuring."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Background, then what the column shows."""
        answer, rect, row = self._model.answer, option.rect, index.row()
        if answer is None:
            return
        if self._told.answer is not answer:
            self._told = _Told(answer)
        place, column = self._model.order[row], _COLUMNS[index.column()]
        ship, palette = answer.ships[place], PALETTES[self._session.style.theme]
        state = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        self._background(painter, rect, row, palette, selected=selected)
        quiet = colour(palette.panel if selected else palette.quiet)
        is_quiet = selected or not ship.in_trade or not answer.passing.rows[place]
        ink = quiet if is_quiet else colour(palette.text)
        painter.setFont(option.font)
        match column:
            case FleetColumn.VESSEL:
                _tick(painter, rect, (ink, quiet), ticked=self._model.is_ticked(row))
                self._name(painter, rect, ship, ink, quiet)
            case FleetColumn.LISTINGS if ship.listings:
                _rings(painter, rect, ship, quiet if selected else colour(palette.cap))
            case FleetColumn.ACTIVITY:
                _bars(painter, rect, self._told.bars(place), palette, selected=selected)
            case _:
                text = self._told.text(place, column)
                side = _RIGHT_CENTRE if column in NUMBERS else _LEFT_CENTRE
                self._text(painter, rect, text, quiet if text == NOTHING else ink, side)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(ink)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))

    def _background(
        self, painter: QPainter, rect: QRect, row: int, palette: Palette, *, selected: bool
    ) -> None:
        if selected:
            painter.fillRect(rect, colour(palette.selection))
            return
        painter.fillRect(rect, colour(palette.window if row % 2 else palette.panel))
        if self.pointed_at is not None and self._model.id_at(row) == self.pointed_at:
            painter.fillRect(rect, colour(palette.selection, HOVER_OPACITY))

    def _name(self, painter: QPainter, rect: QRect, ship: Ship, ink: QColor, quiet: QColor) -> None:
        room = rect.adjusted(TICK_PX - PADDING_PX, 0, 0, 0)
        width = self._text(painter, room, ship.name, ink)
        rest = room.adjusted(width + 8, 0, 0, 0)
        if ship.former and rest.width() > 2 * PADDING_PX:
            self._text(painter, rest, ", ".join(ship.former), quiet)

    def _text(self, painter: QPainter, rect: QRect, text: str, ink: QColor, side: int = _LEFT_CENTRE) -> int:
        """Draw a text as far as there is room; how wide it is."""
        inner = rect.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
        shown, width = self._told.elided(painter.fontMetrics, text, max(inner.width(), 0))
        painter.setPen(ink)
        painter.drawText(inner, side, shown)
        return width


class _Told:
    """What cells of one answer say, kept while it is on show: pointing at a row draws it anew."""

    def __init__(self, answer: FleetRows | None) -> None:
        self.answer = answer
        self._texts: dict[tuple[int, FleetColumn], str] = {}
        self._bars: dict[int, tuple[list[float], list[float]]] = {}
        self._elided: dict[tuple[str, int], tuple[str, int]] = {}

    def text(self, place: int, column: FleetColumn) -> str:
        """What stands in a cell."""
        key = place, column
        if key not in self._texts and self.answer is not None:
            self._texts[key] = cell_text(self.answer, place, column)
        return self._texts[key]

    def bars(self, place: int) -> tuple[list[float], list[float]]:
        """Calls by bar, those that pass and all."""
        if place not in self._bars and self.answer is not None:
            passing, every = self.answer.activity.bars(place)
            self._bars[place] = passing.tolist(), every.tolist()
        return self._bars[place]

    def elided(self, metrics: Callable[[], QFontMetrics], text: str, width: int) -> tuple[str, int]:
        """A text cut to a width, and how wide it is then; in the list's one font."""
        key = text, width
        if key not in self._elided:
            shown = metrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._elided[key] = shown, metrics().horizontalAdvance(shown)
        return self._elided[key]


def _tick(painter: QPainter, rect: QRect, inks: tuple[QColor, QColor], *, ticked: bool) -> None:
    ink, quiet = inks
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    left, top = rect.left() + (TICK_PX - BOX_PX) / 2, rect.center().y() + 0.5 - BOX_PX / 2
    painter.setPen(QPen(ink if ticked else quiet, 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(QRectF(left, top, BOX_PX, BOX_PX), 2, 2)
    if ticked:
        painter.setPen(QPen(ink, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        corners = ((0.24, 0.52), (0.44, 0.72), (0.78, 0.28))
        painter.drawPolyline([QPointF(left + x * BOX_PX, top + y * BOX_PX) for x, y in corners])
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _rings(painter: QPainter, rect: QRect, ship: Ship, ink: QColor) -> None:
    """One ring a list, dashed where every listing of the vessel there has ended; as many as have room."""
    small = QFont(painter.font())
    small.setPointSizeF(small.pointSizeF() * 0.74)
    painter.setFont(small)
    metrics = QFontMetrics(small)
    left = float(rect.left() + PADDING_PX)
    for authority in dict.fromkeys(row.authority for row in ship.listings):
        width = metrics.horizontalAdvance(authority) + RING_PADDING_PX
        if left + width > rect.right():
            break
        box = QRectF(left, rect.center().y() + 0.5 - RING_PX / 2, width, RING_PX)
        stands = any(row.authority == authority and row.delisted_on is None for row in ship.listings)
        paint_listing(painter, authority, box, ink, in_force=stands)
        left += width + 2


def _bars(
    painter: QPainter,
    rect: QRect,
    bars: tuple[list[float], list[float]],
    palette: Palette,
    *,
    selected: bool,
) -> None:
    """Calls that pass over calls that the filter hides."""
    area = QRectF(rect).adjusted(PADDING_PX, 4, -PADDING_PX, -4)
    left, bottom = area.left(), area.bottom()
    passing, every = bars
    slot, scale = area.width() / len(every), area.height() / max(*every, LEAST_SCALE)
    width = max(slot - 1, 1.0)
    kept = [
        QRectF(left + number * slot, bottom - count * scale, width, count * scale)
        for number, count in enumerate(passing)
        if count
    ]
    hidden = [
        QRectF(left + number * slot, bottom - count * scale, width, (count - seen) * scale)
        for number, (count, seen) in enumerate(zip(every, passing, strict=True))
        if count > seen
    ]
    hidden.append(QRectF(left, bottom, area.width(), 1))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(palette.panel if selected else palette.quiet, HIDDEN_OPACITY))
    painter.drawRects(hidden)
    painter.setBrush(colour(palette.panel if selected else palette.sea_volume))
    painter.drawRects(kept)
