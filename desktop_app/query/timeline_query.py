"""What the timeline shows of voyages and positions: each as a row, or counts where there are too many."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

from desktop_app.domain.movement import Tracker, VoyageKind
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.clauses import Filter
from desktop_app.query.months import month_of, next_month
from desktop_app.query.predicates import row_predicate, vessel_predicate
from desktop_app.query.reading import extent_of, read
from desktop_app.query.results import MOST_MARKS, Density, TimelineContent, TimelineRow
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.times import read_instant

# Intervals of a density at most; a screen has few pixels more.
MOST_INTERVALS: Final = 400
_CALLS: Final = f"voyage.kind <> '{VoyageKind.SIGHTING}'"
_OF_TABLE: Final = {"voyage": _CALLS, "sighting": "1"}
_POSITION_PASSES: Final = (
    "CASE WHEN sighting.voyage_id IS NULL THEN ({vessel}) "
    "ELSE EXISTS (SELECT 1 FROM voyage WHERE voyage.id = sighting.voyage_id AND ({voyage})) END"
)


def timeline_content(store: CaseStore, filter_: Filter, feedback: Feedback | None) -> TimelineContent:
    """Voyages and positions on one clock; what the filter hides is there as well, and marked."""
    first, last = store.cached("timeline extent", lambda: _extent(store))
    if first is None or last is None:
        return TimelineContent(None, None, (), ())
    return TimelineContent(
        first,
        last,
        _calls(store, filter_, first, last, feedback),
        _positions(store, filter_, first, last, feedback),
    )


def _extent(store: CaseStore) -> tuple[date | None, date | None]:
    """Whole months round everything dated."""
    days = [day for table in _OF_TABLE for day in extent_of(store, table) or ()]
    spans = [row.when for row in store.record.payments] + [row.when for row in store.record.public_events]
    days += [day for span in spans for day in (span.first_day, span.last_day)]
    if not days:
        return None, None
    return month_of(min(days)), next_month(month_of(max(days))) - timedelta(days=1)


def _calls(
    store: CaseStore, filter_: Filter, first: date, last: date, feedback: Feedback | None
) -> tuple[TimelineRow, ...] | Density:
    predicate = row_predicate(filter_)
    if _is_crowd(store, "voyage"):
        return _density(store, "voyage", predicate.sql, predicate.parameters, (first, last), feedback)
    rows = read(
        store,
        f"SELECT 'voyage:' || voyage.id, start_utc, end_utc, precision, approximate, "  # noqa: S608 - clause text
        f"COALESCE(vessel.name, label, ''), {predicate.sql}, tracker "
        f"FROM voyage LEFT JOIN vessel ON vessel.id = voyage.vessel_id WHERE {_CALLS} ORDER BY place",
        predicate.parameters,
        feedback,
    )
    return _rows(rows)


def _positions(
    store: CaseStore, filter_: Filter, first: date, last: date, feedback: Feedback | None
) -> tuple[TimelineRow, ...] | Density:
    voyage, vessel = row_predicate(filter_), vessel_predicate(filter_, "sighting")
    passes = _POSITION_PASSES.format(voyage=voyage.sql, vessel=vessel.sql)
    values = (*vessel.parameters, *voyage.parameters)
    if _is_crowd(store, "sighting"):
        return _density(store, "sighting", passes, values, (first, last), feedback)
    rows = read(
        store,
        f"SELECT 'sighting:' || sighting.id, start_utc, end_utc, precision, approximate, "  # noqa: S608 - as above
        f"COALESCE(vessel.name, 'unnamed') || ', ' || place, {passes}, tracker "
        f"FROM sighting LEFT JOIN vessel ON vessel.id = sighting.vessel_id ORDER BY sighting.fid",
        values,
        feedback,
    )
    return _rows(rows)


def _is_crowd(store: CaseStore, table: str) -> bool:
    sql = f"SELECT 1 FROM {table} WHERE {_OF_TABLE[table]} LIMIT {MOST_MARKS + 1}"  # noqa: S608 - as above
    return store.cached(f"crowd of {table}", lambda: len(read(store, sql)) > MOST_MARKS)


def _density(
    store: CaseStore,
    table: str,
    passes: str,
    values: tuple[str, ...],
    extent: tuple[date, date],
    feedback: Feedback | None,
) -> Density:
    """Counts by equal intervals; each is a range of the table's index by time."""
    first, last = extent
    days = -(-((last - first).days + 1) // MOST_INTERVALS)
    count = -(-((last - first).days + 1) // days)

    def counted(condition: str, bound: tuple[str, ...]) -> list[int]:
        # A subquery for each interval, where a join would sort all rows to group them.
        rows = read(
            store,
            f"WITH RECURSIVE interval (number, first, next) AS ("  # noqa: S608 - as above
            f"SELECT 0, date(?), date(?, '+{days} days') UNION ALL "
            f"SELECT number + 1, next, date(next, '+{days} days') FROM interval WHERE number < {count - 1}) "
            f"SELECT (SELECT COUNT(*) FROM {table} WHERE {table}.start_utc >= first "
            f"AND {table}.start_utc < next AND {_OF_TABLE[table]} AND {condition}) "
            f"FROM interval ORDER BY number",
            (first.isoformat(), first.isoformat(), *bound),
            feedback,
        )
        return [int(number) for (number,) in rows]

    everything = store.cached(f"density of {table}", lambda: counted("1", ()))
    passing = counted(passes, values) if values else everything
    hidden = tuple(all_ - passed for all_, passed in zip(everything, passing, strict=True))
    return Density(first, days, tuple(passing), hidden)


def _rows(rows: Iterable[tuple[Any, ...]]) -> tuple[TimelineRow, ...]:
    return tuple(
        TimelineRow(
            key,
            TimeSpan(read_instant(start), read_instant(end), Precision(precision), bool(approximate)),
            label,
            bool(passing),
            tracker == Tracker.OFF,
        )
        for key, start, end, precision, approximate, label, passing, tracker in rows
    )
