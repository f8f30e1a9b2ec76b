"""Dispatches the command line. Expected failures become one sentence and exit code 2."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final

from desktop_app.cli.parser import build_parser
from desktop_app.launcher.quick_start import OWN_COMMANDS
from desktop_app.runtime.errors import TumenError

USAGE_EXIT = 2
# What carries a command out: a module of this package, imported only for it, since `summary` must not load
# Qt, and its function of the parsed words.
COMMANDS: Final[Mapping[str, tuple[str, str]]] = {
    "animate": ("animate", "write_animation"),
    "check": ("check", "print_findings"),
    "detect": ("detect", "detect_events"),
    "export": ("export", "export_data"),
    "figure": ("figure", "write_figure"),
    "import": ("import_files", "import_files"),
    "imports": ("imports", "print_imports"),
    "log": ("log", "print_log"),
    "merge": ("merge", "merge_cases"),
    "page": ("page", "write_page"),
    "pages": ("pages", "write_pages"),
    "summary": ("summary", "print_summary"),
    "verify": ("verify", "print_verdict"),
}


def run(words: Sequence[str]) -> int:
    """Carry out one command; the value is the exit code."""
    parser = build_parser()
    arguments = parser.parse_args(words)
    try:
        return _dispatch(arguments)
    except TumenError as error:
        print(f"tumen: {error}", file=sys.stderr)
        return USAGE_EXIT
    except BrokenPipeError:
        # The reader of a pipe went away (`tumen summary | head`); nothing more can be told to it.
        sys.stdout = None
        return 0


def _dispatch(arguments: argparse.Namespace) -> int:
    if arguments.version:
        from desktop_app import __version__  # noqa: PLC0415 - as the commands

        print(f"Tumen {__version__}")
        return 0
    if arguments.self_test:
        return _carry_out("self_test", "self_test")
    if arguments.command in COMMANDS:
        return _carry_out(*COMMANDS[arguments.command], arguments)
    if arguments.command in OWN_COMMANDS:
        raise TumenError(f"'{arguments.command}' is carried out by ./tumen in a checkout")
    return _carry_out("window", "open_window", arguments)


def _carry_out(module: str, function: str, *arguments: argparse.Namespace) -> int:
    return int(getattr(import_module(f"desktop_app.cli.{module}"), function)(*arguments))
