"""What was exposed, by a loop over days and voyages, and the estimate beside the documented figure."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from desktop_app.analysis.exposure import Corrected, Refused, corrected
from desktop_app.domain.assumption import Key
from desktop_app.domain.movement import HowKnown
from desktop_app.domain.record import Record
from desktop_app.domain.statement import Visibility
from desktop_app.exporters.corrected import CorrectedPort, corrected_months, corrected_words, port_sentence
from desktop_app.importers.training_case import training_record
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.exposure_query import exposure
from desktop_app.query.periods import Period
from desktop_app.query.volumes_query import volumes
from desktop_app.query.volumes_results import Question
from desktop_app.storage.case_store import CaseStore

YEAR = Filter.of(DateClause(date(2024, 3, 10), date(2024, 10, 31)))
AUGUST, OCTOBER = date(2024, 8, 1), date(2024, 10, 1)
Make = Callable[[Record], QueryEngine]


@pytest.fixture
def opened() -> Iterator[Make]:
    stores: list[CaseStore] = []

    def make(record: Record) -> QueryEngine:
        stores.append(CaseStore.of_record(record))
        return QueryEngine(stores[-1])

    yield make
    for store in stores:
        store.close()


@pytest.fixture(scope="module")
def record(reported: Record) -> Record:
    """The training case with a call of October that only a report tells of."""
    made = training_record(reported)
    late = next(row for row in made.voyages if row.counted and row.when.first_day >= OCTOBER)
    told = replace(late, id="told", how_known=(HowKnown.REPORT,), call_ids=(), sighting_ids=())
    return replace(made, voyages=(*made.voyages, told))


def look(record: Record, day: date) -> bool | None:
    """Of one day: the better statement wins."""
    told = [
        row.visibility
        for row in record.observations
        if row.port_id == "vostochny" and row.when.first_day <= day <= row.when.last_day
    ]
    return Visibility.CLEAR in told if told else None


def test_exposure_is_that_of_a_loop_over_days_and_voyages(opened: Make, record: Record) -> None:
    engine = opened(record)
    (port,) = exposure(engine, YEAR).ports
    stay = engine.assumptions.range(Key.STAY_DAYS)
    assert stay is not None
    assert [row.month.month for row in port.months] == [3, 4, 5, 6, 7, 8, 9, 10]
    for row in port.months:
        first = max(row.month, date(2024, 3, 10))
        last = Period.MONTH.last_day(row.month)
        # A ship that came on the last day lies there for up to two more.
        length = (last - first).days + 1
        looks = tuple(look(record, first + timedelta(days=number)) for number in range(length + 2))
        seen = sum(
            voyage.ships
            for voyage in record.voyages
            if voyage.counted
            and voyage.from_port_id == "vostochny"
            and HowKnown.IMAGE in voyage.how_known
            and row.month <= voyage.when.first_day
            and voyage.when.last_day <= last
            and voyage.when.last_day >= first
        )
        assert (row.exposed.days, row.exposed.looks, row.exposed.calls) == (length, looks, seen)
        assert f"{row.month.year}" in row.exposed.name


def month_of(ports: tuple[CorrectedPort, ...], month: date) -> Corrected:
    found = ports[0].months[month].found
    assert isinstance(found, Corrected)
    return found


def test_the_estimate_stands_beside_the_bar_and_is_never_below_it(opened: Make, record: Record) -> None:
    engine = opened(record)
    ports = corrected_months(engine, YEAR)
    bars = volumes(engine, YEAR.with_clause(ChoiceClause(ClauseKind.LOADING, ("vostochny",))), Question())
    for month, beside in ports[0].months.items():
        if isinstance(beside.found, Refused):
            continue
        bar = bars.cells[month, 0]
        assert beside.documented == bar
        assert bar.calls <= beside.found.low_calls <= beside.found.high_calls
        assert beside.bbl is not None
        assert bar.low_bbl <= beside.bbl.low
        assert bar.high_bbl <= beside.bbl.high
    # In a clear month next to nothing is added, and the call that was only told of is among them.
    calls = bars.cells[OCTOBER, 0].calls
    assert ports[0].months[OCTOBER].in_images == calls - 1
    assert calls <= month_of(ports, OCTOBER).mean_calls < calls + 1
    assert "1 documented otherwise" in corrected_words(ports[0].months[OCTOBER])
    (exposed,) = (row.exposed for row in exposure(engine, YEAR).ports[0].months if row.month.month == 4)
    alone = corrected(exposed, 1.8)
    assert isinstance(alone, Corrected)
    assert month_of(ports, date(2024, 4, 1)).mean_calls == pytest.approx(alone.mean_calls)


def test_a_month_without_a_look_is_refused_and_left_out_of_the_whole(opened: Make, record: Record) -> None:
    ports = corrected_months(opened(record), YEAR)
    refused = ports[0].months[AUGUST]
    assert isinstance(refused.found, Refused)
    assert corrected_words(refused).startswith("Vostochny in August 2024: none of the 31 days had a usable")
    assert refused.bbl is None
    assert len(ports[0].left_out) == 1
    assert isinstance(ports[0].whole.found, Corrected)
    # 10 March to 31 October without August.
    assert ports[0].whole.found.days == 236 - 31


def test_the_record_states_too_little_for_any_correction(store: CaseStore) -> None:
    (port,) = corrected_months(QueryEngine(store), Filter())
    assert all(isinstance(month.found, Refused) for month in port.months.values())
    assert port.whole.bbl is None
    assert "nothing is stated" in corrected_words(port.months[date(2024, 4, 1)])
    # The about 31 calls of which only the year's window is known are in no month.
    assert (port.unplaced.calls, port.unplaced.approximate) == (31, True)
    assert port_sentence(port).startswith("Vostochny: no month has a usable look")
    assert port_sentence(port).endswith(
        "9 months cannot be corrected. About 31 calls known only within a longer time than a month left out."
    )


def test_without_a_length_of_stay_there_is_no_chance_to_be_seen(opened: Make, record: Record) -> None:
    rows = tuple(row for row in record.parameters if row.id != Key.STAY_DAYS)
    (port,) = corrected_months(opened(replace(record, parameters=rows)), YEAR)
    assert "assumes no length of stay" in corrected_words(port.months[OCTOBER])
    assert port_sentence(port).startswith("Vostochny: the case assumes no length of stay")
