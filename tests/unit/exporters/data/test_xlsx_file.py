"""The workbook, read back by openpyxl: texts are texts, numbers are numbers, nothing is lost."""

import zipfile
from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pytest

from desktop_app.exporters.data import xlsx_file
from desktop_app.exporters.data.cells import cell_text
from desktop_app.exporters.data.data_set import Choice
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.tables import Cell, DataColumn, DataSet, DataTable, Kind, Standing
from desktop_app.exporters.data.xlsx_file import LONG_SHEET, MOST_CHARACTERS, write_xlsx
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.spreadsheet_text import without_controls
from desktop_app.storage.case_store import CaseStore
from tests.unit.exporters.data.conftest import Exports


def read_back(cell: Cell) -> object:
    """What a reader finds for a cell."""
    if isinstance(cell, datetime) and cell.year >= 1900:
        return cell.astimezone(UTC).replace(tzinfo=None)
    if isinstance(cell, date) and cell.year >= 1900:
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - as openpyxl has it
    if cell is None or isinstance(cell, bool | int | float):
        return cell
    return without_controls(cell_text(cell)).replace("\r\n", "\n").replace("\r", "\n") or None


def test_every_cell_is_read_back_and_none_is_a_formula(
    hostile: CaseStore, exports: Exports, tmp_path: Path
) -> None:
    out = tmp_path / "out.xlsx"
    with exports(hostile) as data:
        write_xlsx(data, out, Feedback())
        book = openpyxl.load_workbook(out)
        assert book.sheetnames[:2] == ["README", "voyages"]
        for table in data.tables:
            sheet = book[table.name]
            assert sheet.freeze_panes == "B2"
            assert sheet.auto_filter.ref is not None
            head, *lines = sheet.iter_rows(max_col=len(table.columns))
            assert [cell.value for cell in head] == [column.name for column in table.columns]
            for row, line in zip(table.rows, lines, strict=True):
                for column, cell, found in zip(table.columns, row, line, strict=True):
                    assert found.data_type != "f", (table.name, column.name)
                    assert found.hyperlink is None
                    value = found.value
                    if isinstance(value, str):
                        value = value.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
                    if isinstance(cell, str) and len(cell) > MOST_CHARACTERS:
                        continue
                    expected = read_back(cell)
                    if isinstance(cell, float):  # a workbook has 16 figures
                        expected = pytest.approx(cell, rel=1e-15)
                    assert value == expected, (table.name, column.name)
        readme = "\n".join(str(row[0].value) for row in book["README"].iter_rows())
        assert data.readme.title in readme
        assert data.readme.filter_sentence in readme


def test_the_same_case_makes_the_same_bytes(training: CaseStore, exports: Exports, tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        with exports(training, Choice(Scope.ALL, tables=("voyages", "sources"))) as data:
            write_xlsx(data, tmp_path / name, Feedback())
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.xlsx") as archive:
        assert str(tmp_path).encode() not in b"".join(map(archive.read, archive.namelist()))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.xlsx", "b.xlsx"]


def table_of(data: DataSet, rows: list[tuple[Cell, ...]], **columns: Kind) -> DataSet:
    """A data set of one table made here."""
    described = tuple(DataColumn(name, kind, name, name) for name, kind in columns.items())
    table = DataTable("made", "Made", "Made here", described, rows, None, Standing.OBSERVED, len(rows))
    return DataSet((table,), data.readme, synthetic=False)


def test_long_texts_are_whole_in_a_sheet_of_their_own(
    training: CaseStore, exports: Exports, tmp_path: Path
) -> None:
    long, wide = "".join(chr(97 + place % 26) for place in range(80_000)), "😀" * 20_000
    out = tmp_path / "out.xlsx"
    with exports(training, Choice(Scope.ALL, tables=("ports",))) as data:
        made = table_of(
            data, [("one", long), ("two", wide), ("three", "short")], id=Kind.TEXT, text=Kind.TEXT
        )
        write_xlsx(made, out, Feedback())
    book = openpyxl.load_workbook(out)
    cells = [str(row[1].value) for row in book["made"].iter_rows(min_row=2)]
    assert all(xlsx_file.utf_16_length(cell) <= MOST_CHARACTERS for cell in cells)
    assert "cut" in cells[0]
    assert cells[2] == "short"
    found: defaultdict[str, str] = defaultdict(str)
    for _, ident, _, _, text in book[LONG_SHEET].iter_rows(min_row=2, values_only=True):
        found[str(ident)] += str(text)
    assert found == {"one": long, "two": wide}
    readme = "\n".join(str(row[0].value) for row in book["README"].iter_rows())
    assert "2 texts are longer" in readme


def test_a_table_goes_on_where_a_sheet_ends(
    training: CaseStore, exports: Exports, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_file, "MOST_ROWS", 11)
    out = tmp_path / "out.xlsx"
    with exports(training, Choice(Scope.ALL, tables=("ports",))) as data:
        made = table_of(
            data, [(f"row {place}", float(place)) for place in range(25)], id=Kind.TEXT, n=Kind.NUMBER
        )
        write_xlsx(made, out, Feedback())
    book = openpyxl.load_workbook(out)
    sheets = [name for name in book.sheetnames if name.startswith("made")]
    assert sheets == ["made", "made (2)", "made (3)"]
    values = [row[1] for name in sheets for row in book[name].iter_rows(min_row=2, values_only=True)]
    assert values == list(range(25))
