"""Options of `tumen animate`, standard library only."""

import argparse

from desktop_app.cli.option_types import whole_number
from desktop_app.cli.output_options import add_output_options
from desktop_app.cli.shared_options import add_assumption_options, add_filter_options, add_subject_options


def add_animate_options(parser: argparse.ArgumentParser) -> None:
    """What is played, how, and to where."""
    add_output_options(
        parser,
        ".mp4, .webm or .gif; .png writes each picture into a file of its own, NAME-0001.png and so on",
    )
    parser.add_argument(
        "--step",
        choices=("day", "week", "month", "data"),
        default="month",
        help="how far time goes on from picture to picture; data: to the next day on which a row begins "
        "(default: month)",
    )
    shown = parser.add_mutually_exclusive_group()
    shown.add_argument(
        "--window",
        type=whole_number,
        default=1,
        metavar="N",
        help="each picture shows the last N steps (default 1)",
    )
    shown.add_argument(
        "--cumulative", action="store_true", help="each picture shows all from the first day on"
    )
    parser.add_argument(
        "--skip-empty", action="store_true", help="no picture of a step in which there is nothing new"
    )
    parser.add_argument(
        "--fps", type=whole_number, default=10, metavar="N", help="pictures a second, 1 to 60 (default 10)"
    )
    parser.add_argument(
        "--seconds-per-step",
        type=seconds,
        default=0.5,
        metavar="S",
        help="how long each step is seen, such as 0.5 (default)",
    )
    add_filter_options(parser)
    add_assumption_options(parser)
    add_subject_options(parser)


def seconds(text: str) -> float:
    """A number of seconds.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0 < value < 1e6:  # noqa: PLR2004 - false for what is no number either; the request has the limits
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds, such as 0.5")
    return value
