"""Days with a usable look against a loop over the days, and who the sentence is about."""

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.provenance import Citation, Reference
from desktop_app.domain.record import Record
from desktop_app.domain.statement import Observation, Visibility
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.exporters.watch_words import days_in_short, look_words, minimum_sentence
from desktop_app.importers.training_case import training_record
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.observability_query import observability
from desktop_app.query.observability_results import DayCounts, Look, PortLooks
from desktop_app.query.periods import Period
from desktop_app.query.port_looks import runs_of
from desktop_app.storage.case_store import CaseStore

FIRST = date(2024, 1, 20)
LENGTH = 60
CITED = Citation((Reference("S"),), None)
BETTER = (Visibility.CLEAR, Visibility.CLOUD, Visibility.NO_IMAGE)
AUGUST = DateClause(date(2024, 8, 1), date(2024, 8, 31))


@pytest.fixture(params=["UTC", "Asia/Vladivostok", "America/New_York"])
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The machine's own zone, which must change nothing."""
    before = os.environ.get("TZ")
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


def statement(visibility: Visibility, start: datetime, end: datetime, precision: Precision) -> Observation:
    return Observation("o", "p", TimeSpan(start, end, precision), visibility, "", CITED)


@st.composite
def statements(draw: st.DrawFn) -> Observation:
    """Whole days, and times of the clock on both sides of midnight."""
    start = datetime(FIRST.year, FIRST.month, FIRST.day, tzinfo=UTC) + timedelta(
        days=draw(st.integers(0, LENGTH - 1)), seconds=draw(st.sampled_from((0, 1, 43_200, 86_399)))
    )
    end = start + timedelta(days=draw(st.integers(0, 20)), seconds=draw(st.sampled_from((0, 1, 86_399))))
    return statement(draw(st.sampled_from(BETTER)), start, end, draw(st.sampled_from(Precision)))


def day_by_day(rows: list[Observation], day: date) -> Visibility | None:
    """The best that anybody states of a day."""
    told = {row.visibility for row in rows if row.when.start.date() <= day <= row.when.end.date()}
    return next((visibility for visibility in BETTER if visibility in told), None)


@given(st.lists(statements(), max_size=8), st.integers(-5, LENGTH), st.integers(-1, 50))
def test_of_overlapping_statements_the_better_look_wins_on_each_day(
    rows: list[Observation], offset: int, length: int
) -> None:
    port = PortLooks("p", "Port", runs_of(rows))
    first = FIRST + timedelta(days=offset)
    days = [first + timedelta(days=number) for number in range(length + 1)]
    told = [day_by_day(rows, day) for day in days]
    assert port.between(first, first + timedelta(days=length)) == DayCounts(
        len(days), *(told.count(visibility) for visibility in BETTER)
    )
    if days:
        expected = tuple(None if seen is None else seen is Visibility.CLEAR for seen in told)
        assert port.looks(days[0], days[-1]) == expected
        assert sum((run.last - run.first).days + 1 for run in port.within(days[0], days[-1])) == sum(
            seen is not None for seen in told
        )
    for run, after in zip(port.runs, port.runs[1:], strict=False):
        assert run.last < after.first
        assert run.look is not after.look or run.last + timedelta(days=1) < after.first


def test_the_day_of_a_picture_is_that_of_utc(zone: str) -> None:
    at = datetime(2024, 3, 7, 23, 30, tzinfo=UTC)
    (run,) = runs_of([statement(Visibility.CLEAR, at, at, Precision.INSTANT)])
    assert (run.first, run.last, run.look) == (date(2024, 3, 7), date(2024, 3, 7), Look.USABLE), zone


def test_a_month_that_nobody_saw_a_call_in_is_told_of_all_the_same(store: CaseStore) -> None:
    found = observability(QueryEngine(store), Filter.of(AUGUST))
    assert [port.port_id for port in found.ports] == ["vostochny"]
    august = found.period(Period.MONTH, date(2024, 8, 1))
    assert august == DayCounts(31, 0, 31, 0)
    assert august.is_unseen
    assert minimum_sentence(found) == "A minimum (Aug 2024): 0 of 31 days had a usable image of Vostochny."


def test_days_of_which_nothing_is_stated_are_neither_seen_nor_unseen(store: CaseStore) -> None:
    found = observability(QueryEngine(store), Filter())
    march = found.period(Period.MONTH, date(2024, 3, 1))
    assert (march.stated, march.not_stated, march.is_unseen) == (0, 31, False)
    assert days_in_short(march) == "not stated"
    # 7 March to 5 November are 244 days, of which one statement covers the 31 of August.
    assert minimum_sentence(found) == (
        "A minimum (7 Mar – 5 Nov 2024): 0 of 31 days had a usable image of Vostochny; "
        "for the other 213 days nothing is stated."
    )
    third = found.period(Period.QUARTER, date(2024, 7, 1))
    assert days_in_short(third) == "0 of 31 days, 61 not stated"
    assert look_words(third) == "31 days hidden by cloud, 61 days of which nothing is stated"
    assert "for none of 30 days is it stated" in minimum_sentence(found, date(2024, 4, 1), date(2024, 4, 30))


