"""Numbers as people type them, and back into text."""

import math
import re
from typing import Final

from desktop_app.runtime.errors import UsageError

_GAPS: Final = re.compile("(?<=\\d)[ \u00a0\u2009\u202f'’](?=\\d{3}(?!\\d))")
_COMMAS: Final = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?", re.ASCII)
_PLAIN: Final = re.compile(r"-?\d+(?:\.\d+)?|-?\.\d+", re.ASCII)


def parse_number(text: str) -> float:
    """A number: blanks or commas between thousands, a point before decimals.

    Raises:
        UsageError: it is none, or a comma could mean two things.
    """
    plain = _GAPS.sub("", text.strip().replace("\u2212", "-"))
    if _COMMAS.fullmatch(plain):
        plain = plain.replace(",", "")
    elif "," in plain:
        raise UsageError(f"“{text.strip()}” can be read in two ways; write decimals with a point.")
    if not _PLAIN.fullmatch(plain) or not math.isfinite(float(plain)):
        raise UsageError(f"“{text.strip()}” is no number.")
    return float(plain)


def parse_whole(text: str) -> int:
    """A whole number.

    Raises:
        UsageError: it is no number, or not a whole one.
    """
    value = parse_number(text)
    if value != int(value):
        raise UsageError(f"“{text.strip()}” is not a whole number.")
    return int(value)


def number_text(value: float | None) -> str:
    """The shortest text that reads back as the same number; empty for None."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(float(value))
