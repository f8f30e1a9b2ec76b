"""Workbooks: what a sheet shows is what is read, and a hostile one is refused before it is loaded."""

import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest

from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets import workbook_guard
from desktop_app.importers.sheets.open_table import open_table, tables_of
from desktop_app.runtime.errors import InputError


@pytest.fixture
def workbook(tmp_path: Path) -> InputFile:
    """With a title, names in row 3, a blank row and a hidden sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Calls"
    sheet["A1"] = "Calls of 2024"
    sheet.append([])
    for place, name in enumerate(("IMO", "Day", "When", "Cargo", "Port", "Hour"), 1):
        sheet.cell(3, place, name)
    moment = datetime(2024, 4, 5, 14, 30)  # noqa: DTZ001 - a sheet knows no zones
    sheet.append([9123456, date(2024, 4, 5), moment, 1234.5, "Находка", time(14, 30)])
    sheet.append([])
    sheet.append([45231, None, None, "#N/A", "<b>=1+1</b>"])
    sheet["D6"].data_type = "e"
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    hidden.append(["a"])
    path = tmp_path / "calls.xlsx"
    book.save(path)
    return InputFile(path, "", path.name)


def test_cells_are_read_as_they_are_meant(workbook: InputFile) -> None:
    table = open_table(workbook)
    assert table.columns == ("IMO", "Day", "When", "Cargo", "Port", "Hour")
    assert "names in row 3" in table.note
    rows = [row for frame in table.chunks(lambda _: None) for row in frame.rows()]
    assert rows == [
        ("9123456", "2024-04-05", "2024-04-05 14:30:00", "1234.5", "Находка", "14:30:00", 4),
        ("45231", None, None, "#N/A", "<b>=1+1</b>", None, 6),
    ]


def test_sheets_are_named_hidden_ones_too(workbook: InputFile) -> None:
    assert tables_of(workbook) == ("Calls", "Hidden")
    assert "hidden" in open_table(workbook, "Hidden").note
    with pytest.raises(InputError, match=r"calls\.xlsx has no sheet “Trains”; it has Calls, Hidden"):
        open_table(workbook, "Trains")


def test_cells_far_out_are_refused_before_they_are_loaded(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "x"
    book.active["XFD1048576"] = "y"
    path = tmp_path / "far.xlsx"
    book.save(path)
    with pytest.raises(InputError, match=r"far\.xlsx: the cells of “Sheet” reach to row 1,048,576"):
        open_table(InputFile(path, "", path.name))


def test_a_bomb_is_refused_by_the_size_that_it_tells(
    workbook: InputFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_guard, "MOST_UNPACKED", 1_000)
    with pytest.raises(InputError, match=r"calls\.xlsx unpacks to"):
        open_table(workbook)


def test_a_damaged_workbook_is_refused_by_name(workbook: InputFile, tmp_path: Path) -> None:
    content = workbook.path.read_bytes()
    for name, damaged in {
        "cut.xlsx": content[: len(content) // 2],
        "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    }.items():
        path = tmp_path / name
        path.write_bytes(damaged)
        with pytest.raises(InputError, match=name.replace(".", r"\.")):
            open_table(InputFile(path, "", name))
    with zipfile.ZipFile(tmp_path / "other.xlsx", "w") as archive:
        archive.writestr("letter.txt", "no workbook")
    with pytest.raises(InputError, match=r"other\.xlsx"):
        open_table(InputFile(tmp_path / "other.xlsx", "", "other.xlsx"))
