"""The stamp tells a finished environment from every other one."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.launcher.stamp import Stamp, remove_stamp


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(Path(sys.executable).resolve())
    return folder


@pytest.fixture
def stamp(venv: Path) -> Stamp:
    interpreter = str((venv / "bin" / "python").resolve())
    return Stamp(
        location=str(venv), interpreter=interpreter, groups={"run": "aa", "test": "bb"}, packaging="cc"
    )


def test_a_written_stamp_is_read_back(venv: Path, stamp: Stamp) -> None:
    stamp.write(venv)
    assert Stamp.read(venv) == stamp
    remove_stamp(venv)
    assert Stamp.read(venv) is None


@pytest.mark.parametrize("content", ["", "{", "[]", '{"location": 1, "colour": "red"}'])
def test_a_damaged_stamp_counts_as_none(venv: Path, stamp: Stamp, content: str) -> None:
    stamp.write(venv)
    (path,) = venv.glob("*stamp*")
    path.write_text(content, encoding="utf-8")
    assert Stamp.read(venv) is None


def test_it_describes_the_environment_it_was_made_for(venv: Path, stamp: Stamp) -> None:
    assert stamp.describes(venv, {"run": "aa", "test": "bb"})
    assert replace(stamp, groups={"run": "aa"}).describes(venv, {"run": "aa", "test": "changed"})


def test_a_changed_or_dropped_group_makes_it_stale(venv: Path, stamp: Stamp) -> None:
    assert not stamp.describes(venv, {"run": "aa", "test": "changed"})
    assert not stamp.describes(venv, {"run": "aa"})


def test_a_moved_checkout_makes_it_stale(venv: Path, stamp: Stamp) -> None:
    moved = venv.parent / "elsewhere"
    venv.rename(moved)
    assert not stamp.describes(moved, {"run": "aa", "test": "bb"})


def test_another_or_a_vanished_python_makes_it_stale(venv: Path, stamp: Stamp) -> None:
    python = venv / "bin" / "python"
    python.unlink()
    assert not stamp.describes(venv, {"run": "aa", "test": "bb"})
    python.symlink_to("/bin/sh")
    assert not stamp.describes(venv, {"run": "aa", "test": "bb"})
