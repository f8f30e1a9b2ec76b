"""The monthly chart of volumes, with what its numbers leave out in words below it."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QPainter

from desktop_app.ui.charts.marks import sized
from desktop_app.ui.charts.text_lines import wrap
from desktop_app.ui.charts.volumes_chart import paint_volumes
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.figure.items.block import Block, MakeBlock, nothing
from desktop_app.ui.figure.look import Look

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
    font = sized(look.font, pixels)

    def make(width: float, room: float | None = None) -> Block:
        lines = wrap(sentence, font, width)
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

    return make
