"""Reads a table of made-up calls as CSV and as XLSX, beside polars' own readers of the same files.

The same number of rows makes the same files. Prints a name and a value on each line: seconds, and rows.
"""

import argparse
import csv
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import polars as pl
import xlsxwriter

from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets.open_table import open_table

CSV_ROWS = 1_000_000
XLSX_ROWS = 100_000
COLUMNS = (
    *("Key", "Vessel", "IMO", "Port", "To", "Latitude", "Longitude", "Product"),
    *("Cargo", "Tracker", "Riding", "Summary", "Source", "Day", "Time"),
)
_FIRST = datetime.fromisoformat("2015-01-01T00:00:00")


def main() -> None:
    """Write both files into a folder that goes again, and read them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--csv-rows", type=int, default=CSV_ROWS)
    parser.add_argument("--xlsx-rows", type=int, default=XLSX_ROWS)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder, "calls.csv"), Path(folder, "calls.xlsx")
        write_csv(text, asked.csv_rows)
        write_xlsx(book, asked.xlsx_rows)
        print("csv_rows", rows_of(text))
        print("csv_s", seconds(lambda: rows_of(text)))
        print("csv_polars_s", seconds(lambda: pl.read_csv(text, infer_schema=False)))
        print("xlsx_rows", rows_of(book))
        print("xlsx_s", seconds(lambda: rows_of(book)))
        print("xlsx_polars_s", seconds(lambda: pl.read_excel(book)))


def rows_of(path: Path) -> int:
    """Reads a file whole and counts its rows."""
    table = open_table(InputFile(path, "", path.name))
    return sum(frame.height for frame in table.chunks(print))


def seconds(work: Callable[[], object]) -> float:
    """How long work takes; a first time went before it."""
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 3)


def row_of(number: int) -> tuple[object, ...]:
    """A made-up call, without its times."""
    return (
        *(number, f"EXAMPLE {number % 900}", 9_000_000 + number % 1_000, "Nakhodka", "Rajin, port"),
        *(
            42.75 + number / 1e7,
            133.08,
            "gasoil",
            number * 1.5,
            "on",
            "low",
            f"Made-up call {number}",
            "none",
        ),
    )


def write_csv(path: Path, rows: int) -> None:
    """Text with ISO times and one quoted column."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(rows):
            at = _FIRST + timedelta(minutes=number)
            writer.writerow((*row_of(number), f"{at:%Y-%m-%d}", f"{at:%Y-%m-%dT%H:%M:%SZ}"))


def write_xlsx(path: Path, rows: int) -> None:
    """A sheet with cells that are days and times."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("Calls")
    day, moment = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm"))
    sheet.write_row(0, 0, COLUMNS)
    for number in range(rows):
        at = _FIRST + timedelta(minutes=number + 1)
        sheet.write_row(number + 1, 0, row_of(number))
        sheet.write_datetime(number + 1, len(COLUMNS) - 2, at.replace(hour=0, minute=0), day)
        sheet.write_datetime(number + 1, len(COLUMNS) - 1, at, moment)
    book.close()


if __name__ == "__main__":
    main()
