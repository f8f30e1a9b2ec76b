"""Figures to files: PNG, PDF or SVG by ending, written whole or not at all."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSize, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from desktop_app.domain.figure_design import CSS_PX_PER_INCH
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.resources import Resources
from desktop_app.runtime.whole_file import check_writable
from desktop_app.ui.figure.figure import Figure
from desktop_app.ui.figure.fonts import embed_fonts

INCH_M: Final = 0.0254


def figure_image(figure: Figure, dpi: int) -> QImage:
    """The figure as pixels, with their physical size."""
    design, scale = figure.design, dpi / CSS_PX_PER_INCH
    image = QImage(
        round(design.width_px * scale), round(design.height_px * scale), QImage.Format.Format_RGB32
    )
    dots = round(dpi / INCH_M)
    image.setDotsPerMeterX(dots)
    image.setDotsPerMeterY(dots)
    painter = QPainter(image)
    painter.scale(scale, scale)
    figure.paint(painter)
    painter.end()
    return image


def figure_bytes(figure: Figure, ending: str, resources: Resources) -> bytes:
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
            writer.setText("Title", figure.title)
            writer.write(figure_image(figure, figure.design.dpi))
        case ".pdf":
            _write_pdf(buffer, figure)
        case ".svg":
            _write_svg(buffer, figure)
        case _:
            raise UsageError(f"{ending or 'no ending'!r} is no figure format; use .png, .pdf or .svg")
    data: QByteArray = buffer.data()
    buffer.close()
    written = bytes(data.data())
    return embed_fonts(written, resources) if ending.lower() == ".svg" else written


def _write_pdf(device: QIODevice, figure: Figure) -> None:
    """One page of the figure's size; text, legend and chart are vectors, the map is an image."""
    writer = QPdfWriter(device)
    writer.setTitle(figure.title)
    writer.setCreator("Tumen")
    size = QSizeF(figure.design.width_mm, figure.design.height_mm)
    writer.setPageSize(QPageSize(size, QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setResolution(1200)
    painter = QPainter(writer)
    painter.scale(1200 / CSS_PX_PER_INCH, 1200 / CSS_PX_PER_INCH)
    figure.paint(painter)
    painter.end()


def _write_svg(device: QIODevice, figure: Figure) -> None:
    design = figure.design
    generator = QSvgGenerator()
    generator.setOutputDevice(device)
    generator.setSize(QSize(round(design.width_px), round(design.height_px)))
    generator.setViewBox(QRectF(0, 0, design.width_px, design.height_px))
    generator.setResolution(round(CSS_PX_PER_INCH))
    generator.setTitle(figure.title)
    painter = QPainter(generator)
    figure.paint(painter)
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
