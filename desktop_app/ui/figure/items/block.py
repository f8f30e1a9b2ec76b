"""What an item is once it is measured: a height, and a way to be painted into a box."""

import math
from collections.abc import Callable
from typing import NamedTuple, Protocol

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF, QPainter


class Block(NamedTuple):
    """A measured item.

    Attributes:
        height: CSS pixels that it needs.
        paint: draws it into a box of its width and at least its height.
        overflows: its words are cut, because they do not fit.
        least: CSS pixels in which it still says all; 0 for its height.
    """

    height: float
    paint: Callable[[QPainter, QRectF], None]
    overflows: bool = False
    least: float = 0.0

    @property
    def spare(self) -> float:
        """CSS pixels that it can do without."""
        return self.height - self.least if self.least else 0.0


class MakeBlock(Protocol):
    """Measures an item at a width, in at most `room` pixels of height where one is given."""

    def __call__(self, width: float, room: float | None = None) -> Block:
        """The block, cut where the room is too small."""


def line_height(pixels: float) -> float:
    """Distance between base lines for a font size."""
    return math.ceil(pixels * 1.36)


def draw_lines(
    painter: QPainter,
    lines: tuple[str, ...],
    place: QPointF,
    font: QFont,
    pixels: float,
    step: float | None = None,
) -> float:
    """Draw lines from a top left corner; returns the y below them."""
    painter.setFont(font)
    metrics = QFontMetricsF(font)
    y = place.y()
    for line in lines:
        painter.drawText(QPointF(place.x(), y + metrics.ascent()), line)
        y += step or line_height(pixels)
    return y


def nothing(painter: QPainter, box: QRectF) -> None:
    """Paint an item for which there is no room."""
