"""Options of `tumen figure` alone: its page and what stands on it; standard library only."""

import argparse
import re
from pathlib import Path
from typing import Final

from desktop_app.cli.option_types import pixel_size, whole_scale
from desktop_app.cli.output_options import add_output_options
from desktop_app.cli.shared_options import add_assumption_options, add_filter_options, add_subject_options
from desktop_app.domain.figure_design import SIDE_LIMITS_MM, Anchor

FIGURE_SIZE: Final = (1600, 1200)
# Where Web Mercator ends, degrees.
_FURTHEST_LAT_DEG: Final = 85.0


def add_figure_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """The command with all of its options."""
    parser = commands.add_parser(
        "figure",
        help="write a figure without opening a window",
        description="Writes a figure of what passes the filter: map, chart, table, numbered sources and the "
        "hash that proves it. What a reader should know of it is printed to standard error.",
    )
    add_output_options(parser, ".png, .pdf, .svg or .pptx")
    add_filter_options(parser)
    add_assumption_options(parser)
    add_subject_options(parser)
    page = parser.add_mutually_exclusive_group()
    page.add_argument(
        "--size", type=pixel_size, metavar="WxH", help="page in pixels at scale 1 (default 1600x1200)"
    )
    page.add_argument(
        "--page",
        type=page_size,
        metavar="WxHmm",
        help="page in millimetres, such as 210x297mm; with --template instead of the template's",
    )
    parser.add_argument(
        "--scale", type=whole_scale, metavar="K", help="pixels per pixel, 1 to 4 (default 2, or --dpi)"
    )
    _add_items(parser)
    parser.add_argument(
        "--sidecar", action="store_true", help="write the proof beside the file as well, as FILE.json"
    )
    parser.add_argument("--world-file", action="store_true", help="write a world file beside a .png")
    parser.add_argument("--outlines", action="store_true", help="letters of an .svg as outlines, not as text")


def _add_items(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--title", help="title instead of the suggested one")
    parser.add_argument("--subtitle", metavar="WORDS", help="words before what the subtitle must say")
    parser.add_argument("--author", metavar="NAME", help="printed in the imprint and written into the file")
    parser.add_argument("--logo", type=Path, metavar="FILE", help="a PNG, JPEG or SVG for the upper corner")
    parser.add_argument(
        "--call-out",
        type=call_out,
        action="append",
        default=[],
        metavar="LON,LAT,WORDS",
        help="words with a line to a place, degrees; may be given several times; write --call-out=… ",
    )
    parser.add_argument(
        "--table",
        choices=("vessels", "selection", "none"),
        help="the ships with the most calls, or the rows of --select",
    )
    parser.add_argument(
        "--select",
        action="append",
        default=[],
        metavar="KEY",
        help="a row to be shown as selected, such as voyage:example-01; may be given several times",
    )
    parser.add_argument("--no-chart", dest="chart", action="store_false", help="leave the chart out")
    parser.add_argument("--graticule", action="store_true", help="lines of latitude and longitude on the map")


def page_size(text: str) -> tuple[float, float]:
    """Width and height in millimetres from "210x297mm".

    Raises:
        argparse.ArgumentTypeError: not two numbers within `SIDE_LIMITS_MM`.
    """
    match = re.fullmatch(r"(\d{1,4}(?:\.\d{1,2})?)[x×](\d{1,4}(?:\.\d{1,2})?)(?:mm)?", text.strip())
    size = (float(match[1]), float(match[2])) if match else (0.0, 0.0)
    low, high = SIDE_LIMITS_MM
    if not all(low <= side <= high for side in size):
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a page; write WIDTHxHEIGHTmm, each {low:g} to {high:g}"
        )
    return size


def call_out(text: str) -> tuple[Anchor, str]:
    """A place and words from "130.3,42.2,Rajin".

    Raises:
        argparse.ArgumentTypeError: no two degrees and words.
    """
    parts = text.split(",", 2)
    try:
        lon, lat = float(parts[0]), float(parts[1])
        words = parts[2].strip()
    except (ValueError, IndexError):
        lon, lat, words = 0.0, 0.0, ""
    if not words or not (abs(lon) <= 180 and abs(lat) <= _FURTHEST_LAT_DEG):  # noqa: PLR2004 - once round
        raise argparse.ArgumentTypeError(f"{text!r} is no call-out; write LON,LAT,WORDS in degrees")
    return Anchor(lon, lat), words
