"""Volumes by period and part against a loop over the voyages themselves, and the day the cap is crossed."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from desktop_app.analysis.load_model import volume_of
from desktop_app.domain.movement import Consignment, Tracker, Voyage, VoyageKind
from desktop_app.domain.quantity import Estimate, Quantity
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.importers.training_case import training_record
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter, TextClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period, period_of_key
from desktop_app.query.rail_barrels import rail_volume
from desktop_app.query.volume_sources import volume_sources
from desktop_app.query.volumes_query import train_ids, volumes, voyage_ids
from desktop_app.query.volumes_results import MOST_PARTS, Cell, PartKind, Question, Shown, Split
from desktop_app.storage.case_store import CaseStore

CAP_BBL = 500_000
# Spans that end with their month, cross a month, a quarter and a year, and one that fills a year.
SPANS = (
    TimeSpan.of_days(date(2024, 2, 29), date(2024, 2, 29), Precision.DAY),
    TimeSpan.of_days(date(2024, 4, 25), date(2024, 5, 3), Precision.WINDOW),
    TimeSpan.of_days(date(2024, 3, 28), date(2024, 4, 2), Precision.WINDOW),
    TimeSpan.of_days(date(2024, 12, 30), date(2025, 1, 2), Precision.WINDOW),
    TimeSpan.of_days(date(2023, 1, 1), date(2023, 12, 31), Precision.YEAR),
    TimeSpan.of_days(date(2024, 6, 1), date(2024, 6, 30), Precision.MONTH),
)


@pytest.fixture(scope="module")
def made_up(reported: Record) -> Record:
    """The training case with voyages of every length, kind and gap, and trains with and without barrels."""
    record = training_record(reported)
    first, *others = record.voyages
    odd = [
        replace(
            first,
            id=f"odd-{place}-{kind}",
            kind=kind,
            when=when,
            ships=place + 1,
            vessel_id="" if place % 2 else first.vessel_id,
            label="unnamed tanker" if place % 2 else "",
            from_port_id="" if place == 2 else first.from_port_id,
            product=("", "diesel", "petrol")[place % 3],
            tracker=Tracker.UNKNOWN,
            call_ids=(),
            sighting_ids=(),
            counted=kind is not VoyageKind.SIGHTING,
            not_counted_why="only seen" if kind is VoyageKind.SIGHTING else "",
        )
        for place, when in enumerate(SPANS)
        for kind in VoyageKind
    ]
    train = record.consignments[0]
    trains = [
        replace(train, id="in-tonnes", product="diesel", quantity=Quantity(90.0, None, 110.0, "t")),
        replace(train, id="in-wagons", product="diesel", quantity=Quantity(12.0, None, 12.0, "wagons")),
        replace(train, id="across", when=SPANS[3]),
    ]
    return replace(record, voyages=(first, *others, *odd), consignments=(*record.consignments, *trains))


class Case:
    """The made-up case, opened; a class of its own, since hypothesis writes down what a test is given."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.store = CaseStore.of_record(record)
        self.engine = QueryEngine(self.store)


@pytest.fixture(scope="module")
def case(made_up: Record) -> Iterator[Case]:
    opened = Case(made_up)
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def engine(case: Case) -> QueryEngine:
    return case.engine


def part_values(split: Split) -> tuple[Callable[[Voyage], str], Callable[[Consignment], str]]:
    """The value of a split that a voyage and a consignment have."""
    of_voyage: dict[Split, Callable[[Voyage], str]] = {
        Split.NOTHING: lambda _: "all",
        Split.VESSEL: lambda row: row.vessel_id,
        Split.LOADING: lambda row: row.from_port_id,
        Split.DISCHARGE: lambda row: row.to_port_id,
        Split.PRODUCT: lambda row: row.product,
        Split.MODE: lambda _: "sea",
    }
    of_train: dict[Split, Callable[[Consignment], str]] = {
        Split.NOTHING: lambda _: "all",
        Split.PRODUCT: lambda row: row.product,
    }
    return of_voyage[split], of_train.get(split, lambda _: "rail")


