"""The facts of a page's thing: labels, values, and the numbers of the sources they rest on."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.domain.provenance import Source
from desktop_app.exporters.page_facts import Fact
from desktop_app.exporters.wording import NO_BREAK_SPACE
from desktop_app.ui.charts.marks import sized
from desktop_app.ui.charts.text_lines import wrap, wrapped_to
from desktop_app.ui.figure.items.block import Block, MakeBlock, draw_lines, line_height, nothing
from desktop_app.ui.figure.look import Look
from desktop_app.ui.palette import colour

# In multiples of the words' size.
LEAST_COLUMN: Final = 26.0
COLUMN_GAP: Final = 2.0
LABEL_GAP: Final = 0.8
MOST_COLUMNS: Final = 2
MOST_LINES: Final = 3
# Of a column.
WIDEST_LABEL: Final = 0.36
# What is cut is not measured; see `words`.
LONGEST: Final = 1_000


class _Entry(NamedTuple):
    label: tuple[str, ...]
    lines: tuple[str, ...]
    is_cut: bool

    @property
    def rows(self) -> int:
        """Lines that it needs."""
        return max(len(self.label), len(self.lines))


def facts_block(facts: Sequence[Fact], sources: Sequence[Source], look: Look, pixels: float) -> MakeBlock:
    """The facts in one or two columns; the numbers are those of the page's source list."""
    numbers = {source.id: place for place, source in enumerate(sources, start=1)}
    font, step = sized(look.font, pixels), line_height(pixels)
    metrics = QFontMetricsF(font)
    told = [(fact.label, fact.words[:LONGEST] + _cited(fact, numbers)) for fact in facts]

    def make(width: float, room: float | None = None) -> Block:
        gap = COLUMN_GAP * pixels
        count = 1 if len(told) == 1 else int(width // (LEAST_COLUMN * pixels))
        count = min(max(count, 1), MOST_COLUMNS)
        column = (width - (count - 1) * gap) / count
        widest = max(metrics.horizontalAdvance(label) for label, _ in told)
        indent = min(widest, column * WIDEST_LABEL) + LABEL_GAP * pixels
        entries = []
        for label, words in told:
            whole = wrap(words, font, column - indent)
            lines = wrapped_to(words, font, column - indent, MOST_LINES)
            labels = wrapped_to(label, font, indent - LABEL_GAP * pixels, 2)
            entries.append(_Entry(labels, lines, len(whole) > len(lines)))
        columns = _dealt(entries, count)
        rows = max(sum(entry.rows for entry in some) for some in columns)
        if room is not None and rows * step > room:
            return Block(0.0, nothing, overflows=True)

        def paint(painter: QPainter, box: QRectF) -> None:
            for place, some in enumerate(columns):
                left, y = box.left() + place * (column + gap), box.top()
                for entry in some:
                    painter.setPen(colour(look.palette.quiet))
                    draw_lines(painter, entry.label, QPointF(left, y), font, pixels)
                    painter.setPen(colour(look.palette.text))
                    draw_lines(painter, entry.lines, QPointF(left + indent, y), font, pixels)
                    y += entry.rows * step

        return Block(rows * step, paint, any(entry.is_cut for entry in entries))

    return make


def _cited(fact: Fact, numbers: dict[str, int]) -> str:
    """The numbers of its sources, as they stand behind a sentence: " [2, 5]"."""
    found = sorted(numbers[ident] for ident in set(fact.source_ids) if ident in numbers)
    between = f",{NO_BREAK_SPACE}"
    return f"{NO_BREAK_SPACE}[{between.join(map(str, found))}]" if found else ""


def _dealt(entries: Sequence[_Entry], count: int) -> list[list[_Entry]]:
    """Entries in columns, filled evenly from left to right."""
    share = sum(entry.rows for entry in entries) / count
    columns: list[list[_Entry]] = [[] for _ in range(count)]
    done = 0
    for entry in entries:
        columns[min(int(done / share), count - 1)].append(entry)
        done += entry.rows
    return columns
