"""A figure as pixels, whole or in bands, and what is too large for that."""

from collections.abc import Iterator
from typing import Final

from PySide6.QtGui import QImage, QPainter

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, DPI_LIMITS, MM_PER_INCH, SIDE_LIMITS_MM, Design
from desktop_app.runtime.errors import UsageError
from desktop_app.runtime.memory import free_memory_bytes
from desktop_app.ui.figure.figure import Figure

INCH_M: Final = 0.0254
# A band of 10 megapixels takes 40 MB as Qt paints it and 60 until it is packed; A4 at 300 dpi is one.
BAND_PIXELS: Final = 10_000_000
# The map's picture, a copy of it while it is painted, the packed file.
_BYTES_PER_PIXEL: Final = 9


def page_px(design: Design, dpi: int) -> tuple[int, int]:
    """Device pixels of a page."""
    return round(design.width_mm / MM_PER_INCH * dpi), round(design.height_mm / MM_PER_INCH * dpi)


def check_page(design: Design, dpi: int) -> None:
    """Refuse a page that cannot be drawn, before any work is done for it.

    Raises:
        UsageError: the sides or the dots are out of bounds, or it needs more memory than is free.
    """
    (low, high), (least, most) = DPI_LIMITS, SIDE_LIMITS_MM
    size = f"{design.width_mm:g} × {design.height_mm:g} mm"
    if not low <= dpi <= high:
        raise UsageError(f"a figure has {low} to {high} dpi, not {dpi:g}")
    if not least <= min(design.width_mm, design.height_mm) <= max(design.width_mm, design.height_mm) <= most:
        raise UsageError(f"a page has sides of {least:g} to {most:g} mm, not {size}")
    width, height = page_px(design, dpi)
    needed, free = width * height * _BYTES_PER_PIXEL, free_memory_bytes()
    if free is not None and needed > free:
        raise UsageError(
            f"a page of {size} at {dpi:g} dpi has {width * height / 1e6:,.0f} megapixels and needs about "
            f"{needed / 1e9:.1f} GB of memory, and {free / 1e9:.1f} GB are free: take fewer dpi or a smaller "
            "page"
        )


def figure_image(figure: Figure, dpi: int) -> QImage:
    """The whole figure, with its physical size: for the clipboard, a preview, a frame of a film."""
    width, height = page_px(figure.design, dpi)
    return _painted(figure, dpi, width, 0, height)


def figure_bands(figure: Figure, dpi: int) -> Iterator[QImage]:
    """The same in bands from top to bottom, so that no large page is whole in memory."""
    width, height = page_px(figure.design, dpi)
    rows = max(BAND_PIXELS // width, 1)
    for top in range(0, height, rows):
        yield _painted(figure, dpi, width, top, min(rows, height - top))


def _painted(figure: Figure, dpi: int, width: int, top: int, rows: int) -> QImage:
    image = QImage(width, rows, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(dpi / INCH_M))
    image.setDotsPerMeterY(round(dpi / INCH_M))
    # Where a page's millimetres end within a pixel, its paper does not cover it whole.
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    painter.translate(0, -top)
    painter.scale(dpi / CSS_PX_PER_INCH, dpi / CSS_PX_PER_INCH)
    figure.paint(painter)
    painter.end()
    return image
