"""A table: its heading, its titles, its rows between fine rules, and what is left out below."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from desktop_app.ui.charts.marks import pen, sized
from desktop_app.ui.figure.items.block import Block, MakeBlock, draw_lines, line_height, nothing
from desktop_app.ui.figure.look import Look
from desktop_app.ui.figure.table_rows import TableContent
from desktop_app.ui.palette import colour

# In multiples of the words' size.
ROW: Final = 1.75
CELL_GAP: Final = 1.2
LEAST_ROWS: Final = 2


def table_block(content: TableContent, look: Look, pixels: float) -> MakeBlock:
    """The table at a width; names are elided, numbers never."""
    font, bold = sized(look.font, pixels), sized(look.font, pixels, bold=True)
    small = sized(look.font, max(pixels - 1, 1))
    row = ROW * pixels

    def make(width: float, room: float | None = None) -> Block:
        head, foot = line_height(pixels) + row, line_height(pixels)
        fitting = len(content.rows)
        if room is not None:
            fitting = min(int((room - head - foot) // row), fitting)
        if fitting < min(LEAST_ROWS, len(content.rows)):
            return Block(0.0, nothing, overflows=True)
        rows = content.rows[:fitting]
        left_out = content.total - len(rows)
        height = head + row * max(len(rows), 1) + (foot if left_out else 0.0)
        columns = _columns(content, rows, font, small, width, CELL_GAP * pixels)

        def paint(painter: QPainter, box: QRectF) -> None:
            painter.setPen(colour(look.palette.text))
            draw_lines(painter, (content.heading,), box.topLeft(), bold, pixels)
            y = box.top() + line_height(pixels)
            _row(
                painter,
                content.titles,
                content,
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
                _row(painter, cells, content, columns, QPointF(box.left(), y), row, font, look.palette.text)
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


def _columns(
    content: TableContent,
    rows: Sequence[tuple[str, ...]],
    font: QFont,
    small: QFont,
    width: float,
    gap: float,
) -> list[tuple[float, float]]:
    """Left edge and width of each column; texts give way where all are wider than the page."""
    metrics, titles = QFontMetricsF(font), QFontMetricsF(small)
    wanted = [
        max([titles.horizontalAdvance(title), *(metrics.horizontalAdvance(cells[place]) for cells in rows)])
        for place, title in enumerate(content.titles)
    ]
    spare = width - sum(wanted) - gap * (len(wanted) - 1)
    words = [place for place in range(len(wanted)) if place not in content.numbers]
    if spare < 0:
        share = sum(wanted[place] for place in words)
        for place in words:
            wanted[place] = max(wanted[place] + spare * wanted[place] / share, 0.0)
    elif words:
        wanted[words[0]] += spare
    lefts = [sum(wanted[:place]) + gap * place for place in range(len(wanted))]
    return list(zip(lefts, wanted, strict=True))


def _row(
    painter: QPainter,
    cells: Sequence[str],
    content: TableContent,
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
        if number in content.numbers:
            x += width - metrics.horizontalAdvance(shown)
        painter.drawText(QPointF(x, base), shown)
