"""A case is opened with the thresholds that its last detection was kept with."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.ais_event import Detection, EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.importers.new_case import make_case
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Insert
from desktop_app.storage.rows.ais_events import detection_cells


@pytest.mark.parametrize(
    ("texts", "gap_h"),
    [
        ([], 12.0),
        ([EventParameters(gap_h=6).as_json(), EventParameters(gap_h=8).as_json()], 8.0),
        (['{"gap_h": 24}', '{"gap_h": 1000}', '{"later": 1}', "{}x", '{"gap_h": NaN}', "[1]"], 24.0),
    ],
)
def test_the_newest_that_can_be_read_counts(tmp_path: Path, texts: list[str], gap_h: float) -> None:
    path = tmp_path / "case.gpkg"
    now = datetime(2026, 1, 1, tzinfo=UTC)
    make_case(path, Resources.locate(), title="Case", who="kim", now=now)
    store = CaseStore.open(path)
    rows = []
    for day, text in enumerate(texts, start=1):
        detection = Detection(f"d-{9 - day}", now.replace(day=day), (EventKind.GAP,), text, 1, 1, "0", 0)
        cells = detection_cells(detection)
        rows.append(Insert("detection", detection.id, {k: v for k, v in cells.items() if k != "id"}))
    if rows:
        store.edit(Edit("kept", tuple(rows), (), ""), "kim")
    engine = QueryEngine(store)
    assert engine.event_parameters == EventParameters(gap_h=gap_h)
    assert engine.detecting(EventParameters(gap_h=2)).event_parameters.gap_h == 2
    assert engine.detecting(EventParameters(gap_h=gap_h)) is engine
    store.close()
