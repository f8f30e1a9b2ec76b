"""When something happened, with the precision that is really known. All instants are aware UTC."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a time is known; it decides the mark that is drawn."""

    INSTANT = "instant"
    INTERVAL = "interval"  # start and end both known, all of it meant
    DAY = "day"
    WINDOW = "window"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, order=True)
class TimeSpan:
    """A closed run of UTC days, or one instant.

    Attributes:
        start: first instant, aware UTC.
        end: last instant that still belongs to the span, aware UTC; a day ends at 23:59:59.
        precision: what the source supports. A window is "some time between", never "all of".
        approximate: the source itself says "about".
    """

    start: datetime
    end: datetime
    precision: Precision
    approximate: bool = False

    def __post_init__(self) -> None:
        """Refuse naive or reversed times.

        Raises:
            ValueError: a time has no zone, or the end lies before the start.
        """
        if self.start.tzinfo is not UTC or self.end.tzinfo is not UTC:
            raise ValueError("times must be UTC")
        if self.end < self.start:
            raise ValueError(f"ends {self.end:%Y-%m-%d} before it starts {self.start:%Y-%m-%d}")

    @classmethod
    def of_days(
        cls, first: date, last: date, precision: Precision, *, approximate: bool = False
    ) -> "TimeSpan":
        """The span from the first instant of one day to the last second of another, both included."""
        return cls(day_start(first), day_end(last), precision, approximate)

    @property
    def first_day(self) -> date:
        """UTC date of the start."""
        return self.start.date()

    @property
    def last_day(self) -> date:
        """UTC date of the end."""
        return self.end.date()

    def overlaps(self, other: "TimeSpan") -> bool:
        """Whether the two share an instant."""
        return self.start <= other.end and other.start <= self.end


def day_start(day: date) -> datetime:
    """00:00:00 UTC of a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def day_end(day: date) -> datetime:
    """23:59:59 UTC of a day: the filter's end day is included whole."""
    return day_start(day) + timedelta(days=1, seconds=-1)
