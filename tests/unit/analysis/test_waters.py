"""Distances to the shore, beside the base map's own shores and polygons."""

import random
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
import zstandard

from desktop_app.analysis.waters import NAME, Waters, waters
from desktop_app.importers.base_land import BaseLand
from desktop_app.importers.tiles.pmtiles import PmtilesFile
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources
from geodata.build import shores
from geodata.build.extent import DEEPEST_ZOOM, to_tile

BASE = Resources.locate().geodatum("basemap.pmtiles")
KM = 1000.0


def shore_m(*places: tuple[float, float]) -> list[float]:
    """Of places in degrees."""
    lon, lat = (np.array([round(place[axis] * 1e7) for place in places], np.int32) for axis in (0, 1))
    return [float(value) for value in waters().shore_m(lon, lat)]


def test_known_places() -> None:
    roads, open_sea, inland, dokdo = shore_m((133.10, 42.65), (135.0, 40.0), (126.0, 39.3), (131.9, 37.3))
    assert 1 * KM < roads < 6 * KM  # off Vostochny
    assert 288 * KM < open_sea < 293 * KM  # Hegura-jima, 136.92° E 37.85° N, 291.1 km away
    assert inland == 0
    assert 5 * KM < dokdo < 8 * KM  # rocks at 131.865° E, 37.243° N, and nothing else for 80 km


def test_out_of_the_grid_nothing_is_known() -> None:
    out = shore_m(
        (115.99999, 40.0), (161.0, 40.0), (135.0, 29.99999), (135.0, 60.0), (-135.0, 40.0), (0.0, 90.0)
    )
    assert np.isnan(out).all()
    assert not np.isnan(shore_m((116.0, 30.0), (160.9999999, 59.9999999))).any()


def test_the_grid_is_as_near_the_base_maps_shore_as_it_says() -> None:
    """Against each point of the shore round five coasts, without the grid and its sweeps."""
    draw = np.random.default_rng(5)
    errors: list[float] = []
    with closing(PmtilesFile(BASE)) as tiles:
        land = shores._Land(tiles)
        for lon, lat in ((132.5, 42.9), (130.3, 42.2), (125.0, 38.6), (129.0, 35.0), (141.0, 41.5)):
            x, y = (int(part) for part in to_tile(lon, lat, DEEPEST_ZOOM))
            points = np.concatenate(
                [
                    shores._edge(land.of(DEEPEST_ZOOM, x + wide, y + high), DEEPEST_ZOOM, x + wide, y + high)
                    for wide in range(-1, 2)
                    for high in range(-1, 2)
                ]
            )
            places = np.stack([draw.uniform(-0.08, 0.08, 400) + lon, draw.uniform(-0.08, 0.08, 400) + lat], 1)
            chords = np.linalg.norm(
                shores._vectors(places)[:, None] - shores._vectors(points)[None], axis=2
            ).min(axis=1)
            truth = 2 * 6_371_008.8 * np.arcsin(chords / 2)
            told = np.array(shore_m(*map(tuple, places)))
            errors += np.abs(told - truth)[(told > 0) & (truth < 20 * KM)].tolist()
    assert len(errors) > 500
    assert np.quantile(errors, 0.5) < 60
    assert np.quantile(errors, 0.95) < 300
    assert max(errors) < 600


def test_land_and_water_are_those_of_the_base_map() -> None:
    draw = random.Random(3)  # noqa: S311 - places to try, no secret
    places = [(draw.uniform(124, 142), draw.uniform(34, 48)) for _ in range(1_000)]
    with closing(BaseLand(BASE)) as base:
        on_land = [bool(base.is_land(*place)) for place in places]
    told = shore_m(*places)
    differ = [
        place for place, land, metres in zip(places, on_land, told, strict=True) if land != (metres == 0)
    ]
    assert 300 < sum(on_land) < 700
    # Only within part of a cell of a shore, here in 1 of 100 places.
    assert len(differ) < 15
    grid = waters()
    cells = [(int((lat - 30) / grid.cell_deg), int((lon - 116) / grid.cell_deg)) for lon, lat in places]
    as_water = [bool(grid.is_water[cell]) for cell in cells]
    assert sum(water == land for water, land in zip(as_water, on_land, strict=True)) < 30


@pytest.mark.parametrize("content", [b"", b"no such file", zstandard.compress(b"no array")])
def test_a_damaged_file_is_told(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(content)
    with pytest.raises(InputError, match=r"waters\.npy\.zst: is damaged"):
        Waters.load(path)


def test_a_file_of_another_grid_is_told(tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(shores.packed(np.zeros((3, 4), np.int16)))
    with pytest.raises(InputError, match="no grid of distances"):
        Waters.load(path)
    with pytest.raises(InputError, match="cannot be read"):
        Waters.load(tmp_path / "none")


def test_what_is_packed_is_unpacked(tmp_path: Path) -> None:
    grid = np.full((3_000, 4_500), -50, np.int16)
    grid[1_000:1_200, 7:4_400:9] = 32_767
    grid[-1, -3:] = 5, -32_768, 1
    path = tmp_path / NAME
    path.write_bytes(shores.packed(grid))
    assert (Waters.load(path).is_water == (grid > 0)).all()
    assert (Waters.load(path)._grid == grid).all()
