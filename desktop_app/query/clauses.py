"""The filter: a tuple of clauses, each a SQL predicate over `voyage` and a phrase a person can read."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from desktop_app.domain.time_span import TimeSpan

NAMES_IN_SENTENCE: Final = 4


@dataclass(frozen=True, slots=True)
class Predicate:
    """A condition with `?` places and the values that go there."""

    sql: str
    parameters: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DateClause:
    """Rows whose span shares a day with [first_day, last_day]; None leaves that side open."""

    first_day: date | None = None
    last_day: date | None = None

    @property
    def is_active(self) -> bool:
        """Whether it can hide anything."""
        return self.first_day is not None or self.last_day is not None

    def predicate(self, table: str = "voyage") -> Predicate:
        """Interval overlap with a row of `table`; both end days are included whole."""
        conditions: list[str] = []
        values: list[str] = []
        if self.first_day is not None:
            conditions.append(f"{table}.end_utc >= ?")
            values.append(f"{self.first_day.isoformat()}T00:00:00Z")
        if self.last_day is not None:
            conditions.append(f"{table}.start_utc <= ?")
            values.append(f"{self.last_day.isoformat()}T23:59:59Z")
        return Predicate(" AND ".join(conditions) or "1", tuple(values))

    def covers(self, span: TimeSpan) -> bool:
        """Whether a span shares a day with the window."""
        if self.first_day is not None and span.last_day < self.first_day:
            return False
        return self.last_day is None or span.first_day <= self.last_day

    def sentence(self) -> str:
        """In words, with UTC."""
        if self.first_day is not None and self.last_day is not None:
            if self.first_day == self.last_day:
                return f"on {self.first_day.isoformat()} (UTC)"
            return f"{self.first_day.isoformat()} to {self.last_day.isoformat()} (UTC, both days included)"
        if self.first_day is not None:
            return f"from {self.first_day.isoformat()} (UTC)"
        if self.last_day is not None:
            return f"until {self.last_day.isoformat()} (UTC, day included)"
        return "all dates"


@dataclass(frozen=True, slots=True)
class VesselClause:
    """Rows of the named vessels; no ids means every row, named or not.

    Attributes:
        names: the vessels' names in the order of `vessel_ids`, for the sentence only.
    """

    vessel_ids: tuple[str, ...] = ()
    names: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_active(self) -> bool:
        """Whether it can hide anything."""
        return bool(self.vessel_ids)

    def predicate(self, table: str = "voyage") -> Predicate:
        """Membership of a row of `table`."""
        if not self.vessel_ids:
            return Predicate("1")
        places = ", ".join("?" for _ in self.vessel_ids)
        return Predicate(f"{table}.vessel_id IN ({places})", self.vessel_ids)

    def sentence(self) -> str:
        """In words; a long list is counted after the first four."""
        if not self.vessel_ids:
            return "all vessels"
        shown = ", ".join(self.names[:NAMES_IN_SENTENCE])
        more = len(self.names) - NAMES_IN_SENTENCE
        return (
            f"vessels {shown} and {more} more" if more > 0 else f"vessel{'s'[: len(self.names) > 1]} {shown}"
        )


Clause = DateClause | VesselClause


@dataclass(frozen=True, slots=True)
class Filter:
    """All clauses together; a row passes if it passes each."""

    dates: DateClause = DateClause()
    vessels: VesselClause = VesselClause()

    @property
    def is_active(self) -> bool:
        """Whether anything may be hidden."""
        return self.dates.is_active or self.vessels.is_active

    @property
    def clauses(self) -> Sequence[Clause]:
        """The active clauses."""
        return [clause for clause in (self.dates, self.vessels) if clause.is_active]

    def predicate(self, table: str = "voyage") -> Predicate:
        """The conjunction for a row of `table`, which has a time and a vessel; "1" when nothing is active."""
        parts = [clause.predicate(table) for clause in self.clauses]
        if not parts:
            return Predicate("1")
        sql = " AND ".join(f"({part.sql})" for part in parts)
        return Predicate(sql, tuple(value for part in parts for value in part.parameters))

    def sentence(self) -> str:
        """What the filter says, as one readable phrase without a full stop."""
        return f"{self.dates.sentence()}; {self.vessels.sentence()}"
