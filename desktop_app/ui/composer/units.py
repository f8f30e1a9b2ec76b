"""Between millimetres of the page and the CSS pixels in which its parts lie."""

from typing import Final

from PySide6.QtCore import QRectF

from desktop_app.domain.figure_design import CSS_PX_PER_INCH, MM_PER_INCH, Box

PX_PER_MM: Final = CSS_PX_PER_INCH / MM_PER_INCH
# A quarter of a pixel at 600 per inch: edges that were brought into line stay in line.
_DIGITS: Final = 2


def box_of(rect: QRectF) -> Box:
    """A rectangle in CSS pixels as a box in millimetres."""
    return Box(
        rect.left() / PX_PER_MM, rect.top() / PX_PER_MM, rect.width() / PX_PER_MM, rect.height() / PX_PER_MM
    )


def rect_of(box: Box) -> QRectF:
    """A box in millimetres as a rectangle in CSS pixels."""
    return QRectF(
        box.left_mm * PX_PER_MM, box.top_mm * PX_PER_MM, box.width_mm * PX_PER_MM, box.height_mm * PX_PER_MM
    )


def tidy(box: Box) -> Box:
    """The same to a hundredth of a millimetre."""
    return Box(*(round(value, _DIGITS) for value in box))
