"""Shapefiles, for programs that read nothing else: one a table, with what they cannot hold told.

The format (ESRI, July 1998, and dBASE III) has names of ten characters, text of 254 bytes and days without a
time; what is cut is counted in the readme, which lists the short names beside the long ones.
"""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple

from desktop_app.exporters.data.cells import cell_text
from desktop_app.exporters.data.progress import Steps
from desktop_app.exporters.data.row_words import vertices_of
from desktop_app.exporters.data.tables import Cell, DataColumn, DataSet, DataTable, Geometry, Kind
from desktop_app.exporters.data.tables import Path as Line
from desktop_app.exporters.data.whole_folder import make_folder, make_zip
from desktop_app.exporters.data.wkb import line_wkb, point_wkb
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Feedback

LONGEST_NAME: Final = 10
LONGEST_TEXT_BYTES: Final = 254
_VOWELS: Final = re.compile("[aeiou]")
_GEOMETRIES: Final = {Geometry.POINT: "Point", Geometry.LINE: "LineString"}
# The header of a .dbf has a day of writing; GDAL's option sets it (ogr/ogrsf_frmts/shape).
_NO_DAY: Final = date(1970, 1, 1)
WARNING: Final = (
    "Shapefiles cut names at 10 characters, texts at 254 bytes, and have no times of day: those are written "
    "as text. Use GeoPackage where the other program can read it."
)


class _Cut(NamedTuple):
    """A column as the format can hold it.

    Attributes:
        name: at most `LONGEST_NAME` characters, unique in the table.
        values: one a row, texts already cut.
        empty: of numbers, which rows have none.
        texts_cut: how many.
    """

    column: DataColumn
    name: str
    values: Any
    empty: Any
    texts_cut: int


def write_shapefiles(data: DataSet, path: Path, feedback: Feedback) -> tuple[Path, ...]:
    """Write `TABLE.shp` with its companions, `TABLE.dbf` of tables on no map, and `README.txt`.

    Into one ZIP where the name ends in .zip, else into a folder.

    Raises:
        InputError: it cannot be written.
        Cancelled: the feedback was cancelled; nothing is written.
    """
    make = make_zip if path.suffix.lower() == ".zip" else make_folder
    return make(path, partial(_fill, data, feedback))


def _fill(data: DataSet, feedback: Feedback, folder: Path) -> None:
    notes = [WARNING]
    steps = Steps(feedback, sum(len(table.rows) for table in data.tables))
    for table in data.tables:
        notes += _write_table(data, table, folder, steps)
    text = data.readme.with_notes(*notes).text()
    (folder / "README.txt").write_text(text, "utf-8", errors="replace", newline="\n")
    steps.end()


def _write_table(data: DataSet, table: DataTable, folder: Path, steps: Steps) -> Iterator[str]:
    import numpy as np  # noqa: PLC0415 - not for the start
    from pyogrio.errors import DataSourceError  # noqa: PLC0415 - GDAL takes 0.1 s to load
    from pyogrio.raw import write  # noqa: PLC0415 - same

    rows = []
    for row in table.rows:
        rows.append(row)
        steps.row()
    lines = [vertices_of(table, row) for row in rows]
    lost = 0 if table.geometry is None else sum(not line for line in lines)
    columns = list(_columns(table, rows))
    path = folder / f"{table.name}.{'dbf' if table.geometry is None else 'shp'}"
    as_of = data.readme.as_of or _NO_DAY.isoformat()
    try:
        write(
            path,
            geometry=None
            if table.geometry is None
            else np.array([_wkb(table, line) for line in lines], dtype=object),
            field_data=[column.values for column in columns],
            field_mask=[column.empty for column in columns],
            fields=[column.name for column in columns],
            driver="ESRI Shapefile",
            geometry_type=None if table.geometry is None else _GEOMETRIES[table.geometry],
            crs=None if table.geometry is None else "EPSG:4326",
            encoding="UTF-8",
            layer_options={"DBF_DATE_LAST_UPDATE": as_of, "RESIZE": "YES"},
        )
    except DataSourceError as error:
        raise InputError(f"cannot write {path.name}: {error}") from error
    yield from _notes(table, columns, lost)


def _notes(table: DataTable, columns: list[_Cut], lost: int) -> Iterator[str]:
    short = [f"{one.name} is {one.column.name}" for one in columns if one.name != one.column.name]
    if short:
        yield f"{table.name}: {', '.join(short)}."
    for one in columns:
        if one.texts_cut:
            yield f"{table.name}: {one.texts_cut} texts of {one.column.name} are cut at 254 bytes."
    if lost:
        yield f"{table.name}: {lost} rows have no place, since no document gives it; their shape is empty."


def _columns(table: DataTable, rows: list[tuple[Cell, ...]]) -> Iterator[_Cut]:
    import numpy as np  # noqa: PLC0415 - not for the start

    taken: set[str] = set()
    for place, column in enumerate(table.columns):
        if column.kind is Kind.PATH:
            continue
        name = _short(column.name, taken)
        taken.add(name)
        cells = [row[place] for row in rows]
        empty = np.array([cell is None for cell in cells], dtype=bool)
        if column.kind in {Kind.NUMBER, Kind.LON, Kind.LAT}:
            yield _Cut(column, name, np.array([cell or 0.0 for cell in cells], dtype=np.float64), empty, 0)
        elif column.kind is Kind.INTEGER:
            yield _Cut(column, name, np.array([cell or 0 for cell in cells], dtype=np.int64), empty, 0)
        elif column.kind is Kind.DAY:
            days = [cell if isinstance(cell, date) else _NO_DAY for cell in cells]
            yield _Cut(column, name, np.array(days, dtype="datetime64[D]"), empty, 0)
        else:
            texts = [cell_text(cell) for cell in cells]
            cut = [_cut(text) for text in texts]
            count = sum(one != text for one, text in zip(cut, texts, strict=True))
            yield _Cut(column, name, np.array(cut, dtype=object), None, count)


def _short(name: str, taken: set[str]) -> str:
    """A name of ten characters that no other column has: vowels go first, then the end."""
    if len(name) <= LONGEST_NAME and name not in taken:
        return name
    words = (word[0] + _VOWELS.sub("", word[1:]) for word in name.split("_"))
    short = "_".join(words)[:LONGEST_NAME]
    number = 1
    while short in taken:
        number += 1
        short = f"{short[: LONGEST_NAME - len(str(number))]}{number}"
    return short


def _cut(text: str) -> str:
    """At most 254 bytes of UTF-8, never through a character; NUL would end a text, so it is a blank."""
    data = text.replace("\0", " ").encode("utf-8", "replace")
    return data[:LONGEST_TEXT_BYTES].decode("utf-8", "ignore")


def _wkb(table: DataTable, line: Line) -> bytes | None:
    if not line:
        return None
    return point_wkb(line[0]) if table.geometry is Geometry.POINT else line_wkb(line)
