"""What the timeline is told: marks with their times, counts by year, month and day, and where data are."""

from bisect import bisect_left, bisect_right
from datetime import date
from enum import Enum, auto
from typing import NamedTuple

from desktop_app.domain.time_span import TimeSpan


class Role(Enum):
    """What a mark of the timeline stands for."""

    LOAD = auto()
    DISCHARGE = auto()
    CALL = auto()  # what for is not documented
    VOYAGE = auto()  # no call of it is published
    POSITION = auto()


class Mark(NamedTuple):
    """A documented time.

    Attributes:
        key: "kind:id"; what a click selects. The calls of a voyage have the voyage's.
        label: what it is, in words.
        dark: the tracker was off.
        voyage: "voyage:id" of the voyage that it belongs to; empty for none.
    """

    key: str
    when: TimeSpan
    label: str
    role: Role
    dark: bool
    voyage: str


class Bins(NamedTuple):
    """Rows by intervals of one level; only intervals that hold a row, in order.

    A row counts where its whole time lies within one interval: what is known to a month is no row of a day.

    Attributes:
        firsts, ends: first day of each interval and the day after its last, days since 1970-01-01 UTC.
        passing, total: rows in each that no clause but the dates hides, and all of them.
        wider: passing rows whose time is known less exactly than the level, so that they are in no interval.
    """

    firsts: tuple[int, ...]
    ends: tuple[int, ...]
    passing: tuple[int, ...]
    total: tuple[int, ...]
    wider: int


class Histogram(NamedTuple):
    """The same rows counted at three levels."""

    year: Bins
    month: Bins
    day: Bins


class DayCounts(NamedTuple):
    """How many rows begin, or end, up to a day.

    Attributes:
        days: days since 1970-01-01 UTC on which any does, rising.
        upto: rows up to each of these days, itself included.
    """

    days: tuple[int, ...]
    upto: tuple[int, ...]

    def until(self, day: int) -> int:
        """Rows up to a day, itself included."""
        place = bisect_right(self.days, day)
        return self.upto[place - 1] if place else 0


class Occupied(NamedTuple):
    """On which days something is that passes all clauses but the dates.

    Attributes:
        starts, ends: by first and by last day.
    """

    starts: DayCounts
    ends: DayCounts

    def within(self, first: int, last: int) -> int:
        """Rows that share a day with [first, last]."""
        return self.starts.until(last) - self.ends.until(first - 1)

    def next_after(self, day: int) -> int | None:
        """The next day later than `day` on which a row begins."""
        place = bisect_right(self.starts.days, day)
        return self.starts.days[place] if place < len(self.starts.days) else None

    def last_before(self, day: int) -> int | None:
        """The last day earlier than `day` on which a row ends."""
        place = bisect_left(self.ends.days, day)
        return self.ends.days[place - 1] if place else None


class LaneRows(NamedTuple):
    """Calls, or positions.

    Attributes:
        marks: each row that can be a mark; of a crowd those in the days asked for, where they are few enough.
        passing: for each mark, whether no clause but the dates hides it.
        histogram: the counts of a crowd, which stand where there are no marks; None where all rows are marks.
        marked_days: first and last day in which the marks of a crowd are all there are; None for no such.
    """

    marks: tuple[Mark, ...]
    passing: tuple[bool, ...]
    histogram: Histogram | None = None
    marked_days: tuple[int, int] | None = None


class AisRun(NamedTuple):
    """A time through which a ship was heard, or not.

    Attributes:
        key: "track:id".
        ship: her name; empty where she has none.
        first_s, last_s: seconds since 1970-01-01 UTC of the reports at its two ends.
        silent: nothing was heard between them.
        passing: no clause but the dates hides the track.
    """

    key: str
    ship: str
    first_s: int
    last_s: int
    silent: bool
    passing: bool


class TimelineContent(NamedTuple):
    """What the timeline shows under one filter.

    Attributes:
        first_day, last_day: whole months round everything dated; None where nothing is.
        voyages: every row of the voyages table.
        calls: calls, and voyages without one; sightings are no calls.
        ais: when the ships of AIS tracks were heard, and not; empty in a case without tracks.
        hidden: keys of consignments, payments, events and observations that another clause than the dates
            hides.
        passing, total: voyages.
    """

    first_day: date | None
    last_day: date | None
    voyages: Histogram
    calls: LaneRows
    positions: LaneRows
    ais: tuple[AisRun, ...]
    hidden: frozenset[str]
    occupied: Occupied
    passing: int
    total: int

    @property
    def is_crowd(self) -> bool:
        """Whether there are more rows than can be marks."""
        return self.calls.histogram is not None or self.positions.histogram is not None
