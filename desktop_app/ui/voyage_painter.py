"""Draws what the voyages table shows: rows, their marks, heads of groups.

The whole table is drawn in one turn, without a delegate and an index for each cell: Python's lock is taken
once, where each of 300 cells would wait for it while another thread reads rows.
"""

from collections.abc import Callable, Hashable, Sequence
from typing import Final, NamedTuple, TypeVar

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap, QPolygonF

from desktop_app.domain.movement import Voyage
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.time_span import Precision
from desktop_app.exporters.load_words import cell_forms
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
from desktop_app.ui.row_view import ROW_HEIGHT_PX

_State = TypeVar("_State")
GLYPH_PX: Final = 13
PADDING_PX: Final = 4
GUTTER_PX: Final = 14
RING_PX: Final = 14
RING_PADDING_PX: Final = 8
MARK_PX: Final = GLYPH_PX + 5
# A screen of 60 rows has some 600 texts.
MOST_TEXTS: Final = 4_096
MOST_PICTURES: Final = 512
UNCERTAIN: Final = frozenset({Precision.WINDOW, Precision.MONTH, Precision.YEAR})
HOVER_OPACITY: Final = 0.14
# As `wording.volume` says it.
NOT_ESTIMATED: Final = "not estimated"
LEFT_CENTRE: Final = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


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


