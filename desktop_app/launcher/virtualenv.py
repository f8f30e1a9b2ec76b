"""Makes .venv and puts packages into it with its own pip."""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.failures import explain


def interpreter(venv: Path) -> Path:
    """The Python of the environment at `venv`."""
    return venv / "bin" / "python"


def create(venv: Path, lock: int | None = None) -> None:
    """Make an empty environment with pip at `venv`, in place of whatever is there.

    Args:
        venv: the folder to make.
        lock: descriptor that every child process keeps open; see `exclusive`.

    Raises:
        SetupError: Python lacks its venv parts, or the folder cannot be written.
    """
    if importlib.util.find_spec("ensurepip") is None:
        sudo = "" if os.geteuid() == 0 else "sudo "
        raise SetupError(
            "this Python cannot make virtual environments; on Debian and Ubuntu install that part with: "
            f"{sudo}apt install python3-venv"
        )
    doing = f"Creating {venv}"
    try:
        if venv.is_symlink() or venv.is_file():
            venv.unlink()
        elif venv.exists():
            shutil.rmtree(venv)
    except OSError as error:
        raise explain(doing, str(error), venv.parent) from error
    _run([sys.executable, "-m", "venv", str(venv)], doing, venv.parent, lock)


def install_locked(venv: Path, requirements: str, lock: int | None = None) -> None:
    """Install `requirements`, every entry with its version and hashes and all they need among them.

    What is published as source only is built with what is installed already.

    Raises:
        SetupError: no network, full disk, a hash that does not match, or no build for this system.
    """
    with tempfile.TemporaryDirectory(prefix="tumen-") as folder:
        listing = Path(folder) / "locked.txt"
        listing.write_text(requirements, encoding="utf-8")
        pinned = ["--require-hashes", "--no-deps", "--requirement", str(listing)]
        building = ["--no-build-isolation", "--use-pep517"]
        bar = "on" if sys.stderr.isatty() else "off"
        command = _pip(venv, "install", "--progress-bar", bar, *building, *pinned)
        _run(command, "Installing the packages", venv, lock, visible=True)


def install_tool(venv: Path, requirements: Sequence[str]) -> None:
    """Install a tool that stands alone and is used once, such as the one that makes the lock file."""
    _run(_pip(venv, "install", "--quiet", *requirements), f"Installing {' '.join(requirements)}", venv, None)


def install_project(venv: Path, root: Path, lock: int | None = None) -> None:
    """Install the checkout at `root` as editable, without its web bundle.

    Raises:
        SetupError: the build back-end failed; its last lines are in the text.
    """
    # A pip killed while it replaced an earlier install leaves metadata that the next pip refuses to remove.
    for metadata in venv.glob("lib/python*/site-packages/tumen-*.dist-info"):
        shutil.rmtree(metadata)
    editable = ["--no-deps", "--no-build-isolation", "--editable", str(root)]
    # pip would hide what the build hook says, so the hook is run by `build_web`.
    settings = {**os.environ, "HATCH_BUILD_NO_HOOKS": "true"}
    _run(_pip(venv, "install", "--quiet", *editable), "Installing the project", root, lock, settings=settings)


def build_web(venv: Path, root: Path, lock: int | None = None) -> None:
    """Run the build hook, which makes assets/build and tells its steps.

    Raises:
        SetupError: no network for the npm packages, full disk, or an error in the web code.
    """
    command = [str(interpreter(venv)), "-u", str(root / "assets" / "build_hook.py")]
    _run(command, "Building the map page", root, lock, visible=True)


def _pip(venv: Path, *arguments: str) -> list[str]:
    return [str(interpreter(venv)), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]


def _run(
    command: Sequence[str],
    doing: str,
    folder: Path,
    lock: int | None,
    *,
    visible: bool = False,
    settings: Mapping[str, str] | None = None,
) -> None:
    """Run an installer; what it says on standard output is shown where `visible`, and told on failure."""
    try:
        done = subprocess.run(
            command,
            stdout=sys.stderr if visible else subprocess.PIPE,
            stderr=subprocess.PIPE,
            check=False,
            text=True,
            errors="replace",
            env=settings,
            pass_fds=() if lock is None else (lock,),
        )
    except OSError as error:
        raise explain(doing, str(error), folder) from error
    if done.returncode != 0:
        raise explain(doing, (done.stdout or "") + done.stderr, folder)
