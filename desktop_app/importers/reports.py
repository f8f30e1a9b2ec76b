"""The report of an import, as the case keeps it: read again, and written as a file."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from desktop_app.domain.imports import Counts, ImportRun, ReportLine, Verdict
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.spreadsheet_text import safe_text, without_controls
from desktop_app.runtime.whole_file import make_whole
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.times import instant_text

TITLES: Final = ("Verdict", "File", "First line", "Last line", "Column", "Value", "Check", "Reason", "Row")
COUNT_TITLES: Final = {
    "read": "Rows read",
    "accepted": "Accepted",
    "updated": "Updated",
    "unchanged": "Unchanged",
    "merged": "Merged",
    "doubtful": "Doubtful, among those taken",
    "rejected": "Rejected",
}
# Excel's and LibreOffice's last row, and the longest text of a cell.
_LAST_ROW: Final = 1_048_576
_LONGEST_CELL: Final = 32_767


def report_lines(store: CaseStore, run: ImportRun) -> Iterator[ReportLine]:
    """The lines of a report in the order of the file; none where every row was simply taken.

    Raises:
        InputError: the case does not hold the report any more, or it was altered.
    """
    if run.report_sha256:
        yield from read_lines(store.content(run.report_sha256), run.file_name)


def read_lines(report: bytes, file_name: str) -> Iterator[ReportLine]:
    """The lines that a tally made a report of.

    Args:
        report: as `Tally.report` gives it; empty for no lines.
        file_name: for the sentence.

    Raises:
        InputError: it was altered.
    """
    if not report:
        return
    damaged = InputError(f"The report of the import of {file_name} was altered and cannot be read.")
    try:
        with gzip.open(io.BytesIO(report), "rt", encoding="utf-8", newline="") as text:
            rows = csv.reader(text)
            if tuple(next(rows, ())) != ReportLine._fields:
                raise damaged
            for row in rows:
                verdict, file, first, last, column, value, check, reason, subject = row
                yield ReportLine(
                    Verdict(verdict), file, int(first), int(last), column, value, check, reason, subject
                )
    except (OSError, EOFError, ValueError, csv.Error, zlib.error) as error:
        raise damaged from error


def header(run: ImportRun) -> tuple[tuple[str, str], ...]:
    """What is told of an import above its lines, as pairs of title and text."""
    return (
        ("File", run.file_name),
        ("Taken for", run.format),
        ("Imported", instant_text(run.imported)),
        ("Importer", run.importer),
        ("SHA-256 of the file", run.sha256),
        ("Import", run.id),
        *((COUNT_TITLES[name], str(count)) for name, count in zip(Counts._fields, run.counts, strict=True)),
    )


def write_report(store: CaseStore, run: ImportRun, path: Path) -> None:
    """Write a report: a workbook where the name ends with .xlsx, else CSV.

    No cell of it can act as a formula.

    Raises:
        InputError: the case does not hold the report, it has more lines than a sheet, or the file cannot be
            written; what was there before is as it was.
    """
    write = _write_workbook if path.suffix.lower() == ".xlsx" else _write_csv
    make_whole(path, lambda part: write(part, run, report_lines(store, run)))


def _write_csv(path: Path, run: ImportRun, lines: Iterable[ReportLine]) -> None:
    # The mark is what Excel needs to see UTF-8.
    with path.open("w", encoding="utf-8-sig", errors="replace", newline="") as file:
        writer = csv.writer(file)
        writer.writerows((title, safe_text(text)) for title, text in header(run))
        writer.writerow(())
        writer.writerow(TITLES)
        for line in lines:
            writer.writerow(cell if isinstance(cell, int) else safe_text(str(cell)) for cell in line)


def _write_workbook(path: Path, run: ImportRun, lines: Iterable[ReportLine]) -> None:
    import xlsxwriter  # noqa: PLC0415 - 60 ms, and only this needs it

    with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
        book.set_properties(
            {"title": f"Import of {run.file_name}", "created": run.imported.replace(tzinfo=None)}
        )
        head = book.add_format({"bold": True})
        summary = book.add_worksheet("Import")
        summary.set_column(0, 0, 28)
        summary.set_column(1, 1, 70)
        for row, (title, text) in enumerate(header(run)):
            summary.write_string(row, 0, title, head)
            summary.write_string(row, 1, without_controls(text))
        sheet = book.add_worksheet("Lines")
        for column, width in enumerate((11, 24, 10, 10, 18, 30, 14, 60, 34)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, TITLES[column], head)
        sheet.freeze_panes(1, 0)
        for row, line in enumerate(lines, 1):
            if row >= _LAST_ROW:
                raise InputError(
                    f"cannot write {path.name}: the report has more lines than a sheet; write CSV."
                )
            for column, cell in enumerate(line):
                if isinstance(cell, int):
                    sheet.write_number(row, column, cell)
                else:
                    sheet.write_string(row, column, without_controls(str(cell))[:_LONGEST_CELL])
