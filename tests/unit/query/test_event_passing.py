"""Which found events pass a filter, against a plain reading of the same words; and lists of them in order."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.domain.ais_event import EventKind
from desktop_app.importers.training_case import open_training_case
from desktop_app.query.ais_events import FoundEvent, found_event
from desktop_app.query.clauses import (
    AreaClause,
    ChoiceClause,
    Clause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
)
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_list import KINDS, EventOrder, event_at, event_neighbours, listed_events
from desktop_app.query.event_passing import passing_events
from desktop_app.query.name_folding import fold
from desktop_app.query.neighbours import neighbours_of
from desktop_app.query.passing_ships import passing_ships
from desktop_app.runtime.resources import Resources


@pytest.fixture(scope="module")
def engine() -> Iterator[QueryEngine]:
    store = open_training_case(Resources.locate())
    yield QueryEngine(store)
    store.close()


def every_event(engine: QueryEngine) -> list[FoundEvent]:
    found = []
    for kind in EventKind:
        columns = engine.events(kind)
        detector, parameters = engine.detector(), engine.event_parameters
        found += [FoundEvent(columns, row, detector, parameters) for row in range(len(columns))]
    return found


def day_of(seconds: int) -> date:
    return datetime.fromtimestamp(seconds, UTC).date()


def passes(engine: QueryEngine, event: FoundEvent, clause: Clause) -> bool:
    ships = {event.vessel_id, event.other_id} - {""}
    places = [place.id if place else "" for place in (event.place, event.end_place)]
    is_at_ports = event.kind in {EventKind.VISIT, EventKind.VOYAGE}
    match clause:
        case DateClause(first_day=first, last_day=last):
            begins, ends = day_of(event.start_s), day_of(event.end_s)
            passing = (first is None or ends >= first) and (last is None or begins <= last)
        case AreaClause(ring=((west, south), _, (east, north), _)):
            columns, row = event.columns, event.row
            ends_at = (
                (columns.lon_e7[row] / 1e7, columns.lat_e7[row] / 1e7),
                (columns.end_lon_e7[row] / 1e7, columns.end_lat_e7[row] / 1e7),
            )
            passing = any(west <= lon < east and south <= lat < north for lon, lat in ends_at)
        case ChoiceClause(kind=ClauseKind.EVENT, values=values):
            passing = event.kind.value in values
        case ChoiceClause(kind=ClauseKind.LOADING, values=values) if is_at_ports:
            passing = places[0] in values
        case ChoiceClause(kind=ClauseKind.DISCHARGE, values=values) if is_at_ports:
            passing = places[event.kind is EventKind.VOYAGE] in values
        case ChoiceClause(kind=ClauseKind.PORT, values=values) if is_at_ports:
            passing = places[0] in values or places[1] in values
        case TextClause(text=text):
            names = [vessel.name for vessel in engine.store.record.vessels if vessel.id in ships]
            names += [port.names.en for port in engine.store.record.ports if port.id in places]
            passing = any(fold(text) in fold(name) for name in names)
        case _:
            passing = not ships.isdisjoint(passing_ships(engine, Filter.of(clause)))
    return passing


def rectangle(west: float, south: float, width: float, height: float) -> AreaClause:
    east, north = west + width, south + height
    return AreaClause(((west, south), (east, south), (east, north), (west, north)))


def clauses(engine: QueryEngine) -> st.SearchStrategy[Clause]:
    record = engine.store.record
    events = every_event(engine)
    first, last = min(event.start_s for event in events), max(event.end_s for event in events)
    days = st.dates(day_of(first) - timedelta(days=3), day_of(last) + timedelta(days=3))
    values: dict[ClauseKind, list[str]] = {
        ClauseKind.EVENT: [kind.value for kind in EventKind],
        ClauseKind.VESSEL: [vessel.id for vessel in record.vessels],
        ClauseKind.OPERATOR: ["", *(vessel.owner for vessel in record.vessels)],
        ClauseKind.PRODUCT: ["", *(facet.value for facet in engine.facets(Filter(), ClauseKind.PRODUCT))],
    }
    ports = [port.id for port in record.ports]
    values |= {kind: ["", *ports] for kind in (ClauseKind.LOADING, ClauseKind.DISCHARGE, ClauseKind.PORT)}
    chosen = [
        st.lists(st.sampled_from(sorted(set(known))), min_size=1, max_size=4, unique=True).map(
            lambda picked, kind=kind: ChoiceClause(kind, tuple(picked))
        )
        for kind, known in values.items()
    ]
    areas = st.builds(
        rectangle, st.floats(120, 135), st.floats(30, 45), st.floats(0.1, 12), st.floats(0.1, 12)
    )
    texts = st.sampled_from([vessel.name[:4] for vessel in record.vessels] + ["naMPo", "vost"]).map(
        TextClause
    )
    dates = st.tuples(days, days).map(lambda two: DateClause(min(two), max(two)))
    return st.one_of(dates, areas, texts, *chosen)


@settings(max_examples=120, deadline=None)
@given(data=st.data())
def test_events_pass_as_the_words_say(engine: QueryEngine, data: st.DataObject) -> None:
    chosen = data.draw(st.lists(clauses(engine), max_size=3, unique_by=lambda clause: clause.kind))
    filter_ = Filter.of(*chosen)
    events = every_event(engine)
    found = {
        (kind, int(row))
        for kind in EventKind
        for row in np.flatnonzero(passing_events(engine, filter_, kind))
    }
    voyage_clauses = {ClauseKind.PRODUCT}
    if not any(clause.kind in voyage_clauses for clause in chosen):
        assert found == {
            (event.kind, event.row)
            for event in events
            if all(passes(engine, event, clause) for clause in filter_.clauses)
        }
    else:  # what is asked of voyages is asked of one voyage together with the ship's other clauses
        single = {
            (event.kind, event.row)
            for event in events
            if all(passes(engine, event, clause) for clause in filter_.clauses)
        }
        assert found <= single


@pytest.mark.parametrize("order", EventOrder)
@pytest.mark.parametrize("descending", [False, True])
def test_a_list_is_in_order_and_counts_what_it_leaves_out(
    engine: QueryEngine, order: EventOrder, *, descending: bool
) -> None:
    kinds = KINDS[:2]
    rows = listed_events(engine, Filter(), kinds, order, descending=descending)
    events = [event_at(engine, rows, place) for place in range(len(rows.rows))]
    assert len(events) == sum(len(engine.events(kind)) for kind in kinds)
    names = sorted(engine.store.record.vessels, key=lambda vessel: (vessel.name.casefold(), vessel.id))
    places = {vessel.id: place for place, vessel in enumerate(names)}
    keys = {
        EventOrder.START: [event.start_s for event in events],
        EventOrder.DURATION: [event.end_s - event.start_s for event in events],
        EventOrder.SHIP: [places[event.vessel_id] for event in events],
        EventOrder.KIND: [KINDS.index(event.kind) for event in events],
        EventOrder.SCORE: [int(event.columns.score[event.row]) for event in events],
    }[order]
    assert keys == sorted(keys, reverse=descending)
    for kind in KINDS:
        assert rows.counts[kind] == (len(engine.events(kind)),) * 2
    assert [found_event(engine, event.id) for event in events] == events


def test_steps_lead_through_all_events_that_pass_in_order_of_time(engine: QueryEngine) -> None:
    for filter_ in (Filter(), Filter.of(ChoiceClause(ClauseKind.EVENT, ("gap", "visit")))):
        rows = listed_events(engine, filter_, KINDS, EventOrder.START, descending=False)
        keys = [event_at(engine, rows, place).key for place in range(len(rows.rows))]
        assert len(keys) > 10
        for place, key in enumerate(keys):
            beside = event_neighbours(engine, filter_, key.partition(":")[2])
            assert beside is not None
            assert (beside.place, beside.total) == (place + 1, len(keys))
            assert beside.previous == (keys[place - 1] if place else "")
            assert beside.following == (keys[place + 1] if place + 1 < len(keys) else "")
    hidden = engine.events(EventKind.GAP).id_of(0)
    only_visits = Filter.of(ChoiceClause(ClauseKind.EVENT, ("visit",)))
    assert event_neighbours(engine, only_visits, hidden) is None
    assert event_neighbours(engine, Filter(), "gap-nothing-1-0") is None
    assert neighbours_of(engine.store, f"ais_event:{hidden}") is None
