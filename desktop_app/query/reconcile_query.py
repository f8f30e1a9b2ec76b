"""The three ledgers side by side, by period, and what stands for a time longer than one.

A figure stands in the row of the window for which it was published and in no other: what is for a month is
not compared with a year. Rows of a period hold, as parts, the figures for shorter times within it.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.movement import Consignment
from desktop_app.domain.statement import Claim, Measure, NotifiedFigure
from desktop_app.domain.time_span import TimeSpan
from desktop_app.query.cap import SINGLE_EXPORTERS, cap_rule, notified_between
from desktop_app.query.cap_shares import YearShares, shares_of_years, with_observed
from desktop_app.query.clauses import Filter
from desktop_app.query.day_numbers import day_number
from desktop_app.query.engine import QueryEngine
from desktop_app.query.ledger_query import passing_figures
from desktop_app.query.months import months_between
from desktop_app.query.periods import Period
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.tally import Tally, tally
from desktop_app.query.volume_sources import volume_sources
from desktop_app.query.volumes_query import cell_of, train_cell, volumes
from desktop_app.query.volumes_results import Cell, Question, Split
from desktop_app.runtime.feedback import Feedback

# What can be held against calls and their barrels.
COMPARED: Final = (Measure.BARRELS, Measure.CALLS, Measure.TONNES)

Figure = NotifiedFigure | Claim


class Window(NamedTuple):
    """One row: a period, or the window of some published figure that is none.

    Attributes:
        first, last: its first and last day.
        is_period: one of the periods asked for.
        observed: counted calls and consignments that lie within it.
        notified, claims: figures for exactly this window.
        chosen: notified figures that share no day and cover the most of it, by exporter; of periods alone.
        missing: months without a notified figure, by exporter that has any.
        parts: figures for shorter times within it; of periods alone.
        sources: ids, of all that the row tells.
    """

    first: date
    last: date
    is_period: bool
    observed: Cell
    notified: tuple[NotifiedFigure, ...]
    claims: tuple[Claim, ...]
    chosen: tuple[tuple[str, tuple[NotifiedFigure, ...]], ...]
    missing: tuple[tuple[str, int], ...]
    parts: tuple[Figure, ...]
    sources: frozenset[str]

    @property
    def figures(self) -> tuple[Figure, ...]:
        """All published figures of the row."""
        return (*self.notified, *self.claims, *self.parts)


class Reconciled(NamedTuple):
    """The ledgers under one filter.

    Attributes:
        rows: by first day, the longer window first.
        shares: used share of the cap by year.
        limit_bbl: the cap, None where the case holds none.
        unplaced: observed, known only within a time that is no row.
        figures_left_out: a clause is on that no notified or claimed figure can be asked.
    """

    period: Period
    rows: tuple[Window, ...]
    shares: tuple[YearShares, ...]
    limit_bbl: float | None
    unplaced: Cell
    figures_left_out: bool

    @property
    def figures(self) -> frozenset[str]:
        """Ids of every published figure that is shown."""
        return frozenset(figure.id for row in self.rows for figure in row.figures)


def reconciled(
    engine: QueryEngine, filter_: Filter, period: Period, feedback: Feedback | None = None
) -> Reconciled:
    """What each ledger holds under a filter, row by row."""
    return engine.kept(
        ("reconciled", filter_, period), lambda: _reconciled(engine, filter_, period, feedback), feedback
    )


def voyages_within(
    engine: QueryEngine, filter_: Filter, first: date, last: date
) -> tuple[int, tuple[str, ...]]:
    """How many counted voyages lie within a window, and the ids of the first `MOST_SELECTED` by date."""
    rows = _rows_within(engine, filter_, first, last)
    some = rows[:MOST_SELECTED].tolist()
    ids = engine.ids_of(some)
    return len(rows), tuple(ids[row] for row in some if row in ids)


def _reconciled(
    engine: QueryEngine, filter_: Filter, period: Period, feedback: Feedback | None
) -> Reconciled:
    question = Question(period)
    found = volumes(engine, filter_, question, feedback)
    cited = _cited(engine, filter_, question, feedback)
    # The bars of the volumes panel are cut from the same sums.
    summed = tally(engine, filter_, None, 1, Split.NOTHING, feedback)
    trains = [(row, train_cell(rail_volume(engine.store, row, engine.assumptions))) for row in found.trains]
    figures, left_out = _figures(engine, filter_)
    of_window: dict[tuple[date, date], list[Figure]] = defaultdict(list)
    parts: dict[date, list[Figure]] = defaultdict(list)
    for figure in figures:
        when = figure.when
        if when is not None:
            of_window[when.first_day, when.last_day].append(figure)
            if period.is_one(when) and not _is_whole(period, when):
                parts[period.start(when.first_day)].append(figure)
    starts = {start for start, _ in found.cells} | parts.keys()
    starts |= {
        first for first, last in of_window if (first, last) == (period.start(first), period.last_day(first))
    }
    rows = []
    for start in sorted(starts):
        last = period.last_day(start)
        own = of_window.pop((start, last), [])
        months = months_between(start, last)
        chosen, missing = _chosen([*own, *parts[start]], months)
        observed = found.cells.get((start, 0), Cell())
        sources = cited.get((start, 0), frozenset())
        rows.append(_row(start, last, observed, own, parts[start], sources, chosen, missing))
    for (first, last), own in of_window.items():
        if period.start(first) != period.start(last):
            observed = _observed_within(summed, trains, first, last)
            rows.append(_row(first, last, observed, own))
    rows.sort(key=lambda row: (row.first, row.first - row.last, not row.is_period))
    unplaced = Cell()
    for cell in found.unplaced.values():
        unplaced = unplaced.plus(cell)
    notified = [figure for figure in figures if isinstance(figure, NotifiedFigure)]
    claims = [figure for figure in figures if isinstance(figure, Claim) and figure.measure is Measure.BARRELS]
    years = [date(year, 1, 1) for year in sorted({row.first.year for row in rows})]
    rule = cap_rule(engine.store.record)
    return Reconciled(
        period,
        tuple(rows),
        with_observed(shares_of_years(notified, claims, years, filter_.dates), found.years),
        rule.limit if rule is not None else None,
        unplaced,
        left_out,
    )


def _figures(engine: QueryEngine, filter_: Filter) -> tuple[list[Figure], bool]:
    """Published figures that pass; tonnes only where they are told of the same thing as barrels."""
    found, left_out = passing_figures(engine.store.record, filter_, COMPARED)
    claims = [row for row in found if isinstance(row, Claim)]
    in_barrels = {row.what for row in claims if row.measure is Measure.BARRELS}
    odd = {row.id for row in claims if row.measure is Measure.TONNES and row.what not in in_barrels}
    return [row for row in found if row.id not in odd], left_out


def _is_whole(period: Period, when: TimeSpan) -> bool:
    start = period.start(when.first_day)
    return (when.first_day, when.last_day) == (start, period.last_day(start))


def _row(
    first: date,
    last: date,
    observed: Cell,
    own: list[Figure],
    parts: list[Figure] | None = None,
    sources: frozenset[str] = frozenset(),
    chosen: tuple[tuple[str, tuple[NotifiedFigure, ...]], ...] = (),
    missing: tuple[tuple[str, int], ...] = (),
) -> Window:
    """A period where parts are given, if only an empty list; else another window."""
    ordered = sorted(parts or (), key=lambda row: (row.when is not None and row.when.start, row.id))
    cited = {source for figure in (*own, *ordered) for source in figure.citation.source_ids}
    return Window(
        first,
        last,
        parts is not None,
        observed,
        tuple(figure for figure in own if isinstance(figure, NotifiedFigure)),
        tuple(figure for figure in own if isinstance(figure, Claim)),
        chosen,
        missing,
        tuple(ordered),
        sources | cited,
    )


def _chosen(
    figures: list[Figure], months: tuple[date, ...]
) -> tuple[tuple[tuple[str, tuple[NotifiedFigure, ...]], ...], tuple[tuple[str, int], ...]]:
    """By exporter the figures in barrels that share no day, and how many months they leave open."""
    notified = [figure for figure in figures if isinstance(figure, NotifiedFigure)]
    chosen, missing = [], []
    for exporter in SINGLE_EXPORTERS:
        found, open_months = notified_between(notified, exporter, months)
        if found:
            chosen.append((exporter, found))
            missing.append((exporter, len(open_months)))
    return tuple(chosen), tuple(missing)


def _rows_within(engine: QueryEngine, filter_: Filter, first: date, last: date) -> NDArray[np.int64]:
    """Row numbers of the counted voyages that pass and lie within a window."""
    columns = engine.columns()
    inside = engine.passing(filter_) & columns.counted
    inside &= columns.first_day >= day_number(first)
    inside &= columns.last_day <= day_number(last)
    return columns.fid[inside]


def _observed_within(found: Tally, trains: list[tuple[Consignment, Cell]], first: date, last: date) -> Cell:
    """Calls and consignments that lie within a window as a whole."""
    cell = cell_of(found.inside(first, last).tolist())
    for train, of_train in trains:
        if first <= train.when.first_day and train.when.last_day <= last:
            cell = cell.plus(of_train)
    return cell


def _cited(
    engine: QueryEngine, filter_: Filter, question: Question, feedback: Feedback | None
) -> Mapping[tuple[date | None, int], frozenset[str]]:
    """Sources of the observed; they hang on where assumptions come from, and not on how large they are."""
    origins = tuple((row.key, row.source_ids) for row in engine.assumptions.rows)
    return engine.kept(
        ("ledger sources", filter_, question, origins),
        lambda: volume_sources(engine, filter_, question, feedback),
        assumes=filter_.assumes,
    )
