"""The part of the world that a page shows holds every place of its rows, with room round it."""

import pytest

from desktop_app.query.clause_names import choice
from desktop_app.query.clauses import ClauseKind, Filter, TextClause, VoyageClause
from desktop_app.query.engine import QueryEngine
from desktop_app.query.pages.bounds import LEAST_SPAN_DEG, page_place
from desktop_app.query.pages.listing import page_list
from desktop_app.query.pages.results import PageKind, PagesQuestion
from desktop_app.storage.case_store import CaseStore


def test_every_end_position_and_route_lies_inside(training: CaseStore) -> None:
    engine, record = QueryEngine(training), training.record
    ports = {port.id: port.position for port in record.ports}
    routes = {route.id: route.path for route in record.routes}
    for thing in page_list(engine, Filter(), PagesQuestion(PageKind.VOYAGE)).things[::5]:
        place = page_place(engine, thing.filter)
        assert place is not None
        voyage = training.voyage(thing.key.removeprefix("voyage:"))
        assert voyage is not None
        points = [ports.get(voyage.from_port_id), ports.get(voyage.to_port_id)]
        points += [seen.position for seen in training.sightings_of((voyage,))]
        points += routes.get(voyage.route_id, ())
        known = [point for point in points if point is not None]
        assert known
        for lon, lat in known:
            assert place.west < lon < place.east
            assert place.south < lat < place.north
        assert place.east - place.west >= LEAST_SPAN_DEG


def test_one_port_keeps_its_surroundings_and_nothing_has_no_place(store: CaseStore) -> None:
    engine = QueryEngine(store)
    place = page_place(engine, Filter.of(VoyageClause("v-2024-03-chon-ma-san")))
    assert place is not None
    assert place.east - place.west == pytest.approx(LEAST_SPAN_DEG)
    assert page_place(engine, Filter.of(TextClause("nothing of the kind"))) is None
    whole = page_place(engine, Filter())
    part = page_place(engine, Filter.of(choice(ClauseKind.VESSEL, ("chon-ma-san",), store.record)))
    assert whole is not None
    assert part is not None
    assert whole.west <= part.west
    assert part.east <= whole.east
