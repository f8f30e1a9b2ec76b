"""A page that stays as it is while its dates change: what moves is what the case says, never the page."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QRectF

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, Box, Design, ItemKind
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.look import POINT_PX, SIZES_PT, Look

LEGEND: Final = ItemKind.LEGEND.value


def held(figure: Figure, look: Look) -> Design:
    """The design of a figure with each item where that figure has it, as large, and with its title.

    Args:
        figure: that of the whole period: no step says more than it does.
        look: of its page.
    """
    shrunk, design = look._replace(shrink=figure.shrink), figure.design
    for item in design.items:
        part = figure.part(item.id)
        if part is not None:
            size = shrunk.px(item) / POINT_PX if item.kind in SIZES_PT else item.size_pt
            text = figure.title if item.kind is ItemKind.TITLE else item.text
            box = _millimetres(part.box) if item.box is None else item.box
            design = design.with_item(replace(item, size_pt=size, text=text, box=box))
    return design


def with_legend_of(figure: Figure, whole: Figure) -> Figure:
    """The figure with the legend of the whole period: a mark that comes and goes is explained throughout."""
    legend = whole.part(LEGEND)
    if legend is None:
        return figure
    others = tuple(part for part in figure.parts if part.name != LEGEND)
    after = 1 + max(place for place, part in enumerate(others) if part.name in {"paper", "map"})
    return figure._replace(parts=(*others[:after], legend, *others[after:]))


def _millimetres(box: QRectF) -> Box:
    mm = MM_PER_INCH / CSS_PX_PER_INCH
    return Box(box.left() * mm, box.top() * mm, box.width() * mm, box.height() * mm)
