"""Where the items of a figure lie: as the arrangement lays them, or in the boxes that a hand has drawn."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, Arrangement, Box, Design, ItemKind
from desktop_app.ui.figure.blocks import Said, round_blocks
from desktop_app.ui.figure.fits import FITS, Fit
from desktop_app.ui.figure.items.block import Block, MakeBlock
from desktop_app.ui.figure.look import Look

# Between items, and between map and column, in multiples of the margin.
GAP: Final = 0.5
# Of the page's height: what the map must get before words are cut; of a page of all words.
LEAST_MAP: Final = 0.34
# Of the width inside the margins: the map beside a column.
MAP_SHARE: Final = 0.62
# A chart in a column takes what the others leave, up to this share of its height.
MOST_GROWN: Final = 0.5
# Pictures in the upper right corner: height in multiples of the title's words, most of the width.
LOGO: Final = 2.6
LOGO_SHARE: Final = 0.25
HEAD: Final = (ItemKind.TITLE, ItemKind.SUBTITLE, ItemKind.FACTS)
BODY: Final = (ItemKind.CHART, ItemKind.TABLE, ItemKind.TEXT, ItemKind.SOURCES)
FOOT: Final = (ItemKind.IMPRINT,)
# What gets room first where there is too little.
URGENT: Final = (*HEAD, *FOOT, ItemKind.SOURCES, ItemKind.TABLE, ItemKind.CHART, ItemKind.TEXT)


class Slot(NamedTuple):
    """An item's place on the page, CSS pixels."""

    box: QRectF
    block: Block


class Laid(NamedTuple):
    """A page laid out.

    Attributes:
        slots: items round the map, by id.
        map: the map's box, whole device pixels; empty where the page has none.
        look: with the words' sizes that it was laid with.
    """

    slots: Mapping[str, Slot]
    map: QRectF
    look: Look

    @property
    def overflowing(self) -> tuple[str, ...]:
        """Ids of items that are cut."""
        return tuple(ident for ident, slot in self.slots.items() if slot.block.overflows)


class _Measured(NamedTuple):
    """An item between the others: its id, and how high it is."""

    id: str
    kind: ItemKind
    make: MakeBlock


def lay_out(said: Said, design: Design, look: Look) -> Laid:
    """The loosest fit that leaves the map its room."""
    for fit in FITS:
        laid = _laid(said, design, look._replace(shrink=fit.shrink), fit)
        if laid is not None:
            return laid
    raise AssertionError("the last fit cuts what does not fit")


def page_height(said: Said, design: Design, look: Look, map_height: float) -> float:
    """CSS pixels of a stacked page whose map is so high and whose words all find room."""
    gap, inner = _gap(design), design.width_px - 2 * _margin(design)
    flow = _flow(said, design, look, FITS[0])
    heights = [one.make(inner).height for one in flow if one.kind is not ItemKind.PICTURE]
    return 2 * _margin(design) + map_height + sum(heights) + gap * len(heights)


def _logos(flow: Sequence[_Measured], page: QRectF, look: Look, gap: float) -> tuple[dict[str, Slot], float]:
    """Pictures side by side in the upper right corner, and the width that they take from the head."""
    slots: dict[str, Slot] = {}
    right, high = page.right(), LOGO * look.size_px(ItemKind.TITLE)
    for one in flow:
        shape = one.make(1.0).height
        width = min(high / shape, LOGO_SHARE * page.width())
        block = one.make(width)
        slots[one.id] = Slot(QRectF(right - width, page.top(), width, block.height), block)
        right -= width + gap
    return slots, page.right() - right


def _laid(said: Said, design: Design, look: Look, fit: Fit) -> Laid | None:
    flow = _flow(said, design, look, fit)
    arrange = _beside if design.arrangement is Arrangement.BESIDE else _stacked
    page = _page(design)
    pictures = [one for one in flow if one.kind is ItemKind.PICTURE]
    logos, taken = _logos(pictures, page, look, _gap(design))
    worded = [one for one in flow if one.kind is not ItemKind.PICTURE]
    gap, has_map = _gap(design), design.shows(ItemKind.MAP)
    arranged = arrange(worded, page, gap, taken, cut=fit.cut, has_map=has_map)
    if arranged is None:
        return None
    slots, area = arranged
    slots |= logos
    boxes = round_blocks(said, design, look, fit)
    for item in design.items:
        if item.box is not None and item.id in boxes:
            box = pixels_of(item.box)
            slots[item.id] = Slot(box, boxes[item.id](box.width(), box.height()))
    placed = design.item(ItemKind.MAP.value)
    if placed is not None and placed.box is not None:
        area = pixels_of(placed.box)
    return Laid(slots, snapped(area, design.scale), look)


def _flow(said: Said, design: Design, look: Look, fit: Fit) -> list[_Measured]:
    """Items that the arrangement lays, from the page's head to its foot."""
    blocks = round_blocks(said, design, look, fit)
    order = (ItemKind.PICTURE, *HEAD, *BODY, *FOOT)
    laid = [item for item in design.items if item.id in blocks and item.box is None and item.kind in order]
    laid.sort(key=lambda item: order.index(item.kind))
    return [_Measured(item.id, item.kind, blocks[item.id]) for item in laid]


Arranged = tuple[dict[str, Slot], QRectF] | None


