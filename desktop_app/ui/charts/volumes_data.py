"""What the volumes chart draws, worked out once per answer, off the GUI thread."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from desktop_app.analysis.exposure import Refused
from desktop_app.domain.assumption import Range
from desktop_app.domain.statement import Claim, NotifiedFigure, Payment, Rule
from desktop_app.domain.time_span import TimeSpan
from desktop_app.exporters.assumption_words import assumptions_name, assumptions_sentence
from desktop_app.exporters.volumes_beside import Beside
from desktop_app.query.cap import SINGLE_EXPORTERS, notified_between, notified_in_year
from desktop_app.query.cap_shares import YearShares, shares_of_years, steps_to_the_cap, with_observed
from desktop_app.query.clauses import ClauseKind, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.months import is_one_month, months_between
from desktop_app.query.observability_results import DayCounts, Observability
from desktop_app.query.payments_query import together
from desktop_app.query.payments_results import Paid, Payments
from desktop_app.query.periods import Period
from desktop_app.query.volumes_results import Cell, Part, Question, RunningYear, Shown, Volumes
from desktop_app.storage.content import Content

if TYPE_CHECKING:
    from desktop_app.exporters.corrected import CorrectedCalls


class Notified(NamedTuple):
    """What exporters notified for one period, from figures that share no day.

    Attributes:
        by_exporter: barrels; 0.0 is a notified zero, absence is silence.
        missing: months of the period without a figure, by exporter.
    """

    by_exporter: Mapping[str, float]
    missing: Mapping[str, int]


class VolumesData(NamedTuple):
    """Both halves of the chart.

    Attributes:
        periods: the axis.
        parts, cells, unplaced, total, years: as in `Volumes`.
        stacks: parts of each period by place, lowest first.
        bars: all parts of each period together.
        notified: by first day of the period.
        period_claims: barrel claims that lie in one period and in no shorter one.
        window_claims: barrel claims for windows longer than a month.
        notified_windows: for each year and exporter, published windows longer than a month.
        looks: days by what is stated of looks at the ports, by month of the axis; absent where nothing is.
        limit_bbl: the cap, None where the case holds none.
        steps_to_the_cap: rules that name a part of it.
        shares: how much of it each ledger shows, by year.
        paid: payments by period and currency, without those known only for longer than a month.
        corrected: barrels or calls of a month with those that nobody could see; where that is asked for.
        beside: what stands beside the ledgers.
        off_axis: notified and claimed figures that lie before or after the axis.
        figures_left_out: a clause is on that no notified or claimed figure can be asked.
        first_day, last_day: the date window, None where it is open: what is cut off is not in the bars.
    """

    question: Question
    periods: tuple[date, ...]
    parts: tuple[Part, ...]
    cells: Mapping[tuple[date, int], Cell]
    unplaced: Mapping[int, Cell]
    stacks: Mapping[date, tuple[tuple[int, Cell], ...]]
    bars: Mapping[date, Cell]
    total: Cell
    years: tuple[RunningYear, ...]
    notified: Mapping[date, Notified]
    period_claims: Mapping[date, tuple[Claim, ...]]
    window_claims: tuple[Claim, ...]
    notified_windows: tuple[NotifiedFigure, ...]
    looks: Mapping[date, DayCounts]
    limit_bbl: float | None
    steps_to_the_cap: tuple[Rule, ...]
    shares: tuple[YearShares, ...]
    paid: Mapping[date, tuple[Paid, ...]]
    corrected: Mapping[date, Range]
    beside: Beside
    off_axis: int
    figures_left_out: bool
    first_day: date | None
    last_day: date | None

    @property
    def period(self) -> Period:
        """How long the bars are."""
        return self.question.period

    @property
    def is_empty(self) -> bool:
        """Whether no ledger has anything to show."""
        return not (
            self.cells
            or self.unplaced
            or self.notified
            or self.period_claims
            or self.window_claims
            or self.notified_windows
        )

    @property
    def assumed(self) -> str:
        """Name of the assumptions in use, empty for the published."""
        assumptions = self.beside.assumptions
        return "" if assumptions.is_published else assumptions_name(assumptions)

    @property
    def assumed_sentence(self) -> str:
        """What they change, empty for the published."""
        return assumptions_sentence(self.beside.assumptions)

    @property
    def longer_payments(self) -> tuple[Payment, ...]:
        """Payments known only for a time longer than a month, as far as it touches the axis."""
        if self.beside.payments is None or not self.periods:
            return ()
        end = self.period.after(self.periods[-1])
        return tuple(row for row in self.beside.payments.longer if _touches(self.periods, end, row.when))

    @property
    def payment_ids(self) -> frozenset[str]:
        """Payments that are drawn."""
        placed = {ident for sums in self.paid.values() for one in sums for ident in one.ids}
        return frozenset(placed.union(row.id for row in self.longer_payments))

    @property
    def has_payments(self) -> bool:
        """Whether the row of payments holds any."""
        return bool(self.paid or self.longer_payments)

    @property
    def highest_paid(self) -> Mapping[str, float]:
        """The highest amount of a period by currency."""
        highest: dict[str, float] = {}
        for sums in self.paid.values():
            for one in sums:
                highest[one.currency] = max(highest.get(one.currency, 0.0), one.amount)
        return highest

    def payment_keys(self, start: date) -> tuple[str, ...]:
        """Keys of the payments of one period."""
        return tuple(f"payment:{ident}" for one in self.paid.get(start, ()) for ident in one.ids)

    def cell(self, start: date) -> Cell:
        """All parts of one period together."""
        return self.bars.get(start, Cell())

    def claims_of(self, start: date) -> tuple[Claim, ...]:
        """Claims for a part or the whole of one period."""
        return self.period_claims.get(start, ())

    def months_of(self, start: date) -> tuple[date, ...]:
        """First days of the months of a period."""
        return months_between(start, self.period.after(start) - timedelta(days=1))

    def looks_in(self, start: date) -> DayCounts:
        """Days of one period, as far as the filter's dates reach, by what is stated of looks at the ports."""
        watched = self.beside.watched
        return watched.period(self.period, start) if watched is not None else DayCounts()

    def unseen_in(self, start: date) -> int:
        """How many months of a period have no usable look on any day."""
        return sum(month in self.looks and self.looks[month].is_unseen for month in self.months_of(start))


