"""How a picture of the map is cut into parts that the web page can draw one after the other."""

import math
from collections.abc import Iterator
from typing import Final, NamedTuple

from desktop_app.mapview.protocol import PictureRequested
from desktop_app.runtime.errors import InputError

# 96 to 600 dpi are 1 to 6.25; below 1 for thumbnails.
SCALE_LIMITS: Final = (0.25, 6.25)
LARGEST_SIDE_PX: Final = 16384
# A3 at 600 dpi is 70 million; every million takes 4 MB as long as the picture lives.
MOST_PIXELS: Final = 100_000_000
# What has no more than this is drawn at once: A4 at 300 dpi, 3508 × 2480. A picture that changes little is
# soonest drawn anew where its canvases hold all of it.
AT_ONCE_PIXELS: Final = 9_000_000
# The page holds six canvases of a part, and the compositor three more. Measured with A3 at 600 dpi, all
# processes together at their highest: 0.94 GB with this, 1.08 with 1.5 million, 1.02 with 4 million, and
# within 6 s.
PART_PIXELS: Final = 2_500_000
# `QWebEnginePage.setZoomFactor` ends at 5.
LARGEST_ZOOM: Final = 5.0


class Parts(NamedTuple):
    """A picture and its parts, all of one size; the last ones may reach beyond the picture.

    Attributes:
        width, height: of the picture in device pixels.
        part_width, part_height: of each part in device pixels.
        columns, rows: how many parts lie beside and below each other.
        zoom: the zoom factor of the page.
        enlarged: by how much the map is enlarged besides.
    """

    width: int
    height: int
    part_width: int
    part_height: int
    columns: int
    rows: int
    zoom: float
    enlarged: float

    def corners(self) -> Iterator[tuple[int, int]]:
        """Left and top of each part in device pixels, row by row."""
        for row in range(self.rows):
            for column in range(self.columns):
                yield column * self.part_width, row * self.part_height


def parts_of(width_px: int, height_px: int, scale: float, at_once: int = AT_ONCE_PIXELS) -> Parts:
    """Cut a map of so many CSS pixels into parts, if at its scale it has more than `at_once` device pixels.

    Raises:
        InputError: scale or size cannot be drawn.
    """
    low, high = SCALE_LIMITS
    if not low <= scale <= high:
        raise InputError(f"the scale {scale:g} is not between {low:g} and {high:g}")
    width, height = round(width_px * scale), round(height_px * scale)
    if min(width_px, height_px, width, height) < 1 or max(width, height) > LARGEST_SIDE_PX:
        raise InputError(
            f"a map of {width_px} × {height_px} at scale {scale:g} cannot be drawn; "
            f"the longer side may have {LARGEST_SIDE_PX} device pixels"
        )
    if width * height > MOST_PIXELS:
        raise InputError(
            f"a map of {width:,} × {height:,} device pixels would not fit into memory; "
            f"it may have {MOST_PIXELS // 1_000_000} million, so choose fewer dots per inch or a smaller page"
        )
    columns, rows = (1, 1) if width * height <= at_once else _cuts(width, height, min(at_once, PART_PIXELS))
    enlarged = 1.0 if scale <= LARGEST_ZOOM else 2.0
    return Parts(
        width,
        height,
        math.ceil(width / columns),
        math.ceil(height / rows),
        columns,
        rows,
        scale / enlarged,
        enlarged,
    )


def part_message(
    parts: Parts, width_px: int, height_px: int, scale: float, corner: tuple[int, int]
) -> PictureRequested:
    """What asks the page for the part with this corner."""
    left, top = corner
    return PictureRequested(
        width_px, height_px, scale, parts.enlarged, left, top, parts.part_width, parts.part_height
    )


def _cuts(width: int, height: int, part_pixels: int) -> tuple[int, int]:
    """Columns and rows: each cut halves the longer side of the parts that are still too large."""
    columns = rows = 1
    while math.ceil(width / columns) * math.ceil(height / rows) > part_pixels:
        if width / columns >= height / rows:
            columns += 1
        else:
            rows += 1
    return columns, rows
