"""What the engine answers: plain values, cheap to hand between threads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

from desktop_app.domain.statement import Claim, NotifiedFigure, Observation
from desktop_app.query.clauses import ClauseKind

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Voyages or positions up to which each is a mark of its own; more are counted: marks of 8 px on a map of
# 700 by 700 lie on each other long before.
MOST_MARKS: Final = 5_000
# Rows that one click, or Ctrl+A, selects at most: what a details panel can still step through.
MOST_SELECTED: Final = 1_000


class RowNumbers(Protocol):
    """Row numbers of voyages by place: an array, or any sequence."""

    def __len__(self) -> int: ...

    def __getitem__(self, place: Any, /) -> Any: ...


class Totals(NamedTuple):
    """What some voyages add up to.

    Attributes:
        rows: how many they are.
        calls: counted calls that they stand for.
        estimated: those of them with a volume.
        approximate: part of the count is "about".
        low_bbl, best_bbl, high_bbl: summed range of the estimated ones.
    """

    rows: int = 0
    calls: int = 0
    estimated: int = 0
    approximate: bool = False
    low_bbl: float = 0.0
    best_bbl: float = 0.0
    high_bbl: float = 0.0


class Group(NamedTuple):
    """Voyages that belong together, one behind the other among the rows.

    Attributes:
        key: what they share; empty where that is not documented.
        name: the same in words.
        first: place of the first one among the rows.
    """

    key: str
    name: str
    first: int
    totals: Totals


class VoyageRows(NamedTuple):
    """Rows that pass, in order.

    Attributes:
        rows: row numbers (`fid`) of voyages; eight bytes a row.
        total: how many the case has.
        totals: of all rows.
        groups: in the order of the rows; empty where they are not grouped.
    """

    rows: "NDArray[np.int64]"
    total: int
    totals: Totals = Totals()
    groups: tuple[Group, ...] = ()


@dataclass(frozen=True, slots=True)
class CallCount:
    """Counted calls.

    Attributes:
        calls: calls that the passing rows stand for.
        estimated: those of them with a volume.
        approximate: part of the count is "about".
        low_bbl, best_bbl, high_bbl: summed range of the estimated ones.
    """

    calls: int = 0
    estimated: int = 0
    approximate: bool = False
    low_bbl: float = 0.0
    best_bbl: float = 0.0
    high_bbl: float = 0.0

    def plus(self, other: "CallCount") -> "CallCount":
        """Both together. Ranges add end to end: the load fraction and product are shared assumptions."""
        return CallCount(
            self.calls + other.calls,
            self.estimated + other.estimated,
            self.approximate or other.approximate,
            self.low_bbl + other.low_bbl,
            self.best_bbl + other.best_bbl,
            self.high_bbl + other.high_bbl,
        )


class MapContent(NamedTuple):
    """What the filter leaves on the map.

    Attributes:
        voyage_ids: rows that are drawn, with their routes; of more than `MOST_MARKS` the selected ones alone.
        sighting_ids: positions within the dates, of rows that pass or of none; same bound.
        route_ids: inferred routes of the drawn rows.
        calls_per_port: ships by port or terminal id, calls of passing rows within the dates only.
        passing: how many rows pass, drawn or not.
        positions: how many positions pass, drawn or not.
    """

    voyage_ids: tuple[str, ...]
    sighting_ids: tuple[str, ...]
    route_ids: tuple[str, ...]
    calls_per_port: Mapping[str, int]
    passing: int
    positions: int


class FigureRows(NamedTuple):
    """What a figure or a summary says of the rows that pass.

    Attributes:
        shown, total: rows that pass, rows of the case.
        source_ids: sources of the rows, of their calls and positions, and of the estimates.
        port_ids: ports between which the rows go.
        marks: which of "route", "position_on", "position_off", "silence" the map draws.
    """

    shown: int
    total: int
    source_ids: frozenset[str]
    port_ids: frozenset[str]
    marks: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The three ledgers of one filter, side by side and never added to each other.

    Attributes:
        months: first days of the months on the axis.
        observed: counted calls by month; a month that is absent has no published call.
        unplaced: counted calls whose window is longer than a month.
        observed_years: counted calls by year, those without a month included.
        notified: every notified figure that passes.
        notified_months: barrels by month, then exporter; 0.0 is a notified zero, absence is silence.
        notified_windows: notified figures for windows longer than a month.
        claims: barrel claims with a window.
        observations: periods in which a port could or could not be seen.
        figures_left_out: a clause is on that no notified or claimed figure can be asked (they name no ship).
    """

    months: tuple[date, ...]
    observed: Mapping[date, CallCount]
    unplaced: CallCount
    observed_years: Mapping[int, CallCount]
    notified: tuple[NotifiedFigure, ...]
    notified_months: Mapping[date, Mapping[str, float]]
    notified_windows: tuple[NotifiedFigure, ...]
    claims: tuple[Claim, ...]
    observations: tuple[Observation, ...]
    figures_left_out: bool

    @property
    def total(self) -> CallCount:
        """All counted calls of the filter."""
        total = self.unplaced
        for count in self.observed.values():
            total = total.plus(count)
        return total


class Facet(NamedTuple):
    """A value that a clause can choose.

    Attributes:
        value: as in `ChoiceClause.values`.
        name: what to call it.
        passing: voyages with it that pass the other clauses; for rail, consignments.
        total: voyages of the case with it; for rail, consignments.
    """

    value: str
    name: str
    passing: int
    total: int


class Hiding(NamedTuple):
    """What one clause of a filter hides by itself.

    Attributes:
        sentence: the clause in words.
        passing: voyages that would pass if it alone were lifted.
    """

    kind: ClauseKind
    sentence: str
    passing: int
