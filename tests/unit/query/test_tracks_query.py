"""AIS tracks under a filter: asked what a ship can be asked, and of her voyages what a voyage can be."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.domain.movement import VoyageKind
from desktop_app.importers.training_case import open_training_case
from desktop_app.query.clauses import (
    ChoiceClause,
    Clause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
)
from desktop_app.query.engine import QueryEngine
from desktop_app.query.tracks_query import heard, passing_tracks
from desktop_app.runtime.resources import Resources


@pytest.fixture(scope="module")
def engine() -> Iterator[QueryEngine]:
    store = open_training_case(Resources.locate())
    yield QueryEngine(store)
    store.close()


def ships_of(engine: QueryEngine, *clauses: Clause) -> set[str]:
    shown = set(passing_tracks(engine, Filter.of(*clauses)))
    return {track.vessel_id for track in engine.store.record.tracks if track.id in shown}


def test_dates_hide_no_track(engine: QueryEngine) -> None:
    everything = tuple(track.id for track in engine.store.record.tracks)
    assert passing_tracks(engine, Filter()) == everything
    assert passing_tracks(engine, Filter.of(DateClause(date(1990, 1, 1), date(1990, 1, 2)))) == everything


def test_clauses_of_ships_are_asked_of_the_ship(engine: QueryEngine) -> None:
    record = engine.store.record
    with_track = {track.vessel_id for track in record.tracks}
    listed = {row.vessel_id for row in record.listings}
    assert ships_of(engine, ChoiceClause(ClauseKind.VESSEL, ("example-03",))) == {"example-03"}
    assert ships_of(engine, ChoiceClause(ClauseKind.LISTING, ("",))) == with_track - listed
    assert ships_of(engine, ChoiceClause(ClauseKind.MODE, ("rail",))) == set()
    (owner,) = {vessel.owner for vessel in record.vessels if vessel.id == "example-01"}
    assert ships_of(engine, ChoiceClause(ClauseKind.OPERATOR, (owner,))) == {
        vessel.id for vessel in record.vessels if vessel.owner == owner and vessel.id in with_track
    }


def test_clauses_of_voyages_are_asked_of_the_ships_voyages(engine: QueryEngine) -> None:
    store = engine.store
    with store.reader() as connection:
        idents = [str(ident) for (ident,) in connection.execute("SELECT id FROM voyage")]
    voyages = store.voyages(idents)
    with_track = {track.vessel_id for track in store.record.tracks}
    to_nampo = {row.vessel_id for row in voyages if row.to_port_id == "nampo"}
    assert ships_of(engine, ChoiceClause(ClauseKind.DISCHARGE, ("nampo",))) == to_nampo & with_track
    nobody = DateClause(date(1990, 1, 1), None)
    words = TextClause("Chongjin")
    assert ships_of(engine, words, nobody) == ships_of(engine, words) != set()
    assert all(row.kind is not VoyageKind.GROUP for row in voyages)
    assert ships_of(engine, VolumeClause(low_bbl=1e9)) == set()


def test_a_ship_is_heard_or_silent_from_first_report_to_last(engine: QueryEngine) -> None:
    found = heard(engine, Filter())
    assert found.gaps
    for track in engine.store.record.tracks:
        times = [(row.first_s, row.last_s) for row in (*found.spans, *found.gaps) if row.track_id == track.id]
        times.sort()
        assert times[0][0] == track.when.start.timestamp()
        assert times[-1][1] == track.when.end.timestamp()
        assert [end for _, end in times[:-1]] == [start for start, _ in times[1:]]
    one = Filter.of(ChoiceClause(ClauseKind.VESSEL, ("example-03",)))
    assert {row.vessel_id for rows in heard(engine, one) for row in rows} == {"example-03"}