class _Ground(NamedTuple):
    """What of a chart rests on no assumption; fields as of `VolumesData`."""

    notified: Mapping[date, Notified]
    period_claims: Mapping[date, tuple[Claim, ...]]
    window_claims: tuple[Claim, ...]
    notified_windows: tuple[NotifiedFigure, ...]
    looks: Mapping[date, DayCounts]
    steps_to_the_cap: tuple[Rule, ...]
    shares: tuple[YearShares, ...]
    paid: Mapping[date, tuple[Paid, ...]]
    off_axis: int


def volumes_data(engine: QueryEngine, filter_: Filter, found: Volumes, beside: Beside) -> VolumesData:
    """Chart data of one answer.

    Args:
        engine: that answered.
        filter_: what was asked about.
        found: its answer.
        beside: what stands beside it.
    """
    ground = engine.kept(
        ("ground of the volumes chart", filter_, found.question.period),
        lambda: _ground(engine.store.record, filter_, found, beside),
        # Which ports are watched may hang on the volumes that pass.
        assumes=filter_.clause(ClauseKind.VOLUME) is not None,
    )
    bars: dict[date, Cell] = {}
    stacks: dict[date, list[tuple[int, Cell]]] = {}
    for (start, place), cell in sorted(found.cells.items()):
        bars[start] = bars[start].plus(cell) if start in bars else cell
        stacks.setdefault(start, []).append((place, cell))
    return VolumesData(
        question=found.question,
        periods=found.periods,
        parts=found.parts,
        cells=found.cells,
        unplaced=found.unplaced,
        stacks={start: tuple(stack) for start, stack in stacks.items()},
        bars=bars,
        total=found.total,
        years=found.years,
        notified=ground.notified,
        period_claims=ground.period_claims,
        window_claims=ground.window_claims,
        notified_windows=ground.notified_windows,
        looks=ground.looks,
        limit_bbl=found.limit_bbl,
        steps_to_the_cap=ground.steps_to_the_cap,
        shares=with_observed(ground.shares, found.years),
        paid=ground.paid,
        corrected=_corrected(beside, found.question, bars),
        beside=beside,
        off_axis=ground.off_axis,
        figures_left_out=found.ledgers.figures_left_out,
        first_day=filter_.dates.first_day,
        last_day=filter_.dates.last_day,
    )


def _ground(record: Content, filter_: Filter, found: Volumes, beside: Beside) -> _Ground:
    ledgers, periods, period = found.ledgers, found.periods, found.question.period
    end = period.after(periods[-1]) if periods else date.min
    claims = [claim for claim in ledgers.claims if _touches(periods, end, claim.when)]
    figures = [row for row in ledgers.notified if _touches(periods, end, row.when)]
    shown = {row.id for row in figures if not is_one_month(row.when)}
    return _Ground(
        notified=_notified(figures, period),
        period_claims=_by_period(period, claims),
        window_claims=tuple(
            claim for claim in claims if claim.when is not None and not is_one_month(claim.when)
        ),
        notified_windows=_chosen_windows(record, periods, shown),
        looks=_looks(beside.watched, periods, end),
        steps_to_the_cap=steps_to_the_cap(record) if found.limit_bbl else (),
        shares=shares_of_years(ledgers.notified, ledgers.claims, periods, filter_.dates),
        paid=_paid(beside.payments, periods, period),
        off_axis=len(ledgers.claims) - len(claims) + len(ledgers.notified) - len(figures),
    )


