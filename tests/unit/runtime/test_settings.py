"""Settings survive, and nothing wrong in the file does."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.runtime.settings import Settings, load, save


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "설정" / "settings.json"
    settings = Settings(theme="dark", language="ko", layout="AAE=")
    save(settings, path)
    assert load(path) == settings
    assert [entry.name for entry in path.parent.iterdir()] == ["settings.json"]


def test_no_file_means_defaults(tmp_path: Path) -> None:
    assert load(tmp_path / "none.json") == Settings()


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"theme"', '{"theme": 3, "colour": "x"}'])
def test_broken_file_means_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, encoding="utf-8")
    assert load(path) == Settings()


@given(st.dictionaries(st.text(max_size=8), st.none() | st.integers() | st.text(max_size=8)))
def test_any_object_is_survived(tmp_path_factory: pytest.TempPathFactory, stored: dict[str, object]) -> None:
    path = tmp_path_factory.mktemp("settings") / "settings.json"
    path.write_text(json.dumps(stored), encoding="utf-8")
    assert isinstance(load(path), Settings)


def test_unwritable_place_is_harmless(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder", encoding="utf-8")
    save(Settings(), blocked / "settings.json")
    assert blocked.read_text(encoding="utf-8") == "not a folder"
