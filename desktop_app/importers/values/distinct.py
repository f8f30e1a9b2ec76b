"""Each different text of a column is looked at once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import polars as pl

TEXT: Final = "text"


def by_distinct(series: "pl.Series", read: "Callable[[pl.Series], pl.DataFrame]") -> "pl.DataFrame":
    """Columns as long as `series` from a function of its different texts.

    Args:
        series: texts; null and blank ones give nulls.
        read: takes the different texts, in which something stands, and yields a row for each, in any order;
            the column `TEXT` says for which.
    """
    import polars as pl  # noqa: PLC0415 - 0.1 s that start-up does without

    texts = series.cast(pl.String).rename(TEXT)
    different = texts.drop_nulls().unique(maintain_order=True)
    found = read(different)
    return texts.to_frame().join(found, on=TEXT, how="left", maintain_order="left").drop(TEXT)
