"""Colours of the three themes, by meaning. The map page holds the same tokens in `assets/web/theme.ts`."""

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
        cap, warning, listed, selection: marks that call for attention.
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


LIGHT: Final = Palette(
    window="#F3F4F2",
    panel="#FFFFFF",
    text="#1B2429",
    quiet="#5A666E",
    line="#D3D8D9",
    loading="#C8460A",
    discharge="#0B62A4",
    rail="#6B3FA0",
    neutral="#6F7A82",
    sea_volume="#00706B",
    rail_volume="#6B3FA0",
    notified="#B97700",
    claimed="#333B40",
    cap="#B00020",
    warning="#B26A00",
    selection="#0B62A4",
    land="#F4F1E8",
    sea="#CFE3EE",
)
DARK: Final = Palette(
    window="#161D22",
    panel="#1C252B",
    text="#E4E9EB",
    quiet="#9AA7B0",
    line="#333F47",
    loading="#FF8A4C",
    discharge="#5AB0F0",
    rail="#B794F6",
    neutral="#9AA7B0",
    sea_volume="#35B8AE",
    rail_volume="#B794F6",
    notified="#F2B33D",
    claimed="#D5DCE0",
    cap="#FF6B7A",
    warning="#FFB74D",
    selection="#5AB0F0",
    land="#22303A",
    sea="#13222E",
)
PALETTES: Final = {Theme.LIGHT: LIGHT, Theme.DARK: DARK, Theme.PRINT: LIGHT}


@functools.cache
def colour(value: str, alpha: float = 1.0) -> QColor:
    """A token as a QColor with opacity 0..1; shared, so never to be changed."""
    result = QColor(value)
    result.setAlphaF(alpha)
    return result