def _stacked(
    flow: Sequence[_Measured], page: QRectF, gap: float, taken: float, *, cut: bool, has_map: bool
) -> Arranged:
    """All below each other; the map between head and the rest."""
    least = LEAST_MAP * page.height() if has_map else 0.0
    room = page.height() - least - gap * (len(flow) if has_map else len(flow) - 1)
    blocks = _measure(flow, page.width(), room, taken, cut=cut)
    if blocks is None:
        return None
    slots: dict[str, Slot] = {}
    head = [one for one in flow if one.kind in HEAD]
    rest = [one for one in flow if one.kind not in HEAD]
    y = _down(head, blocks, page.left(), page.top(), page.width() - taken, 0.0, slots)
    y += gap if head else 0.0
    below = sum(blocks[one.id].height + gap for one in rest if blocks[one.id].height)
    area = QRectF(page.left(), y, page.width(), max(page.bottom() - below - y, 0.0) if has_map else 0.0)
    _down(rest, blocks, page.left(), area.bottom() + gap, page.width(), gap, slots)
    return slots, area


def _beside(
    flow: Sequence[_Measured], page: QRectF, gap: float, taken: float, *, cut: bool, has_map: bool
) -> Arranged:
    """Map at the left, chart, table and sources at the right, head and foot over both."""
    column = [one for one in flow if one.kind in BODY]
    if not column or not has_map:
        return _stacked(flow, page, gap, taken, cut=cut, has_map=has_map)
    across = [one for one in flow if one.kind not in BODY]
    least = LEAST_MAP * page.height()
    room = page.height() - least - gap * len(across)
    blocks = _measure(across, page.width(), room, taken, cut=cut)
    if blocks is None:
        return None
    slots: dict[str, Slot] = {}
    head = [one for one in across if one.kind in HEAD]
    foot = [one for one in across if one.kind in FOOT]
    y = _down(head, blocks, page.left(), page.top(), page.width() - taken, 0.0, slots) + (
        gap if head else 0.0
    )
    below = sum(blocks[one.id].height + gap for one in foot if blocks[one.id].height)
    width = (page.width() - 2 * gap) * MAP_SHARE
    area = QRectF(page.left(), y, width, page.bottom() - below - y)
    side = QRectF(area.right() + 2 * gap, y, page.right() - area.right() - 2 * gap, area.height())
    beside = _measure(column, side.width(), side.height() - gap * (len(column) - 1), cut=cut)
    if beside is None:
        return None
    used = sum(block.height for block in beside.values()) + gap * (len(column) - 1)
    for one in column:
        if one.kind is ItemKind.CHART and beside[one.id].height:
            grown = min(side.height() - used, MOST_GROWN * beside[one.id].height)
            beside[one.id] = beside[one.id]._replace(height=beside[one.id].height + max(grown, 0.0))
    _down(column, beside, side.left(), side.top(), side.width(), gap, slots)
    _down(foot, blocks, page.left(), area.bottom() + gap, page.width(), gap, slots)
    return slots, area


def _measure(
    flow: Sequence[_Measured], width: float, room: float, taken: float = 0.0, *, cut: bool
) -> dict[str, Block] | None:
    """Blocks that fit into the room together; None where they do not and may not be cut.

    Args:
        flow: what is to be laid.
        width: of all.
        room: for all together.
        taken: of the width, from items in the head.
        cut: whether they may be cut.
    """

    def wide(one: _Measured) -> float:
        return width - taken if one.kind in HEAD else width

    blocks = {one.id: one.make(wide(one)) for one in flow}
    excess = sum(block.height for block in blocks.values()) - room
    if excess <= 0:
        return blocks
    spare = sum(block.spare for block in blocks.values())
    if excess <= spare:
        for one in flow:
            block = blocks[one.id]
            if block.spare:
                blocks[one.id] = one.make(wide(one), block.height - excess * block.spare / spare)
        return blocks
    if not cut:
        return None
    left = max(room, 0.0)
    waiting = sorted(flow, key=lambda one: URGENT.index(one.kind))
    for place, one in enumerate(waiting):
        # What can do with less leaves so much; in the head nobody takes more than half: others come after.
        kept = sum(blocks[other.id].least for other in waiting[place + 1 :])
        most = max(left / 2 if one.kind in HEAD else left - kept, 0.0)
        if blocks[one.id].height > most:
            blocks[one.id] = one.make(wide(one), most)
        left = max(left - blocks[one.id].height, 0.0)
    return blocks


def _down(
    flow: Sequence[_Measured],
    blocks: Mapping[str, Block],
    left: float,
    top: float,
    width: float,
    gap: float,
    slots: dict[str, Slot],
) -> float:
    """Lay items below each other; returns where the last one ends."""
    y = top
    for one in flow:
        block = blocks[one.id]
        if block.height:
            slots[one.id] = Slot(QRectF(left, y, width, block.height), block)
            y += block.height + gap
        else:
            slots[one.id] = Slot(QRectF(left, y, width, 0.0), block)
    return y


def snapped(box: QRectF, scale: float) -> QRectF:
    """The box on whole device pixels; so many of them as a picture of a whole number of CSS pixels has."""

    def at(value: float) -> float:
        return round(value * scale) / scale

    width, height = (round(max(round(side), 1) * scale) / scale for side in (box.width(), box.height()))
    return QRectF(at(box.left()), at(box.top()), width, height) if not box.isEmpty() else QRectF()


def _margin(design: Design) -> float:
    return design.margin_mm / MM_PER_INCH * CSS_PX_PER_INCH


def _gap(design: Design) -> float:
    return GAP * _margin(design)


def _page(design: Design) -> QRectF:
    margin = _margin(design)
    return QRectF(margin, margin, design.width_px - 2 * margin, design.height_px - 2 * margin)


def pixels_of(box: Box) -> QRectF:
    """A box in CSS pixels."""
    return QRectF(*(side / MM_PER_INCH * CSS_PX_PER_INCH for side in box))
