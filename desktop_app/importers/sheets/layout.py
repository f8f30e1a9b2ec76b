"""How a text table is laid out: its delimiter, what stands before the names, the names."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

from desktop_app.importers.sheets.names import column_names
from desktop_app.importers.sheets.records import Row, Rows

# In the order in which one is preferred where several divide the rows equally well: a comma is a decimal sign
# as well, and the last ones are letters of ordinary text.
DELIMITERS: Final = {
    "\t": "tabs",
    ";": "semicolons",
    "|": "vertical bars",
    ",": "commas",
    "\x1f": "unit separators",
    "\x01": "control characters",
    "^": "carets",
    "~": "tildes",
    "#": "number signs",
    "!": "exclamation marks",
    ":": "colons",
}
_USUAL: Final = 4
# A character that stands in no text of a table: the delimiter where there is one column.
_NONE: Final = "\x1c"
_ROWS: Final = 300
# Rows among which names are looked for: titles and remarks above a table are few.
_PREAMBLE: Final = 50
_SEP: Final = re.compile(r'"?sep=(.)"?;*', re.IGNORECASE)
_NUMBER: Final = re.compile(r"[-+~≈<>]?\s*\d[\d.,:/\s'°\-+TZ]*%?", re.ASCII)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
# Share of the rows that must agree on the number of cells for a delimiter to be one.
_AGREE: Final = 0.5


class Layout(NamedTuple):
    """Of a text table.

    Attributes:
        delimiter: one character.
        quoted: quotes round cells mean something.
        columns: names.
        header_line: line of the names, counted from 1; 0 where there are none.
        data_line: first line after the names, counted from 0.
        note: for people: "semicolons, names in line 3".
    """

    delimiter: str
    quoted: bool
    columns: tuple[str, ...]
    header_line: int
    data_line: int
    note: str


def layout_of(text: str, *, final: bool) -> Layout:
    """Of the table that begins with `text`, whose line ends are line feeds.

    Args:
        text: the first lines.
        final: it is the whole text.
    """
    first = text[: text.find("\n")] if "\n" in text else text
    said = _SEP.fullmatch(first.strip().rstrip(","))
    if said is None:
        delimiter = delimiter_of(text, final=final)
        rows = sample_rows(text, delimiter, final=final)
        return _laid_out(delimiter, rows, 0)
    rest = text[len(first) + 1 :]
    return _laid_out(said[1], sample_rows(rest, said[1], final=final), 1)


def delimiter_of(text: str, *, final: bool) -> str:
    """What divides the cells: the sign on whose number most rows agree; a sign of no text for one column."""
    best, best_share = _NONE, 0.0
    for place, delimiter in enumerate(DELIMITERS):
        if place >= _USUAL and best_share:
            break
        if delimiter not in text:
            continue
        counts = Counter(len(row.cells) for row in sample_rows(text, delimiter, final=final) if not row.wrong)
        many = {count: rows for count, rows in counts.items() if count > 1}
        if not many:
            continue
        share = max(many.values()) / counts.total()
        if share > best_share and share >= _AGREE:
            best, best_share = delimiter, share
    return best if best_share or "," not in text else _few(text, final=final)


def _few(text: str, *, final: bool) -> str:
    """Commas where at least the first row has some: a header above rows that are all wrong is still one."""
    first = next(iter(sample_rows(text, ",", final=final)), None)
    return "," if first is not None and len(first.cells) > 2 else _NONE  # noqa: PLR2004 - a sentence has one


def sample_rows(text: str, delimiter: str, *, final: bool) -> list[Row]:
    """The first rows."""
    return list(islice(Rows(text, delimiter, final=final), _ROWS))


def _laid_out(delimiter: str, rows: Sequence[Row], before: int) -> Layout:
    good = [row for row in rows if not row.wrong]
    title = DELIMITERS.get(delimiter, f"“{delimiter}”") if delimiter != _NONE else "one column"
    if not good:
        return Layout(delimiter, True, (), 0, before, title)
    header, count = header_of([row.cells for row in good])
    if header is None:
        return Layout(
            delimiter, True, column_names((), count), 0, before, f"{title}, no line with the names of columns"
        )
    row = good[header]
    names = column_names(row.cells, count)
    line = row.line + before
    notes = [title] if not line else [title, f"names in line {line + 1}"]
    if looks_like_two_headers([row.cells for row in good[header:]]):
        notes.append(f"line {good[header + 1].line + before + 1} looks like a second line of names")
    after = line + 1 + sum(cell.count("\n") for cell in row.cells)
    return Layout(delimiter, True, names, line + 1, after, ", ".join(notes))


_FEWEST_FILLED: Final = 2


def header_of(rows: Sequence[Sequence[str]]) -> tuple[int | None, int]:
    """Which row holds the names, None for none of them; and the number of columns.

    Titles and remarks above the names fill fewer cells than the rows of the table do.
    """
    # A row with one word and many blanks says nothing of how many columns there are.
    voters = [row for row in rows if _filled(row) >= min(_FEWEST_FILLED, len(row))] or rows
    counts = Counter(len(row) for row in voters)
    usual = max(counts, key=lambda count: (counts[count], count))
    filled = sorted(_filled(row) for row in rows if len(row) == usual)
    need = min(2, usual, max(1, filled[len(filled) // 2]))
    half = filled[len(filled) // 2] / 2
    for place, row in enumerate(rows[:_PREAMBLE]):
        kept = _without_blanks(row, usual)
        if len(kept) < usual - 1 or _filled(row) < max(need, half):
            continue
        if len(kept) < usual and len(rows) > place + 1 and len(rows[place + 1]) != usual:
            continue
        names = is_header(kept, [other for other in rows[place + 1 :] if len(other) >= usual])
        return (place if names else None), max(usual, len(kept))
    return None, usual


def _without_blanks(row: Sequence[str], usual: int) -> Sequence[str]:
    """A row without blank cells beyond the usual number."""
    end = len(row)
    while end > usual and not row[end - 1].strip():
        end -= 1
    return row[:end]


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)


def is_header(first: Sequence[str], others: Sequence[Sequence[str]]) -> bool:
    """Whether a row holds names: its cells are words where those below are numbers."""
    against = 0
    for place, cell in enumerate(first):
        below = [other[place].strip() for other in others[:_PREAMBLE] if place < len(other)]
        numbers = sum(bool(_NUMBER.fullmatch(text)) for text in below)
        numeric = bool(below) and numbers * 2 > len(below)
        plain = cell.strip()
        if _NUMBER.fullmatch(plain) and not (_YEAR.fullmatch(plain) and numeric and not _years(below)):
            against += 1
        elif numeric and plain:
            against -= 1
    return against <= 0


def _years(cells: Sequence[str]) -> bool:
    return all(_YEAR.fullmatch(cell) for cell in cells if cell)


def looks_like_two_headers(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the row below the names holds words in columns where all further rows hold numbers."""
    if len(rows) < 4:  # noqa: PLR2004 - names, the row in question, two to compare with
        return False
    _, second, *others = rows
    columns = _numeric_columns(others)
    return bool(columns) and not any(
        place < len(second) and _NUMBER.fullmatch(second[place].strip()) for place in columns
    )


def _numeric_columns(rows: Sequence[Sequence[str]]) -> list[int]:
    def all_numbers(place: int) -> bool:
        cells: Iterator[str] = (row[place].strip() for row in rows if place < len(row))
        filled = [cell for cell in cells if cell]
        return bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled)

    return [place for place in range(max(map(len, rows))) if all_numbers(place)]
