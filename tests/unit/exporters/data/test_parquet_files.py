"""Parquet, read back by DuckDB: real types, and places where GeoParquet has them."""

import json
import struct
from pathlib import Path

import duckdb
import pytest

from desktop_app.exporters.data.data_set import Choice
from desktop_app.exporters.data.parquet_files import write_parquet
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.tables import Geometry, Kind
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from tests.unit.exporters.data.conftest import Exports

TYPES = {
    Kind.TEXT: "VARCHAR",
    Kind.URL: "VARCHAR",
    Kind.INTEGER: "BIGINT",
    Kind.NUMBER: "DOUBLE",
    Kind.DAY: "DATE",
    Kind.INSTANT: "TIMESTAMP WITH TIME ZONE",
    Kind.YES_NO: "BOOLEAN",
    Kind.LON: "DOUBLE",
    Kind.LAT: "DOUBLE",
    Kind.LIST: "VARCHAR[]",
}


def test_every_table_has_real_types_and_all_rows(
    hostile: CaseStore, exports: Exports, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    with exports(hostile) as data, duckdb.connect() as reader:
        write_parquet(data, out, Feedback())
        for table in data.tables:
            path = str(out / f"{table.name}.parquet")
            found = reader.execute("DESCRIBE SELECT * FROM read_parquet(?)", (path,)).fetchall()
            types = {name: kind for name, kind, *_ in found}
            columns = [column for column in table.columns if column.kind is not Kind.PATH]
            assert {column.name: TYPES[column.kind] for column in columns}.items() <= types.items()
            assert ("geometry" in types) is (table.geometry is not None)
            names = ", ".join(f'"{column.name}"' for column in columns if column.kind is not Kind.INSTANT)
            sql = f"SELECT {names} FROM read_parquet(?)"  # noqa: S608 - columns of the table
            rows = reader.execute(sql, (path,)).fetchall()
            kept = [
                place for place, one in enumerate(table.columns) if one.kind not in {Kind.PATH, Kind.INSTANT}
            ]
            for row, line in zip(table.rows, rows, strict=True):
                assert [
                    list(row[place]) if isinstance(row[place], tuple) else row[place] for place in kept
                ] == [*line]


def test_places_are_well_known_binary(training: CaseStore, exports: Exports, tmp_path: Path) -> None:
    with exports(training) as data, duckdb.connect() as reader:
        write_parquet(data, tmp_path / "out", Feedback())
        for name, kind, code in (("ports", Geometry.POINT, 1), ("tracks", Geometry.LINE, 2)):
            table, path = data.table(name), str(tmp_path / "out" / f"{name}.parquet")
            assert table.geometry is kind
            pairs = reader.execute("SELECT key, value FROM parquet_kv_metadata(?)", (path,)).fetchall()
            metadata = {bytes(key).decode(): bytes(value).decode() for key, value in pairs}
            geo = json.loads(metadata["geo"])
            column = geo["columns"][geo["primary_column"]]
            assert geo["version"] == "1.1.0"
            assert column["encoding"] == "WKB"
            assert "SYNTHETIC" in json.loads(metadata["tumen"])["title"]
            sql = "SELECT id, geometry::BLOB FROM read_parquet(?)"
            blobs = dict(reader.execute(sql, (path,)).fetchall())
            west, south, east, north = column["bbox"]
            for row in table.rows:
                shape = table.point(row) if kind is Geometry.POINT else table.line(row)
                blob = blobs[row[0]]
                if shape is None:
                    assert blob is None
                    continue
                places = [shape] if kind is Geometry.POINT else [*shape]
                head = 5 if kind is Geometry.POINT else 9
                numbers = struct.unpack(f"<{2 * len(places)}d", bytes(blob)[head:])
                assert struct.unpack("<BI", bytes(blob)[:5]) == (1, code)
                assert [*zip(numbers[::2], numbers[1::2], strict=True)] == places
                assert all(west <= lon <= east and south <= lat <= north for lon, lat in places)


def test_one_file_holds_one_table(training: CaseStore, exports: Exports, tmp_path: Path) -> None:
    with exports(training, Choice(Scope.ALL, tables=("voyages", "ports"))) as data:
        with pytest.raises(UsageError, match="holds one table, and 2 are chosen"):
            write_parquet(data, tmp_path / "out.parquet", Feedback())
        for name in ("a", "b"):
            write_parquet(data._replace(tables=data.tables[:1]), tmp_path / f"{name}.parquet", Feedback())
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
