"""CSV after RFC 4180: a file a table, with a readme and a schema beside, in a folder or in one ZIP."""

import csv
from functools import partial
from pathlib import Path
from typing import Final

from desktop_app.exporters.data.cells import LIST_RULE, cell_text, degrees_text
from desktop_app.exporters.data.data_package import FILE_NAME, package_text
from desktop_app.exporters.data.progress import Steps
from desktop_app.exporters.data.tables import Cell, DataColumn, DataSet, DataTable, Kind
from desktop_app.exporters.data.whole_folder import make_folder, make_zip
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.spreadsheet_text import RULE, safe_text

README_NAME: Final = "README.txt"
# Kinds whose text a person may have written.
_TYPED: Final = frozenset({Kind.TEXT, Kind.URL, Kind.LIST})
_DEGREES: Final = frozenset({Kind.LON, Kind.LAT})
_PATHS: Final = "Lines are well-known text, longitude first, EPSG:4326."


def write_csv(data: DataSet, path: Path, feedback: Feedback, *, with_bom: bool = False) -> tuple[Path, ...]:
    """Write a folder, or a ZIP where the name ends so.

    Args:
        data: what to write.
        path: of the folder or the ZIP.
        feedback: told of rows.
        with_bom: begin each table with a byte order mark, without which Excel takes UTF-8 for another code.

    Raises:
        InputError: it cannot be written.
        Cancelled: the feedback was cancelled; nothing is written.
    """
    make = make_zip if path.suffix.lower() == ".zip" else make_folder
    return make(path, partial(_write, data, feedback, with_bom))


def _write(data: DataSet, feedback: Feedback, with_bom: bool, folder: Path) -> None:  # noqa: FBT001 - of `partial`
    steps = Steps(feedback, sum(len(table.rows) for table in data.tables))
    for table in data.tables:
        _table(table, folder / f"{table.name}.csv", steps, with_bom=with_bom)
    steps.end()
    readme = data.readme.with_notes(RULE, LIST_RULE, _PATHS)
    (folder / README_NAME).write_text(readme.text(), "utf-8", errors="replace", newline="\n")
    described = DataSet(data.tables, readme, data.synthetic)
    (folder / FILE_NAME).write_text(package_text(described, folder), "utf-8", errors="replace", newline="\n")


def _table(table: DataTable, path: Path, steps: Steps, *, with_bom: bool) -> None:
    encoding = "utf-8-sig" if with_bom else "utf-8"
    with path.open("w", encoding=encoding, errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow([column.name for column in table.columns])
        for row in table.rows:
            writer.writerow([csv_text(*pair) for pair in zip(table.columns, row, strict=True)])
            steps.row()


def csv_text(column: DataColumn, cell: Cell) -> str:
    """A cell as it stands in a CSV file."""
    if cell is None:
        return ""
    if column.kind in _TYPED:
        return safe_text(cell_text(cell))
    if column.kind in _DEGREES and isinstance(cell, float):
        return degrees_text(cell)
    return cell_text(cell)
