"""Detections, verdicts and watched areas: what is written is read, merged, and looked through."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.ais_event import (
    EVENT_CHECKS,
    Detection,
    EventKind,
    EventVerdict,
    Judgement,
    WatchArea,
)
from desktop_app.domain.provenance import Citation
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Cell, Edit, Insert, Operation, Update, evidence_id
from desktop_app.storage.integrity import check
from desktop_app.storage.merging import merge
from desktop_app.storage.rows.ais_events import detection_cells, verdict_cells, watch_area_cells

NOW = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
CITATION = Citation.of(["src-1"], None)
HOSTILE = st.text("aZ9 '\";%_\\\n<&\u0416\ud55c\U0001f6e2\u200f", min_size=1, max_size=8)
INSTANT = st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
VERDICTS = st.builds(
    EventVerdict,
    id=st.just("verdict-1"),
    event_id=HOSTILE,
    kind=st.sampled_from(EventKind),
    vessel_id=st.just("a"),
    other_vessel_id=st.sampled_from(["", "b"]),
    port_id=st.just("") | HOSTILE,
    check=st.sampled_from(["", *(one.value for one in EVENT_CHECKS)]),
    when=st.builds(
        lambda start, hours: TimeSpan(start, start + timedelta(hours=hours), Precision.INTERVAL),
        INSTANT,
        st.integers(0, 9_000),
    ),
    judgement=st.sampled_from(Judgement),
    text=st.just("") | HOSTILE,
    author=HOSTILE,
    judged=INSTANT,
    parameters=HOSTILE,
)
DETECTIONS = st.builds(
    Detection,
    id=st.just("detection-1"),
    made=INSTANT,
    kinds=st.lists(st.sampled_from(EventKind), min_size=1, unique=True).map(tuple),
    parameters=HOSTILE,
    version=st.integers(0, 2**40),
    reports=st.integers(0, 2**40),
    tracks_digest=HOSTILE,
    events=st.integers(0, 2**40),
)
AREAS = st.builds(
    WatchArea,
    id=st.just("area-1"),
    name=HOSTILE,
    ring=st.lists(st.tuples(st.floats(-180, 180), st.floats(-90, 90)), min_size=3, max_size=9).map(tuple),
    citation=st.just(CITATION),
)
AREA = WatchArea("area-1", "Anchorage", ((130.0, 42.0), (130.5, 42.0), (130.5, 42.5)), CITATION)
DETECTION = Detection("detection-1", NOW, (EventKind.GAP,), "{}", 1, 9, "0" * 64, 1)


def insert(table: str, cells: dict[str, Cell], **more: Cell) -> Insert:
    """A row from its cells."""
    rest = {name: cell for name, cell in (cells | more).items() if name != "id"}
    return Insert(table, str(cells["id"]), rest)


def event(detection_id: str, number: int, **more: Cell) -> Insert:
    """A gap of ship a."""
    cells: dict[str, Cell] = {
        "detection_id": detection_id,
        "kind": "gap",
        "vessel_id": "a",
        "start_utc": "2024-03-07T00:00:00Z",
        "end_utc": "2024-03-08T00:00:00Z",
        "duration_h": 24.0,
        "score": 0,
        "sentence": "silent 24 h",
        "facts": "{}",
        "track_ids": json.dumps(["t"]),
        "evidence_id": evidence_id(CITATION),
    }
    return Insert("ais_event", f"gap-{number}", cells | more)


@pytest.fixture
def store(sample: Any, tmp_path: Path) -> Any:
    """A case with two ships."""
    connection = sample.case(tmp_path / "case.gpkg")
    connection.close()
    store = CaseStore.open(tmp_path / "case.gpkg")
    store.edit(sample.edit("ships", sample.vessel("a"), sample.vessel("b")), "kim")
    yield store
    store.close()


def change(path: Path, *operations: Operation) -> None:
    """Change a case that is not open."""
    store = CaseStore.open(path)
    store.edit(Edit("change", operations, (CITATION,), ""), "kim")
    store.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(VERDICTS, DETECTIONS, AREAS)
def test_what_was_written_is_read(
    store: CaseStore, verdict: EventVerdict, detection: Detection, area: WatchArea
) -> None:
    rows = (
        insert("event_verdict", verdict_cells(verdict)),
        insert("detection", detection_cells(detection)),
        insert("watch_area", watch_area_cells(area), evidence_id=evidence_id(CITATION)),
    )
    store.edit(Edit("found", rows, (CITATION,), ""), "kim")
    record = store.record
    assert (record.event_verdicts, record.detections, record.watch_areas) == (
        (verdict,),
        (detection,),
        (area,),
    )
    store.undo("kim")
    assert (store.record.event_verdicts, store.record.detections, store.record.watch_areas) == ((), (), ())


def test_the_newest_of_detections_and_verdicts_is_the_last(store: CaseStore) -> None:
    newer = replace(DETECTION, id="detection-2", made=NOW + timedelta(days=1))
    rows = [insert("detection", detection_cells(one)) for one in (newer, DETECTION)]
    store.edit(Edit("found", tuple(rows), (), ""), "kim")
    assert [one.id for one in store.record.detections] == ["detection-1", "detection-2"]


def test_an_area_without_an_outline_is_refused(store: CaseStore) -> None:
    row = insert("watch_area", watch_area_cells(AREA), geom=None, evidence_id=evidence_id(CITATION))
    store.edit(Edit("area", (row,), (CITATION,), ""), "kim")
    with pytest.raises(InputError, match=r"“area-1” of the table watch_area .* it has no outline"):
        _ = store.record.watch_areas


def test_a_note_about_an_event_needs_no_row_of_it(store: CaseStore) -> None:
    cells: dict[str, Cell] = {"text": "odd", "author": "kim", "written_utc": "2024-03-08T00:00:00Z"}
    about = [
        Insert("note", f"note-{place}", cells | {"subject": subject})
        for place, subject in enumerate(("ais_event:gap-9", "area:gone"))
    ]
    store.edit(Edit("remark", tuple(about), (), ""), "kim")
    assert store.path is not None
    store.close()
    assert [finding.sentence for finding in check(store.path)] == [
        "Note note-1 is about area:gone, which is not in the case."
    ]


def test_of_two_detections_a_merge_keeps_ours_whole(store: CaseStore, tmp_path: Path) -> None:
    store.close()
    ours, theirs, out = tmp_path / "case.gpkg", tmp_path / "theirs.gpkg", tmp_path / "out.gpkg"
    theirs.write_bytes(ours.read_bytes())
    other = replace(DETECTION, id="detection-2", parameters='{"gap_h": 6}')
    verdict = insert(
        "event_verdict",
        {"id": "verdict-1", "event_id": "gap-1", "kind": "gap", "vessel_id": "a", "approximate": 0}
        | {"start_utc": "2024-03-07T00:00:00Z", "end_utc": "2024-03-08T00:00:00Z", "precision": "interval"}
        | {
            "judgement": "rejected",
            "author": "lee",
            "judged_utc": "2024-03-09T00:00:00Z",
            "parameters": "{}",
        },
    )
    theirs_rows = (
        insert("detection", detection_cells(other)),
        event("detection-2", 1),
        event("detection-2", 2),
    )
    change(theirs, *theirs_rows, verdict)

    # Nothing of our own: theirs comes whole.
    assert merge(ours, theirs, tmp_path / "taken.gpkg", who="kim", now=NOW).conflicts == ()
    taken = CaseStore.open(tmp_path / "taken.gpkg")
    assert taken.record.detections == (other,)
    taken.close()

    change(ours, insert("detection", detection_cells(DETECTION)), event("detection-1", 1, sentence="ours"))
    assert merge(ours, theirs, out, who="kim", now=NOW).conflicts == ()
    merged = CaseStore.open(out)
    assert merged.record.detections == (DETECTION,)
    assert [row.judgement for row in merged.record.event_verdicts] == [Judgement.REJECTED]
    with merged.reader() as connection:
        assert connection.execute("SELECT id, detection_id, sentence FROM ais_event").fetchall() == [
            ("gap-1", "detection-1", "ours")
        ]
        (what,) = connection.execute("SELECT what FROM tumen_change ORDER BY seq DESC").fetchall()[0]
    assert what.endswith("; 3 rows of its detections left out, ours stay")
    merged.close()
    assert check(out) == ()

    # Afterwards a change of theirs alone is taken again.
    change(out, Update("detection", "detection-1", {"events": 5}))
    report = merge(ours, out, tmp_path / "again.gpkg", who="kim", now=NOW)
    assert report.conflicts == ()


def test_what_events_refer_to_is_looked_up(store: CaseStore) -> None:
    rows = insert("detection", detection_cells(DETECTION)), event("detection-1", 1)
    store.edit(Edit("found", rows, (CITATION,), ""), "kim")
    store.close()
    assert store.path is not None
    assert check(store.path) == ()
    connection = apsw.Connection(str(store.path))
    connection.execute("DELETE FROM detection; UPDATE ais_event SET end_utc = '2024-03-06T00:00:00Z'")
    connection.close()
    assert {finding.sentence for finding in check(store.path)} == {
        "Event in AIS reports gap-1 refers to detection detection-1, which is not in the case.",
        "Event in AIS reports gap-1: start (UTC) lies after end (UTC).",
    }
