"""One row of a declared table, and the strict reading of its cells: anybody may have written the file."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from desktop_app.domain.place import LonLat, Names
from desktop_app.domain.provenance import Citation
from desktop_app.domain.quantity import Quantity
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.runtime.errors import InputError
from desktop_app.storage.edits import Cell
from desktop_app.storage.geometry import GeometryError, read_shape
from desktop_app.storage.times import read_day, read_instant

Choice = TypeVar("Choice", bound=StrEnum)
Value = TypeVar("Value")


class StoredRow:
    """The cells of one row, by column; NULL means "not documented".

    Attributes:
        id: of the row.
    """

    __slots__ = ("_cells", "_citations", "_table", "id")

    def __init__(self, table: str, cells: Mapping[str, Cell], citations: Mapping[str, Citation]) -> None:
        self._table = table
        self._cells = cells
        self._citations = citations
        self.id = self.required("id")

    def error(self, reason: str) -> InputError:
        """The error to raise: table, row and reason in one sentence."""
        return InputError(
            f"The row “{self._cells['id']!s}” of the table {self._table} cannot be read: {reason}."
        )

    def told(self) -> set[str]:
        """The columns that are not NULL."""
        return {column for column, cell in self._cells.items() if cell is not None}

    def _of(self, kind: type[Value], column: str) -> Value | None:
        cell = self._cells[column]
        if cell is None or isinstance(cell, kind):
            return cell
        raise self.error(f"{column} is of another kind than declared")

    def text(self, column: str) -> str:
        """Text, empty where NULL."""
        return self._of(str, column) or ""

    def required(self, column: str) -> str:
        """Text that must be there."""
        value = self._of(str, column)
        if not value:
            raise self.error(f"{column} is empty")
        return value

    def number(self, column: str) -> float | None:
        """A number."""
        return self._of(float, column)

    def required_number(self, column: str) -> float:
        """A number that must be there."""
        return self._there(self.number(column), column)

    def whole(self, column: str) -> int | None:
        """A whole number."""
        return self._of(int, column)

    def required_whole(self, column: str) -> int:
        """A whole number that must be there."""
        return self._there(self.whole(column), column)

    def yes(self, column: str) -> bool:
        """0 or 1."""
        return bool(self.required_whole(column))

    def choice(self, column: str, kind: type[Choice]) -> Choice:
        """A word of a closed list."""
        return self._there(self.optional_choice(column, kind), column)

    def optional_choice(self, column: str, kind: type[Choice]) -> Choice | None:
        """A word of a closed list, None where NULL."""
        return self._word(column, self.text(column), kind) if self.text(column) else None

    def choices(self, column: str, kind: type[Choice]) -> tuple[Choice, ...]:
        """Words of a closed list, separated by spaces."""
        return tuple(self._word(column, word, kind) for word in self.required(column).split())

    def _word(self, column: str, word: str, kind: type[Choice]) -> Choice:
        try:
            return kind(word)
        except ValueError:
            raise self.error(f"{column} is “{word[:40]}”, which is not one of its words") from None

    def _there(self, value: Value | None, column: str) -> Value:
        if value is None:
            raise self.error(f"{column} is empty")
        return value

    def day(self, column: str) -> date | None:
        """A UTC day."""
        try:
            return read_day(self.text(column)) if self.text(column) else None
        except ValueError as error:
            raise self.error(str(error)) from None

    def instant(self, column: str) -> datetime | None:
        """An instant, aware UTC."""
        try:
            return read_instant(self.text(column)) if self.text(column) else None
        except ValueError as error:
            raise self.error(str(error)) from None

    def required_instant(self, column: str) -> datetime:
        """An instant that must be there."""
        return self._there(self.instant(column), column)

    def span(self) -> TimeSpan:
        """The time that the row's four columns give."""
        return self._there(self.optional_span(), "start_utc")

    def optional_span(self) -> TimeSpan | None:
        """The time, None where there is none."""
        start, end = self.instant("start_utc"), self.instant("end_utc")
        precision = self.optional_choice("precision", Precision)
        if start is None and end is None and precision is None:
            return None
        if start is None or end is None or precision is None:
            raise self.error("its time is not complete")
        try:
            return TimeSpan(start, end, precision, self.yes("approximate"))
        except ValueError as error:
            raise self.error(str(error)) from None

    def names(self) -> Names:
        """The name in three languages."""
        return Names(self.required("name_en"), self.text("name_ru"), self.text("name_ko"))

    def quantity(self, prefix: str) -> Quantity | None:
        """A quantity, None where there is none; one figure alone is the whole range."""
        figures = [self.number(f"{prefix}_{name}") for name in ("low", "best", "high")]
        known = [figure for figure in figures if figure is not None]
        if not known:
            return None
        low, best, high = figures
        try:
            return Quantity(
                low=known[0] if low is None else low,
                best=best,
                high=known[-1] if high is None else high,
                unit=self.required(f"{prefix}_unit"),
                assumptions=self.text(f"{prefix}_assumptions"),
            )
        except ValueError as error:
            raise self.error(f"{prefix}: {error}") from None

    def citation(self) -> Citation:
        """The evidence that the row rests on."""
        return self._there(self._citations.get(self.required("evidence_id")), "its evidence")

    def vertices(self, kind: str) -> tuple[LonLat, ...]:
        """The vertices of its geometry, which must be of this kind; empty where NULL."""
        blob = self._of(bytes, "geom")
        if blob is None:
            return ()
        try:
            shape = read_shape(blob)
        except GeometryError as error:
            raise self.error(str(error)) from None
        if shape.kind != kind:
            raise self.error(f"its geometry is a {shape.kind}, not a {kind}")
        return shape.vertices

    def position(self) -> LonLat | None:
        """Its point, lon, lat."""
        vertices = self.vertices("POINT")
        return vertices[0] if vertices else None

    def required_position(self) -> LonLat:
        """Its point, which must be there."""
        return self._there(self.position(), "geom")
