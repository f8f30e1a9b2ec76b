"""`tumen export` says what is missing before it does anything, and leaves what is there unless told."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.cli.export_options import FORMATS as OFFERED
from desktop_app.cli.main import USAGE_EXIT, run
from desktop_app.exporters.data.writers import FORMATS


def exported(*words: str) -> int:
    return run(["export", *words])


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The sentence with which a command is refused."""
    assert exported(*words) == USAGE_EXIT
    return capsys.readouterr().err


def test_every_format_is_offered() -> None:
    assert set(FORMATS) <= set(OFFERED)


def test_nobody_guesses_which_rows(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        exported("--format", "csv", "-o", str(tmp_path / "out"))
    assert "--rows" in capsys.readouterr().err
    sentence = refused(
        capsys, "--format", "csv", "-o", str(tmp_path / "out"), "--rows", "all", "--from", "2024"
    )
    assert "--rows all takes no filter" in sentence
    assert list(tmp_path.iterdir()) == []


def test_a_filter_and_tables_are_taken(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    words = ("--format", "csv", "-o", str(out), "--rows", "filtered", "--from", "2024-03", "--to", "2024-03")
    assert exported(*words, "--tables", "voyages, sources") == 0
    assert f"of 2 tables written to {out}" in capsys.readouterr().out
    with (out / "voyages.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert all(row["first_day"] <= "2024-03-31" and row["last_day"] >= "2024-03-01" for row in rows)
    assert {path.name for path in out.iterdir()} == {
        "voyages.csv",
        "sources.csv",
        "README.txt",
        "datapackage.json",
    }


def test_what_is_there_stays_unless_it_may_go(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    folder, file = tmp_path / "out", tmp_path / "out.xlsx"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    file.write_bytes(b"mine")
    words = ("--rows", "all", "--tables", "ports")
    assert "is not empty" in refused(capsys, "--format", "csv", "-o", str(folder), *words)
    assert "is there already" in refused(capsys, "--format", "xlsx", "-o", str(file), *words)
    assert file.read_bytes() == b"mine"
    assert exported("--format", "xlsx", "-o", str(file), *words, "--force") == 0
    assert file.read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--format", "csv", "-o", "out.xlsx"), "CSV is written as .zip or a folder"),
        (("--format", "xlsx", "-o", "out"), "Excel workbook is written as .xlsx"),
        (("--format", "csv", "-o", "out", "--tables", "ships"), "there is no table “ships”"),
        (("--format", "csv", "-o", "nowhere/out"), "there is no folder"),
        (("--format", "csv", "-o", "out", "--redact", "nobody"), "no redaction profile of that name"),
        (("--format", "csv", "-o", "out", "--view", "nobody"), "nobody"),
    ],
)
def test_what_cannot_be_done_is_a_sentence(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    sentence: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert sentence in refused(capsys, *words, "--rows", "filtered")
    assert list(tmp_path.iterdir()) == []


def test_a_redacted_export_prints_its_log(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    profile = tmp_path / "profile.toml"
    profile.write_text('name = "Partners"\ndrop_fields = ["summary"]\n', "utf-8")
    words = ("--format", "csv", "-o", str(tmp_path / "out.zip"), "--rows", "all", "--redact", str(profile))
    assert exported(*words) == 0
    assert "voyages.summary: left out, 24 values." in capsys.readouterr().out


def test_a_full_disk_is_a_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "out.zip"
    file.write_bytes(b"mine")
    monkeypatch.setattr("shutil.copyfileobj", full)
    words = ("--format", "csv", "-o", str(file), "--rows", "all", "--force")
    assert "No space left on device" in refused(capsys, *words)
    assert file.read_bytes() == b"mine"
    assert [path.name for path in tmp_path.iterdir()] == ["out.zip"]


def test_no_qt_is_loaded(tmp_path: Path) -> None:
    code = (
        "import sys; from desktop_app.cli.main import run; "
        f"run(['export', '--format', 'geojson', '-o', {str(tmp_path / 'out.geojson')!r}, '--rows', 'all']); "
        "sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    done = subprocess.run((sys.executable, "-c", code), check=False, timeout=120)  # noqa: S603 - this program
    assert done.returncode == 0
