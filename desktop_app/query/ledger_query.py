"""The three ledgers under one filter: observed calls counted in SQL, notified and claimed figures chosen."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from desktop_app.domain.statement import Measure
from desktop_app.query.clauses import ClauseKind, DateClause, Filter
from desktop_app.query.load_sql import CARGO_T, JOIN_LOAD, LOAD_TABLE, load_model, numbers_of
from desktop_app.query.months import is_one_month, month_of, months_between
from desktop_app.query.predicates import row_predicate
from desktop_app.query.reading import Value, extent_of, read
from desktop_app.query.results import MOST_SELECTED, CallCount, Ledgers
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore

# Calls, calls with an estimate, whether a count is "about", and tonnes of cargo.
_COUNTS: Final = (
    f"SUM(voyage.ships) AS calls, "
    f"TOTAL(voyage.ships) FILTER (WHERE load.cargo_t IS NOT NULL) AS estimated, "
    f"MAX(voyage.kind = 'group') AS approximate, TOTAL({CARGO_T}) AS cargo_t"
)


def ledgers(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> Ledgers:
    """The three ledgers under one filter."""
    months, unplaced, years = _observed(store, filter_, feedback)
    record = store.record
    per_vessel = filter_.choice(ClauseKind.VESSEL).is_active
    dates = filter_.dates
    notified = [] if per_vessel else [row for row in record.notified if dates.covers(row.when)]
    claims = [
        claim
        for claim in record.claims
        if claim.measure is Measure.BARRELS and claim.when is not None and dates.covers(claim.when)
    ]
    by_month: dict[date, dict[str, float]] = {}
    for row in notified:
        if row.volume_bbl is not None and is_one_month(row.when):
            by_month.setdefault(month_of(row.when.first_day), {})[row.exporter] = row.volume_bbl
    return Ledgers(
        months=_axis(store, dates),
        observed=months,
        unplaced=unplaced,
        observed_years=years,
        notified_months=by_month,
        notified_windows=tuple(row for row in notified if not is_one_month(row.when)),
        claims=() if per_vessel else tuple(claims),
        observations=tuple(row for row in record.observations if dates.covers(row.when)),
        unplaced_ids=_unplaced_ids(store, filter_, feedback) if unplaced.calls else (),
        per_vessel=per_vessel,
    )


def calls_by_vessel(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> Mapping[str, CallCount]:
    """Counted calls by vessel name; rows without a named ship stand under their label."""
    predicate = row_predicate(filter_)
    fraction, low, high = numbers_of(load_model(store))
    rows = read(
        store,
        f"WITH {LOAD_TABLE} "  # noqa: S608 - only texts written in this package
        f"SELECT COALESCE(vessel.name, voyage.label, '') AS name, {_COUNTS} "
        f"FROM voyage LEFT JOIN vessel ON vessel.id = voyage.vessel_id {JOIN_LOAD} "
        f"WHERE voyage.counted AND {predicate.sql} GROUP BY name ORDER BY voyage.vessel_id IS NULL, name",
        (fraction, *predicate.parameters),
        feedback,
    )
    return {str(row[0]): _count(row[1:], low, high) for row in rows}


def _observed(
    store: CaseStore, filter_: Filter, feedback: Feedback | None
) -> tuple[dict[date, CallCount], CallCount, dict[int, CallCount]]:
    """Counted calls by month, those whose time is longer than a month, and by year."""
    predicate = row_predicate(filter_)
    fraction, low, high = numbers_of(load_model(store))
    # First by equal times, which an index has in order already, then by month.
    values: tuple[Value, ...] = (fraction, *predicate.parameters)
    rows = read(
        store,
        f"WITH {LOAD_TABLE}, alike AS ("  # noqa: S608 - as above
        f"SELECT voyage.start_utc, voyage.end_utc, {_COUNTS} FROM voyage {JOIN_LOAD} "
        f"WHERE voyage.counted AND {predicate.sql} GROUP BY voyage.start_utc, voyage.end_utc) "
        f"SELECT substr(start_utc, 1, 7) AS first, substr(end_utc, 1, 7) AS last, SUM(calls), "
        f"SUM(estimated), MAX(approximate), TOTAL(cargo_t) "
        f"FROM alike GROUP BY first, last ORDER BY first, last",
        values,
        feedback,
    )
    months: dict[date, CallCount] = {}
    years: dict[int, CallCount] = {}
    unplaced = CallCount()
    for first, last, *numbers in rows:
        count = _count(numbers, low, high)
        if first == last:
            months[date.fromisoformat(f"{first}-01")] = count
        else:
            unplaced = unplaced.plus(count)
        if first[:4] == last[:4]:
            year = int(first[:4])
            years[year] = years.get(year, CallCount()).plus(count)
    return months, unplaced, years


def _unplaced_ids(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> tuple[str, ...]:
    predicate = row_predicate(filter_)
    rows = read(
        store,
        f"SELECT id FROM voyage WHERE counted AND {predicate.sql} "  # noqa: S608 - as above
        f"AND substr(start_utc, 1, 7) <> substr(end_utc, 1, 7) ORDER BY start_utc LIMIT {MOST_SELECTED}",
        predicate.parameters,
        feedback,
    )
    return tuple(str(ident) for (ident,) in rows)


def _axis(store: CaseStore, dates: DateClause) -> tuple[date, ...]:
    """Months of the filter; an open side runs to the years of the voyages and the one before them."""
    extent = extent_of(store, "voyage")
    if extent is None:
        return ()
    first = dates.first_day or date(extent[0].year - 1, 1, 1)
    last = dates.last_day or date(extent[1].year, 12, 31)
    return months_between(first, max(first, last))


def _count(row: Sequence[Any], low_bbl_per_t: float, high_bbl_per_t: float) -> CallCount:
    calls, estimated, approximate, cargo_t = row
    return CallCount(
        int(calls), int(estimated), bool(approximate), cargo_t * low_bbl_per_t, cargo_t * high_bbl_per_t
    )
