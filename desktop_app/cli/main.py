"""Dispatches the command line. Expected failures become one sentence and exit code 2."""

import argparse
import sys
from collections.abc import Sequence

from desktop_app.cli.parser import build_parser
from desktop_app.launcher.quick_start import OWN_COMMANDS
from desktop_app.runtime.errors import TumenError

USAGE_EXIT = 2


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
    # Every command imports what it needs here and no earlier: `summary` must not load Qt.
    if arguments.version:
        from desktop_app import __version__  # noqa: PLC0415 - see above

        print(f"Tumen {__version__}")
        return 0
    if arguments.self_test:
        from desktop_app.cli.self_test import self_test  # noqa: PLC0415 - see above

        return self_test()
    if arguments.command == "summary":
        from desktop_app.cli.summary import print_summary  # noqa: PLC0415 - see above

        return print_summary(arguments)
    if arguments.command in {"figure", "pages", "animate"}:
        return _dispatch_output(arguments)
    if arguments.command in {"check", "log", "merge", "verify"}:
        return _dispatch_case_file(arguments)
    if arguments.command in OWN_COMMANDS:
        raise TumenError(f"'{arguments.command}' is carried out by ./tumen in a checkout")

    from desktop_app.cli.window import open_window  # noqa: PLC0415 - see above

    return open_window(arguments)


def _dispatch_output(arguments: argparse.Namespace) -> int:
    """What writes figures and the like."""
    if arguments.command == "pages":
        from desktop_app.cli.pages import write_pages  # noqa: PLC0415 - see above

        return write_pages(arguments)
    if arguments.command == "animate":
        from desktop_app.cli.animate import write_animation  # noqa: PLC0415 - see above

        return write_animation(arguments)
    from desktop_app.cli.figure import write_figure  # noqa: PLC0415 - see above

    return write_figure(arguments)


def _dispatch_case_file(arguments: argparse.Namespace) -> int:
    """What is done with case files, and with figures of them, without a window."""
    if arguments.command == "check":
        from desktop_app.cli.check import print_findings  # noqa: PLC0415 - see above

        return print_findings(arguments)
    if arguments.command == "log":
        from desktop_app.cli.log import print_log  # noqa: PLC0415 - see above

        return print_log(arguments)
    if arguments.command == "verify":
        from desktop_app.cli.verify import print_verdict  # noqa: PLC0415 - see above

        return print_verdict(arguments)
    from desktop_app.cli.merge import merge_cases  # noqa: PLC0415 - see above

    return merge_cases(arguments)
