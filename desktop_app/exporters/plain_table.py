"""A table for spreadsheets and word processors: tab-separated and HTML."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import Final, NamedTuple

# Characters with which a spreadsheet takes a text for a formula (OWASP, "CSV Injection").
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


class CopiedTable(NamedTuple):
    """Both flavours of one table."""

    text: str
    html: str


def copied_table(
    head: Sequence[str], titles: Sequence[str], body: Iterable[Sequence[str]], foot: Sequence[str]
) -> CopiedTable:
    """Lines above, a row of titles, rows, lines below.

    A cell that a spreadsheet would take for a formula begins with an apostrophe, in HTML as well, which is
    computed there too.
    """
    above, below = [_safe(line) for line in head], [_safe(line) for line in foot]
    rows = [[_safe(cell) for cell in row] for row in body]
    lines = [*above, *("\t".join(row) for row in (titles, *rows)), "", *below]
    html = (
        '<html><head><meta charset="utf-8"></head><body><table border="1">',
        *(_line(text, len(titles)) for text in above),
        _row(titles, "th"),
        *(_row(row, "td") for row in rows),
        *(_line(text, len(titles)) for text in below),
        "</table></body></html>",
    )
    return CopiedTable("\n".join(lines) + "\n", "".join(html))


def _row(cells: Iterable[str], tag: str) -> str:
    return f"<tr>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in cells)}</tr>"


def _line(text: str, columns: int) -> str:
    return f'<tr><td colspan="{columns}">{escape(text)}</td></tr>'


def _safe(cell: str) -> str:
    """One line without tabs, that no spreadsheet takes for a formula."""
    marked = f"'{cell}" if cell.startswith(_FORMULA) else cell
    return " ".join(marked.split()) if any(mark in marked for mark in "\t\r\n") else marked
