"""The environment of the build: standard library only, since nothing is installed when it starts."""

import os
import sys
from pathlib import Path

from desktop_app.launcher import virtualenv
from desktop_app.launcher.lock_groups import BASEMAP, LOCK_NAME, SOURCES, digest, read_groups

_STAMP = ".locked"


def provide(root: Path, work: Path) -> Path:
    """Make the environment in `work` anew where the lock file asks for another; its interpreter.

    Args:
        root: the checkout.
        work: folder for everything that the build makes on its way.

    Raises:
        SetupError: the packages cannot be installed.
    """
    groups = read_groups(root / LOCK_NAME)
    wanted = [groups[SOURCES], groups[BASEMAP]]
    venv = work / "venv"
    python = virtualenv.interpreter(venv)
    stamp = venv / _STAMP
    content = digest("\n".join([os.path.realpath(sys.executable), str(venv), *wanted]))
    if not (stamp.is_file() and stamp.read_text("ascii") == content):
        work.mkdir(exist_ok=True)
        virtualenv.create(venv)
        for group in wanted:
            virtualenv.install_locked(venv, group)
        stamp.write_text(content, "ascii")
    return python


def is_inside(work: Path) -> bool:
    """Whether this process runs in the environment in `work`."""
    return Path(sys.prefix) == work / "venv"
