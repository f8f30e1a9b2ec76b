"""A page that stays as it is while its dates change: what moves is what the case says, never the page."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, Box, Design, ItemKind
from desktop_app.ui.figure.figure import Figure

# What lies on the map finds its own place there, which hangs on nothing but the map's.
_ON_THE_MAP: Final = frozenset({ItemKind.LEGEND, ItemKind.SCALE_BAR, ItemKind.NORTH, ItemKind.INSET})


def held(figure: Figure) -> Design:
    """The design of a figure with each item where that figure has it, and with its title.

    The figure is that of the whole period: no step says more than it does.
    """
    design = figure.design
    for item in design.items:
        part = figure.part(item.id)
        if part is not None and item.box is None and item.kind not in _ON_THE_MAP:
            design = design.with_item(replace(item, box=_millimetres(part.box)))
    title = design.item(ItemKind.TITLE.value)
    return design if title is None else design.with_item(replace(title, text=title.text or figure.title))


def _millimetres(box: QRectF) -> Box:
    mm = MM_PER_INCH / CSS_PX_PER_INCH
    return Box(box.left() * mm, box.top() * mm, box.width() * mm, box.height() * mm)
