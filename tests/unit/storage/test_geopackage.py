"""A case is a GeoPackage: the requirements of OGC 12-128r19 (1.4) that apply, and what GDAL makes of it."""

import dataclasses
import re
import sqlite3
import warnings
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import apsw
import numpy as np
import pyogrio
import pytest

from desktop_app.importers.record import read_record
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import info_of
from desktop_app.storage.geometry import read_shape
from desktop_app.storage.geopackage import create_case
from desktop_app.storage.record_writer import write_record
from desktop_app.storage.styles import looks
from desktop_app.storage.tables.all_tables import BY_NAME, TABLES
from desktop_app.storage.tables.declare import Kind, Table
from desktop_app.ui.palette import LIGHT

LAYERS = [table for table in TABLES if table.geometry]
GPKG_TYPES = {
    *("BOOLEAN", "TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "FLOAT", "DOUBLE", "REAL"),
    *("TEXT", "BLOB", "DATE", "DATETIME", "POINT", "LINESTRING", "POLYGON"),
}


def write_case(path: Path, resources: Resources, *, synthetic: bool) -> Path:
    """The reported record as a file, as it is or as if it were made up."""
    record = dataclasses.replace(read_record(resources.geodatum("record")), synthetic=synthetic)
    connection = apsw.Connection(str(path))
    create_case(connection, info_of(record, "case-test"))
    write_record(connection, record)
    connection.close()
    return path


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory, resources: Resources) -> Path:
    """The reported record as a file."""
    return write_case(tmp_path_factory.mktemp("gpkg") / "case.gpkg", resources, synthetic=False)


