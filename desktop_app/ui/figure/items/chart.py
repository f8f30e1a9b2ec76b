"""The monthly chart of volumes, with what its numbers leave out in words below it."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.ui.charts.marks import sized
from desktop_app.ui.charts.text_lines import wrap
from desktop_app.ui.charts.volumes_chart import paint_volumes
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.figure.items.block import Block, MakeBlock, nothing
from desktop_app.ui.figure.look import FLOOR_PX, Look

# In multiples of the words' size: height of bars beside running total, usual and least; the same of one above
# the other; and the width below which they are laid so, for their words would be cut.
HEIGHT: Final = 20.6
LEAST_HEIGHT: Final = 13.0
TALL_HEIGHT: Final = 34.0
LEAST_TALL_HEIGHT: Final = 27.0
NARROW: Final = 56.0


def chart_block(data: VolumesData, sentence: str, look: Look, pixels: float, *, tall: bool) -> MakeBlock:
    """The chart at a width.

    Args:
        data: what to draw.
        sentence: what stands below it.
        look: colours and font.
        pixels: size of its words.
        tall: in a narrow column its halves lie above each other.
    """

    def make(width: float, room: float | None = None) -> Block:
        sizes = [pixels, *range(int(pixels) - 1, int(FLOOR_PX) - 1, -1)]
        # A chart without its words is better than none; that they are missing is told beside the page.
        tried = [(sentence, size) for size in sizes] + [("", sizes[-1])]
        for words, size in tried:
            for is_tall in dict.fromkeys((tall, False)):
                block = _block(data, words, look, size, width, room, tall=is_tall)
                if not block.overflows:
                    return block if words == sentence else block._replace(overflows=True)
        return Block(0.0, nothing, overflows=True)

    return make


def _block(
    data: VolumesData,
    sentence: str,
    look: Look,
    pixels: float,
    width: float,
    room: float | None,
    *,
    tall: bool,
) -> Block:
    """The chart at one size of its words; overflowing, and nothing, where they find no room."""
    font = sized(look.font, pixels)
    lines = wrap(sentence, font, width) if sentence else ()
    foot = QFontMetricsF(font).height() * len(lines)
    is_tall = tall and width < NARROW * pixels and not data.is_empty
    usual = (TALL_HEIGHT if is_tall else HEIGHT) * pixels + foot
    least = (LEAST_TALL_HEIGHT if is_tall else LEAST_HEIGHT) * pixels + foot
    height = usual if room is None else min(usual, room)
    if height < least:
        return Block(0.0, nothing, overflows=True)

    def paint(painter: QPainter, box: QRectF) -> None:
        painter.setFont(look.font)
        paint_volumes(painter, box, data, lines, look.palette, pixels, stacked=is_tall)

    return Block(height, paint, least=least)
