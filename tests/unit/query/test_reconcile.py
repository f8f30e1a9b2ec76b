"""The ledgers side by side, against a loop over the voyages and figures themselves."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.assumption import Key, Range
from desktop_app.domain.movement import Consignment, Voyage
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.statement import Measure
from desktop_app.domain.time_span import TimeSpan
from desktop_app.importers.training_case import open_training_case
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter, TextClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.query.reconcile_query import Reconciled, Window, reconciled, voyages_within
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore

SPRING = DateClause(date(2024, 3, 1), date(2024, 5, 31))


@pytest.fixture
def training(resources: Resources) -> Iterator[CaseStore]:
    opened = open_training_case(resources)
    yield opened
    opened.close()


def row_of(found: Reconciled, first: date, last: date) -> Window:
    (row,) = [row for row in found.rows if (row.first, row.last) == (first, last)]
    return row


def barrels_within(engine: QueryEngine, first: date, last: date, dates: DateClause) -> tuple[int, Range]:
    """Calls and barrels of what lies within a window and passes the dates, one by one."""
    record = engine.store.record
    rows: list[Voyage | Consignment] = [row for row in engine.store.voyages(all_ids(engine)) if row.counted]
    rows += record.consignments
    sums = [0.0, 0.0, 0.0]
    calls = 0
    for row in rows:
        if not (first <= row.when.first_day and row.when.last_day <= last and dates.covers(row.when)):
            continue
        if isinstance(row, Voyage):
            calls += row.ships
            found = volume_of(engine.store, row, engine.assumptions)
        else:
            found = rail_volume(engine.store, row, engine.assumptions)
        if isinstance(found, Estimate):
            each = found.low_bbl, found.best_bbl, found.high_bbl
            sums = [total + one for total, one in zip(sums, each, strict=True)]
    return calls, Range(*sums)


def all_ids(engine: QueryEngine) -> tuple[str, ...]:
    return voyages_within(engine, Filter(), date(1900, 1, 1), date(2100, 1, 1))[1]


@pytest.mark.parametrize("period", list(Period))
@pytest.mark.parametrize("dates", [DateClause(), SPRING])
def test_each_row_observes_what_lies_within_it(
    training: CaseStore, store: CaseStore, period: Period, dates: DateClause
) -> None:
    for case in (training, store):
        engine = QueryEngine(case)
        engine = engine.under(engine.assumptions.moved(Key.LOAD_FRACTION, Range(0.4, 0.7, 0.8)))
        found = reconciled(engine, Filter.of(dates) if dates.is_active else Filter(), period)
        assert found.rows
        for row in found.rows:
            calls, barrels = barrels_within(engine, row.first, row.last, dates)
            assert row.observed.calls == calls, row
            told = row.observed.low_bbl, row.observed.best_bbl, row.observed.high_bbl
            assert told == pytest.approx(tuple(barrels)), row


@pytest.mark.parametrize("period", list(Period))
def test_each_figure_stands_once_and_in_its_own_window(store: CaseStore, period: Period) -> None:
    found = reconciled(QueryEngine(store), Filter(), period)
    shown = [figure.id for row in found.rows for figure in row.figures]
    assert len(shown) == len(set(shown))
    record = store.record
    claims = {row.id for row in record.claims if row.measure in {Measure.BARRELS, Measure.CALLS} and row.when}
    # The tonnes that are told of the same thing as barrels; deadweights and tenders are none.
    assert set(shown) == {*(row.id for row in record.notified), *claims, "bbcru-56000-t"}
    for row in found.rows:
        for figure in (*row.notified, *row.claims):
            assert figure.when is not None
            assert (figure.when.first_day, figure.when.last_day) == (row.first, row.last)
        for figure in row.parts:
            assert row.is_period
            assert isinstance(figure.when, TimeSpan)
            assert period.is_one(figure.when)
            assert row.first <= figure.when.first_day
            assert figure.when.last_day <= row.last


def test_a_window_longer_than_the_period_is_a_row_of_its_own(store: CaseStore) -> None:
    found = reconciled(QueryEngine(store), Filter(), Period.MONTH)
    row = row_of(found, date(2024, 3, 7), date(2024, 11, 5))
    assert not row.is_period
    assert {"osc-43-calls", "osc-over-1m", "osc-over-40-calls"} < {claim.id for claim in row.claims}
    # All counted calls of the record lie within it, those not published one by one too.
    assert (row.observed.calls, row.observed.approximate) == (43, True)
    assert found.unplaced.calls == 31
    march = row_of(found, date(2024, 3, 1), date(2024, 3, 31))
    assert [claim.id for claim in march.claims] == ["us-165k-march"]
    # What the first five tankers could carry is told of two weeks, not of the month.
    assert [figure.id for figure in march.parts] == ["rusi-125k"]


def test_a_year_tells_the_share_of_the_cap_of_what_shares_no_day(store: CaseStore) -> None:
    found = reconciled(QueryEngine(store), Filter(), Period.YEAR)
    assert found.limit_bbl == 500_000
    year = row_of(found, date(2023, 1, 1), date(2023, 12, 31))
    assert [[one.id for one in figures] for _, figures in year.chosen] == [
        ["notified-ru-2023"],
        ["notified-cn-2023"],
    ]
    (share,) = [row for row in found.shares if row.year == 2023]
    assert share.notified is not None
    assert share.notified.volume_bbl == 105_845 + 256_861
    of_2024 = row_of(found, date(2024, 1, 1), date(2024, 12, 31))
    assert dict(of_2024.missing) == {"RU": 11, "CN": 1}


def test_clauses_that_figures_cannot_be_asked_leave_them_out_and_say_so(store: CaseStore) -> None:
    engine = QueryEngine(store)
    one_ship = ChoiceClause(ClauseKind.VESSEL, ("chon-ma-san",), ("CHON MA SAN",))
    found = reconciled(engine, Filter.of(one_ship), Period.MONTH)
    assert found.figures_left_out
    assert found.figures == frozenset()
    assert sum(row.observed.calls for row in found.rows) == 2
    words = reconciled(engine, Filter.of(TextClause("Radio Free Asia")), Period.MONTH)
    assert not words.figures_left_out
    assert {ident.rpartition("-")[0] for ident in words.figures} == {"rfa-2023", "rfa"}


def test_the_voyages_of_a_window(store: CaseStore) -> None:
    engine = QueryEngine(store)
    count, ids = voyages_within(engine, Filter(), date(2024, 3, 1), date(2024, 3, 31))
    voyages = store.voyages(ids)
    assert count == len(ids) == len(voyages)
    assert sum(row.ships for row in voyages) == 5
    assert all(row.counted and row.when.last_day <= date(2024, 3, 31) for row in voyages)
