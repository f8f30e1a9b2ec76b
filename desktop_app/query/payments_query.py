"""Payments by month and currency. They name no ship, port or product: dates and words choose them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from desktop_app.domain.statement import Payment, Qualifier
from desktop_app.query.clauses import ClauseKind, Filter, TextClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.months import is_one_month, month_of
from desktop_app.query.name_folding import fold
from desktop_app.query.payments_results import Paid, Payments
from desktop_app.query.periods import Period
from desktop_app.storage.case_store import CaseStore

ASKED_OF_PAYMENTS: Final = (ClauseKind.DATES, ClauseKind.TEXT)
# Words that leave a sum open to one side.
AT_LEAST_THAT: Final = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
AT_MOST_THAT: Final = frozenset({Qualifier.UP_TO, Qualifier.NEARLY})


def payments(engine: QueryEngine, filter_: Filter) -> Payments:
    """Payments that pass the dates and the words of a filter; other clauses hide none, as on the timeline."""
    asked = Filter(tuple(clause for clause in filter_.clauses if clause.kind in ASKED_OF_PAYMENTS))
    return engine.kept(
        ("payments", asked), lambda: payments_of(passing_payments(engine.store, asked)), assumes=False
    )


def passing_payments(store: CaseStore, filter_: Filter) -> tuple[Payment, ...]:
    """The payments themselves, by date."""
    text = filter_.clause(ClauseKind.TEXT)
    wanted = fold(text.text) if isinstance(text, TextClause) else ""
    found = [
        row
        for row in store.record.payments
        if filter_.dates.covers(row.when)
        and (not wanted or any(wanted in fold(part) for part in (row.payer, row.payee, row.purpose)))
    ]
    return tuple(sorted(found, key=lambda row: (row.when.start, row.when.end, row.id)))


def payments_within(store: CaseStore, length: Period, start: date) -> tuple[Payment, ...]:
    """Payments of a month, quarter or year that are known to a month."""
    return tuple(
        row
        for row in passing_payments(store, Filter())
        if is_one_month(row.when) and length.start(row.when.first_day) == start
    )


def longer_within(store: CaseStore, length: Period, start: date) -> tuple[Payment, ...]:
    """Payments of a quarter or year that are known to no one month."""
    return tuple(
        row
        for row in passing_payments(store, Filter())
        if not is_one_month(row.when)
        and length.is_one(row.when)
        and length.start(row.when.first_day) == start
    )


def payments_of(rows: Iterable[Payment]) -> Payments:
    """Some payments by month and currency."""
    by_month: dict[date, list[Payment]] = defaultdict(list)
    longer = []
    for row in rows:
        if is_one_month(row.when):
            by_month[month_of(row.when.first_day)].append(row)
        else:
            longer.append(row)
    placed = [row for month in by_month.values() for row in month]
    months: Mapping[date, tuple[Paid, ...]] = {
        month: paid(of_month) for month, of_month in sorted(by_month.items())
    }
    return Payments(months, paid(placed), tuple(longer))


def paid(rows: Iterable[Payment]) -> tuple[Paid, ...]:
    """What some payments add up to, by currency."""
    by_currency: dict[str, list[Payment]] = defaultdict(list)
    for row in rows:
        by_currency[row.currency].append(row)
    found = []
    for currency, same in sorted(by_currency.items()):
        amounts = [row.amount for row in same if row.amount is not None]
        word = word_of_sum(row.qualifier for row in same if row.amount is not None)
        ids = tuple(row.id for row in same)
        found.append(Paid(currency, sum(amounts), word, len(same), len(same) - len(amounts), ids))
    return tuple(found)


def together(sums: Iterable[Paid]) -> tuple[Paid, ...]:
    """Sums of several times, currency by currency."""
    by_currency: dict[str, list[Paid]] = defaultdict(list)
    for one in sums:
        by_currency[one.currency].append(one)
    return tuple(
        Paid(
            currency,
            sum(one.amount for one in same),
            word_of_sum(one.qualifier for one in same if one.has_amount),
            sum(one.payments for one in same),
            sum(one.without_amount for one in same),
            tuple(ident for one in same for ident in one.ids),
        )
        for currency, same in sorted(by_currency.items())
    )


def word_of_sum(words: Iterable[Qualifier]) -> Qualifier:
    """The word before a sum: of the parts that have one; "about" where they point both ways."""
    said = set(words) - {Qualifier.EXACTLY}
    if not said:
        return Qualifier.EXACTLY
    if said <= AT_LEAST_THAT:
        return Qualifier.MORE_THAN if Qualifier.MORE_THAN in said else Qualifier.AT_LEAST
    if said <= AT_MOST_THAT:
        return Qualifier.NEARLY if Qualifier.NEARLY in said else Qualifier.UP_TO
    return Qualifier.ABOUT
