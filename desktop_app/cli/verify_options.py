"""Options of `tumen verify`, standard library only."""

import argparse
from pathlib import Path


def add_verify_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command that looks whether a figure still holds."""
    verify = commands.add_parser(
        "verify",
        help="say whether a figure still shows what its case says",
        description="Reads the manifest that a figure of Tumen carries (PNG, PDF, SVG, PPTX, or the .json "
        "beside it), asks its filter of its case again, and says: unchanged; which records changed since, "
        "were added or removed, and by whom as far as the case's log tells; whether the picture or the "
        "manifest was altered. The reported record and the training case are found by themselves. Neither "
        "file nor case is changed.",
        epilog="Exit code: 0 unchanged; 1 records changed, or the file was altered; 2 the file or the case "
        "cannot be read, or the figure is of another case.",
    )
    verify.add_argument("file", type=Path, metavar="FILE", help="the figure, or its .json")
    verify.add_argument("--case", type=Path, metavar="CASE", help="the case file that it was made from")
    verify.add_argument("--hash", default="", metavar="HASH", help="the hash printed on the figure")
    verify.add_argument("--json", action="store_true", help="machine-readable")
