"""Hatching over the days on which nobody could look, behind the bars."""

from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop_app.query.months import next_month
from desktop_app.ui.charts.axis import PeriodAxis
from desktop_app.ui.charts.marks import hatch
from desktop_app.ui.charts.volumes_data import VolumesData
from desktop_app.ui.palette import Palette, colour

INK: Final = 0.45
# A share so small is still shown.
LEAST_PX: Final = 2.0


def paint_unseen_days(
    painter: QPainter, plot: QRectF, axis: PeriodAxis, data: VolumesData, palette: Palette
) -> None:
    """Hatch a part of each month, in its place, as wide as its share of days without a look.

    Days of which nothing is stated are not hatched: they are neither seen nor unseen.
    """
    ink = colour(palette.quiet, INK)
    for month, looks in data.looks.items():
        if looks.without_look:
            left, right = axis.x_of_day(month), axis.x_of_day(next_month(month))
            part = min(max((right - left) * looks.without_look / looks.days, LEAST_PX), right - left)
            hatch(painter, QRectF(left, plot.top(), part, plot.height()), ink)
