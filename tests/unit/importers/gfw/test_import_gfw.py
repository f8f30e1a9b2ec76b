"""Events of Global Fishing Watch in a case: as its reckoning, with numbers, never as a fact of our own."""

import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.imports import ImportRun
from desktop_app.domain.movement import HowKnown, Sensor
from desktop_app.domain.place import PortKind, PortRole
from desktop_app.domain.provenance import Citation
from desktop_app.importers.gfw.events import events_of_json
from desktop_app.importers.gfw.import_gfw import recognise
from desktop_app.importers.importing import ImportOrder, Sample, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.reports import report_lines
from desktop_app.importers.running import run_imports
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Insert, evidence_id
from desktop_app.storage.rows.cells import point_cell
from desktop_app.storage.saving import create_empty

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
PORT = (130.30, 42.22)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseStore]:
    path = tmp_path / "case.gpkg"
    create_empty(path, title="Nothing yet", who="Kim", now=NOW)
    store = CaseStore.open(path)
    citation = Citation.of(["source-hand"], None)
    port = {
        "name_en": "Rajin",
        "country": "KP",
        "kind": PortKind.PORT.value,
        "role": PortRole.LOADING.value,
        "geom": point_cell(PORT),
        "evidence_id": evidence_id(citation),
    }
    store.edit(
        Edit(
            "Add a port",
            (
                Insert("source", "source-hand", {"title": "By hand", "kind": "original"}),
                Insert("port", "rajin", port),
            ),
            (citation,),
        ),
        "Kim",
    )
    yield store
    store.close()


def take(case: CaseStore, resources: Resources, path: Path) -> ImportRun:
    file = InputFile(path, "", path.name)
    (found,) = recognise(Sample(file, path.read_bytes()[:65536]))
    order = ImportOrder(file, found.format, SourceChoice())
    return run_imports(case, [order], "Kim", resources, Feedback(), lambda _: None, NOW).runs[0]


def event(kind: str, number: int, lon: float, lat: float, **more: Any) -> dict[str, Any]:
    return {
        "id": f"event-{number}",
        "type": kind,
        "start": f"2024-03-0{number}T01:00:00.000Z",
        "end": f"2024-03-0{number}T13:30:00.000Z",
        "position": {"lat": lat, "lon": lon},
        "boundingBox": [lon, lat, lon, lat],
        "vessel": {"id": "x", "name": "PRIMORYE", "ssvid": "273123450", "flag": "RUS", "type": "\ud800\0"},
        **more,
    }


ENTRIES = [
    event(
        "port_visit",
        *(1, 130.31, 42.221),
        port_visit={
            "confidence": "4",
            "durationHrs": 12.5,
            "intermediateAnchorage": {"name": "NAJIN BAY", "flag": "PRK"},
        },
    ),
    event(
        "encounter",
        *(2, 131.5, 41.5),
        encounter={
            "vessel": {"name": "<b>UN HUNG", "ssvid": "445000001", "flag": "PRK"},
            "medianDistanceKilometers": 0.05,
        },
    ),
    event(
        "gap",
        *(3, 131.0, 41.0),
        gap={"durationHours": "30.25", "intentionalDisabling": True, "distanceKm": "x"},
    ),
    event("loitering", *(4, 131.2, 41.1), loitering={"totalTimeHours": 6, "averageSpeedKnots": 0.7}),
    event("port_visit", *(5, 150.0, 10.0), port_visit={"intermediateAnchorage": {"name": "NOWHERE\ud800\0"}}),
    event("dancing", *(6, 131.2, 41.1)),
    "rubbish",
]


def test_events_become_calls_and_sightings_by_the_reckoning_of_another(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    path = tmp_path / "events.json"
    path.write_text(json.dumps({"total": 7, "entries": ENTRIES}), encoding="utf-8")
    run = take(case, resources, path)
    assert (run.counts.read, run.counts.accepted, run.counts.rejected) == (7, 4, 3)
    refused = {line.first_line: line.reason for line in report_lines(case, run) if line.verdict == "rejected"}
    assert refused.keys() == {5, 6, 7}
    assert "NOWHERE" in refused[5]
    with case.reader() as reader:
        calls = [row[0] for row in reader.execute("SELECT id FROM port_call")]
        seen = [row[0] for row in reader.execute("SELECT id FROM sighting ORDER BY start_utc")]
    (call,) = case.calls(calls)
    assert (call.port_id, call.how_known) == ("rajin", (HowKnown.AIS,))
    assert call.summary == (
        "By Global Fishing Watch’s reckoning a port visit at NAJIN BAY (PRK), 12.5 h, confidence 4 of 4"
    )
    sightings = case.sightings(seen)
    assert [one.sensor for one in sightings] == [Sensor.AIS] * 3
    assert [one.summary.partition("reckoning ")[2] for one in sightings] == [
        "encounter, with <b>UN HUNG (PRK, 445000001), median distance 0.1 km",
        "a gap in AIS, 30.2 h, which it takes for switching off on purpose",
        "loitering, 6.0 h, mean speed 0.7 kn",
    ]
    again = take(case, resources, path)
    assert (again.counts.accepted, again.counts.unchanged, again.counts.rejected) == (0, 4, 3)


def test_a_file_of_the_map_names_its_ship_by_its_own_name(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    path = tmp_path / "PRIMORYE(RUS)-events-2024-03-01-2024-03-09.csv"
    path.write_text(
        "type,start,end,voyage,latitude,longitude,portVisitId,portVisitName,portVisitFlag,"
        "encounteredVesselId,encounteredVesselName,encounteredVesselFlag\n"
        "port_visit,2024-03-01T01:00:00.000Z,2024-03-01T13:30:00.000Z,1,42.221,130.31,id,RAJIN,PRK,,,\n"
        "encounter,2024-03-02T01:00:00.000Z,2024-03-02T13:30:00.000Z,1,41.5,131.5,,,,id,UN HUNG,PRK\n"
        "encounter,2024-03-02T01:00:00.000Z\n",
        encoding="utf-8",
    )
    run = take(case, resources, path)
    assert (run.counts.read, run.counts.accepted, run.counts.rejected) == (3, 2, 1)
    assert "PRIMORYE" in {one.name for one in case.record.vessels}


@given(
    st.binary(max_size=300),
    st.recursive(
        st.none() | st.text() | st.floats(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["entries", "type", "gap", "vessel", "position", "port_visit"]), inner
            )
        ),
    ),
)
def test_any_content_ends_as_events_or_as_a_sentence(content: bytes, value: Any) -> None:
    recognise(Sample(InputFile(Path("x"), "", "x"), content))
    for text in (content, json.dumps(value).encode()):
        sentences: list[str] = []
        try:
            list(events_of_json(io.BytesIO(text), "x.json", lambda *_: None))
        except InputError as error:
            sentences.append(str(error))
        assert all("x.json" in one for one in sentences)
