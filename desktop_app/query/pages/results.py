"""What is asked about pages, one a vessel, port, voyage or month, and what is answered."""

from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from desktop_app.query.clauses import Filter
from desktop_app.query.results import Totals

# What one file, and the patience of a reader, takes; a limit says which of more are wanted.
MOST_PAGES: Final = 2_000


class PageKind(StrEnum):
    """What has a page of its own."""

    VESSEL = "vessel"
    PORT = "port"
    VOYAGE = "voyage"
    MONTH = "month"


class PageOrder(StrEnum):
    """What comes first: names from A, the earliest, the most calls, the most barrels."""

    NAME = "name"
    DATE = "date"
    CALLS = "calls"
    BARRELS = "barrels"


USUAL_ORDER: Final = {
    PageKind.VESSEL: PageOrder.NAME,
    PageKind.PORT: PageOrder.NAME,
    PageKind.VOYAGE: PageOrder.DATE,
    PageKind.MONTH: PageOrder.DATE,
}


class PagesQuestion(NamedTuple):
    """Which pages.

    Attributes:
        order: None for the usual one of the kind.
        limit: at most so many, the first in order; None for all.
    """

    kind: PageKind
    order: PageOrder | None = None
    limit: int | None = None


class PageThing(NamedTuple):
    """What one page is about.

    Attributes:
        key: "vessel:id", "port:id", "voyage:id" or "month:2024-03"; without an id for rows that name none.
        name: what to call it.
        filter: passes just its rows.
        totals: of the voyages that pass it.
        first_day, last_day: of its rows, UTC; None where it has no dated row.
    """

    key: str
    name: str
    filter: Filter
    totals: Totals
    first_day: date | None
    last_day: date | None


class PageList(NamedTuple):
    """The pages of a filter.

    Attributes:
        kind: what they are about.
        things: in order, up to the limit, or to `MOST_PAGES`.
        found: how many there are without a limit.
        empty: things of the case that no row under the filter is about, and that get no page.
        total: of the voyages that pass the whole filter.
    """

    kind: PageKind
    things: tuple[PageThing, ...]
    found: int
    empty: int
    total: Totals

    @property
    def left_out(self) -> int:
        """How many the limit leaves out."""
        return self.found - len(self.things)
