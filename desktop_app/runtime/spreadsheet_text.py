"""Texts that no spreadsheet takes for a formula, and how to get the text itself back."""

import re
from typing import Final

APOSTROPHE: Final = "'"
# What begins a formula in Excel, LibreOffice and Google Sheets, and the wide forms that Excel takes for them
# in East Asian languages (OWASP, "CSV Injection"); spaces and quotation marks before it are skipped by some.
_FORMULA: Final = re.compile(r"[\s\"“”„«»‘’`]*[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20\u2212']")
# XML 1.0 and most readers of CSV have no place for these.
_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"
RULE: Final = (
    "A text that begins with = + - @, a tab, a line break or an apostrophe, also after spaces or quotation "
    "marks, has an apostrophe before it, so that no spreadsheet computes it; take one leading apostrophe "
    "away to get the text. Numbers, days and times are as they are. Control characters are written as "
    f"{REPLACEMENT}."
)


def safe_text(text: str) -> str:
    """The text as it may stand in a cell of a CSV file."""
    if text[:1].isalnum() and text.isprintable():  # most texts
        return text
    clean = without_controls(text)
    return f"{APOSTROPHE}{clean}" if _FORMULA.match(clean) else clean


def plain_text(cell: str) -> str:
    """What `safe_text` was given, but for control characters."""
    return cell.removeprefix(APOSTROPHE)


def without_controls(text: str) -> str:
    """The text with control characters replaced that neither XML nor a line of text can hold."""
    return text if text.isprintable() else _CONTROLS.sub(REPLACEMENT, text)
