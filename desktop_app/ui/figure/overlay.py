"""What lies on the map unless a hand has drawn a box for it: legend, scale bar, north arrow and the like."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from desktop_app.domain.figure_design import Design, Item, ItemKind, Place
from desktop_app.domain.web_mercator import View, world_pixel
from desktop_app.ui.figure.items.block import Block, MakeBlock, nothing
from desktop_app.ui.figure.items.call_out import call_out_of, paint_call_out, placed
from desktop_app.ui.figure.items.legend import legend_block, legend_width
from desktop_app.ui.figure.items.map_picture import paint_map
from desktop_app.ui.figure.items.north import WIDTH as NORTH_WIDTH
from desktop_app.ui.figure.items.north import north_block
from desktop_app.ui.figure.items.scale_bar import scale_bar_block, scale_bar_width
from desktop_app.ui.figure.layout import Laid, Slot, pixels_of
from desktop_app.ui.figure.look import FLOOR_PX, Look
from desktop_app.ui.legend import LegendEntry

# From the map's edge and from each other, in multiples of the legend's words.
_EDGE: Final = 0.9
# Width of the scale bar in multiples of its words; widths and heights as shares of the map's. A larger legend
# has smaller words, as long as they can be read.
_BAR: Final = 18.0
_BAR_SHARE: Final = 0.3
_LEGEND_SHARE: Final = 0.36
_LEGEND_HIGH: Final = 0.4
_MOST_HIGH: Final = 0.75
# The band that the page draws along the head of a map of made-up data (assets/web/map.css).
BAND_PX: Final = 24.0
_LEAST_INSET_PX: Final = 48.0
_INSET_SHARE: Final = 0.145


class OnMap(NamedTuple):
    """What the map shows, as far as what lies on it must know.

    Attributes:
        view: centre and zoom.
        place: edges, degrees.
        foot_px: CSS pixels at the foot that the attribution takes.
        inset: the region round the map; None where there is none.
        legend: marks that are visible.
        marks: places of what the figure is about, degrees, which nothing should hide.
        synthetic: a band along the map's head says so.
    """

    view: View
    place: Place
    foot_px: float
    inset: QImage | None
    legend: tuple[LegendEntry, ...]
    marks: tuple[tuple[float, float], ...]
    synthetic: bool


def inset_size(design: Design, area: QRectF) -> tuple[float, float] | None:
    """CSS pixels of the picture that the inset wants; None where the page has none."""
    item = design.item(ItemKind.INSET.value)
    if item is None or not item.shown or area.isEmpty():
        return None
    if item.box is not None:
        box = pixels_of(item.box)
        return box.width(), box.height()
    side = _INSET_SHARE * min(area.width() * 1.2, area.height() * 1.6)
    return (side * 1.15, side) if side >= _LEAST_INSET_PX else None


def overlay(design: Design, laid: Laid, shown: OnMap) -> dict[str, Slot]:
    """Slots of the items on the map."""
    return _Overlay(design, laid, shown).slots


class _Overlay:
    """Finds a place for one item after the other."""

    def __init__(self, design: Design, laid: Laid, shown: OnMap) -> None:
        self._design, self._look, self._shown = design, laid.look, shown
        self._whole = laid.map
        edge = _EDGE * laid.look.size_px(ItemKind.LEGEND)
        head = BAND_PX if shown.synthetic else 0.0
        self._area = laid.map.adjusted(edge, edge + head, -edge, -edge - shown.foot_px)
        self._edge = edge
        self._taken: list[QRectF] = [slot.box for slot in laid.slots.values() if slot.box.height()]
        self._marks = [self._pixel(*mark) for mark in shown.marks]
        self.slots: dict[str, Slot] = {}
        if laid.map.isEmpty():
            return
        lays: tuple[tuple[ItemKind, Callable[[Item], None]], ...] = (
            (ItemKind.INSET, self._lay_inset),
            (ItemKind.SCALE_BAR, self._lay_scale_bar),
            (ItemKind.NORTH, self._lay_north),
            (ItemKind.LEGEND, self._lay_legend),
            (ItemKind.CALL_OUT, self._lay_call_out),
        )
        for kind, lay in lays:
            for item in design.items:
                if item.kind is kind and item.shown:
                    lay(item)

    def _pixel(self, lon: float, lat: float) -> QPointF:
        """Where a position lies on the page."""
        view = self._shown.view
        x, y = world_pixel(lon, lat, view.zoom)
        middle = world_pixel(*view)
        return self._whole.center() + QPointF(x - middle.x, y - middle.y)

    def _put(self, item: Item, box: QRectF, block: Block) -> None:
        self.slots[item.id] = Slot(box, block)
        self._taken.append(box)

    def _lay(self, item: Item, make: MakeBlock, width: float, corners: Sequence[str]) -> None:
        """Into its box, else into the corner of the map where it hides least."""
        if item.box is not None:
            box = pixels_of(item.box)
            self._put(item, box, make(box.width(), box.height()))
            return
        block = make(width, _MOST_HIGH * self._area.height())
        if not block.height:
            self.slots[item.id] = Slot(QRectF(), block)
            return
        places = [self._corner(corner, width, block.height) for corner in corners]
        best = min(places, key=self._cost)
        if self._cost(best)[0]:
            # No corner has room for it: left out, and named.
            self.slots[item.id] = Slot(QRectF(), Block(0.0, nothing, overflows=True))
            return
        self._put(item, best[0], block)

    def _corner(self, corner: str, width: float, height: float) -> tuple[QRectF, float]:
        """A box in a corner, above or below what lies there already, and how far that is."""
        area = self._area
        left = area.left() if "left" in corner else area.right() - width
        box = QRectF(left, area.top() if "top" in corner else area.bottom() - height, width, height)
        start = box.top()
        for _ in self._taken:
            hit = next((other for other in self._taken if other.intersects(box)), None)
            if hit is None:
                break
            top = hit.bottom() + self._edge / 2 if "top" in corner else hit.top() - self._edge / 2 - height
            box.moveTop(top)
        return box, abs(box.top() - start)

    def _cost(self, place: tuple[QRectF, float]) -> tuple[int, int, int]:
        """What speaks against a place: pixels off the map, marks that it hides, pixels off its corner."""
        box, off = place
        grown = box.adjusted(-self._edge, -self._edge, self._edge, self._edge)
        hidden = sum(grown.contains(mark) for mark in self._marks)
        inside = box.intersected(self._area)
        outside = box.width() * box.height() - inside.width() * inside.height()
        outside += sum(box.intersects(other) for other in self._taken)
        return round(outside), hidden, round(off)

    def _lay_inset(self, item: Item) -> None:
        image = self._shown.inset
        size = inset_size(self._design, self._whole)
        if image is None or size is None:
            if item.box is not None:
                self.slots[item.id] = Slot(QRectF(), Block(0.0, nothing))
            return

        def make(width: float, room: float | None = None) -> Block:
            height = size[1] * width / size[0] if room is None else min(size[1] * width / size[0], room)
            return Block(height, partial(_paint_inset, image, self._look))

        self._lay(item, make, size[0], ("bottom right", "top right", "bottom left", "top left"))

    def _lay_scale_bar(self, item: Item) -> None:
        pixels = self._look.px(item)
        most = min(_BAR * pixels, _BAR_SHARE * self._whole.width())
        width = scale_bar_width(self._shown.view, self._look, pixels, most)
        make = scale_bar_block(self._shown.view, self._look, pixels)
        self._lay(item, make, width, ("bottom right", "bottom left", "top right"))

    def _lay_north(self, item: Item) -> None:
        pixels = self._look.size_px(ItemKind.LEGEND, item.size_pt)
        self._lay(item, north_block(self._look), NORTH_WIDTH * pixels, ("top right", "top left"))

    def _lay_legend(self, item: Item) -> None:
        entries = self._shown.legend
        if not entries:
            return
        pixels, room = self._look.px(item), _LEGEND_SHARE * self._whole.width()
        high = _LEGEND_HIGH * self._whole.height()
        while item.box is None and pixels > FLOOR_PX:
            block = legend_block(entries, self._look, pixels)(room)
            if legend_width(entries, self._look, pixels) <= room and block.height <= high:
                break
            pixels -= 1
        width = min(legend_width(entries, self._look, pixels), 2 * room)
        corners = ("bottom left", "top left", "bottom right", "top right")
        self._lay(item, legend_block(entries, self._look, pixels), width, corners)

    def _lay_call_out(self, item: Item) -> None:
        if item.anchor is None or not item.text:
            return
        anchor = self._pixel(*item.anchor)
        if not self._whole.contains(anchor):
            self.slots[item.id] = Slot(QRectF(), Block(0.0, nothing, overflows=True))
            return
        given = pixels_of(item.box) if item.box is not None else None
        one = call_out_of(item.text, self._look, self._look.px(item), given.width() if given else None)
        box = given or placed(one, anchor, self._area, self._taken)
        if given is not None:
            box = QRectF(given.left(), given.top(), one.width, max(one.height, given.height()))

        def paint(painter: QPainter, box: QRectF) -> None:
            paint_call_out(painter, one, box, anchor, self._look)

        self._put(item, box, Block(box.height(), paint, one.is_cut))


def _paint_inset(image: QImage, look: Look, painter: QPainter, box: QRectF) -> None:
    paint_map(painter, box, image, look)
