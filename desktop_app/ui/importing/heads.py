"""The beginning of a table that is to be mapped."""

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.importers.importing import ImportOrder
from desktop_app.importers.sheets.raw_table import LINE, BadRow

if TYPE_CHECKING:
    import polars as pl

ROWS: Final = 200
LONGEST_EXAMPLE: Final = 80


class Head(NamedTuple):
    """What can be seen of a table before it is read whole.

    Attributes:
        columns: names in the order of the file.
        note: how the file was read, for people.
        rows: estimated number of rows; None where it cannot be told.
        frame: the first rows, as text.
        examples: column → the first text in it, shortened; columns that begin empty have none.
    """

    columns: tuple[str, ...]
    note: str
    rows: int | None
    frame: "pl.DataFrame"
    examples: dict[str, str]


def read_head(order: ImportOrder) -> Head:
    """Read the first rows of the table that an order names.

    Raises:
        InputError: the file cannot be read.
    """
    import polars as pl  # noqa: PLC0415 - 0.2 s that only imports need

    from desktop_app.importers.formats import raw_table  # noqa: PLC0415 - brings the readers

    raw = raw_table(order)
    bad: list[BadRow] = []
    first = next(iter(raw.chunks(bad.append)), None)
    frame = first.head(ROWS).drop(LINE, strict=False) if first is not None else pl.DataFrame()
    examples = {}
    for column in frame.columns:
        text = next((cell for cell in frame[column].to_list() if cell), "")
        if text:
            examples[column] = text if len(text) <= LONGEST_EXAMPLE else f"{text[:LONGEST_EXAMPLE]}…"
    return Head(raw.columns, raw.note, raw.rows, frame, examples)
