"""Numbers and ranges as they stand in a formula."""

from typing import Final

from desktop_app.domain.assumption import Range

THIN_SPACE: Final = "\N{NARROW NO-BREAK SPACE}"


def grouped(value: float, digits: int = 0) -> str:
    """A number with thin-space thousands: 23 197."""
    return f"{value:,.{digits}f}".replace(",", THIN_SPACE)


def ends(value: Range, digits: int, unit: str = "") -> str:
    """Best, and in brackets low and high where they differ: 7.98 bbl/t (7.23–8.50)."""
    texts = [grouped(end, digits) for end in value]
    behind = f" {unit}" if unit else ""
    return f"{texts[1]}{behind}" + ("" if texts[0] == texts[2] else f" ({texts[0]}–{texts[2]})")
