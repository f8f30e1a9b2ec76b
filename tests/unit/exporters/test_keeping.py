"""Keeping events: one change that can be undone, nothing where nothing is new, and rows that say all."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.exporters import keeping
from desktop_app.exporters.keeping import drop_kept, keep
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage import import_desk
from desktop_app.storage.as_of import as_after
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.integrity import check

GAP = (EventKind.GAP,)
pytestmark = pytest.mark.usefixtures("plain_gaps")


@pytest.fixture
def engine(heard_case: Callable[..., Path]) -> Iterator[QueryEngine]:
    """Of a case with three silences of more than 12 hours and four of more than 6."""
    store = CaseStore.open(heard_case())
    yield QueryEngine(store)
    store.close()


def kept(store: CaseStore, columns: str = "id, start_utc, sentence") -> list[tuple[Any, ...]]:
    """The rows of events."""
    with store.reader() as connection:
        return connection.execute(f"SELECT {columns} FROM ais_event ORDER BY vessel_id, start_utc").fetchall()  # noqa: S608 - the names here


def test_what_is_found_becomes_rows_that_cite_their_tracks(engine: QueryEngine) -> None:
    store = engine.store
    change = keep(engine, GAP, "kim")
    assert change is not None
    assert (change.what, change.who) == ("Keep events found in AIS reports: 4 AIS gaps", "kim")
    assert [row[1:] for row in kept(store)] == [
        ("2024-03-01T01:00:00Z", "silent 13 h"),
        ("2024-03-01T21:00:00Z", "silent 24 h"),
        ("2024-03-01T00:00:00Z", "silent 13 h"),
        ("2024-03-01T13:00:00Z", "silent 27 h"),
    ]
    events = engine.events(EventKind.GAP)
    assert [row[0] for row in kept(store)] == [events.id_of(row) for row in range(4)]
    told = kept(store, "vessel_id, end_utc, duration_h, end_longitude, facts, track_ids, kind")[1]
    assert told[:4] == ("anna", "2024-03-02T21:00:00Z", 24.0, 131.04)
    assert json.loads(told[4]) == {"duration_s": 86400, "implied_speed_kn": None, "nearest_place_id": None}
    assert (json.loads(told[5]), told[6]) == (["track-anna"], "gap")
    with store.reader() as connection:
        cited = connection.execute(
            "SELECT DISTINCT vessel_id, source_id FROM ais_event JOIN citation USING (evidence_id) ORDER BY 1"
        ).fetchall()
    assert cited == [("anna", "src-1"), ("boris", "src-1")]
    (detection,) = store.record.detections
    assert (detection.kinds, detection.events, detection.reports) == (GAP, 4, 59)
    assert EventParameters.from_json(detection.parameters) == EventParameters()
    assert store.path is not None
    assert check(store.path) == ()


def test_the_same_again_writes_nothing(engine: QueryEngine) -> None:
    assert keep(engine, GAP, "kim") is not None
    generation, rows = engine.store.generation, kept(engine.store, "*")
    assert keep(engine, GAP, "lee") is None
    assert (engine.store.generation, kept(engine.store, "*")) == (generation, rows)


def test_other_parameters_replace_what_was_kept_and_undo_brings_it_back(engine: QueryEngine) -> None:
    store = engine.store
    keep(engine, GAP, "kim")
    before, detections = kept(store, "*"), store.record.detections
    change = keep(engine.detecting(EventParameters(gap_h=6)), GAP, "kim")
    assert change is not None
    after = kept(store, "*")
    assert (len(before), len(after)) == (4, 5)
    # The numbers of rows that stay are those of before: their history goes on.
    assert {row[0] for row in before} <= {row[0] for row in after}
    (detection,) = store.record.detections
    assert EventParameters.from_json(detection.parameters).gap_h == 6
    assert QueryEngine(store).event_parameters.gap_h == 6
    assert keep(engine.detecting(EventParameters(gap_h=20)), GAP, "kim") is not None
    assert len(kept(store)) == 2
    with store.reader() as connection:
        then = as_after(connection, change.seq)
        assert then.execute("SELECT * FROM ais_event ORDER BY vessel_id, start_utc").fetchall() == after
    store.undo("kim")
    store.undo("kim")
    assert (kept(store, "*"), store.record.detections) == (before, detections)
    store.redo("kim")
    assert kept(store, "*") == after
    assert store.path is not None
    assert check(store.path) == ()


def test_kinds_are_replaced_one_by_one(engine: QueryEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys  # noqa: PLC0415 - for this stand-in alone
    from types import ModuleType  # noqa: PLC0415 - same

    from desktop_app.analysis.event_columns import EventColumns  # noqa: PLC0415 - numpy

    other = ModuleType("none")
    other.find = lambda detector, _, __: EventColumns.none(  # type: ignore[attr-defined]
        EventKind.LOITERING, detector.fleet.vessel_ids, detector.places.ids
    )
    monkeypatch.setitem(sys.modules, "desktop_app.analysis.loitering", other)
    keep(engine, (EventKind.GAP, EventKind.LOITERING), "kim")
    later = engine.detecting(EventParameters(loitering_h=5))
    assert keep(later, (EventKind.LOITERING,), "kim") is not None
    record = engine.store.record
    assert {(one.kinds, one.events) for one in record.detections} == {
        (GAP, 4),
        ((EventKind.LOITERING,), 0),
    }
    # A detection of which nothing is left goes.
    keep(later, GAP, "kim")
    assert {one.kinds for one in engine.store.record.detections} == {GAP, (EventKind.LOITERING,)}


def test_what_is_kept_can_be_dropped_again(engine: QueryEngine) -> None:
    store = engine.store
    assert drop_kept(store, GAP, "kim") is None
    keep(engine, GAP, "kim")
    before = kept(store, "*")
    assert drop_kept(store, (EventKind.VISIT,), "kim") is None
    change = drop_kept(store, tuple(EventKind), "kim")
    assert change is not None
    assert change.what == "Drop 4 kept events of AIS reports"
    assert (kept(store), store.record.detections) == ([], ())
    store.undo("kim")
    assert (kept(store, "*"), len(store.record.detections)) == (before, 1)


def test_many_are_written_by_ranges_and_can_be_undone(
    heard_case: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_desk, "MANY_ROWS", 100)
    hours = {"anna": [0, *range(13, 13 * 400, 13)], "boris": list(range(0, 8 * 300, 8))}
    store = CaseStore.open(heard_case(hours=hours))
    engine = QueryEngine(store)
    keep(engine, GAP, "kim")
    before = kept(store, "*")
    assert len(before) == 399
    keep(engine.detecting(EventParameters(gap_h=7)), GAP, "kim")
    after = kept(store, "*")
    assert len(after) == 399 + 299
    store.undo("kim")
    assert kept(store, "*") == before
    store.redo("kim")
    assert kept(store, "*") == after
    assert store.path is not None
    path = store.path
    store.close()
    assert check(path) == ()


def test_the_same_case_gives_the_same_rows(heard_case: Callable[..., Path], tmp_path: Path) -> None:
    rows = []
    for _ in range(2):
        path = heard_case()
        store = CaseStore.open(path)
        keep(QueryEngine(store), GAP, "kim")
        columns = "id, detection_id, geom, facts, track_ids, evidence_id, sentence"
        rows.append((kept(store, columns), store.record.detections[0].id))
        store.close()
        path.rename(tmp_path / "first.gpkg")
    assert rows[0] == rows[1]


def test_what_cannot_be_kept_changes_nothing(engine: QueryEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    feedback = Feedback()
    engine.events(EventKind.GAP)
    feedback.cancel()
    with pytest.raises(Cancelled):
        keep(engine, GAP, "kim", feedback)
    monkeypatch.setattr(
        keeping, "EventSources", lambda _: type("None", (), {"of": lambda *_: ((), None, "")})()
    )
    with pytest.raises(InputError, match=r"AIS gap gap-\S+ rests on nothing that has a source"):
        keep(engine, GAP, "kim")
    assert kept(engine.store) == []
    assert engine.store.path is not None
    looked_at = CaseStore.open(engine.store.path, want_write=False)
    with pytest.raises(InputError, match=looked_at.read_only):
        keep(QueryEngine(looked_at), GAP, "kim")
    looked_at.close()


def test_other_programs_read_it(engine: QueryEngine) -> None:
    import pyogrio  # noqa: PLC0415 - GDAL, for this test alone

    keep(engine, GAP, "kim")
    path = engine.store.path
    assert path is not None
    _, _, shapes, columns = pyogrio.raw.read(path, layer="ais_event")
    assert len(shapes) == len(columns[0]) == 4
    assert pyogrio.read_info(path, layer="ais_event")["geometry_type"] == "Point"
    assert pyogrio.read_info(path, layer="watch_area")["geometry_type"] == "Polygon"
    connection = sqlite3.connect(path)
    bounds = connection.execute(
        "SELECT min_x, max_x FROM gpkg_contents WHERE table_name = 'ais_event'"
    ).fetchone()
    connection.close()
    assert bounds == (131.01, 132.01)
    assert engine.store.record.detections[0].made <= datetime.now(UTC)