def cell_of(engine: QueryEngine, row: Voyage) -> Cell:
    volume = volume_of(engine.store, row, engine.assumptions)
    cell = Cell(row.ships, approximate=row.kind is VoyageKind.GROUP)
    if not isinstance(volume, Estimate):
        return cell
    ends = {name: getattr(volume, name) for name in ("low_bbl", "best_bbl", "high_bbl")}
    return cell._replace(estimated=row.ships, **ends)


def slow(
    engine: QueryEngine, record: Record, filter_: Filter, period: Period, split: Split
) -> dict[tuple[date | None, str], Cell]:
    """The same by hand; under the clauses that the test uses."""
    of_voyage, of_train = part_values(split)
    vessel, tracker = filter_.choice(ClauseKind.VESSEL), filter_.choice(ClauseKind.TRACKER)
    cells: dict[tuple[date | None, str], Cell] = {}

    def add(when: TimeSpan, value: str, cell: Cell) -> None:
        one = period.start(when.first_day) == period.start(when.last_day)
        at = (period.start(when.first_day) if one else None), value
        cells[at] = cells.get(at, Cell()).plus(cell)

    for row in record.voyages:
        passes = (
            row.counted
            and filter_.dates.covers(row.when)
            and (not vessel.values or row.vessel_id in vessel.values)
            and (not tracker.values or row.tracker.value in tracker.values)
        )
        if passes:
            add(row.when, of_voyage(row), cell_of(engine, row))
    for train in record.consignments:
        if filter_.dates.covers(train.when) and not vessel.values and not tracker.values:
            barrels = rail_volume(engine.store, train, engine.assumptions)
            cell = Cell(consignments=1)
            if isinstance(barrels, Estimate):
                ends = {name: getattr(barrels, name) for name in ("low_bbl", "best_bbl", "high_bbl")}
                cell = Cell(consignments=1, in_barrels=1, **ends)
            add(train.when, of_train(train), cell)
    return cells


def same(one: Cell, other: Cell) -> bool:
    return one[:5] == other[:5] and one[5:] == pytest.approx(other[5:])


