"""Rulers in millimetres above and beside the page."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from desktop_app.ui.charts.marks import sized
from desktop_app.ui.composer.page_state import part_rect
from desktop_app.ui.composer.units import PX_PER_MM

if TYPE_CHECKING:
    from desktop_app.ui.composer.page_view import PageView

THICK_PX: Final = 18
_TEXT_PX: Final = 9.0
# Millimetres between lines, and pixels that figures need between them.
_STEPS_MM: Final = (1, 5, 10, 20, 50, 100, 200, 500)
_LEAST_LINE_PX: Final = 5.0
_LEAST_TEXT_PX: Final = 44.0


class Ruler(QWidget):
    """Marks millimetres from the page's corner, and where the chosen items lie."""

    def __init__(self, way: Qt.Orientation, view: "PageView") -> None:
        super().__init__(view)
        self._way = way
        self._view = view

    def paintEvent(self, _: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Lines, figures, chosen items."""
        painter = QPainter(self)
        level = self._way is Qt.Orientation.Horizontal
        length = self.width() if level else self.height()
        if not level:
            # Read from below, as on a chart's edge.
            painter.translate(THICK_PX, 0)
            painter.rotate(90)
        palette, pane = self.palette(), self._view.pane
        painter.fillRect(QRectF(0, 0, length, THICK_PX), palette.color(QPalette.ColorRole.Window))
        start = pane.origin.x() if level else pane.origin.y()
        px_per_mm = PX_PER_MM * pane.zoom
        painter.setClipRect(QRectF(0, 0, length, THICK_PX))
        self._mark_chosen(painter, level=level)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1.0))
        painter.setFont(sized(self.font(), _TEXT_PX))
        text_mm = _step(px_per_mm, _LEAST_TEXT_PX)
        line_mm = _step(px_per_mm, _LEAST_LINE_PX)
        design = self._view.document.design
        page_mm = design.width_mm if level else design.height_mm
        for mm in range(0, int(page_mm) + 1, line_mm):
            at = round(start + mm * px_per_mm) + 0.5
            if mm % text_mm == 0:
                painter.drawLine(QPointF(at, THICK_PX * 0.35), QPointF(at, THICK_PX))
                painter.drawText(QPointF(at + 3, THICK_PX * 0.55), str(mm))
            else:
                painter.drawLine(QPointF(at, THICK_PX * 0.72), QPointF(at, THICK_PX))
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1.0))
        painter.drawLine(QPointF(0, THICK_PX - 0.5), QPointF(length, THICK_PX - 0.5))
        painter.end()

    def _mark_chosen(self, painter: QPainter, *, level: bool) -> None:
        view = self._view
        shade = self.palette().color(QPalette.ColorRole.Highlight)
        shade.setAlphaF(0.25)
        for id_ in view.document.chosen:
            rect = part_rect(view.live, view.document.design, id_)
            if rect is not None:
                seen = view.pane.rect(rect)
                start, span = (seen.left(), seen.width()) if level else (seen.top(), seen.height())
                painter.fillRect(QRectF(start, 0, span, THICK_PX), shade)


def _step(px_per_mm: float, least_px: float) -> int:
    """The finest step whose lines stand so far apart."""
    return next((step for step in _STEPS_MM if step * px_per_mm >= least_px), _STEPS_MM[-1])
