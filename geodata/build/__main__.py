"""Starts the build: makes its environment on the first run, then runs in it."""

import os
import sys
from pathlib import Path

from desktop_app.launcher.console import say
from desktop_app.launcher.errors import SetupError
from geodata.build import environment

ROOT = Path(__file__).resolve().parents[2]
WORK = Path(__file__).resolve().parent / ".work"


def main() -> int:
    """Build the base map; the exit code."""
    if sys.version_info < (3, 11):  # noqa: UP036  an older Python must say so, not fail on a missing module
        sys.stderr.write("The base map is built with Python 3.11 or newer.\n")
        return 2
    try:
        if not environment.is_inside(WORK):
            say("Preparing the environment of the build ...")
            python = environment.provide(ROOT, WORK)
            os.chdir(ROOT)
            os.execv(python, [str(python), "-m", "geodata.build"])  # noqa: S606  no shell is wanted
        from geodata.build.steps import build  # noqa: PLC0415  needs the environment

        build(ROOT, WORK)
    except SetupError as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
