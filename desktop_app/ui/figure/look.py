"""How a figure looks: its colours, its font, and how large its words are on a page of its size."""

import dataclasses
import math
from typing import Final, NamedTuple

from PySide6.QtGui import QColor, QFont

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, POINTS_PER_INCH, Design, Item, ItemKind
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Theme
from desktop_app.ui.figure.fonts import FAMILIES, figure_font
from desktop_app.ui.palette import PALETTES, Palette

POINT_PX: Final = CSS_PX_PER_INCH / POINTS_PER_INCH
# Points on a page of A4's size; larger and smaller pages get larger and smaller words.
SIZES_PT: Final = {
    ItemKind.TITLE: 16.0,
    ItemKind.SUBTITLE: 9.5,
    ItemKind.FACTS: 8.0,
    ItemKind.LEGEND: 8.0,
    ItemKind.SCALE_BAR: 7.0,
    ItemKind.CHART: 7.5,
    ItemKind.TABLE: 8.0,
    ItemKind.SOURCES: 7.0,
    ItemKind.IMPRINT: 6.0,
    ItemKind.CALL_OUT: 9.0,
    ItemKind.TEXT: 10.0,
}
_A4_MM2: Final = 210.0 * 297.0
_SHRINK_LIMITS: Final = (0.5, 4.0)
# The smallest words that are still read on paper: 6 pt, in whole CSS pixels.
FLOOR_PX: Final = 8.0
# WCAG 2.2, 1.4.3: text of normal size on its ground.
LEAST_CONTRAST: Final = 4.5


class Look(NamedTuple):
    """Colours and type of one figure.

    Attributes:
        palette: of marks, chart and plates, with the paper as its panel.
        font: family of all words.
        accent: "#rrggbb" of the title and the rule below it.
        scale: sizes of words on this page, as a multiple of those on A4.
        shrink: 1, or less where the words would leave no room for the map.
        told: sentences on what of the house's look could not be kept.
    """

    palette: Palette
    font: QFont
    accent: str
    scale: float
    shrink: float = 1.0
    told: tuple[str, ...] = ()

    def px(self, item: Item) -> float:
        """Size of an item's words, whole CSS pixels."""
        return self.size_px(item.kind, item.size_pt)

    def size_px(self, kind: ItemKind, size_pt: float | None = None) -> float:
        """The same of a kind of item; a size given in points stands as it is."""
        shrink = 1.0 if kind in (ItemKind.TITLE, ItemKind.SUBTITLE) else self.shrink
        if size_pt is not None:
            # Never shrunk below what is read; what was asked for smaller stays so.
            asked = max(round(size_pt * POINT_PX), 1)
            return max(round(size_pt * POINT_PX * shrink), min(asked, FLOOR_PX))
        return max(round(SIZES_PT[kind] * POINT_PX * self.scale * shrink), FLOOR_PX)


def look_of(design: Design, theme: Theme, resources: Resources) -> Look:
    """The look of a page; a house's colours stand where its words can be read on its paper."""
    palette, told = PALETTES[theme], []
    house = design.house
    if house.paper:
        if contrast(palette.text, house.paper) >= LEAST_CONTRAST:
            palette = dataclasses.replace(palette, panel=house.paper)
        else:
            told.append(f"The paper {house.paper} is left out: words on it would be hard to read.")
    accent = palette.text
    if house.accent:
        if contrast(house.accent, palette.panel) >= LEAST_CONTRAST:
            accent = house.accent
        else:
            told.append(f"The accent {house.accent} is left out: on this paper it would be hard to read.")
    font = figure_font(resources)
    if house.family:
        font.setFamilies([house.family, *FAMILIES])
    low, high = _SHRINK_LIMITS
    scale = min(max(math.sqrt(design.width_mm * design.height_mm / _A4_MM2), low), high)
    return Look(palette, font, accent, scale, told=tuple(told))


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours by WCAG 2.2: 1 to 21."""
    light, dark = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(value: QColor) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4  # noqa: PLR2004 - sRGB

    return 0.2126 * linear(value.redF()) + 0.7152 * linear(value.greenF()) + 0.0722 * linear(value.blueF())
