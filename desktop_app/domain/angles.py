"""Two angles in degrees, minutes and seconds, in every way people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from desktop_app.domain.position import METRES_PER_DEGREE, PositionError, Reading, reading

# Signs that mean the same. Degrees, minutes and seconds become °, ' and ".
_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("\u00ba\u02da\u2070", "°"),  # ordinal o, ring above, superscript nought
        **dict.fromkeys("\u2032\u2019\u2018\u00b4`\u02b9\u02bc\uff07", "'"),
        **dict.fromkeys("\u2033\u201c\u201d\u02ba\uff02", '"'),
        **dict.fromkeys("\u2212\u2013\u2011\ufe63\uff0d", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f\t\n", " "),
        "\uff0c": ",",
        "\uff1b": ";",
    }
)
# Words for the hemispheres and axes; Y and X stand for an axis whose sign is still open. Longer words first.
_WORDS: Final = (
    (r"\b(?:latitude|lat)\b\.?\s*[:=]?", "Y"),
    (r"\b(?:longitude|long|lon|lng)\b\.?\s*[:=]?", "X"),
    (r"\b(?:north|\u0441\.?\s*ш\b\.?|северной широты)|북위|北纬|北緯", "N"),
    (r"\b(?:south|ю\.?\s*ш\b\.?|южной широты)|남위|南纬|南緯", "S"),
    (r"\b(?:east|в\.?\s*д\b\.?|восточной долготы)|동경|东经|東経", "E"),
    (r"\b(?:west|з\.?\s*д\b\.?|западной долготы)|서경|西经|西経", "W"),
    (r"\b(?:deg|degrees?)\b|도", "°"),
    (r"\b(?:min|minutes?)\b|분", "'"),
    (r"\b(?:sec|seconds?)\b|초", '"'),
)
_SIDE = "[NSEWXY]"
_LAST = r"(\d{1,3}(?:\.\d{0,12})?)"
_PARTS: Final = {
    1: _LAST + r"\s*°?",
    2: r"(\d{1,3})(?:\s*[°:]\s*|\s+)" + _LAST + r"\s*'?",
    3: r"(\d{1,3})(?:\s*[°:]\s*|\s+)(\d{1,2})(?:\s*[':]\s*|\s+)" + _LAST + r'\s*"?',
}
_MARKED: Final = {
    1: _LAST + r"\s*°",
    2: r"(\d{1,3})\s*°\s*" + _LAST + r"\s*'",
    3: r"(\d{1,3})\s*°\s*(\d{1,2})\s*'\s*" + _LAST + r'\s*"',
}
# A sign of separation, a blank, or the change between digits and something else; never between two digits.
_BETWEEN: Final = r"(?:\s*[,;/|]\s*|\s+|(?<![\d.])|(?![\d.]))"
_COMPACT: Final = re.compile(
    r"(?P<a>[NS])?(\d{2})(\d{2})(\d{2})?(\.\d+)?(?P<b>[NS])?[ ,;/]*"
    r"(?P<c>[EW])?(\d{3})(\d{2})(\d{2})?(\.\d+)?(?P<d>[EW])?"
)
_HOW: Final = {1: "decimal degrees", 2: "degrees and minutes", 3: "DMS"}
_BASE: Final = 60


@dataclass(frozen=True, slots=True)
class _Angle:
    degrees: float
    unit_degrees: float  # one step of the last digit
    side: str  # N, S, E, W, Y, X or empty


def read_angles(text: str) -> Reading | None:
    """Latitude and longitude of `text`; None where it is not written as two angles.

    Latitude comes first where no letter says otherwise; a first number beyond 90 is a longitude.

    Raises:
        PositionError: two angles, and together no position.
    """
    plain = _plain(text)
    compact = _read_compact(plain)
    if compact is not None:
        return compact
    for candidate in _comma_readings(plain):
        for first, second in _shapes():
            for ahead in (True, False):
                pattern = _angle(*first, ahead=ahead) + _BETWEEN + _angle(*second, ahead=ahead)
                if found := re.fullmatch(pattern, candidate):
                    return _pair(found, first[0], second[0])
    return None


def _plain(text: str) -> str:
    plain = text.strip().strip("()[]").translate(_SIGNS).replace("''", '"')
    for words, letter in _WORDS:
        plain = re.sub(words, f" {letter} " if letter.isalpha() else letter, plain, flags=re.IGNORECASE)
    plain = " ".join(plain.upper().split())
    # Seamen write 42-45N 133-05E; with a letter behind, a hyphen is no minus.
    return re.sub(r"(?<=\d)-(?=\d)", " ", plain) if re.search("[NSEW]", plain) else plain


def _comma_readings(plain: str) -> Iterator[str]:
    """The text with decimal commas as points where that can be meant, then as it stands."""
    if "." not in plain and re.search(r"\d,\d", plain):
        four = re.fullmatch(r"(-?\d+),(\d+),(-?\d+),(\d+)", plain)
        yield "{}.{} {}.{}".format(*four.groups()) if four else re.sub(r"(?<=\d),(?=\d)", ".", plain)
    yield plain


def _shapes() -> Iterator[tuple[tuple[int, bool], tuple[int, bool]]]:
    """Pairs of (number of parts, marks needed): equal ones first, unequal ones where marks say so."""
    for count in (3, 2, 1):
        yield (count, False), (count, False)
    for first in (3, 2, 1):
        for second in (3, 2, 1):
            if first != second:
                yield (first, True), (second, True)


def _angle(count: int, marked: bool, *, ahead: bool) -> str:  # noqa: FBT001 - one of `_shapes`
    parts = (_MARKED if marked else _PARTS)[count]
    before, after = (f"({_SIDE})?", "()") if ahead else ("()", f"({_SIDE})?")
    return rf"{before}\s*([+-])?\s*{parts}\s*{after}"


def _pair(found: re.Match[str], first: int, second: int) -> Reading:
    cells = found.groups()
    one, two = _value(cells[: first + 3], first), _value(cells[first + 3 :], second)
    swapped = one.side in set("EWX") or two.side in set("NSY")
    lat, lon = (two, one) if swapped else (one, two)
    if lat.side in set("EWX") or lon.side in set("NSY"):
        axis = "longitudes" if lat.side in set("EWX") else "latitudes"
        raise PositionError(f"Both numbers are {axis}; a position needs a latitude and a longitude.")
    how = _HOW[max(first, second)]
    unnamed = not (one.side or two.side)
    if unnamed and abs(lat.degrees) > 90 >= abs(lon.degrees):  # noqa: PLR2004 - no latitude is larger
        lat, lon, how = lon, lat, f"{how}, longitude first"
    # Programs drop the zeros at the end of decimals, so there the longer number tells.
    unit = (min if first == second == 1 else max)(lat.unit_degrees, lon.unit_degrees)
    return reading(lon.degrees, lat.degrees, unit * METRES_PER_DEGREE, how)


def _value(cells: tuple[str | None, ...], count: int) -> _Angle:
    before, sign, *parts, after = cells
    side = before or after or ""
    if sign == "-" and side in set("NSEW"):
        raise PositionError(
            f"A minus sign and the letter {side} stand at the same number; one of them is enough."
        )
    numbers = [float(part or 0) for part in parts]
    for name, number in zip(("minutes", "seconds"), numbers[1:], strict=False):
        if number >= _BASE:
            raise PositionError(f"{number:g} {name} are more than a whole; {name} run from 0 to 59.")
    degrees = sum(number / _BASE**power for power, number in enumerate(numbers))
    decimals = len((parts[-1] or "").partition(".")[2])
    return _Angle(
        -degrees if sign == "-" or side in set("SW") else degrees,
        10.0**-decimals / _BASE ** (count - 1),
        side,
    )


def _read_compact(plain: str) -> Reading | None:
    """Digits without marks, as in pilots' and seamen's notices: 424500N 1330500E, 4245.5N 13305.2E."""
    found = _COMPACT.fullmatch(plain)
    if found is None:
        return None
    a, lat_d, lat_m, lat_s, lat_f, b, c, lon_d, lon_m, lon_s, lon_f, d = found.groups()
    if not (a or b) or not (c or d) or (lat_s is None) != (lon_s is None):
        return None
    count = 2 if lat_s is None else 3
    lat = _compact_cells(a, (lat_d, lat_m, lat_s)[:count], lat_f, b)
    lon = _compact_cells(c, (lon_d, lon_m, lon_s)[:count], lon_f, d)
    one, two = _value(lat, count), _value(lon, count)
    unit = max(one.unit_degrees, two.unit_degrees)
    return reading(two.degrees, one.degrees, unit * METRES_PER_DEGREE, _HOW[count])


def _compact_cells(
    before: str | None, parts: tuple[str | None, ...], fraction: str | None, after: str | None
) -> tuple[str | None, ...]:
    return (before, None, *parts[:-1], f"{parts[-1]}{fraction or ''}", after)
