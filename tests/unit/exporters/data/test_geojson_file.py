"""GeoJSON keeps to RFC 7946."""

import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import geojson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.exporters.data.data_set import Choice
from desktop_app.exporters.data.geojson_file import cut_at_antimeridian, write_geojson
from desktop_app.exporters.data.rows.reading import Scope
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.feedback import Feedback
from desktop_app.storage.case_store import CaseStore
from tests.unit.exporters.data.conftest import Exports

LON_LAT = st.tuples(st.floats(-180, 180, allow_nan=False), st.floats(-85, 85, allow_nan=False))


def positions(geometry: object) -> Iterator[list[float]]:
    """Every position of a geometry's coordinates."""
    assert isinstance(geometry, list)
    if geometry and isinstance(geometry[0], float | int):
        yield geometry
        return
    for part in geometry:
        yield from positions(part)


def test_one_file_holds_every_place(hostile: CaseStore, exports: Exports, tmp_path: Path) -> None:
    out = tmp_path / "out.geojson"
    with exports(hostile) as data:
        assert write_geojson(data, out, Feedback()) == (out,)
        content = json.loads(out.read_text("utf-8"))
        placed = [table for table in data.tables if table.geometry is not None]
        assert len(content["features"]) == sum(len(table.rows) for table in placed)
        ids = [feature["id"] for feature in content["features"]]
        assert len(set(ids)) == len(ids)
        assert {feature["properties"]["table"] for feature in content["features"]} == {t.name for t in placed}
    assert geojson.loads(out.read_text("utf-8")).is_valid
    assert content["type"] == "FeatureCollection"
    assert "crs" not in content
    assert "SYNTHETIC" in content["tumen"]["title"]
    assert any("vessels" in note for note in content["tumen"]["notes"])
    for feature in content["features"]:
        assert feature["properties"]["synthetic"] is True
        if "start" in feature["properties"]:
            assert feature["properties"]["start"] <= feature["properties"]["end"]
        if feature["geometry"] is not None:
            for lon, lat in positions(feature["geometry"]["coordinates"]):
                assert -180 <= lon <= 180
                assert -90 <= lat <= 90
                assert round(lon, 7) == lon


def test_a_folder_has_a_file_a_table(training: CaseStore, exports: Exports, tmp_path: Path) -> None:
    with exports(training, Choice(Scope.ALL, tables=("ports", "voyages", "vessels"))) as data:
        written = write_geojson(data, tmp_path / "out", Feedback())
        assert {path.name for path in written} == {"ports.geojson", "voyages.geojson"}
    with (
        exports(training, Choice(Scope.ALL, tables=("vessels",))) as data,
        pytest.raises(UsageError, match="would be empty"),
    ):
        write_geojson(data, tmp_path / "none.geojson", Feedback())
    assert not (tmp_path / "none.geojson").exists()


@given(st.lists(LON_LAT, min_size=2, max_size=8, unique=True))
def test_no_part_of_a_line_crosses_the_antimeridian(path: list[tuple[float, float]]) -> None:
    parts = cut_at_antimeridian(path)
    assert all(abs(after[0] - before[0]) <= 180 for part in parts for before, after in pairwise(part))
    for before, after in pairwise(parts):
        # Where one part ends at the edge the next begins at the other, at the same latitude.
        assert {abs(before[-1][0]), abs(after[0][0])} == {180.0}
        assert before[-1][1] == after[0][1]
    kept = [place for part in parts for place in part]
    assert all(place in kept or abs(place[0]) == 180 for place in path)
