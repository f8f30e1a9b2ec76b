"""Options of every command that writes a file: where to, and what about one that is there already."""

import argparse
from pathlib import Path


def add_output_options(parser: argparse.ArgumentParser, endings: str) -> None:
    """Add -o and --force.

    Args:
        parser: of the command.
        endings: what it writes, in words, such as ".png, .pdf or .svg".
    """
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE", help=endings)
    parser.add_argument("--force", action="store_true", help="replace a file that is there, without asking")
