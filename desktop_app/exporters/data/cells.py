"""Cells as text, the same in every format that has text alone, and in the digest of an export."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, Final, cast

from desktop_app.domain.place import LonLat
from desktop_app.exporters.data.tables import Cell, DataTable, Path

# Between the items of a list; in an item it is written with a backslash before it, as is a backslash.
BETWEEN: Final = "|"
# 1e-7 degrees are a centimetre; no position of a case is known better.
DEGREE_DECIMALS: Final = 7
LIST_RULE: Final = (
    "Lists: items with | between them; a | or a backslash in an item has a backslash before it."
)


def cell_text(cell: Cell) -> str:
    """A cell as text; empty for what is not documented.

    Numbers have a point and no thousands; days are `2024-03-07`, instants `2024-03-07T14:02:00Z`; yes and no
    are `true` and `false`; paths are WKT.
    """
    if isinstance(cell, str):  # most are, and a large case has ten million cells
        return cell
    return "" if cell is None else _TEXTS[type(cell)](cell)


def tuple_text(cell: tuple[str, ...] | Path) -> str:
    """A list or a path as text."""
    return wkt(cast("Path", cell)) if is_path(cell) else list_text(cast("tuple[str, ...]", cell))


def list_text(items: Sequence[str]) -> str:
    """A list as text, by `LIST_RULE`."""
    text = BETWEEN.join(items)
    if "\\" not in text and text.count(BETWEEN) == len(items) - 1:
        return text
    return BETWEEN.join(item.replace("\\", "\\\\").replace(BETWEEN, f"\\{BETWEEN}") for item in items)


def is_path(cell: Sequence[object]) -> bool:
    """Whether a tuple is a path, not a list of texts."""
    return bool(cell) and isinstance(cell[0], tuple)


def number_text(value: float) -> str:
    """The shortest digits that give the same number; no exponent for what people write without one."""
    if value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return repr(value)


def instant_text(value: datetime) -> str:
    """An instant in UTC, to the second where it has no smaller parts."""
    return value.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"


def degrees_text(value: float) -> str:
    """A coordinate, at most seven decimals."""
    return number_text(round(value, DEGREE_DECIMALS))


def wkt(path: Iterable[LonLat]) -> str:
    """A line as well-known text (OGC 06-103r4), longitude first."""
    return f"LINESTRING ({', '.join(f'{degrees_text(lon)} {degrees_text(lat)}' for lon, lat in path)})"


_TEXTS: Final[Mapping[type, Callable[[Any], str]]] = {
    bool: lambda cell: "true" if cell else "false",
    int: str,
    float: number_text,
    datetime: instant_text,
    date: date.isoformat,
    tuple: tuple_text,
}


def digest_of_rows(tables: Iterable[DataTable]) -> str:
    """SHA-256 of the cells of all tables, as 64 lower-case hexadecimal digits.

    Of each table in order a line with its name and those of its columns, and a line a row with the texts of
    its cells; each line is a JSON array, in UTF-8, without spaces, ending with a line feed.
    """
    digest = hashlib.sha256()
    for table in tables:
        digest.update(_line([table.name, *(column.name for column in table.columns)]))
        for row in table.rows:
            digest.update(_line([cell_text(cell) for cell in row]))
    return digest.hexdigest()


def _line(texts: list[str]) -> bytes:
    return (json.dumps(texts, ensure_ascii=False, separators=(",", ":")) + "\n").encode(
        "utf-8", "surrogatepass"
    )
