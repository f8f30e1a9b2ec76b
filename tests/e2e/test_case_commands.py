"""`check`, `log` and `merge` as a person types them, on real files."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from desktop_app.domain.case_info import CaseInfo
from desktop_app.storage.edits import Edit, Insert, Update
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.log_entries import append_entry
from desktop_app.storage.writer import CaseWriter

ROOT = Path(__file__).resolve().parent.parent.parent
NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)

pytestmark = pytest.mark.e2e


def tumen(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a command; it may print a traceback only by mistake."""
    done = subprocess.run(  # noqa: S603 - our own interpreter and program
        [sys.executable, "-m", "desktop_app", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done


def edit(path: Path, who: str, what: str, **values: str) -> None:
    """Somebody changes the company of the case."""
    case = apsw.Connection(str(path))
    CaseWriter(case).apply(Edit(what, (Update("source", "src", values),), why="a better copy"), who, NOW)
    case.close()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case with one source."""
    path = tmp_path / "start.gpkg"
    connection = apsw.Connection(str(path))
    create_case(connection, CaseInfo("case-test", "Test", "A case.", None, synthetic=True, created=NOW))
    with connection:
        append_entry(connection, kind="create", at=NOW, who="maker", what="Make the case")
    source = Insert("source", "src", {"title": "A report", "kind": "original"})
    CaseWriter(connection).apply(Edit("Add source", (source,)), "maker", NOW)
    connection.close()
    return path


def test_a_sound_case_passes_and_a_damaged_one_does_not(case: Path) -> None:
    sound = tumen("check", case)
    assert (sound.returncode, sound.stdout) == (0, "start.gpkg: no findings\n")
    apsw.Connection(str(case)).execute("UPDATE tumen_change SET why = 'other' WHERE seq = 2")
    damaged = tumen("check", case, "--json")
    assert damaged.returncode == 1
    assert json.loads(damaged.stdout)[0]["sentence"] == "Entry 2 of the log was altered after it was written."
    refused = tumen("check", case.with_name("none.gpkg"))
    assert refused.returncode == 2
    assert refused.stderr == "tumen: none.gpkg does not exist.\n"


def test_the_log_tells_who_what_and_why(case: Path) -> None:
    edit(case, "kim", "Grade the source", reliability="B")
    assert tumen("log", case, "--limit", "1").stdout == (
        "    3  2026-01-01 12:00:00 UTC  kim  edit: Grade the source (1 row)\n       why: a better copy\n"
    )
    row = tumen("log", case, "--row", "source:src").stdout.splitlines()
    assert "       reliability: nothing → B" in row
    assert "       title: nothing → A report" in row
    (newest, _) = json.loads(tumen("log", case, "--row", "source:src", "--json").stdout)
    assert newest["columns"] == {"reliability": {"old": None, "new": "B"}}
    assert "is no key; write KIND:ID" in tumen("log", case, "--row", "ghost").stderr


def test_a_merge_writes_the_case_and_tells_the_conflicts(case: Path) -> None:
    kim, ann = case.with_name("kim.gpkg"), case.with_name("ann.gpkg")
    for copy in (kim, ann):
        shutil.copy(case, copy)
    edit(kim, "kim", "Grade", reliability="B", publisher="UN")
    edit(ann, "ann", "Grade", reliability="C", note="page 3 is missing")
    before = [copy.read_bytes() for copy in (kim, ann)]
    out = case.with_name("both.gpkg")
    done = tumen("merge", kim, ann, "-o", out, "--who", "lee")
    assert done.returncode == 1, done.stderr
    assert "0 rows added, 1 changed, 0 deleted; entries of the log taken over: 1" in done.stdout
    lines = done.stdout.splitlines()
    told = lines[lines.index("Source src: reliability") + 1]
    assert told.split("  ")[1].strip() == "nothing"
    assert '"B" (kim)' in told
    assert '"C" (ann)' in told
    merged = apsw.Connection(str(out))
    assert merged.execute("SELECT reliability, publisher, note FROM source").get == (
        "B",
        "UN",
        "page 3 is missing",
    )
    assert [copy.read_bytes() for copy in (kim, ann)] == before
    checked = tumen("check", out)
    assert checked.returncode == 1
    assert "nobody has settled it" in checked.stdout
    assert "both.gpkg is there already" in tumen("merge", kim, ann, "-o", out).stderr
