"""Positions inside links that map sites and telephones hand out. Nothing is fetched: the text is read."""

import re
from typing import Final
from urllib.parse import unquote

from desktop_app.domain.position import METRES_PER_DEGREE, Reading, reading

_NUMBER: Final = r"(-?\d{1,3}(?:\.\d+)?)"
_SEPARATOR: Final = r"[,~/]\+?\s*"
_GEO: Final = re.compile(rf"geo:{_NUMBER},{_NUMBER}(?:[,;?].*)?", re.IGNORECASE)
_LINK: Final = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,}/\S*", re.IGNORECASE)
# Most exact first: the marked place, then a searched one, then the middle of the map.
_PLACES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"!3d{_NUMBER}!4d{_NUMBER}",
        rf"[?&]mlat={_NUMBER}&mlon={_NUMBER}",
        rf"[?&](?:q|query|ll|daddr|destination)=(?:loc:)?{_NUMBER}{_SEPARATOR}{_NUMBER}",
        rf"[?&]lat={_NUMBER}&(?:lon|lng)={_NUMBER}",
        rf"[?&]cp={_NUMBER}~{_NUMBER}",
        rf"@{_NUMBER},{_NUMBER}",
        rf"#(?:map=)?\d+(?:\.\d+)?/{_NUMBER}/{_NUMBER}",
        rf"/(?:search|place)/{_NUMBER},\+?{_NUMBER}",
    )
)
# Yandex writes longitude first.
_YANDEX_PLACES: Final = tuple(
    re.compile(rf"[?&]{name}={_NUMBER},{_NUMBER}") for name in (r"whatshere\[point\]", "pt", "ll")
)


def read_link(text: str) -> Reading | None:
    """The position in a geo: URI or a map link; None where there is none.

    Raises:
        PositionError: the numbers are no position.
    """
    plain = text.strip()
    found = _GEO.fullmatch(plain)
    if found is not None:
        return _read(found[1], found[2], "geo: address")
    if _LINK.fullmatch(plain) is None:
        return None
    opened = unquote(plain)
    host = opened.split("//")[-1].split("/")[0].lower()
    if "yandex." in host or host.endswith("ya.ru"):
        found = next(filter(None, (place.search(opened) for place in _YANDEX_PLACES)), None)
        return _read(found[2], found[1], "map link") if found else None
    found = next(filter(None, (place.search(opened) for place in _PLACES)), None)
    return _read(found[1], found[2], "map link") if found else None


def _read(lat: str, lon: str, how: str) -> Reading:
    # Programs drop zeros at the end, so the longer number tells the precision.
    decimals = max(len(part.partition(".")[2]) for part in (lat, lon))
    return reading(float(lon), float(lat), 10.0**-decimals * METRES_PER_DEGREE, how)
