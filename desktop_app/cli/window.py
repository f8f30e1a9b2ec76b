"""`tumen` and `tumen open CASE`: the window."""

import argparse

from desktop_app.bootstrap import prepare, require_display
from desktop_app.domain.time_span import day_end
from desktop_app.importers.case_choice import CaseChoice
from desktop_app.query.day_text import parse_day
from desktop_app.runtime.errors import UsageError


def open_window(arguments: argparse.Namespace) -> int:
    """Open the window and stay until it is closed."""
    choice = choice_of(arguments) if arguments.command == "open" else CaseChoice()
    require_display()
    prepare(headless=False, software_rendering=arguments.software_rendering)
    from desktop_app.app import run_window  # noqa: PLC0415 - Qt only after the process is prepared

    return run_window(choice)


def choice_of(arguments: argparse.Namespace) -> CaseChoice:
    """The case that the options of `open` describe.

    Raises:
        UsageError: the day is none, or there is no file with a past.
    """
    if arguments.as_of is not None and arguments.case is None:
        raise UsageError("--as-of needs a case file: only that has a history")
    day = parse_day(arguments.as_of, end=True) if arguments.as_of is not None else None
    return CaseChoice(
        arguments.case.absolute() if arguments.case is not None else None,
        training=arguments.training,
        read_only=arguments.read_only,
        as_of=day_end(day) if day is not None else None,
    )
