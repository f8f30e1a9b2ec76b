"""The timeline with real mouse, wheel and keyboard events."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.lag import NEAR_DAYS
from desktop_app.domain.movement import VoyageKind
from desktop_app.domain.record import Record
from desktop_app.domain.time_span import Precision, TimeSpan
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.query.date_steps import StepUnit
from desktop_app.query.day_numbers import DAY_S, day_number
from desktop_app.query.proximity_query import near
from desktop_app.query.results import MOST_MARKS
from desktop_app.session.changes import Changed
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.charts.clock import Stretch
from desktop_app.ui.charts.timeline_data import Look, entry_of
from desktop_app.ui.panels.timeline import TimelinePanel
from desktop_app.ui.timeline.canvas import Canvas
from desktop_app.ui.timeline.hand import as_tooltip, words_of

pytestmark = pytest.mark.gui

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
SHIFT, ALT, CTRL = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ControlModifier,
)
NONE = Qt.KeyboardModifier.NoModifier
APRIL = DateClause(date(2024, 4, 1), date(2024, 4, 30))


@pytest.fixture
def panel(bench: Any, qtbot: QtBot) -> TimelinePanel:
    return shown(bench, qtbot)


def shown(bench: Any, qtbot: QtBot, width: int = 760, height: int = 260) -> TimelinePanel:
    panel = TimelinePanel(bench.session)
    panel.question_changed.connect(lambda: bench.coordinator.ask(panel))
    bench.coordinator.delivered.connect(panel.on_delivered)
    qtbot.addWidget(panel)
    panel.resize(width, height)
    with qtbot.waitExposed(panel):
        panel.show()
    bench.link(panel)
    panel.grab()
    return panel


def at_day(canvas: Canvas, day: date, y: int = 60) -> QPoint:
    return QPoint(round(canvas.clock.x_of_day(day_number(day)) + canvas.clock.px_per_day / 2), y)


def drag(
    qtbot: QtBot,
    widget: QWidget,
    start: QPoint,
    end: QPoint,
    button: Qt.MouseButton = LEFT,
    modifiers: Qt.KeyboardModifier = NONE,
) -> None:
    qtbot.mousePress(widget, button, modifiers, pos=start)
    for step in range(1, 6):
        qtbot.mouseMove(widget, start + (end - start) * step / 5)
    qtbot.mouseRelease(widget, button, modifiers, pos=end)


def turn_wheel(widget: QWidget, at: QPoint, delta: int, modifiers: Qt.KeyboardModifier = NONE) -> None:
    event = QWheelEvent(
        QPointF(at),
        QPointF(widget.mapToGlobal(at)),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def days_of(clause: DateClause) -> tuple[date, date]:
    assert clause.first_day is not None
    assert clause.last_day is not None
    return clause.first_day, clause.last_day


def near_to(day: date, wanted: date) -> bool:
    return abs((day - wanted).days) <= 1  # a pixel is most of a day


def test_brush_is_drawn_and_its_edges_and_middle_dragged(
    panel: TimelinePanel, bench: Any, qtbot: QtBot
) -> None:
    canvas = panel.canvas
    drag(qtbot, canvas, at_day(canvas, date(2024, 4, 10)), at_day(canvas, date(2024, 9, 10)))
    first, last = days_of(bench.session.filter.dates)
    assert near_to(first, date(2024, 4, 10))
    assert near_to(last, date(2024, 9, 10))
    edge = QPoint(round(canvas.clock.x_of_day(day_number(last) + 1)), 60)
    drag(qtbot, canvas, edge, at_day(canvas, date(2024, 11, 1)))
    assert days_of(bench.session.filter.dates)[0] == first
    assert near_to(days_of(bench.session.filter.dates)[1], date(2024, 11, 1))
    length = days_of(bench.session.filter.dates)[1] - first
    drag(qtbot, canvas, at_day(canvas, date(2024, 7, 1)), at_day(canvas, date(2024, 8, 1)))
    moved, end = days_of(bench.session.filter.dates)
    assert end - moved == length
    assert 29 <= (moved - first).days <= 33
    # An edge that is drawn past the other turns the window round.
    edge = QPoint(round(canvas.clock.x_of_day(day_number(moved))), 60)
    drag(qtbot, canvas, edge, at_day(canvas, date(2025, 2, 1)))
    assert days_of(bench.session.filter.dates)[0] == end
    qtbot.mouseDClick(canvas, LEFT, pos=QPoint(300, 60))
    assert not bench.session.filter.is_active


def test_the_ground_is_kept_while_the_brush_moves(panel: TimelinePanel, bench: Any, qtbot: QtBot) -> None:
    canvas = panel.canvas
    ground = canvas._ground
    start = at_day(canvas, date(2024, 4, 10))
    qtbot.mousePress(canvas, LEFT, pos=start)
    for way in range(10, 200, 20):
        bench.settle(lambda way=way: qtbot.mouseMove(canvas, start + QPoint(way, 0)))
        canvas.grab()
        assert canvas._ground is ground
    qtbot.mouseRelease(canvas, LEFT, pos=start + QPoint(190, 0))
    bench.settle(lambda: bench.session.set_clause(ChoiceClause(ClauseKind.VESSEL, ("yu-son",)), ""))
    canvas.grab()
    assert canvas._ground is not ground


def test_wheel_zooms_at_the_pointer_and_moves_with_shift(panel: TimelinePanel) -> None:
    canvas = panel.canvas
    everything = canvas.shown
    place = at_day(canvas, date(2024, 10, 15))
    under = canvas.clock.second_at(place.x())
    for _ in range(40):
        turn_wheel(canvas, place, 120)
    assert canvas.shown.length_s == pytest.approx(3 * 3_600)
    assert canvas.clock.second_at(place.x()) == pytest.approx(under, abs=1.0)
    canvas.grab()
    turn_wheel(canvas, place, -120, SHIFT)
    assert canvas.shown.first_s > under - 3 * 3_600
    assert canvas.shown.length_s == pytest.approx(3 * 3_600)
    for _ in range(60):
        turn_wheel(canvas, place, -120)
    assert canvas.shown == everything


@pytest.mark.parametrize(("button", "modifiers"), [(MIDDLE, NONE), (LEFT, SHIFT)])
def test_the_clock_is_dragged(
    panel: TimelinePanel, bench: Any, qtbot: QtBot, button: Qt.MouseButton, modifiers: Qt.KeyboardModifier
) -> None:
    canvas = panel.canvas
    canvas.look_at(Stretch.of_days(day_number(date(2024, 4, 1)), day_number(date(2024, 6, 30))))
    start = at_day(canvas, date(2024, 5, 15))
    under = canvas.clock.second_at(start.x())
    drag(qtbot, canvas, start, start + QPoint(120, 0), button, modifiers)
    assert canvas.clock.second_at(start.x() + 120) == pytest.approx(under, abs=DAY_S / 4)
    assert not bench.session.filter.is_active


def test_click_selects_and_hover_goes_both_ways(panel: TimelinePanel, bench: Any, qtbot: QtBot) -> None:
    canvas = panel.canvas
    box, entry = next(hit for hit in canvas.hits if hit.entry.key.startswith("payment:"))
    qtbot.mouseMove(canvas, box.center().toPoint())
    assert bench.session.hover == entry.key
    qtbot.mouseClick(canvas, LEFT, pos=box.center().toPoint())
    assert bench.session.selection == (entry.key,)
    assert not bench.session.filter.is_active
    before = canvas.grab().toImage()
    bench.session.set_hover(next(hit.entry.key for hit in canvas.hits if hit.entry.key != entry.key), "map")
    assert canvas.grab().toImage() != before


def test_a_click_on_a_bar_takes_its_month(panel: TimelinePanel, bench: Any, qtbot: QtBot) -> None:
    canvas = panel.canvas
    place = at_day(canvas, date(2024, 4, 15), round(canvas.frame.bars.center().y()))
    assert canvas.words_of_bars(QPointF(place)).startswith("Apr 2024 UTC: ")
    qtbot.mouseClick(canvas, LEFT, pos=place)
    assert bench.session.filter.dates == APRIL


def test_keys_move_the_window_and_its_edges(panel: TimelinePanel, bench: Any, qtbot: QtBot) -> None:
    canvas = panel.canvas
    bench.session.set_clause(APRIL, "")
    canvas.setFocus()
    qtbot.keyClick(canvas, Qt.Key.Key_Right)
    assert days_of(bench.session.filter.dates) == (date(2024, 4, 2), date(2024, 5, 1))
    qtbot.keyClick(canvas, Qt.Key.Key_Left)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    assert days_of(bench.session.filter.dates) == (date(2024, 5, 1), date(2024, 5, 31))
    qtbot.keyClick(canvas, Qt.Key.Key_Left, ALT)
    qtbot.keyClick(canvas, Qt.Key.Key_Right, ALT | SHIFT)
    assert days_of(bench.session.filter.dates) == (date(2024, 5, 2), date(2024, 5, 30))
    qtbot.keyClick(canvas, Qt.Key.Key_End)
    assert canvas.shown.first_s < day_number(date(2024, 5, 2)) * DAY_S < canvas.shown.last_s
    assert canvas.shown.length_s < 40 * DAY_S
    seen = canvas.shown
    qtbot.keyClick(canvas, Qt.Key.Key_Right, CTRL)
    assert canvas.shown.first_s > seen.first_s
    qtbot.keyClick(canvas, Qt.Key.Key_Home)
    qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert canvas.shown.length_s == pytest.approx(canvas.bounds.length_s / 1.25)


def test_keys_go_through_entries_and_select(panel: TimelinePanel, bench: Any, qtbot: QtBot) -> None:
    canvas = panel.canvas
    canvas.setFocus()
    entries = canvas.entries()
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert bench.session.hover == entries[0][1].key
    qtbot.keyClick(canvas, Qt.Key.Key_Down)
    assert panel.keys.at == entries[1]
    assert canvas.accessibleDescription() == words_of(entries[1][1])
    qtbot.keyClick(canvas, Qt.Key.Key_PageDown)
    assert panel.keys.at is not None
    assert panel.keys.at[0] != entries[1][0]
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert bench.session.selection == (panel.keys.at[1].key,)
    # What lies outside is brought into sight.
    canvas.look_at(Stretch.of_days(day_number(date(2025, 10, 1)), day_number(date(2025, 10, 20))))
    qtbot.keyClick(canvas, Qt.Key.Key_Up)
    assert canvas.shown.first_s <= panel.keys.at[1].last_s
    assert panel.keys.at[1].first_s <= canvas.shown.last_s


def test_steps_by_key_and_button(panel: TimelinePanel, bench: Any, qtbot: QtBot) -> None:
    bench.session.set_clause(APRIL, "")
    panel.canvas.setFocus()
    qtbot.keyClick(panel.canvas, Qt.Key.Key_BracketRight)
    assert days_of(bench.session.filter.dates) == (date(2024, 5, 1), date(2024, 5, 31))
    qtbot.mouseClick(panel.tools.back, LEFT)
    qtbot.mouseClick(panel.tools.back, LEFT)
    assert days_of(bench.session.filter.dates) == (date(2024, 3, 1), date(2024, 3, 31))
    panel.player.set_up(unit=StepUnit.WEEK)
    qtbot.mouseClick(panel.tools.on, LEFT)
    assert days_of(bench.session.filter.dates) == (date(2024, 3, 8), date(2024, 4, 7))
    assert "31 days" in panel.tools.dates.accessibleName()


def played(bench: Any, qtbot: QtBot) -> tuple[TimelinePanel, list[tuple[str, date]]]:
    """A panel, and what happens in order: a window is set, or all views have shown it."""
    told: list[tuple[str, date]] = []

    def tell(what: str) -> None:
        if bench.session.filter.dates.first_day is not None:
            told.append((what, bench.session.filter.dates.first_day))

    # Before the panel's own connections: what it does then comes after.
    bench.coordinator.delivered.connect(lambda _: tell("shown"))
    bench.session.changed.connect(lambda change: tell("set") if Changed.FILTER in change.what else None)
    return shown(bench, qtbot), told


def test_playing_waits_for_every_round_and_stops_at_the_end(
    bench: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.ui.timeline.player.STEP_MS", 1)
    panel, told = played(bench, qtbot)
    bench.settle(lambda: bench.session.set_clause(DateClause(date(2025, 8, 1), date(2025, 8, 31)), ""))
    told.clear()
    panel.canvas.setFocus()
    qtbot.keyClick(panel.canvas, Qt.Key.Key_Space)
    assert panel.tools.play.accessibleName() == "Stop"
    qtbot.waitUntil(lambda: not panel.player.is_playing)
    months = (date(2025, month, 1) for month in (9, 10, 11))
    assert told == [(what, month) for month in months for what in ("set", "shown")]
    assert panel.tools.play.accessibleName() == "Play"


def test_playing_skips_what_is_empty_and_begins_again(
    bench: Any, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop_app.ui.timeline.player.STEP_MS", 1)
    panel, told = played(bench, qtbot)
    panel.player.set_up(loop=True, skips_empty=True)
    bench.settle(lambda: bench.session.set_clause(DateClause(date(2024, 11, 1), date(2024, 11, 30)), ""))
    told.clear()
    panel.player.toggle()
    qtbot.waitUntil(lambda: len(told) >= 6)
    panel.player.toggle()
    months = (date(2025, 7, 1), date(2024, 3, 1), date(2024, 4, 1))
    assert told[:6] == [(what, month) for month in months for what in ("set", "shown")]


@pytest.fixture
def training_bench(training: CaseStore, bench: Any) -> Any:
    """The same bench on the training case."""
    session = Session(training, Style())
    jobs = JobRunner()
    yield replace(bench, session=session, coordinator=Coordinator(session, jobs))
    jobs.shutdown()


def test_a_selected_sailing_tells_what_is_near(training_bench: Any, qtbot: QtBot) -> None:
    bench = training_bench
    panel = shown(bench, qtbot)
    assert not panel.tools.near.isVisible()
    ident = "".join(
        key.removeprefix("voyage:")
        for key in [next(hit.entry.key for hit in panel.canvas.hits if hit.entry.look is Look.LINK)]
    )
    bench.session.select((f"voyage:{ident}",), "map")
    qtbot.waitUntil(panel.tools.near.isVisible)
    found = near(bench.session.engine, ident, NEAR_DAYS)

    def near_entries() -> dict[str, str]:
        lanes = (lane for lane in panel.canvas.lanes if lane.key in {"rail", "payments"})
        return {entry.key: entry.lag for lane in lanes for entry in lane.entries if not entry.far}

    assert set(near_entries()) == {row.key for row in found}
    assert all(near_entries().values())
    assert panel.tools.near_words.isVisible()
    assert panel.tools.near_words.text() == "proximity, not proof"
    assert "p =" in panel.tools.near.toolTip()
    panel.resize(420, 260)
    assert "not proof" in panel.tools.near.text()
    panel.tools.near.setValue(2)
    qtbot.waitUntil(lambda: set(near_entries()) == {row.key for row in near(bench.session.engine, ident, 2)})
    bench.session.select((), "map")
    qtbot.waitUntil(lambda: not panel.tools.near.isVisible())
    assert not any(near_entries().values())


@pytest.fixture
def crowd_bench(reported: Record, bench: Any) -> Iterator[Any]:
    """More voyages than can be marks, a hundred and more a month."""
    template = next(voyage for voyage in reported.voyages if not voyage.call_ids)
    days = (date(2016, 1, 1) + timedelta(days=number // 4) for number in range(MOST_MARKS + 1))
    voyages = tuple(
        replace(
            template,
            id=f"many-{number:05d}",
            kind=VoyageKind.CALL,
            sighting_ids=(),
            when=TimeSpan.of_days(day, day, Precision.DAY),
        )
        for number, day in enumerate(days)
    )
    store = CaseStore.of_record(replace(reported, voyages=voyages, calls=(), sightings=()))
    session = Session(store, Style())
    jobs = JobRunner()
    yield replace(bench, session=session, coordinator=Coordinator(session, jobs))
    jobs.shutdown()
    store.close()


def test_a_crowd_is_counted_until_few_are_in_sight(crowd_bench: Any, qtbot: QtBot) -> None:
    bench = crowd_bench
    panel = shown(bench, qtbot)
    canvas = panel.canvas
    assert not any(hit.entry.key.startswith("voyage:") for hit in canvas.hits)
    bench.session.select(("voyage:many-00400",), "table")

    def drawn() -> set[str]:
        canvas.grab()
        return {hit.entry.key for hit in canvas.hits if hit.entry.key.startswith("voyage:")}

    qtbot.waitUntil(lambda: drawn() == {"voyage:many-00400"})
    canvas.look_at(Stretch.of_days(day_number(date(2016, 4, 10)), day_number(date(2016, 4, 11))))
    qtbot.waitUntil(lambda: len(drawn()) == 8)
    canvas.fit_data()
    assert drawn() == {"voyage:many-00400"}


def test_nothing_that_passes_is_said(panel: TimelinePanel, bench: Any) -> None:
    before = panel.canvas.grab().toImage()
    bench.settle(lambda: bench.session.set_clause(ChoiceClause(ClauseKind.PRODUCT, ("no such",)), ""))
    assert panel.canvas.grab().toImage() != before
    assert "No voyage passes" in panel.canvas.note
    bench.settle(bench.session.reset_filter)
    assert not panel.canvas.note


def test_a_selected_voyage_marks_its_calls_and_positions(panel: TimelinePanel, bench: Any) -> None:
    owned = [hit for hit in panel.canvas.hits if hit.entry.key.startswith("sighting:") and hit.entry.voyage]
    before = panel.canvas.grab().toImage()
    bench.session.select((owned[0].entry.voyage,), "table")
    after = panel.canvas.grab().toImage()
    box = owned[0].box.toAlignedRect().adjusted(-4, -4, 4, 4)
    assert before.copy(box) != after.copy(box)


def test_lanes_are_hidden_and_scrolled_where_there_is_no_room(training_bench: Any, qtbot: QtBot) -> None:
    panel = shown(training_bench, qtbot, 520, 190)
    canvas = panel.canvas
    assert canvas.bar.isVisible()
    titles = QPoint(20, round(canvas.frame.lanes.center().y()))
    turn_wheel(canvas, titles, -120)
    assert canvas.bar.value() > 0
    assert canvas.shown == canvas.bounds
    for key in ("positions", "ais", "observation"):
        panel._lane_actions[key].trigger()
    canvas.grab()
    assert not canvas.bar.isVisible()
    assert {hit.entry.key.partition(":")[0] for hit in canvas.hits} == {
        "voyage",
        "consignment",
        "payment",
        "event",
    }


def test_an_observation_tells_its_port_and_its_days(panel: TimelinePanel) -> None:
    canvas = panel.canvas
    canvas.grab()
    (seen,) = (hit.entry for hit in canvas.hits if hit.entry.key == "observation:observation-2024-08")
    assert seen.label.startswith("Vostochny, clouds on 31 days: Cloud hid the port all month")


def test_presets_end_with_the_data_and_dates_can_be_typed(
    panel: TimelinePanel, bench: Any, qtbot: QtBot
) -> None:
    last_30, *_ = panel.tools.presets.actions()
    last_30.trigger()
    assert days_of(bench.session.filter.dates) == (date(2025, 7, 2), date(2025, 7, 31))
    with qtbot.waitSignal(panel.dates_wanted):
        qtbot.mouseClick(panel.tools.dates, LEFT, pos=QPoint(10, 10))
    panel.tools.presets.actions()[-1].trigger()
    assert not bench.session.filter.is_active


def test_every_control_has_a_name(panel: TimelinePanel) -> None:
    controls = [panel.tools.back, panel.tools.play, panel.tools.on, panel.tools.steps, panel.tools.dates]
    for control in (*controls, panel.tools.near, panel.tools.view, panel.canvas, panel.canvas.bar):
        assert control.accessibleName()
    assert "All dates" in panel.canvas.accessibleDescription()
    assert all(control.focusPolicy() & Qt.FocusPolicy.TabFocus for control in controls)


def test_words_of_a_case_are_no_markup() -> None:
    span = TimeSpan.of_days(date(2024, 3, 7), date(2024, 3, 7), Precision.DAY)
    words = words_of(entry_of("payment:1", span, "<img src=file:///etc/passwd> & Co", "notified"))
    assert words == "7 Mar 2024 UTC (day known): <img src=file:///etc/passwd> & Co"
    assert "<img" not in as_tooltip(words)
    assert as_tooltip("") == ""