@pytest.fixture
def case(path: Path) -> Iterator[sqlite3.Connection]:
    """The file, read by Python's own SQLite: another library than the one that wrote it."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    yield connection
    connection.close()


def rows(case: sqlite3.Connection, sql: str) -> list[tuple[object, ...]]:
    return case.execute(sql).fetchall()


def columns(case: sqlite3.Connection, table: str) -> dict[str, tuple[str, int, int]]:
    """Type, NOT NULL and place in the primary key, by column."""
    found = case.execute('SELECT name, type, "notnull", pk FROM pragma_table_info(?)', (table,))
    return {name: (kind, required, key) for name, kind, required, key in found}


def test_the_file_says_what_it_is(path: Path, case: sqlite3.Connection) -> None:
    assert path.read_bytes()[:16] == b"SQLite format 3\0"  # requirement 1
    assert rows(case, "PRAGMA application_id") == [(0x47504B47,)]  # 2
    assert rows(case, "PRAGMA user_version") == [(10400,)]  # 2
    assert rows(case, "PRAGMA integrity_check") == [("ok",)]  # 6
    assert rows(case, "PRAGMA foreign_key_check") == []  # 7
    # Triggers and views would run in other programs, and in ours.
    assert rows(case, "SELECT name FROM sqlite_schema WHERE type NOT IN ('table', 'index')") == []


def test_reference_systems(case: sqlite3.Connection) -> None:
    found = rows(
        case,
        "SELECT srs_id, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys "
        "ORDER BY srs_id",
    )
    assert found[:2] == [(-1, "NONE", -1, "undefined"), (0, "NONE", 0, "undefined")]  # 11
    ((srs_id, organization, code, definition),) = found[2:]
    assert (srs_id, str(organization).lower(), code) == (4326, "epsg", 4326)  # 11
    assert str(definition).startswith('GEOGCS["WGS 84"')


def test_contents_name_every_table(case: sqlite3.Connection) -> None:
    found = {str(row[0]): row[1:] for row in rows(case, "SELECT * FROM gpkg_contents")}
    assert set(found) == {*BY_NAME, "layer_styles"}  # 14
    for name, (data_type, title, description, changed, *extent, srs_id) in found.items():
        layer = bool(name in BY_NAME and BY_NAME[name].geometry)
        assert data_type == ("features" if layer else "attributes")  # 18, 118
        assert title
        assert description
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", str(changed))  # 15
        assert srs_id == (4326 if layer else None)  # 16
        if not layer:
            assert extent == [None] * 4


def test_every_table_has_types_of_geopackage_and_a_key(case: sqlite3.Connection) -> None:
    for table in TABLES:
        found = columns(case, table.name)
        assert tuple(found) == table.stored_columns
        assert {kind for kind, _, _ in found.values()} <= GPKG_TYPES  # 5
        assert found["fid"] == ("INTEGER", 1, 1)  # 29, 119
        assert [name for name, (_, _, key) in found.items() if key] == ["fid"]


def test_layers_are_registered_with_their_geometry(case: sqlite3.Connection) -> None:
    found = rows(case, "SELECT * FROM gpkg_geometry_columns ORDER BY rowid")
    assert found == [(layer.name, "geom", layer.geometry, 4326, 0, 0) for layer in LAYERS]  # 22 to 28
    for layer in LAYERS:
        declared = columns(case, layer.name)
        assert declared["geom"][0] == layer.geometry  # 31
        assert [kind for kind, _, _ in declared.values()].count(layer.geometry) == 1  # 30
        shapes = [read_shape(blob) for (blob,) in case.execute(f"SELECT geom FROM {layer.name}") if blob]  # noqa: S608 - a declared table
        assert {shape.kind for shape in shapes} <= {layer.geometry}  # 19, 20, 32, 33
        extent = case.execute(
            "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = ?", (layer.name,)
        ).fetchone()
        if not shapes:
            assert extent == (None,) * 4
            continue
        west, south, east, north = zip(*(shape.bounds for shape in shapes), strict=True)
        assert extent == (min(west), min(south), max(east), max(north))


def test_extensions_are_told(case: sqlite3.Connection) -> None:
    found = rows(case, "SELECT table_name, column_name, extension_name, scope FROM gpkg_extensions")
    schema = {(name, column, scope) for name, column, extension, scope in found if extension == "gpkg_schema"}
    assert schema == {
        ("gpkg_data_columns", None, "read-write"),
        ("gpkg_data_column_constraints", None, "read-write"),
    }  # 141
    known = {str(name) for (name,) in rows(case, "SELECT table_name FROM gpkg_contents")}
    others = {str(row[0]) for row in found} - {"gpkg_data_columns", "gpkg_data_column_constraints"}
    assert {scope for name, _, _, scope in found if name in others} == {"write-only"}  # 64
    for name, column, extension, _ in found:
        assert columns(case, str(name))  # 60
        assert column is None  # 61
        assert re.fullmatch("[a-zA-Z0-9]+_[a-zA-Z0-9_]+", str(extension))  # 62
    tables = {str(name) for (name,) in rows(case, "SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert {name for name in tables if not name.startswith("gpkg_")} == known | others  # 59


def test_every_column_is_described(case: sqlite3.Connection) -> None:
    found = rows(case, "SELECT table_name, column_name, description, constraint_name FROM gpkg_data_columns")
    wanted = {(table.name, column) for table in TABLES for column in table.stored_columns}
    assert {(name, column) for name, column, _, _ in found} == wanted  # 104, 105
    assert all(description for _, _, description, _ in found)
    lists: dict[object, set[object]] = {}
    for name, kind, value, *limits in rows(
        case,
        "SELECT constraint_name, constraint_type, value, min, min_is_inclusive, max, max_is_inclusive "
        "FROM gpkg_data_column_constraints",
    ):
        assert (kind, limits) == ("enum", [None] * 4)  # 108, 113
        assert name == str(name).lower()  # 106
        lists.setdefault(name, set()).add(value)
    used = {(table, column): lists[word] for table, column, _, word in found if word is not None}  # 106
    assert used == {
        (table.name, column.name): set(column.choices)
        for table in TABLES
        for column in table.columns
        if column.choices
    }
    assert len(used) == len(lists)


# What GDAL takes a column for, by its kind. Plain tables are STRICT, which has no types for times.
FIELD_TYPES = {
    Kind.TEXT: ("OFTString", "OFTString"),
    Kind.INTEGER: ("OFTInteger64", "OFTInteger64"),
    Kind.REAL: ("OFTReal", "OFTReal"),
    Kind.YES_NO: ("OFTInteger", "OFTInteger64"),
    Kind.INSTANT: ("OFTDateTime", "OFTString"),
    Kind.DAY: ("OFTDate", "OFTString"),
    Kind.BLOB: ("OFTBinary", "OFTBinary"),
}


@pytest.mark.parametrize("declared", TABLES, ids=lambda table: table.name)
def test_gdal_reads_every_table(path: Path, case: sqlite3.Connection, declared: Table) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        info = pyogrio.read_info(path, layer=declared.name, force_feature_count=True)
        meta, fids, geometry, fields = pyogrio.raw.read(path, layer=declared.name, return_fids=True)
    ((count,),) = rows(case, f"SELECT count(*) FROM {declared.name}")  # noqa: S608 - a declared table
    assert (info["features"], len(fids)) == (count, count)
    assert (info["fid_column"], info["geometry_name"]) == ("fid", "geom" if declared.geometry else "")
    assert (info["geometry_type"] or "").upper() == declared.geometry
    assert info["crs"] == ("EPSG:4326" if declared.geometry else None)
    assert info["layer_metadata"]["DESCRIPTION"] == f"{declared.description}."
    kinds = dict(zip(info["fields"], info["ogr_types"], strict=True))
    for column in declared.columns:
        assert kinds[column.name] == FIELD_TYPES[column.kind][0 if declared.geometry else 1], column.name
    by_name = dict(zip(meta["fields"], fields, strict=True))
    if "start_utc" in by_name and declared.geometry and count:
        ((start,),) = rows(case, f"SELECT start_utc FROM {declared.name} ORDER BY fid LIMIT 1")  # noqa: S608 - a declared table
        assert by_name["start_utc"][0] == np.datetime64(str(start).removesuffix("Z"))
    if declared.geometry:
        drawn = rows(case, f"SELECT geom IS NOT NULL FROM {declared.name} ORDER BY fid")  # noqa: S608 - a declared table
        assert [(int(shape is not None),) for shape in geometry] == drawn


def test_colours_are_those_of_the_window() -> None:
    assert (LIGHT.panel, LIGHT.text) == (looks.PAPER, looks.INK)
    assert (LIGHT.loading, LIGHT.discharge) == (looks.LOADING, looks.DISCHARGE)
    assert (LIGHT.rail, LIGHT.neutral, LIGHT.sea_volume) == (looks.RAIL, looks.NEUTRAL, looks.SEA)


def test_every_row_of_a_layer_falls_under_one_rule(case: sqlite3.Connection) -> None:
    assert {look.table for look in looks.LOOKS} == {layer.name for layer in LAYERS}
    for look in looks.LOOKS:
        conditions = [rule.condition for rule in look.rules if rule.condition is not None]
        wheres = [f"{column} {sign} ?" for column, sign, _ in conditions] or ["1"]
        values = [value for _, _, value in conditions]
        sql = f"SELECT {' + '.join(f'({where})' for where in wheres)} FROM {look.table}"  # noqa: S608 - from this package
        assert set(case.execute(sql, values)) <= {(1,)}
        for column, _, value in conditions:
            choices = BY_NAME[look.table].column(column).choices
            assert not choices or value in choices


@pytest.mark.parametrize("synthetic", [False, True])
def test_styles_are_there_for_qgis_and_others(
    tmp_path: Path, resources: Resources, *, synthetic: bool
) -> None:
    path = write_case(tmp_path / "styled.gpkg", resources, synthetic=synthetic)
    connection = sqlite3.connect(path)
    found = rows(
        connection,
        "SELECT f_table_name, f_geometry_column, useAsDefault, styleName, styleQML, styleSLD "
        "FROM layer_styles WHERE f_table_schema = ''",
    )
    titles = rows(
        connection, "SELECT identifier, description FROM gpkg_contents WHERE table_name <> 'layer_styles'"
    )
    connection.close()
    assert [row[:3] for row in found] == [(look.table, "geom", 1) for look in looks.LOOKS]
    marked = set()
    for table, _, _, name, qml, sld in found:
        root = ET.fromstring(str(qml))  # noqa: S314 - our own
        (look,) = (look for look in looks.LOOKS if look.table == table)
        rules = root.findall("renderer-v2/rules/rule")
        mark = "SYNTHETIC: " if synthetic else ""
        assert [rule.get("label") for rule in rules] == [f"{mark}{rule.title}" for rule in look.rules]
        symbols = {symbol.get("name") for symbol in root.findall("renderer-v2/symbols/symbol")}
        assert {rule.get("symbol") for rule in rules} == symbols
        assert len(ET.fromstring(str(sld)).findall(".//{*}Rule")) == len(look.rules)  # noqa: S314 - our own
        assert ("SYNTHETIC" in str(name)) == synthetic
        label = root.find("labeling/settings/text-style")
        if label is not None and "SYNTHETIC" in str(label.get("fieldName")):
            marked.add(table)
    movements = {"sighting", "voyage", "consignment", "ais_event"}
    assert marked == ({"port", "terminal", "station", "watch_area", *movements} if synthetic else set())
    for title, description in titles:
        assert ("SYNTHETIC" in str(title), str(description).startswith("SYNTHETIC")) == (synthetic, synthetic)
