"""Each thing that can be wrong with a case is found and told, and a sound case is found sound."""

import hashlib
from pathlib import Path
from typing import Any

import apsw
import pytest

from desktop_app.domain.findings import Severity
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.edits import Insert
from desktop_app.storage.integrity import check
from desktop_app.storage.times import read_instant
from desktop_app.storage.writer import CaseWriter

CONTENT = b"%PDF-1.7 a page"
NOW = read_instant("2026-02-03T04:05:06Z")


def _assumed(sample: Any) -> tuple[Insert, ...]:
    """A parameter that the program knows, a scenario with another value of it, and a deadweight scale."""
    cited = {"evidence_id": sample.vessel("a").values["evidence_id"]}
    value = {"scenario_id": "s", "parameter_id": "load_fraction", "low": 0.4, "best": 0.5, "high": 0.6}
    return (
        Insert("parameter", "load_fraction", {"name": "load", "best": 0.9} | cited),
        Insert("scenario", "s", {"name": "Half"} | cited),
        Insert("scenario_value", "sv", value | cited),
        *(
            Insert("deadweight_scale", f"d{number}", {"vessel_id": "a"} | point | cited)
            for number, point in enumerate(
                ({"draught_m": 3.0, "deadweight_t": 500.0}, {"draught_m": 5.0, "deadweight_t": 2900.0})
            )
        ),
    )


@pytest.fixture
def path(sample: Any, tmp_path: Path) -> Path:
    """A sound case with a bit of everything that is checked."""
    file = tmp_path / "case.gpkg"
    case = sample.case(file)
    digest = hashlib.sha256(CONTENT).hexdigest()
    case.execute("INSERT INTO tumen_file VALUES (?, ?)", (digest, CONTENT))
    attachment = {
        "source_id": "src-1",
        "file_name": "page.pdf",
        "media_type": "application/pdf",
        "size_bytes": len(CONTENT),
        "sha256": digest,
        "attached_utc": "2026-01-02T00:00:00Z",
    }
    route = {"from_port_id": "x", "to_port_id": "x", "method": "m", "geom": sample.line((1, 2), (3, 4))}
    note = {"subject": "vessel:a", "text": "t", "author": "kim", "written_utc": "2026-01-02T00:00:00Z"}
    quantity = {"cargo_low": 1.0, "cargo_best": 2.0, "cargo_high": 3.0, "cargo_unit": "bbl"}
    CaseWriter(case).apply(
        sample.edit(
            "all",
            *(sample.vessel("a", imo_number="9074729"), sample.port("x"), sample.port("y")),
            Insert("sea_route", "r", route),
            *(sample.voyage("v", route_id="r", **quantity), sample.call("c", "x", voyage_id="v")),
            Insert("terminal", "t", dict(sample.port("t").values) | {"port_id": "y"}),
            *(Insert("attachment", "att", attachment), Insert("note", "n", note)),
            *_assumed(sample),
        ),
        "kim",
        NOW,
    )
    case.close()
    return file


