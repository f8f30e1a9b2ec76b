"""OpenSanctions' `maritime.csv`: a row a ship or organization, values of a cell between semicolons."""

import csv
import io
from collections.abc import Callable, Iterator
from typing import BinaryIO, Final

from desktop_app.importers.lists.authorities import LISTS
from desktop_app.importers.lists.entries import ListingEntry, ShipEntry, flag_of
from desktop_app.importers.plain_text import plain
from desktop_app.runtime.errors import InputError

NEEDED: Final = frozenset({"type", "caption", "imo", "id", "datasets"})
_SHIP: Final = "VESSEL"
_Refuse = Callable[[int, str, str, str], None]


def is_header(line: str) -> bool:
    """Whether this is the first line of such a file; some call the caption a name."""
    try:
        names = set(next(csv.reader([line]), []))
    except csv.Error:
        return False
    return (names | ({"caption"} if "name" in names else set())) >= NEEDED


def ships_of_csv(stream: BinaryIO, file_name: str, refuse: _Refuse) -> Iterator[ShipEntry]:
    """The ships, row by row.

    Args:
        stream: unpacked bytes.
        file_name: for people.
        refuse: takes line, column, value and reason of a row that is no ship.

    Raises:
        InputError: a column is missing.
    """
    reader = csv.reader(io.TextIOWrapper(stream, "utf-8-sig", errors="replace", newline=""))
    header: list[str] | None = None
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            refuse(line, "", "", f"cannot be read as a row ({error})")
            continue
        if header is None:
            header = ["caption" if name == "name" else name for name in cells]
            missing = sorted(NEEDED - set(header))
            if missing:
                raise InputError(f"{file_name} lacks the column {', '.join(missing)}.")
        elif not any(cells):
            continue
        elif len(cells) != len(header):
            refuse(line, "", "", f"{len(cells)} cells where {len(header)} columns are named")
        else:
            row = dict(zip(header, map(plain, cells), strict=True))
            if row["type"] == _SHIP:
                yield _ship(line, row)
            else:
                refuse(line, "type", row["type"], "no ship")


def _ship(line: int, row: dict[str, str]) -> ShipEntry:
    datasets = _values(row["datasets"])
    listings = tuple(
        ListingEntry(f"{row['id']}|{name}", LISTS[name].authority, LISTS[name].measure)
        for name in datasets
        if name in LISTS
    )
    flags = tuple(filter(None, (flag_of(flag) for flag in _values(row.get("flag", "")))))
    return ShipEntry(
        line=line,
        entity_id=row["id"],
        name=row["caption"].strip(),
        other_names=tuple(name for name in _values(row.get("aliases", "")) if name != row["caption"].strip()),
        former_names=(),
        imo=row["imo"].strip(),
        numbers=_values(row.get("mmsi", "")),
        call_signs=(),
        flags=flags,
        listings=listings,
        owners=(),
        other_datasets=tuple(name for name in datasets if name not in LISTS),
    )


def _values(cell: str) -> tuple[str, ...]:
    """Values of a cell, each once and in its order."""
    return tuple(dict.fromkeys(value.strip() for value in cell.split(";") if value.strip()))
