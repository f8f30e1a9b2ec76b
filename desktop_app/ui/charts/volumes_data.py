"""What the volumes chart draws, worked out once per filter result."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.statement import Claim, NotifiedFigure, Observation, Visibility
from desktop_app.domain.time_span import TimeSpan
from desktop_app.query.cap import SINGLE_EXPORTERS, cap_rule, notified_in_year
from desktop_app.query.months import is_one_month, month_of, next_month
from desktop_app.query.results import CallCount, Ledgers
from desktop_app.storage.content import Content


@dataclass(frozen=True, slots=True)
class RunningPoint:
    """Observed running total of a calendar year at the end of a month."""

    month: date
    low_bbl: float
    high_bbl: float


@dataclass(frozen=True, slots=True)
class VolumesData:
    """Both halves of the chart.

    Attributes:
        months: the axis.
        observed: counted calls by month.
        notified: barrels by month and exporter.
        month_claims: barrel claims that lie within one month.
        window_claims: barrel claims for longer windows.
        running: observed running total, starting anew each January.
        notified_windows: for each year and exporter, published windows longer than a month.
        unseen: months of the axis without a usable image on any day.
        limit_bbl: the cap, None where the case holds none.
        off_axis: notified and claimed figures that lie before or after the axis.
        per_vessel: notified and claimed figures are left out because a vessel filter is on.
    """

    months: tuple[date, ...]
    observed: Mapping[date, CallCount]
    notified: Mapping[date, Mapping[str, float]]
    month_claims: tuple[Claim, ...]
    window_claims: tuple[Claim, ...]
    running: tuple[RunningPoint, ...]
    notified_windows: tuple[NotifiedFigure, ...]
    unseen: tuple[date, ...]
    limit_bbl: float | None
    off_axis: int
    per_vessel: bool

    @property
    def is_empty(self) -> bool:
        """Whether no ledger has anything to show."""
        return not (
            self.observed or self.notified or self.month_claims or self.window_claims or self.notified_windows
        )


def volumes_data(record: Content, ledgers: Ledgers) -> VolumesData:
    """Chart data of one filter result."""
    rule = cap_rule(record)
    on_axis = [claim for claim in ledgers.claims if _touches(ledgers.months, claim.when)]
    windows = [row for row in ledgers.notified_windows if _touches(ledgers.months, row.when)]
    notified = {month: row for month, row in ledgers.notified_months.items() if month in ledgers.months}
    one_month = tuple(claim for claim in on_axis if claim.when is not None and is_one_month(claim.when))
    return VolumesData(
        months=ledgers.months,
        observed=ledgers.observed,
        notified=notified,
        month_claims=one_month,
        window_claims=tuple(claim for claim in on_axis if claim not in one_month),
        running=_running(ledgers),
        notified_windows=_chosen_windows(record, ledgers.months, {row.id for row in windows}),
        unseen=_unseen_months(ledgers.months, ledgers.observations),
        limit_bbl=rule.limit if rule is not None else None,
        off_axis=(
            len(ledgers.claims)
            - len(on_axis)
            + len(ledgers.notified_windows)
            - len(windows)
            + len(ledgers.notified_months)
            - len(notified)
        ),
        per_vessel=ledgers.per_vessel,
    )


def _unseen_months(months: Sequence[date], observations: Iterable[Observation]) -> tuple[date, ...]:
    """Months of which some document says on every day that nothing could be seen, and none that it could."""
    hidden: set[date] = set()
    clear: set[date] = set()
    for row in observations:
        (clear if row.visibility is Visibility.CLEAR else hidden).update(
            day for month in months if _touches((month,), row.when) for day in _days(month, row.when)
        )
    return tuple(month for month in months if hidden - clear >= set(_days(month)))


def _days(month: date, span: TimeSpan | None = None) -> Iterator[date]:
    """Days of a month, those of a span only if one is given."""
    for number in range((next_month(month) - month).days):
        day = month + timedelta(days=number)
        if span is None or span.first_day <= day <= span.last_day:
            yield day


def _touches(months: Sequence[date], span: TimeSpan | None) -> bool:
    """Whether a window shares a month with the axis."""
    if not months or span is None:
        return False
    return month_of(span.first_day) <= months[-1] and months[0] <= month_of(span.last_day)


def _chosen_windows(
    record: Content, months: Sequence[date], shown: AbstractSet[str]
) -> tuple[NotifiedFigure, ...]:
    """For each year and exporter the published windows that do not overlap, as far as they are shown."""
    return tuple(
        figure
        for year in sorted({month.year for month in months})
        for exporter in SINGLE_EXPORTERS
        for figure in notified_in_year(record.notified, exporter, year).figures
        if figure.id in shown
    )


def claims_of_month(data: VolumesData, month: date) -> tuple[Claim, ...]:
    """Claims for a part or the whole of one month."""
    return tuple(
        claim
        for claim in data.month_claims
        if claim.when is not None and month_of(claim.when.first_day) == month
    )


def _running(ledgers: Ledgers) -> tuple[RunningPoint, ...]:
    points: list[RunningPoint] = []
    low = high = 0.0
    for month in ledgers.months:
        if month.month == 1:
            low = high = 0.0
        count = ledgers.observed.get(month, CallCount())
        low, high = low + count.low_bbl, high + count.high_bbl
        points.append(RunningPoint(month, low, high))
    return tuple(points)
