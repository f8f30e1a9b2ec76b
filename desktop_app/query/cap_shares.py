"""How much of the cap each ledger shows for each calendar year, and the steps of it that a rule names."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from desktop_app.domain.statement import Claim, NotifiedFigure, Rule
from desktop_app.query.cap import SINGLE_EXPORTERS, notified_between
from desktop_app.query.clauses import DateClause
from desktop_app.query.months import months_between
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Cell, RunningYear
from desktop_app.storage.content import Content

SHARE_OF_LIMIT: Final = "share of the limit"
"""Unit of a rule that names a part of the cap, such as the one at which states are told."""


class NotifiedShare(NamedTuple):
    """What exporters notified for one year, from figures that share no day.

    Attributes:
        volume_bbl: of all exporters: the cap is one for all states together.
        missing: months of the year without a figure, by exporter.
    """

    volume_bbl: float
    missing: Mapping[str, int]


class YearShares(NamedTuple):
    """One calendar year in the three ledgers.

    Attributes:
        cell: observed, sea and rail.
        notified: None where no figure is published.
        claims: of barrels for a time within the year, largest first.
        is_cut: the date window holds only a part of the year.
    """

    year: int
    cell: Cell
    notified: NotifiedShare | None
    claims: tuple[Claim, ...]
    is_cut: bool


def shares_of_years(
    notified: Sequence[NotifiedFigure], claims: Iterable[Claim], axis: Sequence[date], dates: DateClause
) -> tuple[YearShares, ...]:
    """Each year of an axis with what was notified and claimed; nothing observed.

    Args:
        notified: that pass the filter.
        claims: of barrels, that pass the filter.
        axis: first days of its periods.
        dates: of the filter.
    """
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.when is not None and Period.YEAR.is_one(claim.when):
            told.setdefault(claim.when.first_day.year, []).append(claim)
    first, last = dates.first_day, dates.last_day
    found = []
    for year in sorted({start.year for start in axis}):
        start, end = date(year, 1, 1), date(year, 12, 31)
        is_cut = (first is not None and first > start) or (last is not None and last < end)
        of_year = sorted(told.get(year, ()), key=lambda claim: -claim.high)
        found.append(YearShares(year, Cell(), _notified(notified, year), tuple(of_year), is_cut))
    return tuple(found)


def with_observed(shares: Iterable[YearShares], years: Iterable[RunningYear]) -> tuple[YearShares, ...]:
    """The same with what is observed; years of which nothing is observed or notified are left out."""
    cells = {row.year: row.cell for row in years}
    return tuple(
        row._replace(cell=cells.get(row.year, row.cell))
        for row in shares
        if row.year in cells or row.notified is not None
    )


def steps_to_the_cap(record: Content) -> tuple[Rule, ...]:
    """Rules that name a part of the cap, least first; none where the case holds none."""
    rules = [rule for rule in record.rules if rule.unit == SHARE_OF_LIMIT and rule.limit]
    return tuple(sorted(rules, key=lambda rule: rule.limit or 0.0))


def _notified(notified: Sequence[NotifiedFigure], year: int) -> NotifiedShare | None:
    months = months_between(date(year, 1, 1), date(year, 12, 31))
    volume, missing = 0.0, {}
    for exporter in SINGLE_EXPORTERS:
        chosen, left = notified_between(notified, exporter, months)
        if chosen:
            volume += sum(row.volume_bbl or 0.0 for row in chosen)
        missing[exporter] = len(left)
    if all(count == len(months) for count in missing.values()):
        return None
    return NotifiedShare(volume, missing)
