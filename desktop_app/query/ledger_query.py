"""The three ledgers under one filter: observed calls summed over columns, published figures chosen."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from desktop_app.domain.statement import Claim, Measure, NotifiedFigure, Observation
from desktop_app.query.clauses import ClauseKind, DateClause, Filter, TextClause
from desktop_app.query.columns.sums import places_of, sums_of
from desktop_app.query.engine import QueryEngine
from desktop_app.query.months import is_one_month, month_of, months_between
from desktop_app.query.name_folding import fold
from desktop_app.query.periods import Period
from desktop_app.query.reading import extent_of
from desktop_app.query.results import CallCount, Ledgers
from desktop_app.query.tally import CALLS, tally
from desktop_app.query.volumes_results import Split
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.content import Content

# Clauses that a notified or claimed figure can be asked about; it names no ship, port or product.
_ASKED_OF_FIGURES: Final = (ClauseKind.DATES, ClauseKind.TEXT)


class _Published(NamedTuple):
    """The part of `Ledgers` that no call is counted for, and no assumption moves."""

    months: tuple[date, ...]
    notified: tuple[NotifiedFigure, ...]
    notified_months: Mapping[date, Mapping[str, float]]
    notified_windows: tuple[NotifiedFigure, ...]
    claims: tuple[Claim, ...]
    observations: tuple[Observation, ...]
    figures_left_out: bool


def ledgers(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Ledgers:
    """The three ledgers under one filter; ask the engine, which keeps the answer."""
    published = engine.kept(
        ("published figures", filter_), lambda: _published(engine.store, filter_), feedback, assumes=False
    )
    months, unplaced, years = _observed(engine, filter_, feedback)
    return Ledgers(observed=months, unplaced=unplaced, observed_years=years, **published._asdict())


def _published(store: CaseStore, filter_: Filter) -> _Published:
    record, dates = store.record, filter_.dates
    figures, left_out = passing_figures(record, filter_, (Measure.BARRELS,))
    notified = tuple(row for row in figures if isinstance(row, NotifiedFigure))
    by_month: dict[date, dict[str, float]] = {}
    for row in notified:
        if row.volume_bbl is not None and is_one_month(row.when):
            by_month.setdefault(month_of(row.when.first_day), {})[row.exporter] = row.volume_bbl
    return _Published(
        months=_axis(store, dates),
        notified=notified,
        notified_months=by_month,
        notified_windows=tuple(row for row in notified if not is_one_month(row.when)),
        claims=tuple(row for row in figures if isinstance(row, Claim)),
        observations=tuple(row for row in record.observations if dates.covers(row.when)),
        figures_left_out=left_out,
    )


def passing_figures(
    record: Content, filter_: Filter, measures: Collection[Measure]
) -> tuple[tuple[NotifiedFigure | Claim, ...], bool]:
    """Notified figures and claims of some measures that pass; none where a clause cannot be asked of them.

    Dates and words are asked; a figure without a window does not pass.

    Returns:
        The figures, and whether such a clause leaves all of them out.
    """
    if filter_.without(*_ASKED_OF_FIGURES).is_active:
        return (), True
    figures: list[NotifiedFigure | Claim] = list(record.notified)
    figures += [row for row in record.claims if row.measure in measures]
    dates, text = filter_.dates, filter_.clause(ClauseKind.TEXT)
    wanted = fold(text.text) if isinstance(text, TextClause) else ""
    found = (row for row in figures if row.when is not None and dates.covers(row.when))
    return tuple(row for row in found if not wanted or _says(row, wanted)), False


def calls_by_vessel(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None
) -> Mapping[str, CallCount]:
    """Counted calls by vessel name; rows without a named ship stand under their label, after the others."""
    columns, loads, rates = engine.columns(feedback), engine.loads(feedback), engine.rates(feedback)
    places = places_of(engine.passing(filter_, feedback))
    vessels = {vessel.id: vessel.name for vessel in engine.store.record.vessels}
    names = [vessels[vessel_id] for vessel_id in columns.vessel_ids]
    labels = (*columns.label.values, "")
    codes = np.where(columns.vessel < 0, len(names) + columns.label.codes % len(labels), columns.vessel)
    names += labels
    found = sums_of(columns, loads, places, codes[places], len(names)).totals(rates)
    result: dict[str, CallCount] = {}
    count = len(columns.vessel_ids)
    used = [place for place, sums in enumerate(found) if sums.calls]
    for place in sorted(used, key=lambda place: (place >= count, names[place])):
        # The same but for the number of rows.
        one = CallCount(*found[place][1:])
        result[names[place]] = result.get(names[place], CallCount()).plus(one)
    return result


def _observed(
    engine: QueryEngine, filter_: Filter, feedback: Feedback | None
) -> tuple[dict[date, CallCount], CallCount, dict[int, CallCount]]:
    """Counted calls by month, those whose time is longer than a month, and by year."""
    # The volumes panel asks for the same where its bars are not divided.
    found = tally(engine, filter_, None, 1, Split.NOTHING, feedback)
    months, unplaced = found.by_period(Period.MONTH)
    years, _ = found.by_period(Period.YEAR)
    return (
        {
            date(found.first_year + number // 12, number % 12 + 1, 1): _count(months[number, 0])
            for number in months[:, 0, CALLS].nonzero()[0].tolist()
        },
        _count(unplaced[0]),
        {
            found.first_year + number: _count(years[number, 0])
            for number in years[:, 0, CALLS].nonzero()[0].tolist()
        },
    )


def _says(row: NotifiedFigure | Claim, wanted: str) -> bool:
    words = (row.claimant, row.what, row.note) if isinstance(row, Claim) else (row.exporter, row.note)
    return any(wanted in fold(word) for word in words)


def _axis(store: CaseStore, dates: DateClause) -> tuple[date, ...]:
    """Months of the filter; an open side runs to the years of the voyages and the one before them."""
    extent = extent_of(store, "voyage")
    if extent is None:
        return ()
    first = dates.first_day or date(extent[0].year - 1, 1, 1)
    last = dates.last_day or date(extent[1].year, 12, 31)
    return months_between(first, max(first, last))


def _count(sums: NDArray[np.float64]) -> CallCount:
    calls, estimated, about, *ends = sums.tolist()
    return CallCount(int(calls), int(estimated), bool(about), *ends)
