"""Where the program's own files are looked for."""

from pathlib import Path

import pytest

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources


def test_checkout_and_installed_package_are_told_apart(tmp_path: Path) -> None:
    package = tmp_path / "desktop_app"
    package.mkdir()
    assert Resources.locate(package) == Resources(tmp_path / "assets", tmp_path / "geodata")
    (package / "_assets").mkdir()
    assert Resources.locate(package) == Resources(package / "_assets", package / "_geodata")


def test_own_files_are_found() -> None:
    resources = Resources.locate()
    assert resources.geodatum("record").is_dir()
    assert resources.geodatum("basemap.pmtiles").read_bytes()[:7] == b"PMTiles"


@pytest.mark.parametrize("name", ["", "/etc/hostname", "../pyproject.toml", "a/../../b", "a\\b", "a\0b"])
def test_names_that_lead_out_are_refused(name: str, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    with pytest.raises(InputError, match="is not a file name inside assets"):
        Resources(tmp_path / "assets", tmp_path).asset(name)


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "assets"
    folder.mkdir()
    (tmp_path / "secret").write_text("x", "utf-8")
    (folder / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(InputError, match="is not a file name inside assets"):
        Resources(folder, tmp_path).asset("link")


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"build/map\.js is missing"):
        Resources(tmp_path, tmp_path).asset("build/map.js")
