"""What Tumen exports as maps, it reads again with the same values."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest

from desktop_app.domain.record import Record
from desktop_app.exporters.data.data_set import Choice, data_set
from desktop_app.exporters.data.geojson_file import write_geojson
from desktop_app.exporters.data.geopackage import write_geopackage
from desktop_app.exporters.data.kml import write_kml, write_kmz
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.exporters.data.shapefile import write_shapefiles
from desktop_app.exporters.data.tables import DataSet
from desktop_app.importers.gis.import_gis import open_table
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.training_case import training_record
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore

# Writer, what it writes, the file in it, the layer.
FORMATS = {
    "geojson": (write_geojson, "folder", "sightings.geojson", ""),
    "geopackage": (write_geopackage, "all.gpkg", "", "sightings"),
    "kml": (write_kml, "all.kml", "", "placemarks"),
    "kmz": (write_kmz, "all.kmz", "", "placemarks"),
    "shapefile": (write_shapefiles, "folder", "sightings.shp", ""),
}
COMPARED = ("vessel", "imo_number", "precision", "start_utc", "sensor", "tracker")


@pytest.fixture(scope="module")
def training(reported: Record) -> Iterator[DataSet]:
    store = CaseStore.of_record(training_record(reported))
    with data_set(QueryEngine(store), Choice(Scope.ALL), Resources.locate()) as data:
        yield data
    store.close()


@pytest.mark.parametrize("format_", FORMATS)
def test_positions_come_back(format_: str, training: DataSet, tmp_path: Path) -> None:
    write, target, inner, layer = FORMATS[format_]
    write(training, tmp_path / target, Feedback())
    path = tmp_path / target / inner if inner else tmp_path / target
    raw = open_table(InputFile(path, "", path.name), layer)
    found = {row["id"]: row for row in pl.concat(list(raw.chunks(pytest.fail))).to_dicts()}
    table = next(one for one in training.tables if one.name == "sightings")
    names = [column.name for column in table.columns]
    placed = [row for cells in table.rows if (row := dict(zip(names, cells, strict=True)))["lon"] is not None]
    assert len(placed) > 50
    for row in placed:
        read = found[row["id"]]
        assert float(read["geometry.lon"]) == pytest.approx(row["lon"], abs=1e-7)
        assert float(read["geometry.lat"]) == pytest.approx(row["lat"], abs=1e-7)
        for name in COMPARED:
            expected = f"{row[name]:%Y-%m-%dT%H:%M:%S}" if name == "start_utc" else str(row[name] or "")
            assert (read.get(name) or "").startswith(expected), name
