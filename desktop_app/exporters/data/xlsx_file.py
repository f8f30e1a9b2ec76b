"""A workbook: a sheet a table and a readme first, row by row, so that memory does not grow with the case."""

import itertools
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop_app.exporters.data.cells import LIST_RULE, cell_text
from desktop_app.exporters.data.progress import Steps
from desktop_app.exporters.data.tables import Cell, DataColumn, DataSet, DataTable, Kind, Row
from desktop_app.exporters.wording import SYNTHETIC
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.spreadsheet_text import without_controls
from desktop_app.runtime.whole_file import make_whole

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

# Excel's limits (Microsoft, "Excel specifications and limits"): rows of a sheet, characters of a cell.
MOST_ROWS: Final = 1_048_576
MOST_CHARACTERS: Final = 32_767
README_SHEET: Final = "README"
LONG_SHEET: Final = "Long texts"
_CUT: Final = " … [cut: the whole text is in the sheet Long texts]"
# A workbook says when it was made; a moment that is always the same keeps its bytes the same.
_CREATED: Final = datetime(1980, 1, 1)  # noqa: DTZ001 - the format has no zones
_FIRST_YEAR: Final = 1900  # before it a workbook has no dates
_WIDTHS: Final = (8, 60)
_WIDE: Final = 110
# Rows that the width of a column is taken from.
_ROWS_MEASURED: Final = 200
_FORMATS: Final = {
    Kind.DAY: {"num_format": "yyyy-mm-dd", "align": "left"},
    Kind.INSTANT: {"num_format": 'yyyy-mm-dd hh:mm:ss"Z"', "align": "left"},
    Kind.NUMBER: {"num_format": "General"},
    Kind.INTEGER: {"num_format": "0"},
    Kind.LON: {"num_format": "0.0######"},
    Kind.LAT: {"num_format": "0.0######"},
}
_NOTES: Final = (
    "Texts are texts: nothing in this workbook is computed, and no address is a link.",
    "Days and times are UTC; a time before 1900 is written as text, since workbooks have none.",
    f"Lines are well-known text, longitude first, EPSG:4326. {LIST_RULE}",
)


def write_xlsx(data: DataSet, path: Path, feedback: Feedback) -> tuple[Path, ...]:
    """Write the workbook.

    Raises:
        InputError: it cannot be written.
        Cancelled: the feedback was cancelled; nothing is written.
    """
    make_whole(path, partial(_write, data, feedback))
    return (path,)


def _write(data: DataSet, feedback: Feedback, path: Path) -> None:
    from xlsxwriter.exceptions import XlsxWriterException  # noqa: PLC0415 - 60 ms, only this format needs it
    from xlsxwriter.workbook import Workbook  # noqa: PLC0415 - as above

    steps = Steps(feedback, sum(len(table.rows) for table in data.tables))
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".") as folder:
        options = {
            "constant_memory": True,
            "tmpdir": folder,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        book = Workbook(str(path), options)
        book.set_properties(
            {"title": data.readme.title, "comments": data.readme.program, "created": _CREATED}
        )
        try:
            _sheets(book, data, steps)
            book.close()
        except XlsxWriterException as error:
            raise InputError(f"cannot write the workbook: {error}") from error
    steps.end()


def _sheets(book: "Workbook", data: DataSet, steps: Steps) -> None:
    readme = book.add_worksheet(README_SHEET)
    long_texts = _LongTexts()
    writer = _Tables(book, long_texts, steps, mark=SYNTHETIC if data.synthetic else "")
    for table in data.tables:
        writer.write(table)
    long_texts.write(book)
    told = data.readme.with_notes(*_NOTES, *long_texts.notes())
    _readme(book, readme, told.sections())


def _readme(book: "Workbook", sheet: "Worksheet", sections: Iterator[tuple[str, tuple[str, ...]]]) -> None:
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, _WIDE)
    place = itertools.count()
    for heading, lines in sections:
        sheet.write_string(next(place), 0, heading, bold)
        for line in lines:
            sheet.write_string(next(place), 0, without_controls(line)[:MOST_CHARACTERS], wrapped)
        next(place)


