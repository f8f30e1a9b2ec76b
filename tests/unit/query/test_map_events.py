"""Which events a map draws: by layer, selection and filter, and where they lie."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.map_events import LAYER_OF, drawn_on, kinds_drawn, kinds_within, passing_on_map
from desktop_app.query.timeline_events import EventLane, event_lanes
from desktop_app.session.style import FIRST_LAYERS, MAP_LAYERS
from desktop_app.storage.case_store import CaseStore

WORLD = (95.0, 15.0, 180.0, 72.0)
GAPS = (EventKind.GAP,)


@pytest.fixture
def engine(training: CaseStore) -> QueryEngine:
    return QueryEngine(training)


def test_layers_and_the_selection_say_which_kinds_are_drawn() -> None:
    assert set(LAYER_OF) == set(EventKind)
    assert set(LAYER_OF.values()) < set(MAP_LAYERS)
    usual = kinds_drawn(FIRST_LAYERS, (), has_tracks=True)
    assert set(usual) == set(EventKind) - {EventKind.MISSED_CALL}
    assert kinds_drawn(FIRST_LAYERS, (), has_tracks=False) == ()
    assert kinds_drawn(MAP_LAYERS, (), has_tracks=False) == (EventKind.MISSED_CALL,)
    assert not drawn_on(FIRST_LAYERS, has_tracks=False)
    chosen = ("ais_event:visit-0-0-0", "voyage:gap-1", "ais_event:nonsense-0")
    assert kinds_drawn((), chosen, has_tracks=True) == (EventKind.VISIT,)


def test_the_filter_hides_events_but_its_dates_and_area_do_not(engine: QueryEngine) -> None:
    gaps = engine.events(EventKind.GAP)
    everything = passing_on_map(engine, GAPS, Filter())
    assert len(gaps)
    assert everything.all()
    assert passing_on_map(engine, GAPS, Filter.of(DateClause(date(1999, 1, 1), date(1999, 2, 1)))).all()
    ship = gaps.vessel_ids[int(gaps.vessel[0])]
    hers = passing_on_map(engine, GAPS, Filter.of(ChoiceClause(ClauseKind.VESSEL, (ship,))))
    assert np.array_equal(hers, gaps.vessel == gaps.vessel[0])
    assert passing_on_map(engine, (), Filter()).shape == (0,)


def test_a_kind_is_within_a_place_where_one_of_it_begins_or_ends_there(engine: QueryEngine) -> None:
    gaps = engine.events(EventKind.GAP)
    assert kinds_within(engine, GAPS, Filter(), WORLD) == {EventKind.GAP}
    assert kinds_within(engine, GAPS, Filter(), (100.0, 60.0, 101.0, 61.0)) == frozenset()
    lon, lat = gaps.end_lon_e7[0] / 1e7, gaps.end_lat_e7[0] / 1e7
    near = (lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01)
    assert kinds_within(engine, GAPS, Filter(), near) == {EventKind.GAP}
    before = Filter.of(DateClause(date(1999, 1, 1), date(1999, 2, 1)))
    assert kinds_within(engine, GAPS, before, WORLD) == frozenset()


def test_the_timeline_has_the_same_events_and_waits_for_none(engine: QueryEngine) -> None:
    parameters = replace(EventParameters(), gap_h=71.5)
    assert event_lanes(engine.detecting(parameters), Filter(), GAPS) == ()  # not found with these yet
    gaps = engine.events(EventKind.GAP)
    (lane,) = event_lanes(engine, Filter(), GAPS)
    assert lane.lane is EventLane.GAPS
    assert {run.key for run in lane.runs} == {f"ais_event:{gaps.id_of(row)}" for row in range(len(gaps))}
    assert [run.first_s for run in lane.runs] == sorted(gaps.start_s.tolist())
    opened = {run.key for run in lane.runs if run.is_open}
    assert opened == {
        f"ais_event:{gaps.id_of(row)}" for row in np.flatnonzero(gaps.facts["is_open"]).tolist()
    }
    ship = gaps.vessel_ids[int(gaps.vessel[0])]
    (hers,) = event_lanes(engine, Filter.of(ChoiceClause(ClauseKind.VESSEL, (ship,))), GAPS)
    assert sum(run.passing for run in hers.runs) == int(np.count_nonzero(gaps.vessel == gaps.vessel[0]))
    assert len(hers.runs) == len(gaps)


def test_a_crowd_of_events_is_counted(engine: QueryEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    gaps = engine.events(EventKind.GAP)
    monkeypatch.setattr("desktop_app.query.timeline_events.MOST_MARKS", len(gaps) - 1)
    (lane,) = event_lanes(engine, Filter(), GAPS)
    assert lane.runs == ()
    assert lane.counts is not None
    assert sum(lane.counts.year.total) + lane.counts.year.wider == len(gaps)
