"""Filter in, results out, through SQL. Safe on any thread; a cancelled feedback stops it."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any, Final

import apsw

from desktop_app.domain.statement import Measure
from desktop_app.domain.time_span import TimeSpan
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.results import CallCount, Ledgers, MapContent, VoyageIds
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore


class Order(Enum):
    """Columns the voyages can be ordered by; the value is the SQL key."""

    DATE = "start_s, end_s"
    VESSEL = "vessel_id IS NULL, vessel"
    FROM = "origin = '', origin"
    TO = "destination = '', destination"
    HOW_KNOWN = "how_known"
    TRACKER = "tracker"
    VOLUME = "high_bbl IS NULL, high_bbl"
    SOURCES = "source_count"


# Rows without a value stay at the end in both directions, so only the last key is reversed.
_LAST_KEY: Final = {order: order.value.rpartition(", ") for order in Order}


class QueryEngine:
    """Answers questions about one open case."""

    def __init__(self, store: CaseStore) -> None:
        self._store = store
        self._total = len(store.record.voyages)

    def voyage_ids(
        self, filter_: Filter, order: Order, *, descending: bool, feedback: Feedback | None = None
    ) -> VoyageIds:
        """Ids of the rows that pass, ordered."""
        predicate = filter_.predicate()
        head, comma, last = _LAST_KEY[order]
        direction = "DESC" if descending else "ASC"
        # Only enum members and clause text written in this package reach the statement.
        sql = (
            f"SELECT id FROM voyage WHERE {predicate.sql} "  # noqa: S608 - see above
            f"ORDER BY {head}{comma}{last} {direction}, ord"
        )
        rows = self._rows(sql, predicate.parameters, feedback)
        return VoyageIds(tuple(str(row[0]) for row in rows), self._total)

    def map_content(self, filter_: Filter, feedback: Feedback | None = None) -> MapContent:
        """What the map shows."""
        predicate = filter_.predicate()
        ids = self._rows(
            f"SELECT id FROM voyage WHERE {predicate.sql}",  # noqa: S608 - as above
            predicate.parameters,
            feedback,
        )
        # A voyage that passes may discharge after the window: that call is not in it.
        called = filter_.dates.predicate("port_call")
        ports = self._rows(
            f"SELECT port_id, SUM(port_call.ships) FROM port_call "  # noqa: S608 - as above
            f"JOIN voyage ON voyage.id = port_call.voyage_id "
            f"WHERE {predicate.sql} AND {called.sql} GROUP BY port_id",
            (*predicate.parameters, *called.parameters),
            feedback,
        )
        return MapContent(
            tuple(str(row[0]) for row in ids),
            {str(port): int(ships) for port, ships in ports},
            filter_.dates,
        )

    def ledgers(self, filter_: Filter, feedback: Feedback | None = None) -> Ledgers:
        """The three ledgers under one filter."""
        observed, unplaced = self._observed(filter_, feedback)
        years = self._observed_years(filter_, feedback)
        record = self._store.record
        per_vessel = filter_.vessels.is_active
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
            months=self._axis(dates),
            observed=observed,
            unplaced=unplaced,
            observed_years=years,
            notified_months=by_month,
            notified_windows=tuple(row for row in notified if not is_one_month(row.when)),
            claims=() if per_vessel else tuple(claims),
            observations=tuple(row for row in record.observations if dates.covers(row.when)),
            per_vessel=per_vessel,
        )

    def calls_by_vessel(self, filter_: Filter, feedback: Feedback | None = None) -> Mapping[str, CallCount]:
        """Counted calls by vessel name; rows without a named ship stand under their label."""
        predicate = filter_.predicate()
        rows = self._rows(
            f"SELECT vessel, {_COUNT_COLUMNS} FROM voyage "  # noqa: S608 - as above
            f"WHERE counted AND {predicate.sql} GROUP BY vessel ORDER BY vessel_id IS NULL, vessel",
            predicate.parameters,
            feedback,
        )
        return {str(row[0]): _count(row[1:]) for row in rows}

    def _observed(
        self, filter_: Filter, feedback: Feedback | None
    ) -> tuple[dict[date, CallCount], CallCount]:
        predicate = filter_.predicate()
        rows = self._rows(
            f"SELECT strftime('%Y-%m', start_s, 'unixepoch') AS first_month, "  # noqa: S608 - as above
            f"strftime('%Y-%m', end_s, 'unixepoch') AS last_month, {_COUNT_COLUMNS} "
            f"FROM voyage WHERE counted AND {predicate.sql} GROUP BY first_month, last_month",
            predicate.parameters,
            feedback,
        )
        months: dict[date, CallCount] = {}
        unplaced = CallCount()
        for first, last, *numbers in rows:
            if first == last:
                months[date.fromisoformat(f"{first}-01")] = _count(numbers)
            else:
                unplaced = unplaced.plus(_count(numbers))
        return months, unplaced

    def _observed_years(self, filter_: Filter, feedback: Feedback | None) -> dict[int, CallCount]:
        predicate = filter_.predicate()
        rows = self._rows(
            f"SELECT strftime('%Y', start_s, 'unixepoch') AS year, {_COUNT_COLUMNS} "  # noqa: S608 - as above
            f"FROM voyage WHERE counted AND {predicate.sql} "
            f"AND year = strftime('%Y', end_s, 'unixepoch') GROUP BY year",
            predicate.parameters,
            feedback,
        )
        return {int(year): _count(numbers) for year, *numbers in rows}

    def _axis(self, dates: DateClause) -> tuple[date, ...]:
        """Months of the filter; an open side runs to the years of the voyages and the one before them."""
        spans = [voyage.when for voyage in self._store.record.voyages]
        if not spans:
            return ()
        first = dates.first_day or date(min(span.first_day for span in spans).year - 1, 1, 1)
        last = dates.last_day or date(max(span.last_day for span in spans).year, 12, 31)
        return months_between(first, max(first, last))

    def _rows(
        self, sql: str, parameters: tuple[str | int, ...], feedback: Feedback | None
    ) -> list[tuple[Any, ...]]:
        with self._store.reader(feedback) as connection:
            try:
                return list(connection.execute(sql, parameters))
            except apsw.InterruptError as error:
                raise Cancelled from error


_COUNT_COLUMNS: Final = (
    "SUM(ships), SUM(CASE WHEN low_bbl IS NULL THEN 0 ELSE ships END), MAX(kind = 'group'), "
    "TOTAL(low_bbl), TOTAL(high_bbl)"
)


def _count(row: Sequence[Any]) -> CallCount:
    calls, estimated, approximate, low, high = row
    return CallCount(int(calls), int(estimated), bool(approximate), float(low), float(high))


def month_of(day: date) -> date:
    """First day of the month."""
    return day.replace(day=1)


def is_one_month(span: TimeSpan) -> bool:
    """Whether a span lies within one calendar month."""
    return month_of(span.first_day) == month_of(span.last_day)


def next_month(month: date) -> date:
    """First day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def months_between(first: date, last: date) -> tuple[date, ...]:
    """First days of all months from one day's to another's, both included."""
    months: list[date] = []
    month = month_of(first)
    while month <= last:
        months.append(month)
        month = next_month(month)
    return tuple(months)
