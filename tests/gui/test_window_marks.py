"""Brackets of published windows: no label lies on another, on a bracket or on the cap."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_results import Question
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.charts.axis import PeriodAxis, ValueAxis, round_ticks
from desktop_app.ui.charts.window_marks import paint_window_marks, window_marks
from desktop_app.ui.palette import LIGHT
from desktop_app.ui.volumes_answer import volumes_answer

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qtbot")]


@pytest.mark.parametrize(("width", "height"), [(240, 60), (330, 110), (600, 240), (1200, 500)])
@pytest.mark.parametrize("case", ["store", "training"])
def test_labels_lie_on_nothing(case: str, width: int, height: int, request: pytest.FixtureRequest) -> None:
    opened: CaseStore = request.getfixturevalue(case)
    data = volumes_answer(QueryEngine(opened), Filter(), Question()).data
    marks = window_marks(data, LIGHT)
    assert marks
    plot = QRectF(40, 14, width, height)
    values = ValueAxis(round_ticks(max(mark.value for mark in marks) * 1.05, 4), plot.bottom(), height)
    axis = PeriodAxis(data.period, data.periods, plot.left(), width)
    cap = QRectF(plot.left(), values.y(500_000) - 3, width, 6)
    image = QImage(width + 60, height + 40, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    taken = [cap]
    hits = paint_window_marks(painter, plot, values, axis, marks, LIGHT, taken)
    painter.end()
    labels = taken[1:]
    assert labels
    lines = [
        QRectF(axis.x_of_day(mark.when.first_day), values.y(mark.value), 1, 0.1).united(
            QRectF(axis.x_of_day(mark.when.last_day) - 1, values.y(mark.value), 1, 0.1)
        )
        for mark in marks
    ]
    for place, label in enumerate(labels):
        ink = label.adjusted(0, 2, 0, -2)
        assert not any(ink.intersects(other) for other in (cap, *lines, *labels[:place]))
    # A mark without a label is still found by the pointer.
    assert {mark.id for _, mark in hits} == {mark.id for mark in marks}
