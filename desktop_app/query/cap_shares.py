"""How much of the cap each ledger shows for each calendar year, and the steps of it that a rule names."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from desktop_app.domain.statement import Claim, NotifiedFigure, Rule
from desktop_app.query.cap import SINGLE_EXPORTERS, notified_between
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
    years: Sequence[RunningYear],
    notified: Sequence[NotifiedFigure],
    claims: Iterable[Claim],
    axis: Sequence[date],
    window: tuple[date | None, date | None],
) -> tuple[YearShares, ...]:
    """Each year of the axis of which any ledger tells something; `window` is that of the filter."""
    cells = {row.year: row.cell for row in years}
    told: dict[int, list[Claim]] = {}
    for claim in claims:
        if claim.when is not None and Period.YEAR.is_one(claim.when):
            told.setdefault(claim.when.first_day.year, []).append(claim)
    first, last = window
    found = []
    for year in sorted({start.year for start in axis}):
        known = _notified(notified, year)
        if year not in cells and known is None:
            continue
        start, end = date(year, 1, 1), date(year, 12, 31)
        is_cut = (first is not None and first > start) or (last is not None and last < end)
        of_year = sorted(told.get(year, ()), key=lambda claim: -claim.high)
        found.append(YearShares(year, cells.get(year, Cell()), known, tuple(of_year), is_cut))
    return tuple(found)


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
