"""Parquet with real types; GeoParquet 1.1 for tables with points or lines."""

import itertools
import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from desktop_app.exporters.data.progress import Steps
from desktop_app.exporters.data.readme import Readme
from desktop_app.exporters.data.tables import DataSet, DataTable, Geometry, Kind, Row
from desktop_app.exporters.data.whole_folder import make_folder
from desktop_app.exporters.data.wkb import line_wkb, point_wkb
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.whole_file import make_whole

if TYPE_CHECKING:
    import polars as pl

GEOMETRY: Final = "geometry"
# Rows that are Python objects at one time; as columns they take a tenth.
_ROWS_A_BLOCK: Final = 5_000
_TYPES: Final = {Geometry.POINT: "Point", Geometry.LINE: "LineString"}


def write_parquet(data: DataSet, path: Path, feedback: Feedback) -> tuple[Path, ...]:
    """Write a file where the name ends in .parquet and one table is chosen, else a folder with one a table.

    Raises:
        UsageError: several tables, and the name is that of one file.
        InputError: it cannot be written.
        Cancelled: the feedback was cancelled; nothing is written.
    """
    steps = Steps(feedback, sum(len(table.rows) for table in data.tables))
    if path.suffix.lower() == ".parquet":
        if len(data.tables) != 1:
            raise UsageError(
                f"{path.name} holds one table, and {len(data.tables)} are chosen; name a folder, or one table"
            )
        make_whole(path, partial(_table, data.tables[0], data.readme, steps))
        written: tuple[Path, ...] = (path,)
    else:
        written = make_folder(path, partial(_folder, data, steps))
    steps.end()
    return written


def _folder(data: DataSet, steps: Steps, folder: Path) -> None:
    for table in data.tables:
        _table(table, data.readme, steps, folder / f"{table.name}.parquet")
    (folder / "README.txt").write_text(data.readme.text(), "utf-8", errors="replace", newline="\n")


def _table(table: DataTable, readme: Readme, steps: Steps, path: Path) -> None:
    import polars as pl  # noqa: PLC0415 - 0.2 s, and only this format needs it

    schema = _schema(table)
    empty = pl.DataFrame(schema=schema)
    bounds = _Bounds()
    blocks = [pl.DataFrame(rows, schema, orient="row") for rows in _blocks(table, bounds, steps)]
    frame = pl.concat([empty, *blocks])
    metadata = {"tumen": json.dumps(readme.content(), ensure_ascii=False)}
    metadata["tumen_columns"] = json.dumps(
        {column.name: column.description for column in table.columns}, ensure_ascii=False
    )
    if table.geometry is not None:
        metadata["geo"] = json.dumps(_geo(table.geometry, bounds))
    frame.write_parquet(path, metadata=metadata)


def _schema(table: DataTable) -> "dict[str, pl.DataType]":
    import polars as pl  # noqa: PLC0415 - as above

    kinds: dict[Kind, Any] = {
        Kind.INTEGER: pl.Int64(),
        Kind.NUMBER: pl.Float64(),
        Kind.DAY: pl.Date(),
        Kind.INSTANT: pl.Datetime("us", "UTC"),
        Kind.YES_NO: pl.Boolean(),
        Kind.LON: pl.Float64(),
        Kind.LAT: pl.Float64(),
        Kind.LIST: pl.List(pl.String()),
    }
    schema = {
        column.name: kinds.get(column.kind, pl.String())
        for column in table.columns
        if column.kind is not Kind.PATH
    }
    return schema | ({GEOMETRY: pl.Binary()} if table.geometry is not None else {})


def _blocks(table: DataTable, bounds: "_Bounds", steps: Steps) -> Iterator[list[tuple[Any, ...]]]:
    rows = iter(table.rows)
    while block := list(itertools.islice(rows, _ROWS_A_BLOCK)):
        yield [_cells(table, row, bounds) for row in block]
        for _ in block:
            steps.row()


def _cells(table: DataTable, row: Row, bounds: "_Bounds") -> tuple[Any, ...]:
    cells = tuple(
        list(cell) if isinstance(cell, tuple) else cell
        for column, cell in zip(table.columns, row, strict=True)
        if column.kind is not Kind.PATH
    )
    if table.geometry is None:
        return cells
    if table.geometry is Geometry.POINT:
        place = table.point(row)
        bounds.take((place,) if place is not None else ())
        return *cells, None if place is None else point_wkb(place)
    path = table.line(row)
    bounds.take(path or ())
    return *cells, None if path is None else line_wkb(path)


class _Bounds:
    """West, south, east and north of all places so far."""

    def __init__(self) -> None:
        self.box: tuple[float, float, float, float] | None = None

    def take(self, places: Iterable[tuple[float, float]]) -> None:
        """Grow round some places."""
        for lon, lat in places:
            west, south, east, north = self.box or (lon, lat, lon, lat)
            self.box = (min(west, lon), min(south, lat), max(east, lon), max(north, lat))


def _geo(geometry: Geometry, bounds: _Bounds) -> dict[str, Any]:
    """The file's metadata after GeoParquet 1.1; without `crs` it is OGC:CRS84, longitude first."""
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": [_TYPES[geometry]]}
    if bounds.box is not None:
        column["bbox"] = list(bounds.box)
    return {"version": "1.1.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}}
