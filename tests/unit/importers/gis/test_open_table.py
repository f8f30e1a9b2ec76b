"""Every format becomes the same table of text: what a file says, no more."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pyogrio
import pytest
import shapely

from desktop_app.importers.gis.import_gis import layers_of, open_table, recognise
from desktop_app.importers.importing import Sample
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.sheets.raw_table import LINE, BadRow, RawTable
from desktop_app.runtime.errors import InputError

SHIPS = ["CHON MA SAN", "Чхонмасан", "천마산"]
IMO = [9000001, 9000002, 9000003]
PLACES = [(130.5, 42.25), (131.1234567, 43.0), (129.0, 38.75)]

KML = """<?xml version="1.0" encoding="UTF-8"?>
<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Document>
<name>Watch</name><Folder><name>Rason</name>
<Placemark><name>First &lt;b&gt;</name><TimeStamp><when>2024-03</when></TimeStamp>
<ExtendedData><Data name="imo"><value>9000001</value></Data></ExtendedData>
<Point><coordinates>130.5,42.25,0</coordinates></Point></Placemark>
<Placemark><name>Span</name><TimeSpan><begin>2024-03-07</begin><end>2024-03-08T06:00:00+09:00</end></TimeSpan>
<Polygon><outerBoundaryIs><LinearRing><coordinates>130,42 131,42 131,43 130,42</coordinates></LinearRing>
</outerBoundaryIs></Polygon></Placemark>
<Placemark><name>Broken</name><LineString><coordinates>130,42</coordinates></LineString></Placemark>
</Folder>
<Placemark><name>Ship</name><gx:Track><when>2024-03-07T01:00:00Z</when><when>2024-03-07T02:00:00Z</when>
<gx:coord>130 42 0</gx:coord><gx:coord>130.5 42.5 0</gx:coord></gx:Track></Placemark>
<NetworkLink><name>Elsewhere</name><Link><href>http://127.0.0.1:9/more.kml</href></Link></NetworkLink>
</Document></kml>"""
GPX = """<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1">
<wpt lat="42.25" lon="130.5"><time>2024-03-07T10:00:00Z</time><name>W</name></wpt><trk><name>T</name><trkseg>
<trkpt lat="43" lon="130"><time>2024-03-07T10:00:00Z</time></trkpt>
<trkpt lat="43.1" lon="130.1"><time>2024-03-07T11:00:00Z</time></trkpt></trkseg></trk></gpx>"""


def read(path: Path, table: str = "", encoding: str = "") -> tuple[RawTable, pl.DataFrame, list[BadRow]]:
    """A layer whole."""
    raw = open_table(InputFile(path, "", path.name), table, encoding)
    bad: list[BadRow] = []
    frames = list(raw.chunks(bad.append))
    assert all(frame.columns == [*raw.columns, LINE] for frame in frames)
    return raw, pl.concat(frames), bad


def written(path: Path, driver: str, crs: str = "EPSG:4326", **options: Any) -> Path:
    """The three ships as GDAL writes them."""
    points = np.array([shapely.Point(place) for place in PLACES])
    if crs != "EPSG:4326":
        from pyproj import Transformer  # noqa: PLC0415 - for this alone

        turn = Transformer.from_crs("EPSG:4326", crs, always_xy=True)
        points = np.array([shapely.Point(turn.transform(*place)) for place in PLACES])
    pyogrio.raw.write(
        str(path),
        shapely.to_wkb(points),
        [np.array(SHIPS, dtype=object), np.array(IMO)],
        ["ship", "imo"],
        driver=driver,
        crs=crs,
        geometry_type="Point",
        **options,
    )
    return path


def geoparquet(path: Path) -> Path:
    """The three ships as GeoParquet 1.1."""
    shapes = shapely.to_wkb(np.array([shapely.Point(place) for place in PLACES]))
    geo = {"version": "1.1.0", "primary_column": "geometry"}
    column = {"encoding": "WKB", "geometry_types": ["Point"]}
    frame = pl.DataFrame({"ship": SHIPS, "imo": IMO, "geometry": list(shapes)})
    frame.write_parquet(path, metadata={"geo": json.dumps({**geo, "columns": {"geometry": column}})})
    return path


MAKERS: dict[str, Callable[[Path], Path]] = {
    "geojson": lambda folder: written(folder / "a.geojson", "GeoJSON"),
    "geojsonseq": lambda folder: written(folder / "a.geojsonl", "GeoJSONSeq"),
    "gpkg": lambda folder: written(folder / "a.gpkg", "GPKG"),
    "flatgeobuf": lambda folder: written(folder / "a.fgb", "FlatGeobuf", SPATIAL_INDEX="NO"),
    "shapefile": lambda folder: written(folder / "a.shp", "ESRI Shapefile", encoding="UTF-8"),
    "geoparquet": lambda folder: geoparquet(folder / "a.parquet"),
}


@pytest.mark.parametrize("format_", MAKERS)
def test_all_formats_say_the_same_under_any_name(format_: str, tmp_path: Path) -> None:
    path = MAKERS[format_](tmp_path)
    (found,) = recognise(Sample(InputFile(path, "", path.name), path.read_bytes()[:65_536]))
    assert found.format == format_
    if format_ != "shapefile":  # of its parts, the others are found by its name
        path = path.rename(tmp_path / "download.bin")
    raw, table, bad = read(path)
    assert not bad
    assert table["ship"].to_list() == SHIPS
    assert table["imo"].to_list() == [str(number) for number in IMO]
    assert [(float(lon), float(lat)) for lon, lat in table["geometry.lon", "geometry.lat"].rows()] == PLACES
    assert table[LINE].to_list() == [1, 2, 3]
    assert "turned" not in raw.note


def test_another_coordinate_system_is_turned_and_said(tmp_path: Path) -> None:
    path = written(tmp_path / "korea.gpkg", "GPKG", crs="EPSG:5186")
    raw, table, _ = read(path)
    assert "EPSG:5186 turned into EPSG:4326" in raw.note
    for row, (lon, lat) in zip(table.rows(named=True), PLACES, strict=True):
        assert float(row["geometry.lon"]) == pytest.approx(lon, abs=1e-6)
        assert float(row["geometry.lat"]) == pytest.approx(lat, abs=1e-6)


def test_without_a_system_degrees_are_taken_and_metres_refused(tmp_path: Path) -> None:
    degrees = written(tmp_path / "a.shp", "ESRI Shapefile", encoding="UTF-8")
    degrees.with_suffix(".prj").unlink()
    raw, table, _ = read(degrees)
    assert "no coordinate system is stated" in raw.note
    assert float(table["geometry.lon"][0]) == PLACES[0][0]
    metres = written(tmp_path / "m.shp", "ESRI Shapefile", crs="EPSG:5186", encoding="UTF-8")
    metres.with_suffix(".prj").unlink()
    with pytest.raises(InputError, match=r"m\.shp: no coordinate system is stated"):
        read(metres)


def test_a_shapefile_is_read_in_the_encoding_that_is_asked_for(tmp_path: Path) -> None:
    path = written(tmp_path / "cyr.shp", "ESRI Shapefile", encoding="UTF-8")
    table = path.with_suffix(".dbf")
    table.write_bytes(table.read_bytes().replace(SHIPS[1].encode(), SHIPS[1].encode("cp1251").ljust(18)))
    path.with_suffix(".cpg").unlink()
    assert read(path, encoding="cp1251")[1]["ship"][1] == SHIPS[1]
    table.unlink()
    with pytest.raises(InputError, match=r"cyr\.dbf is not beside it"):
        read(path)


@pytest.mark.parametrize("packed", [False, True])
def test_kml_keeps_times_as_they_are_and_follows_no_link(tmp_path: Path, *, packed: bool) -> None:
    content = KML.encode()
    if packed:
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as file:
            file.writestr("doc.kml", content)
        content = archive.getvalue()
    path = tmp_path / "watch.bin"
    path.write_bytes(content)
    assert [found.format for found in recognise(Sample(InputFile(path, "", ""), content))] == ["kml"]
    assert layers_of(InputFile(path, "", path.name)) == ("placemarks", "track points")
    _, table, bad = read(path)
    rows = table.to_dicts()
    assert [row["name"] for row in rows] == ["First <b>", "Span", "Ship"]
    assert (rows[0]["time_start"], rows[0]["time_end"]) == ("2024-03", None)
    assert (rows[1]["time_start"], rows[1]["time_end"]) == ("2024-03-07", "2024-03-08T06:00:00+09:00")
    assert (rows[0]["imo"], rows[0]["folder"], rows[2]["folder"]) == ("9000001", "Rason", "Watch")
    assert rows[1]["geometry.lon"] is None
    assert rows[1]["geometry.wkt"].startswith("POLYGON ((130 42")
    assert [(row.line, row.reason) for row in bad] == [(3, "its shape cannot be read")]
    _, points, _ = read(path, "track points")
    assert points.select("time_start", "geometry.lon", "name").rows() == [
        ("2024-03-07T01:00:00Z", "130.0", "Ship"),
        ("2024-03-07T02:00:00Z", "130.5", "Ship"),
    ]


def test_gpx_tells_its_layers_that_hold_something(tmp_path: Path) -> None:
    path = tmp_path / "walk.xml"
    path.write_text(GPX)
    file = InputFile(path, "", path.name)
    assert layers_of(file) == ("waypoints", "tracks", "track_points")
    with pytest.raises(InputError, match="has several layers"):
        open_table(file)
    _, table, _ = read(path, "track_points")
    assert table["time"].to_list() == ["2024-03-07T10:00:00Z", "2024-03-07T11:00:00Z"]


def test_rows_that_cannot_be_placed_are_told_and_the_others_stay(tmp_path: Path) -> None:
    curve = bytes.fromhex("0108000000") + (3).to_bytes(4, "little") + np.arange(6.0).tobytes()
    collection = {"type": "FeatureCollection", "features": []}
    features: list[Any] = collection["features"]
    for coordinates in ([130, 42], [130, 95], None):
        shape = None if coordinates is None else {"type": "Point", "coordinates": coordinates}
        features.append({"type": "Feature", "properties": {"n": len(features), "x": 1.5}, "geometry": shape})
    path = tmp_path / "some.json"
    path.write_text(json.dumps(collection))
    _, table, bad = read(path)
    assert table.select("n", "x", "geometry.lat", LINE).rows() == [
        ("0", "1.5", "42.0", 1),
        ("2", "1.5", None, 3),
    ]
    assert [(row.line, row.reason) for row in bad] == [(2, "its latitude lies beyond a pole")]
    from desktop_app.importers.gis.shapes import shapes_of  # noqa: PLC0415 - beside what it is asked for

    assert shapes_of(pl.Series([curve, b"\x01", None])).reasons == [
        "its shape is made of arcs, which are not read",
        "its shape cannot be read",
        "it has no shape",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"a,b\n1,2\n",
        b'{"type": "gdal_streamed_alg", "command_line": "gdal vector"}',
        b'{"a": 1}',
        b"PK\x03\x04",
    ],
)
def test_other_files_are_not_taken(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    assert recognise(Sample(InputFile(path, "", path.name), content)) == ()
    with pytest.raises(InputError):
        open_table(InputFile(path, "", path.name))


def test_a_case_of_tumen_is_no_layer(case: Any) -> None:
    path = case.path
    (found,) = recognise(Sample(InputFile(path, "", path.name), path.read_bytes()[:65_536]))
    assert (found.format, found.sure) in {("case", 100), ("gpkg", 95)}
    with pytest.raises(InputError, match="this is a case of Tumen: open it, or merge it"):
        layers_of(InputFile(path, "", path.name))


def test_a_kml_with_entities_or_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.kml"
    path.write_text('<!DOCTYPE k [<!ENTITY a "b">]><kml xmlns="http://www.opengis.net/kml/2.2"></kml>')
    with pytest.raises(InputError, match="declares entities"):
        read(path)
    path.write_text(KML[:-40])
    with pytest.raises(InputError, match="is no well-formed XML"):
        read(path)
    path.write_text(KML.replace("UTF-8", "UTF-81e999"))
    with pytest.raises(InputError, match="an encoding that is not known"):
        read(path)
    path.write_text(KML.replace("<coordinates>130.5,42.25,0</coordinates>", "<coordinates>x</coordinates>"))
    assert [row.line for row in read(path)[2]] == [1, 3]
