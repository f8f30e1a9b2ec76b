"""The map: its picture, one of its pixels to one of the device's, and a frame."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform

from desktop_app.ui.charts.marks import pen
from desktop_app.ui.figure.look import Look

# A device's pixel beside one of the picture's may lie off by so much and is still meant.
_SAME_PX = 0.51


def paint_map(painter: QPainter, box: QRectF, image: QImage, look: Look) -> None:
    """The picture in its box."""
    paint_picture(painter, box, image)
    painter.setPen(pen(look.palette.quiet, 0.75))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(box)


def paint_picture(painter: QPainter, box: QRectF, image: QImage) -> None:
    """Without resampling where the device has as many pixels there as the picture, else smoothly."""
    placed = painter.combinedTransform().mapRect(box)
    is_same = (
        abs(placed.width() - image.width()) < _SAME_PX and abs(placed.height() - image.height()) < _SAME_PX
    )
    painter.save()
    if is_same and painter.device().devType() == _IMAGE:
        painter.setWorldTransform(QTransform())
        painter.setViewTransformEnabled(False)
        bare = QImage(image)
        bare.setDevicePixelRatio(1)
        painter.drawImage(QPoint(round(placed.left()), round(placed.top())), bare)
    else:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        small = placed.size().toSize()
        if painter.device().devType() == _IMAGE and 0 < small.width() < image.width():
            # For a pixel of its own the painter looks at four of the picture's: letters would be in pieces.
            mode = Qt.TransformationMode.SmoothTransformation
            image = image.scaled(small, Qt.AspectRatioMode.IgnoreAspectRatio, mode)
        painter.drawImage(box, image)
    painter.restore()


# QInternal::Image, which Qt for Python does not name.
_IMAGE = 3
