"""Payments by month and currency against a loop, and what they make of a barrel."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.assumption import Range
from desktop_app.domain.provenance import Citation, Reference
from desktop_app.domain.statement import Payment, Qualifier
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.payment_words import paid_words, price_sentence, price_words
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter, TextClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.implied_price import implied_prices, price
from desktop_app.query.payments_query import payments, payments_of, word_of_sum
from desktop_app.query.payments_results import ImpliedPrice, NoPrice, Paid
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Cell, Question
from desktop_app.storage.case_store import CaseStore

NEW_YEAR = datetime(2024, 1, 1, tzinfo=UTC)
FULL = Cell(calls=4, estimated=4, low_bbl=100, best_bbl=200, high_bbl=250)
ROUBLES = Paid("RUB", 1_000, Qualifier.EXACTLY, 2, 0, ("a", "b"))


def payment(ident: str, when: TimeSpan, amount: float | None, currency: str = "RUB") -> Payment:
    cited = Citation((Reference("S"),), None)
    return Payment(ident, "A", "B", amount, currency, Qualifier.EXACTLY, when, "storage", cited)


@st.composite
def some_payments(draw: st.DrawFn) -> list[Payment]:
    """Instants on both sides of midnight and of the ends of months, days, months and years."""
    rows = []
    for number in range(draw(st.integers(0, 8))):
        start = NEW_YEAR + timedelta(
            days=draw(st.integers(0, 90)), seconds=draw(st.sampled_from((0, 86_399)))
        )
        length = timedelta(days=draw(st.sampled_from((0, 0, 1, 27, 400))))
        row = payment(
            str(number),
            TimeSpan(start, start + length, Precision.WINDOW if length else Precision.INSTANT),
            draw(st.none() | st.integers(0, 10**9).map(float)),
            draw(st.sampled_from(("RUB", "USD"))),
        )
        rows.append(replace(row, qualifier=draw(st.sampled_from(Qualifier))))
    return rows


@given(some_payments())
def test_amounts_are_added_by_month_and_currency_and_nothing_longer_is_among_them(
    rows: list[Payment],
) -> None:
    found = payments_of(rows)
    expected: dict[tuple[str, str], list[Payment]] = {}
    for row in rows:
        months = {f"{row.when.start:%Y-%m}", f"{row.when.end:%Y-%m}"}
        if len(months) == 1:
            expected.setdefault((months.pop(), row.currency), []).append(row)
    told = {(f"{month:%Y-%m}", one.currency): one for month, sums in found.months.items() for one in sums}
    assert told.keys() == expected.keys()
    for key, same in expected.items():
        one = told[key]
        assert set(one.ids) == {row.id for row in same}
        assert one.amount == sum(row.amount or 0 for row in same)
        assert one.without_amount == sum(row.amount is None for row in same)
    assert sum(one.payments for one in found.total) + len(found.longer) == len(rows)


@pytest.mark.parametrize(
    ("words", "sum_"),
    [
        ("exactly, exactly", "exactly"),
        ("exactly, more than", "more than"),
        ("at least, exactly", "at least"),
        ("at least, more than", "more than"),
        ("nearly, up to", "nearly"),
        ("up to, exactly", "up to"),
        ("more than, up to", "about"),
        ("about, at least", "about"),
    ],
)
def test_the_word_before_a_sum_claims_no_more_than_its_parts(words: str, sum_: str) -> None:
    assert word_of_sum(Qualifier(word) for word in words.split(", ")) is Qualifier(sum_)


def test_a_price_turns_the_range_of_barrels_round() -> None:
    found = price([ROUBLES], FULL)
    assert isinstance(found, ImpliedPrice)
    assert found.per_bbl == Range(4, 5, 10)
    assert price_words(found) == "implied price 5.00 (4.00–10.00)\N{NO-BREAK SPACE}RUB/bbl"
    assert "not a finding" in price_sentence(found)


@pytest.mark.parametrize(
    ("paid", "cell", "word"),
    [
        (ROUBLES, FULL._replace(calls=5), Qualifier.UP_TO),
        (ROUBLES, FULL._replace(consignments=1), Qualifier.UP_TO),
        (ROUBLES._replace(without_amount=1), FULL, Qualifier.AT_LEAST),
        (ROUBLES._replace(qualifier=Qualifier.MORE_THAN), FULL, Qualifier.AT_LEAST),
        (ROUBLES, FULL._replace(approximate=True), Qualifier.ABOUT),
    ],
)
def test_what_is_known_in_part_makes_the_price_a_bound(paid: Paid, cell: Cell, word: Qualifier) -> None:
    found = price([paid], cell)
    assert isinstance(found, ImpliedPrice)
    assert found.qualifier is word


@pytest.mark.parametrize(
    ("sums", "cell", "why"),
    [
        ([ROUBLES, ROUBLES._replace(currency="USD")], FULL, NoPrice.CURRENCIES),
        ([ROUBLES._replace(without_amount=2)], FULL, NoPrice.NO_AMOUNT),
        ([ROUBLES], Cell(calls=3), NoPrice.NO_BARRELS),
        ([ROUBLES], FULL._replace(low_bbl=0), NoPrice.NO_BARRELS),
        ([ROUBLES._replace(without_amount=1)], FULL._replace(calls=5), NoPrice.BOTH_PARTLY),
    ],
)
def test_there_is_no_price_without_one_currency_and_both_numbers(
    sums: list[Paid], cell: Cell, why: NoPrice
) -> None:
    assert price(sums, cell) is why
    assert price_sentence(why) == f"No implied price: {why.value}."


def test_the_record_gives_no_price_and_says_why(store: CaseStore) -> None:
    engine = QueryEngine(store)
    found, prices = payments(engine, Filter()), implied_prices(engine, Filter())
    assert paid_words(found.months[date(2024, 2, 1)]) == "1 payment in RUB, amount not published"
    assert [row.id for row in found.longer] == ["payments-2024"]
    # 41 of 43 calls of 2024 have no volume, and "more than" leaves the amount open too.
    assert prices.longer == {"payments-2024": NoPrice.BOTH_PARTLY}
    assert prices.whole is NoPrice.NO_AMOUNT


@pytest.fixture
def trained(training: CaseStore) -> QueryEngine:
    return QueryEngine(training)


def test_each_month_of_the_made_up_case_has_the_price_of_its_own_rows(trained: QueryEngine) -> None:
    rows, cells = trained.store.record.payments, volumes(trained, Filter(), Question()).cells
    prices = implied_prices(trained, Filter.of(DateClause(date(2024, 5, 20), None)))
    assert date(2024, 4, 1) not in prices.months
    checked = 0
    for month, found in prices.months.items():
        assert isinstance(found, ImpliedPrice), month
        amount = sum(row.amount or 0 for row in rows if f"{row.when.start:%Y-%m}" == f"{month:%Y-%m}")
        # The dates cut May; its price is that of the whole month.
        cell = cells[month, 0]
        assert found.per_bbl.best == pytest.approx(amount / cell.best_bbl)
        assert found.per_bbl.low == pytest.approx(amount / cell.high_bbl)
        checked += 1
    assert checked >= 5


def test_clauses_about_ships_leave_the_payments_and_take_the_price(trained: QueryEngine) -> None:
    ship = Filter.of(ChoiceClause(ClauseKind.VESSEL, ("example-01",)))
    assert payments(trained, ship) == payments(trained, Filter())
    assert set(implied_prices(trained, ship).months.values()) == {NoPrice.OTHER_CLAUSES}
    worded = Filter.of(TextClause("before sailing 7."))
    assert sum(one.payments for one in payments(trained, worded).total) == 1
