"""KML, GeoPackage, Shapefile and FollowTheMoney, read back by the programs that people use."""

import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from desktop_app.domain.record import Record
from desktop_app.exporters.data.data_set import Choice, data_set
from desktop_app.exporters.data.follow_the_money import write_follow_the_money
from desktop_app.exporters.data.geopackage import write_geopackage
from desktop_app.exporters.data.kml import write_kml, write_kmz
from desktop_app.exporters.data.row_words import vertices_of
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.shapefile import LONGEST_NAME, write_shapefiles
from desktop_app.exporters.data.tables import DataColumn, DataSet, DataTable, Geometry, Kind, Standing
from desktop_app.exporters.data.writers import Write
from desktop_app.importers.training_case import training_record
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore

NAMESPACE = {"k": "http://www.opengis.net/kml/2.2"}
HOSTILE = '</name><script>alert("1")</script> \x00\x1b 만경봉 Ярославль ]]> =cmd|x'


@pytest.fixture(scope="module")
def training(reported: Record) -> Iterator[DataSet]:
    store = CaseStore.of_record(training_record(reported))
    with data_set(QueryEngine(store), Choice(Scope.ALL), Resources.locate()) as data:
        yield data
    store.close()


@pytest.fixture(scope="module")
def hostile(training: DataSet) -> DataSet:
    """One table of points whose cells would do harm in a format that does not escape them."""
    columns = (
        DataColumn("id", Kind.TEXT, "Id", "key"),
        DataColumn("name", Kind.TEXT, "Name <b>", "name & <i>"),
        DataColumn("a_very_long_name_of_a_column", Kind.TEXT, "Long", "long"),
        DataColumn("a_very_long_name_of_a_column_2", Kind.NUMBER, "Long", "long", "t"),
        DataColumn("at_utc", Kind.INSTANT, "At", "when"),
        DataColumn("first_day", Kind.DAY, "First", "when"),
        DataColumn("lon", Kind.LON, "Longitude", "degrees"),
        DataColumn("lat", Kind.LAT, "Latitude", "degrees"),
        DataColumn("source_ids", Kind.LIST, "Sources", "ids"),
    )
    at = datetime(2024, 3, 7, 23, 59, 59, 500_000, UTC)
    rows = (
        ("a", HOSTILE, "한" * 200, 1.5, at, date(2024, 3, 7), 179.9999999, -84.5, (HOSTILE, "b")),
        ("b", "plain", None, None, None, None, None, None, ()),
    )
    table = DataTable(
        "points", "Points", "Made by a test", columns, rows, Geometry.POINT, Standing.OBSERVED, 2
    )
    return DataSet((table,), training.readme, synthetic=True)


def placemarks(path: Path) -> list[ET.Element]:
    return ET.parse(path).getroot().findall(".//k:Placemark", NAMESPACE)  # noqa: S314 - written by us


def test_kml_has_every_row_with_a_place_and_its_time(training: DataSet, tmp_path: Path) -> None:
    path = tmp_path / "동해 порты.kml"
    write_kml(training, path, Feedback())
    for table in training.tables:
        placed = [row for row in table.rows if vertices_of(table, row)]
        if table.geometry is None or not placed:
            continue
        layer = f"SYNTHETIC · {table.title}"
        info = pyogrio.read_info(path, layer=layer)
        assert info["features"] == len(placed), table.name
        assert {"id", "synthetic"} <= set(info["fields"])
    root = ET.parse(path).getroot()  # noqa: S314 - written by us
    spans = root.findall(".//k:TimeSpan", NAMESPACE)
    calls = training.table("port_calls")
    assert len(spans) >= len(calls.rows)
    row = next(iter(calls.rows))
    begin = next(one for one in placemarks(path) if f">{row[0]}<" in ET.tostring(one, "unicode"))
    told = begin.find("k:TimeSpan/k:begin", NAMESPACE)
    start = row[calls.place("start_utc")]
    assert isinstance(start, datetime)
    assert told is not None
    assert told.text == start.strftime("%Y-%m-%dT%H:%M:%SZ")
    ids = [style.get("id") for style in root.findall(".//k:Style", NAMESPACE)]
    used = {str(url.text).removeprefix("#") for url in root.findall(".//k:styleUrl", NAMESPACE)}
    assert used <= set(ids)
    assert len(ids) == len(set(ids))
    assert root.find("k:Document/k:LookAt/k:range", NAMESPACE) is not None


