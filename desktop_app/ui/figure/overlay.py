"""What lies on the map unless a hand has drawn a box for it: legend, scale bar."""

from typing import Final

from PySide6.QtCore import QRectF

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, Design, ItemKind
from desktop_app.domain.web_mercator import View
from desktop_app.ui.figure.content import FigureContent
from desktop_app.ui.figure.items.legend import legend_block, legend_width
from desktop_app.ui.figure.items.scale_bar import scale_bar_block
from desktop_app.ui.figure.layout import Laid, Slot

_EDGE_PX: Final = 10.0
_LONGEST_BAR_PX: Final = 204.0


def overlay(
    content: FigureContent, design: Design, laid: Laid, view: View, foot_px: float
) -> dict[str, Slot]:
    """Slots of the items on the map, above its attribution of `foot_px`."""
    look, slots = laid.look, {}
    area = laid.map.adjusted(0, 0, 0, -foot_px)
    for item in design.items:
        if not item.shown:
            continue
        given = None
        if item.box is not None:
            given = QRectF(*(side / MM_PER_INCH * CSS_PX_PER_INCH for side in item.box))
        if item.kind is ItemKind.LEGEND and content.legend:
            pixels = look.px(item)
            width = given.width() if given is not None else legend_width(content.legend, look, pixels)
            block = legend_block(content.legend, look, pixels)(width, area.height() - 2 * _EDGE_PX)
            box = given or QRectF(
                area.left() + _EDGE_PX, area.bottom() - _EDGE_PX - block.height, width, block.height
            )
            slots[item.id] = Slot(box, block)
        elif item.kind is ItemKind.SCALE_BAR:
            pixels = look.px(item)
            width = given.width() if given is not None else min(_LONGEST_BAR_PX, area.width() / 3)
            block = scale_bar_block(view, look, pixels)(width)
            box = given or QRectF(
                area.right() - _EDGE_PX - width,
                area.bottom() - _EDGE_PX - block.height,
                width,
                block.height,
            )
            slots[item.id] = Slot(box, block)
    return slots
