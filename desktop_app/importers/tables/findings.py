"""What is wrong with rows of a table: some cannot be taken, others are taken with a flag."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.imports import Check

if TYPE_CHECKING:
    import polars as pl


class Finding(NamedTuple):
    """One thing that is wrong with some rows.

    Attributes:
        rows: places in the table, rising.
        column: as the file names it; empty for the whole row.
        values: what stands there, by row; empty texts where nothing is to be told.
        reasons: clauses for people, by row.
        check: None for rows that are not taken.
    """

    rows: NDArray[np.int64]
    column: str
    values: Sequence[str]
    reasons: Sequence[str]
    check: Check | None


class Findings:
    """Collects them.

    Attributes:
        rejected: by row, whether it cannot be taken; the first reason counts.
        rejections: why, each row once.
        doubts: flags; those of rejected rows are to be left out.
    """

    def __init__(self, rows: int) -> None:
        self.rejected: NDArray[np.bool_] = np.zeros(rows, np.bool_)
        self.rejections: list[Finding] = []
        self.doubts: list[Finding] = []

    def reject(
        self,
        mask: NDArray[np.bool_],
        reasons: "str | pl.Series",
        *,
        column: str = "",
        values: "pl.Series | None" = None,
    ) -> None:
        """Rows that cannot be taken; those that were refused already keep their reason."""
        rows = np.flatnonzero(mask & ~self.rejected)
        if rows.size:
            self.rejections.append(_finding(rows, column, values, reasons, None))
            self.rejected[rows] = True

    def doubt(
        self,
        mask: NDArray[np.bool_],
        check: Check,
        reasons: "str | pl.Series",
        *,
        column: str = "",
        values: "pl.Series | None" = None,
    ) -> None:
        """Rows that are taken with a flag."""
        rows = np.flatnonzero(mask)
        if rows.size:
            self.doubts.append(_finding(rows, column, values, reasons, check))


def _finding(
    rows: NDArray[np.int64],
    column: str,
    values: "pl.Series | None",
    reasons: "str | pl.Series",
    check: Check | None,
) -> Finding:
    shown = [""] * len(rows) if values is None else [text or "" for text in values.gather(rows).to_list()]
    told = [reasons] * len(rows) if isinstance(reasons, str) else reasons.gather(rows).to_list()
    return Finding(rows, column, shown, told, check)
