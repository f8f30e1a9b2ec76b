"""How a case is shown: theme, language of the map, and the map's layers."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Theme(StrEnum):
    """Colour sets of map and charts."""

    LIGHT = "light"
    DARK = "dark"
    PRINT = "print"
    CONTRAST = "contrast"


class Language(StrEnum):
    """Language of names on the map."""

    ENGLISH = "en"
    RUSSIAN = "ru"
    KOREAN = "ko"


@dataclass(frozen=True, slots=True)
class Style:
    """Theme and language together."""

    theme: Theme = Theme.LIGHT
    language: Language = Language.ENGLISH


MAP_LAYERS: Final[tuple[str, ...]] = ("ports", "other_ports", "rail", "routes", "sightings", "labels")
