"""Items of words alone: title, subtitle, imprint, free text."""

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter

from desktop_app.ui.charts.marks import sized
from desktop_app.ui.charts.text_lines import wrap, wrapped_to
from desktop_app.ui.figure.items.block import Block, MakeBlock, draw_lines, line_height, nothing
from desktop_app.ui.figure.look import Look
from desktop_app.ui.palette import colour

# What is cut is not measured: a title of 10,000 characters would take seconds. The narrowest letters are a
# fifth as wide as they are high; no item has more lines than this.
NARROWEST: Final = 0.2
# The rule below a title, in multiples of its words' size: width, thickness, and the room that it takes.
RULE_WIDE: Final = 1.8
RULE_THICK: Final = 0.11
RULE_HIGH: Final = 0.55
MANY_LINES: Final = 60


def words_block(
    paragraphs: tuple[str, ...],
    look: Look,
    pixels: float,
    ink: str,
    *,
    bold: bool = False,
    most: int = 0,
    ruled: bool = False,
) -> MakeBlock:
    """Paragraphs below each other.

    Args:
        paragraphs: empty ones are left out.
        look: its font is used.
        pixels: size of the words.
        ink: "#rrggbb".
        bold: in semibold.
        most: at most so many lines, the last one elided; 0 for any number.
        ruled: with a short rule below.
    """
    font = sized(look.font, pixels, bold=bold)

    def make(width: float, room: float | None = None) -> Block:
        rule_px = RULE_HIGH * pixels if ruled else 0.0
        fitting = most if room is None else int(max(room - rule_px, 0.0) // line_height(pixels))
        limit = min(most, fitting) if most else fitting
        if room is not None and not fitting:
            return Block(0.0, nothing, overflows=any(paragraphs))
        longest = int((limit or MANY_LINES) * width / (pixels * NARROWEST)) + 1
        lines = [line for words in paragraphs if words for line in wrap(words[:longest], font, width)]
        cut = any(len(words) > longest for words in paragraphs)
        if limit and len(lines) > limit:
            cut = True
            lines = [*lines[: limit - 1], *wrapped_to(" ".join(lines[limit - 1 :]), font, width, 1)]

        def paint(painter: QPainter, box: QRectF) -> None:
            painter.setPen(colour(ink))
            below = draw_lines(painter, tuple(lines), QPointF(box.left(), box.top()), font, pixels)
            if ruled:
                thick = RULE_THICK * pixels
                rule = QRectF(box.left(), below + thick, RULE_WIDE * pixels, thick)
                painter.fillRect(rule, colour(ink))

        return Block(len(lines) * line_height(pixels) + rule_px, paint, cut)

    return make
