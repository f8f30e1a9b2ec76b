"""Draws what the voyages table shows: rows, their marks, heads of groups.

The whole table is drawn in one turn, without a delegate and an index for each cell: Python's lock is taken
once, where each of 300 cells would wait for it while another thread reads rows.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPolygonF

from desktop_app.domain.movement import Voyage
from desktop_app.exporters.voyage_columns import NOTHING, NUMBERS, Column, ListedBy, TableRow
from desktop_app.ui.glyphs import (
    paint_how_known,
    paint_listing,
    paint_precision,
    paint_riding,
    paint_tracker,
)
from desktop_app.ui.models.voyage_table import ON_THE_WAY
from desktop_app.ui.palette import Palette, colour

GLYPH_PX: Final = 13
PADDING_PX: Final = 4
GUTTER_PX: Final = 14
RING_PX: Final = 14
RING_PADDING_PX: Final = 8
HOVER_OPACITY: Final = 0.14
NOT_ESTIMATED: Final = "not estimated"


class Section(NamedTuple):
    """A column on the screen."""

    column: Column
    left: int
    width: int


class RowLook(NamedTuple):
    """How a row is to be drawn.

    Attributes:
        focused: the column that the keyboard is in, None for another row or no focus.
    """

    rect: QRect
    is_odd: bool
    is_selected: bool
    is_pointed_at: bool
    focused: Column | None


class HeadLook(NamedTuple):
    """What the head of a group says."""

    name: str
    totals: str
    is_open: bool


class VoyagePainter:
    """Draws rows with one painter, in one font and one theme."""

    def __init__(self, painter: QPainter, font: QFont, palette: Palette, sections: Sequence[Section]) -> None:
        self._painter = painter
        self._palette = palette
        self._sections = sections
        self._font = font
        self._bold = QFont(font)
        self._bold.setBold(True)
        self._small = QFont(font)
        self._small.setPointSizeF(font.pointSizeF() * 0.74)
        self._metrics = QFontMetrics(font)
        self._small_metrics = QFontMetrics(self._small)
        self._shows_listing = any(section.column is Column.LISTING for section in sections)
        painter.setFont(font)

    def background(self, look: RowLook) -> None:
        """Zebra, selection, and what is pointed at in any view."""
        palette, painter = self._palette, self._painter
        if look.is_selected:
            painter.fillRect(look.rect, colour(palette.selection))
            return
        painter.fillRect(look.rect, colour(palette.window if look.is_odd else palette.panel))
        if look.is_pointed_at:
            painter.fillRect(look.rect, colour(palette.selection, HOVER_OPACITY))

    def row(self, row: TableRow | None, look: RowLook) -> None:
        """A voyage, or that it is on the way."""
        self.background(look)
        ink, quiet = self._inks(look, counted=row is None or row.voyage.counted)
        for section in self._sections:
            box = QRect(section.left, look.rect.top(), section.width, look.rect.height())
            if row is None:
                self._text(box, ON_THE_WAY, quiet, right=section.column in NUMBERS)
            else:
                self._cell(row, section.column, box, look)
            if look.focused is section.column:
                self._painter.setPen(ink)
                self._painter.drawRect(box.adjusted(1, 1, -2, -2))

    def _inks(self, look: RowLook, *, counted: bool) -> tuple[QColor, QColor]:
        """Of what is told, and of what is not documented."""
        palette = self._palette
        if look.is_selected:
            return colour(palette.panel), colour(palette.panel)
        return colour(palette.text if counted else palette.quiet), colour(palette.quiet)

    def _cell(self, row: TableRow, column: Column, box: QRect, look: RowLook) -> None:
        palette, text = self._palette, row.texts[column]
        ink, quiet = self._inks(look, counted=row.voyage.counted)
        ring = ink if look.is_selected else colour(palette.cap)
        match column:
            case Column.DATE:
                self._date(row.voyage, text, box, ink)
            case Column.VESSEL:
                self._vessel(row, box, ink, ring)
            case Column.LISTING if row.listed:
                letters = [entry.authority for entry in row.listed]
                self._rings(letters, row.listed, box.left() + PADDING_PX, box, ring)
            case Column.HOW_KNOWN if row.voyage.how_known:
                for place, how in enumerate(row.voyage.how_known):
                    paint_how_known(self._painter, how, self._glyph(box, place), ink)
            case Column.TRACKER:
                paint_tracker(self._painter, row.voyage.tracker, self._glyph(box, 0), ink)
            case Column.RIDING if row.riding:
                for place, state in enumerate(row.riding):
                    paint_riding(self._painter, state, self._glyph(box, place), ink)
                self._text(box.adjusted((GLYPH_PX + 5) * len(row.riding), 0, 0, 0), text, ink)
            case _:
                absent = text in {NOTHING, NOT_ESTIMATED}
                self._text(box, text, quiet if absent else ink, right=column in NUMBERS)

    def _date(self, voyage: Voyage, text: str, box: QRect, ink: QColor) -> None:
        mark = QRectF(box.left() + 1, box.top(), GUTTER_PX - 3, box.height())
        paint_precision(self._painter, voyage.when, mark, ink)
        self._text(box.adjusted(GUTTER_PX - PADDING_PX, 0, 0, 0), text.removeprefix("c. "), ink)

    def _vessel(self, row: TableRow, box: QRect, ink: QColor, ring: QColor) -> None:
        """The name, and behind it who lists the ship: as many as fit, how many more as a number."""
        name = row.texts[Column.VESSEL]
        room = box.width() - self._metrics.horizontalAdvance(name) - 3 * PADDING_PX
        taken = 0
        if row.listed and not self._shows_listing:
            letters = [entry.authority for entry in row.listed]
            if self._width(letters) > room:
                letters = [letters[0] if len(letters) == 1 else f"{letters[0]} +{len(letters) - 1}"]
            taken = self._width(letters)
            self._rings(letters, row.listed, box.right() - taken, box, ring)
        self._text(box.adjusted(0, 0, -taken, 0), name, ink)

    def _width(self, letters: Sequence[str]) -> int:
        return sum(self._small_metrics.horizontalAdvance(text) + RING_PADDING_PX + 2 for text in letters)

    def _rings(
        self, letters: Sequence[str], listed: Sequence[ListedBy], left: int, box: QRect, ring: QColor
    ) -> None:
        self._painter.setFont(self._small)
        for text, entry in zip(letters, listed, strict=False):
            width = self._small_metrics.horizontalAdvance(text) + RING_PADDING_PX
            around = QRectF(left, box.center().y() - RING_PX / 2 + 0.5, width, RING_PX)
            paint_listing(self._painter, text, around, ring, in_force=entry.in_force)
            left += width + 2
        self._painter.setFont(self._font)

    def _glyph(self, box: QRect, place: int) -> QRectF:
        left = box.left() + PADDING_PX + place * (GLYPH_PX + 5)
        return QRectF(left, box.center().y() + 0.5 - GLYPH_PX / 2, GLYPH_PX, GLYPH_PX)

    def _text(self, box: QRect, text: str, ink: QColor, *, right: bool = False) -> None:
        inner = box.adjusted(PADDING_PX, 0, -PADDING_PX, 0)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        self._painter.setPen(ink)
        shown = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        self._painter.drawText(inner, int(side | Qt.AlignmentFlag.AlignVCenter), shown)

    def head(self, head: HeadLook, look: RowLook) -> None:
        """A group: a triangle that shows whether it is open, its name, what it adds up to."""
        painter, palette, rect = self._painter, self._palette, look.rect
        painter.fillRect(rect, colour(palette.window))
        painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), colour(palette.line))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.quiet))
        x, y = rect.left() + 10.0, rect.center().y() + 0.5
        corners = ((-4, -2), (4, -2), (0, 3)) if head.is_open else ((-2, -4), (-2, 4), (3, 0))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(self._bold)
        name = QRect(rect.left() + 20, rect.top(), rect.width() - 24, rect.height())
        left_centre = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        metrics = QFontMetrics(self._bold)
        shown = metrics.elidedText(head.name, Qt.TextElideMode.ElideRight, rect.width() // 2)
        painter.setPen(colour(palette.text))
        painter.drawText(name, left_centre, shown)
        painter.setFont(self._font)
        rest = name.adjusted(metrics.horizontalAdvance(shown) + 10, 0, 0, 0)
        painter.setPen(colour(palette.quiet))
        totals = self._metrics.elidedText(head.totals, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, left_centre, totals)
        if look.focused is not None:
            painter.setPen(colour(palette.text))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(rect.adjusted(1, 1, -2, -2))


def is_about(voyage: Voyage, key: str) -> bool:
    """Whether a voyage is what a key names, or has it: its ship, its ports, its calls and positions."""
    kind, _, ident = key.partition(":")
    match kind:
        case "voyage":
            return voyage.id == ident
        case "vessel":
            return voyage.vessel_id == ident
        case "port":
            return ident in {voyage.from_port_id, voyage.to_port_id}
        case "call":
            return ident in voyage.call_ids
        case "sighting":
            return ident in voyage.sighting_ids
    return False
