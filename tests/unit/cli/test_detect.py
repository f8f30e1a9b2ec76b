"""`tumen detect`: events in four formats, nothing changed unless asked for, mistakes told in a sentence."""

import csv
import io
import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop_app.analysis.detector import Detector
from desktop_app.cli.detect_options import FORMATS
from desktop_app.cli.detected import WRITERS
from desktop_app.cli.interruption import INTERRUPTED_EXIT
from desktop_app.cli.main import USAGE_EXIT, run
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import FACTS
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit, Insert

pytestmark = pytest.mark.usefixtures("plain_gaps")
MakeCase = Callable[..., Path]
HOSTILE_NAME = '=cmd|"<b>\u202e한\x1b[31m\n'


def detected(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """What is printed."""
    assert run(["detect", *map(str, words)]) == 0
    return capsys.readouterr().out


def refused(capsys: pytest.CaptureFixture[str], *words: object) -> str:
    """The sentence with which a command is refused."""
    assert run(["detect", *map(str, words)]) == USAGE_EXIT
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.count("\n") == 1
    return told.err


def test_every_format_is_offered() -> None:
    assert set(FORMATS) == set(WRITERS)


def test_text_tells_events_counts_and_what_is_left_out(
    heard_case: MakeCase, capsys: pytest.CaptureFixture[str]
) -> None:
    path = heard_case()
    content = path.read_bytes()
    lines = detected(capsys, path, "--events", "gap").splitlines()
    assert lines[:2] == ["heard.gpkg: 59 AIS reports of 3 ships", "  4 AIS gaps"]
    assert lines[2].startswith("2024-03-01 01:00 to 2024-03-01 14:00  ")
    assert lines[2].endswith("AIS gap: silent 13 h")
    assert not any(mark in line for line in lines for mark in "\x1b\x07")
    assert lines[-2].startswith("Left out: 0 reports without a usable place or time; 0 that two imports")
    assert lines[-1].startswith("Parameters: the defaults;")
    assert path.read_bytes() == content
    under = detected(capsys, path, "--events", "gap", "--set", "gap_h=20", "--set", "gap_before_h=6")
    assert "  2 AIS gaps\n" in under
    assert "Parameters: gap_h = 20 h (default 12), gap_before_h = 6 h (default 12), the others" in under


def test_the_filter_chooses_and_says_how_many_there_are(
    heard_case: MakeCase, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--events", "gap", "--from", "2024-03-02")
    text = detected(capsys, heard_case(), *words)
    assert "  2 AIS gaps (of 4 found, under the filter)\n" in text
    assert text.count("silent 13 h") == 0


def test_a_case_without_reports_says_what_to_do(
    heard_case: MakeCase, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = detected(capsys, heard_case(hours={}), "--events", "gap").splitlines()
    assert lines[0] == "heard.gpkg: 0 AIS reports of 0 ships"
    assert "`tumen import FILE --into CASE`" in lines[1]
    assert lines[2] == "  0 AIS gaps"


def test_csv_is_for_spreadsheets_and_other_tools(
    heard_case: MakeCase, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    out, case = tmp_path / "events.csv", heard_case()
    detected(capsys, case, "--events", "gap", "--format", "csv", "-o", out)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 4
    first = rows[0]
    assert (first["type"], first["start"], first["end"], first["duration_h"]) == (
        *("gap", "2024-03-01T01:00:00Z", "2024-03-01T14:00:00Z"),
        "13.0",
    )
    assert (first["vessel_id"], first["mmsi"], first["synthetic"]) == ("anna", "273000000", "false")
    assert first["vessel_name"].startswith("'=cmd")
    assert json.loads(first["facts_json"])["duration_s"] == 13 * 3600
    assert json.loads(first["source_ids"]) == ["src-1"]
    assert "there already" in refused(capsys, case, "--format", "csv", "-o", out)
    # What is printed is what the file holds.
    printed = detected(capsys, case, "--events", "gap", "--format", "csv")
    assert printed.encode() == out.read_bytes()


def test_json_and_geojson_hold_the_same_events(
    heard_case: MakeCase, capsys: pytest.CaptureFixture[str]
) -> None:
    case = heard_case(synthetic=True)
    plain = json.loads(detected(capsys, case, "--events", "gap", "--format", "json"))
    shapes = json.loads(detected(capsys, case, "--events", "gap", "--format", "geojson"))
    assert plain["counts"] == {"gap": {"passing": 4, "found": 4}}
    assert plain["synthetic"] is shapes["tumen"]["synthetic"] is True
    assert plain["note"].startswith("SYNTHETIC")
    assert plain["parameters"]["gap_h"] == {
        "value": 12.0, "unit": "h", "default": 12.0, "source": FACTS["gap_h"].source
    }  # fmt: skip
    assert set(plain["parameters"]) == {name for name, facts in FACTS.items() if EventKind.GAP in facts.kinds}
    assert [event["id"] for event in plain["events"]] == [one["id"] for one in shapes["features"]]
    event, feature = plain["events"][1], shapes["features"][1]
    assert event["facts"]["implied_speed_kn"] is None
    assert event["vessel_name"] == f"{HOSTILE_NAME}anna"
    assert feature["geometry"] == {"type": "Point", "coordinates": [131.03, 42.0]}
    assert feature["properties"]["synthetic"] is True
    assert plain["left_out"] == {"without_place_or_time": 0, "repeated": 0}
    assert "SYNTHETIC" in detected(capsys, case, "--events", "gap").splitlines()[0]
    # A case without an event is told in the same form.
    none = json.loads(detected(capsys, case, "--events", "gap", "--format", "json", "--from", "2030"))
    assert (none["events"], none["counts"]["gap"]) == ([], {"passing": 0, "found": 4})


def test_verdicts_stand_beside_their_events(heard_case: MakeCase, capsys: pytest.CaptureFixture[str]) -> None:
    case = heard_case()
    ident = json.loads(detected(capsys, case, "--events", "gap", "--format", "json"))["events"][0]["id"]
    store = CaseStore.open(case)
    cells = {
        "event_id": ident, "kind": "gap", "vessel_id": "anna", "start_utc": "2024-03-01T01:00:00Z",
        "end_utc": "2024-03-01T14:00:00Z", "precision": "interval", "approximate": 0, "judgement": "rejected",
        "text": "bad reception", "author": "kim", "judged_utc": "2024-04-01T00:00:00Z", "parameters": "{}",
    }  # fmt: skip
    store.edit(Edit("judge", (Insert("event_verdict", "verdict-1", dict(cells)),), (), ""), "kim")
    store.close()
    text = detected(capsys, case, "--events", "gap")
    assert [line for line in text.splitlines() if line.endswith("silent 13 h [rejected]")]
    rows = list(csv.DictReader(io.StringIO(detected(capsys, case, "--events", "gap", "--format", "csv"))))
    assert [row["verdict"] for row in rows] == ["rejected", "", "", ""]


def test_keep_writes_them_once(heard_case: MakeCase, capsys: pytest.CaptureFixture[str]) -> None:
    case = heard_case()
    words = (case, "--events", "gap", "--set", "gap_h=6", "--keep", "--who", "lee")
    assert detected(capsys, *words).splitlines()[-1] == "Keep events found in AIS reports: 5 AIS gaps."
    assert detected(capsys, *words).splitlines()[-1].startswith("Nothing new")
    assert run(["log", str(case)]) == 0
    assert "lee" in capsys.readouterr().out
    # What was kept with is what the next detection begins with.
    assert "gap_h = 6 h (default 12)" in detected(capsys, case, "--events", "gap")
    assert detected(capsys, case, "--drop-kept", "--events", "gap") == "Drop 5 kept events of AIS reports.\n"
    assert detected(capsys, case, "--drop-kept") == "The case keeps none of them.\n"
    # A machine's format is not mixed with words.
    json.loads(detected(capsys, *words, "--format", "json"))


def test_mistakes_are_told_in_a_sentence(
    heard_case: MakeCase, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    case = heard_case()
    assert "detect needs a case file, or --training" in refused(capsys)
    assert "does not exist" in refused(capsys, tmp_path / "none.gpkg")
    assert "there is no kind 'gaps'; there are gap, visit" in refused(capsys, case, "--events", "gaps")
    assert "'gap_h' is not NAME=VALUE" in refused(capsys, case, "--set", "gap_h")
    assert "--set gap_h: “six” is no number" in refused(capsys, case, "--set", "gap_h=six")
    assert "gap_h: 100 is not between 1 and 72 h" in refused(capsys, case, "--set", "gap_h=100")
    assert "there is no parameter gap; there are gap_h" in refused(capsys, case, "--set", "gap=6")
    assert "enter_km is greater than leave_km" in refused(capsys, case, "--set", "enter_km=5")
    assert "there is no folder" in refused(capsys, case, "-o", tmp_path / "none" / "a.csv")
    assert refused(capsys, "--training", "--keep", "--events", "gap").strip().endswith("yours.")


def test_parameters_are_listed_with_their_sources(capsys: pytest.CaptureFixture[str]) -> None:
    text = detected(capsys, "--parameters", "--set", "gap_h=6")
    assert "gap_h = 6 h   (1 to 72, default 12)" in text
    for name, facts in FACTS.items():
        assert f"{name} = " in text
        assert facts.source in text


def test_called_off_nothing_is_printed_or_written(
    heard_case: MakeCase, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    case, out = heard_case(), tmp_path / "out.json"
    content = case.read_bytes()
    found = Detector.events

    def interrupted(*arguments: Any) -> Any:
        signal.raise_signal(signal.SIGINT)
        return found(*arguments)

    monkeypatch.setattr(Detector, "events", interrupted)
    assert run(["detect", str(case), "--keep", "-o", str(out), "--format", "json"]) == INTERRUPTED_EXIT
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == "tumen: called off; the case is as it was\n"
    assert not out.exists()
    assert case.read_bytes() == content
