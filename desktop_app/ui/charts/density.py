"""A lane with more entries than can be told apart: how many begin when, as a histogram."""

from datetime import timedelta
from typing import Final

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.query.results import Density
from desktop_app.ui.charts.timeline_data import Clock, Entry
from desktop_app.ui.palette import colour

LEAST_BAR_PX: Final = 3.0
GHOST: Final = 0.25


def paint_density(
    painter: QPainter, density: Density, lane: QRectF, clock: Clock, value: str
) -> list[tuple[QRectF, Entry]]:
    """Draw the bars, what is hidden pale on top of what passes; returns what to say where."""
    count = len(density.passing)
    step_days = clock.width / clock.days * density.days
    joined = max(int(-(-LEAST_BAR_PX // max(step_days, 1e-6))), 1)
    bars = [
        (start, sum(density.passing[start : start + joined]), sum(density.hidden[start : start + joined]))
        for start in range(0, count, joined)
    ]
    peak = max((passing + hidden for _, passing, hidden in bars), default=0)
    room = lane.height() - 6
    hits: list[tuple[QRectF, Entry]] = []
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    for start, passing, hidden in bars:
        if passing + hidden == 0:
            continue
        first = density.first + timedelta(days=start * density.days)
        last = density.first + timedelta(days=min(start + joined, count) * density.days - 1)
        left, right = clock.x(first), clock.x(last + timedelta(days=1))
        foot, pale = lane.bottom() - 3, room * (passing + hidden) / peak
        solid = room * passing / peak
        painter.fillRect(QRectF(left, foot - pale, right - left, pale - solid), colour(value, GHOST))
        painter.fillRect(QRectF(left, foot - solid, right - left, solid), colour(value))
        words = f"{passing:,} begin here" + (f", {hidden:,} more are hidden" if hidden else "")
        entry = Entry("", TimeSpan.of_days(first, last, Precision.INTERVAL), words)
        hits.append((QRectF(left, lane.top(), right - left, lane.height()), entry))
    painter.restore()
    return hits
