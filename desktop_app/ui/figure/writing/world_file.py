"""World files: where on earth the pixels of a figure's map lie."""

import math

from desktop_app.domain.figure_design import CSS_PX_PER_INCH
from desktop_app.domain.web_mercator import RADIUS_M, WORLD_PX, world_pixel
from desktop_app.runtime.errors import UsageError
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.writing.raster import check_page


def world_file(figure: Figure, dpi: int) -> bytes:
    """Six lines (ESRI): metres per pixel east, two turns, metres per pixel south, centre of the first pixel.

    In Web Mercator (EPSG:3857). It holds for the map's rectangle; the page round it lies outside the map.

    Raises:
        UsageError: the page has no map, or cannot be drawn at so many dots.
    """
    check_page(figure.design, dpi)
    part, place = figure.part("map"), figure.design.place
    if part is None or place is None:
        raise UsageError("a page without a map has no place on earth: no world file can be written")
    first, last = world_pixel(place.west, place.north, 0.0), world_pixel(place.east, place.south, 0.0)
    world_m = math.tau * RADIUS_M
    metres = world_m / WORLD_PX
    west, north = first.x * metres - world_m / 2, world_m / 2 - first.y * metres
    scale = dpi / CSS_PX_PER_INCH
    box = part.box
    across = (last.x - first.x) * metres / (box.width() * scale)
    down = (last.y - first.y) * metres / (box.height() * scale)
    left = west + (0.5 - box.left() * scale) * across
    top = north - (0.5 - box.top() * scale) * down
    return "".join(f"{value:.9f}\n" for value in (across, 0.0, 0.0, -down, left, top)).encode("ascii")
