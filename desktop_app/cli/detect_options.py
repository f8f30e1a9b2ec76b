"""Options of `tumen detect`, standard library only."""

import argparse
from pathlib import Path
from typing import Final

from desktop_app.cli.shared_options import TRAINING, add_clause_options

# Help needs nothing installed: the formats are known to `cli.detected`.
FORMATS: Final = ("text", "csv", "json", "geojson")


def add_detect_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add `detect`: in which case, which events, with what, and where they are written."""
    parser = commands.add_parser(
        "detect",
        help="find events in the AIS reports of a case: gaps, port visits, voyages, encounters, doubts",
        description="Finds events in the AIS reports of a case and prints them. The same reports and "
        "parameters give the same events. The case is not changed, unless --keep asks for it. The filter "
        "chooses which events are printed, not which are found.",
        epilog="Exit code: 0 done, 2 it could not be done, 130 called off with Ctrl+C; then nothing changed.",
    )
    meant = parser.add_mutually_exclusive_group()
    meant.add_argument("case", type=Path, nargs="?", metavar="CASE", help="a case file, .gpkg")
    meant.add_argument("--training", action="store_true", help=TRAINING)
    parser.add_argument(
        "--events",
        metavar="KINDS",
        help="kinds with commas between them, such as gap,visit,encounter (default: all)",
    )
    parser.add_argument(
        "--set",
        dest="settings",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="another parameter, such as gap_h=6; may be given several times",
    )
    parser.add_argument(
        "--parameters",
        action="store_true",
        help="list all parameters with units, bounds, defaults and sources, and end",
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="what to print (default: text)")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write a file instead of printing")
    parser.add_argument("--force", action="store_true", help="replace a file that is there, without asking")
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument(
        "--drop-kept",
        action="store_true",
        help="only take out of the case what it keeps of these kinds, and end; they can be found again",
    )
    kept.add_argument(
        "--keep",
        action="store_true",
        help="also write the events into the case, all of their kinds, in place of those it keeps",
    )
    parser.add_argument(
        "--who",
        metavar="NAME",
        help="who keeps them, for the log (default: as in the window, else the login name)",
    )
    add_clause_options(parser)
