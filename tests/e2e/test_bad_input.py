"""What people hand in by mistake, and what befalls the machine: told in sentences, and nothing lost."""

import gzip
import io
import json
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli.main import run
from desktop_app.importers.importing import ImportOrder
from desktop_app.importers.planning import plan
from desktop_app.importers.running import run_imports
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.integrity import check
from desktop_app.storage.saving import save_as_case
from tests.stress.faulty_disk import FaultyDisk, full

ROOT = Path(__file__).resolve().parents[2]
HEADER = "date,vessel,imo,port\n"
ROW = "2024-04-03,EXAMPLE 01,,Chongjin\n"


def claiming(size: int) -> bytes:
    """An archive of a few bytes whose member claims to have this many."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("rows.csv", HEADER * 1_000)
    length = len(HEADER * 1_000).to_bytes(4, "little")
    return target.getvalue().replace(length, size.to_bytes(4, "little"))


@pytest.fixture
def case(tmp_path: Path, resources: Resources, store: CaseStore) -> Path:
    """A case of one's own with the ports of the record."""
    del resources
    path = tmp_path / "case.gpkg"
    with store.reader() as source:
        save_as_case(source, path, title="Own", who="Kim", now=store.info.created)
    return path


class Imported:
    """What `tumen import` said, as JSON and as sentences."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.said = err
        self.told: dict[str, Any] = json.loads(out) if out else {}

    @property
    def counts(self) -> dict[str, int]:
        """Of the only file."""
        (file,) = self.told["files"]
        counts: dict[str, int] = file["counts"]
        taken = sum(counts[name] for name in ("accepted", "updated", "unchanged", "merged", "rejected"))
        assert counts["read"] == taken
        return counts

    @property
    def reasons(self) -> list[str]:
        """Of the lines of the report that are printed."""
        return [line["reason"] for file in self.told["files"] for line in file["lines"]]


@pytest.fixture
def take(case: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Imports a content into the case."""

    def import_it(content: bytes | str, *options: str, name: str = "in.csv") -> Imported:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        capsys.readouterr()
        code = run(["import", str(path), "--into", str(case), "--json", "--who", "Kim", *options])
        return Imported(code, *capsys.readouterr())

    return import_it


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "in.csv", "in.csv is empty"),
        (b"\0" * 5000, "in.csv", "of a kind that is not known"),
        (gzip.compress((HEADER + ROW * 900).encode())[:-20], "in.csv.gz", "is cut off"),
        (claiming(5 << 29), "bomb.zip", "unpacks to more than"),
        (b"PK\x03\x04" + b"\0" * 60, "in.zip", "in.zip"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "in.csv", "application/pdf"),
    ],
)
def test_files_without_rows_are_refused_in_a_sentence(
    take: Any, case: Path, content: bytes, name: str, said: str
) -> None:
    before = case.read_bytes()
    result = take(content, name=name)
    assert result.code == 2
    assert said in result.said
    assert "Traceback" not in result.said
    assert case.read_bytes() == before


def test_one_line_a_header_alone_and_mixed_line_ends(take: Any) -> None:
    assert take(HEADER).counts["read"] == 0
    assert take(HEADER + ROW.rstrip("\n")).counts["accepted"] == 1
    mixed = (
        HEADER.replace("\n", "\r\n") + "2024-04-04,EXAMPLE 01,,Chongjin\r2024-04-05,EXAMPLE 01,,Chongjin\n"
    )
    result = take(mixed, name="mixed.csv")
    assert result.counts["read"] in {1, 2}
    assert result.counts["accepted"] + result.counts["rejected"] == result.counts["read"]


def test_five_thousand_columns_and_a_cell_of_ten_megabytes(take: Any) -> None:
    columns = ",".join(f"c{number}" for number in range(5_000))
    cells = ",".join("x" for _ in range(5_000))
    wide = take(f"date,vessel,port,{columns}\n2024-04-03,EXAMPLE 01,Chongjin,{cells}\n")
    assert wide.counts["accepted"] == 1
    long = take(HEADER + f"2024-04-05,{'x' * 10_000_000},,Chongjin\n" + ROW, name="long.csv")
    assert long.counts["read"] == 2
    assert long.counts["accepted"] >= 1


