"""How a case is shown: theme, language of the map, and the map's layers."""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.map_style import FIRST_LAYERS, FURNITURE, MAP_LAYERS, Language, Theme

__all__ = ["FIRST_LAYERS", "FURNITURE", "MAP_LAYERS", "FlowMeasure", "Language", "Style", "Theme"]


class FlowMeasure(StrEnum):
    """What the width of a flow on the map stands for."""

    VOLUME = "volume"
    CALLS = "calls"


@dataclass(frozen=True, slots=True)
class Style:
    """Theme and language together."""

    theme: Theme = Theme.LIGHT
    language: Language = Language.ENGLISH
