"""The eight points at which a box is pulled larger or smaller."""

from enum import Enum
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop_app.domain.figure_design import Box

SIDE_PX: Final = 8.0
# Pointers are not exact: pixels round a handle that count as on it.
REACH_PX: Final = 4.0
LEAST_MM: Final = 4.0


class Handle(Enum):
    """A corner or the middle of an edge: which edges it moves, -1 left or upper, 1 right or lower, 0 none."""

    UPPER_LEFT = (-1, -1)
    UPPER = (0, -1)
    UPPER_RIGHT = (1, -1)
    RIGHT = (1, 0)
    LOWER_RIGHT = (1, 1)
    LOWER = (0, 1)
    LOWER_LEFT = (-1, 1)
    LEFT = (-1, 0)

    @property
    def across(self) -> int:
        """Which upright edge it moves."""
        return self.value[0]

    @property
    def down(self) -> int:
        """Which level edge it moves."""
        return self.value[1]

    @property
    def cursor(self) -> Qt.CursorShape:
        """The pointer's shape over it."""
        if self.across * self.down > 0:
            return Qt.CursorShape.SizeFDiagCursor
        if self.across * self.down < 0:
            return Qt.CursorShape.SizeBDiagCursor
        return Qt.CursorShape.SizeHorCursor if self.across else Qt.CursorShape.SizeVerCursor

    def middle(self, rect: QRectF) -> QPointF:
        """Where it lies on a rectangle."""
        return QPointF(
            rect.center().x() + self.across * rect.width() / 2,
            rect.center().y() + self.down * rect.height() / 2,
        )

    def square(self, rect: QRectF) -> QRectF:
        """What is drawn of it on a rectangle on the screen."""
        middle = self.middle(rect)
        return QRectF(middle.x() - SIDE_PX / 2, middle.y() - SIDE_PX / 2, SIDE_PX, SIDE_PX)


def handle_at(point: QPointF, rect: QRectF) -> Handle | None:
    """The handle of a rectangle under the pointer, corners first."""
    for handle in sorted(Handle, key=lambda one: -abs(one.across * one.down)):
        if handle.square(rect).adjusted(-REACH_PX, -REACH_PX, REACH_PX, REACH_PX).contains(point):
            return handle
    return None


def pulled(box: Box, handle: Handle, dx_mm: float, dy_mm: float, *, keep_shape: bool) -> Box:
    """A box after its handle was pulled; it never turns inside out."""
    width = max(box.width_mm + handle.across * dx_mm, LEAST_MM)
    height = max(box.height_mm + handle.down * dy_mm, LEAST_MM)
    if keep_shape:
        factors = [
            after / before
            for moves, after, before in (
                (handle.across, width, box.width_mm),
                (handle.down, height, box.height_mm),
            )
            if moves
        ]
        factor = max(*factors, LEAST_MM / min(box.width_mm, box.height_mm))
        width, height = box.width_mm * factor, box.height_mm * factor
    left = box.left_mm + (box.width_mm - width if handle.across < 0 else 0.0)
    top = box.top_mm + (box.height_mm - height if handle.down < 0 else 0.0)
    return Box(left, top, width, height)
