"""Colours of the four themes, by meaning. The map page holds the same tokens in `assets/web/theme.ts`."""

import dataclasses
import functools
from dataclasses import dataclass
from typing import Final

from PySide6.QtGui import QColor

from desktop_app.session.style import Theme


@dataclass(frozen=True, slots=True)
class Palette:
    """One theme; every value is "#RRGGBB".

    Attributes:
        window, panel, text, quiet, line: the interface.
        loading, discharge, rail, neutral: port roles.
        sea_volume, rail_volume, notified, claimed: the ledgers.
        cap, warning, selection: marks that call for attention.
        land, sea: the ground of the map.
        parts: eight colours that mean nothing but "another one", found by a search for what the colour-blind
            tell apart.
    """

    window: str
    panel: str
    text: str
    quiet: str
    line: str
    loading: str
    discharge: str
    rail: str
    neutral: str
    sea_volume: str
    rail_volume: str
    notified: str
    claimed: str
    cap: str
    warning: str
    selection: str
    land: str
    sea: str
    parts: tuple[str, ...]


LIGHT: Final = Palette(
    window="#F3F4F2",
    panel="#FFFFFF",
    text="#1B2429",
    quiet="#5A666E",
    line="#D3D8D9",
    loading="#C8460A",
    discharge="#2671B6",
    rail="#622F89",
    neutral="#6C7A84",
    sea_volume="#245F59",
    rail_volume="#622F89",
    notified="#B97700",
    claimed="#333B40",
    cap="#B00020",
    warning="#A35F00",
    selection="#0B62A4",
    land="#F4F1E8",
    sea="#D4E7F0",
    parts=(
        "#2A8EEF",
        "#780A2B",
        "#619D60",
        "#7A4ABA",
        "#7F624C",
        "#265149",
        "#AE85B1",
        "#3C324E",
    ),
)
DARK: Final = Palette(
    window="#161D22",
    panel="#1C252B",
    text="#E4E9EB",
    quiet="#9AA7B0",
    line="#333F47",
    loading="#FF8A4C",
    discharge="#3697D4",
    rail="#D3B0FB",
    neutral="#8F979C",
    sea_volume="#2AC6C4",
    rail_volume="#D3B0FB",
    notified="#F2B33D",
    claimed="#D5DCE0",
    cap="#FF6B7A",
    warning="#FFB74D",
    selection="#5AB0F0",
    land="#29363F",
    sea="#16283A",
    parts=(
        "#5E90FD",
        "#F2CBDD",
        "#8E791B",
        "#66F8A7",
        "#A85551",
        "#7F5BB6",
        "#CA71B6",
        "#2A7F87",
    ),
)
# For paper: the light theme on a paler map, its widgets on white.
PRINT: Final = dataclasses.replace(LIGHT, window="#FFFFFF", land="#FCFAF5", sea="#E8F1F6")
CONTRAST: Final = Palette(
    window="#FFFFFF",
    panel="#FFFFFF",
    text="#000000",
    quiet="#333333",
    line="#767676",
    loading="#A83400",
    discharge="#18425F",
    rail="#6A199C",
    neutral="#393F44",
    sea_volume="#326761",
    rail_volume="#6A199C",
    notified="#806400",
    claimed="#1A1A1A",
    cap="#A8003C",
    warning="#6E4300",
    selection="#003E73",
    land="#FFFFFF",
    sea="#DCECF7",
    parts=(
        "#3261D0",
        "#751A65",
        "#5F7872",
        "#180467",
        "#C24D4B",
        "#313005",
        "#8B699F",
        "#2C0808",
    ),
)
PALETTES: Final = {Theme.LIGHT: LIGHT, Theme.DARK: DARK, Theme.PRINT: PRINT, Theme.CONTRAST: CONTRAST}


@functools.cache
def colour(value: str, alpha: float = 1.0) -> QColor:
    """A token as a QColor with opacity 0..1; shared, so never to be changed."""
    result = QColor(value)
    result.setAlphaF(alpha)
    return result