def test_a_sound_case_is_found_sound_and_left_as_it_is(path: Path) -> None:
    before = path.read_bytes()
    assert check(path) == ()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("damage", "row_id", "sentence"),
    [
        (
            "UPDATE port_call SET port_id = 'gone'",
            "c",
            "Port call c refers to port gone, which is not in the case.",
        ),
        ("UPDATE voyage SET start_utc = '2025-01-01T00:00:00Z'", "v", "start (UTC) lies after end (UTC)"),
        ("UPDATE port_call SET end_utc = '2024-02-31T00:00:00Z'", "c", "end (UTC) is no time"),
        ("UPDATE voyage SET cargo_best = 9.0", "v", "the cargo’s low, best and high are not in order"),
        ("UPDATE voyage SET cargo_unit = NULL", "v", "the cargo has figures and no unit"),
        ("UPDATE port SET role = 'pirate' WHERE id = 'x'", "x", "role is none of loading, discharge"),
        ("UPDATE port SET position_accuracy_m = 'far' WHERE id = 'x'", "x", "accuracy (m) is no number"),
        ("UPDATE port SET note = x'61' WHERE id = 'x'", "x", "note is no text"),
        ("UPDATE voyage SET place = 0.5", "v", "place is no whole number"),
        ("UPDATE vessel SET note = ''", "a", "note is empty text"),
        ("UPDATE citation SET credibility = 7", None, "credibility is not 1 to 6"),
        ("UPDATE vessel SET imo_number = '9074728'", "a", "IMO number 9074728 is not seven digits"),
        (
            "DELETE FROM citation",
            None,
            "cites no source; on it: 1 vessel, 2 points of deadweight scales, 2 ports",
        ),
        ("UPDATE parameter SET best = 1.4", "load_fraction", "Parameter load is not between 0 and 1."),
        ("UPDATE scenario_value SET high = 1.4", "sv", "Value of a scenario sv is not between 0 and 1."),
        (
            """INSERT INTO scenario_value
            SELECT fid + 1, 'sw', scenario_id, parameter_id, low, best, high, note, evidence_id
            FROM scenario_value""",
            "sv",
            "The scenario Half gives two values for load; the one whose id sorts last counts.",
        ),
        (
            "INSERT INTO scenario SELECT fid + 1, 't', name, note, evidence_id FROM scenario",
            "t",
            "Two scenarios are called Half",
        ),
        ("UPDATE deadweight_scale SET draught_m = 3.0", "d1", "has two loads at 3 m"),
        (
            "UPDATE deadweight_scale SET deadweight_t = 9.0",
            "d1",
            "carries no more than at a lesser draught at 5",
        ),
        ("UPDATE note SET subject = 'vessel:gone'", "n", "Note n is about vessel:gone, which is not in"),
        ("UPDATE port_call SET terminal_id = 't'", "c", "at terminal t, which is no part of its port x"),
        ("UPDATE voyage SET geom = NULL", "v", "Voyage v is drawn otherwise than its route."),
        ("UPDATE sea_route SET geom = x'47500001'", "r", "breaks off"),
        ("UPDATE tumen_file SET content = x'00'", "att", "holds 1 bytes where 15 are told"),
        ("UPDATE tumen_file SET content = zeroblob(15)", None, "of page.pdf is not what was attached"),
        ("DELETE FROM tumen_file", "att", "Attachment page.pdf has no content in the case."),
        ("UPDATE tumen_change SET who = 'x' WHERE seq = 2", None, "Entry 2 of the log was altered"),
        ("CREATE TRIGGER bad AFTER UPDATE ON vessel BEGIN SELECT 1; END", "", "holds the trigger bad"),
        (
            """INSERT INTO tumen_conflict VALUES
            ('c1', 'x', 'vessel', 'a', 'note', 'null', '"1"', '"2"', 'k', 'l', NULL, NULL, NULL)""",
            "a",
            'note is "1" and, in the other copy, "2"; nobody has settled it',
        ),
    ],
)
def test_what_is_wrong_is_told(path: Path, damage: str, row_id: str | None, sentence: str) -> None:
    case = apsw.Connection(str(path))
    case.pragma("ignore_check_constraints", True)
    case.execute(damage)
    case.close()
    found = [finding for finding in check(path) if sentence in finding.sentence]
    assert found, check(path)
    assert row_id is None or found[0].row_id == row_id


def test_damaged_pages_are_told(path: Path) -> None:
    case = apsw.Connection(str(path))
    root = int(str(case.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'port_index_1'").get))
    other = int(str(case.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'vessel_index_1'").get))
    case.close()
    content = bytearray(path.read_bytes())
    content[(root - 1) * 4096 : root * 4096] = content[(other - 1) * 4096 : other * 4096]
    path.write_bytes(content)
    found = check(path)
    assert any("port" in finding.sentence and "index" in finding.sentence for finding in found)
    assert {finding.severity for finding in found} == {Severity.ERROR}


def test_a_thousand_of_one_kind_are_enough(sample: Any, tmp_path: Path) -> None:
    file = tmp_path / "many.gpkg"
    case = sample.case(file)
    many = [sample.vessel(f"v{number:04}", imo_number="9074729") for number in range(1010)]
    CaseWriter(case).apply(sample.edit("many", *many), "kim", NOW)
    case.pragma("ignore_check_constraints", True)
    case.execute("UPDATE vessel SET note = ''")
    case.close()
    found = check(file)
    assert len(found) == 1001
    assert found[-1].sentence == "10 more rows of vessel are wrong in the same way."


def test_it_can_be_called_off(path: Path) -> None:
    feedback = Feedback()
    feedback.cancel()
    with pytest.raises(Cancelled):
        check(path, feedback)


def test_what_is_no_case_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "no.gpkg"
    file.write_text("hello")
    with pytest.raises(InputError, match=r"no\.gpkg"):
        check(file)
