"""The built-in page designs: slide, paper, post, column."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, Arrangement, Design, Item, ItemKind

_USUAL: Final = (
    ItemKind.MAP,
    ItemKind.TITLE,
    ItemKind.SUBTITLE,
    ItemKind.LEGEND,
    ItemKind.SCALE_BAR,
    ItemKind.NORTH,
    ItemKind.INSET,
    ItemKind.CHART,
    ItemKind.TABLE,
    ItemKind.SOURCES,
    ItemKind.IMPRINT,
)


# Points, for a room: a title is read from its last row, names and bars from its middle.
_SLIDE_PT: Final = {
    ItemKind.TITLE: 26.0,
    ItemKind.SUBTITLE: 12.0,
    ItemKind.LEGEND: 10.0,
    ItemKind.SCALE_BAR: 9.0,
    ItemKind.CHART: 9.0,
    ItemKind.TABLE: 10.0,
    ItemKind.SOURCES: 7.0,
    ItemKind.IMPRINT: 6.5,
}
_SMALL_SLIDE_PT: Final = {
    **_SLIDE_PT,
    ItemKind.TITLE: 24.0,
    ItemKind.SUBTITLE: 10.5,
    ItemKind.CHART: 8.0,
    ItemKind.SOURCES: 6.5,
    ItemKind.IMPRINT: 6.0,
}


def _items(*hidden: ItemKind, sizes: Mapping[ItemKind, float] = MappingProxyType({})) -> tuple[Item, ...]:
    return tuple(Item(kind.value, kind, shown=kind not in hidden, size_pt=sizes.get(kind)) for kind in _USUAL)


# Round the window's own figure.
SCREEN_MARGIN_PX: Final = 24


def screen_design(width_px: float, height_px: float, *, chart: bool = True) -> Design:
    """A page of so many CSS pixels: the window's own figure."""
    mm = MM_PER_INCH / CSS_PX_PER_INCH
    hidden = (ItemKind.TABLE,) if chart else (ItemKind.TABLE, ItemKind.CHART)
    return Design(
        "screen", width_px * mm, height_px * mm, margin_mm=SCREEN_MARGIN_PX * mm, items=_items(*hidden)
    )


# Slides have the sizes that presentation programs give new files: 13.333 × 7.5 and 10 × 7.5 inches. Paper is
# ISO 216. A social post is 1200 × 675 CSS pixels, a web column 720 wide.
TEMPLATES: Final = (
    Design(
        "slide-16x9", 338.67, 190.5, 9.0, Arrangement.BESIDE, _items(ItemKind.TABLE, sizes=_SLIDE_PT), dpi=144
    ),
    Design(
        "slide-4x3",
        254.0,
        190.5,
        8.0,
        Arrangement.BESIDE,
        _items(ItemKind.TABLE, sizes=_SMALL_SLIDE_PT),
        dpi=144,
    ),
    Design("a4-portrait", 210.0, 297.0, 12.0, Arrangement.STACKED, _items(), dpi=300),
    Design("a4-landscape", 297.0, 210.0, 10.0, Arrangement.BESIDE, _items(), dpi=300),
    Design(
        "social",
        317.5,
        178.59,
        8.0,
        Arrangement.BESIDE,
        _items(ItemKind.TABLE, ItemKind.INSET, sizes=_SLIDE_PT),
        dpi=96,
    ),
    Design("web-column", 190.5, 285.75, 6.0, Arrangement.STACKED, _items(ItemKind.TABLE), dpi=192),
)


def template_named(name: str) -> Design | None:
    """A built-in template by its name."""
    return next((design for design in TEMPLATES if design.name == name), None)
