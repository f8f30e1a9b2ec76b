"""Options of `tumen page`, standard library only."""

import argparse

from desktop_app.cli.option_types import bounding_box
from desktop_app.cli.output_options import add_output_options
from desktop_app.cli.shared_options import add_assumption_options, add_filter_options, add_view_option


def add_page_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command that writes a case, or a part of it, as one web page."""
    page = commands.add_parser(
        "page",
        help="write a case as one HTML file that any browser shows without a network",
        description="Writes map, time line, tables, cards and sources into one file that is sent or carried "
        "and opened by a double click. It asks for nothing from anywhere. What the filter hides is not in "
        "it; remarks, attachments and the history of the case never are.",
    )
    add_output_options(page, ".html")
    add_filter_options(page)
    add_assumption_options(page)
    add_view_option(page)
    rows = page.add_mutually_exclusive_group()
    rows.add_argument(
        "--filtered", action="store_true", help="rows that pass the filter, and no others (the default)"
    )
    rows.add_argument(
        "--all",
        action="store_true",
        dest="all_rows",
        help="every row of the case; dates then are what the time line opens with",
    )
    page.add_argument(
        "--bbox",
        type=bounding_box,
        metavar="WEST,SOUTH,EAST,NORTH",
        help="part of the world to open with, degrees; write --bbox=… ",
    )
    page.add_argument(
        "--theme",
        choices=("light", "dark", "contrast"),
        default="light",
        help="colours where the reader's system asks for none",
    )
    page.add_argument("--language", choices=("en", "ru", "ko"), help="language of names on the map")
    page.add_argument("--title", help="title instead of the suggested one")
