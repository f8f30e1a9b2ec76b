"""Draws the cells of the list of vessels: ticks, names, rings of lists, bars of calls by month."""

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

ROW_HEIGHT_PX: Final = 24
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
        self.pointed_at: str | None = None

    def sizeHint(self, option: QStyleOptionViewItem, index: ModelIndex) -> QSize:  # noqa: N802 - Qt's name
        """Fixed height, so that a long table needs no measuring."""
        return QSize(super().sizeHint(option, index).width(), ROW_HEIGHT_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: ModelIndex) -> None:
        """Background, then what the column shows."""
        answer = self._model.answer
        if answer is None:
            return
        place = self._model.order[index.row()]
        ship, column = answer.ships[place], FleetColumn(index.column())
        palette = PALETTES[self._session.style.theme]
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setClipRect(option.rect)
        self._background(painter, option.rect, index.row(), palette, selected=selected)
        is_quiet = not ship.in_trade or not answer.passing.rows[place]
        quiet = colour(palette.panel if selected else palette.quiet)
        ink = quiet if is_quiet or selected else colour(palette.text)
        painter.setFont(option.font)
        match column:
            case FleetColumn.VESSEL:
                self._tick(painter, option.rect, (ink, quiet), ticked=self._model.is_ticked(index.row()))
                _name(painter, option.rect, ship, ink, quiet)
            case FleetColumn.LISTINGS if ship.listings:
                _rings(painter, option.rect, ship, quiet if selected else colour(palette.cap))
            case FleetColumn.ACTIVITY:
                _bars(painter, option.rect, answer, place, palette, selected=selected)
            case _:
                text = cell_text(answer, place, column)
                side = _RIGHT_CENTRE if column in NUMBERS else _LEFT_CENTRE
                _text(painter, option.rect, text, quiet if text == NOTHING else ink, side)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(ink)
            painter.drawRect(option.rect.adjusted(1, 1, -2, -2))
        painter.restore()

    def _background(
        self, painter: QPainter, rect: QRect, row: int, palette: Palette, *, selected: bool
    ) -> None:
        if selected:
            painter.fillRect(rect, colour(palette.selection))
            return
        painter.fillRect(rect, colour(palette.window if row % 2 else palette.panel))
        if self.pointed_at is not None and self._model.id_at(row) == self.pointed_at:
            painter.fillRect(rect, colour(palette.selection, HOVER_OPACITY))

    def _tick(self, painter: QPainter, rect: QRect, inks: tuple[QColor, QColor], *, ticked: bool) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, top = rect.left() + (TICK_PX - BOX_PX) / 2, rect.center().y() + 0.5 - BOX_PX / 2
        ink, quiet = inks
        painter.setPen(QPen(ink if ticked else quiet, 1.0))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(left, top, BOX_PX, BOX_PX), 2, 2)
        if ticked:
            painter.setPen(QPen(ink, 2.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            corners = ((0.24, 0.52), (0.44, 0.72), (0.78, 0.28))
            painter.drawPolyline([QPointF(left + x * BOX_PX, top + y * BOX_PX) for x, y in corners])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _text(painter: QPainter, rect: QRect, text: str, ink: QColor, side: int = _LEFT_CENTRE) -> int:
    """Draw a text as far as there is room; how wide it is."""
    inner = rect.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(inner.width(), 0))
    painter.setPen(ink)
    painter.drawText(inner, side, shown)
    return metrics.horizontalAdvance(shown)


def _name(painter: QPainter, rect: QRect, ship: Ship, ink: QColor, quiet: QColor) -> None:
    room = rect.adjusted(TICK_PX - PADDING_PX, 0, 0, 0)
    width = _text(painter, room, ship.name, ink)
    rest = room.adjusted(width + 8, 0, 0, 0)
    if ship.former and rest.width() > 0:
        _text(painter, rest, ", ".join(ship.former), quiet)


def _rings(painter: QPainter, rect: QRect, ship: Ship, ink: QColor) -> None:
    """One ring a list, dashed where every listing of the vessel there has ended."""
    small = QFont(painter.font())
    small.setPointSizeF(small.pointSizeF() * 0.74)
    painter.setFont(small)
    metrics = QFontMetrics(small)
    left = float(rect.left() + PADDING_PX)
    for authority in dict.fromkeys(row.authority for row in ship.listings):
        width = metrics.horizontalAdvance(authority) + RING_PADDING_PX
        box = QRectF(left, rect.center().y() + 0.5 - RING_PX / 2, width, RING_PX)
        stands = any(row.authority == authority and row.delisted_on is None for row in ship.listings)
        paint_listing(painter, authority, box, ink, in_force=stands)
        left += width + 2


def _bars(
    painter: QPainter, rect: QRect, answer: FleetRows, place: int, palette: Palette, *, selected: bool
) -> None:
    """Calls that pass over calls that the filter hides."""
    area = QRectF(rect).adjusted(PADDING_PX, 4, -PADDING_PX, -4)
    passing, every = (bars.tolist() for bars in answer.activity.bars(place))
    ink = colour(palette.panel if selected else palette.sea_volume)
    ghost = colour(palette.panel if selected else palette.quiet, HIDDEN_OPACITY)
    painter.fillRect(QRectF(area.left(), area.bottom(), area.width(), 1), ghost)
    slot = area.width() / len(every)
    width = max(slot - 1, 1.0)
    scale = area.height() / max(*every, LEAST_SCALE)
    for number, count in enumerate(every):
        if count:
            left, kept = area.left() + number * slot, passing[number]
            painter.fillRect(
                QRectF(left, area.bottom() - count * scale, width, (count - kept) * scale), ghost
            )
            painter.fillRect(QRectF(left, area.bottom() - kept * scale, width, kept * scale), ink)
