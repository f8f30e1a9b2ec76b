"""What the timeline draws: entries in lanes, and the clock they lie on."""

from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.statement import Visibility
from desktop_app.domain.time_span import TimeSpan
from desktop_app.query.results import Density, TimelineContent, TimelineRow
from desktop_app.storage.content import Content


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing in a lane.

    Attributes:
        key: key for selection and its card.
        ghost: filtered out by another clause than the dates.
        hollow: tracker off.
    """

    key: str
    when: TimeSpan
    label: str
    ghost: bool = False
    hollow: bool = False
    unseen: bool = False


@dataclass(frozen=True, slots=True)
class Lane:
    """A row of the timeline.

    Attributes:
        token: name of the palette colour.
        density: counts in place of entries, where there are too many to tell apart.
    """

    title: str
    token: str
    entries: tuple[Entry, ...]
    density: Density | None = None


def lanes_of(record: Content, timeline: TimelineContent) -> tuple[Lane, ...]:
    """Calls, positions, payments and events, observation; what does not pass becomes a ghost."""
    events = tuple(Entry(f"event:{row.id}", row.when, row.title) for row in record.public_events)
    payments = tuple(
        Entry(f"payment:{row.id}", row.when, f"{row.payer} pays {row.payee}") for row in record.payments
    )
    watched = tuple(
        Entry(f"observation:{row.id}", row.when, row.text, unseen=row.visibility is not Visibility.CLEAR)
        for row in record.observations
    )
    return (
        _lane("Calls", "loading", timeline.calls),
        _lane("Positions", "sea_volume", timeline.positions),
        Lane("Payments", "notified", payments),
        Lane("Events", "neutral", events),
        Lane("Observation", "neutral", watched),
    )


def _lane(title: str, token: str, found: tuple[TimelineRow, ...] | Density) -> Lane:
    if isinstance(found, Density):
        return Lane(title, token, (), found)
    return Lane(
        title, token, tuple(Entry(row.key, row.when, row.label, not row.passing, row.dark) for row in found)
    )


@dataclass(frozen=True, slots=True)
class Clock:
    """Days to pixels.

    Attributes:
        first, last: days at the two edges, last included.
        left, width: pixels.
    """

    first: date
    last: date
    left: float
    width: float

    @property
    def days(self) -> int:
        """How many days the axis shows."""
        return max((self.last - self.first).days + 1, 1)

    def x(self, day: date) -> float:
        """Where a day begins."""
        return self.left + (day - self.first).days / self.days * self.width

    def day_at(self, x: float) -> date:
        """The day under a pixel, held to the axis."""
        offset = int((x - self.left) / self.width * self.days) if self.width else 0
        return self.first + timedelta(days=min(max(offset, 0), self.days - 1))
