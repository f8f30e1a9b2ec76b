"""What is near in time, held against a look at every pair."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.lag import is_dated, lag_between
from desktop_app.domain.movement import Voyage, VoyageKind
from desktop_app.query.engine import QueryEngine
from desktop_app.query.proximity_query import Near, dated_days, near, sailings_near
from desktop_app.storage.case_store import CaseStore


def voyages_of(store: CaseStore) -> tuple[Voyage, ...]:
    with store.reader() as connection:
        return store.voyages([str(ident) for (ident,) in connection.execute("SELECT id FROM voyage")])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(days=st.integers(0, 60))
def test_near_a_sailing_is_what_may_be_within_the_days(training: CaseStore, days: int) -> None:
    engine = QueryEngine(training)
    record = training.record
    others = {f"payment:{row.id}": row.when for row in record.payments}
    others |= {f"consignment:{row.id}": row.when for row in record.consignments}
    for voyage in voyages_of(training):
        lags = {key: lag_between(voyage.when, when) for key, when in others.items()}
        found = near(engine, voyage.id, days)
        assert set(found) == {Near(key, *lag) for key, lag in lags.items() if lag.may_be_within(days)}
        nearest = [lags[row.key].least for row in found]
        assert nearest == sorted(nearest)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=15)
@given(days=st.integers(0, 60), limit=st.integers(1, 50))
def test_near_a_payment_are_the_nearest_sailings_and_all_are_counted(
    training: CaseStore, days: int, limit: int
) -> None:
    by_id = {row.id: row for row in voyages_of(training)}
    for payment in training.record.payments:
        least = {ident: lag_between(payment.when, row.when).least for ident, row in by_id.items()}
        wanted = sorted(lag for lag in least.values() if lag <= days)
        found = sailings_near(training, payment.when, days, limit)
        assert found.total == len(wanted)
        assert [least[ident] for ident in found.ids] == wanted[:limit]


def test_a_payment_known_to_the_year_may_be_near_and_its_lag_is_a_range(store: CaseStore) -> None:
    first = next(row for row in voyages_of(store) if row.when.first_day == date(2024, 3, 7))
    found = {row.key: row for row in near(QueryEngine(store), first.id, 14)}
    # From 22 February, and from 1 January to 31 December, to 7 March 2024.
    assert found["payment:payment-first"][1:] == (-14, -14)
    assert found["payment:payments-2024"][1:] == (-66, 299)
    assert "payment:payment-first" not in {row.key for row in near(QueryEngine(store), first.id, 13)}


def test_nothing_is_near_calls_that_are_not_told_one_by_one(store: CaseStore) -> None:
    (group,) = (row for row in voyages_of(store) if row.kind is VoyageKind.GROUP)
    assert near(QueryEngine(store), group.id, 366) == ()
    assert near(QueryEngine(store), "no such voyage", 366) == ()


@pytest.mark.parametrize("case", ["store", "training"])
def test_only_counted_sailings_known_to_the_day_are_dated(case: str, request: pytest.FixtureRequest) -> None:
    opened: CaseStore = request.getfixturevalue(case)
    sailings = [
        row for row in voyages_of(opened) if row.counted and row.kind in {VoyageKind.VOYAGE, VoyageKind.CALL}
    ]
    days = dated_days(opened)
    told = [(first, last) for first, last, many in days.sailings for _ in range(many)]
    assert told == sorted((row.when.first_day, row.when.last_day) for row in sailings if is_dated(row.when))
    assert (days.all_sailings, days.all_payments) == (len(sailings), len(opened.record.payments))
