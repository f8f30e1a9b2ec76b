"""GeoJSON after RFC 7946: all tables with geometry in one file, or a file a table in a folder."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, TextIO

import geojson

from desktop_app.domain.place import LonLat
from desktop_app.exporters.data.cells import DEGREE_DECIMALS, instant_text
from desktop_app.exporters.data.progress import Steps
from desktop_app.exporters.data.readme import Readme
from desktop_app.exporters.data.tables import ID, Cell, DataSet, DataTable, Geometry, Kind, Row
from desktop_app.exporters.data.whole_folder import make_folder
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.whole_file import make_whole

_HALF: Final = 180.0
# Told by the geometry itself.
_IN_GEOMETRY: Final = frozenset({Kind.LON, Kind.LAT, Kind.PATH})
# Members by which programs that play time know it, and the columns they are copies of.
_TIMES: Final = (("start", "start_utc"), ("end", "end_utc"))


def write_geojson(data: DataSet, path: Path, feedback: Feedback) -> tuple[Path, ...]:
    """Write one file where the name ends in .geojson or .json, else a folder.

    Raises:
        UsageError: no table has a geometry.
        InputError: it cannot be written.
        Cancelled: the feedback was cancelled; nothing is written.
    """
    tables = [table for table in data.tables if table.geometry is not None]
    if not tables:
        raise UsageError("none of the tables chosen has a place on the map; GeoJSON would be empty")
    left_out = [table.name for table in data.tables if table.geometry is None]
    notes = [f"Tables without a place on the map are not in it: {', '.join(left_out)}."] if left_out else []
    readme = data.readme.with_notes(*notes)
    steps = Steps(feedback, sum(len(table.rows) for table in tables))
    if path.suffix.lower() in {".geojson", ".json"}:
        make_whole(path, partial(_collection, tables, readme, steps))
        written: tuple[Path, ...] = (path,)
    else:
        written = make_folder(path, partial(_folder, tables, readme, steps))
    steps.end()
    return written


def _folder(tables: Sequence[DataTable], readme: Readme, steps: Steps, folder: Path) -> None:
    for table in tables:
        _collection([table], readme, steps, folder / f"{table.name}.geojson")


def _collection(tables: Sequence[DataTable], readme: Readme, steps: Steps, path: Path) -> None:
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        file.write('{"type": "FeatureCollection",\n"tumen": ')
        json.dump(readme.content(), file, ensure_ascii=False)
        file.write(',\n"features": [')
        _features(tables, steps, file)
        file.write("\n]}\n")


def _features(tables: Sequence[DataTable], steps: Steps, file: TextIO) -> None:
    between = "\n"
    for table in tables:
        for row in table.rows:
            file.write(f"{between}{geojson.dumps(feature_of(table, row), ensure_ascii=False)}")
            between = ",\n"
            steps.row()


def feature_of(table: DataTable, row: Row) -> geojson.Feature:
    """A row as a feature; without a geometry where nothing places it."""
    cells = {column.name: (column.kind, cell) for column, cell in zip(table.columns, row, strict=True)}
    ident = str(row[table.place(ID)])
    properties: dict[str, Any] = {"table": table.name}
    properties |= {name: _json(cell) for name, (kind, cell) in cells.items() if kind not in _IN_GEOMETRY}
    for member, name in _TIMES:
        if name in cells:
            properties[member] = _json(cells[name][1])
    key = f"{table.thing or table.name}:{ident}"
    return geojson.Feature(id=key, geometry=_geometry(table, row), properties=properties)


def _geometry(table: DataTable, row: Row) -> geojson.geometry.Geometry | None:
    if table.geometry is Geometry.POINT:
        place = table.point(row)
        return None if place is None else geojson.Point(place, precision=DEGREE_DECIMALS)
    path = table.line(row)
    if path is None:
        return None
    parts = cut_at_antimeridian(path)
    if len(parts) == 1:
        return geojson.LineString(parts[0], precision=DEGREE_DECIMALS)
    return geojson.MultiLineString(parts, precision=DEGREE_DECIMALS)


def cut_at_antimeridian(path: Sequence[LonLat]) -> list[list[LonLat]]:
    """The parts of a line on either side of 180 degrees (RFC 7946, 3.1.9).

    Two places more than 180 degrees apart are joined the short way round.
    """
    parts: list[list[LonLat]] = [[path[0]]]
    for (lon, lat), (next_lon, next_lat) in pairwise(path):
        if abs(next_lon - lon) > _HALF:
            edge = _HALF if lon > 0 else -_HALF
            unrolled = next_lon + 2 * edge
            share = (edge - lon) / (unrolled - lon) if unrolled != lon else 0.0
            crossing = lat + (next_lat - lat) * share
            parts[-1].append((edge, crossing))
            parts.append([(-edge, crossing)])
        parts[-1].append((next_lon, next_lat))
    return [part for part in parts if len(set(part)) > 1] or [list(path)]


def _json(cell: Cell) -> Any:
    match cell:
        case datetime():
            return instant_text(cell.astimezone(UTC))
        case date():
            return cell.isoformat()
        case tuple():
            return list(cell)
        case _:
            return cell


def geometry_tables(tables: Iterable[DataTable]) -> tuple[str, ...]:
    """Names of tables that a map can show."""
    return tuple(table.name for table in tables if table.geometry is not None)
