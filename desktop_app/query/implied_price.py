"""Payments divided by the barrels of the same time: a check, not a finding.

What a payment is for is not documented beyond its own words, nor which cargo it goes with. A price that lies
far from any market says that payments or barrels are missing, or that they do not belong together.
"""

from collections.abc import Sequence
from datetime import date

from desktop_app.domain.assumption import Range
from desktop_app.domain.statement import Payment, Qualifier
from desktop_app.query.clauses import ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.payments_query import AT_LEAST_THAT, AT_MOST_THAT, paid, payments, payments_within
from desktop_app.query.payments_results import ImpliedPrice, NoPrice, Paid, Price, Prices
from desktop_app.query.periods import Period
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Cell, Question
from desktop_app.runtime.feedback import Feedback


def implied_prices(engine: QueryEngine, filter_: Filter, feedback: Feedback | None = None) -> Prices:
    """Prices of the months with payments, of payments over a longer time, and of everything.

    Under any clause but the dates there is none: payments would be those of all ships, barrels those of some.
    """
    found = payments(engine, filter_)
    if filter_.without(ClauseKind.DATES).is_active:
        return Prices(
            dict.fromkeys(found.months, NoPrice.OTHER_CLAUSES),
            {row.id: NoPrice.OTHER_CLAUSES for row in found.longer},
            NoPrice.OTHER_CLAUSES if found.total else None,
        )
    return engine.kept(
        ("implied prices", filter_),
        lambda: Prices(
            {month: period_price(engine, Period.MONTH, month, feedback) for month in found.months},
            {row.id: price_of(engine, row, feedback) for row in found.longer},
            price(found.total, volumes(engine, filter_, Question(), feedback).total) if found.total else None,
        ),
        feedback,
    )


def period_price(engine: QueryEngine, length: Period, start: date, feedback: Feedback | None = None) -> Price:
    """The payments of a month, quarter or year that are known to a month, with its bar: all of it."""
    barrels = volumes(engine, Filter(), Question(length), feedback).cells.get((start, 0), Cell())
    sums = engine.kept(
        ("paid within", length, start),
        lambda: paid(payments_within(engine.store, length, start)),
        feedback,
        assumes=False,
    )
    return price(sums, barrels)


def price_of(engine: QueryEngine, row: Payment, feedback: Feedback | None = None) -> Price:
    """One payment with the barrels of all that may have been in its own time."""
    dates = DateClause(row.when.first_day, row.when.last_day)
    return price(paid((row,)), volumes(engine, Filter.of(dates), Question(), feedback).total)


def price(sums: Sequence[Paid], barrels: Cell) -> Price:
    """What payments and barrels of one time make together."""
    if len(sums) > 1:
        return NoPrice.CURRENCIES
    if not sums or not sums[0].has_amount:
        return NoPrice.NO_AMOUNT
    if not barrels.has_volume or barrels.low_bbl <= 0:
        return NoPrice.NO_BARRELS
    (one,) = sums
    is_least = bool(one.without_amount) or one.qualifier in AT_LEAST_THAT
    is_most = (
        barrels.estimated < barrels.calls
        or barrels.in_barrels < barrels.consignments
        or one.qualifier in AT_MOST_THAT
    )
    if is_least and is_most:
        return NoPrice.BOTH_PARTLY
    if is_least or is_most:
        word = Qualifier.AT_LEAST if is_least else Qualifier.UP_TO
    else:
        word = Qualifier.ABOUT if barrels.approximate else one.qualifier
    return ImpliedPrice(
        one.currency,
        Range(*(one.amount / each for each in (barrels.high_bbl, barrels.best_bbl, barrels.low_bbl))),
        word,
        one,
        barrels.calls,
        barrels.estimated,
        barrels.consignments,
        barrels.in_barrels,
    )
