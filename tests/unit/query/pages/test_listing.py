"""Pages are as many as the things that pass, counted slowly, and each page's filter passes just its rows."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.domain.movement import Voyage
from desktop_app.domain.record import Record
from desktop_app.importers.training_case import training_record
from desktop_app.query.clause_names import choice
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter, TextClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.pages.listing import page_list
from desktop_app.query.pages.results import PageKind, PageOrder, PagesQuestion
from desktop_app.storage.case_store import CaseStore

DATES = DateClause(date(2023, 3, 10), date(2024, 5, 20))
FILTERS = (Filter(), Filter.of(DATES), Filter.of(DATES, ChoiceClause(ClauseKind.DISCHARGE, ("nampo",))))


@pytest.fixture(scope="module")
def record(reported: Record) -> Record:
    """The training case, with ships that are not named, lone positions, and ends that are not documented."""
    made = training_record(reported)
    rows = [
        replace(
            row,
            vessel_id="" if place % 11 == 0 else row.vessel_id,
            from_port_id="" if place % 7 == 0 else row.from_port_id,
            to_port_id="" if place % 14 == 0 else row.to_port_id,
        )
        for place, row in enumerate(made.voyages)
    ]
    idle, never = (replace(made.vessels[0], id=f"idle-{place}", name=f"IDLE {place}") for place in (1, 2))
    alone = [
        replace(made.sightings[0], id="alone-1", vessel_id=rows[1].vessel_id),
        replace(made.sightings[0], id="alone-2", vessel_id=idle.id),
    ]
    return replace(
        made,
        vessels=(*made.vessels, idle, never),
        voyages=tuple(rows),
        sightings=(*made.sightings, *alone),
    )


@pytest.fixture(scope="module")
def engine(record: Record) -> Iterator[QueryEngine]:
    store = CaseStore.of_record(record)
    yield QueryEngine(store)
    store.close()


def passing(engine: QueryEngine, record: Record, filter_: Filter) -> list[Voyage]:
    """Values of the voyages that pass."""
    ids = set(engine.ids_of(engine.columns().fid[engine.passing(filter_)].tolist()).values())
    return [row for row in record.voyages if row.id in ids]


@pytest.mark.parametrize("filter_", FILTERS)
def test_vessels_are_those_of_voyages_and_of_lone_positions(
    engine: QueryEngine, record: Record, filter_: Filter
) -> None:
    rows = passing(engine, record, filter_)
    taken = {ident for row in record.voyages for ident in row.sighting_ids}
    lone = [
        seen
        for seen in record.sightings
        if seen.id not in taken
        and filter_.dates.covers(seen.when)
        and filter_.clause(ClauseKind.DISCHARGE) is None
    ]
    expected = {row.vessel_id for row in (*rows, *lone)}
    found = page_list(engine, filter_, PagesQuestion(PageKind.VESSEL))
    assert {thing.key for thing in found.things} == {f"vessel:{ident}" for ident in expected}
    assert found.found == len(expected)
    in_trade = {vessel.id for vessel in record.vessels if vessel.in_trade}
    assert found.empty == len(in_trade - expected)
    # Ships share no voyage: their pages add up to the whole.
    assert sum(thing.totals.rows for thing in found.things) == found.total.rows == len(rows)
    assert sum(thing.totals.calls for thing in found.things) == found.total.calls
    assert sum(thing.totals.best_bbl for thing in found.things) == pytest.approx(found.total.best_bbl)
    for thing in found.things:
        own = [row for row in rows if f"vessel:{row.vessel_id}" == thing.key]
        assert passing(engine, record, thing.filter) == own
        spans = [row.when for row in own] + [
            row.when for row in lone if f"vessel:{row.vessel_id}" == thing.key
        ]
        assert thing.first_day == min(span.first_day for span in spans)
        assert thing.last_day == max(span.last_day for span in spans)


@pytest.mark.parametrize("filter_", FILTERS)
def test_a_voyage_is_on_the_pages_of_both_its_ports(
    engine: QueryEngine, record: Record, filter_: Filter
) -> None:
    expected: Counter[str] = Counter()
    for row in passing(engine, record, filter_):
        expected.update({row.from_port_id, row.to_port_id} - {""} or {""})
    found = page_list(engine, filter_, PagesQuestion(PageKind.PORT))
    assert {thing.key: thing.totals.rows for thing in found.things} == {
        f"port:{ident}": count for ident, count in expected.items()
    }
    for thing in found.things:
        assert len(passing(engine, record, thing.filter)) == thing.totals.rows


def test_a_filter_that_names_ports_has_pages_of_those(engine: QueryEngine, record: Record) -> None:
    filter_ = Filter.of(choice(ClauseKind.PORT, ("nampo", "vostochny"), engine.store.record))
    found = page_list(engine, filter_, PagesQuestion(PageKind.PORT))
    assert {thing.key for thing in found.things} == {"port:nampo", "port:vostochny"}
    whole = {row.id for row in passing(engine, record, filter_)}
    for thing in found.things:
        assert {row.id for row in passing(engine, record, thing.filter)} < whole


@pytest.mark.parametrize("filter_", FILTERS)
def test_each_voyage_has_a_page(engine: QueryEngine, record: Record, filter_: Filter) -> None:
    rows = passing(engine, record, filter_)
    found = page_list(engine, filter_, PagesQuestion(PageKind.VOYAGE))
    assert {thing.key for thing in found.things} == {f"voyage:{row.id}" for row in rows}
    first_days = [thing.first_day for thing in found.things]
    assert first_days == sorted(first_days, key=lambda day: day or date.min)
    for thing in found.things[::9]:
        assert [f"voyage:{row.id}" for row in passing(engine, record, thing.filter)] == [thing.key]
        assert thing.totals.rows == 1
    assert sum(thing.totals.calls for thing in found.things) == found.total.calls


@pytest.mark.parametrize("filter_", FILTERS)
def test_months_are_those_that_something_lies_in(
    engine: QueryEngine, record: Record, filter_: Filter
) -> None:
    found = page_list(engine, filter_, PagesQuestion(PageKind.MONTH))
    for thing in found.things:
        dates = thing.filter.dates
        assert dates.first_day is not None
        assert dates.last_day is not None
        assert thing.key == f"month:{dates.first_day:%Y-%m}" == f"month:{dates.last_day:%Y-%m}"
        assert passing(engine, record, thing.filter) == [
            row for row in passing(engine, record, filter_) if dates.covers(row.when)
        ]
    met = {thing.key for thing in found.things}
    for row in passing(engine, record, filter_):
        day = max(row.when.first_day, filter_.dates.first_day or date.min)
        assert f"month:{day:%Y-%m}" in met


@pytest.mark.parametrize("kind", PageKind)
@pytest.mark.parametrize("order", PageOrder)
def test_orders_and_a_limit(engine: QueryEngine, kind: PageKind, order: PageOrder) -> None:
    whole = page_list(engine, Filter(), PagesQuestion(kind, order))
    named = [thing for thing in whole.things if not thing.key.endswith(":")]
    assert whole.things[: len(named)] == tuple(named), "what is not documented comes last"
    some = page_list(engine, Filter(), PagesQuestion(kind, order, 3))
    assert some.things == whole.things[:3]
    assert (some.found, some.left_out) == (whole.found, whole.found - 3)
    match order:
        case PageOrder.CALLS:
            values = [-thing.totals.calls for thing in named]
        case PageOrder.BARRELS:
            values = [-thing.totals.best_bbl for thing in named]
        case PageOrder.DATE:
            values = [(thing.first_day or date.min).toordinal() for thing in named]
        case PageOrder.NAME:
            return
    assert values == sorted(values)


@pytest.mark.parametrize("kind", PageKind)
def test_nothing_passes(engine: QueryEngine, kind: PageKind) -> None:
    found = page_list(engine, Filter.of(TextClause("nothing of the kind")), PagesQuestion(kind))
    assert (found.things, found.found) == ((), 0)
