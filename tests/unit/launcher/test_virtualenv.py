"""A real environment: pip accepts the hashed package, refuses an altered one, and the lock outlives us."""

import fcntl
import hashlib
import importlib.util
import os
import subprocess
import zipfile
from pathlib import Path

import pytest

from desktop_app.launcher import virtualenv
from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.exclusive import exclusive


@pytest.fixture(scope="module")
def venv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("environment") / ".venv"
    folder.mkdir()
    (folder / "rest-of-an-interrupted-set-up").write_text("", encoding="utf-8")
    virtualenv.create(folder)
    return folder


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The only folder in which pip looks for packages."""
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path))
    return tmp_path


def make_wheel(shelf: Path, name: str) -> Path:
    """A package of one module."""
    path = shelf / f"{name}-1.0-py3-none-any.whl"
    files = {
        f"{name}.py": "LAMPS = 2\n",
        f"{name}-1.0.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{name}-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{name}-1.0.dist-info/RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for member, text in files.items():
            archive.writestr(member, text)
    return path


def locked(wheel: Path) -> str:
    return f"lightship==1.0 \\\n    --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


def test_it_is_made_in_place_of_what_was_there(venv: Path) -> None:
    assert not (venv / "rest-of-an-interrupted-set-up").exists()
    assert os.access(virtualenv.interpreter(venv), os.X_OK)


def test_an_altered_package_is_refused_and_the_right_one_installed(venv: Path, shelf: Path) -> None:
    wheel = make_wheel(shelf, "lightship")
    expected = locked(wheel)
    intact = wheel.read_bytes()
    with zipfile.ZipFile(wheel, "a") as archive:
        archive.writestr("extra.py", "")
    with pytest.raises(SetupError, match="names by its hash"):
        virtualenv.install_locked(venv, expected)
    wheel.write_bytes(intact)
    virtualenv.install_locked(venv, expected)
    command = [str(virtualenv.interpreter(venv)), "-c", "import lightship; print(lightship.LAMPS)"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603  made above
    assert shown.stdout == "2\n"


def test_a_package_without_a_hash_is_refused(venv: Path, shelf: Path) -> None:
    make_wheel(shelf, "buoy")
    with pytest.raises(SetupError, match="Installing the packages failed"):
        virtualenv.install_locked(venv, "buoy==1.0\n")


def test_an_index_without_the_package_is_told(venv: Path, shelf: Path) -> None:
    wheel = make_wheel(shelf, "lightship")
    with pytest.raises(SetupError, match=r"no build of lightship==2\.0"):
        virtualenv.install_locked(venv, locked(wheel).replace("1.0", "2.0"))


def test_a_python_without_ensurepip_names_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    with pytest.raises(SetupError, match="apt install python3-venv"):
        virtualenv.create(tmp_path / ".venv")
    assert not (tmp_path / ".venv").exists()


def test_a_child_that_outlives_the_launcher_keeps_the_lock(tmp_path: Path) -> None:
    with exclusive(tmp_path) as lock:
        child = subprocess.Popen(["/bin/cat"], stdin=subprocess.PIPE, pass_fds=(lock,))
    descriptor = os.open(tmp_path, os.O_RDONLY)
    try:
        with pytest.raises(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        child.communicate()
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    finally:
        os.close(descriptor)
