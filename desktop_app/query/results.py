"""What the engine answers: plain values, cheap to hand between threads."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.statement import Claim, NotifiedFigure, Observation
from desktop_app.query.clauses import DateClause


@dataclass(frozen=True, slots=True)
class VoyageIds:
    """Rows that pass, in order; `total` is how many the case has."""

    ids: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CallCount:
    """Counted calls.

    Attributes:
        calls: calls that the passing rows stand for.
        estimated: those of them with a volume.
        approximate: part of the count is "about".
        low_bbl, high_bbl: summed range of the estimated ones.
    """

    calls: int = 0
    estimated: int = 0
    approximate: bool = False
    low_bbl: float = 0.0
    high_bbl: float = 0.0

    def plus(self, other: "CallCount") -> "CallCount":
        """Both together. Ranges add end to end: the load fraction and product are shared assumptions."""
        return CallCount(
            self.calls + other.calls,
            self.estimated + other.estimated,
            self.approximate or other.approximate,
            self.low_bbl + other.low_bbl,
            self.high_bbl + other.high_bbl,
        )


@dataclass(frozen=True, slots=True)
class MapContent:
    """What the filter leaves on the map.

    Attributes:
        voyage_ids: rows that are drawn, with their calls, sightings and routes.
        calls_per_port: ships by port id, calls of passing rows within the dates only.
        dates: the window; positions outside it are not drawn, even of a voyage that passes.
    """

    voyage_ids: tuple[str, ...]
    calls_per_port: Mapping[str, int]
    dates: DateClause


@dataclass(frozen=True, slots=True)
class Ledgers:
    """The three ledgers of one filter, side by side and never added to each other.

    Attributes:
        months: first days of the months on the axis.
        observed: counted calls by month; a month that is absent has no published call.
        unplaced: counted calls whose window is longer than a month.
        observed_years: counted calls by year, those without a month included.
        notified_months: barrels by month, then exporter; 0.0 is a notified zero, absence is silence.
        notified_windows: notified figures for windows longer than a month.
        claims: barrel claims with a window.
        observations: periods in which a port could or could not be seen.
        per_vessel: a vessel filter is on, so notified and claimed figures (which name no ship) are left out.
    """

    months: tuple[date, ...]
    observed: Mapping[date, CallCount]
    unplaced: CallCount
    observed_years: Mapping[int, CallCount]
    notified_months: Mapping[date, Mapping[str, float]]
    notified_windows: tuple[NotifiedFigure, ...]
    claims: tuple[Claim, ...]
    observations: tuple[Observation, ...]
    per_vessel: bool

    @property
    def total(self) -> CallCount:
        """All counted calls of the filter."""
        total = self.unplaced
        for count in self.observed.values():
            total = total.plus(count)
        return total
