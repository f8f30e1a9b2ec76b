"""Pictures of the user's own, such as a logo: PNG, JPEG or SVG, never distorted."""

import re
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageReader, QPainter
from PySide6.QtSvg import QSvgRenderer

from desktop_app.runtime.errors import InputError
from desktop_app.ui.figure.items.block import Block

# Longer sides are no logo, and a small file may claim any size.
LONGEST_SIDE_PX: Final = 10_000
# Qt would read a file of this machine that an SVG names; an entity could hide its name.
_REACHES_OUT: Final = re.compile(
    rb"""href\s*=\s*["'](?!\s*(?:#|data:))|<!ENTITY|url\(\s*["']?(?!\s*#)""", re.IGNORECASE
)
_FORMATS: Final = frozenset({b"png", b"jpeg"})


class Picture:
    """A picture that was read."""

    def __init__(self, data: bytes, name: str) -> None:
        """Read it.

        Raises:
            InputError: the bytes are none of these, or damaged.
        """
        self._svg: QSvgRenderer | None = None
        self._image = QImage()
        if data.lstrip()[:1] == b"<":
            self._svg = QSvgRenderer(QByteArray(data)) if not _REACHES_OUT.search(data) else QSvgRenderer()
            if not self._svg.isValid() or self._svg.defaultSize().isEmpty():
                raise InputError(f"the picture “{name}” is no SVG that can be drawn")
            self.size = QSizeF(self._svg.defaultSize())
            return
        buffer = QBuffer()
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        reader = QImageReader(buffer)
        reader.setDecideFormatFromContent(True)
        size = reader.size()
        if (
            bytes(reader.format().data()) not in _FORMATS
            or max(size.width(), size.height()) > LONGEST_SIDE_PX
        ):
            raise InputError(
                f"the picture “{name}” is no PNG, JPEG or SVG of at most {LONGEST_SIDE_PX} pixels"
            )
        self._image = reader.read()
        if self._image.isNull():
            raise InputError(f"the picture “{name}” cannot be read: {reader.errorString()}")
        self.size = QSizeF(self._image.size())

    def fitted(self, box: QRectF) -> QRectF:
        """The largest place in a box that keeps its shape, at the upper right."""
        grown = min(box.width() / self.size.width(), box.height() / self.size.height())
        width, height = self.size.width() * grown, self.size.height() * grown
        return QRectF(box.right() - width, box.top(), width, height)

    def block(self, width: float, room: float | None = None) -> Block:
        """As high as it is at a width, within the room."""
        height = width * self.size.height() / self.size.width()
        return Block(height if room is None else min(height, room), self.paint)

    def paint(self, painter: QPainter, box: QRectF) -> None:
        """Draw it into the box."""
        place = self.fitted(box)
        if self._svg is not None:
            self._svg.render(painter, place)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._image)