class PaintCache:
    """What is drawn again and again: texts as they fit a width, and pictures of marks."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, int], tuple[str, int]] = {}
        self._pictures: dict[Hashable, QPixmap] = {}

    def text(self, metrics: QFontMetrics, text: str, width: int) -> tuple[str, int]:
        """A text cut to a width, and the width it takes."""
        found = self._texts.get((text, width))
        if found is None:
            if len(self._texts) >= MOST_TEXTS:
                self._texts.clear()
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            found = self._texts[text, width] = shown, metrics.horizontalAdvance(shown)
        return found

    def picture(
        self, key: Hashable, width: int, ratio: float, paint: Callable[[QPainter, QRectF], object]
    ) -> QPixmap:
        """A mark as high as a row; `paint` draws it where it is not kept."""
        found = self._pictures.get((key, width, ratio))
        if found is None:
            if len(self._pictures) >= MOST_PICTURES:
                self._pictures.clear()
            found = QPixmap(round(width * ratio), round(ROW_HEIGHT_PX * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            painter = QPainter(found)
            paint(painter, QRectF(0, 0, width, ROW_HEIGHT_PX))
            painter.end()
            self._pictures[key, width, ratio] = found
        return found


class VoyagePainter:
    """Draws rows with one painter, in one font and one theme."""

    def __init__(
        self,
        painter: QPainter,
        font: QFont,
        palette: Palette,
        sections: Sequence[Section],
        cache: PaintCache,
    ) -> None:
        self._painter = painter
        self._cache = cache
        self._ratio = painter.device().devicePixelRatio()
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
        self._baseline = (ROW_HEIGHT_PX + self._metrics.ascent() - self._metrics.descent()) // 2
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
                self._marks(paint_how_known, row.voyage.how_known, box, ink)
            case Column.TRACKER:
                self._marks(paint_tracker, (row.voyage.tracker,), box, ink)
            case Column.RIDING if row.riding:
                self._marks(paint_riding, row.riding, box, ink)
                self._text(box.adjusted(MARK_PX * len(row.riding), 0, 0, 0), text, ink)
            case Column.VOLUME if isinstance(row.volume, Estimate):
                self._volume(row.volume, box, ink)
            case _:
                absent = text in {NOTHING, NOT_ESTIMATED}
                self._text(box, text, quiet if absent else ink, right=column in NUMBERS)

    def _volume(self, volume: Estimate, box: QRect, ink: QColor) -> None:
        """The fullest words that fit: half a range would be another one."""
        forms, width = cell_forms(volume), box.width() - 2 * PADDING_PX
        fitting = (form for form in forms if self._cache.text(self._metrics, form, width)[0] == form)
        self._text(box, next(fitting, forms[-1]), ink, right=True)

    def _date(self, voyage: Voyage, text: str, box: QRect, ink: QColor) -> None:
        when = voyage.when
        if when.approximate or when.precision in UNCERTAIN:
            key = (when.approximate, when.precision, ink.rgba())
            self._picture(
                key,
                box.left() + 1,
                box,
                GUTTER_PX - 3,
                lambda painter, area: paint_precision(painter, when, area, ink),
            )
        self._text(box.adjusted(GUTTER_PX - PADDING_PX, 0, 0, 0), text.removeprefix("c. "), ink)

    def _picture(
        self, key: Hashable, left: int, box: QRect, width: int, paint: Callable[[QPainter, QRectF], object]
    ) -> None:
        picture = self._cache.picture(key, width, self._ratio, paint)
        self._painter.drawPixmap(QPoint(left, box.top()), picture)

    def _marks(
        self,
        paint: Callable[[QPainter, _State, QRectF, QColor], None],
        states: Sequence[_State],
        box: QRect,
        ink: QColor,
    ) -> None:
        """One mark for each state, side by side."""

        def paint_all(painter: QPainter, area: QRectF) -> None:
            top = area.center().y() - GLYPH_PX / 2
            for place, state in enumerate(states):
                paint(painter, state, QRectF(PADDING_PX + place * MARK_PX, top, GLYPH_PX, GLYPH_PX), ink)

        key = (paint, tuple(states), ink.rgba())
        self._picture(key, box.left(), box, MARK_PX * len(states) + PADDING_PX, paint_all)

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
        for text, entry in zip(letters, listed, strict=False):
            width = self._small_metrics.horizontalAdvance(text) + RING_PADDING_PX

            def paint(painter: QPainter, area: QRectF, text: str = text, entry: ListedBy = entry) -> None:
                painter.setFont(self._small)
                low = (area.height() - RING_PX) / 2
                paint_listing(painter, text, area.adjusted(0, low, 0, -low), ring, in_force=entry.in_force)

            self._picture((text, entry.in_force, ring.rgba()), left, box, width, paint)
            left += width + 2

    def _text(self, box: QRect, text: str, ink: QColor, *, right: bool = False) -> None:
        shown, taken = self._cache.text(self._metrics, text, box.width() - 2 * PADDING_PX)
        self._painter.setPen(ink)
        left = box.right() + 1 - PADDING_PX - taken if right else box.left() + PADDING_PX
        self._painter.drawText(left, box.top() + self._baseline, shown)

    def head(self, head: HeadLook, look: RowLook) -> None:
        """A group: a triangle that shows whether it is open, its name, what it adds up to."""
        painter, palette, rect = self._painter, self._palette, look.rect
        painter.fillRect(rect, colour(palette.window))
        for edge in (rect.top(), rect.bottom()):
            painter.fillRect(QRect(rect.left(), edge, rect.width(), 1), colour(palette.line))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(palette.quiet))
        x, y = rect.left() + 10.0, rect.center().y() + 0.5
        corners = ((-4, -2), (4, -2), (0, 3)) if head.is_open else ((-2, -4), (-2, 4), (3, 0))
        painter.drawPolygon(QPolygonF([QPointF(x + dx, y + dy) for dx, dy in corners]))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setFont(self._bold)
        name = QRect(rect.left() + 20, rect.top(), rect.width() - 24, rect.height())
        metrics = QFontMetrics(self._bold)
        shown = metrics.elidedText(head.name, Qt.TextElideMode.ElideRight, rect.width() // 2)
        painter.setPen(colour(palette.text))
        painter.drawText(name, LEFT_CENTRE, shown)
        painter.setFont(self._font)
        rest = name.adjusted(metrics.horizontalAdvance(shown) + 10, 0, 0, 0)
        painter.setPen(colour(palette.quiet))
        totals = self._metrics.elidedText(head.totals, Qt.TextElideMode.ElideRight, rest.width())
        painter.drawText(rest, LEFT_CENTRE, totals)
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
