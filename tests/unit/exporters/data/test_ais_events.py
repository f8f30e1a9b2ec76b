"""Found events and verdicts as tables of an export: filtered, with their sources, redacted as tracks are."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyogrio
import pytest

from desktop_app.domain.ais_event import EventKind
from desktop_app.exporters.data.data_set import Choice, data_set
from desktop_app.exporters.data.exporting import export
from desktop_app.exporters.data.redaction import Redaction, Whom
from desktop_app.exporters.data.rows import ais_events
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.tables import DataTable
from desktop_app.exporters.data.writers import FORMATS
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.day_text import parse_day
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Insert

pytestmark = pytest.mark.usefixtures("plain_gaps")
TABLES = ("ais_events", "event_verdicts", "sources", "vessels")


@pytest.fixture
def engine(heard_case: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> Iterator[QueryEngine]:
    """Of a case with four silences, of which the first and the last are judged."""
    monkeypatch.setattr(ais_events, "EventKind", (EventKind.GAP,))
    store = CaseStore.open(heard_case())
    engine = QueryEngine(store)
    events = engine.events(EventKind.GAP)
    cells: dict[str, Any] = {
        "kind": "gap", "precision": "interval", "approximate": 0, "author": "kim", "parameters": "{}",
        "judged_utc": "2024-04-01T00:00:00Z",
    }  # fmt: skip
    judged = [
        cells | {"event_id": events.id_of(0), "vessel_id": "anna", "judgement": "rejected", "text": "=why"}
        | {"start_utc": "2024-03-01T01:00:00Z", "end_utc": "2024-03-01T14:00:00Z"},
        cells | {"event_id": events.id_of(3), "vessel_id": "boris", "judgement": "accepted"}
        | {"start_utc": "2024-03-01T13:00:00Z", "end_utc": "2024-03-02T16:00:00Z"},
    ]  # fmt: skip
    rows = tuple(Insert("event_verdict", f"verdict-{n}", row) for n, row in enumerate(judged))
    store.edit(Edit("judge", rows, (), ""), "kim")
    yield engine
    store.close()


def tables(
    engine: QueryEngine, choice: Choice, resources: Resources
) -> dict[str, tuple[DataTable, list[Any]]]:
    """Tables with their rows."""
    with data_set(engine, choice, resources) as data:
        return {table.name: (table, list(table.rows)) for table in data.tables}


def column(told: tuple[DataTable, list[Any]], name: str) -> list[Any]:
    """The cells of a column."""
    table, rows = told
    return [row[table.place(name)] for row in rows]


def test_events_have_their_verdicts_and_sources(engine: QueryEngine, resources: Resources) -> None:
    found = tables(engine, Choice(Scope.ALL, tables=TABLES), resources)
    events = found["ais_events"]
    assert column(events, "found") == ["silent 13 h", "silent 24 h", "silent 13 h", "silent 27 h"]
    assert column(events, "verdict") == ["rejected", None, None, "accepted"]
    assert column(events, "source_ids") == [("src-1",)] * 4
    assert column(events, "track_ids")[0] == ("track-anna",)
    assert json.loads(column(events, "facts")[1])["duration_s"] == 86_400
    assert json.loads(column(events, "parameters")[0])["gap_h"] == 12.0
    assert column(found["event_verdicts"], "verdict_text") == ["=why", None]
    assert column(found["event_verdicts"], "event_id")[0] == column(events, "id")[0]


def test_the_filter_holds_for_both(engine: QueryEngine, resources: Resources) -> None:
    filter_ = Filter.of(DateClause(parse_day("2024-03-02", end=False), None))
    found = tables(engine, Choice(Scope.FILTERED, filter_, TABLES), resources)
    assert column(found["ais_events"], "found") == ["silent 24 h", "silent 27 h"]
    assert found["ais_events"][0].total == 4
    assert column(found["event_verdicts"], "verdict") == ["accepted"]
    # They are made only where they are asked for; what people said is there in any case.
    default = tables(engine, Choice(Scope.ALL), resources)
    assert "ais_events" not in default
    assert "event_verdicts" in default


def test_pseudonyms_of_ships_leave_them_out(engine: QueryEngine, resources: Resources) -> None:
    # When a ship was where tells who she is.
    redaction = Redaction("p", pseudonyms=(Whom.VESSELS,), key="k" * 32)
    found = tables(engine, Choice(Scope.ALL, tables=TABLES, redaction=redaction), resources)
    assert set(found) == {"sources", "vessels"}
    without = Redaction("c", drop_fields=("coordinates",))
    table, rows = tables(engine, Choice(Scope.ALL, tables=TABLES, redaction=without), resources)["ais_events"]
    assert {"lon", "lat", "end_lon", "place", "facts", "found"}.isdisjoint(one.name for one in table.columns)
    assert len(rows) == 4


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_every_format_takes_them(
    engine: QueryEngine, resources: Resources, tmp_path: Path, form: str
) -> None:
    out = tmp_path / ("out" if form == "parquet" else f"out.{form}")
    choice = Choice(Scope.ALL, tables=TABLES)
    done = export(engine, choice, resources, FORMATS[form], out, Feedback(), with_bom=False)
    assert done.sentence
    assert out.exists()
    if form == "gpkg":
        assert len(pyogrio.raw.read(out, layer="ais_events")[2]) == 4
