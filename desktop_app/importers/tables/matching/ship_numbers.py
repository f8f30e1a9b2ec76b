"""Numbers of ships as they are written in tables, and what is wrong with them."""

import re
from collections.abc import Mapping
from typing import Final

from desktop_app.domain.vessel import Issuer, is_valid_imo

_IMO: Final = re.compile(r"(?i)(?:imo)?\s*(?:no|number|n)?\s*[.:#№]?\s*(\d+)(?:\.0+)?")
_MMSI: Final = re.compile(r"(?i)(?:mmsi)?\s*[.:#№]?\s*(\d+)(?:\.0+)?")
_IMO_DIGITS: Final = 7
_MMSI_DIGITS: Final = 9
# A ship's own identity begins with the digits of its country, 201 to 775 (ITU-R M.585-9, annex 1).
_SHIP_FIRST: Final = "234567"
# What is typed into transponders that nobody set up.
_NOBODY: Final = frozenset({"123456789", "987654321"})


def imo_digits(text: str) -> str:
    """The digits of an IMO number as written; the text itself where it is none."""
    found = _IMO.fullmatch(text.strip())
    return found[1] if found else text.strip()


def mmsi_digits(text: str) -> str:
    """The digits of an MMSI as written, zeros that a spreadsheet took away left away."""
    found = _MMSI.fullmatch(text.strip())
    return found[1] if found else text.strip()


def imo_problem(digits: str) -> str:
    """Why digits are no IMO number; empty if they are."""
    if is_valid_imo(digits):
        return ""
    if digits.isascii() and digits.isdigit() and len(digits) == _IMO_DIGITS:
        return f"the check digit of the IMO number {digits} is wrong"
    return f"{_short(digits)} is no IMO number: those have seven digits"


def mmsi_problem(digits: str, issuers: Mapping[str, Issuer]) -> str:
    """Why digits are no MMSI of a ship; empty if they are."""
    if not (digits.isascii() and digits.isdigit() and len(digits) == _MMSI_DIGITS):
        return f"{_short(digits)} is no MMSI: those have nine digits"
    if digits in _NOBODY or digits.endswith("000000"):
        return f"the MMSI {digits} is a placeholder that nobody was issued"
    if digits[0] not in _SHIP_FIRST:
        return f"the MMSI {digits} is not that of a ship: a ship's begins with 2 to 7"
    if digits[:3] not in issuers:
        return f"the MMSI {digits} begins with {digits[:3]}, which no country issues"
    return ""


def _short(text: str) -> str:
    return f"“{text if len(text) <= 40 else text[:39] + '…'}”"  # noqa: PLR2004 - a line of a report
