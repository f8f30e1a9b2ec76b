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
from desktop_app.query.payments_query import AT_LEAST_THAT, AT_MOST_THAT, paid, payments
from desktop_app.query.payments_results import ImpliedPrice, NoPrice, Paid, Price, Prices
from desktop_app.query.periods import Period
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Cell, Question, Volumes
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
            {
                # The whole month, whatever the dates leave of it.
                month: price(every, _within(engine, month, Period.MONTH.last_day(month), feedback))
                for month, every in payments(engine, Filter()).months.items()
                if month in found.months
            },
            {row.id: price_of(engine, row, feedback) for row in found.longer},
            price(found.total, _volumes(engine, filter_, feedback).total) if found.total else None,
        ),
        feedback,
    )


def price_of(engine: QueryEngine, row: Payment, feedback: Feedback | None = None) -> Price:
    """One payment with the barrels of its own time."""
    return price(paid((row,)), _within(engine, row.when.first_day, row.when.last_day, feedback))


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


def _within(engine: QueryEngine, first: date, last: date, feedback: Feedback | None) -> Cell:
    """What is documented within some days: a month as its bar has it, else all that touches them."""
    if Period.MONTH.start(first) == first and Period.MONTH.last_day(first) == last:
        return _volumes(engine, Filter(), feedback).cells.get((first, 0), Cell())
    return _volumes(engine, Filter.of(DateClause(first, last)), feedback).total


def _volumes(engine: QueryEngine, filter_: Filter, feedback: Feedback | None) -> Volumes:
    return volumes(engine, filter_, Question(), feedback)
