"""Changes of a design that menus, keys and lists share; each is a new value."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Final

from desktop_app.domain.figure_design import MANY, Box, Design, Item, ItemKind

WORDS: Final = frozenset({ItemKind.TITLE, ItemKind.SUBTITLE, ItemKind.TEXT, ItemKind.CALL_OUT})
"""Kinds whose words are typed."""

NAMES: Final[Mapping[ItemKind, str]] = {
    ItemKind.TITLE: "Title",
    ItemKind.SUBTITLE: "Subtitle",
    ItemKind.FACTS: "Facts",
    ItemKind.MAP: "Map",
    ItemKind.LEGEND: "Legend",
    ItemKind.SCALE_BAR: "Scale bar",
    ItemKind.NORTH: "North arrow",
    ItemKind.INSET: "Locator map",
    ItemKind.CHART: "Chart",
    ItemKind.TABLE: "Table",
    ItemKind.SOURCES: "Sources",
    ItemKind.IMPRINT: "Imprint",
    ItemKind.CALL_OUT: "Call-out",
    ItemKind.TEXT: "Text",
    ItemKind.PICTURE: "Picture",
}

# So that what was just added is seen, and typed over.
_FIRST_WORDS: Final = {ItemKind.TEXT: "New text", ItemKind.CALL_OUT: "New call-out"}
_LONGEST_NAME: Final = 40
_TEXT_BOX_MM: Final = (60.0, 12.0)
_PICTURE_BOX_MM: Final = (30.0, 12.0)


def item_name(item: Item) -> str:
    """What lists and messages call an item; one that there may be many of is told by its words."""
    name = NAMES[item.kind]
    if item.kind not in MANY or not item.text.strip():
        return name
    words = " ".join(item.text.split())
    return f"{name}: {words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + '…'}"


def new_item(design: Design, kind: ItemKind, picture: bytes = b"") -> Item:
    """An item of a kind that there may be many of, its id a free one; texts and pictures lie mid-page."""
    taken = {item.id for item in design.items}
    number = next(n for n in range(1, len(taken) + 2) if f"{kind.value}-{n}" not in taken)
    box = None
    if kind is not ItemKind.CALL_OUT:
        width, height = _PICTURE_BOX_MM if kind is ItemKind.PICTURE else _TEXT_BOX_MM
        width, height = min(width, design.width_mm), min(height, design.height_mm)
        box = Box((design.width_mm - width) / 2, (design.height_mm - height) / 2, width, height)
    return Item(f"{kind.value}-{number}", kind, box=box, text=_FIRST_WORDS.get(kind, ""), picture=picture)


def laid(design: Design, boxes: Mapping[str, Box | None]) -> Design:
    """Items in these boxes; None lets one lie where it fits."""
    return dataclasses.replace(
        design,
        items=tuple(
            dataclasses.replace(item, box=boxes[item.id]) if item.id in boxes else item
            for item in design.items
        ),
    )


def put_away(design: Design, ids: Iterable[str]) -> Design:
    """Without these items: those that a page has once are hidden, the others taken off it."""
    gone = set(ids)
    kept = (item for item in design.items if not (item.id in gone and item.kind in MANY))
    return dataclasses.replace(
        design,
        items=tuple(dataclasses.replace(item, shown=False) if item.id in gone else item for item in kept),
    )


def in_order(design: Design, ids: Iterable[str]) -> Design:
    """Items painted in this order; those not named come last."""
    order = {id_: place for place, id_ in enumerate(ids)}
    items = sorted(design.items, key=lambda item: order.get(item.id, len(order)))
    return dataclasses.replace(design, items=tuple(items))


def taken_over(template: Design, present: Design, *, own: bool) -> Design:
    """A page made from a template, with what was said on the one before.

    Place and words stay. A built-in template has no colours, author and house style either, and nobody's
    texts, call-outs and pictures: those stay too, at the same share of the page.
    """
    items = [_with_words(item, present.item(item.id)) for item in template.items]
    if own:
        return dataclasses.replace(template, items=tuple(items), place=present.place)
    across, down = template.width_mm / present.width_mm, template.height_mm / present.height_mm
    for item in present.items:
        if item.kind in MANY:
            box = item.box
            if box is not None:
                size = min(across, down)
                box = Box(box.left_mm * across, box.top_mm * down, box.width_mm * size, box.height_mm * size)
            items.append(dataclasses.replace(item, box=box))
    return dataclasses.replace(
        template,
        items=tuple(items),
        place=present.place,
        theme=present.theme,
        language=present.language,
        graticule=present.graticule,
        author=present.author,
        house=present.house,
    )


def _with_words(item: Item, before: Item | None) -> Item:
    return item if item.text or before is None else dataclasses.replace(item, text=before.text)
