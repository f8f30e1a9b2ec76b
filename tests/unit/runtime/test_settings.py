"""Settings survive, and nothing wrong in the file does."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.runtime.settings import Bookmark, Settings, change, load, save, with_recent, without_recent


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


def test_bookmarks_come_back_in_order(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    bookmarks = (Bookmark("Восточный", 133.08, 42.75, 11.25), Bookmark("남포", 125.4, 38.7, 9.0))
    save(Settings(bookmarks=bookmarks), path)
    assert load(path).bookmarks == bookmarks


@pytest.mark.parametrize(
    "entry",
    [
        "null",
        "[]",
        '{"name": "a", "lon": 130, "lat": 40}',
        '{"name": " ", "lon": 130, "lat": 40, "zoom": 5}',
        '{"name": "a", "lon": "130", "lat": 40, "zoom": 5}',
        '{"name": "a", "lon": true, "lat": 40, "zoom": 5}',
        '{"name": "a", "lon": NaN, "lat": 40, "zoom": 5}',
        '{"name": "a", "lon": 1e400, "lat": 40, "zoom": 5}',
        '{"name": 3, "lon": 130, "lat": 40, "zoom": 5}',
    ],
)
def test_unreadable_bookmark_is_dropped_with_a_line(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, entry: str
) -> None:
    path = tmp_path / "settings.json"
    good = '{"name": "b", "lon": 130, "lat": 40, "zoom": 5}'
    path.write_text(f'{{"theme": "dark", "bookmarks": [{entry}, {good}]}}', encoding="utf-8")
    with caplog.at_level("INFO", "settings"):
        settings = load(path)
    assert settings == Settings(theme="dark", bookmarks=(Bookmark("b", 130.0, 40.0, 5.0),))
    assert "dropped" in caplog.text


def test_recent_files_are_kept_newest_first_once_and_ten_at_most(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    save(Settings(theme="dark"), path)
    for number in (*range(12), 3):
        change(path, lambda stored, number=number: with_recent(stored, tmp_path / f"{number}.gpkg"))
    kept = load(path)
    names = [Path(text).name for text in kept.recent]
    assert names == [f"{number}.gpkg" for number in (3, 11, 10, 9, 8, 7, 6, 5, 4, 2)]
    assert kept.last_folder == str(tmp_path)
    assert kept.theme == "dark"
    assert without_recent(kept).recent == ()


@pytest.mark.parametrize("stored", ["null", '"a.gpkg"', "[3, null, {}]", '[""]'])
def test_recent_files_that_cannot_be_read_are_none(tmp_path: Path, stored: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(f'{{"theme": "dark", "recent": {stored}}}', encoding="utf-8")
    assert load(path) == Settings(theme="dark")
