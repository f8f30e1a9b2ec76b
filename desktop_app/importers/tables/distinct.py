"""Work done once for each different value of a column: a million rows name five hundred ships."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import polars as pl

Codes = NDArray[np.int64]
_PLACE = "\0place"


def codes_of_frame(frame: "pl.DataFrame") -> tuple["pl.DataFrame", Codes]:
    """The different rows in the order in which they first come, and for each row the place of its like."""
    import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

    different = frame.unique(maintain_order=True)
    places = different.with_columns(pl.int_range(len(different), dtype=pl.Int64).alias(_PLACE))
    joined = frame.join(places, on=frame.columns, how="left", nulls_equal=True, maintain_order="left")
    return different, joined[_PLACE].to_numpy()


def codes_of(series: "pl.Series") -> tuple["pl.Series", Codes]:
    """The same of one column; null is a value among them."""
    different, codes = codes_of_frame(series.to_frame())
    return different[series.name], codes


def mapped(series: "pl.Series", make: Callable[[Any], Any], dtype: "type[pl.DataType]") -> "pl.Series":
    """A column made value by value; null stays null."""
    different, codes = codes_of(series)
    made = [None if value is None else make(value) for value in different.to_list()]
    return spread(made, codes, dtype).alias(series.name)


def spread(values: Iterable[Any], codes: Codes, dtype: "type[pl.DataType]") -> "pl.Series":
    """Values by place, laid out over the rows."""
    import polars as pl  # noqa: PLC0415 - as above

    return pl.Series(list(values), dtype=dtype).gather(codes)


def first_rows(codes: Codes, number: int, rows: Codes | None = None) -> Codes:
    """For each place the first row that has it, -1 for none.

    Args:
        codes: of the rows.
        number: of places.
        rows: only these rows, rising; None for all.
    """
    firsts = np.full(number, -1, np.int64)
    looked = np.arange(len(codes)) if rows is None else rows
    firsts[codes[looked[::-1]]] = looked[::-1]
    return firsts
