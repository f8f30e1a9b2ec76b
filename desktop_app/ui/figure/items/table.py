"""A table: its heading, its titles, its rows between fine rules, and what is left out below."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.figure.items.block import Block, MakeBlock, draw_lines, line_height, nothing
from desktop_app.ui.figure.look import FLOOR_PX, Look
from desktop_app.ui.figure.table_rows import TableContent
from desktop_app.ui.palette import colour

# In multiples of the words' size.
ROW: Final = 1.75
CELL_GAP: Final = 1.2
LEAST_ROWS: Final = 2


def table_block(content: TableContent, look: Look, wanted_px: float) -> MakeBlock:
    """The table at a width.

    Where it is too wide its words become smaller, then columns that others imply are left out, then names
    are elided; numbers never.
    """

    def make(width: float, room: float | None = None) -> Block:
        pixels, kept = _fitting(content, look, wanted_px, width)
        font, bold = sized(look.font, pixels), sized(look.font, pixels, bold=True)
        small, row = sized(look.font, max(pixels - 1, 1)), ROW * pixels
        head, foot = line_height(pixels) + row, line_height(pixels)
        fitting = len(content.rows)
        if room is not None:
            fitting = min(int((room - head - foot) // row), fitting)
        if fitting < min(LEAST_ROWS, len(content.rows)):
            return Block(0.0, nothing, overflows=True)
        titles = tuple(content.titles[place] for place in kept)
        rows = [tuple(cells[place] for place in kept) for cells in content.rows[:fitting]]
        numbers = frozenset(new for new, place in enumerate(kept) if place in content.numbers)
        left_out = content.total - len(rows)
        height = head + row * max(len(rows), 1) + (foot if left_out else 0.0)
        columns = _columns(_wanted(titles, rows, font, small), numbers, width, CELL_GAP * pixels)

        def paint(painter: QPainter, box: QRectF) -> None:
            painter.setPen(colour(look.palette.text))
            draw_lines(painter, (content.heading,), box.topLeft(), bold, pixels)
            y = box.top() + line_height(pixels)
            _row(
                painter,
                titles,
                numbers,
                columns,
                QPointF(box.left(), y),
                row,
                small,
                look.palette.quiet,
            )
            y += row
            painter.setPen(pen(look.palette.text, 0.75))
            painter.drawLine(QPointF(box.left(), y), QPointF(box.left() + width, y))
            for cells in rows:
                _row(painter, cells, numbers, columns, QPointF(box.left(), y), row, font, look.palette.text)
                y += row
                painter.setPen(pen(look.palette.line, 0.5))
                painter.drawLine(QPointF(box.left(), y), QPointF(box.left() + width, y))
            painter.setPen(colour(look.palette.quiet))
            if not rows:
                draw_lines(painter, (content.empty,), QPointF(box.left(), y + 0.2 * pixels), font, pixels)
            if left_out:
                words = f"{left_out:,} more in the file’s own data" if rows else ""
                draw_lines(painter, (words,), QPointF(box.left(), y + 0.2 * pixels), small, pixels)

        return Block(height, paint, overflows=fitting < len(content.rows))

    return make


def _fitting(
    content: TableContent, look: Look, wanted_px: float, width: float
) -> tuple[float, tuple[int, ...]]:
    """The size of the words and the columns with which the table is no wider than this."""
    every = tuple(range(len(content.titles)))
    without = tuple(place for place in every if place not in content.implied)
    pixels = wanted_px
    for kept in (every, without):
        pixels = wanted_px
        while pixels >= FLOOR_PX:
            titles = [content.titles[place] for place in kept]
            rows = [[cells[place] for place in kept] for cells in content.rows]
            font, small = sized(look.font, pixels), sized(look.font, max(pixels - 1, 1))
            wide = sum(_wanted(titles, rows, font, small)) + CELL_GAP * pixels * (len(kept) - 1)
            if wide <= width:
                return pixels, kept
            pixels -= 1
    return max(pixels, min(wanted_px, FLOOR_PX)), without


def _wanted(titles: Sequence[str], rows: Sequence[Sequence[str]], font: QFont, small: QFont) -> list[float]:
    """Widths of the columns when nothing is cut."""
    metrics, heads = QFontMetricsF(font), QFontMetricsF(small)
    return [
        max([heads.horizontalAdvance(title), *(metrics.horizontalAdvance(cells[place]) for cells in rows)])
        for place, title in enumerate(titles)
    ]


def _columns(
    wanted: list[float], numbers: frozenset[int], width: float, gap: float
) -> list[tuple[float, float]]:
    """Left edge and width of each column; what is over is shared, what is lacking comes from the names."""
    spare = width - sum(wanted) - gap * (len(wanted) - 1)
    if spare < 0:
        words = [place for place in range(len(wanted)) if place not in numbers]
        share = sum(wanted[place] for place in words)
        for place in words:
            wanted[place] = max(wanted[place] + spare * wanted[place] / share, 0.0)
    else:
        wanted = [value + spare / len(wanted) for value in wanted]
    lefts = [sum(wanted[:place]) + gap * place for place in range(len(wanted))]
    return list(zip(lefts, wanted, strict=True))


def _row(
    painter: QPainter,
    cells: Sequence[str],
    numbers: frozenset[int],
    columns: Sequence[tuple[float, float]],
    place: QPointF,
    height: float,
    font: QFont,
    ink: str,
) -> None:
    painter.setFont(font)
    painter.setPen(colour(ink))
    metrics = QFontMetricsF(font)
    base = place.y() + height / 2 + (metrics.ascent() - metrics.descent()) / 2
    for number, (text, (left, width)) in enumerate(zip(cells, columns, strict=True)):
        # Half a pixel of room: the width was measured with the same font.
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 0.5)
        x = place.x() + left
        if number in numbers:
            x += width - metrics.horizontalAdvance(shown)
        painter.drawText(QPointF(x, base), shown)
