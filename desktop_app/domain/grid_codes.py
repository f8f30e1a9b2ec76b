"""Grid references: MGRS and Plus Codes, by the libraries that define them."""

import re
from typing import Any, Final

from desktop_app.domain.place import LonLat
from desktop_app.domain.position import METRES_PER_DEGREE, PositionError, Reading, distance_text, reading

_MGRS: Final = re.compile(r"(\d{1,2})([C-HJ-NP-X])([A-HJ-NP-Z]{2})(\d*)")
_MGRS_SOUTH, _MGRS_NORTH = -80.0, 84.0  # beyond them other letters are in use
_SQUARE_M: Final = 100_000.0  # of two letters without digits
_MOST_DIGITS: Final = 5  # of each half: one metre
_PLUS_SIGNS: Final = "23456789CFGHJMPQRVWX"
_PLUS: Final = re.compile(rf"([{_PLUS_SIGNS}0]{{2,8}}\+[{_PLUS_SIGNS}]{{0,5}})(?:[ ,].*)?")


def read_mgrs(text: str) -> Reading | None:
    """The middle of an MGRS square; None where the text is none.

    Raises:
        PositionError: the digits do not halve, or no such square exists.
    """
    found = _MGRS.fullmatch(re.sub(r"\s", "", text).upper())
    if found is None:
        return None
    zone, band, square, digits = found.groups()
    half, odd = divmod(len(digits), 2)
    if odd or half > _MOST_DIGITS:
        raise PositionError(
            f"An MGRS reference has 0 to 10 digits, an even number; {text.strip()} has {len(digits)}."
        )
    size_m = _SQUARE_M / 10**half
    # One more digit, a five, on either half points at the middle; at one metre the corner does.
    middle = "5" if half < _MOST_DIGITS else ""
    full = f"{zone}{band}{square}{digits[:half]}{middle}{digits[half:]}{middle}"
    lat, lon = _convert(full, text)
    return reading(lon, lat, size_m, f"MGRS, {distance_text(size_m)}")


def _convert(reference: str, text: str) -> tuple[float, float]:
    from mgrs import MGRS  # type: ignore[import-untyped]  # noqa: PLC0415 - a native library that start-up does not need
    from mgrs.core import MGRSError  # type: ignore[import-untyped]  # noqa: PLC0415 - same

    try:
        lat, lon = MGRS().toLatLon(reference)
    except MGRSError:
        raise PositionError(f"No square of the MGRS grid is called {text.strip()}.") from None
    return float(lat), float(lon)


def mgrs_text(lon: float, lat: float) -> str:
    """MGRS reference to the metre, in groups.

    Raises:
        PositionError: beyond 80°S or 84°N.
    """
    from mgrs import MGRS  # noqa: PLC0415 - a native library that start-up does not need

    if not _MGRS_SOUTH <= lat < _MGRS_NORTH:
        raise PositionError("MGRS reaches from 80°S to 84°N.")
    code = str(MGRS().toMGRS(lat, lon, MGRSPrecision=_MOST_DIGITS)).strip()
    head, east, north = code[:-10], code[-10:-5], code[-5:]
    return f"{head[:-2]} {head[-2:]} {east} {north}"


def read_plus_code(text: str, near: LonLat | None) -> Reading | None:
    """The middle of a Plus Code's cell; a short code is completed near `near`. None where the text is none.

    Raises:
        PositionError: the code is not valid, or short with nothing to complete it by.
    """
    found = _PLUS.fullmatch(text.strip().upper())
    if found is None:
        return None
    codes = _plus_codes()
    code, how = found[1], "Plus Code"
    if codes.isShort(code):
        if near is None:
            raise PositionError(f"{code} is a short Plus Code; it needs a place on the map to start from.")
        code, how = codes.recoverNearest(code, near[1], near[0]), "short Plus Code near the middle of the map"
    elif not codes.isFull(code):
        raise PositionError(f"{code} is no valid Plus Code.")
    cell = codes.decode(code)
    size_m = (cell.latitudeHi - cell.latitudeLo) * METRES_PER_DEGREE
    return reading(cell.longitudeCenter, cell.latitudeCenter, size_m, how)


def plus_code_text(lon: float, lat: float) -> str:
    """Full Plus Code of eleven digits: 3 m."""
    # The library rounds a longitude just short of 180° up to it and then writes a code that does not exist.
    east = round(lon, 8)
    return str(_plus_codes().encode(lat, east - 360 if east >= 180 else east, 11))  # noqa: PLR2004 - half a circle


def _plus_codes() -> Any:
    from pluscodes.openlocationcode import openlocationcode  # type: ignore[import-untyped]  # noqa: PLC0415 - 0.1 s that start-up does not need

    return openlocationcode
