"""The launcher as a program: help without an environment, failures as sentences, checks in order."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.launcher import main
from desktop_app.launcher.checks import run_checks
from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.quick_start import NOTE, OWN_COMMANDS, PAGE, RECORD_CODE, note, watched

ROOT = Path(__file__).parents[3]


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A checkout of the launcher, the command line and the limits it tells: nothing is installed for it."""
    without = shutil.ignore_patterns("__pycache__")
    limits = ["domain/__init__.py", "domain/figure_design.py"]
    for name in ["launcher", "cli", "mapview/shell.py", "__init__.py", *limits]:
        source, target = ROOT / "desktop_app" / name, tmp_path / "desktop_app" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=without)
        else:
            shutil.copy(source, target)
    shutil.copy(ROOT / "tumen", tmp_path / "tumen")
    for folder in ["assets/web", "geodata/record", *(f"desktop_app/{name}" for name in RECORD_CODE)]:
        (tmp_path / folder).mkdir(parents=True, exist_ok=True)
    return tmp_path


def run(bare: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    # -S: without site-packages, as on a machine where only python3 is installed.
    command = [sys.executable, "-S", str(bare / "tumen"), *arguments]
    return subprocess.run(  # noqa: S603  our own program
        command, capture_output=True, text=True, check=False, cwd=bare.parent
    )


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_lists_everything_and_installs_nothing(bare: Path, option: str) -> None:
    done = run(bare, option)
    assert done.returncode == 0, done.stderr
    for word in ["open", "figure", "summary", "test", "bench", "lock", "--self-test", "--version"]:
        assert word in done.stdout
    assert not (bare / ".venv").exists()


def test_help_of_one_command_installs_nothing(bare: Path) -> None:
    done = run(bare, "figure", "--help")
    assert done.returncode == 0, done.stderr
    assert "--size" in done.stdout
    assert not (bare / ".venv").exists()


@pytest.mark.parametrize("command", ["summary", *sorted(OWN_COMMANDS)])
def test_only_the_launcher_carries_out_its_own_commands(bare: Path, command: str) -> None:
    python = bare / ".venv" / "bin" / "python"
    for path in (python, bare / PAGE):
        path.parent.mkdir(parents=True)
        path.write_text("#!/bin/sh\necho the application\n", encoding="utf-8")
    python.chmod(0o755)
    (bare / NOTE).write_text(note(str(bare), watched(str(bare))), encoding="utf-8")
    done = run(bare, command, "--option")
    assert (done.stdout == "the application\n") == (command not in OWN_COMMANDS), done.stderr


def test_an_incomplete_checkout_is_one_sentence(bare: Path) -> None:
    done = run(bare, "summary")
    assert done.returncode == 2
    assert done.stdout == ""
    assert "requirements.lock" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("raised", "code", "said"),
    [
        (SetupError("no network."), 2, "tumen: no network."),
        (OSError(28, "No space left on device"), 2, "the disk is full"),
        (KeyboardInterrupt(), 130, "Stopped."),
    ],
)
def test_what_stops_a_set_up_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: BaseException,
    code: int,
    said: str,
) -> None:
    def stop(_root: Path) -> None:
        raise raised

    monkeypatch.setattr(main, "Environment", stop)
    assert main.launch(Path("/x"), ["summary"]) == code
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.out == ""


class Ready:
    """An environment in which nothing is left to do."""

    asked: list[list[str]]

    def __init__(self, root: Path) -> None:
        self.python = root / "python"

    def prepare(self, groups: list[str]) -> None:
        """Note what was asked for."""
        Ready.asked.append(groups)


@pytest.mark.parametrize(
    ("arguments", "groups", "started"),
    [
        ([], ["run"], ["/x/.venv/bin/python", "-P", "-m", "desktop_app"]),
        (["--self-test"], ["run"], ["/x/.venv/bin/python", "-P", "-m", "desktop_app", "--self-test"]),
        (
            ["bench", "--quick"],
            ["run", "sources", "test", "bench"],
            ["/x/python", "/x/tests/benchmarks/run.py", "--quick"],
        ),
    ],
)
def test_a_command_gets_its_groups_and_its_program(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], groups: list[str], started: list[str]
) -> None:
    Ready.asked = []
    programs: list[list[str]] = []
    monkeypatch.setattr(main, "Environment", Ready)
    monkeypatch.setattr(os, "execv", lambda _program, line: programs.append(line))
    assert main.launch(Path("/x"), arguments) == 0
    assert Ready.asked == [groups]
    assert programs == [started]


@pytest.mark.parametrize(("failing", "code"), [("none", 0), ("ruff", 1), ("mypy", 1), ("pytest", 5)])
def test_every_check_runs_and_any_failure_counts(tmp_path: Path, failing: str, code: int) -> None:
    python = tmp_path / "python"
    script = f'#!/bin/sh\necho "$@" >> ran\n[ "$2" != {failing} ] || exit {code}\n'
    python.write_text(script, encoding="utf-8")
    python.chmod(0o755)
    assert run_checks(tmp_path, python, ["-k", "map"]) == code
    assert (tmp_path / "ran").read_text(encoding="utf-8").splitlines() == [
        "-m ruff check .",
        "-m ruff format --check .",
        "-m mypy",
        "-m desktop_app.runtime.kernels",
        "-m pytest -k map",
    ]
