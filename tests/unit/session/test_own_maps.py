"""The list of own base maps: order, what is remembered, and what is refused."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.runtime.errors import InputError
from desktop_app.session.own_maps import OwnMaps


@pytest.fixture
def own_maps() -> Iterator[OwnMaps]:
    maps = OwnMaps()
    yield maps
    maps.close()


@pytest.fixture
def made(tmp_path: Path, tile_files: Any) -> Any:
    """Makes a file of one red picture."""

    def make(name: str, place: tuple[int, int, int] = (0, 0, 0), **header: Any) -> Path:
        path: Path = tile_files.pmtiles(tmp_path / name, {place: tile_files.png("red")}, **header)
        return path

    return make


def names(own_maps: OwnMaps) -> list[str]:
    return [entry.path.name for entry in own_maps.entries]


def test_files_lie_one_above_the_other(own_maps: OwnMaps, made: Any) -> None:
    heard: list[int] = []
    own_maps.changed.connect(lambda: heard.append(1))
    first, second, third = (own_maps.open(made(name)) for name in ("a", "b", "c"))
    own_maps.move(first.id, 1)
    assert names(own_maps) == ["b", "a", "c"]
    own_maps.move(third.id, 1)
    own_maps.move(second.id, -1)
    assert names(own_maps) == ["b", "a", "c"]
    assert len(heard) == 4
    own_maps.remove(second.id)
    assert names(own_maps) == ["a", "c"]
    assert second.file is not None
    with pytest.raises(InputError, match="closed"):
        second.file.tile(0, 0, 0)


def test_file_is_open_once(own_maps: OwnMaps, made: Any) -> None:
    path = made("a")
    own_maps.open(path)
    with pytest.raises(InputError, match="is open already"):
        own_maps.open(path)


def test_only_changes_are_told(own_maps: OwnMaps, made: Any) -> None:
    entry = own_maps.open(made("a"))
    heard: list[int] = []
    own_maps.changed.connect(lambda: heard.append(1))
    own_maps.set_opacity(entry.id, 1)
    own_maps.set_visible(entry.id, visible=True)
    assert heard == []
    own_maps.set_opacity(entry.id, -3)
    assert [entry.opacity for entry in own_maps.entries] == [0]
    assert len(heard) == 1


AFRICA = {"min_lon_e7": 31_000_000, "min_lat_e7": -20_000_000,
          "max_lon_e7": 40_000_000, "max_lat_e7": 20_000_000}  # fmt: skip
OUTSIDE = "covers 3.1° E to 4° E, 2° S to 2° N, which lies outside the map (95° E to 180° E, 15° N to 72° N)"
CLOSE = "begins at zoom 15, closer than the map goes (14)"


@pytest.mark.parametrize(("header", "reason"), [(AFRICA, OUTSIDE), ({"place": (15, 28_000, 12_000)}, CLOSE)])
def test_what_the_map_cannot_show_is_refused(
    own_maps: OwnMaps, made: Any, header: dict[str, Any], reason: str
) -> None:
    path = made("away", **header)
    with pytest.raises(InputError) as refused:
        own_maps.open(path)
    assert str(refused.value) == f"{path}: {reason}."
    assert own_maps.entries == ()


def test_list_is_remembered(own_maps: OwnMaps, made: Any) -> None:
    hidden, faint = own_maps.open(made("섬")), own_maps.open(made("b"))
    own_maps.set_visible(hidden.id, visible=False)
    own_maps.set_opacity(faint.id, 0.25)
    again = OwnMaps()
    again.restore(own_maps.remembered())
    told = [(entry.path.name, entry.visible, entry.opacity, entry.reason) for entry in again.entries]
    assert told == [("섬", False, 1, ""), ("b", True, 0.25, "")]
    assert again.remembered() == own_maps.remembered()
    again.close()
    assert again.remembered() == ""


def test_file_that_is_gone_stays_in_the_list_and_may_come_back(own_maps: OwnMaps, made: Any) -> None:
    path = made("a")
    own_maps.open(path)
    text = own_maps.remembered()
    path.rename(path.with_name("elsewhere"))
    again = OwnMaps()
    again.restore(text)
    (entry,) = again.entries
    assert (entry.name, entry.file, entry.reason) == ("a", None, f"{path}: the file is missing.")
    assert again.remembered() == text
    path.with_name("elsewhere").rename(path)
    assert again.open(path).file is not None
    assert [entry.reason for entry in again.entries] == [""]
    again.close()


@given(
    st.text() | st.recursive(st.none() | st.booleans() | st.floats() | st.text(), st.lists).map(json.dumps)
)
def test_any_remembered_text_is_survived(text: str) -> None:
    maps = OwnMaps()
    maps.restore(text)
    assert maps.entries == ()


def test_wrong_rows_are_left_out(own_maps: OwnMaps, tmp_path: Path) -> None:
    gone = str(tmp_path / "gone")
    rows: list[Any] = [
        {"path": gone, "opacity": 7, "visible": True},
        {"path": gone, "opacity": "1", "visible": True},
        {"path": "", "opacity": 1, "visible": True},
        {"path": gone, "opacity": 1},
        {"path": "a\0b", "opacity": 1, "visible": True},
    ]
    own_maps.restore(json.dumps(rows))
    assert [(entry.path, entry.opacity) for entry in own_maps.entries] == [
        (Path(gone), 1.0),
        (Path("a\0b"), 1.0),
    ]
