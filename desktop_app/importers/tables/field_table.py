"""A table by what its columns say: one column of text for each field that a mapping names."""

from typing import TYPE_CHECKING, Final, NamedTuple

from desktop_app.importers.sheets.raw_table import LINE, BadRow, RawTable
from desktop_app.importers.tables.mapping import Mapping
from desktop_app.importers.tables.targets import TARGETS_BY_NAME, Target
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback

if TYPE_CHECKING:
    import polars as pl

# Whole in memory, since the same row may come again anywhere: about a gigabyte for so many of ten cells.
MOST_ROWS: Final = 10_000_000
# A name of a ship or a remark; longer ones are files in cells.
MOST_TEXT: Final = 10_000


class FieldTable(NamedTuple):
    """The rows of a table.

    Attributes:
        file: name for people.
        sheet: name of the sheet or layer; empty for a text.
        target: what they are to become.
        mapping: which column says what.
        frame: `LINE` and a text column for each field in use, null for an empty cell.
        bad: rows that are none.
    """

    file: str
    sheet: str
    target: Target
    mapping: Mapping
    frame: "pl.DataFrame"
    bad: tuple[BadRow, ...]

    def has(self, field: str) -> bool:
        """Whether something says the field."""
        return field in self.frame.columns

    def texts(self, field: str) -> "pl.Series":
        """The cells of a field, all null where nothing says it."""
        import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

        if self.has(field):
            return self.frame[field]
        return pl.Series(field, [None], dtype=pl.String).new_from_index(0, len(self.frame))

    def column_of(self, field: str) -> str:
        """The column as the file names it; the field's title for a value that stands for every row."""
        use = self.mapping.use(field)
        return use.column if use is not None and use.column else self.target.field(field).title


def target_of(file: str, mapping: Mapping, columns: tuple[str, ...]) -> Target:
    """The target of a mapping that fits a table.

    Raises:
        InputError: the mapping names what is not there, or leaves out what every row needs.
    """
    target = TARGETS_BY_NAME.get(mapping.target)
    if target is None:
        raise InputError(f"{file}: no rows are called {mapping.target!r}; the mapping cannot be used.")
    known = {field.name for field in target.fields}
    for use in mapping.uses:
        if use.field not in known:
            raise InputError(f"{file}: {target.title.lower()} have no field {use.field!r}.")
        if use.column and use.column not in columns:
            raise InputError(f"{file} has no column {use.column!r}, which the mapping names.")
    said = {use.field for use in mapping.uses}
    for group in target.needed:
        if said.isdisjoint(group):
            titles = " or ".join(target.field(name).title.lower() for name in group)
            raise InputError(f"{file}: {target.title.lower()} need a column for {titles}.")
    return target


def read_fields(
    file: str, raw: RawTable, mapping: Mapping, feedback: Feedback, most: int | None = None
) -> FieldTable:
    """Read a table by its fields.

    Args:
        file: name for people.
        raw: the table.
        mapping: which column says what.
        feedback: asked between pieces.
        most: only about so many of the first rows, for a preview; None for all.

    Raises:
        InputError: see `target_of`; or there are more rows than fit.
    """
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    target = target_of(file, mapping, raw.columns)
    bad: list[BadRow] = []
    pieces: list[pl.DataFrame] = []
    columns = list(dict.fromkeys(use.column for use in mapping.uses if use.column))
    rows = 0
    for chunk in raw.chunks(bad.append):
        if feedback.is_cancelled:
            raise Cancelled
        pieces.append(chunk.select(LINE, *columns))
        rows += len(chunk)
        if most is not None and rows >= most:
            break
        if rows > MOST_ROWS:
            raise InputError(
                f"{file} has more than {MOST_ROWS:,} rows; only AIS position reports can be so many."
            )
    schema = {LINE: pl.UInt32, **dict.fromkeys(columns, pl.String)}
    whole = pl.concat(pieces, rechunk=True) if pieces else pl.DataFrame(schema=schema)
    if most is not None:
        whole = whole.head(most)
    fields = [
        (pl.col(use.column) if use.column else pl.lit(use.constant or None, pl.String)).alias(use.field)
        for use in mapping.uses
    ]
    frame = whole.select(pl.col(LINE), *fields).with_columns(
        pl.when(pl.col(pl.String).str.strip_chars() == "")
        .then(None)
        .otherwise(pl.col(pl.String).str.strip_chars())
        .name.keep()
    )
    if mapping.swapped:
        frame = _swapped(frame)
    return FieldTable(file, raw.name, target, mapping, frame, tuple(bad))


def _swapped(frame: "pl.DataFrame") -> "pl.DataFrame":
    """Longitude and latitude in each other's place, as a person decided."""
    change = {"lon": "lat", "lat": "lon"}
    return frame.rename({name: change[name] for name in frame.columns if name in change})
