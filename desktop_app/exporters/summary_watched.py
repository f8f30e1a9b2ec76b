"""The part of a summary that tells what could be seen, and what was paid."""

from datetime import date
from typing import Any

from desktop_app.analysis.exposure import Refused
from desktop_app.domain.statement import Payment
from desktop_app.exporters.corrected import CorrectedCalls, CorrectedPort, corrected_months
from desktop_app.exporters.watch_words import minimum_sentence
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.implied_price import implied_prices
from desktop_app.query.observability_query import observability
from desktop_app.query.observability_results import DayCounts, PortLooks
from desktop_app.query.payments_query import payments
from desktop_app.query.payments_results import ImpliedPrice, NoPrice, Paid, Price
from desktop_app.query.periods import Period


def observability_json(engine: QueryEngine, filter_: Filter) -> dict[str, Any]:
    """Days with a usable look, port by port, and the calls corrected for the others."""
    found = observability(engine, filter_)
    corrected = {port.port_id: port for port in corrected_months(engine, filter_)}
    first, last = found.first_day, found.last_day
    ports = found.told_of if first is not None and last is not None else ()
    return {
        "sentence": minimum_sentence(found),
        "ports": [
            _port(port, corrected[port.port_id], first, last)
            for port in ports
            if first is not None and last is not None and port.port_id in corrected
        ],
    }


def payments_by_month(engine: QueryEngine, filter_: Filter) -> dict[date, dict[str, Any]]:
    """Payments of each month that has any, and what they make of a barrel."""
    prices = implied_prices(engine, filter_).months
    return {
        month: {"payments": [_paid(one) for one in sums], "implied_price": _price(prices.get(month))}
        for month, sums in payments(engine, filter_).months.items()
    }


def payments_json(engine: QueryEngine, filter_: Filter) -> dict[str, Any]:
    """What is known of payments for longer than a month, and the implied price of the whole filter."""
    whole = implied_prices(engine, filter_).whole
    return {
        "longer_than_a_month": [_payment(row) for row in payments(engine, filter_).longer],
        "implied_price": _price(whole),
        "no_price": whole.value if isinstance(whole, NoPrice) else "",
    }


def payment_sources(engine: QueryEngine, filter_: Filter) -> set[str]:
    """Ids of the sources behind the payments."""
    found = payments(engine, filter_)
    ids = {ident for sums in found.months.values() for one in sums for ident in one.ids}
    rows = (row for row in engine.store.record.payments if row.id in ids or row in found.longer)
    return {source for row in rows for source in row.citation.source_ids}


def _port(looks: PortLooks, port: CorrectedPort, first: date, last: date) -> dict[str, Any]:
    return {
        "port": looks.port_id,
        "name": looks.name,
        "days": _days(looks.between(first, last)),
        "corrected": _corrected(port.whole),
        "left_out": list(port.left_out),
        "calls_in_no_month": port.unplaced.calls,
        "calls_in_no_month_approximate": port.unplaced.approximate,
        "months": [
            {
                "month": f"{month:%Y-%m}",
                "days": _days(looks.between(max(month, first), min(Period.MONTH.last_day(month), last))),
                "corrected": _corrected(calls),
            }
            for month, calls in port.months.items()
        ],
    }


def _days(counts: DayCounts) -> dict[str, int]:
    return {**counts._asdict(), "not_stated": counts.not_stated}


def _corrected(of: CorrectedCalls) -> dict[str, Any]:
    if isinstance(of.found, Refused):
        return {"calls": None, "barrels": None, "refused": of.found.why}
    found = of.found
    barrels = of.bbl
    return {
        "calls": {
            "mean": round(found.mean_calls, 1),
            "low": round(found.low_calls),
            "high": round(found.high_calls),
        },
        "barrels": None if barrels is None else {key: round(end) for key, end in barrels._asdict().items()},
        "refused": "",
    }


def _paid(one: Paid) -> dict[str, Any]:
    return {
        "currency": one.currency,
        "qualifier": one.qualifier.value,
        "amount": one.amount if one.has_amount else None,
        "payments": one.payments,
        "without_amount": one.without_amount,
    }


def _price(price: Price | None) -> dict[str, Any] | None:
    if not isinstance(price, ImpliedPrice):
        return None
    ends = {key: round(end, 2) for key, end in price.per_bbl._asdict().items()}
    return {"currency": price.currency, "qualifier": price.qualifier.value, **ends}


def _payment(row: Payment) -> dict[str, Any]:
    return {
        "id": row.id,
        "currency": row.currency,
        "amount": row.amount,
        "qualifier": row.qualifier.value,
        "from": row.when.first_day.isoformat(),
        "to": row.when.last_day.isoformat(),
        "sources": list(row.citation.source_ids),
    }
