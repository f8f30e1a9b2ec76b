"""Position reports from any table: a mapping says which column is what."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
import polars as pl

from desktop_app.importers.ais.chunk import Rejects
from desktop_app.importers.ais.csv_rows import Rows
from desktop_app.importers.ais.report_columns import Piece, ReportColumns, ValueDoubts
from desktop_app.importers.ais.sink import AisSink
from desktop_app.importers.sheets.raw_table import LINE, BadRow, RawTable
from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.importers.tables.targets import FIXES
from desktop_app.importers.values.numbers import NumberColumn, decimal_of, read_numbers
from desktop_app.importers.values.positions import read_degrees
from desktop_app.importers.values.times import date_order, read_times
from desktop_app.runtime.errors import InputError

if TYPE_CHECKING:
    from desktop_app.importers.importing import Importing

# Field of the target → field of `ReportColumns`.
_FIELDS: Final = {
    "mmsi": "mmsi",
    "time": "time",
    "lon": "lon",
    "lat": "lat",
    "speed": "sog",
    "course": "cog",
    "heading": "heading",
    "nav_status": "status",
    "draught": "draught",
    "vessel": "name",
    "imo": "imo",
    "call_sign": "call_sign",
    "ship_type": "ship_type",
    "length": "length",
    "beam": "beam",
}
_NUMBERS: Final = ("speed", "course", "heading", "draught", "length", "beam")
# A report is of a moment; a text that tells no more than an hour does not say where the ship was when.
_LONGEST_S: Final = 3_599
_SWAP: Final[dict[str, Literal["lon", "lat"]]] = {"lon": "lat", "lat": "lon"}


def take_fixes(importing: "Importing", raw: RawTable) -> None:
    """Read the rows of a table into tracks.

    Raises:
        InputError: the table cannot be read, or no column is the MMSI.
        ValueError: the mapping names a zone or a unit that is none.
        Cancelled: the import was called off.
    """
    mapping = importing.order.mapping
    if mapping is None or mapping.use("mmsi") is None:
        raise InputError(f"{importing.order.file.name}: position reports need a column with the MMSI.")
    tally, sink = importing.tally, AisSink(importing)

    def refuse(row: BadRow) -> None:
        tally.read += 1
        tally.reject(row.line, "", row.value, row.reason)

    for piece in _pieces(mapping, raw, refuse):
        sink.add(piece.chunk)
        for doubt in piece.doubts:
            sink.doubt_values(doubt.lines, doubt.column, doubt.values, doubt.reason)
    sink.finish()


def _pieces(mapping: Mapping, raw: RawTable, refuse: Callable[[BadRow], None]) -> Iterator[Piece]:
    uses = {use.field: use for use in mapping.uses if use.field in _FIELDS}
    named: dict[str, str] = {}
    for field, use in uses.items():
        column = use.column or field
        named[field] = f"{column} ({field})" if column in named.values() else column
    if mapping.swapped:
        named["lon"], named["lat"] = named["lat"], named["lon"]
    of = {_FIELDS[field]: column for field, column in named.items()}
    columns = ReportColumns(of, (), tenths=False)
    for frame in raw.chunks(refuse):
        reading = _Reading(mapping, uses, named, frame)
        rows = reading.rows()
        piece = columns.piece(rows)
        yield piece._replace(doubts=(*reading.doubts, *piece.doubts))


class _Reading:
    """One frame of a table."""

    def __init__(
        self, mapping: Mapping, uses: dict[str, ColumnUse], named: dict[str, str], frame: pl.DataFrame
    ) -> None:
        self._mapping = mapping
        self._named = named
        self._uses = uses
        self._frame = frame
        self._lines = frame[LINE].to_numpy().astype(np.uint32)
        self._taken = np.ones(frame.height, np.bool_)
        self._rejects: list[Rejects] = []
        self.doubts: list[ValueDoubts] = []

    def rows(self) -> Rows:
        """The rows with a time and a place, their columns typed."""
        made = {field: self._column(field) for field in self._uses}
        typed = pl.DataFrame({self._named[field]: column for field, column in made.items()})
        keep = np.flatnonzero(self._taken)
        return Rows(len(self._lines), self._lines[keep], typed[keep], tuple(self._rejects), 0)

    def _column(self, field: str) -> pl.Series:
        if field == "time":
            return self._time()
        if field in _SWAP:
            return self._degrees(field)
        if field in _NUMBERS:
            return self._number(field)
        return self._texts(field).str.strip_chars()

    def _texts(self, field: str) -> pl.Series:
        use = self._uses[field]
        if not use.column:
            return pl.Series([use.constant] * self._frame.height, dtype=pl.String)
        return self._frame[use.column]

    def _time(self) -> pl.Series:
        texts = self._texts("time")
        use = self._uses["time"]
        order = self._mapping.date_order or date_order(texts)
        found = read_times(texts, zone=use.zone or self._mapping.zone, order=order)
        self._reject("time", texts, found.problem)
        long = (found.end - found.start).dt.total_seconds().fill_null(0) > _LONGEST_S
        self._reject("time", texts, pl.select(pl.when(long).then(pl.lit("tells no time of day"))).to_series())
        return found.start

    def _degrees(self, field: str) -> pl.Series:
        source = _SWAP[field] if self._mapping.swapped else field
        texts = self._texts(source)
        found = read_degrees(texts, _SWAP[_SWAP[field]])
        self._reject(source, texts, found.problem)
        return found.value

    def _number(self, field: str) -> pl.Series:
        texts = self._texts(field)
        decimal = self._mapping.decimal or decimal_of(texts)
        family = FIXES.field(field).family
        found: NumberColumn = read_numbers(texts, decimal=decimal, family=family, unit=self._uses[field].unit)
        self._doubt(field, texts, found.problem)
        return found.value

    def _reject(self, field: str, texts: pl.Series, problem: pl.Series) -> None:
        for where, values, reason in self._wrong(texts, problem):
            self._rejects.append(Rejects(self._lines[where], self._uses[field].column, values, reason))
            self._taken[where] = False

    def _doubt(self, field: str, texts: pl.Series, problem: pl.Series) -> None:
        for where, values, reason in self._wrong(texts, problem):
            self.doubts.append(ValueDoubts(self._lines[where], self._uses[field].column, values, reason))

    def _wrong(
        self, texts: pl.Series, problem: pl.Series
    ) -> Iterator[tuple["np.ndarray[tuple[int], np.dtype[np.intp]]", list[str], str]]:
        """Rows that are taken so far and have a problem, reason by reason."""
        for reason in problem.drop_nulls().unique(maintain_order=True).to_list():
            same = (problem == reason).fill_null(value=False).to_numpy()
            where = np.flatnonzero(same & self._taken)
            if len(where):
                yield where, [value or "" for value in texts[where].to_list()], reason