def test_names_stay_texts_whatever_they_hold(take: Any, case: Path) -> None:
    names = (
        "=HYPERLINK(1)",
        "<img src=x onerror=alert(1)>",
        "나진 🛳",
        "\u202egnahc",
        "a\0b",
        "NaN",
        "@SUM(A1)",
    )
    rows = "".join(f"2024-05-{day:02d},{name},,Chongjin\n" for day, name in enumerate(names, 1))
    result = take(HEADER + rows)
    assert result.counts["read"] == len(names)
    with closing(CaseStore.open(case, want_write=False)) as store:
        words = " ".join(f"{ship.name} {ship.note}" for ship in store.record.vessels)
    for name in ("=HYPERLINK(1)", "<IMG SRC=X ONERROR=ALERT(1)>", "나진 🛳"):
        assert name.casefold() in words.casefold()


def test_swapped_columns_and_the_wrong_hemisphere_are_flagged_and_not_mended(take: Any, case: Path) -> None:
    rows = "".join(f"2024-05-{day:02d},EXAMPLE 01,41.7{day},129.8{day}\n" for day in range(1, 9))
    result = take("date,vessel,lon,lat\n" + rows)
    assert result.code != 0
    assert result.counts["rejected"] + result.counts["doubtful"] == 8
    with closing(CaseStore.open(case, want_write=False)) as store, store.reader() as connection:
        found = connection.execute(
            "SELECT count(*) FROM sighting WHERE evidence_id IN (SELECT evidence_id FROM citation "
            "WHERE source_id = (SELECT id FROM source WHERE title = 'in.csv'))"
        ).get
    assert found == result.counts["accepted"]


def test_cells_that_are_no_numbers_dates_or_ports_are_rejected_with_line_and_value(take: Any) -> None:
    result = take(
        HEADER
        + "31.04.2024,EXAMPLE 01,,Chongjin\n"
        + ROW
        + "2024-04-06,EXAMPLE 01,,Atlantis\n,EXAMPLE 01,,Rajin\n"
    )
    assert result.code == 1
    assert result.counts["rejected"] == 3
    lines = [line for line in result.told["files"][0]["lines"] if line["verdict"] == "rejected"]
    assert sorted(line["first_line"] for line in lines) == [2, 4, 5]
    assert all(line["reason"] for line in lines)


def test_a_disk_that_is_full_at_any_moment_leaves_the_case_as_it_was(
    case: Path, tmp_path: Path, resources: Resources
) -> None:
    path = tmp_path / "in.csv"
    path.write_text(HEADER + "".join(f"2024-04-{day:02d},EXAMPLE {day},,Chongjin\n" for day in range(1, 29)))
    before, refused = case.read_bytes(), 0
    for at in (1, 2, 3, 5, 8, 13, 21, 34, 55, 89):
        disk = FaultyDisk(full, at)
        try:
            with closing(CaseStore.open(case)) as store:
                try:
                    run_imports(store, orders(store, path), "Kim", resources, Feedback(), lambda _: None)
                except TumenError as error:
                    refused += 1
                    assert "the disk is full" in str(error)  # noqa: PT017 - later moments let it through
                else:
                    break
        finally:
            disk.unregister()
        assert case.read_bytes() == before
    assert refused >= 5


def orders(store: CaseStore, *paths: Path) -> list[ImportOrder]:
    """As planned."""
    return [one.order for one in plan(paths, store, Feedback()) if one.order is not None]


@pytest.fixture
def own_environment(tmp_path: Path) -> dict[str, str]:
    """For a process of its own."""
    return {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}


def many_rows(path: Path, rows: int) -> Path:
    """Calls of many ships on many days."""
    with path.open("w", encoding="utf-8") as file:
        file.write(HEADER)
        for number in range(rows):
            file.write(
                f"20{10 + number % 15}-{number % 12 + 1:02d}-{number % 28 + 1:02d},S {number},,Chongjin\n"
            )
    return path


