"""Assumptions in words: a value, a range, and the sentence that stands wherever they are not published."""

from typing import Final

from desktop_app.domain.assumption import PUBLISHED, UNSAVED, Assumption, Assumptions, Range
from desktop_app.exporters.wording import NO_BREAK_SPACE, number

_HUNDRED: Final = 100
_TEN: Final = 10


def value_words(value: float, unit: str) -> str:
    """One value of a parameter without its unit, a share in per cent: 90 %, 7.98, 3 003."""
    if not unit:
        return f"{_short(value * _HUNDRED)}{NO_BREAK_SPACE}%"
    return _short(value)


def range_words(value: Range, unit: str) -> str:
    """Best value within its range, with the unit: 90 % (33.3–90 %), 7.98 bbl/t (7.23–8.5)."""
    best, ends = value_words(value.best, unit), ends_words(value, unit)
    told = f"{best}{NO_BREAK_SPACE}{unit}" if unit else best
    return told if value.low == value.high else f"{told} ({ends})"


def ends_words(value: Range, unit: str) -> str:
    """Lowest and highest value without unit, a share in per cent: 33.3–90 %; one where they are the same."""
    low, high = value_words(value.low, unit), value_words(value.high, unit)
    return low if low == high else f"{low.removesuffix(f'{NO_BREAK_SPACE}%')}–{high}"


def assumptions_name(assumptions: Assumptions) -> str:
    """What to call them: the published, a scenario by its name, or what was changed by hand."""
    return PUBLISHED if assumptions.is_published else assumptions.name


def assumptions_sentence(assumptions: Assumptions) -> str:
    """Which assumptions stand behind the numbers, each with the published value; empty for the published."""
    changed = [row for row in assumptions.rows if not row.is_published]
    if not changed:
        return ""
    named = UNSAVED.lower() if assumptions.name == UNSAVED else f"scenario “{assumptions.name}”"
    return f"Assumptions are not the published ones but {named}: {'; '.join(map(_told, changed))}."


def _told(row: Assumption) -> str:
    return f"{row.name} {range_words(row.value, row.unit)} instead of {range_words(row.published, row.unit)}"


def _short(value: float) -> str:
    """Three figures, or all of a whole number."""
    if abs(value) >= _HUNDRED:
        return number(value)
    digits = 1 if abs(value) >= _TEN else 2
    return f"{value:.{digits}f}".rstrip("0").rstrip(".")
