"""Steps of the base map's build on small made-up input."""

from pathlib import Path

import numpy as np
import pytest
import shapely

from desktop_app.launcher.errors import SetupError
from geodata.build.extent import DEEPEST_ZOOM, tile_zoom
from geodata.build.features import Feature, write_layer
from geodata.build.fetch import Pin, fetch, read_pins
from geodata.build.shapes import array, lines, simplify_outside, widen
from geodata.build.tiles import touches

REGION = (0.0, 0.0, 10.0, 10.0)


def wavy(start: float, end: float) -> list[tuple[float, float]]:
    """A shore from `start` to `end` east that swings by a thousandth of a degree at every step."""
    return [(x, 5 + 0.001 * (number % 2)) for number, x in enumerate(np.arange(start, end, 0.01).tolist())]


def test_what_crosses_the_region_s_edge_stays_one_area_with_all_its_vertices_inside() -> None:
    land = shapely.Polygon([*wavy(-5, 5), (5, 8), (-5, 8)])
    thin = simplify_outside(land, REGION, 0.01)
    assert thin.geom_type == "Polygon"
    before, after = shapely.get_coordinates(land), shapely.get_coordinates(thin)
    inside = before[before[:, 0] >= 0]
    assert {tuple(point) for point in inside.tolist()} <= {tuple(point) for point in after.tolist()}
    assert {tuple(point) for point in after.tolist()} <= {tuple(point) for point in before.tolist()}
    assert np.count_nonzero(after[:, 0] < 0) < 10
    assert thin.symmetric_difference(land).area < 0.01


def test_an_area_inside_the_region_is_left_as_it_is() -> None:
    land = shapely.Polygon([*wavy(1, 5), (5, 8), (1, 8)])
    assert simplify_outside(land, REGION, 0.5) is land


def test_lines_are_joined_where_two_meet_and_not_where_three_do() -> None:
    pieces = shapely.linestrings([[(0, 0), (1, 0)], [(1, 0), (2, 0)], [(2, 0), (3, 0)], [(2, 0), (2, 1)]])
    assert sorted(line.length for line in lines(pieces)) == [1, 1, 2]


@pytest.mark.parametrize(("map_zoom", "tiles"), [(0, 0), (1, 0), (4, 3), (7.5, 6), (11, 10), (14, 10)])
def test_a_map_zoom_is_drawn_from_the_tiles_of_the_zoom_before(map_zoom: float, tiles: int) -> None:
    assert tile_zoom(map_zoom) == tiles <= DEEPEST_ZOOM


def test_a_layer_file_is_the_same_each_time_and_leaves_empty_names_out(tmp_path: Path) -> None:
    features = [Feature(shapely.Point(130.5, 42.25), {"name": "Rajin", "ru": "", "r": 7}, 6)] * 2
    assert write_layer(tmp_path / "one", features) == 2
    write_layer(tmp_path / "two", features)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert '"ru"' not in (tmp_path / "one").read_text("utf-8")


def test_every_pin_has_an_exact_version_and_a_whole_digest() -> None:
    pins = read_pins()
    assert {pin.registry for pin in pins} == {"npm", "debian"}
    for pin in pins:
        assert pin.version[0].isdigit()
        assert len(pin.digest) == len(pin.digest_of(b""))


def test_a_package_that_is_not_the_pinned_one_is_refused(tmp_path: Path) -> None:
    pin = read_pins()[0]
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages" / pin.file_name).write_bytes(b"something else")
    with pytest.raises(SetupError, match="not the pinned package"):
        fetch(tmp_path)


def test_a_missing_tool_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SetupError, match="npm is needed for downloading"):
        fetch(tmp_path)


def test_file_names_are_those_the_clients_write() -> None:
    assert Pin("npm", "@a/b-c", "1.0", "").file_name == "a-b-c-1.0.tgz"
    assert Pin("debian", "a++-data", "1.0-1", "").file_name == "a++-data_1.0-1_all.deb"


def test_a_pier_narrower_than_a_unit_is_widened_and_nothing_else_is_touched() -> None:
    town = shapely.Polygon(
        [(0, 0), (0.05, 0), (0.05, 0.03), (0.02502, 0.03), (0.025, 0.035), (0.02498, 0.03)]
    )
    far = shapely.box(3, 3, 3.00001, 3.00001)
    widened = widen(array([town, far]), shapely.Point(0.025, 0.03).buffer(1), 9e-5)
    pier = shapely.LineString([(0.0251, 0.0301), (0.025, 0.035)])
    assert shapely.difference(widened[0], town).area < 2e-4 * pier.length
    assert widened[0].covers(shapely.Point(0.025, 0.0349).buffer(3e-5))
    assert shapely.difference(town, widened[0]).area < 1e-12
    assert widened[1].equals(far)


def test_a_tile_and_a_box_that_only_touch_do_not_overlap() -> None:
    box = (0.0, 0.0, 90.0, 66.0)
    assert touches(2, 2, 1, box)
    assert not touches(2, 3, 1, box)
    assert not touches(2, 2, 2, box)
