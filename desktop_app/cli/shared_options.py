"""Options that several commands have, standard library only."""

import argparse
from pathlib import Path
from typing import Final

from desktop_app.cli.option_types import bounding_box, whole_dpi

# Each may be given several times; "none" stands for rows in which it is not documented.
CHOICES: Final = (
    ("--vessel", "NAME", "name, alias or IMO number; may be given several times, as all of these may"),
    ("--operator", "NAME", "owner or manager of the ship; none: not documented"),
    ("--listed-by", "LIST", "UN, US, EU or UK; none: on no list"),
    ("--loading", "PORT", "loaded at this port; none: not documented"),
    ("--discharge", "PORT", "discharged at this port; none: not documented"),
    ("--port", "PORT", "loaded or discharged at this port; none: neither end documented"),
    ("--mode", "MODE", "sea or rail"),
    ("--product", "NAME", "as documented; none: not documented"),
    ("--tracker", "STATE", "the ship's AIS was on, off or unknown"),
    ("--known-from", "KIND", "image, ais or report"),
    ("--grade", "GRADE", "a cited source graded A to F for reliability; none: no source graded"),
    (
        "--event",
        "KIND",
        "of ships with such an AIS event meanwhile, such as gap or encounter; none: without any",
    ),
    ("--doubt", "CHECK", "flagged while it was imported, such as imo_digit or on_land; none: not flagged"),
)
TRAINING: Final = "the training case: made-up voyages, marked SYNTHETIC"


def add_filter_options(parser: argparse.ArgumentParser) -> None:
    """Which case, and what passes."""
    meant = parser.add_mutually_exclusive_group()
    meant.add_argument("--case", type=Path, metavar="CASE", help="case file instead of the reported record")
    meant.add_argument("--training", action="store_true", help=TRAINING)
    add_clause_options(parser)


def add_clause_options(parser: argparse.ArgumentParser) -> None:
    """What passes."""
    parser.add_argument(
        "--from", dest="first_day", metavar="DAY", help="first day (UTC): 2024-03-07, 2024-03 or 2024"
    )
    parser.add_argument("--to", dest="last_day", metavar="DAY", help="last day (UTC), included whole")

    for option, metavar, text in CHOICES:
        parser.add_argument(option, action="append", default=[], metavar=metavar, help=text)
    parser.add_argument(
        "--volume",
        metavar="LOW..HIGH",
        help="estimated barrels that share a number with it; LOW.. or ..HIGH too",
    )
    parser.add_argument(
        "--not-estimated", action="store_true", help="with --volume: rows without an estimate too"
    )
    parser.add_argument(
        "--within",
        type=bounding_box,
        metavar="WEST,SOUTH,EAST,NORTH",
        help="a port of call, an end or a position in this box, degrees; write --within=… ",
    )
    parser.add_argument("--voyage", default="", metavar="ID", help="one voyage alone, by its id in the case")
    parser.add_argument(
        "--text", default="", metavar="WORDS", help="names, places, products, summaries with it"
    )


def add_assumption_options(parser: argparse.ArgumentParser) -> None:
    """What every volume assumes."""
    parser.add_argument(
        "--scenario", metavar="NAME", help="reckon with a scenario of the case instead of what is published"
    )
    parser.add_argument(
        "--assume",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="another assumption, such as load_fraction=0.5 or bbl_per_t=7.23..7.98..8.5 (lowest, best, "
        "highest); may be given several times",
    )


def add_view_option(parser: argparse.ArgumentParser) -> None:
    """A saved view to begin with."""
    parser.add_argument(
        "--view",
        metavar="NAME",
        help="a saved view of the case: its filter, assumptions, layers, language and place; what other "
        "options say goes before it",
    )


def add_subject_options(parser: argparse.ArgumentParser) -> None:
    """What figures show and how: view, place, colours, names, page, chart."""
    add_view_option(parser)
    parser.add_argument(
        "--template", metavar="NAME", help="page design: one of the case's own, or a built-in one"
    )
    parser.add_argument(
        "--dpi", type=whole_dpi, metavar="N", help="dots per inch, 96 to 600 (default: the template's)"
    )
    parser.add_argument(
        "--bbox",
        type=bounding_box,
        metavar="WEST,SOUTH,EAST,NORTH",
        help="part of the world in degrees; write --bbox=… ",
    )
    parser.add_argument("--theme", choices=("light", "dark", "print", "contrast"), help="colours")
    parser.add_argument("--language", choices=("en", "ru", "ko"), help="language of names on the map")
    parser.add_argument(
        "--period", choices=("month", "quarter", "year"), default="month", help="length of the chart's bars"
    )
    parser.add_argument(
        "--split",
        choices=("nothing", "vessel", "loading", "discharge", "product", "mode"),
        default="nothing",
        help="what the chart's bars are divided by",
    )
    parser.add_argument(
        "--measure", choices=("barrels", "calls"), default="barrels", help="what the chart's bars show"
    )
    parser.add_argument(
        "--corrected",
        action="store_true",
        help="beside the bars, what they would be without days on which nobody could look; in no sum",
    )
