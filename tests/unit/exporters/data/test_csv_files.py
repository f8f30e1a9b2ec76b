"""CSV: hostile cells are texts, what is written is read back, and the bytes hang on nothing but the case."""

import csv
import io
import json
import os
import re
import shutil
import subprocess
import time
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exporters.data.cells import cell_text
from desktop_app.exporters.data.csv_files import write_csv
from desktop_app.exporters.data.data_set import Choice
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.tables import Kind
from desktop_app.exporters.data.xlsx_file import write_xlsx
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.spreadsheet_text import plain_text, safe_text, without_controls
from desktop_app.storage.case_store import CaseStore
from tests.unit.exporters.data.conftest import FORMULAS, Exports

SOFFICE = shutil.which("soffice")
TABLE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "text"))
_BEGINS = ("=", "+", "-", "@", "\t", "\r", "\n", "'")


def lines_of(path: Path, encoding: str = "utf-8") -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


@given(st.text() | st.sampled_from(_BEGINS).flatmap(lambda sign: st.text().map(lambda rest: sign + rest)))
def test_a_text_is_no_formula_and_comes_back(text: str) -> None:
    safe = safe_text(text)
    assert plain_text(safe) == without_controls(text)
    assert not safe.lstrip(" \"'").startswith(("=", "+", "-", "@")) or safe.startswith("'")
    assert "\x00" not in safe


def test_every_cell_is_read_back(hostile: CaseStore, exports: Exports, tmp_path: Path) -> None:
    out = tmp_path / "out"
    with exports(hostile) as data:
        written = write_csv(data, out, Feedback())
        assert {path.name for path in written} == {path.name for path in out.iterdir()}
        for table in data.tables:
            head, *lines = lines_of(out / f"{table.name}.csv")
            assert head == [column.name for column in table.columns]
            for row, line in zip(table.rows, lines, strict=True):
                for column, cell, text in zip(table.columns, row, line, strict=True):
                    if column.kind in {Kind.TEXT, Kind.URL, Kind.LIST}:
                        assert plain_text(text) == without_controls(cell_text(cell))
                    elif column.kind in {Kind.NUMBER, Kind.INTEGER} and cell is not None:
                        assert float(text) == cell
                    elif column.kind in {Kind.LON, Kind.LAT} and cell is not None:
                        assert float(text) == pytest.approx(cell, abs=1e-7)


def test_the_schema_fits_the_files(training: CaseStore, exports: Exports, tmp_path: Path) -> None:
    with exports(training) as data:
        write_csv(data, tmp_path / "out", Feedback())
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text("utf-8"))
    names = {resource["name"] for resource in package["resources"]}
    for resource in package["resources"]:
        file = tmp_path / "out" / resource["path"]
        head, *lines = lines_of(file)
        fields = resource["schema"]["fields"]
        assert head == [field["name"] for field in fields]
        assert resource["bytes"] == file.stat().st_size
        for place, field in enumerate(fields):
            allowed = field.get("constraints", {}).get("enum")
            assert allowed is None or {line[place] for line in lines} <= {*allowed, ""}, field["name"]
        assert all(key["reference"]["resource"] in names for key in resource["schema"].get("foreignKeys", ()))
    assert package["tumen"]["data_sha256"] == data.readme.data_sha256
    readme = (tmp_path / "out" / "README.txt").read_text("utf-8")
    assert data.readme.filter_sentence in readme
    assert "take one leading apostrophe away" in readme
    assert all(source.title in readme for source in data.readme.sources)


def test_the_same_case_makes_the_same_bytes(
    training: CaseStore, exports: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = []
    for place, zone in enumerate(("UTC", "Pacific/Kiritimati")):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        with exports(training) as data:
            write_csv(data, tmp_path / f"{place}.zip", Feedback())
        found.append((tmp_path / f"{place}.zip").read_bytes())
    monkeypatch.undo()
    time.tzset()
    assert found[0] == found[1]
    with zipfile.ZipFile(io.BytesIO(found[0])) as archive:
        assert archive.testzip() is None
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_mark_for_excel(training: CaseStore, exports: Exports, tmp_path: Path) -> None:
    with exports(training, Choice(Scope.ALL, tables=("ports",))) as data:
        write_csv(data, tmp_path / "out", Feedback(), with_bom=True)
    assert (tmp_path / "out" / "ports.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_other_files_of_a_folder_stay(training: CaseStore, exports: Exports, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    (tmp_path / "out" / "ports.csv").write_text("old")
    with exports(training, Choice(Scope.ALL, tables=("ports",))) as data:
        write_csv(data, tmp_path / "out", Feedback())
    assert (tmp_path / "out" / "mine.txt").read_text() == "mine"
    assert (tmp_path / "out" / "ports.csv").read_text("utf-8").startswith("id,")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]


def test_what_is_called_off_leaves_nothing(training: CaseStore, exports: Exports, tmp_path: Path) -> None:
    feedback = Feedback(lambda _done, _total: feedback.cancel())
    old = tmp_path / "out.zip"
    old.write_bytes(b"old")
    (tmp_path / "file").touch()
    with exports(training) as data:
        feedback.cancel()
        with pytest.raises(Cancelled):
            write_csv(data, old, feedback)
        with pytest.raises(InputError, match="it is a file, and a folder is to be made"):
            write_csv(data, tmp_path / "file", Feedback())
    assert old.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "out.zip"]


def in_libreoffice(path: Path, tmp_path: Path, *options: str) -> str:
    """A table as LibreOffice has it after opening a file, as flat XML."""
    subprocess.run(  # noqa: S603 - the office program of the machine
        (
            str(SOFFICE),
            f"-env:UserInstallation=file://{tmp_path}/profile",
            "--headless",
            *options,
            *("--convert-to", "fods", "--outdir", str(tmp_path), str(path)),
        ),
        check=True,
        timeout=180,
        capture_output=True,
        env={**os.environ, "HOME": str(tmp_path)},
    )
    (sheet,) = tmp_path.glob("*.fods")
    return sheet.read_text("utf-8")


def texts_of(sheet: str) -> set[str]:
    """Texts of the cells of flat XML; the lines of one are joined."""
    cells = ET.fromstring(sheet).iter(f"{TABLE}table-cell")  # noqa: S314 - written a moment ago
    return {"\n".join("".join(line.itertext()) for line in cell.iter(f"{TEXT}p")) for cell in cells}


@pytest.mark.slow
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_cell_is_a_formula_to_libreoffice(
    hostile: CaseStore, exports: Exports, tmp_path: Path, kind: str
) -> None:
    with exports(hostile, Choice(Scope.ALL, tables=("voyages",))) as data:
        if kind == "csv":
            write_csv(data, tmp_path / "out", Feedback())
            # Comma between fields, text in quotation marks, UTF-8, formulas computed where there are any.
            filter_ = "Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1,true"
            path, options = tmp_path / "out" / "voyages.csv", (f"--infilter={filter_}",)
        else:
            (path,), options = write_xlsx(data, tmp_path / "out.xlsx", Feedback()), ()
    sheet = in_libreoffice(path, tmp_path, *options)
    # LibreOffice has no cell that is yes or no but by a formula of its own.
    assert set(re.findall('table:formula="(.*?)"', sheet)) <= {"of:=TRUE()", "of:=FALSE()"}
    assert "#NAME?" not in sheet
    found = texts_of(sheet)
    for text in FORMULAS:
        if not any(sign in text for sign in "\t\r\n  "):  # spaces at the ends are marks of their own there
            assert (safe_text(text) if kind == "csv" else text) in found
