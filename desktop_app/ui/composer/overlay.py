"""What is drawn round the page and over it, and is no part of the figure: ground, frames, handles, guides."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from desktop_app.ui.composer.handles import Handle
from desktop_app.ui.composer.units import PX_PER_MM

if TYPE_CHECKING:
    from desktop_app.ui.composer.page_view import PageView

ANCHOR_PX: Final = 5.0
_SHADE_PX: Final = 3


def paint_paper(painter: QPainter, room: QRect, page: QRectF, palette: QPalette) -> None:
    """The ground, and the empty page with its edge."""
    painter.fillRect(room, palette.color(QPalette.ColorRole.Window))
    edge = palette.color(QPalette.ColorRole.Mid)
    shade = QColor(0, 0, 0, 26)
    painter.fillRect(page.translated(_SHADE_PX, _SHADE_PX), shade)
    painter.fillRect(page, palette.color(QPalette.ColorRole.Base))
    painter.setPen(QPen(edge, 1.0))
    painter.drawRect(page.adjusted(-0.5, -0.5, 0.5, 0.5))


def paint_empty(painter: QPainter, page: QRectF, sentence: str, palette: QPalette) -> None:
    """Why there is no figure."""
    painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
    flags = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
    painter.drawText(page.adjusted(24, 24, -24, -24), flags, sentence)


def paint_marks(painter: QPainter, view: "PageView", page: QRectF) -> None:
    """Frames of what is chosen and hovered over, handles, guides, and the frame of the mode."""
    marked = view.palette().color(QPalette.ColorRole.Highlight)
    gestures, chosen = view.gestures, view.document.chosen
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if gestures.hovered and gestures.hovered not in chosen:
        rect = view.item_rect(gestures.hovered)
        if rect is not None:
            faint = QColor(marked)
            faint.setAlphaF(0.6)
            painter.setPen(QPen(faint, 1.0))
            painter.drawRect(rect)
    for id_ in chosen:
        _paint_chosen(painter, view, id_, marked, alone=len(chosen) == 1)
    if gestures.moves_map:
        frame = view.map_rect()
        if frame is not None:
            painter.setPen(QPen(marked, 2.0, Qt.PenStyle.DashLine))
            painter.drawRect(frame)
    _paint_guides(painter, view, page)
    if view.hasFocus() and view.shows_focus and not chosen:
        painter.setPen(QPen(marked, 1.0))
        painter.drawRect(QRectF(view.viewport().rect()).adjusted(1, 1, -2, -2))


def _paint_chosen(painter: QPainter, view: "PageView", id_: str, marked: QColor, *, alone: bool) -> None:
    rect = view.item_rect(id_)
    if rect is None:
        return
    painter.setPen(QPen(marked, 1.5))
    painter.drawRect(rect)
    painter.setBrush(view.palette().color(QPalette.ColorRole.Base))
    if alone and not view.gestures.moves_map:
        for handle in Handle:
            painter.drawRect(handle.square(rect))
    anchor = view.gestures.anchor_point(id_)
    if anchor is not None:
        painter.drawEllipse(anchor, ANCHOR_PX, ANCHOR_PX)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_guides(painter: QPainter, view: "PageView", page: QRectF) -> None:
    """The lines that a box holds, through the whole page."""
    pane = view.pane
    painter.setPen(QPen(QColor("#D6168B"), 1.0))  # the one colour that neither maps nor themes use
    for x in view.gestures.guides.xs:
        at = round(pane.point(QPointF(x * PX_PER_MM, 0)).x()) + 0.5
        painter.drawLine(QLineF(at, page.top(), at, page.bottom()))
    for y in view.gestures.guides.ys:
        at = round(pane.point(QPointF(0, y * PX_PER_MM)).y()) + 0.5
        painter.drawLine(QLineF(page.left(), at, page.right(), at))
