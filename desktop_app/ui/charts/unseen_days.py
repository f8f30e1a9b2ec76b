"""Hatching over the days on which nobody could look, behind the bars."""

from datetime import date
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_app.ui.charts.marks import hatch
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.palette import Palette, colour

INK: Final = 0.45
# A share so small is still shown.
LEAST_PX: Final = 2.0


def paint_unseen_days(
    painter: QPainter, slot: QRectF, data: VolumesData, start: date, palette: Palette
) -> None:
    """Hatch of each month of a period a part as wide as its share of days without a look.

    Days of which nothing is stated are not hatched: they are neither seen nor unseen.
    """
    months = data.months_of(start)
    width = slot.width() / len(months)
    for place, month in enumerate(months):
        looks = data.looks.get(month)
        if looks is None or not looks.without_look:
            continue
        part = min(max(width * looks.without_look / looks.days, LEAST_PX), width)
        box = QRectF(slot.left() + place * width, slot.top(), part, slot.height())
        hatch(painter, box, colour(palette.quiet, INK))
