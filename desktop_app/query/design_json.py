"""A page design as JSON, for own templates and manifests: what is written is read back, or refused."""

import base64
import binascii
import math
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final, TypeVar

from desktop_app.domain.figure_design import (
    DPI_LIMITS,
    MANY,
    SIDE_LIMITS_MM,
    Anchor,
    Arrangement,
    Box,
    Design,
    House,
    Item,
    ItemKind,
    Place,
    TableKind,
)
from desktop_app.domain.map_style import Language, Theme

# What a file of a stranger may make the program hold and draw.
MOST_ITEMS: Final = 200
LONGEST_TEXT: Final = 20_000
LONGEST_NAME: Final = 200
MOST_PICTURE_BYTES: Final = 2_000_000
MOST_TABLE_ROWS: Final = 200
SIZE_LIMITS_PT: Final = (3.0, 400.0)
# Where Web Mercator ends: atan(sinh(pi)), degrees.
FURTHEST_LAT_DEG: Final = 85.06
_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")

_Kind = TypeVar("_Kind", bound=StrEnum)


def design_content(design: Design) -> dict[str, Any]:
    """The design as what `json.dumps` takes."""
    return {
        "name": design.name,
        "width_mm": design.width_mm,
        "height_mm": design.height_mm,
        "margin_mm": design.margin_mm,
        "arrangement": design.arrangement.value,
        "items": [_item_content(item) for item in design.items],
        "place": None if design.place is None else list(design.place),
        "theme": design.theme,
        "language": design.language,
        "graticule": design.graticule,
        "table": design.table.value,
        "table_rows": design.table_rows,
        "dpi": design.dpi,
        "author": design.author,
        "house": design.house._asdict(),
    }


def _item_content(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "kind": item.kind.value,
        "box": None if item.box is None else list(item.box),
        "shown": item.shown,
        "text": item.text,
        "anchor": None if item.anchor is None else list(item.anchor),
        "picture": base64.b64encode(item.picture).decode("ascii"),
        "size_pt": item.size_pt,
    }


def read_design(content: object) -> Design:
    """The design from what `json.loads` gave.

    Raises:
        ValueError: it is not exactly a design of ours; the text says what is wrong.
    """
    said = _object(content, "a design", Design.__dataclass_fields__)
    width, height = (_number(said[side], side, *SIDE_LIMITS_MM) for side in ("width_mm", "height_mm"))
    rows = said["items"]
    if not isinstance(rows, list) or len(rows) > MOST_ITEMS:
        raise ValueError(f"the items are no list of at most {MOST_ITEMS}")
    items = tuple(_item(row) for row in rows)
    if len({item.id for item in items}) != len(items):
        raise ValueError("two items have the same id")
    return Design(
        name=_text(said["name"], "name", LONGEST_NAME),
        width_mm=width,
        height_mm=height,
        margin_mm=_number(said["margin_mm"], "margin_mm", 0.0, min(width, height) / 2.5),
        arrangement=_choice(said["arrangement"], Arrangement),
        items=items,
        place=_optional(said["place"], _place),
        theme=_known(said["theme"], Theme),
        language=_known(said["language"], Language),
        graticule=_flag(said["graticule"], "graticule"),
        table=_choice(said["table"], TableKind),
        table_rows=_whole(said["table_rows"], "table_rows", 1, MOST_TABLE_ROWS),
        dpi=_whole(said["dpi"], "dpi", *DPI_LIMITS),
        author=_text(said["author"], "author", LONGEST_NAME),
        house=_house(said["house"]),
    )


def _item(content: object) -> Item:
    said = _object(content, "an item", Item.__dataclass_fields__)
    kind, ident = _choice(said["kind"], ItemKind), _text(said["id"], "id", LONGEST_NAME)
    if not ident or (kind not in MANY and ident != kind.value):
        raise ValueError(f"{ident[:40]!r} is no id of a {kind.value}")
    return Item(
        id=ident,
        kind=kind,
        box=_optional(said["box"], _box),
        shown=_flag(said["shown"], "shown"),
        text=_text(said["text"], "text", LONGEST_TEXT),
        anchor=_optional(said["anchor"], _anchor),
        picture=_picture(said["picture"]),
        size_pt=_optional(said["size_pt"], lambda size: _number(size, "size_pt", *SIZE_LIMITS_PT)),
    )


def _box(content: object) -> Box:
    far = SIDE_LIMITS_MM[1]
    left, top, width, height = _numbers(content, "a box", 4)
    # A box may reach over the page's edge; it cannot lie nowhere near it.
    return Box(
        _number(left, "left", -far, far),
        _number(top, "top", -far, far),
        _number(width, "width", 0.1, far),
        _number(height, "height", 0.1, far),
    )


def _place(content: object) -> Place:
    west, south, east, north = _numbers(content, "a place", 4)
    if not (-540 <= west < east <= 540 and -FURTHEST_LAT_DEG <= south < north <= FURTHEST_LAT_DEG):  # noqa: PLR2004 - one and a half times round: maps that cross 180°
        raise ValueError("a place does not run from west to east and from south to north")
    return Place(west, south, east, north)


def _anchor(content: object) -> Anchor:
    lon, lat = _numbers(content, "an anchor", 2)
    return Anchor(
        _number(lon, "longitude", -540.0, 540.0),
        _number(lat, "latitude", -FURTHEST_LAT_DEG, FURTHEST_LAT_DEG),
    )


def _house(content: object) -> House:
    said = _object(content, "a house", House._fields)
    for key in ("accent", "paper"):
        if said[key] and not (isinstance(said[key], str) and _COLOUR.fullmatch(said[key])):
            raise ValueError(f"{key} is no colour such as #1b2429")
    return House(_text(said["family"], "family", LONGEST_NAME), said["accent"], said["paper"])


def _picture(content: object) -> bytes:
    text = _text(content, "picture", MOST_PICTURE_BYTES * 4 // 3 + 4)
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("a picture is not base64") from None


def _object(content: object, what: str, keys: object) -> dict[str, Any]:
    if not isinstance(content, dict) or set(content) != set(keys):  # type: ignore[call-overload]
        raise ValueError(f"{what} has other parts than it should")
    return content


def _optional(content: object, read: Callable[[object], Any]) -> Any:
    return None if content is None else read(content)


def _numbers(content: object, what: str, count: int) -> list[float]:
    if not isinstance(content, list) or len(content) != count:
        raise ValueError(f"{what} is no list of {count} numbers")
    return [_number(value, what, -1e9, 1e9) for value in content]


def _number(value: object, what: str, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{what} is no number")
    if not low <= value <= high:
        raise ValueError(f"{what} is not between {low:g} and {high:g}")
    return float(value)


def _whole(value: object, what: str, low: int, high: int) -> int:
    number = _number(value, what, low, high)
    if number != int(number):
        raise ValueError(f"{what} is no whole number")
    return int(number)


def _text(value: object, what: str, longest: int) -> str:
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError(f"{what} is no text of at most {longest:,} characters")
    return value


def _flag(value: object, what: str) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{what} is neither true nor false")  # noqa: TRY004 - one kind of error
    return value


def _choice(value: object, kinds: type[_Kind]) -> _Kind:
    if not isinstance(value, str) or value not in {kind.value for kind in kinds}:
        raise ValueError(f"{str(value)[:40]!r} is no {kinds.__name__.lower()}")
    return kinds(value)


def _known(value: object, kinds: type[_Kind]) -> str:
    return "" if value == "" else _choice(value, kinds).value
