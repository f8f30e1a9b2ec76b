"""Rows of a CSV whose columns have fixed names, each with its line; what is no row is told."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from typing import BinaryIO

from desktop_app.importers.plain_text import plain


def named_rows(
    stream: BinaryIO,
    columns_of: Callable[[Sequence[str]], list[str]],
    refuse: Callable[[int, str, str, str], object],
) -> Iterator[tuple[int, dict[str, str]]]:
    """Line and cells by column of each row that says something.

    Args:
        stream: unpacked bytes.
        columns_of: takes the cells of the first line and gives the names of the columns; may refuse the file.
        refuse: takes line, column, value and reason of what is no row.
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
            header = columns_of(cells)
        elif not any(cells):
            continue
        elif len(cells) != len(header):
            refuse(line, "", "", f"{len(cells)} cells where {len(header)} columns are named")
        else:
            yield line, dict(zip(header, map(plain, cells), strict=True))
