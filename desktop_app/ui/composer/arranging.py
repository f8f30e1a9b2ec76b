"""Several boxes set in line with each other, or at even distances."""

from collections.abc import Mapping
from enum import Enum

from desktop_app.domain.figure_design import Box

Boxes = Mapping[str, Box]


class Alignment(Enum):
    """Where boxes are brought into line: along which way, and at which share of their size."""

    LEFT = ("x", 0.0)
    CENTRE = ("x", 0.5)
    RIGHT = ("x", 1.0)
    TOP = ("y", 0.0)
    MIDDLE = ("y", 0.5)
    BOTTOM = ("y", 1.0)


def align(boxes: Boxes, how: Alignment, frame: Box | None = None) -> dict[str, Box]:
    """The boxes in line with their own outer edges, or with those of a frame."""
    way, share = how.value
    start, length = _extent(frame, way) if frame is not None else _span(boxes, way)
    return {id_: _at(box, way, start + share * (length - _extent(box, way)[1])) for id_, box in boxes.items()}


def distribute(boxes: Boxes, *, across: bool) -> dict[str, Box]:
    """The boxes with even gaps between them, the outermost where they are; fewer than three stay."""
    way = "x" if across else "y"
    if len(boxes) < 3:  # noqa: PLR2004 - two have one gap
        return dict(boxes)
    order = sorted(boxes, key=lambda id_: sum(_extent(boxes[id_], way)) + _extent(boxes[id_], way)[0])
    start, length = _span(boxes, way)
    gap = (length - sum(_extent(boxes[id_], way)[1] for id_ in order)) / (len(order) - 1)
    result = {}
    for id_ in order:
        result[id_] = _at(boxes[id_], way, start)
        start += _extent(boxes[id_], way)[1] + gap
    return result


def _extent(box: Box, way: str) -> tuple[float, float]:
    """Where a box begins and how long it is."""
    return (box.left_mm, box.width_mm) if way == "x" else (box.top_mm, box.height_mm)


def _span(boxes: Boxes, way: str) -> tuple[float, float]:
    ends = [_extent(box, way) for box in boxes.values()]
    first = min(start for start, _ in ends)
    return first, max(start + length for start, length in ends) - first


def _at(box: Box, way: str, start: float) -> Box:
    return box._replace(left_mm=start) if way == "x" else box._replace(top_mm=start)
