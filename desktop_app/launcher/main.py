"""What `./tumen` does when more is to be done than start the application at once."""

import os
from pathlib import Path

from desktop_app.launcher import test_tools
from desktop_app.launcher.checks import run_checks
from desktop_app.launcher.console import say
from desktop_app.launcher.environment import Environment
from desktop_app.launcher.errors import SetupError
from desktop_app.launcher.failures import explain
from desktop_app.launcher.lock_groups import BENCH, READERS, RUN, SOURCES, TEST
from desktop_app.launcher.locking import lock_packages
from desktop_app.launcher.quick_start import application_command

_CANNOT_SET_UP = 2
_SCRIPTS = {
    "bench": "benchmarks",
    "stress": "stress",
}  # commands that are scripts, and their folders in tests
# What a command needs beside the group that starts the application.
_GROUPS = {"bench": [RUN, SOURCES, TEST, BENCH], "test": [RUN, SOURCES, TEST]}
_INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def launch(root: Path, arguments: list[str]) -> int:
    """Set up what the command needs, then run it; returns its exit code unless it replaces this process.

    Args:
        root: the checkout.
        arguments: the command line without the program's name.
    """
    try:
        return _launch(root, arguments)
    except SetupError as error:
        say(f"tumen: {error}")
        return _CANNOT_SET_UP
    except OSError as error:
        failure = explain("The set-up", str(error), root)
        say(f"tumen: {failure}")
        return _CANNOT_SET_UP
    except KeyboardInterrupt:
        say("Stopped.")
        return _INTERRUPTED


def _launch(root: Path, arguments: list[str]) -> int:
    command = arguments[0] if arguments else ""
    if command == "lock":
        lock_packages(root, arguments[1:])
        return 0
    environment = Environment(root)
    groups = _GROUPS.get(command, [RUN])
    if command == "test":
        test_tools.provide()
        if test_tools.can_build_readers():
            groups = [*groups, READERS]
    environment.prepare(groups)
    if command == "test":
        return run_checks(root, environment.python, arguments[1:])
    line = application_command(str(root), arguments)
    if command in _SCRIPTS:
        line = [str(environment.python), str(root / "tests" / _SCRIPTS[command] / "run.py"), *arguments[1:]]
    os.execv(line[0], line)  # noqa: S606  no shell is wanted: the arguments pass as they are
    return 0
