"""The colours, the language and the layers of a map, as views and page designs are saved with them."""

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


MAP_LAYERS: Final[tuple[str, ...]] = (
    "ports",
    "other_ports",
    "port_areas",
    "rail",
    "routes",
    "flows",
    "tracks",
    "ais_gaps",
    "ais_visits",
    "ais_meetings",
    "ais_doubts",
    "ais_hints",
    "watch_areas",
    "sightings",
    "labels",
)
FURNITURE: Final[tuple[str, ...]] = ("graticule", "inset", "north")
"""What helps to read the map: layers like the others, switched in the View menu."""

FIRST_LAYERS: Final[tuple[str, ...]] = (
    *(key for key in MAP_LAYERS if key not in {"port_areas", "flows", "ais_hints"}),
    "inset",
    "north",
)
"""What is shown until the user says otherwise, and in figures made without a window."""