def test_who_asks_where_ships_discharge_is_told_of_those_ports(store: CaseStore) -> None:
    engine = QueryEngine(store)
    nampo = ChoiceClause(ClauseKind.DISCHARGE, ("nampo",))
    found = observability(engine, Filter.of(nampo, AUGUST))
    assert found.side is ClauseKind.DISCHARGE
    assert minimum_sentence(found) == "A minimum (Aug 2024): about images of Nampo nothing is stated."
    both = Filter.of(nampo, ChoiceClause(ClauseKind.LOADING, ("vostochny",)), AUGUST)
    assert [port.port_id for port in observability(engine, both).ports] == ["vostochny"]
    # A port is chosen, and no call there is documented: it is that port all the same.
    chosen = Filter.of(ChoiceClause(ClauseKind.LOADING, ("nakhodka",)), AUGUST)
    assert [port.port_id for port in observability(engine, chosen).ports] == ["nakhodka"]


def test_the_dates_of_the_filter_cut_a_month(training: CaseStore) -> None:
    engine = QueryEngine(training)
    dates = DateClause(date(2024, 3, 20), date(2024, 4, 10))
    found = observability(engine, Filter.of(dates))
    days = [row for row in training.record.observations if row.port_id == "vostochny"]
    for month, first, last in (
        (date(2024, 3, 1), date(2024, 3, 20), date(2024, 3, 31)),
        (date(2024, 4, 1), date(2024, 4, 1), date(2024, 4, 10)),
    ):
        counts = found.period(Period.MONTH, month)
        length = (last - first).days + 1
        seen = [day_by_day(days, first + timedelta(days=number)) for number in range(length)]
        assert counts == DayCounts(length, *(seen.count(visibility) for visibility in BETTER))
    assert found.period(Period.MONTH, date(2024, 5, 1)) == DayCounts()
    assert minimum_sentence(found).startswith("A minimum (20 Mar – 10 Apr 2024): ")


@pytest.fixture
def odd(reported: Record) -> Iterator[tuple[Record, QueryEngine]]:
    """The training case with calls elsewhere, at no documented port, and some that are not counted."""
    made = training_record(reported)
    first, second, third, *_ = made.voyages
    year = TimeSpan.of_days(date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR)
    rows = (
        replace(first, id="elsewhere", from_port_id="nakhodka", ships=60, when=year),
        replace(second, id="nowhere", from_port_id="", ships=4),
        replace(third, id="not-counted", from_port_id="rajin", counted=False, not_counted_why="seen twice"),
    )
    odd = tuple(replace(row, call_ids=(), sighting_ids=()) for row in rows)
    record = replace(made, voyages=(*made.voyages, *odd))
    store = CaseStore.of_record(record)
    yield record, QueryEngine(store)
    store.close()


@pytest.mark.parametrize(
    "clauses",
    [
        (),
        (DateClause(date(2024, 5, 1), None),),
        (DateClause(None, date(2024, 3, 20)),),
        (DateClause(date(2030, 1, 1), None),),
        (ChoiceClause(ClauseKind.VESSEL, ("example-01", "example-02")),),
        (ChoiceClause(ClauseKind.TRACKER, ("off",)), DateClause(date(2024, 4, 2), date(2024, 9, 9))),
    ],
)
def test_ports_and_window_are_those_of_the_counted_calls(
    odd: tuple[Record, QueryEngine], clauses: tuple[DateClause | ChoiceClause, ...]
) -> None:
    record, engine = odd
    filter_ = Filter.of(*clauses)
    vessel, tracker = filter_.choice(ClauseKind.VESSEL), filter_.choice(ClauseKind.TRACKER)
    ever = [
        row
        for row in record.voyages
        if row.counted
        and (not vessel.values or row.vessel_id in vessel.values)
        and (not tracker.values or row.tracker.value in tracker.values)
    ]
    now = [row for row in ever if filter_.dates.covers(row.when)]
    ships: Counter[str] = Counter()
    for row in ever:
        ships[row.from_port_id] += row.ships
    found = observability(engine, filter_)
    assert [port.port_id for port in found.ports] == [ident for ident, _ in ships.most_common() if ident]
    assert found.elsewhere == sum(row.ships for row in now if not row.from_port_id)
    first = min((row.when.first_day for row in now), default=None)
    last = max((row.when.last_day for row in now), default=None)
    assert found.first_day == (filter_.dates.first_day or first)
    assert found.last_day == (filter_.dates.last_day or last)
    if found.elsewhere:
        assert "at no documented loading port left out." in minimum_sentence(found)
    if now:
        assert "about images of Nakhodka nothing is stated" in minimum_sentence(found) or vessel.values
