"""How the parts of a bar look: a colour each, and a texture that tells them apart without it."""

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import Final, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_app.domain.statement import Mode
from desktop_app.query.volumes_results import Part, PartKind
from desktop_app.ui.charts.marks import pen
from desktop_app.ui.palette import Palette, colour

# Between two lines of a texture, and the least side of a box in which it shows.
SPACING_PX: Final = 5.0
LEAST_PX: Final = 5.0
# What lies between the low and the high end of a range.
RANGE_OPACITY: Final = 0.4


class Texture(Enum):
    """Lines in the colour of the ground over a full area. Slanted ones mean that nobody could look."""

    PLAIN = "plain"
    ACROSS = "across"
    DOWN = "down"
    GRID = "grid"


class PartLook(NamedTuple):
    """Colour "#RRGGBB" and texture."""

    colour: str
    texture: Texture


_TEXTURES: Final = (Texture.PLAIN, Texture.ACROSS, Texture.DOWN, Texture.GRID)


def look_of(part: Part, place: int, palette: Palette) -> PartLook:
    """The look of a part by its place among the parts of its split."""
    if part.kind is PartKind.RAIL:
        return PartLook(palette.rail_volume, Texture.PLAIN)
    if part.kind is PartKind.ALL or part.values == (Mode.SEA.value,):
        return PartLook(palette.sea_volume, Texture.PLAIN)
    if part.kind is PartKind.OTHERS:
        return PartLook(palette.neutral, Texture.ACROSS)
    if part.kind is PartKind.UNKNOWN:
        return PartLook(palette.neutral, Texture.PLAIN)
    return PartLook(palette.parts[place], _TEXTURES[place % len(_TEXTURES)])


def fill(
    painter: QPainter, boxes: Sequence[QRectF], look: PartLook, ground: str, opacity: float = 1.0
) -> None:
    """Fill boxes; textures are lines of their own, since an SVG painter knows no brushes but plain ones."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(look.colour, opacity))
    painter.drawRects(boxes)
    if look.texture is Texture.PLAIN:
        return
    lines = [
        line
        for box in boxes
        if box.width() >= LEAST_PX and box.height() >= LEAST_PX
        for line in _lines(box, look.texture)
    ]
    if lines:
        painter.setPen(pen(ground, 1.0, alpha=0.55))
        painter.drawLines(lines)


def _lines(box: QRectF, texture: Texture) -> Iterator[QLineF]:
    if texture is not Texture.DOWN:
        y = box.bottom() - SPACING_PX / 2
        while y > box.top() + 1:
            yield QLineF(QPointF(box.left(), y), QPointF(box.right(), y))
            y -= SPACING_PX
    if texture is not Texture.ACROSS:
        x = box.left() + SPACING_PX / 2
        while x < box.right() - 1:
            yield QLineF(QPointF(x, box.top()), QPointF(x, box.bottom()))
            x += SPACING_PX
