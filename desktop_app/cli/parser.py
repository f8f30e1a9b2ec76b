"""The command line as one parser, standard library only, so that help needs nothing installed."""

import argparse
from pathlib import Path

from desktop_app.cli.animate_options import add_animate_options
from desktop_app.cli.detect_options import add_detect_command
from desktop_app.cli.export_options import add_export_options
from desktop_app.cli.figure_options import add_figure_command
from desktop_app.cli.import_options import add_import_command, add_imports_command
from desktop_app.cli.option_types import whole_number
from desktop_app.cli.page_options import add_page_command
from desktop_app.cli.pages_options import add_pages_options
from desktop_app.cli.shared_options import TRAINING, add_assumption_options, add_filter_options
from desktop_app.cli.verify_options import add_verify_command

DESCRIPTION = (
    "Tumen follows refined oil from the Russian Far East to North Korea, by sea and by the Khasan–Rajin "
    "railway, on a map that needs no network."
)


def build_parser() -> argparse.ArgumentParser:
    """Every command and option."""
    parser = argparse.ArgumentParser(
        prog="tumen",
        description=DESCRIPTION,
        epilog="Without a command the window opens with the publicly reported record.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print the version")
    parser.add_argument(
        "--self-test",
        action="store_true",
        help="draw the base map, write one PNG into a temporary folder, and say whether all works",
    )
    parser.add_argument(
        "--software-rendering", action="store_true", help="draw the window without the graphics card"
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    opened = commands.add_parser("open", help="open the window with a case")
    meant = opened.add_mutually_exclusive_group(required=True)
    meant.add_argument("case", type=Path, nargs="?", metavar="CASE", help="a case file, NAME.gpkg")
    meant.add_argument("--training", action="store_true", help=TRAINING)
    opened.add_argument("--read-only", action="store_true", help="look at it without the right to change it")
    opened.add_argument("--as-of", metavar="DAY", help="show the case as it was at the end of this day (UTC)")
    add_figure_command(commands)
    add_animate_options(
        commands.add_parser("animate", help="play the window of dates over a figure, to a film or pictures")
    )
    add_pages_options(
        commands.add_parser(
            "pages",
            help="write one page a vessel, port, voyage or month into one file",
            epilog="Without --template the pages are A4 upright, and their maps have 150 dots per inch.",
        )
    )
    summary = commands.add_parser("summary", help="print counts and barrel ranges with their sources")
    add_filter_options(summary)
    add_assumption_options(summary)
    _add_summary_options(summary)
    add_export_options(
        commands.add_parser("export", help="write the rows of a case as files for other programs")
    )
    add_import_command(commands)
    add_imports_command(commands)
    add_detect_command(commands)
    _add_case_commands(commands)
    add_verify_command(commands)
    add_page_command(commands)
    commands.add_parser("test", help="run every check and test", add_help=False)
    commands.add_parser("bench", help="measure start-up, filtering and figures", add_help=False)
    commands.add_parser(
        "stress", help="end the program at random moments and look for losses", add_help=False
    )
    commands.add_parser("lock", help="renew requirements.lock from pyproject.toml", add_help=False)
    return parser


def _add_case_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """What can be done with case files without a window."""
    check = commands.add_parser(
        "check",
        help="look a case file through for damage and contradictions",
        description="Looks for damage, rows that refer to nothing, times and figures out of order, rows that "
        "cite nothing, attachments whose content is not what was attached, a log that was altered, open "
        "conflicts, and published figures that cannot all be right and that no contradiction of the case "
        "names: barrels and tonnes that imply an impossible density, tonnes printed as barrels, years unlike "
        "the sum of their parts, claims that differ. The file is not changed.",
        epilog="Exit code: 0 nothing found or notes alone, 1 something found, 2 the file cannot be opened as "
        "a case.",
    )
    check.add_argument("case", type=Path, metavar="CASE", help="a case file, .gpkg")
    check.add_argument("--json", action="store_true", help="machine-readable")
    log = commands.add_parser("log", help="print what was changed in a case, when, by whom and why")
    log.add_argument("case", type=Path, metavar="CASE", help="a case file, .gpkg")
    log.add_argument(
        "--limit",
        type=whole_number,
        default=50,
        metavar="N",
        help="at most N entries, newest first (default 50)",
    )
    log.add_argument(
        "--row", metavar="KIND:ID", help="only one row, with old and new values, such as vessel:example-01"
    )
    log.add_argument("--json", action="store_true", help="machine-readable")
    merge = commands.add_parser(
        "merge",
        help="bring two copies of one case together",
        description="Writes C: case A with what was changed in B since both were the same. What both changed "
        "differently stays as in A and is kept in C as a conflict until somebody settles it. A and B are not "
        "changed.",
        epilog="Exit code: 0 no conflicts, 1 conflicts (C is written all the same), 2 they cannot be merged.",
    )
    merge.add_argument(
        "ours", type=Path, metavar="A", help="the copy that stands where both changed something"
    )
    merge.add_argument("theirs", type=Path, metavar="B", help="the other copy")
    merge.add_argument("-o", "--output", type=Path, required=True, metavar="C", help="the new case file")
    merge.add_argument(
        "--who",
        metavar="NAME",
        help="who merges, for the log (default: as in the window, else the login name)",
    )
    merge.add_argument("--json", action="store_true", help="machine-readable")


def _add_summary_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="machine-readable; --schema describes it")
    parser.add_argument("--schema", action="store_true", help="print the JSON schema of --json and end")
    parser.add_argument(
        "--draws",
        type=whole_number,
        metavar="N",
        help="also simulate the total with N draws; the same seed gives the same answer",
    )
    parser.add_argument(
        "--seed", type=whole_number, default=1, metavar="S", help="of --draws, from 1 (default 1)"
    )
