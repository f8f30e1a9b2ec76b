"""One row of a record table, CSV line or GeoJSON feature, and the strict reading of its cells."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Final, TypeVar

from desktop_app.domain.provenance import Citation, Grade
from desktop_app.domain.time_span import Precision, TimeSpan, day_end, day_start
from desktop_app.importers.record.ids import Ids
from desktop_app.runtime.errors import InputError

ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z")
SHOWN_CHARACTERS: Final = 40

SHAPES: Final = {
    Precision.INSTANT: "one instant",
    Precision.INTERVAL: "an interval",
    Precision.DAY: "one day",
    Precision.WINDOW: "a window",
    Precision.MONTH: "one whole month",
    Precision.YEAR: "one whole year",
}

Choice = TypeVar("Choice", bound=StrEnum)


class Row:
    """The cells of one row as text, by column; empty means "not documented".

    Attributes:
        place: file and line or feature, for the sentence of an error.
        ids: the ids defined so far.
    """

    __slots__ = ("_cells", "ids", "place")

    def __init__(self, place: str, cells: Mapping[str, str], ids: Ids) -> None:
        self.place = place
        self.ids = ids
        self._cells = cells

    def error(self, reason: str) -> InputError:
        """The error to raise: file, line and reason in one sentence."""
        return InputError(f"{self.place}: {reason}.")

    def text(self, column: str) -> str:
        """The cell as it stands."""
        return self._cells[column]

    def required(self, column: str) -> str:
        """The cell, which must not be empty."""
        value = self._cells[column]
        if not value:
            raise self.error(f"{column} is empty")
        return value

    def new_id(self, kind: str, column: str = "id") -> str:
        """The row's own id, defined here."""
        value = self.required(column)
        if not ID.fullmatch(value):
            raise self.error(f"id {_shown(value)} holds more than letters, digits, - and _")
        before = self.ids.add(value, kind, self.place)
        if before is not None:
            raise self.error(f"id {_shown(value)} is used before, in {before}")
        return value

    def reference(self, column: str, *kinds: str) -> str:
        """The id of an existing row of one of some kinds, or empty."""
        value = self._cells[column]
        if value and not any(self.ids.has(value, kind) for kind in kinds):
            raise self.error(f"{column} names {_shown(value)}, but there is no such {kinds[0]}")
        return value

    def references(self, column: str, kind: str | None) -> tuple[str, ...]:
        """Ids of existing rows, of one kind or of any."""
        values = self.names(column)
        for value in values:
            if not self.ids.has(value, kind):
                raise self.error(f"{column} names {_shown(value)}, but there is no such {kind or 'row'}")
        return values

    def names(self, column: str) -> tuple[str, ...]:
        """The parts of a cell that are separated by semicolons."""
        value = self._cells[column]
        if not value:
            return ()
        parts = tuple(value.split(";"))
        if any(not part or part != part.strip() for part in parts):
            raise self.error(f"{column} has an empty part or a blank beside a semicolon")
        if len(set(parts)) < len(parts):
            raise self.error(f"{column} names something twice")
        return parts

    def number(self, column: str) -> float | None:
        """A number of zero or more, or None for an empty cell."""
        value = self._cells[column]
        return self._as_number(column, value) if value else None

    def required_number(self, column: str) -> float:
        """A number of zero or more."""
        return self._as_number(column, self.required(column))

    def signed_number(self, column: str) -> float | None:
        """A number of any sign, or None for an empty cell."""
        value = self._cells[column]
        if value.startswith("-"):
            return -self._as_number(column, value[1:])
        return self.number(column)

    def numbers(self, column: str) -> tuple[float, ...]:
        """Numbers of zero or more, separated by semicolons."""
        return tuple(self._as_number(column, value) for value in self.names(column))

    def whole_number(self, column: str) -> int | None:
        """A whole number of one or more, or None for an empty cell."""
        value = self._cells[column]
        return self._as_whole_number(column, value) if value else None

    def required_whole_number(self, column: str) -> int:
        """A whole number of one or more."""
        return self._as_whole_number(column, self.required(column))

    def _as_number(self, column: str, value: str) -> float:
        if not NUMBER.fullmatch(value):
            raise self.error(f"{column} is {_shown(value)}, not a plain decimal number")
        if value.startswith("-"):
            raise self.error(f"{column} is {value}, below zero")
        return float(value)

    def _as_whole_number(self, column: str, value: str) -> int:
        number = self._as_number(column, value)
        if number < 1 or not number.is_integer():
            raise self.error(f"{column} is {value}, not a whole number of one or more")
        return int(number)

    def yes(self, column: str) -> bool:
        """Whether a cell says yes; it must say yes or no."""
        value = self.required(column)
        if value not in {"yes", "no"}:
            raise self.error(f"{column} is {_shown(value)}, not yes or no")
        return value == "yes"

    def choice(self, column: str, kind: type[Choice]) -> Choice:
        """A word of a fixed list."""
        return self._as_choice(column, self.required(column), kind)

    def choices(self, column: str, kind: type[Choice]) -> tuple[Choice, ...]:
        """Words of a fixed list, at least one."""
        self.required(column)
        return tuple(self._as_choice(column, value, kind) for value in self.names(column))

    def _as_choice(self, column: str, value: str, kind: type[Choice]) -> Choice:
        try:
            return kind(value)
        except ValueError:
            words = ", ".join(member.value for member in kind)
            raise self.error(f"{column} is {_shown(value)}, not one of {words}") from None

    def day(self, column: str) -> date | None:
        """A date, or None for an empty cell."""
        value = self._cells[column]
        return self._as_day(column, value) if value else None

    def _as_day(self, column: str, value: str) -> date:
        if not DAY.fullmatch(value):
            raise self.error(f"{column} is {_shown(value)}, not a date like 2024-03-07")
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise self.error(f"{column} is {value}, a day that does not exist") from None

    def span(self) -> TimeSpan:
        """The time in the columns start, end, precision and approximate."""
        precision = self.choice("precision", Precision)
        start, end = self._moment("start", last=False), self._moment("end", last=True)
        approximate = self.yes("approximate")
        if end < start:
            raise self.error(f"end {self.text('end')} lies before start {self.text('start')}")
        if not _fits(precision, start, end):
            what = SHAPES[precision]
            raise self.error(f"{self.text('start')} to {self.text('end')} is not {what}")
        return TimeSpan(start, end, precision, approximate)

    def optional_span(self) -> TimeSpan | None:
        """The time, or None where all four columns are empty."""
        if not any(self._cells[column] for column in ("start", "end", "precision", "approximate")):
            return None
        return self.span()

    def _moment(self, column: str, *, last: bool) -> datetime:
        value = self.required(column)
        if INSTANT.fullmatch(value):
            try:
                return datetime.fromisoformat(value.removesuffix("Z")).replace(tzinfo=UTC)
            except ValueError:
                raise self.error(f"{column} is {value}, a time that does not exist") from None
        day = self._as_day(column, value)
        return day_end(day) if last else day_start(day)

    def citation(self) -> Citation:
        """The sources and the grade of the row."""
        sources = self.references("source_ids", "source")
        if not sources:
            raise self.error("names no source")
        return Citation.of(sources, self.choice("grade", Grade))


def _shown(value: str) -> str:
    """A cell quoted for a sentence, cut where it is long."""
    cut = value if len(value) <= SHOWN_CHARACTERS else value[:SHOWN_CHARACTERS] + "…"
    return f"“{cut}”"


def _fits(precision: Precision, start: datetime, end: datetime) -> bool:
    """Whether two ends have the shape that a precision names."""
    if precision is Precision.INSTANT:
        return start == end
    if precision in {Precision.WINDOW, Precision.INTERVAL}:
        return start < end
    first, last = start.date(), end.date()
    if start != day_start(first) or end != day_end(last):
        return False
    if precision is Precision.DAY:
        return first == last
    if precision is Precision.MONTH:
        whole = first.day == 1 and last.day == monthrange(last.year, last.month)[1]
        return whole and (first.year, first.month) == (last.year, last.month)
    return (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31))
