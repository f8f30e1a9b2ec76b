"""Where the parts of the last figure lie on the page as it is designed now, until the next one is made."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from PySide6.QtCore import QRectF

from desktop_app.domain.figure_design import Box, Design, Item, ItemKind, Place
from desktop_app.ui.composer.live_figure import LiveFigure
from desktop_app.ui.composer.map_frame import MapFrame
from desktop_app.ui.composer.units import box_of, rect_of
from desktop_app.ui.figure.figure import Figure, Part

# Pictures are drawn at another size meanwhile; words stay as they are and only move.
_PICTURES: Final = frozenset({ItemKind.MAP, ItemKind.INSET, ItemKind.PICTURE})


class Shift(NamedTuple):
    """A part that does not lie where it was drawn, CSS pixels of the page.

    Attributes:
        source: a rectangle of the drawn figure.
        target: where it is now.
        clip: nothing of it shows outside.
    """

    source: QRectF
    target: QRectF
    clip: QRectF | None


def shifts(live: LiveFigure, design: Design) -> dict[str, Shift | None]:
    """The parts that have moved since the figure was made, by name; None: hidden now."""
    figure, asked = live.figure, live.asked
    if figure is None or asked is None or asked.design == design:
        return {}
    found: dict[str, Shift | None] = {}
    for part in figure.parts:
        before = asked.design.item(part.name)
        if before is None:
            continue
        now = design.item(part.name)
        if now is None or not now.shown:
            found[part.name] = None
            continue
        shift = _shift(part, before, now)
        if now.kind is ItemKind.MAP:
            shift = _map_shift(figure, part, shift, shown_place(live, design))
        if shift is not None:
            found[part.name] = shift
    return found


def page_scale(figure: Figure, design: Design) -> float | None:
    """How large a figure of another page is drawn on this one meanwhile; None where the page is the same."""
    drawn = figure.design
    if (drawn.width_mm, drawn.height_mm) == (design.width_mm, design.height_mm):
        return None
    return min(design.width_mm / drawn.width_mm, design.height_mm / drawn.height_mm)


def part_rect(live: LiveFigure, design: Design, id_: str) -> QRectF | None:
    """Where an item lies on the page, CSS pixels; None where it is not drawn."""
    item = design.item(id_)
    if item is None or not item.shown:
        return None
    part = _part(live.figure, id_)
    if part is None:
        return rect_of(item.box) if item.box is not None else None
    before = live.asked.design.item(id_) if live.asked is not None else None
    if item.box is not None and (before is None or before.box != item.box):
        return rect_of(item.box)
    return QRectF(part.box)


def boxes_of(live: LiveFigure, design: Design, ids: Iterable[str]) -> dict[str, Box]:
    """Where items lie, wherever that comes from; those that are not drawn are left out."""
    rects = {id_: part_rect(live, design, id_) for id_ in ids}
    return {id_: box_of(rect) for id_, rect in rects.items() if rect is not None}


def shown_place(live: LiveFigure, design: Design) -> Place | None:
    """What of the world the map on the page shows; None before the first figure."""
    figure, asked = live.figure, live.asked
    if figure is None or asked is None:
        return design.place
    return figure.design.place if design.place in {asked.design.place, None} else design.place


def map_frame(live: LiveFigure, design: Design) -> MapFrame | None:
    """The map on the page; None where none is drawn."""
    item = next((one for one in design.items if one.kind is ItemKind.MAP and one.shown), None)
    rect = part_rect(live, design, item.id) if item is not None else None
    place = shown_place(live, design)
    return MapFrame(rect, place) if rect is not None and place is not None else None


def _part(figure: Figure | None, name: str) -> Part | None:
    return next((part for part in figure.parts if part.name == name), None) if figure is not None else None


def _shift(part: Part, before: Item, now: Item) -> Shift | None:
    if now.box is None or now.box == before.box:
        return None
    target = rect_of(now.box)
    if now.kind not in _PICTURES:
        target = QRectF(target.topLeft(), part.box.size())
    return Shift(part.box, target, None)


def _map_shift(figure: Figure, part: Part, shift: Shift | None, shown: Place | None) -> Shift | None:
    drawn = figure.design.place
    if drawn is None or shown is None or drawn == shown:
        return shift
    rect = shift.target if shift is not None else QRectF(part.box)
    return Shift(part.box, MapFrame(rect, drawn).target(shown), rect)