DAYS = st.one_of(st.none(), st.dates(date(2022, 12, 1), date(2025, 2, 1)))
FILTERS = st.builds(
    lambda first, last, vessel, tracker: Filter.of(
        DateClause(min(first, last), max(first, last)) if first and last else DateClause(first, last),
        ChoiceClause(ClauseKind.VESSEL, vessel),
        ChoiceClause(ClauseKind.TRACKER, tracker),
    ),
    DAYS,
    DAYS,
    st.sampled_from([(), ("example-01",), ("example-01", "")]),
    st.sampled_from([(), ("off",), ("off", "unknown")]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(FILTERS, st.sampled_from(Period), st.sampled_from(Split), st.sampled_from(Shown))
@example(Filter(), Period.YEAR, Split.PRODUCT, Shown.BARRELS)
@example(
    Filter.of(DateClause(date(2025, 1, 2), date(2025, 1, 2))), Period.QUARTER, Split.NOTHING, Shown.CALLS
)
def test_sums_are_those_of_a_loop(
    case: Case, filter_: Filter, period: Period, split: Split, shown: Shown
) -> None:
    engine = case.engine
    question = Question(period, split, shown)
    found = volumes(engine, filter_, question)
    wanted = slow(engine, case.record, filter_, period, split)
    places = {value: place for place, part in enumerate(found.parts) for value in part.values or ("all",)}
    by_place: dict[tuple[date | None, int], Cell] = {}
    for (start, value), cell in wanted.items():
        at = start, places[value]
        by_place[at] = by_place.get(at, Cell()).plus(cell)
    got = {**found.cells, **{(None, place): cell for place, cell in found.unplaced.items()}}
    assert got.keys() == by_place.keys()
    assert all(same(got[at], by_place[at]) for at in got)
    total = Cell()
    for cell in wanted.values():
        total = total.plus(cell)
    assert same(found.total, total)
    assert {start for start, _ in found.cells} <= set(found.periods)
    # Those of a few bars: each is read from the case.
    for (start, place), cell in sorted(got.items(), key=lambda one: one[1].calls)[-4:]:
        count, ids = voyage_ids(engine, filter_, question, start, place)
        assert count == len(ids)
        rows = engine.store.voyages(ids)
        assert sum(row.ships for row in rows) == cell.calls
        trains = train_ids(engine, filter_, question, start, place)
        assert len(trains) == cell.consignments


def test_at_most_eight_parts_and_the_others_by_name(engine: QueryEngine, made_up: Record) -> None:
    found = volumes(engine, Filter(), Question(split=Split.VESSEL))
    kinds = [part.kind for part in found.parts]
    assert kinds.count(PartKind.NAMED) == MOST_PARTS
    (others,) = (part for part in found.parts if part.kind is PartKind.OTHERS)
    names = {vessel.id: vessel.name for vessel in made_up.vessels}
    assert others.members == tuple(names[value] for value in others.values)
    # Largest first, and the same while a date window moves.
    volume = [
        sum(cell.best_bbl for (_, place), cell in found.cells.items() if place == part)
        + found.unplaced.get(part, Cell()).best_bbl
        for part in range(MOST_PARTS)
    ]
    assert volume == sorted(volume, reverse=True)
    march = Filter.of(DateClause(date(2024, 3, 1), date(2024, 3, 31)))
    assert volumes(engine, march, Question(split=Split.VESSEL)).parts[:MOST_PARTS] == found.parts[:MOST_PARTS]


@pytest.mark.parametrize(
    "zone", ["UTC", "Asia/Vladivostok", "Asia/Pyongyang", "America/New_York", "Pacific/Kiritimati"]
)
def test_the_same_in_every_time_zone(
    made_up: Record, engine: QueryEngine, zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question, filter_ = Question(), Filter.of(DateClause(date(2024, 2, 29), date(2024, 3, 31)))
    here = volumes(engine, filter_, question)
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    store = CaseStore.of_record(made_up)
    there = volumes(QueryEngine(store), filter_, question)
    store.close()
    monkeypatch.undo()
    time.tzset()
    assert (there.cells, there.years) == (here.cells, here.years)


def with_voyages(record: Record, spans: list[TimeSpan], barrels: list[tuple[float, float]]) -> Record:
    """No voyages, but trains of these barrels at these times: the running total knows no difference."""
    train = record.consignments[0]
    trains = [
        replace(train, id=f"train-{place}", when=when, quantity=Quantity(low, None, high, "bbl"))
        for place, (when, (low, high)) in enumerate(zip(spans, barrels, strict=True))
    ]
    return replace(record, voyages=(), calls=(), sightings=(), consignments=tuple(trains))


@pytest.mark.parametrize(
    ("days", "barrels", "first", "last"),
    [
        # Exactly the cap is not above it.
        ([(1, 1), (40, 40)], [(CAP_BBL / 2, CAP_BBL / 2)] * 2, None, None),
        ([(1, 1), (40, 50)], [(CAP_BBL, CAP_BBL), (1.0, 1.0)], 40, 50),
        # The high end on the first days, the low end on the last ones.
        ([(10, 20), (30, 35), (60, 60)], [(200e3, 300e3)] * 3, 30, 60),
        ([(10, 20), (30, 35)], [(200e3, 300e3)] * 2, 30, None),
        # In the order of the days, not of the rows.
        ([(100, 110), (5, 5)], [(400e3, 400e3), (200e3, 200e3)], 100, 110),
    ],
)
def test_the_cap_is_crossed_between_its_first_and_its_last_possible_day(
    reported: Record,
    days: list[tuple[int, int]],
    barrels: list[tuple[float, float]],
    first: int | None,
    last: int | None,
) -> None:
    new_year = date(2018, 1, 1)

    def day(number: int) -> date:
        return new_year + timedelta(days=number)

    spans = [TimeSpan.of_days(day(one), day(other), Precision.WINDOW) for one, other in days]
    store = CaseStore.of_record(with_voyages(training_record(reported), spans, barrels))
    (year,) = volumes(QueryEngine(store), Filter(), Question()).years
    store.close()
    assert year.crossed_first == (day(first) if first is not None else None)
    assert year.crossed_last == (day(last) if last is not None else None)
    assert year.low.totals[-1] == pytest.approx(sum(low for low, _ in barrels))
    assert year.high.totals[-1] == pytest.approx(sum(high for _, high in barrels))


def test_running_totals_of_ships_end_with_the_year(engine: QueryEngine) -> None:
    found = volumes(engine, Filter(), Question(Period.YEAR))
    years = {year.year: year for year in found.years}
    for start in found.periods:
        if start.year not in years:
            continue
        year = years[start.year]
        assert same(year.cell, found.cells[start, 0])
        assert year.best.totals[-1:] == pytest.approx((year.cell.best_bbl,) if year.best.totals else ())
        assert year.low.totals[-1:] == pytest.approx((year.cell.low_bbl,) if year.low.totals else ())
        assert year.high.totals[-1:] == pytest.approx((year.cell.high_bbl,) if year.high.totals else ())
    year = years[2024]
    assert year.crossed_first is not None
    assert year.crossed_last is not None
    assert year.crossed_best is not None
    assert year.crossed_first <= year.crossed_best <= year.crossed_last


def test_sources_of_a_bar_are_those_of_its_card(engine: QueryEngine, made_up: Record) -> None:
    found = volume_sources(engine, Filter(), Question())
    wanted: set[str] = set()
    for row in made_up.voyages:
        month = row.when.first_day.replace(day=1)
        if row.counted and month == row.when.last_day.replace(day=1) == date(2024, 4, 1):
            wanted.update(row.citation.source_ids)
            volume = volume_of(engine.store, row, engine.assumptions)
            if isinstance(volume, Estimate):
                wanted.update(volume.source_ids)
    for train in made_up.consignments:
        if train.when.first_day.replace(day=1) == train.when.last_day.replace(day=1) == date(2024, 4, 1):
            wanted.update(train.citation.source_ids)
    assert found[date(2024, 4, 1), 0] == wanted


def test_an_empty_case_has_nothing(reported: Record) -> None:
    store = CaseStore.of_record(replace(reported, voyages=(), calls=(), sightings=()))
    found = volumes(QueryEngine(store), Filter(), Question(split=Split.VESSEL))
    store.close()
    assert (found.cells, found.unplaced, found.years, found.periods) == ({}, {}, (), ())


def test_figures_that_name_no_ship_follow_dates_and_words_alone(engine: QueryEngine) -> None:
    everything = engine.ledgers(Filter())
    assert everything.notified
    assert not everything.figures_left_out
    worded = engine.ledgers(Filter.of(TextClause("institute")))
    assert 0 < len(worded.claims) <= len(everything.claims)
    assert not worded.notified
    product = engine.ledgers(Filter.of(ChoiceClause(ClauseKind.PRODUCT, ("diesel",))))
    assert product.figures_left_out
    assert product.notified == product.claims == ()


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(Period))
def test_periods_follow_each_other_and_are_found_by_their_key(day: date, period: Period) -> None:
    start = period.start(day)
    assert start <= day <= period.last_day(start) < period.after(start)
    assert period.start(period.last_day(start)) == start
    assert period_of_key(period.key(start)) == (period, start)
    assert period.between(start, period.after(start)) == (start, period.after(start))
