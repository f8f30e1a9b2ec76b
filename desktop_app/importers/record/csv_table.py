"""A CSV file of the record: RFC 4180, UTF-8, a fixed header."""

import csv
import io
from pathlib import Path
from typing import Final

from desktop_app.importers.record.ids import Ids
from desktop_app.importers.record.row import Row
from desktop_app.importers.record.text_file import read_text
from desktop_app.runtime.errors import InputError

# Characters of one cell; no text of a record comes near.
LONGEST_CELL: Final = 131_072


def read_table(path: Path, columns: tuple[str, ...], ids: Ids) -> list[Row]:
    """The rows under a header that holds exactly these columns in this order.

    Raises:
        InputError: an unreadable file, another header, a wrong number of cells, a bad quote, a huge
            cell, or blanks around a cell.
    """
    # The limit is the process's own: any package may have lifted it.
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(read_text(path), newline=""), strict=True)
    rows: list[Row] = []
    line = 1
    try:
        _check_header(path, next(reader), columns)
        line = reader.line_num + 1
        for cells in reader:
            place = f"{path}, line {line}"
            if len(cells) != len(columns):
                raise InputError(f"{place}: has {len(cells)} cells, {len(columns)} are needed.")
            named = dict(zip(columns, cells, strict=True))
            for column, cell in named.items():
                if cell != cell.strip():
                    raise InputError(f"{place}: {column} has blanks around its text.")
            rows.append(Row(place, named, ids))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(f"{path}, line {line}: is not CSV ({error}).") from None
    return rows


def _check_header(path: Path, header: list[str], columns: tuple[str, ...]) -> None:
    """Say the first difference between the header and what it must be."""
    unknown = [name for name in header if name not in columns]
    missing = [name for name in columns if name not in header]
    place = f"{path}, line 1"
    if unknown:
        raise InputError(f"{place}: the column “{unknown[0]}” is unknown.")
    if missing:
        raise InputError(f"{place}: the column “{missing[0]}” is missing.")
    if tuple(header) != columns:
        raise InputError(f"{place}: the columns must stand in the order {', '.join(columns)}.")
