"""Figures to files: PNG, PDF or SVG by ending, written whole or not at all."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import check_writable
from desktop_app.ui.figure.fonts import embed_fonts

PaintFigure = Callable[[QPainter], None]

CSS_PX_PER_INCH: Final = 96.0
INCH_M: Final = 0.0254


def figure_image(paint: PaintFigure, width: int, height: int, scale: float) -> QImage:
    """The figure as pixels, with the physical size that a CSS pixel of 1/96 inch gives."""
    image = QImage(round(width * scale), round(height * scale), QImage.Format.Format_RGB32)
    dots = round(CSS_PX_PER_INCH * scale / INCH_M)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    painter = QPainter(image)
    painter.scale(scale, scale)
    paint(painter)
    painter.end()
    return image


def figure_bytes(  # what is written, so that a test can look at it
    paint: PaintFigure,
    width: int,
    height: int,
    scale: float,
    ending: str,
    title: str,
    resources: Resources,
) -> bytes:
    """The figure in the format of a file ending.

    Raises:
        UsageError: the ending is none of .png, .pdf, .svg.
    """
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    match ending.lower():
        case ".png":
            writer = QImageWriter(buffer, QByteArray(b"png"))
            # PNG 3rd edition, 11.3.3.1: the keyword that viewers show.
            writer.setText("Title", title)
            writer.write(figure_image(paint, width, height, scale))
        case ".pdf":
            _write_pdf(buffer, paint, width, height, title)
        case ".svg":
            _write_svg(buffer, paint, width, height, title)
        case _:
            raise UsageError(f"{ending or 'no ending'!r} is no figure format; use .png, .pdf or .svg")
    data: QByteArray = buffer.data()
    buffer.close()
    written = bytes(data.data())
    return embed_fonts(written, resources) if ending.lower() == ".svg" else written


def _write_pdf(device: QIODevice, paint: PaintFigure, width: int, height: int, title: str) -> None:
    """One page of the figure's size; text, legend and chart are vectors, the map is an image."""
    writer = QPdfWriter(device)
    writer.setTitle(title)
    writer.setCreator("Tumen")
    points = 72.0 / CSS_PX_PER_INCH
    writer.setPageSize(QPageSize(QSizeF(width * points, height * points), QPageSize.Unit.Point))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setResolution(1200)
    painter = QPainter(writer)
    painter.scale(1200 / CSS_PX_PER_INCH, 1200 / CSS_PX_PER_INCH)
    paint(painter)
    painter.end()


def _write_svg(device: QIODevice, paint: PaintFigure, width: int, height: int, title: str) -> None:
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setSize(QSize(width, height))
    generator.setViewBox(QRectF(0, 0, width, height))
    generator.setResolution(round(CSS_PX_PER_INCH))
    generator.setTitle(title)
    painter = QPainter(generator)
    paint(painter)
    painter.end()


def check_target(path: Path) -> None:
    """Refuse a target before any work is done for it.

    Raises:
        UsageError: unknown ending.
        InputError: the folder is not there or cannot be written.
    """
    if path.suffix.lower() not in {".png", ".pdf", ".svg"}:
        raise UsageError(f"{path.name!r} has no figure ending; use .png, .pdf or .svg")
    check_writable(path)
