"""`tumen import` and `tumen imports` around an importer of lines: cases made and kept, exits, words, JSON."""

import hashlib
import json
import sys
from pathlib import Path
from types import ModuleType

import pytest

from desktop_app.cli.import_progress import progress_words
from desktop_app.cli.main import run
from desktop_app.importers import formats
from desktop_app.importers.files.opening import open_input
from desktop_app.importers.importing import Found, Importing, Sample
from desktop_app.importers.progress import ImportProgress
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled

MARK = b"ships:\n"


def recognise(sample: Sample) -> tuple[Found, ...]:
    return (Found("ships", "Ships, line by line", "seen", 95),) if sample.head.startswith(MARK) else ()


def carry_out(importing: Importing) -> None:
    evidence = importing.desk.evidence(importing.citation)
    with open_input(importing.order.file) as stream:
        for number, line in enumerate(stream.read().decode().splitlines()[1:], 2):
            importing.tally.read += 1
            if line == "!":
                raise InputError(f"{importing.order.file.name} line {number}: an exclamation mark.")
            if line == "^C":
                raise Cancelled
            if not line or "\x1b" in line:
                importing.tally.reject(number, "name", line, "no name")
                continue
            row_id = f"vessel-{hashlib.sha256(line.encode()).hexdigest()[:16]}"
            if importing.desk.has("vessel", row_id):
                importing.tally.unchanged += 1
                continue
            row = (row_id, line, 0, evidence)
            importing.desk.insert("vessel", ("id", "name", "in_trade", "evidence_id"), (row,))
            importing.tally.accepted += 1


@pytest.fixture(autouse=True)
def ships_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("ships_importer")
    module.__dict__.update(recognise=recognise, carry_out=carry_out)
    monkeypatch.setitem(sys.modules, "ships_importer", module)
    monkeypatch.setattr(formats, "IMPORTERS", ("ships_importer",))


def ships(path: Path, *names: str) -> str:
    path.write_bytes(MARK + "".join(f"{name}\n" for name in names).encode())
    return str(path)


def test_files_become_a_case_and_their_reports_are_listed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(tmp_path / "case.gpkg")
    good, odd = ships(tmp_path / "good.txt", "A", "B"), ships(tmp_path / "odd.txt", "C", "\x1b[2Jx", "")
    assert run(["import", good, "--into", case, "--new", "--who", "Kim"]) == 0
    out, err = capsys.readouterr()
    assert "good.txt: Ships, line by line (seen)" in out
    assert "good.txt: 2 read, 2 accepted, 0 rejected" in out
    assert "Import good.txt: 2 rows (" in out
    assert "made the case" in err
    assert run(["import", odd, "--into", case, "--report", str(tmp_path / "report.csv")]) == 1
    out, _ = capsys.readouterr()
    assert "rejected: line 3, name '�[2Jx': no name" in out
    assert "\x1b" not in out
    assert "Rejected,2" in (tmp_path / "report.csv").read_text("utf-8-sig")
    assert run(["import", good, "--into", case]) == 0
    assert "nothing is new" in capsys.readouterr().out
    assert run(["imports", case]) == 0
    # Both within one second, in which no order is kept.
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if "odd.txt" in line]
    assert run(["imports", case, *listed, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["counts"]["rejected"] == 2
    assert [line["first_line"] for line in report["lines"]] == [3, 4]
    assert run(["imports", case, report["id"], "--report", str(tmp_path / "2.xlsx")]) == 0
    assert (tmp_path / "2.xlsx").read_bytes().startswith(b"PK")
    assert run(["imports", case, "9"]) == 2
    assert run(["log", case]) == 0
    assert "Kim  import: Import good.txt: 2 rows" in capsys.readouterr().out


def test_what_cannot_be_read_is_left_out_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    case = tmp_path / "case.gpkg"
    (tmp_path / "in").mkdir()
    ships(tmp_path / "in" / "a.txt", "A")
    (tmp_path / "in" / "b.txt").write_bytes(b"")
    assert run(["import", str(tmp_path / "in"), "--into", str(case), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert [one["counts"]["accepted"] for one in told["files"]] == [1]
    assert told["refused"] == [{"file": "in/b.txt", "reason": "in/b.txt is empty."}]


@pytest.mark.parametrize(
    ("names", "options", "code", "said"),
    [
        (("A", "!"), (), 2, "line 3: an exclamation mark"),
        (("A", "^C"), (), 130, "called off; the case is as it was"),
        (("A",), ("--new", "--sheet", "May"), 2, "there is no sheet 'May'"),
        (("A",), ("--layer", "Shapes"), 2, "holds no shapes"),
    ],
)
def test_a_case_that_was_made_for_nothing_goes_and_one_that_was_there_stays_as_it_was(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    names: tuple[str, ...],
    options: tuple[str, ...],
    code: int,
    said: str,
) -> None:
    made, there = tmp_path / "made.gpkg", tmp_path / "there.gpkg"
    path = ships(tmp_path / "ships.txt", *names)
    assert run(["import", path, "--into", str(made), *options]) == code
    assert said in capsys.readouterr().err
    assert not made.exists()
    assert run(["import", ships(tmp_path / "first.txt", "Z"), "--into", str(there)]) == 0
    before = there.read_bytes()
    assert run(["import", path, "--into", str(there), *options]) in {code, 2}
    assert there.read_bytes() == before
    assert run(["import", path, "--into", str(there), "--new"]) == 2
    assert there.read_bytes() == before


def test_a_rehearsal_tells_what_would_become_of_it_and_keeps_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = tmp_path / "case.gpkg"
    path = ships(tmp_path / "ships.txt", "A", "")
    assert run(["import", path, "--into", str(case), "--dry-run"]) == 1
    assert not case.exists()
    assert run(["import", ships(tmp_path / "first.txt", "A"), "--into", str(case)]) == 0
    before = case.read_bytes()
    capsys.readouterr()
    assert run(["import", path, "--into", str(case), "--dry-run"]) == 1
    out = capsys.readouterr().out
    assert "2 read, 0 accepted, 1 unchanged, 1 rejected" in out
    assert "rejected: line 3, name: no name" in out
    assert "nothing was written" in out
    assert case.read_bytes() == before


def test_progress_says_how_fast_and_how_long_yet() -> None:
    progress = ImportProgress("Reading", "ais.csv", 0, 1, 25_000_000, 100_000_000, 5_000_000)
    assert (
        progress_words(progress, 2.5) == "Reading  ais.csv  25 %  5,000,000 rows  2,000,000 rows/s  8 s left"
    )
    assert progress_words(progress, 50.0).endswith("2 min 30 s left")
    assert progress_words(progress, 0.5).endswith("10,000,000 rows/s")
    assert progress_words(progress._replace(total_bytes=0, done_bytes=0), 9.0).endswith("rows/s")
