"""The built wheel is complete: installed by itself, away from the checkout, Tumen passes its self-test."""

import re
import shutil
import site
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path) -> str:
    """Standard output of a command that must succeed."""
    done = subprocess.run(  # noqa: S603  commands of this file
        [str(word) for word in command], cwd=cwd, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the checkout, so that the build does not replace the page other tests load."""
    folder = tmp_path_factory.mktemp("source")
    for name in ["desktop_app", "assets", "geodata"]:
        made = shutil.ignore_patterns("build", "node_modules", "__pycache__")
        shutil.copytree(ROOT / name, folder / name, ignore=made)
    for name in [".gitignore", "LICENSE", "README.md", "pyproject.toml"]:
        shutil.copy(ROOT / name, folder / name)
    (folder / "assets" / "node_modules").symlink_to(ROOT / "assets" / "node_modules")
    return folder


@pytest.fixture(scope="module")
def wheel(source: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source, cwd=folder)
    (path,) = folder.glob("tumen-*.whl")
    return path


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the wheel installed; the packages it depends on are those of this one."""
    folder = tmp_path_factory.mktemp("installed")
    run(sys.executable, "-m", "venv", "--without-pip", folder, cwd=folder)
    interpreter = folder / "bin" / "python"
    run(sys.executable, "-m", "pip", "--python", interpreter, "install", "--no-deps", wheel, cwd=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    # A folder named in a .pth file is searched last, and .pth files within it (our editable install's) are
    # not followed: `desktop_app` can only come from the wheel.
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()) + "\n", encoding="utf-8")
    return interpreter


def test_it_holds_bundle_icons_and_data_and_nothing_else(source: Path, wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if not name.startswith("tumen-")}
    homes = {
        "assets/build": "desktop_app/_assets/build",
        "assets/icons": "desktop_app/_assets/icons",
        "geodata": "desktop_app/_geodata",
        "desktop_app": "desktop_app",
    }
    expected = {
        f"{home}/{path.relative_to(source / folder).as_posix()}"
        for folder, home in homes.items()
        for path in (source / folder).rglob("*")
        if path.is_file() and path.suffix != ".pyc"
    }
    assert names == expected
    assert {
        "desktop_app/__main__.py",
        "desktop_app/_assets/build/index.html",
        "desktop_app/_assets/build/map.js",
        "desktop_app/_geodata/basemap.pmtiles",
        "desktop_app/_geodata/SOURCES.toml",
    } <= names


def test_it_starts_from_the_wheel_and_passes_its_self_test(python: Path, tmp_path: Path) -> None:
    origin = run(python, "-c", "import desktop_app; print(desktop_app.__file__)", cwd=tmp_path)
    assert Path(origin.strip()).is_relative_to(python.parents[1])
    assert run(python.parent / "tumen", "--version", cwd=tmp_path).startswith("Tumen ")
    told = run(python, "-m", "desktop_app", "--self-test", cwd=tmp_path)
    assert told.splitlines()[-1] == "self-test ok"
    (figure,) = re.findall(r"(/\S+\.png)\b", told)
    assert Path(figure).read_bytes().startswith(b"\x89PNG\r\n")
    assert not any(tmp_path.iterdir()), "the self-test writes to a folder of its own"
