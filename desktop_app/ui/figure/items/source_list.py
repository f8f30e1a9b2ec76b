"""The numbered source list: in columns, one line each, or run in, as the room asks for."""

import math
from collections.abc import Sequence
from enum import IntEnum
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter

from desktop_app.domain.provenance import Source
from desktop_app.ui.charts.marks import sized
from desktop_app.ui.charts.text_lines import wrap
from desktop_app.ui.figure.items.block import Block, MakeBlock, draw_lines, line_height, nothing
from desktop_app.ui.figure.look import Look
from desktop_app.ui.palette import colour

# In multiples of the words' size.
COLUMN_GAP: Final = 1.9
LEAST_COLUMN: Final = 30.0
LEAST_BRIEF_COLUMN: Final = 24.0
# Between the lines of a paragraph, which is read as one.
RUN_IN_STEP: Final = 1.25


class SourceForm(IntEnum):
    """How much is said of each source, from most to least room."""

    FULL = 0
    BRIEF = 1
    RUN_IN = 2


class _Entry(NamedTuple):
    number: str
    lines: tuple[str, ...]


def sources_block(sources: Sequence[Source], form: SourceForm, look: Look, pixels: float) -> MakeBlock:
    """The list of these sources under its heading."""
    if form is SourceForm.RUN_IN:
        return _run_in(sources, look, pixels)
    return _columns(sources, look, pixels, brief=form is SourceForm.BRIEF)


def _heading(sources: Sequence[Source]) -> str:
    return f"Sources ({len(sources)})"


def _columns(sources: Sequence[Source], look: Look, pixels: float, *, brief: bool) -> MakeBlock:
    font, step = sized(look.font, pixels), line_height(pixels)
    metrics = QFontMetricsF(font)
    indent = metrics.horizontalAdvance("00  ")

    def make(width: float, room: float | None = None) -> Block:
        gap = COLUMN_GAP * pixels
        least = (LEAST_BRIEF_COLUMN if brief else LEAST_COLUMN) * pixels
        count = max(int((width + gap) // (least + gap)), 1)
        column = (width - (count - 1) * gap) / count
        entries = [
            _Entry(
                str(number),
                (_in_one_line(source, metrics, column - indent),)
                if brief
                else wrap(_words(source), font, column - indent),
            )
            for number, source in enumerate(sources, start=1)
        ]
        columns = _dealt(entries, count)
        rows = max((sum(len(entry.lines) for entry in some) for some in columns), default=0)
        height = (rows + 1) * step
        if room is not None and height > room:  # a box that a hand has drawn: say less of each
            tighter = _run_in if brief else partial(_columns, brief=True)
            return tighter(sources, look, pixels)(width, room)

        def paint(painter: QPainter, box: QRectF) -> None:
            painter.setPen(colour(look.palette.text))
            bold = sized(look.font, pixels, bold=True)
            draw_lines(painter, (_heading(sources),), box.topLeft(), bold, pixels)
            painter.setPen(colour(look.palette.quiet))
            for place, some in enumerate(columns):
                left, y = box.left() + place * (column + gap), box.top() + step
                for entry in some:
                    draw_lines(painter, (entry.number,), QPointF(left, y), font, pixels)
                    y = draw_lines(painter, entry.lines, QPointF(left + indent, y), font, pixels)

        return Block(height, paint)

    return make


def _dealt(entries: Sequence[_Entry], count: int) -> list[list[_Entry]]:
    """Entries in columns, filled evenly from left to right."""
    share = sum(len(entry.lines) for entry in entries) / count
    columns: list[list[_Entry]] = [[] for _ in range(count)]
    done = 0
    for entry in entries:
        columns[min(int(done / share) if share else 0, count - 1)].append(entry)
        done += len(entry.lines)
    return columns


def _run_in(sources: Sequence[Source], look: Look, pixels: float) -> MakeBlock:
    """All of them in one paragraph, by publisher and date; what is cut is counted."""
    font, step = sized(look.font, pixels), math.ceil(RUN_IN_STEP * pixels)

    def make(width: float, room: float | None = None) -> Block:
        named = [f"{number}\u00a0{_briefly(source)}" for number, source in enumerate(sources, start=1)]
        lines, kept = _filled(named, font, width, None if room is None else int(room // step))
        if not lines:
            return Block(0.0, nothing, overflows=bool(sources))

        def paint(painter: QPainter, box: QRectF) -> None:
            painter.setPen(colour(look.palette.quiet))
            draw_lines(painter, lines, box.topLeft(), font, pixels, step)

        return Block(len(lines) * step, paint, kept < len(sources))

    def _filled(
        named: Sequence[str], font: QFont, width: float, most: int | None
    ) -> tuple[tuple[str, ...], int]:
        """The longest list that fits, and how many are in it."""
        low, high = 0, len(named)
        best: tuple[tuple[str, ...], int] = ((), 0)
        while low <= high:
            kept = (low + high) // 2 if most is not None else high
            left = len(named) - kept
            tail = f"\u2026 and {left:,} more, in the file’s own list" if left else ""
            words = " · ".join([*named[:kept], *([tail] if tail else [])])
            lines = wrap(f"{_heading(named)}: {words}", font, width)  # type: ignore[arg-type]
            if most is None or len(lines) <= most:
                best, low = (lines, kept), kept + 1
            else:
                high = kept - 1
        return best

    return make


def _words(source: Source) -> str:
    """Title, publisher and date; the address stands in the case, too long for a figure."""
    return f"{source.title}. {_published(source)}"


def _published(source: Source) -> str:
    return ", ".join(part for part in (source.publisher, source.published) if part)


def _briefly(source: Source) -> str:
    """Publisher and year, without a place to break; the title of what has no publisher."""
    name = source.publisher or source.title
    # "2024-03-26" is of 2024; "undated" and "various" stand as they are.
    told = source.published or ""
    year = told[:4] if told[:4].isdigit() else told
    return " ".join(part for part in (name, year) if part)


def _in_one_line(source: Source, metrics: QFontMetricsF, width: float) -> str:
    """The same, cut: the title first, since publisher and date find the source."""
    right = Qt.TextElideMode.ElideRight
    tail = metrics.elidedText(_published(source), right, width)
    room = width - metrics.horizontalAdvance(f" {tail}")
    if room < metrics.horizontalAdvance("Title…"):
        return tail
    return f"{metrics.elidedText(f'{source.title}.', right, room)} {tail}"