def test_nothing_in_kml_is_read_as_markup(hostile: DataSet, tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    write_kml(hostile, path, Feedback())
    (mark,) = placemarks(path)
    name = mark.findtext("k:name", namespaces=NAMESPACE)
    assert name is not None
    assert '</name><script>alert("1")</script>' in name
    description = mark.findtext("k:description", namespaces=NAMESPACE) or ""
    assert "<script" not in description
    assert "&lt;script&gt;" in description
    assert "1 rows of points are left out" in (
        ET.parse(path).getroot().findtext("k:Document/k:description", namespaces=NAMESPACE) or ""  # noqa: S314 - written by us
    )
    balloons = ET.parse(path).getroot().findall(".//k:BalloonStyle/k:text", NAMESPACE)  # noqa: S314 - same
    assert {one.text for one in balloons} == {"$[description]"}


def test_kmz_is_the_same_in_a_zip_and_asks_for_nothing(training: DataSet, tmp_path: Path) -> None:
    write_kml(training, tmp_path / "a.kml", Feedback())
    write_kmz(training, tmp_path / "a.kmz", Feedback())
    with zipfile.ZipFile(tmp_path / "a.kmz") as archive:
        assert archive.namelist() == ["doc.kml"]
        inner = archive.read("doc.kml")
    assert inner == (tmp_path / "a.kml").read_bytes()
    root = ET.fromstring(inner)  # noqa: S314 - written by us
    assert not root.findall(".//k:href", NAMESPACE)


def test_gdal_reads_every_layer_of_the_geopackage(training: DataSet, tmp_path: Path) -> None:
    path = tmp_path / "자료.gpkg"
    write_geopackage(training, path, Feedback())
    layers = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    assert set(layers) == {table.name for table in training.tables} | {"readme", "layer_styles"}
    for table in training.tables:
        info = pyogrio.read_info(path, layer=table.name)
        assert info["features"] == len(table.rows)
        named = {column.name for column in table.columns if column.kind is not Kind.PATH}
        assert set(info["fields"]) == named
    database = sqlite3.connect(path)
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    styled = {name for (name,) in database.execute("SELECT f_table_name FROM layer_styles")}
    assert styled >= {"ports", "voyages", "sightings", "port_calls"}
    for name, qml in database.execute("SELECT f_table_name, styleQML FROM layer_styles"):
        columns = {row[1] for row in database.execute(f'PRAGMA table_info("{name}")')}
        asked = set(re.findall(r"&quot;(\w+)&quot; (?:=|&lt;|>|&gt;)", qml))
        assert columns >= asked, name
        assert asked or name not in {"ports", "sightings"}, qml
    told = database.execute("SELECT line FROM readme WHERE section = 'Filter'").fetchall()
    assert told
    west, south, east, north = database.execute(
        "SELECT min_x, min_y, max_x, max_y FROM gpkg_contents WHERE table_name = 'ports'"
    ).fetchone()
    ports = training.table("ports")
    points = [vertices_of(ports, row)[0] for row in ports.rows if vertices_of(ports, row)]
    assert (west, east) == (min(lon for lon, _ in points), max(lon for lon, _ in points))
    assert (south, north) == (min(lat for _, lat in points), max(lat for _, lat in points))
    database.close()


def test_geopackage_cells_are_what_they_were(hostile: DataSet, tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    write_geopackage(hostile, path, Feedback())
    meta, _, geometry, fields = pyogrio.raw.read(path, layer="points")
    found: dict[str, Any] = {name: values[0] for name, values in zip(meta["fields"], fields, strict=True)}
    assert found["name"].replace("\x00", "") in HOSTILE.replace("\x00", "")
    assert found["a_very_long_name_of_a_column"] == "한" * 200
    assert str(found["at_utc"]).startswith("2024-03-07T23:59:59.5")
    assert str(found["first_day"]) == "2024-03-07"
    assert geometry[1] is None


def test_shapefiles_say_what_they_cut(hostile: DataSet, training: DataSet, tmp_path: Path) -> None:
    write_shapefiles(hostile, tmp_path, Feedback())  # the folder is there and keeps what is in it
    info = pyogrio.read_info(tmp_path / "points.shp")
    assert info["features"] == 2
    assert info["encoding"] == "UTF-8"
    assert (tmp_path / "points.cpg").read_text().strip() == "UTF-8"
    assert all(len(name) <= LONGEST_NAME for name in info["fields"])
    assert len(set(info["fields"])) == len(hostile.tables[0].columns)
    readme = (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert "1 texts of a_very_long_name_of_a_column are cut at 254 bytes" in readme
    assert "is a_very_long_name_of_a_column_2" in readme
    assert "1 rows have no place" in readme
    meta, _, _, fields = pyogrio.raw.read(tmp_path / "points.shp")
    found: dict[str, Any] = {name: values[0] for name, values in zip(meta["fields"], fields, strict=True)}
    assert "Ярославль" in found["name"]
    assert "만경봉" in found["name"]
    whole = tmp_path / "all"
    write_shapefiles(training, whole, Feedback())
    for table in training.tables:
        ending = "dbf" if table.geometry is None else "shp"
        assert pyogrio.read_info(whole / f"{table.name}.{ending}")["features"] == len(table.rows), table.name


def test_followthemoney_takes_every_entity(training: DataSet, tmp_path: Path) -> None:
    model = pytest.importorskip("followthemoney", reason="needs a compiler to be installed").model
    path = tmp_path / "entities.json"
    write_follow_the_money(training, path, Feedback())
    schemata: dict[str, int] = {}
    ids: set[str] = set()
    refers: set[str] = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        entity = json.loads(line)
        schema = model.get(entity["schema"])
        schema.validate({"properties": entity["properties"]})
        proxy = model.get_proxy(entity)
        for name, values in entity["properties"].items():
            kept = proxy.get(name)
            assert kept, (entity["schema"], name, values)
            if schema.get(name).type.name == "entity":
                refers.update(values)
        assert any("SYNTHETIC" in text for text in proxy.get("summary"))
        schemata[entity["schema"]] = schemata.get(entity["schema"], 0) + 1
        ids.add(entity["id"])
    assert refers <= ids
    assert schemata["Vessel"] == len(training.table("vessels").rows)
    assert schemata["Trip"] == len(training.table("voyages").rows) + len(training.table("consignments").rows)
    assert schemata["Payment"] == len(training.table("payments").rows)
    assert schemata["Sanction"] == len(training.table("listings").rows)
    assert schemata["Company"] == len(training.table("companies").rows)


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (write_kml, "a.kml"),
        (write_kmz, "a.kmz"),
        (write_geopackage, "a.gpkg"),
        (write_follow_the_money, "a.json"),
        (write_shapefiles, "a.zip"),
    ],
)
def test_the_same_rows_are_the_same_bytes_and_a_cancel_leaves_nothing(
    training: DataSet, tmp_path: Path, write: Write, name: str
) -> None:
    first, second = tmp_path / name, tmp_path / f"second-{name}"
    assert write(training, first, Feedback()) == (first,)
    write(training, second, Feedback())
    assert first.read_bytes() == second.read_bytes()
    assert first.stat().st_size > 10_000
    called_off = Feedback()
    called_off.cancel()
    before = first.read_bytes()
    with pytest.raises(Cancelled):
        write(training, first, called_off)
    assert first.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [first, second]


def test_a_dbf_has_the_day_of_the_data_not_of_writing(training: DataSet, tmp_path: Path) -> None:
    write_shapefiles(training, tmp_path / "a", Feedback())
    as_of = date.fromisoformat(training.readme.as_of)
    day = (as_of.year - 1900, as_of.month, as_of.day)
    assert tuple((tmp_path / "a" / "ports.dbf").read_bytes()[1:4]) == day
