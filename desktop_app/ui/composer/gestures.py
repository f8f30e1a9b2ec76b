"""What the pointer does on the page: choose, carry, pull, place a call-out, move the map."""

import dataclasses
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QMouseEvent

from desktop_app.domain.figure_design import Anchor, Box, ItemKind
from desktop_app.ui.composer.commands import laid, new_item
from desktop_app.ui.composer.handles import Handle, handle_at, pulled
from desktop_app.ui.composer.overlay import ANCHOR_PX
from desktop_app.ui.composer.page_state import boxes_of, map_frame
from desktop_app.ui.composer.snapping import SnapLines, snap_lines, snap_moved, snap_resized
from desktop_app.ui.composer.units import PX_PER_MM, tidy

if TYPE_CHECKING:
    from desktop_app.ui.composer.page_view import PageView

# A click shakes by less.
BEGIN_PX: Final = 3.0
SNAP_PX: Final = 6.0
NO_LINES: Final = SnapLines((), ())
# Parts of a figure that are no items.
_GROUND: Final = frozenset({"paper", "watermark"})
_SQUARE: Final = frozenset({ItemKind.PICTURE})


class Gestures:
    """The pointer's work on a page view.

    Attributes:
        hovered: id of the item under the pointer; empty for none.
        guides: lines that the box in hand holds.
        moves_map: the mode in which drags and wheel move the map.
        places_call_out: the mode in which the next click on the map sets a call-out.
    """

    def __init__(self, view: "PageView") -> None:
        self._view = view
        self.hovered = ""
        self.guides = NO_LINES
        self.moves_map = False
        self.places_call_out = False
        self._start: QPointF | None = None
        self._boxes: dict[str, Box] = {}
        self._handle: Handle | None = None
        self._anchor = ""
        self._has_begun = False
        self._clicked = ""
        self._count = 0

    @property
    def is_at_work(self) -> bool:
        """Whether something is in hand."""
        return self._start is not None and self._has_begun

    @property
    def _together(self) -> str:
        """All changes of one gesture are one step."""
        return f"hand {self._count}"

    def item_at(self, point: QPointF) -> str:
        """Id of the uppermost item at a point of the viewport; empty for none."""
        view = self._view
        figure, design = view.live.figure, view.document.design
        names = [part.name for part in figure.parts if part.name not in _GROUND] if figure is not None else []
        names += [item.id for item in design.items if item.id not in names]
        for name in reversed(names):
            rect = view.item_rect(name)
            if rect is not None and rect.contains(point):
                return name
        return ""

    def anchor_point(self, id_: str) -> QPointF | None:
        """Where a call-out points, in the viewport."""
        item = self._view.document.design.item(id_)
        frame = map_frame(self._view.live, self._view.document.design)
        if item is None or item.anchor is None or frame is None or not item.shown:
            return None
        return self._view.pane.point(frame.point(item.anchor.lon, item.anchor.lat))

    def press(self, event: QMouseEvent) -> None:
        """A button goes down."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        point, document = event.position(), self._view.document
        if self.places_call_out:
            self._place_call_out(point)
            return
        self._start, self._has_begun, self._boxes, self._handle = point, False, {}, None
        self._anchor = self._clicked = ""
        self._count += 1
        document.settle()
        if self.moves_map:
            return
        chosen = document.chosen
        if len(chosen) == 1:
            anchor = self.anchor_point(chosen[0])
            if anchor is not None and QLineF(anchor, point).length() <= 2 * ANCHOR_PX:
                self._anchor = chosen[0]
                return
            rect = self._view.item_rect(chosen[0])
            self._handle = handle_at(point, rect) if rect is not None else None
        if self._handle is None:
            id_ = self.item_at(point)
            several = event.modifiers() & (
                Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier
            )
            if several:
                document.toggle(id_)
            elif id_ not in chosen:
                document.choose((id_,))
            else:
                self._clicked = id_
        self._boxes = boxes_of(self._view.live, document.design, document.chosen)

    def move(self, event: QMouseEvent) -> None:
        """The pointer moves."""
        point = event.position()
        if self._start is None:
            self._hover(point)
            return
        way = point - self._start
        if not self._has_begun:
            if QLineF(self._start, point).length() < BEGIN_PX:
                return
            self._has_begun = True
            self._view.live.pause(on=True)
        if self.moves_map:
            self._carry_map(point)
        elif self._anchor:
            self._carry_anchor(point)
        elif self._boxes:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            straight = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            scale = PX_PER_MM * self._view.zoom
            dx, dy = way.x() / scale, way.y() / scale
            if self._handle is not None:
                self._pull(self._handle, dx, dy, free=free, keep_shape=straight)
            else:
                if straight:
                    dx, dy = (dx, 0.0) if abs(dx) >= abs(dy) else (0.0, dy)
                self._carry(dx, dy, free=free)

    def release(self, event: QMouseEvent) -> None:
        """The button goes up."""
        if event.button() is not Qt.MouseButton.LeftButton or self._start is None:
            return
        if not self._has_begun and self._clicked:
            # A click on one of several chosen items chooses it alone.
            self._view.document.choose((self._clicked,))
        self._end()
        self._hover(event.position())

    def cancel(self) -> bool:
        """Give up what is in hand, or else the mode; whether there was anything."""
        if self.is_at_work:
            self._view.document.give_up(self._together)
            self._end()
            return True
        was = self.places_call_out or self.moves_map
        self.set_modes(moves_map=False, places_call_out=False)
        return was

    def leave(self) -> None:
        """The pointer has left."""
        if self.hovered:
            self.hovered = ""
            self._view.viewport().update()

    def set_modes(self, *, moves_map: bool = False, places_call_out: bool = False) -> None:
        """Enter a mode, or leave both."""
        self.moves_map, self.places_call_out = moves_map, places_call_out
        shape = Qt.CursorShape.ArrowCursor
        if moves_map:
            shape = Qt.CursorShape.OpenHandCursor
        elif places_call_out:
            shape = Qt.CursorShape.CrossCursor
        self._view.viewport().setCursor(shape)
        self._view.viewport().update()
        self._view.mode_changed.emit()

    def wheel(self, point: QPointF, factor: float) -> bool:
        """Zoom the map where that is the mode; whether it was."""
        if not self.moves_map:
            return False
        view = self._view
        frame = map_frame(view.live, view.document.design)
        if frame is not None:
            inside = view.pane.page_point(point)
            about = inside if frame.rect.contains(inside) else frame.rect.center()
            place = frame.zoomed(factor, about)
            design = dataclasses.replace(view.document.design, place=place)
            view.document.change("Zoom the map", design, together="zoom the map")
        return True

    def carry_map(self, dx_px: float, dy_px: float) -> None:
        """Move the map by CSS pixels of the page, as the arrow keys do."""
        view = self._view
        frame = map_frame(view.live, view.document.design)
        if frame is not None:
            design = dataclasses.replace(view.document.design, place=frame.carried(dx_px, dy_px))
            view.document.change("Move the map", design, together="keys move the map")

    def _lines(self) -> SnapLines:
        design = self._view.document.design
        others = (item.id for item in design.items if item.id not in self._boxes)
        return snap_lines(design, boxes_of(self._view.live, design, others).values())

    def _carry(self, dx: float, dy: float, *, free: bool) -> None:
        frame = QRectF()
        for box in self._boxes.values():
            frame = frame.united(QRectF(*box))
        whole = Box(frame.left() + dx, frame.top() + dy, frame.width(), frame.height())
        if not free:
            snapped = snap_moved(whole, self._lines(), SNAP_PX / PX_PER_MM / self._view.zoom)
            self.guides = _guides(snapped.x, snapped.y)
            dx, dy = snapped.box.left_mm - frame.left(), snapped.box.top_mm - frame.top()
        else:
            self.guides = NO_LINES
        self._lay(
            "Move",
            {
                id_: box._replace(left_mm=box.left_mm + dx, top_mm=box.top_mm + dy)
                for id_, box in self._boxes.items()
            },
        )

    def _pull(self, handle: Handle, dx: float, dy: float, *, free: bool, keep_shape: bool) -> None:
        (id_, box), *_ = self._boxes.items()
        item = self._view.document.design.item(id_)
        square = keep_shape or (item is not None and item.kind in _SQUARE)
        result = pulled(box, handle, dx, dy, keep_shape=square)
        self.guides = NO_LINES
        if not (free or square):
            snapped = snap_resized(result, handle, self._lines(), SNAP_PX / PX_PER_MM / self._view.zoom)
            self.guides = _guides(snapped.x, snapped.y)
            result = snapped.box
        self._lay("Resize", {id_: result})

    def _lay(self, what: str, boxes: dict[str, Box]) -> None:
        document = self._view.document
        tidied = {id_: tidy(box) for id_, box in boxes.items()}
        document.change(what, laid(document.design, tidied), together=self._together)

    def _carry_map(self, point: QPointF) -> None:
        view = self._view
        frame = map_frame(view.live, view.document.design)
        if frame is None or self._start is None:
            return
        way = (point - self._start) / view.zoom
        self._start = point
        design = dataclasses.replace(view.document.design, place=frame.carried(way.x(), way.y()))
        view.document.change("Move the map", design, together=self._together)

    def _carry_anchor(self, point: QPointF) -> None:
        view = self._view
        document = view.document
        frame, item = map_frame(view.live, document.design), document.design.item(self._anchor)
        if frame is not None and item is not None:
            anchor = Anchor(*frame.position(view.pane.page_point(point)))
            design = document.design.with_item(dataclasses.replace(item, anchor=anchor))
            document.change("Move where the call-out points", design, together=self._together)

    def _place_call_out(self, point: QPointF) -> None:
        view = self._view
        frame = map_frame(view.live, view.document.design)
        inside = view.pane.page_point(point)
        if frame is None or not frame.rect.contains(inside):
            view.said.emit("A call-out points at a place: click on the map.")
            return
        self.set_modes()
        item = dataclasses.replace(
            new_item(view.document.design, ItemKind.CALL_OUT), anchor=Anchor(*frame.position(inside))
        )
        view.document.change("Add a call-out", view.document.design.with_item(item))
        view.document.choose((item.id,))
        view.edit_words(item.id)

    def _hover(self, point: QPointF) -> None:
        view = self._view
        if self.moves_map or self.places_call_out:
            return
        hovered = self.item_at(point)
        chosen, shape = view.document.chosen, Qt.CursorShape.ArrowCursor
        if hovered:
            shape = Qt.CursorShape.SizeAllCursor if hovered in chosen else Qt.CursorShape.PointingHandCursor
        rect = view.item_rect(chosen[0]) if len(chosen) == 1 else None
        handle = handle_at(point, rect) if rect is not None else None
        if handle is not None:
            shape = handle.cursor
        view.viewport().setCursor(shape)
        if hovered != self.hovered:
            self.hovered = hovered
            view.viewport().update()

    def _end(self) -> None:
        self._start, self._boxes, self.guides = None, {}, NO_LINES
        self._view.document.settle()
        if self._has_begun:
            self._has_begun = False
            self._view.live.pause(on=False)
        self._view.viewport().update()


def _guides(x: float | None, y: float | None) -> SnapLines:
    return SnapLines(() if x is None else (x,), () if y is None else (y,))
