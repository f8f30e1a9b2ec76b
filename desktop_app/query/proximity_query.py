"""Payments and rail consignments near a sailing in time, and sailings near a payment.

Near in time is no proof of anything; `analysis.proximity` says how often chance comes as close.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple

from desktop_app.domain.lag import Lag, is_dated, lag_between
from desktop_app.domain.movement import Consignment, Voyage, VoyageKind
from desktop_app.domain.statement import Payment
from desktop_app.domain.time_span import Precision, TimeSpan, day_end, day_start
from desktop_app.query.engine import QueryEngine
from desktop_app.query.reading import read
from desktop_app.query.related import Found
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.times import instant_text

# Rows that a ship sailed for: neither sightings nor calls counted without being published one by one.
_SAILINGS: Final = f"kind IN ('{VoyageKind.VOYAGE}', '{VoyageKind.CALL}')"
_TO_THE_DAY: Final = (
    f"precision IN ('{Precision.INSTANT}', '{Precision.INTERVAL}', '{Precision.DAY}') AND NOT approximate"
)


class Near(NamedTuple):
    """A payment or a consignment near a sailing.

    Attributes:
        key: "payment:id" or "consignment:id".
        lag_low, lag_high: UTC days from the sailing to it, negative before; a range where a time is not
            known to the day.
    """

    key: str
    lag_low: int
    lag_high: int


class DatedDays(NamedTuple):
    """What is known to the day, or from arrival to departure.

    Attributes:
        sailings: first day, last day, and how many sailings have them, in order.
        payments: first and last day of each payment.
        all_sailings, all_payments: how many there are, those without such a date included.
    """

    sailings: tuple[tuple[date, date, int], ...]
    payments: tuple[tuple[date, date], ...]
    all_sailings: int
    all_payments: int


def near(engine: QueryEngine, voyage_id: str, days: int) -> tuple[Near, ...]:
    """Payments and consignments that are, or may be, within so many days of a voyage; nearest first."""
    voyage = engine.store.voyage(voyage_id)
    return near_voyage(engine.store, voyage, days) if voyage is not None else ()


def near_voyage(store: CaseStore, voyage: Voyage, days: int) -> tuple[Near, ...]:
    """The same for a voyage at hand; nothing is near calls that are counted, but not told one by one."""
    if voyage.kind is VoyageKind.GROUP:
        return ()
    record = store.record
    found = [
        *_near(voyage.when, "payment", record.payments, days),
        *_near(voyage.when, "consignment", record.consignments, days),
    ]
    found.sort(key=lambda row: (row[0].least, row[0].high - row[0].low, row[1]))
    return tuple(Near(key, lag.low, lag.high) for lag, key in found)


def _near(
    when: TimeSpan, kind: str, rows: Iterable[Payment | Consignment], days: int
) -> Iterator[tuple[Lag, str]]:
    for row in rows:
        lag = lag_between(when, row.when)
        if lag.may_be_within(days):
            yield lag, f"{kind}:{row.id}"


def sailings_near(
    store: CaseStore, when: TimeSpan, days: int, limit: int, feedback: Feedback | None = None
) -> Found:
    """Sailings that are, or may be, within so many days of a time; nearest first, the first `limit`."""
    bounds = (
        instant_text(day_end(when.last_day + timedelta(days=days))),
        instant_text(day_start(when.first_day - timedelta(days=days))),
    )
    condition = f"{_SAILINGS} AND start_utc <= ? AND end_utc >= ?"
    distance = (
        "max(0, julianday(substr(start_utc, 1, 10)) - julianday(?), "
        "julianday(?) - julianday(substr(end_utc, 1, 10)))"
    )
    rows = read(
        store,
        f"SELECT id FROM voyage WHERE {condition} ORDER BY {distance}, start_utc, place LIMIT ?",  # noqa: S608 - texts of this module
        (*bounds, when.last_day.isoformat(), when.first_day.isoformat(), limit),
        feedback,
    )
    total = len(rows)
    if total == limit:
        ((total,),) = read(store, f"SELECT COUNT(*) FROM voyage WHERE {condition}", bounds, feedback)  # noqa: S608 - as above
    return Found(tuple(str(ident) for (ident,) in rows), int(total))


def dated_days(store: CaseStore, feedback: Feedback | None = None) -> DatedDays:
    """Counted sailings and payments of the whole case by their days."""
    rows = read(
        store,
        "SELECT substr(start_utc, 1, 10) AS first, substr(end_utc, 1, 10) AS last, COUNT(*) "  # noqa: S608 - as above
        f"FROM voyage WHERE counted AND {_SAILINGS} AND {_TO_THE_DAY} "
        "GROUP BY first, last ORDER BY first, last",
        (),
        feedback,
    )
    ((count,),) = read(store, f"SELECT COUNT(*) FROM voyage WHERE counted AND {_SAILINGS}", (), feedback)  # noqa: S608 - as above
    payments = store.record.payments
    return DatedDays(
        tuple((date.fromisoformat(first), date.fromisoformat(last), int(many)) for first, last, many in rows),
        tuple((row.when.first_day, row.when.last_day) for row in payments if is_dated(row.when)),
        int(count),
        len(payments),
    )
