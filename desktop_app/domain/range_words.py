"""Ranges as they stand in a formula."""

from desktop_app.domain.assumption import Range


def ends(value: Range, digits: int, unit: str = "") -> str:
    """Best, and in brackets low and high where they differ: 7.98 bbl/t (7.23–8.50)."""
    texts = [f"{end:,.{digits}f}" for end in value]
    behind = f" {unit}" if unit else ""
    return f"{texts[1]}{behind}" + ("" if texts[0] == texts[2] else f" ({texts[0]}–{texts[2]})")
