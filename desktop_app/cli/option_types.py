"""What values of options are, standard library only: a text to a number, a size or a box, or a sentence."""

import argparse
import re

from desktop_app.domain.figure_design import DPI_LIMITS


def whole_number(text: str) -> int:
    """A number from 1.

    Raises:
        argparse.ArgumentTypeError: anything else.
    """
    match = re.fullmatch(r"0*([1-9]\d{0,8})", text.strip())
    if not match:
        raise argparse.ArgumentTypeError(f"{text!r} is not a whole number from 1")
    return int(match[1])


def pixel_size(text: str) -> tuple[int, int]:
    """Width and height from "1600x1000".

    Raises:
        argparse.ArgumentTypeError: not two whole numbers from 400 to 8000.
    """
    match = re.fullmatch(r"(\d{1,5})[x×](\d{1,5})", text.strip())
    size = (int(match[1]), int(match[2])) if match else (0, 0)
    if not all(400 <= side <= 8000 for side in size):  # noqa: PLR2004 - limits told in the sentence
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; write WIDTHxHEIGHT, each 400 to 8000")
    return size


def whole_scale(text: str) -> int:
    """A whole scale from 1 to 4: fractions would show seams between map tiles.

    Raises:
        argparse.ArgumentTypeError: anything else.
    """
    if text.strip() not in {"1", "2", "3", "4"}:
        raise argparse.ArgumentTypeError(f"{text!r} is not a scale; write 1, 2, 3 or 4")
    return int(text)


def whole_dpi(text: str) -> int:
    """Dots per inch.

    Raises:
        argparse.ArgumentTypeError: anything but a whole number from 96 to 600.
    """
    low, high = DPI_LIMITS
    match = re.fullmatch(r"0*(\d{1,4})", text.strip())
    if not match or not low <= int(match[1]) <= high:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of dots per inch; write {low} to {high}")
    return int(match[1])


def bounding_box(text: str) -> tuple[float, float, float, float]:
    """West, south, east, north in degrees.

    Raises:
        argparse.ArgumentTypeError: not four numbers, out of range or turned round.
    """
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a bounding box; write WEST,SOUTH,EAST,NORTH in degrees"
        ) from None
    if not (-180 <= west < east <= 180 and -85 <= south < north <= 85):  # noqa: PLR2004 - Web Mercator's world
        raise argparse.ArgumentTypeError(f"{text!r} does not run from west to east and from south to north")
    return west, south, east, north