@pytest.fixture
def begun(case: Path, tmp_path: Path, own_environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """An import that has written, and is not done."""
    path = many_rows(tmp_path / "many.csv", 60_000)
    words = [sys.executable, "-m", "desktop_app", "import", str(path), "--into", str(case)]
    with subprocess.Popen(  # noqa: S603 - fixed words
        words, cwd=ROOT, env=own_environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    ) as process:
        journal = case.with_name(f"{case.name}-journal")
        while process.poll() is None and not (journal.exists() and journal.stat().st_size):
            time.sleep(0.002)
        yield process
        if process.poll() is None:
            process.kill()


def test_an_import_that_is_killed_leaves_the_case_as_it_was(
    case: Path, begun: subprocess.Popen[bytes]
) -> None:
    assert begun.poll() is None
    begun.send_signal(signal.SIGKILL)
    begun.wait()
    with closing(CaseStore.open(case)) as store:
        assert store.record.import_runs == ()
        with store.reader() as connection:
            assert connection.execute("SELECT count(*) FROM vessel WHERE name LIKE 'S %'").get == 0
    assert [one.sentence for one in check(case) if one.severity.value != "note"] == []


def test_ctrl_c_leaves_the_case_as_it_was(case: Path, begun: subprocess.Popen[bytes]) -> None:
    assert begun.poll() is None
    begun.send_signal(signal.SIGINT)
    _, err = begun.communicate()
    assert begun.returncode == 130, err
    assert b"called off; the case is as it was" in err
    with closing(CaseStore.open(case)) as store:
        assert store.record.import_runs == ()


def test_zone_and_names_of_folders_change_nothing(
    case: Path, tmp_path: Path, own_environment: dict[str, str]
) -> None:
    rows = HEADER + ROW + "2024-04-30 23:30,EXAMPLE 02,,Rajin\nearly May 2024,EXAMPLE 03,,Rajin\n"
    folder = tmp_path / "부두 Причал"
    folder.mkdir()
    (folder / "вызовы 기항.csv").write_text(rows, encoding="utf-8")
    ids = []
    for number, zone in enumerate(("UTC", "Asia/Pyongyang", "America/New_York")):
        copy = tmp_path / f"дело {number}.gpkg"
        copy.write_bytes(case.read_bytes())
        done = subprocess.run(  # noqa: S603 - fixed words
            [sys.executable, "-m", "desktop_app", "import", str(folder), "--into", str(copy), "--json"],
            cwd=ROOT,
            env={**own_environment, "TZ": zone, "LC_ALL": "C", "PYTHONHASHSEED": str(number)},
            capture_output=True,
            check=False,
        )
        assert done.returncode in {0, 1}, done.stderr
        assert json.loads(done.stdout)["files"][0]["counts"]["accepted"] == 3
        with closing(CaseStore.open(copy, want_write=False)) as store, store.reader() as connection:
            ids.append(
                connection.execute("SELECT id, start_utc, end_utc FROM port_call ORDER BY id").fetchall()
            )
    assert ids[0] == ids[1] == ids[2]


def test_a_case_that_may_not_be_written_is_told(
    case: Path, tmp_path: Path, own_environment: dict[str, str]
) -> None:
    """As somebody else than root, for whom nothing is read-only."""
    path = tmp_path / "in.csv"
    path.write_text(HEADER + ROW)
    if os.geteuid() == 0:
        with closing(CaseStore.open(case)):
            done = subprocess.run(  # noqa: S603 - fixed words
                [sys.executable, "-m", "desktop_app", "import", str(path), "--into", str(case)],
                cwd=ROOT,
                env=own_environment,
                capture_output=True,
                text=True,
                check=False,
            )
    else:
        case.chmod(0o444)
        done = subprocess.run(  # noqa: S603 - fixed words
            [sys.executable, "-m", "desktop_app", "import", str(path), "--into", str(case)],
            cwd=ROOT,
            env=own_environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 2
    assert "read-only" in done.stderr
