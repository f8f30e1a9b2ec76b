"""A table on its way into a case: its cells as values, and what is wrong with them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Final, NamedTuple

import apsw
import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.imports import Check
from desktop_app.domain.vessel import Issuer
from desktop_app.importers.mids import read_issuers
from desktop_app.importers.sheets.raw_table import LINE
from desktop_app.importers.tables.choices import read_choice, read_choices, words_of
from desktop_app.importers.tables.distinct import Codes, codes_of, spread
from desktop_app.importers.tables.field_table import MOST_TEXT, FieldTable
from desktop_app.importers.tables.findings import Finding, Findings
from desktop_app.importers.tables.table_rows import NewThing
from desktop_app.runtime.resources import Resources

if TYPE_CHECKING:
    import polars as pl

_SHOWN: Final = 120  # of a cell in a summary


class NameMatch(NamedTuple):
    """A name of the file and what it was taken for, for people.

    Attributes:
        kind: "vessel", "port", "station", "company" or "source".
        text: as the file has it.
        found: id in the case; empty where none was taken.
        found_name: its name.
        how: by what it was recognised, or why not.
        candidates: id and name of each that fits or comes close.
        rows: number of rows that say so.
    """

    kind: str
    text: str
    found: str
    found_name: str
    how: str
    candidates: tuple[tuple[str, str], ...]
    rows: int


class Spans(NamedTuple):
    """Times of rows; all null where a row tells none.

    Attributes:
        start, end: aware UTC.
        precision: values of `Precision`.
        approximate: the file says about.
    """

    start: "pl.Series"
    end: "pl.Series"
    precision: "pl.Series"
    approximate: "pl.Series"


class TableWork:
    """One table; whatever it finds out is in its attributes.

    Attributes:
        table: the cells.
        rows: number of them.
        connection: the case, for questions only.
        resources: data that the program ships.
        ships: what a person chose for names that fit several vessels.
        now: aware UTC.
        findings: what is wrong.
        new_things: ships, companies and sources that are new, in the order in which they refer to each other.
        matches: names and what they were taken for.
        kept: rows that stay, rising, once they are identified.
        merged: rows that say the same as another.
        shown: field → what makes texts of what its cells were read as, for people.
        turned_round: how most positions would come to lie in the Far East; empty for no way.
        subjects: ids of what rows are about, where several rows are about one; else None.
    """

    def __init__(
        self,
        table: FieldTable,
        connection: apsw.Connection,
        resources: Resources,
        *,
        dataset: str,
        ships: Sequence[tuple[str, str]],
        now: datetime,
    ) -> None:
        self.table = table
        self.rows = len(table.frame)
        self.connection = connection
        self.resources = resources
        self.dataset = dataset
        self.ships = ships
        self.now = now
        self.findings = Findings(self.rows)
        self.new_things: list[NewThing] = []
        self.matches: list[NameMatch] = []
        self.kept: Codes = np.arange(self.rows)
        self.merged: list[Finding] = []
        self.subjects: pl.Series | None = None
        self.shown: dict[str, Callable[[], pl.Series]] = {}
        self.turned_round = ""

    @cached_property
    def issuers(self) -> dict[str, Issuer]:
        """Who issues identities of ships."""
        return read_issuers(self.resources.geodatum("mids.csv"))

    @property
    def lines(self) -> NDArray[np.int64]:
        """The line of each row."""
        return self.table.frame[LINE].to_numpy().astype(np.int64)

    def has(self, field: str) -> bool:
        """Whether something says the field."""
        return self.table.has(field)

    def require(self) -> None:
        """Refuse rows that lack what every row of the target needs."""
        for group in self.table.target.needed:
            there = np.zeros(self.rows, np.bool_)
            for field in group:
                if self.has(field):
                    there |= self.table.texts(field).is_not_null().to_numpy()
            titles = " or ".join(
                self.table.target.field(name).title.lower() for name in group if self.has(name)
            )
            column = self.table.column_of(next(name for name in group if self.has(name)))
            self.findings.reject(~there, f"the {titles} is missing", column=column)

    def words(self, field: str) -> "pl.Series":
        """Texts that are kept as they are; NUL, which other programs take for the end, is shown as a sign."""
        import polars as pl  # noqa: PLC0415 - heavy, and only imports need it

        texts = self.table.texts(field)
        if not self.has(field):
            return texts
        texts = texts.str.replace_all("\0", "\N{SYMBOL FOR NULL}", literal=True).str.strip_chars()
        texts = pl.select(pl.when(texts == "").then(None).otherwise(texts)).to_series().alias(field)
        long = (texts.str.len_chars() > MOST_TEXT).fill_null(value=False)
        if long.any():
            self.value_doubt(
                field, long, f"the text is longer than {MOST_TEXT:,} characters and was left out"
            )
            texts = pl.select(pl.when(long).then(None).otherwise(texts)).to_series().alias(field)
        return texts

    def choice(self, field: str, kind: type[StrEnum], *, several: bool = False) -> "pl.Series":
        """Words of a closed list; a word that is none of it is flagged and left out."""
        known = words_of(kind)
        read = read_choices if several else read_choice
        return self.values(field, lambda text: read(text, known))

    def values(self, field: str, read: Callable[[str], str]) -> "pl.Series":
        """Texts read one by one, each different one once; where `read` raises ValueError, see `choice`."""
        import polars as pl  # noqa: PLC0415 - as above

        texts = self.table.texts(field)
        different, codes = codes_of(texts)
        found: list[str | None] = []
        problems: list[str | None] = []
        for text in different.to_list():
            value, problem = None, None
            if text is not None:
                try:
                    value = read(text)
                except ValueError as error:
                    problem = str(error)
            found.append(value)
            problems.append(problem)
        self.value_doubt(field, None, spread(problems, codes, pl.String))
        self.shown[field] = lambda: spread(found, codes, pl.String)
        return spread(found, codes, pl.String)

    def value_doubt(self, field: str, mask: "pl.Series | None", reasons: "str | pl.Series") -> None:
        """Flag cells that cannot be what they should; the rows are taken without them."""
        if mask is None:
            if isinstance(reasons, str):
                raise ValueError("one reason for all rows needs to be told which")
            mask = reasons.is_not_null()
        if mask.any():
            title = self.table.target.field(field).title.lower()
            told = f"{title}: {reasons}" if isinstance(reasons, str) else (f"{title}: " + reasons)
            self.findings.doubt(
                mask.to_numpy(),
                Check.VALUE,
                told,
                column=self.table.column_of(field),
                values=self.table.texts(field),
            )

    def summary(self) -> "pl.Series":
        """What a row says in the file's own words, for rows that have no summary of their own."""
        import polars as pl  # noqa: PLC0415 - as above

        parts = []
        for use in self.table.mapping.uses:
            if use.column and use.field not in {"summary", "key"}:
                name = use.column.replace("\0", "\N{SYMBOL FOR NULL}").strip()
                text = pl.col(use.field).str.slice(0, _SHOWN).str.strip_chars()
                parts.append(pl.lit(f"{name}: ", pl.String) + text)
        what = "Row " if self.table.sheet else "Line "
        head = pl.format("{}{} of {}: ", pl.lit(what), pl.col(LINE), pl.lit(self.table.file, pl.String))
        told = self.table.frame.select(
            pl.concat_str(head, pl.concat_str(parts, separator="; ", ignore_nulls=True)).alias("summary")
        )["summary"]
        return told.str.replace_all("\0", "\N{SYMBOL FOR NULL}", literal=True)
