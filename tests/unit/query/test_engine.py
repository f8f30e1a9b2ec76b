"""The engine on the reported record: counts, ledgers, order, cancellation."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.quantity import Estimate
from desktop_app.domain.record import Record
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.months import months_between
from desktop_app.query.reading import read
from desktop_app.query.voyage_rows import Order
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.case_store import CaseStore

EVERYTHING = Filter()


@pytest.fixture
def engine(store: CaseStore) -> QueryEngine:
    return QueryEngine(store)


def ids(engine: QueryEngine, filter_: Filter) -> set[str]:
    return set(ordered(engine, Order.DATE, filter_))


def ordered(
    engine: QueryEngine, order: Order, filter_: Filter = EVERYTHING, *, descending: bool = False
) -> list[str]:
    rows = engine.voyage_rows(filter_, order, descending=descending).rows
    found = engine.ids_of(rows)
    return [found[row] for row in rows]


def test_no_filter_shows_every_row(engine: QueryEngine, reported: Record) -> None:
    result = engine.voyage_rows(Filter(), Order.DATE, descending=False)
    assert len(result.rows) == result.total == len(reported.voyages)


def test_calls_of_the_43_are_12_and_about_31(engine: QueryEngine) -> None:
    total = engine.ledgers(Filter()).total
    assert (total.calls, total.approximate) == (43, True)
    assert engine.ledgers(Filter()).unplaced.calls == 31


def test_volume_of_the_two_calls_with_a_deadweight(engine: QueryEngine) -> None:
    # 3,565 t × ⅓ × 7.23, × 0.9 × 7.98 and × 0.9 × 8.50, two calls of one ship.
    total = engine.ledgers(Filter()).total
    assert total.estimated == 2
    assert (round(total.low_bbl), round(total.best_bbl), round(total.high_bbl)) == (17_183, 51_208, 54_544)


def test_august_2024_has_no_call_and_says_why(engine: QueryEngine) -> None:
    ledgers = engine.ledgers(Filter.of(DateClause(date(2024, 8, 1), date(2024, 8, 31))))
    assert date(2024, 8, 1) not in ledgers.observed
    assert [row.visibility.value for row in ledgers.observations] == ["cloud"]


def test_notified_zero_is_kept_apart_from_silence(engine: QueryEngine) -> None:
    months = engine.ledgers(Filter()).notified_months
    assert months[date(2023, 10, 1)]["RU"] == 0.0
    assert "RU" not in months.get(date(2024, 2, 1), {})
    assert months[date(2024, 1, 1)]["RU"] == 15_279


def test_vessel_filter_leaves_nameless_ledgers_out(engine: QueryEngine) -> None:
    ledgers = engine.ledgers(Filter.of(ChoiceClause(ClauseKind.VESSEL, ("chon-ma-san",), ("CHON MA SAN",))))
    assert ledgers.figures_left_out
    assert not ledgers.claims
    assert not ledgers.notified_months
    assert ledgers.total.calls == 2


def test_unknown_volumes_stay_last_in_both_directions(engine: QueryEngine, store: CaseStore) -> None:
    for descending in (False, True):
        voyages = store.voyages(ordered(engine, Order.VOLUME, descending=descending))
        known = [isinstance(volume_of(store, voyage, engine.assumptions), Estimate) for voyage in voyages]
        assert known == sorted(known, reverse=True)


@pytest.mark.parametrize("order", list(Order))
def test_every_order_keeps_every_row(engine: QueryEngine, order: Order) -> None:
    up, down = ordered(engine, order), ordered(engine, order, descending=True)
    assert sorted(up) == sorted(down)
    assert len(set(up)) == len(up)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dates(date(2024, 1, 1), date(2025, 12, 31)), st.dates(date(2024, 1, 1), date(2025, 12, 31)))
def test_clauses_narrow_in_any_order(store: CaseStore, reported: Record, one: date, other: date) -> None:
    engine = QueryEngine(store)
    dates = DateClause(min(one, other), max(one, other))
    vessel = ChoiceClause(ClauseKind.VESSEL, ("yu-son",), ("YU SON",))
    together = ids(engine, Filter.of(dates, vessel))
    assert together == ids(engine, Filter.of(dates)) & ids(engine, Filter.of(vessel))
    covered = {row.id for row in reported.voyages if dates.covers(row.when)}
    assert ids(engine, Filter.of(dates)) == covered


def test_map_counts_ships_at_their_ports(engine: QueryEngine) -> None:
    content = engine.map_content(Filter())
    assert content.calls_per_port["vostochny"] == 12
    assert content.calls_per_port["nampo"] >= 1
    assert not engine.map_content(Filter.of(DateClause(date(2030, 1, 1)))).calls_per_port


def test_calls_and_positions_after_the_window_are_not_on_the_map(engine: QueryEngine) -> None:
    """The tanker of 18 May discharged on 6 June, and Yu Son was seen again on 8 May."""
    may = engine.map_content(Filter.of(DateClause(date(2024, 5, 1), date(2024, 5, 31))))
    assert "v-2024-05-18-unnamed" in may.voyage_ids
    assert "nampo" not in may.calls_per_port
    april = engine.map_content(Filter.of(DateClause(date(2024, 4, 1), date(2024, 4, 30))))
    assert "seen-2024-04-16-yu-son" in april.sighting_ids
    assert "seen-2024-05-08-yu-son" not in april.sighting_ids


def test_cancelled_query_stops(store: CaseStore) -> None:
    feedback = Feedback()
    feedback.cancel()
    endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
    engine = QueryEngine(store)
    with pytest.raises(Cancelled):
        read(store, endless, (), feedback)
    assert len(engine.voyage_rows(Filter(), Order.DATE, descending=False).rows)


def test_months_between_crosses_years() -> None:
    assert months_between(date(2023, 11, 30), date(2024, 2, 1)) == (
        date(2023, 11, 1),
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2024, 2, 1),
    )
