"""Brackets of published windows: no label lies on another, on a bracket or on the cap."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop_app.domain.record import Record
from desktop_app.query.cap import CAP_RULE_ID
from desktop_app.query.cap_shares import SHARE_OF_LIMIT
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_results import Question
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.charts.axis import PeriodAxis, ValueAxis, round_ticks
from desktop_app.ui.charts.running_total import paint_running_total
from desktop_app.ui.charts.window_marks import paint_window_marks, window_marks
from desktop_app.ui.palette import LIGHT
from desktop_app.ui.volumes_answer import volumes_answer

pytestmark = [pytest.mark.gui, pytest.mark.usefixtures("qtbot")]


@pytest.mark.parametrize("limits", [(), (0.75, 0.9)])
def test_steps_to_the_cap_are_drawn_where_the_case_holds_them(
    reported: Record, limits: tuple[float, ...]
) -> None:
    cap = next(rule for rule in reported.rules if rule.id == CAP_RULE_ID)
    others = tuple(rule for rule in reported.rules if rule.unit != SHARE_OF_LIMIT)
    steps = tuple(replace(cap, id=f"step-{one}", limit=one, unit=SHARE_OF_LIMIT) for one in limits)
    store = CaseStore.of_record(replace(reported, rules=(*others, *steps)))
    data = volumes_answer(QueryEngine(store), Filter(), Question()).data
    image = QImage(500, 300, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    hits, _ = paint_running_total(painter, QRectF(0, 0, 500, 300), data, LIGHT, 10.5)
    painter.end()
    rules = {mark.id: (box, mark) for box, mark in hits if mark.kind == "rule"}
    assert set(rules) == {CAP_RULE_ID, *(step.id for step in steps)}
    # Lines lie below the cap's, in the order of their shares.
    tops = [rules[name][0].center().y() for name in (CAP_RULE_ID, *(step.id for step in reversed(steps)))]
    assert tops == sorted(tops)
    assert all("of the cap" in rules[step.id][1].words for step in steps)
    store.close()


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