class _LongTexts:
    """Texts that no cell can hold, in pieces."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, str, str, str]] = []

    def take(self, table: DataTable, row: Row, column: DataColumn, text: str) -> str:
        """Keep a text; returns what stands in the cell."""
        self._rows.append((table.name, str(row[0]), column.name, text))
        return _parts(text, MOST_CHARACTERS - len(_CUT))[0] + _CUT

    def notes(self) -> Sequence[str]:
        """What the readme says of them."""
        if not self._rows:
            return ()
        count = len(self._rows)
        told = f"{count} texts are longer than the {MOST_CHARACTERS} characters that a cell can hold"
        return (f"{told}; the sheet {LONG_SHEET} has them whole, in parts.",)

    def write(self, book: "Workbook") -> None:
        """A sheet of them, where there are any."""
        if not self._rows:
            return
        sheet = book.add_worksheet(LONG_SHEET)
        bold = book.add_format({"bold": True})
        for place, title in enumerate(("table", "id", "column", "part", "text")):
            sheet.write_string(0, place, title, bold)
        line = itertools.count(1)
        for table, ident, column, text in self._rows:
            for part, piece in enumerate(_parts(text, MOST_CHARACTERS), 1):
                at = next(line)
                for place, value in enumerate((table, ident[:MOST_CHARACTERS], column)):
                    sheet.write_string(at, place, value)
                sheet.write_number(at, 3, part)
                sheet.write_string(at, 4, piece)
        sheet.freeze_panes(1, 0)


class _Tables:
    """Writes tables, each on as many sheets as it needs."""

    def __init__(self, book: "Workbook", long_texts: _LongTexts, steps: Steps, mark: str) -> None:
        self._book, self._long_texts, self._steps = book, long_texts, steps
        self._formats: dict[Kind, Any] = {kind: book.add_format(how) for kind, how in _FORMATS.items()}
        self._heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        self._mark = mark

    def write(self, table: DataTable) -> None:
        """Write a table; past the last row of a sheet it goes on in another."""
        rows = iter(table.rows)
        for number in itertools.count(1):
            name = table.name if number == 1 else f"{table.name} ({number})"
            part = itertools.islice(rows, MOST_ROWS - 1)
            self._sheet(table, name, part)
            if number * (MOST_ROWS - 1) >= len(table.rows):
                return

    def _sheet(self, table: DataTable, name: str, rows: Iterator[Row]) -> None:
        sheet = self._book.add_worksheet(name)
        widths = [len(column.name) + 3 for column in table.columns]
        for place, column in enumerate(table.columns):
            sheet.write_string(0, place, column.name, self._heading)
        line = 0
        for line, row in enumerate(rows, 1):
            for place, (column, cell) in enumerate(zip(table.columns, row, strict=True)):
                if cell is None or cell == ():
                    continue
                length = self._cell(sheet, (line, place), (table, row), column, cell)
                if line <= _ROWS_MEASURED:
                    widths[place] = max(widths[place], length)
            self._steps.row()
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, line, len(table.columns) - 1)
        if self._mark:
            sheet.set_header(f"&L{self._mark}: made-up data")
            sheet.set_tab_color("#c0392b")
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(max(width, _WIDTHS[0]), _WIDTHS[1]))

    def _cell(
        self,
        sheet: "Worksheet",
        at: tuple[int, int],
        of: tuple[DataTable, Row],
        column: DataColumn,
        cell: Cell,
    ) -> int:
        """Write a cell; returns how many characters wide it is."""
        how = self._formats.get(column.kind)
        match cell:
            case bool():
                sheet.write_boolean(*at, cell)
                return len("FALSE")
            case int() | float():
                sheet.write_number(*at, cell, how)
                return len(cell_text(cell))
            case date() if cell.year >= _FIRST_YEAR:
                if isinstance(cell, datetime):
                    cell = cell.astimezone(UTC).replace(tzinfo=None)
                sheet.write_datetime(*at, cell, how)
                return len("2024-03-07 00:00:00Z") if isinstance(cell, datetime) else len("2024-03-07")
        text = without_controls(cell_text(cell))
        if utf_16_length(text) > MOST_CHARACTERS:
            text = self._long_texts.take(*of, column, text)
        sheet.write_string(*at, text)
        return len(text)


def _parts(text: str, most: int) -> list[str]:
    """A text in pieces that a cell can hold."""
    step = most if utf_16_length(text) == len(text) else most // 2
    return [text[start : start + step] for start in range(0, len(text), step)]


def utf_16_length(text: str) -> int:
    """Characters as Excel counts them: two for those beyond the first plane."""
    return len(text) + sum(character > "\uffff" for character in text)
