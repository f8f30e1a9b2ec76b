"""Columns that several kinds of rows have in common."""

from typing import TYPE_CHECKING

from desktop_app.domain.movement import HowKnown, Riding, Tracker
from desktop_app.importers.tables.natural_keys import ids_of
from desktop_app.importers.tables.numbers_of_rows import number
from desktop_app.importers.tables.table_rows import ID, ROW, Firsts, TableRows
from desktop_app.importers.tables.work import TableWork
from desktop_app.storage.edits import Cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

# No tanker lies deeper (the deepest, of 440,000 t, draw 25 m).
MOST_DRAUGHT_M = 30


def seen(work: TableWork) -> "dict[str, pl.Series]":
    """How deep a ship lay, what its transmitter did, and how that is known."""
    columns = known(work)
    if work.has("riding"):
        columns["riding"] = work.choice("riding", Riding)
    if work.has("draught"):
        columns["draught_m"] = number(work, "draught", least=0, most=MOST_DRAUGHT_M)[0]
    return columns


def known(work: TableWork) -> "dict[str, pl.Series]":
    """What the transmitter did, and how things are known."""
    columns: dict[str, pl.Series] = {}
    if work.has("tracker"):
        columns["tracker"] = work.choice("tracker", Tracker)
    if work.has("how_known"):
        columns["how_known"] = work.choice("how_known", HowKnown, several=True)
    return columns


def texts(work: TableWork, **fields: str) -> "dict[str, pl.Series]":
    """Columns of plain text: column → field, those that something says."""
    return {column: work.words(field) for column, field in fields.items() if work.has(field)}


def rows_of(
    work: TableWork,
    table: str,
    kind: str,
    keys: "pl.Series",
    said: "Mapping[str, pl.Series]",
    first: Firsts,
    *,
    numbered: str = "",
    only: "pl.Series | None" = None,
) -> TableRows:
    """Rows of a table of the case, one for each row of the file that stays.

    Args:
        work: the table.
        table: of the case.
        kind: what ids begin with.
        keys: unique ones.
        said: what the file says, by column.
        first: what new rows have where it says nothing.
        numbered: see `TableRows`.
        only: rows of the file that make one; None for all.
    """
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    kept = pl.Series(work.kept)
    if only is not None:
        kept = kept.filter(only.gather(kept))
    columns = {name: values.gather(kept).alias(name) for name, values in said.items()}
    frame = pl.DataFrame({ROW: kept.cast(pl.Int64), ID: ids_of(work, kind, keys.gather(kept)), **columns})
    return TableRows(table, frame, first, numbered)


def where(mask: "pl.Series", yes: "Cell | pl.Series", no: "Cell | pl.Series") -> "pl.Series":
    """One value or another, row by row."""
    import polars as pl  # noqa: PLC0415 - as above

    one, other = (
        value if isinstance(value, pl.Series) else pl.lit(value, dtype=pl.String if value is None else None)
        for value in (yes, no)
    )
    return pl.select(pl.when(mask).then(one).otherwise(other).alias("value")).to_series()


def known_only(columns: "Mapping[str, pl.Series]") -> "dict[str, pl.Series]":
    """Of the columns of `seen`, those that a voyage has too."""
    return {name: values for name, values in columns.items() if name in {"tracker", "how_known"}}
