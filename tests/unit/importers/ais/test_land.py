"""What the land mask calls inland, beside the base map's own polygons."""

import random
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from desktop_app.importers.ais import land
from desktop_app.importers.ais.land import LandMask
from desktop_app.importers.base_land import BaseLand
from desktop_app.runtime.resources import Resources


def ask(mask: LandMask, *places: tuple[float, float]) -> list[bool]:
    """Of places in degrees."""
    lon, lat = (np.array([round(place[axis] * 1e7) for place in places], np.int32) for axis in (0, 1))
    return mask.is_inland(lon, lat).tolist()


def test_known_places(mask: LandMask) -> None:
    inland = [(126.0, 46.5), (128.5, 36.5), (134.0, 46.0)]
    afloat = [
        *[(130.30, 42.235), (132.9, 42.8), (125.4, 38.72)],  # harbours of Rajin, Nakhodka, Nampo
        *[(124.38, 40.12), (135.05, 48.48), (132.35, 45.0)],  # Yalu, Amur, Lake Khanka
        *[(0.0, 0.0), (180.0, 90.0), (-180.0, -90.0)],
    ]
    assert ask(mask, *inland, *afloat) == [True] * len(inland) + [False] * len(afloat)


def test_nothing_afloat_is_called_inland(mask: LandMask, resources: Resources) -> None:
    draw = random.Random(11)  # noqa: S311 - places to try, no secret
    places = [(draw.uniform(124, 142), draw.uniform(34, 48)) for _ in range(1_500)]
    inland = ask(mask, *places)
    with closing(BaseLand(resources.geodatum("basemap.pmtiles"))) as base:
        on_land = [bool(base.is_land(*place)) for place in places]
    assert not [place for place, one, other in zip(places, inland, on_land, strict=True) if one and not other]
    # And most of the land is inland: the mask is careful, not blind.
    assert sum(inland) > 0.85 * sum(on_land)


def test_a_kept_mask_is_used_and_a_damaged_one_is_made_again(
    mask: LandMask, resources: Resources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "land.bits"
    bits = mask._bits
    land._keep(path, bits)
    found = land._read(path)
    assert found is not None
    assert (found == bits).all()
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    assert land._read(path) is None
    made: list[object] = []

    def drawn(_path: Path, frame: land._Frame) -> "np.ndarray[tuple[int], np.dtype[np.uint8]]":
        made.append(frame)
        return np.zeros(frame.length, np.uint8)

    monkeypatch.setattr(land, "_bits_of", drawn)
    LandMask.load(resources)
    LandMask.load(resources)
    assert len(made) == 2  # the two grids, once
