"""Names of columns: each once, whatever the file says."""

from collections.abc import Sequence
from typing import Final

from desktop_app.importers.sheets.text_encoding import NO_CHARACTER

_PLAIN: Final = str.maketrans({"\0": " ", "\ufeff": "", NO_CHARACTER: "\ufffd"})


def column_names(cells: Sequence[str], count: int) -> tuple[str, ...]:
    """The names of `count` columns after the cells of a header.

    A blank one is called after its place, a repeated one after its number: "column 3", "Name (2)". Line
    breaks and NUL become blanks.
    """
    names: dict[str, None] = {}
    for place in range(count):
        cell = cells[place] if place < len(cells) else ""
        plain = " ".join(cell.translate(_PLAIN).split()) or f"column {place + 1}"
        name, number = plain, 1
        while name in names:
            number += 1
            name = f"{plain} ({number})"
        names[name] = None
    return tuple(names)
