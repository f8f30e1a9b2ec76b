"""Coordinates as people write them: read in any usual form, written in five."""

import re
from typing import Final, Literal

from desktop_app.domain.angles import read_angles
from desktop_app.domain.grid_codes import mgrs_text, plus_code_text, read_mgrs, read_plus_code
from desktop_app.domain.map_links import read_link
from desktop_app.domain.place import LonLat
from desktop_app.domain.position import PositionError, Reading

Form = Literal["decimal", "dms", "dm", "mgrs", "plus"]
FORMS: Final[tuple[Form, ...]] = ("decimal", "dms", "dm", "mgrs", "plus")
EXAMPLES: Final = "42.75, 133.08 · 42°45′N 133°05′E · 53T LH 4313 3483 · 8QJMQ32M+28"

_SECOND_M: Final = 30.9  # of latitude
# What no name of a place or a ship looks like: two numbers with a point, a degree sign, a link.
_NUMBERS: Final = re.compile(r"[-+\u2212]?\d{1,3}[.,]\d+\D+\d{1,3}[.,]\d*")
_SIGNED: Final = re.compile(r"\d\s*[°º˚]|^geo:|^https?://|북위|\u0441\.\s*ш", re.IGNORECASE)


def read_position(text: str, near: LonLat | None = None) -> Reading | None:
    """The position that `text` gives; None where the text is no coordinates at all.

    Args:
        text: decimal degrees, degrees and minutes, DMS, MGRS, a Plus Code, a geo: address or a map link.
        near: lon, lat that completes a short Plus Code; the middle of the map.

    Raises:
        PositionError: coordinates that give no position; the sentence says why.
    """
    found = read_link(text) or read_plus_code(text, near) or read_mgrs(text) or read_angles(text)
    if found is None and (_SIGNED.search(text) or _NUMBERS.search(text)):
        raise PositionError(f"These coordinates cannot be read. Written like this they can: {EXAMPLES}")
    return found


def format_position(lon: float, lat: float, form: Form, precision_m: float = 1.0) -> str:
    """A position as text.

    Args:
        lon: degrees; beyond ±180 it is turned back by whole circles.
        lat: degrees.
        form: "decimal" (0.00001°, 1 m), "dms" (0.1″, 3 m), "dm" (0.001′, 2 m), "mgrs" (1 m), "plus" (3 m).
        precision_m: how exactly the position is known; DMS leaves tenths out where they would say too much.

    Raises:
        PositionError: MGRS does not reach so far north or south.
    """
    lon = (lon + 180) % 360 - 180
    if form == "mgrs":
        return mgrs_text(lon, lat)
    if form == "plus":
        return plus_code_text(lon, lat)
    if form == "decimal":
        return f"{lat:.5f}, {lon:.5f}".replace("-", "−")
    if form == "dm":
        north, east = _dm_text(abs(lat)), _dm_text(abs(lon))
    else:
        steps = 1 if precision_m >= _SECOND_M / 2 else 10
        north, east = _dms_text(abs(lat), steps), _dms_text(abs(lon), steps)
    return f"{north}{'S' if lat < 0 else 'N'} {east}{'W' if lon < 0 else 'E'}"


def _dms_text(degrees: float, steps: int) -> str:
    """Degrees in whole seconds, or in tenths with ten steps a second."""
    whole, rest = divmod(round(degrees * 3_600 * steps), 3_600 * steps)
    minutes, rest = divmod(rest, 60 * steps)
    seconds = f"{rest:02d}" if steps == 1 else f"{rest / steps:04.1f}"
    return f"{whole}°{minutes:02d}′{seconds}″"


def _dm_text(degrees: float) -> str:
    thousandths = round(degrees * 60_000)
    whole, rest = divmod(thousandths, 60_000)
    return f"{whole}°{rest / 1000:06.3f}′"
