"""A table as text: what every table reader yields and every mapping takes."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    import polars as pl

# The line of the file, or row of the sheet, on which each row begins, counted from 1.
LINE: Final = "\0line"


class BadRow(NamedTuple):
    """A row that is no row: it has more cells than columns, say.

    Attributes:
        line: as `LINE`.
        value: what stands there, shortened.
        reason: a clause for people.
    """

    line: int
    value: str
    reason: str


class RawTable(NamedTuple):
    """A table that can be read from its start as often as needed.

    Attributes:
        name: of the sheet or layer; empty where the file holds one table.
        columns: names in the order of the file, each once ("Name", "Name (2)", "column 3" for a blank one).
        note: how the file was read, for people: "UTF-8, semicolons, decimal commas".
        rows: estimated number of rows; None where it cannot be told before reading.
        chunks: starts reading anew. Yields frames of text columns (null for an empty cell) and `LINE`
            (UInt32); what cannot be a row is handed to the function instead, and the reading goes on.
    """

    name: str
    columns: tuple[str, ...]
    note: str
    rows: int | None
    chunks: "Callable[[Callable[[BadRow], None]], Iterator[pl.DataFrame]]"
