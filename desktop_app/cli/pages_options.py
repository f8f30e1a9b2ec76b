"""Options of `tumen pages`, standard library only."""

import argparse

from desktop_app.cli.option_types import whole_number
from desktop_app.cli.output_options import add_output_options
from desktop_app.cli.shared_options import add_assumption_options, add_filter_options, add_subject_options


def add_pages_options(parser: argparse.ArgumentParser) -> None:
    """What pages there are, in which order, and what is on them."""
    parser.add_argument(
        "--by",
        choices=("vessel", "port", "voyage", "month"),
        required=True,
        help="what has a page of its own",
    )
    add_output_options(
        parser,
        ".pdf or .pptx: one file with all pages; .png or .svg: a folder of this name without the ending, "
        "with one file a page",
    )
    parser.add_argument(
        "--order",
        choices=("name", "date", "calls", "barrels"),
        help="what comes first: names from A, the earliest, the most calls, the most barrels (default: name "
        "of vessels and ports, date of voyages and months)",
    )
    parser.add_argument("--limit", type=whole_number, metavar="N", help="at most N pages, the first in order")
    parser.add_argument(
        "--title",
        metavar="PATTERN",
        help="of each page; {name}, {imo}, {from}, {to} and {n} stand for the thing's name, IMO number, "
        "first and last documented day, and how many calls or rows it has (default: {name})",
    )
    parser.add_argument(
        "--lock-place",
        action="store_true",
        help="the same part of the world on every page (default: what each page shows)",
    )
    parser.add_argument("--no-overview", dest="overview", action="store_false", help="leave the list out")
    add_filter_options(parser)
    add_assumption_options(parser)
    add_subject_options(parser)
