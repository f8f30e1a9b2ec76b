"""Texts that a tile file brings, made harmless: no markup, no control characters, no pages of it."""

import html
import json
import math
import re
from typing import Any, Final

from desktop_app.importers.tiles.tile_file import WORLD

LONGEST_NAME: Final = 120
LONGEST_ATTRIBUTION: Final = 300
MOST_LAYERS: Final = 1_000

_TAG: Final = re.compile(r"<[^<>]*>")
_ROUNDING_DEG: Final = 0.01  # tools write 180.0000001 and 85.06


def plain_text(text: object, longest: int) -> str:
    """One line of printable text; attributions are often HTML. Anything but text gives nothing."""
    if not isinstance(text, str):
        return ""
    # Far more than fits is looked at, so that long links do not push the words out.
    words = html.unescape(_TAG.sub(" ", text[: 20 * longest]))
    printable = "".join(sign if sign.isprintable() else " " for sign in words)
    line = " ".join(printable.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"


def json_object(text: bytes | str) -> dict[str, Any]:
    """A JSON object; empty if it is none, for nothing in it is needed to draw the tiles."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def layer_names(metadata: dict[str, Any]) -> tuple[str, ...]:
    """Names in the TileJSON list `vector_layers`."""
    layers = metadata.get("vector_layers")
    if not isinstance(layers, list):
        return ()
    named = (layer.get("id") for layer in layers[:MOST_LAYERS] if isinstance(layer, dict))
    return tuple(name for name in (plain_text(name, LONGEST_NAME) for name in named) if name)


def checked_bounds(values: tuple[float, ...]) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees, rounding errors at the edge of the world taken off.

    Raises:
        ValueError: not four numbers that span a part of the world; the text completes "its bounds … ".
    """
    if len(values) != 4 or not all(map(math.isfinite, values)):  # noqa: PLR2004 - the four sides
        raise ValueError("are not four numbers")
    west, south, east, north = values
    if not (west < east and south < north):
        raise ValueError(f"{_listed(values)} enclose nothing")
    if max(abs(west), abs(east)) > 180 + _ROUNDING_DEG or max(abs(south), abs(north)) > 90 + _ROUNDING_DEG:
        raise ValueError(f"{_listed(values)} are not on earth")
    low_lon, low_lat, high_lon, high_lat = WORLD
    inside = max(west, low_lon), max(south, low_lat), min(east, high_lon), min(north, high_lat)
    if inside[1] >= inside[3]:
        raise ValueError(f"{_listed(values)} lie at a pole, where the map has no tiles")
    return inside


def _listed(values: tuple[float, ...]) -> str:
    return ", ".join(f"{value:g}" for value in values)
