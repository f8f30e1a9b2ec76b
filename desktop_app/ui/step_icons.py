"""The signs on the buttons over cards, timeline and replay, drawn in the theme's own colours."""

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QPolygonF

from desktop_app.ui.palette import Palette

SIDE_PX: Final = 16
# Drawn for the densest screens; Qt scales down.
DENSITY: Final = 3.0


def _chevron(*points: tuple[float, float]) -> Callable[[QPainter], None]:
    return lambda painter: painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in points]))


def _target(painter: QPainter) -> None:
    middle = QPointF(8, 8)
    painter.drawEllipse(middle, 4, 4)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        painter.drawLine(middle + QPointF(dx * 4, dy * 4), middle + QPointF(dx * 7, dy * 7))


def _sheets(painter: QPainter) -> None:
    painter.drawRoundedRect(QRectF(2.5, 5.5, 8, 8), 1.5, 1.5)
    painter.drawPolyline(QPolygonF([QPointF(5.5, 3), QPointF(5.5, 2.5), QPointF(13.5, 2.5)]))
    painter.drawPolyline(QPolygonF([QPointF(13.5, 2.5), QPointF(13.5, 10.5), QPointF(13, 10.5)]))


def _play(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawPolygon(QPolygonF([QPointF(5, 3.5), QPointF(12, 8), QPointF(5, 12.5)]))


def _stop(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    painter.drawRect(QRectF(4.5, 4.5, 7, 7))


def _pause(painter: QPainter) -> None:
    painter.setBrush(painter.pen().color())
    for left in (4.5, 9.5):
        painter.drawRect(QRectF(left, 4, 2, 8))


def _close(painter: QPainter) -> None:
    painter.drawLine(QPointF(4.5, 4.5), QPointF(11.5, 11.5))
    painter.drawLine(QPointF(11.5, 4.5), QPointF(4.5, 11.5))


def _step(painter: QPainter) -> None:
    painter.drawPolyline(QPolygonF([QPointF(4.5, 3.5), QPointF(9, 8), QPointF(4.5, 12.5)]))
    painter.drawLine(QPointF(12, 3.5), QPointF(12, 12.5))


def _step_back(painter: QPainter) -> None:
    painter.translate(SIDE_PX, 0)
    painter.scale(-1, 1)
    _step(painter)


_SIGNS: Final[Mapping[str, Callable[[QPainter], None]]] = {
    "back": _chevron((10, 3.5), (5.5, 8), (10, 12.5)),
    "forward": _chevron((6, 3.5), (10.5, 8), (6, 12.5)),
    "previous": _chevron((3.5, 10), (8, 5.5), (12.5, 10)),
    "following": _chevron((3.5, 6), (8, 10.5), (12.5, 6)),
    "zoom": _target,
    "copy": _sheets,
    "play": _play,
    "stop": _stop,
    "pause": _pause,
    "close": _close,
    "step on": _step,
    "step back": _step_back,
}


def step_icon(sign: str, palette: Palette) -> QIcon:
    """The icon of one button, quiet while the button is disabled.

    Raises:
        KeyError: there is no such sign.
    """
    icon = QIcon()
    for mode, name, alpha in (
        (QIcon.Mode.Normal, palette.text, 1.0),
        (QIcon.Mode.Disabled, palette.quiet, 0.45),
    ):
        pixmap = QPixmap(round(SIDE_PX * DENSITY), round(SIDE_PX * DENSITY))
        pixmap.setDevicePixelRatio(DENSITY)
        pixmap.fill(Qt.GlobalColor.transparent)
        colour = QColor(name)
        colour.setAlphaF(alpha)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(
            QPen(colour, 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
        )
        _SIGNS[sign](painter)
        painter.end()
        icon.addPixmap(pixmap, mode)
    return icon
