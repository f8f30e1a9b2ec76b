"""The cap and what was notified under it, per calendar year.

UNSCR 2397 (2017) paragraph 5 caps refined products for all Member States together, sea and rail alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.statement import NotifiedFigure, Rule
from desktop_app.query.months import months_between, next_month
from desktop_app.storage.content import Content

CAP_RULE_ID = "refined-cap"
SINGLE_EXPORTERS = ("RU", "CN")


def cap_rule(record: Content) -> Rule | None:
    """The rule that sets the cap, if the case holds it."""
    return next((rule for rule in record.rules if rule.id == CAP_RULE_ID and rule.limit), None)


@dataclass(frozen=True, slots=True)
class NotifiedYear:
    """What one exporter notified for one year, from figures that do not overlap.

    Attributes:
        figures: the chosen figures, longest windows first.
        missing_months: months of the year that no chosen figure covers.
    """

    exporter: str
    year: int
    figures: tuple[NotifiedFigure, ...]
    missing_months: tuple[date, ...]

    @property
    def volume_bbl(self) -> float:
        """Sum of the chosen figures."""
        return sum(figure.volume_bbl or 0.0 for figure in self.figures)


def notified_in_year(notified: Sequence[NotifiedFigure], exporter: str, year: int) -> NotifiedYear:
    """Choose figures of one exporter for a year, as `notified_between`; name the months left open."""
    months = months_between(date(year, 1, 1), date(year, 12, 31))
    figures, missing = notified_between(notified, exporter, months)
    return NotifiedYear(exporter, year, figures, missing)


def notified_between(
    notified: Sequence[NotifiedFigure], exporter: str, months: Sequence[date]
) -> tuple[tuple[NotifiedFigure, ...], tuple[date, ...]]:
    """Choose, longest window first, figures of one exporter that lie in these months and share no day.

    The months are given by their first days, without a gap.

    Returns:
        The figures, and the months that none of them covers.
    """
    end = next_month(months[-1])
    own = [
        row
        for row in notified
        if row.exporter == exporter
        and row.volume_bbl is not None
        and months[0] <= row.when.first_day
        and row.when.last_day < end
    ]
    own.sort(key=lambda row: (row.when.first_day - row.when.last_day, row.when.start, row.id))
    chosen: list[NotifiedFigure] = []
    for row in own:
        if not any(row.when.overlaps(other.when) for other in chosen):
            chosen.append(row)
    covered = {month for row in chosen for month in months_between(row.when.first_day, row.when.last_day)}
    return tuple(chosen), tuple(month for month in months if month not in covered)
