"""Boxes that catch hold of the page's lines: margins, middle, edges and middles of other items."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from desktop_app.domain.figure_design import Box, Design
from desktop_app.ui.composer.handles import LEAST_MM, Handle

_HALF: Final = 0.5


class SnapLines(NamedTuple):
    """Lines to catch hold of, millimetres: upright ones by x, level ones by y."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]


class Snapped(NamedTuple):
    """A box that has caught hold of lines, or not.

    Attributes:
        box: where it lies then.
        x, y: the line it holds; None: none is near.
    """

    box: Box
    x: float | None
    y: float | None


def snap_lines(design: Design, others: Iterable[Box]) -> SnapLines:
    """The lines of a page with these other boxes on it."""
    margin = design.margin_mm
    xs = [margin, design.width_mm / 2, design.width_mm - margin, 0.0, design.width_mm]
    ys = [margin, design.height_mm / 2, design.height_mm - margin, 0.0, design.height_mm]
    for box in others:
        xs += [box.left_mm, box.left_mm + box.width_mm / 2, box.left_mm + box.width_mm]
        ys += [box.top_mm, box.top_mm + box.height_mm / 2, box.top_mm + box.height_mm]
    return SnapLines(tuple(xs), tuple(ys))


def snap_moved(box: Box, lines: SnapLines, within_mm: float) -> Snapped:
    """A box that is carried as it is: an edge or its middle may catch hold."""
    shares = (0.0, _HALF, 1.0)
    x = _nearest(tuple(box.left_mm + share * box.width_mm for share in shares), lines.xs, within_mm)
    y = _nearest(tuple(box.top_mm + share * box.height_mm for share in shares), lines.ys, within_mm)
    moved = box._replace(
        left_mm=box.left_mm + (x.shift if x else 0.0), top_mm=box.top_mm + (y.shift if y else 0.0)
    )
    return Snapped(moved, x.line if x else None, y.line if y else None)


def snap_resized(box: Box, handle: Handle, lines: SnapLines, within_mm: float) -> Snapped:
    """A box that is pulled at a handle: only the edges that move may catch hold."""
    left, top, right, bottom = box.left_mm, box.top_mm, box.left_mm + box.width_mm, box.top_mm + box.height_mm
    x = y = None
    if handle.across:
        x = _nearest((right if handle.across > 0 else left,), lines.xs, within_mm)
    if handle.down:
        y = _nearest((bottom if handle.down > 0 else top,), lines.ys, within_mm)
    if x is not None:
        left, right = (left, x.line) if handle.across > 0 else (x.line, right)
    if y is not None:
        top, bottom = (top, y.line) if handle.down > 0 else (y.line, bottom)
    if right - left < LEAST_MM or bottom - top < LEAST_MM:
        return Snapped(box, None, None)
    snapped = Box(left, top, right - left, bottom - top)
    return Snapped(snapped, x.line if x else None, y.line if y else None)


class _Hold(NamedTuple):
    """A line and the way to it."""

    line: float
    shift: float


def _nearest(places: tuple[float, ...], lines: tuple[float, ...], within_mm: float) -> _Hold | None:
    holds = [_Hold(line, line - place) for line in lines for place in places]
    best = min(holds, key=lambda hold: abs(hold.shift), default=None)
    return best if best is not None and abs(best.shift) <= within_mm else None
