"""Calendar months, quarters and years as their first days."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from desktop_app.domain.time_span import TimeSpan

_MONTHS: Final = {"month": 1, "quarter": 3, "year": 12}


class Period(StrEnum):
    """How long the parts are into which time is cut."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """Its length; 12 is a whole multiple of each."""
        return _MONTHS[self]  # a StrEnum is its value, and asking for that takes five times as long

    def start(self, day: date) -> date:
        """First day of the period that a day lies in."""
        return date(day.year, day.month - (day.month - 1) % self.months, 1)

    def after(self, start: date) -> date:
        """First day of the next period."""
        months = start.year * 12 + start.month - 1 + self.months
        return date(months // 12, months % 12 + 1, 1)

    def last_day(self, start: date) -> date:
        """Last day of the period that begins on a day."""
        return self.after(start) - timedelta(days=1)

    def is_one(self, span: TimeSpan) -> bool:
        """Whether a span lies within one of them."""
        return self.start(span.first_day) == self.start(span.last_day)

    def between(self, first: date, last: date) -> tuple[date, ...]:
        """First days of all of them from one day's to another's, both included."""
        starts: list[date] = []
        start = self.start(first)
        while start <= last:
            starts.append(start)
            start = self.after(start)
        return tuple(starts)

    def key(self, start: date) -> str:
        """The period as it stands in a key: 2024-03, 2024-Q1, 2024."""
        if self is Period.MONTH:
            return f"{start:%Y-%m}"
        return f"{start.year}" if self is Period.YEAR else f"{start.year}-Q{start.month // 3 + 1}"


def period_of_key(text: str) -> tuple[Period, date] | None:
    """The period and its first day that a key names, or None for any other text."""
    try:
        if text.isascii() and len(text) == len("2024"):
            return Period.YEAR, date(int(text), 1, 1)
        year, _, part = text.partition("-")
        if part in {"Q1", "Q2", "Q3", "Q4"}:
            return Period.QUARTER, date(int(year), 3 * int(part[1]) - 2, 1)
        return Period.MONTH, date.fromisoformat(f"{text}-01")
    except ValueError:
        return None