def _by_period(period: Period, claims: Iterable[Claim]) -> dict[date, tuple[Claim, ...]]:
    found: dict[date, tuple[Claim, ...]] = {}
    for claim in claims:
        if claim.when is not None and _is_of(period, claim.when):
            start = period.start(claim.when.first_day)
            found[start] = (*found.get(start, ()), claim)
    return found


def _is_of(period: Period, when: TimeSpan) -> bool:
    """Whether a claim is for one period and for no shorter one: one for a month is none for its year."""
    if not period.is_one(when):
        return False
    shorter = [other for other in Period if other.months < period.months]
    return not any(other.is_one(when) for other in shorter)


def _notified(figures: Sequence[NotifiedFigure], period: Period) -> dict[date, Notified]:
    published: dict[date, list[NotifiedFigure]] = {}
    for row in figures:
        if row.volume_bbl is not None and row.exporter in SINGLE_EXPORTERS and period.is_one(row.when):
            published.setdefault(period.start(row.when.first_day), []).append(row)
    result: dict[date, Notified] = {}
    for start, rows in published.items():
        months = months_between(start, period.last_day(start))
        by_exporter: dict[str, float] = {}
        missing: dict[str, int] = {}
        for exporter in SINGLE_EXPORTERS:
            chosen, left = notified_between(rows, exporter, months)
            if chosen:
                by_exporter[exporter] = sum(row.volume_bbl or 0.0 for row in chosen)
                missing[exporter] = len(left)
        result[start] = Notified(by_exporter, missing)
    return result


def _looks(watched: Observability | None, periods: Sequence[date], end: date) -> dict[date, DayCounts]:
    if watched is None or not watched.told_of or not periods:
        return {}
    months = months_between(periods[0], end - timedelta(days=1))
    counts = {month: watched.period(Period.MONTH, month) for month in months}
    return {month: count for month, count in counts.items() if count.stated}


def _paid(found: Payments | None, periods: Sequence[date], period: Period) -> dict[date, tuple[Paid, ...]]:
    """Payments of the axis by period: those of its months together, currency by currency."""
    by_period: dict[date, list[Paid]] = {}
    for month, sums in (found.months if found is not None else {}).items():
        by_period.setdefault(period.start(month), []).extend(sums)
    shown = set(periods)
    return {start: together(sums) for start, sums in by_period.items() if start in shown}


def _corrected(beside: Beside, question: Question, bars: Mapping[date, Cell]) -> dict[date, Range]:
    """Each month's bar and, at every port, the calls that nobody saw; none where a port has no estimate."""
    ports = beside.corrected or ()
    if question.period is not Period.MONTH or not ports:
        return {}
    found = {}
    for month in sorted({month for port in ports for month in port.months}):
        unseen = [_unseen(port.months[month], question.shown) for port in ports if month in port.months]
        ends = [one for one in unseen if one is not None]
        if len(ends) == len(unseen):
            cell = bars.get(month, Cell())
            seen = (
                (cell.low_bbl, cell.best_bbl, cell.high_bbl)
                if question.shown is Shown.BARRELS
                else (float(cell.calls),) * 3
            )
            found[month] = Range(*(known + sum(more) for known, *more in zip(seen, *ends, strict=True)))
    return found


def _unseen(of: "CorrectedCalls", shown: Shown) -> Range | None:
    """What one port adds to a bar, None where there is no estimate."""
    found, seen = of.found, of.documented
    if isinstance(found, Refused):
        return None
    if shown is Shown.CALLS:
        ends = (found.low_calls, found.mean_calls, found.high_calls)
        return Range(*(end - seen.calls for end in ends))
    if of.bbl is None:
        return None
    documented = (seen.low_bbl, seen.best_bbl, seen.high_bbl)
    return Range(*(end - known for end, known in zip(of.bbl, documented, strict=True)))


def _touches(periods: Sequence[date], end: date, span: TimeSpan | None) -> bool:
    """Whether a window shares a day with the axis."""
    return bool(periods) and span is not None and span.first_day < end and periods[0] <= span.last_day


def _chosen_windows(
    record: Content, periods: Sequence[date], shown: AbstractSet[str]
) -> tuple[NotifiedFigure, ...]:
    """For each year and exporter the published windows that do not overlap, as far as they are shown."""
    return tuple(
        figure
        for year in sorted({start.year for start in periods})
        for exporter in SINGLE_EXPORTERS
        for figure in notified_in_year(record.notified, exporter, year).figures
        if figure.id in shown
    )
