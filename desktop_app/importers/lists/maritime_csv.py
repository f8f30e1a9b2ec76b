"""OpenSanctions' `maritime.csv`: a row a ship or organization, values of a cell between semicolons."""

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO, Final

from desktop_app.importers.lists.authorities import LISTS
from desktop_app.importers.lists.entries import ListingEntry, ShipEntry, flag_of
from desktop_app.importers.named_rows import named_rows
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

    def columns_of(cells: Sequence[str]) -> list[str]:
        header = ["caption" if name == "name" else name for name in cells]
        missing = sorted(NEEDED - set(header))
        if missing:
            raise InputError(f"{file_name} lacks the column {', '.join(missing)}.")
        return header

    for line, row in named_rows(stream, columns_of, refuse):
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
