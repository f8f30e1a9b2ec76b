"""Paints the last figure into the window, by its own painter, its moved parts where they are now."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from desktop_app.ui.composer.page_state import Shift
from desktop_app.ui.figure.figure import Figure


class Pane(NamedTuple):
    """A window onto the page.

    Attributes:
        size: of the window.
        origin: the page's corner in it.
        zoom: its pixels per CSS pixel of the page.
        ratio: device pixels per pixel.
    """

    size: QSize
    origin: QPointF
    zoom: float
    ratio: float

    def rect(self, page: QRectF) -> QRectF:
        """A rectangle of the page, in the window."""
        return QRectF(self.point(page.topLeft()), page.size() * self.zoom)

    def point(self, page: QPointF) -> QPointF:
        """A point of the page, in the window."""
        return self.origin + page * self.zoom

    def page_point(self, point: QPointF) -> QPointF:
        """A point of the window, on the page."""
        return (point - self.origin) / self.zoom


class PagePicture:
    """Keeps what was painted until figure, window or the set of moved parts are others."""

    def __init__(self) -> None:
        self._figure: Figure | None = None
        self._pane: Pane | None = None
        self._moved: frozenset[str] = frozenset()
        self._rest = QImage()
        self._parts: dict[str, QImage] = {}

    def paint(self, painter: QPainter, figure: Figure, pane: Pane, moved: Mapping[str, Shift | None]) -> None:
        """Draw the page in a window."""
        names = frozenset(moved)
        if figure is not self._figure or pane != self._pane:
            self._figure, self._pane, self._moved = figure, pane, names
            self._parts.clear()
            self._rest = _picture(figure, pane, names, within=False)
        elif names != self._moved:
            self._moved = names
            self._rest = _picture(figure, pane, names, within=False)
        painter.drawImage(QPointF(0, 0), self._rest)
        for name, shift in moved.items():
            if shift is None:
                continue
            if name not in self._parts:
                self._parts[name] = _picture(figure, pane, {name}, within=True)
            _draw(painter, self._parts[name], pane, shift)


def _picture(figure: Figure, pane: Pane, names: Collection[str], *, within: bool) -> QImage:
    """The parts with these names, or all the others, in a picture of the window's size."""
    # The page itself is opaque, and blended as in a file to the last bit.
    format_ = QImage.Format.Format_ARGB32_Premultiplied if within else QImage.Format.Format_RGB32
    image = QImage(pane.size * pane.ratio, format_)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.translate(pane.origin * pane.ratio)
    painter.scale(pane.zoom * pane.ratio, pane.zoom * pane.ratio)
    if not names and not within:
        figure.paint(painter)
    for part in figure.parts if names else ():
        if (part.name in names) is within:
            painter.save()
            part.paint(painter)
            painter.restore()
    painter.end()
    image.setDevicePixelRatio(pane.ratio)
    return image


def _draw(painter: QPainter, image: QImage, pane: Pane, shift: Shift) -> None:
    source, target = pane.rect(shift.source), pane.rect(shift.target)
    painter.save()
    if shift.clip is not None:
        painter.setClipRect(pane.rect(shift.clip))
    if source.size() == target.size():
        painter.drawImage(target.topLeft() - source.topLeft(), image)
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        pixels = QRectF(source.topLeft() * pane.ratio, source.size() * pane.ratio)
        painter.drawImage(target, image, pixels)
    painter.restore()
