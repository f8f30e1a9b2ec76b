"""A figure ready to be painted: the same parts for the preview, PNG, SVG, PDF, slides and the clipboard."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_app.domain.figure_design import Design
from desktop_app.domain.manifest import Manifest
from desktop_app.domain.provenance import Source


class Part(NamedTuple):
    """One named part of a figure.

    Attributes:
        name: of the group it becomes in an SVG: the item's id, or "paper", "watermark".
        box: where it lies, CSS pixels from the page's upper left corner.
        paint: draws it with a painter whose unit is a CSS pixel of the page.
    """

    name: str
    box: QRectF
    paint: Callable[[QPainter], None]


class Figure(NamedTuple):
    """A page that knows how to paint itself.

    Attributes:
        design: its page and items.
        parts: in the order they are painted.
        title: as printed.
        sources: in the order of their printed numbers.
        notes: sentences for who speaks about it: filter, minimum, what is left out.
        overflowing: ids of items whose words do not fit into their boxes.
        synthetic: it holds made-up data and says so on the picture.
        manifest: its proof, without a picture's digest.
        tiles: base-map tiles in its map.
        attribution: whom the maps in it are owed to.
        shrink: 1, or less where its words had to be smaller to leave the map its room.
    """

    design: Design
    parts: tuple[Part, ...]
    title: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    overflowing: tuple[str, ...]
    synthetic: bool
    manifest: Manifest
    tiles: int = 0
    attribution: str = ""
    shrink: float = 1.0

    def part(self, name: str) -> Part | None:
        """The part of a name."""
        return next((part for part in self.parts if part.name == name), None)

    def paint(self, painter: QPainter) -> None:
        """Draw the whole page from (0, 0), one unit a CSS pixel."""
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        for part in self.parts:
            painter.save()
            part.paint(painter)
            painter.restore()
