"""Rows of a case as a table makes them, before anybody has looked which of them the case holds already."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from desktop_app.importers.tables.distinct import Codes
from desktop_app.storage.edits import Cell

if TYPE_CHECKING:
    import polars as pl

# Columns of `TableRows.said` beside those of the table: the place of the row in the file's table, and its id.
ROW: Final = "\0row"
ID: Final = "id"


# What new rows have: one value for all, or one by row of the file.
Firsts: TypeAlias = "dict[str, Cell | pl.Series]"


class TableRows(NamedTuple):
    """Rows of one table of the case.

    Attributes:
        table: a declared one.
        said: `ROW` (Int64, rising), `ID`, and the columns that the file speaks about; null where it says
            nothing, which never clears what the case has.
        first: what a new row has where the file says nothing; one value for all, or one by row of the file.
        numbered: column in which new rows are numbered on from the highest of the table; empty for none.
        shared: the ids are not this file's own: what others wrote there is filled up, never overwritten.
    """

    table: str
    said: "pl.DataFrame"
    first: Firsts
    numbered: str = ""
    shared: bool = False


class NewThing(NamedTuple):
    """A ship, identity, company or source that rows name and the case may not know yet.

    Attributes:
        codes: of all rows, see `distinct`; the rows of `place` name it, and it takes the citation of the
            first of them that is taken. Where none is, the thing is left out.
    """

    table: str
    id: str
    cells: Mapping[str, Cell]
    codes: Codes
    place: int
