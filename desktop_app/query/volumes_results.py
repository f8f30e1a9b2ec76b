"""What the volumes panel, its table and a figure's chart are made of: plain values."""

import bisect
from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from desktop_app.domain.movement import Consignment
from desktop_app.query.clauses import ClauseKind
from desktop_app.query.periods import Period
from desktop_app.query.results import Ledgers

# Parts with a colour of their own: more colours are not told apart, least of all by the colour-blind.
MOST_PARTS: Final = 8
# Names of the smaller parts that are told one by one.
MOST_OTHERS: Final = 12


class Split(StrEnum):
    """What the bars are divided by."""

    NOTHING = "nothing"
    VESSEL = "vessel"
    LOADING = "loading"
    DISCHARGE = "discharge"
    PRODUCT = "product"
    MODE = "mode"

    @property
    def clause(self) -> ClauseKind | None:
        """The kind of clause that asks for one of the parts."""
        return None if self is Split.NOTHING else ClauseKind(self.value)


class Shown(StrEnum):
    """What the height of a bar is."""

    BARRELS = "barrels"
    CALLS = "calls"


class Question(NamedTuple):
    """What is asked of the volumes beside the filter.

    Attributes:
        corrected: beside the bars stands what they would be without the days on which nobody could look.
    """

    period: Period = Period.MONTH
    split: Split = Split.NOTHING
    shown: Shown = Shown.BARRELS
    corrected: bool = False


class PartKind(StrEnum):
    """What a part stands for."""

    ALL = "all"
    NAMED = "named"
    OTHERS = "others"
    UNKNOWN = "unknown"
    RAIL = "rail"


class Part(NamedTuple):
    """One of the parts of a split.

    Attributes:
        values: what the rows of the part have, as in a `ChoiceClause` of the split.
        name: to read.
        members: names of what `OTHERS` holds, largest first, at most `MOST_OTHERS`.
    """

    kind: PartKind
    values: tuple[str, ...]
    name: str
    members: tuple[str, ...] = ()


class Cell(NamedTuple):
    """What is documented of one part in one period.

    Attributes:
        calls: counted calls by sea.
        estimated: those of them with a volume.
        approximate: part of the count is "about".
        consignments: by rail.
        in_barrels: those of them with barrels.
        low_bbl, best_bbl, high_bbl: summed range of what has a volume.
    """

    calls: int = 0
    estimated: int = 0
    approximate: bool = False
    consignments: int = 0
    in_barrels: int = 0
    low_bbl: float = 0.0
    best_bbl: float = 0.0
    high_bbl: float = 0.0

    def plus(self, other: "Cell") -> "Cell":
        """Both together; ranges add end to end, since load fraction and product are shared assumptions."""
        return Cell(
            self.calls + other.calls,
            self.estimated + other.estimated,
            self.approximate or other.approximate,
            self.consignments + other.consignments,
            self.in_barrels + other.in_barrels,
            self.low_bbl + other.low_bbl,
            self.best_bbl + other.best_bbl,
            self.high_bbl + other.high_bbl,
        )

    @property
    def has_volume(self) -> bool:
        """Whether the range is of anything."""
        return bool(self.estimated or self.in_barrels)


class Steps(NamedTuple):
    """A running total that rises on some days.

    Attributes:
        days: since 1970-01-01, ascending.
        totals: from each of the days on, barrels.
    """

    days: tuple[int, ...] = ()
    totals: tuple[float, ...] = ()

    def first_above(self, limit: float) -> date | None:
        """The day on which it passes a limit, None if it never does."""
        place = bisect.bisect_right(self.totals, limit)
        return date(1970, 1, 1) + timedelta(self.days[place]) if place < len(self.days) else None


class RunningYear(NamedTuple):
    """What came together in one calendar year, sea and rail.

    The high total counts each row's high volume on the first day on which it may have been, the low total its
    low volume on the last: whatever the true dates and volumes within their ranges, the total lay between.
    The best total counts each row's best volume on the day in the middle of those on which it may have been.

    Attributes:
        cell: of the whole year.
        crossed_first: the first day on which the limit may have been passed, None where it never is.
        crossed_best: the day on which the best total passes it, None where it never does.
        crossed_last: the day by which it was passed at the latest, None where the low end never passes it.
    """

    year: int
    cell: Cell
    low: Steps
    best: Steps
    high: Steps
    crossed_first: date | None
    crossed_best: date | None
    crossed_last: date | None


class Volumes(NamedTuple):
    """Observed volumes of a filter by period and part, beside the other ledgers.

    Attributes:
        periods: first days of the periods on the axis.
        parts: in the order in which they are stacked.
        cells: by first day of a period and place of the part; absent where nothing is documented.
        unplaced: what is known only within a time longer than the period, by place of the part.
        total: everything that passes.
        trains: the consignments by rail among it.
        rail_source_ids: sources of these, and of what their barrels rest on.
        years: years in which anything is documented.
        limit_bbl: the cap, None where the case holds none.
    """

    question: Question
    ledgers: Ledgers
    periods: tuple[date, ...]
    parts: tuple[Part, ...]
    cells: Mapping[tuple[date, int], Cell]
    unplaced: Mapping[int, Cell]
    total: Cell
    trains: tuple[Consignment, ...]
    rail_source_ids: frozenset[str]
    years: tuple[RunningYear, ...]
    limit_bbl: float | None
