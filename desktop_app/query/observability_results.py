"""What is stated about looks at a port: runs of days alike, and how many days of a time are of which kind."""

import bisect
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from desktop_app.query.clauses import ClauseKind, DateClause
from desktop_app.query.periods import Period


class Look(StrEnum):
    """What is stated of one port on one day, the best first."""

    USABLE = "usable"
    CLOUDED = "clouded"
    NO_IMAGE = "no image"


class Run(NamedTuple):
    """Days in a row of which the same is stated, both ends included."""

    first: date
    last: date
    look: Look


class DayCounts(NamedTuple):
    """Days of one port, or of several added up, by what is stated of them.

    Attributes:
        days: all of them.
        usable: somebody had a usable look.
        clouded: there was an image, and cloud hid the port.
        no_image: there was no image.
    """

    days: int = 0
    usable: int = 0
    clouded: int = 0
    no_image: int = 0

    @property
    def stated(self) -> int:
        """Days of which anything is stated."""
        return self.usable + self.clouded + self.no_image

    @property
    def not_stated(self) -> int:
        """Days of which nothing is stated; they are neither seen nor unseen."""
        return self.days - self.stated

    @property
    def without_look(self) -> int:
        """Days that are known to be without a usable look."""
        return self.clouded + self.no_image

    @property
    def is_unseen(self) -> bool:
        """Whether every day is known to be without a usable look."""
        return 0 < self.days == self.without_look

    def plus(self, other: "DayCounts") -> "DayCounts":
        """Both together."""
        return DayCounts(*(one + two for one, two in zip(self, other, strict=True)))


class PortLooks(NamedTuple):
    """What a case states about looks at one port.

    Attributes:
        port_id: the port, or a part of one.
        name: of it, in English.
        runs: ascending, no two on one day; days between them are not stated.
    """

    port_id: str
    name: str
    runs: tuple[Run, ...]

    def within(self, first: date, last: date) -> tuple[Run, ...]:
        """The runs of a time, cut at its ends, both of which are included."""
        found = []
        for place in range(bisect.bisect_left(self.runs, first, key=lambda run: run.last), len(self.runs)):
            run = self.runs[place]
            if run.first > last:
                break
            found.append(Run(max(run.first, first), min(run.last, last), run.look))
        return tuple(found)

    def between(self, first: date, last: date) -> DayCounts:
        """The days from one to another, both included; none where the last lies before the first."""
        if last < first:
            return DayCounts()
        counts = dict.fromkeys(Look, 0)
        for run in self.within(first, last):
            counts[run.look] += (run.last - run.first).days + 1
        return DayCounts(
            (last - first).days + 1, counts[Look.USABLE], counts[Look.CLOUDED], counts[Look.NO_IMAGE]
        )

    def month(self, month: date) -> DayCounts:
        """The days of a month."""
        return self.between(month, Period.MONTH.last_day(month))

    def looks(self, first: date, last: date) -> tuple[bool | None, ...]:
        """Whether there was a usable look, day by day; None where nothing is stated."""
        found: list[bool | None] = [None] * ((last - first).days + 1)
        for run in self.within(first, last):
            start, end = (run.first - first).days, (run.last - first).days + 1
            found[start:end] = [run.look is Look.USABLE] * (end - start)
        return tuple(found)


class Observability(NamedTuple):
    """What is stated about looks at the ports that a filter is about.

    Attributes:
        side: `LOADING` where these are the ports that the calls load at, `DISCHARGE` where they discharge.
        ports: the most frequented first; ports of which nothing is stated have no runs.
        elsewhere: counted calls that pass, at no documented port of that side.
        dates: of the filter.
        first_day, last_day: the whole of what the filter asks about: its dates, an open side of which ends
            with the calls that pass; None where nothing bounds it.
    """

    side: ClauseKind
    ports: tuple[PortLooks, ...]
    elsewhere: int
    dates: DateClause
    first_day: date | None
    last_day: date | None

    @property
    def told_of(self) -> tuple[PortLooks, ...]:
        """The ports of which anything is stated."""
        return tuple(port for port in self.ports if port.runs)

    def between(self, first: date, last: date) -> DayCounts:
        """Days from one to another of the ports of which anything is stated, added up port by port."""
        total = DayCounts()
        for port in self.told_of:
            total = total.plus(port.between(first, last))
        return total

    def period(self, length: Period, start: date) -> DayCounts:
        """The same for the days of a period that lie within the filter's dates."""
        last = length.last_day(start)
        return self.between(max(start, self.dates.first_day or start), min(last, self.dates.last_day or last))
