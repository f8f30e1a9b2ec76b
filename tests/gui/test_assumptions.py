"""The assumptions panel with a real mouse and keyboard: slider, fields, scenarios, tornado, comparison."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.assumption import BOUNDS, Key, Range
from desktop_app.domain.record import Record
from desktop_app.exporters.headline import DRAWS, SEED
from desktop_app.exporters.wording import barrels, number
from desktop_app.importers.record import read_record
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import DateClause
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.editor import CaseEditor
from desktop_app.session.scenarios import Scenarios
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.assumptions.chip import AssumptionsChip
from desktop_app.ui.assumptions.handle_scale import Handle
from desktop_app.ui.assumptions.range_slider import RangeSlider
from desktop_app.ui.panels.assumptions import AssumptionsPanel
from desktop_app.ui.panels.volumes import VolumesPanel
from desktop_app.ui.panels.voyages import VoyagesPanel

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton


class Stage:
    """The panel beside the two others that show barrels, on a case."""

    def __init__(self, store: CaseStore, reported: Record, qtbot: QtBot) -> None:
        self.session = Session(store, Style())
        self.jobs = JobRunner()
        self.coordinator = Coordinator(self.session, self.jobs)
        self.editor = CaseEditor(self.session, "Kim")
        self.scenarios = Scenarios(self.session, self.editor, self.session)
        self.panel = AssumptionsPanel(self.session, self.jobs, self.scenarios, lambda: reported)
        self.volumes = VolumesPanel(self.session)
        self.voyages = VoyagesPanel(self.session, self.jobs)
        self.chip = AssumptionsChip(self.session)
        self.qtbot = qtbot
        for widget in (self.panel, self.volumes, self.voyages, self.chip):
            qtbot.addWidget(widget)
        for view in (self.panel, self.volumes, self.voyages):
            view.resize(560, 900)
            view.show()
            self.coordinator.add(view, view)
        self.panel.question_changed.connect(lambda: self.coordinator.ask(self.panel))
        self.settle(self.coordinator.refresh)

    def settle(self, action: Callable[[], object]) -> None:
        """Do something and wait until the answer to it is shown."""
        action()
        QTest.qWait(0)
        self.qtbot.waitUntil(lambda: self.coordinator.is_settled)

    def close(self) -> None:
        """End what runs."""
        self.panel.hide()
        self.editor.shutdown()
        self.jobs.shutdown()

    def focus(self, widget: QWidget, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        """Give a widget of the panel the keyboard."""
        self.panel.activateWindow()
        self.qtbot.waitUntil(self.panel.isActiveWindow)
        widget.setFocus(reason)
        self.qtbot.waitUntil(widget.hasFocus)

    def slider(self, key: Key) -> RangeSlider:
        """Of an assumption, scrolled to."""
        row = self.panel.rows[key]
        self.panel.tabs.currentWidget().ensureWidgetVisible(row)  # type: ignore[attr-defined]
        return row.slider

    def drag(self, slider: RangeSlider, start: QPointF, *ends: QPointF) -> None:
        """With the left button held from one place to the next, each in a turn of its own."""
        QTest.mousePress(slider, LEFT, pos=start.toPoint())
        for end in ends:
            self.settle(lambda end=end: QTest.mouseMove(slider, end.toPoint()))
        QTest.mouseRelease(slider, LEFT, pos=ends[-1].toPoint())

    def value(self, key: Key) -> Range:
        """What is in use."""
        found = self.session.assumptions.range(key)
        assert found is not None
        return found


def moved_to(slider: RangeSlider, at: QPointF) -> QMouseEvent:
    """A mouse event that carries the held button to a place."""
    kind, none = QEvent.Type.MouseMove, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(kind, at, slider.mapToGlobal(at), Qt.MouseButton.NoButton, LEFT, none)


def entries(box: QComboBox) -> list[str]:
    """What a list offers."""
    return [box.itemText(place) for place in range(box.count())]


@pytest.fixture
def stage(store: CaseStore, reported: Record, qtbot: QtBot) -> Iterator[Stage]:
    made = Stage(store, reported, qtbot)
    yield made
    made.close()


def test_after_a_drag_all_views_that_show_barrels_agree(stage: Stage) -> None:
    slider = stage.slider(Key.LOAD_FRACTION)
    before = stage.panel.head.volume.text()
    stage.drag(slider, slider.spot(Handle.BEST), *(slider.spot_of(at / 100) for at in (80, 71, 66)))
    assert stage.value(Key.LOAD_FRACTION) == Range(0.333333333, 0.66, 0.9)
    total = stage.session.engine.ledgers(stage.session.filter).total
    told = stage.panel.head.volume.text()
    assert told != before
    assert told.startswith(barrels(total.low_bbl, total.best_bbl, total.high_bbl))
    assert stage.volumes.data is not None
    assert stage.volumes.data.total[-3:] == (total.low_bbl, total.best_bbl, total.high_bbl)
    assert f"{number(total.low_bbl)}–{number(total.high_bbl)}" in stage.voyages.foot.totals.text()
    assert stage.chip.button.text() == "Assumptions: Changed by hand"
    assert "66\N{NO-BREAK SPACE}% (33.3–90" in stage.chip.button.toolTip()


def test_a_hand_that_brings_the_knob_back_is_at_the_published_again(stage: Stage) -> None:
    slider = stage.slider(Key.LOAD_FRACTION)
    stage.drag(slider, slider.spot(Handle.BEST), slider.spot_of(0.5), slider.spot_of(0.9))
    assert stage.session.assumptions.name == "Published"
    assert stage.session.assumptions.moved_by_hand == ()
    assert not stage.chip.isVisibleTo(stage.chip.parentWidget())
    assert not stage.panel.rows[Key.LOAD_FRACTION].reset.isEnabled()


def test_the_session_hears_of_a_hand_once_a_turn(stage: Stage) -> None:
    slider, heard = stage.slider(Key.BBL_PER_T), []
    stage.session.changed.connect(heard.append)
    QTest.mousePress(slider, LEFT, pos=slider.spot(Handle.BEST).toPoint())
    for at in range(720, 840, 2):  # in one turn, as a fast mouse does
        slider.mouseMoveEvent(moved_to(slider, slider.spot_of(at / 100)))
    assert heard == []
    QTest.qWait(0)
    assert len(heard) == 1
    QTest.mouseRelease(slider, LEFT, pos=slider.spot_of(8.38).toPoint())
    stage.qtbot.waitUntil(lambda: stage.coordinator.is_settled)
    assert stage.value(Key.BBL_PER_T).best == pytest.approx(8.38, abs=0.021)


def test_flags_move_the_ends_and_push_what_would_be_out_of_order(stage: Stage) -> None:
    slider = stage.slider(Key.NOT_CARGO)
    stage.drag(slider, slider.spot(Handle.HIGH), slider.spot(Handle.HIGH) - QPointF(0.7 * slider.width(), 0))
    low, best, high = stage.value(Key.NOT_CARGO)
    assert BOUNDS[Key.NOT_CARGO][0] <= low == best == high < 0.02


def test_the_keyboard_goes_from_handle_to_handle_and_moves_each(stage: Stage) -> None:
    slider = stage.slider(Key.LADEN_FRACTION)
    press = stage.qtbot.keyClick
    stage.focus(slider, Qt.FocusReason.TabFocusReason)
    assert slider.handle is Handle.LOW
    stage.settle(lambda: press(slider, Qt.Key.Key_Right))
    assert stage.value(Key.LADEN_FRACTION).low == 0.61
    stage.settle(lambda: press(slider, Qt.Key.Key_PageDown))
    assert stage.value(Key.LADEN_FRACTION).low == 0.51
    press(slider, Qt.Key.Key_Tab)
    assert slider.handle is Handle.BEST
    assert "best: 90" in slider.accessibleName()
    stage.settle(lambda: press(slider, Qt.Key.Key_Home))
    assert stage.value(Key.LADEN_FRACTION) == Range(0.0, 0.0, 0.9)
    press(slider, Qt.Key.Key_Tab)
    stage.settle(lambda: press(slider, Qt.Key.Key_End))
    assert stage.value(Key.LADEN_FRACTION) == Range(0.0, 0.0, 1.0)
    press(slider, Qt.Key.Key_Backtab)
    assert slider.handle is Handle.BEST


def test_a_typed_value_counts_and_a_shown_one_is_not_rounded(stage: Stage) -> None:
    row = stage.panel.rows[Key.LOAD_FRACTION]
    low = row.boxes[Handle.LOW]
    assert low.text() == "33.3 %"
    stage.focus(low)
    stage.qtbot.keyClick(low, Qt.Key.Key_Return)
    assert stage.session.assumptions.is_published  # a third is still a third
    best = row.boxes[Handle.BEST]
    best.selectAll()
    stage.qtbot.keyClicks(best, "25")
    stage.settle(lambda: stage.qtbot.keyClick(best, Qt.Key.Key_Return))
    assert stage.value(Key.LOAD_FRACTION) == Range(0.25, 0.25, 0.9)
    assert low.text() == "25.0 %"
    stage.settle(lambda: stage.qtbot.mouseClick(row.reset, LEFT))
    assert stage.session.assumptions.is_published
    assert low.text() == "33.3 %"


def test_scenarios_are_chosen_and_left_again(stage: Stage) -> None:
    chooser = stage.panel.bar.chooser
    assert entries(chooser) == ["Published", "One third laden", "Half laden", "Nine tenths laden"]
    stage.focus(chooser)
    stage.settle(lambda: stage.qtbot.keyClicks(chooser, "Half"))
    assert stage.session.assumptions.scenario_id == "us-2018-half"
    row = stage.panel.rows[Key.LOAD_FRACTION]
    assert "Half laden" in row.origin.accessibleName()
    stage.settle(lambda: stage.session.assume(Key.BBL_PER_T, Range(7.0, 8.0, 9.0), ""))
    assert chooser.currentText() == "Changed by hand"
    # The published value of one row within a scenario is a change of that scenario, and stays one.
    stage.settle(lambda: stage.qtbot.mouseClick(row.reset, LEFT))
    assert stage.value(Key.LOAD_FRACTION) == Range(0.333333333, 0.9, 0.9)
    assert chooser.currentText() == "Changed by hand"
    stage.settle(lambda: stage.qtbot.mouseClick(stage.panel.bar.reset, LEFT))
    assert (chooser.currentText(), entries(chooser)[-1]) == ("Published", "Nine tenths laden")


def test_a_simulation_takes_the_place_of_the_closed_form_once_the_hand_rests(stage: Stage) -> None:
    interval = stage.panel.head.interval
    slider = stage.slider(Key.LOAD_FRACTION)
    QTest.mousePress(slider, LEFT, pos=slider.spot(Handle.BEST).toPoint())
    stage.settle(lambda: QTest.mouseMove(slider, slider.spot_of(0.6).toPoint()))
    stage.qtbot.wait(300)  # longer than a hand must rest, but it still holds the knob
    assert interval.text().endswith("bbl, closed form")
    QTest.mouseRelease(slider, LEFT, pos=slider.spot_of(0.6).toPoint())
    stage.qtbot.waitUntil(lambda: "simulated" in interval.text())
    assert interval.text().endswith(f"simulated, {number(DRAWS)} draws, seed {SEED}")
    assert stage.panel.head.drawn.text().startswith("Drawn, not documented:")


def test_the_cap_is_told_for_the_year_of_the_filter(stage: Stage) -> None:
    stage.settle(lambda: stage.session.set_clause(DateClause(date(2024, 1, 1), date(2024, 12, 31)), ""))
    cap = stage.panel.head.cap.text()
    assert cap.startswith("2024: 10.2\N{NO-BREAK SPACE}% (3.4–10.9\N{NO-BREAK SPACE}%) of the cap of 500")
    assert cap.endswith("not crossed by what is estimated.")


def test_the_tornado_tells_and_selects(stage: Stage) -> None:
    stage.settle(lambda: stage.panel.tabs.setCurrentIndex(1))
    view = stage.panel.tornado
    view.grab()
    assert view.tornado is not None
    keys = [swing.assumption.key for swing in view.tornado.swings]
    assert keys[:2] == [Key.LOAD_FRACTION, Key.BBL_PER_T]
    for swing in view.tornado.swings:
        for end, told in (
            (swing.assumption.value.low, swing.at_low_bbl),
            (swing.assumption.value.high, swing.at_high_bbl),
        ):
            moved = stage.session.assumptions.moved(swing.assumption.key, Range(end, end, end))
            other = stage.session.engine.under(moved).ledgers(stage.session.filter)
            assert told == pytest.approx(other.total.best_bbl)
    QTest.mouseClick(view, LEFT, pos=view.spot(Key.BBL_PER_T).toPoint())
    assert stage.session.selection == ("parameter:bbl_per_t",)
    stage.qtbot.keyClick(view, Qt.Key.Key_Up)
    assert view.accessibleDescription().startswith("load fraction, draught not known: ")
    stage.qtbot.keyClick(view, Qt.Key.Key_Return)
    assert stage.session.selection == ("parameter:load_fraction",)


def test_scenarios_are_compared_and_copied(stage: Stage) -> None:
    stage.settle(lambda: stage.session.assume(Key.LOAD_FRACTION, Range(0.7, 0.7, 0.7), ""))
    stage.settle(lambda: stage.panel.tabs.setCurrentIndex(2))
    view = stage.panel.comparison
    names = [row.name for row in view.model.rows]
    assert names == ["Published", "One third laden", "Half laden", "Nine tenths laden", "Changed by hand"]
    best = {row.name: row.cells[1] for row in view.model.rows}
    # 7,130 t of deadweight in two calls × 7.98 bbl/t.
    thirds = (number(7130 / 3 * 7.98), number(7130 / 2 * 7.98), number(7130 * 0.9 * 7.98))
    assert (best["One third laden"], best["Half laden"], best["Nine tenths laden"]) == thirds
    assert best["Published"] == best["Nine tenths laden"]
    stage.focus(view.table)
    stage.qtbot.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert "Filter: all dates; all vessels" in copied
    assert "A minimum: a volume is estimated for 2 of about 43 calls" in copied
    assert "Associated Press" in copied
    index = view.model.index(2, 0)
    stage.settle(lambda: view.table.activated.emit(index))
    assert stage.session.assumptions.name == "Half laden"


def test_a_source_is_two_clicks_away(stage: Stage) -> None:
    origin = stage.panel.rows[Key.LOAD_FRACTION].origin
    assert origin.accessibleName().startswith("Published 90 % (33.3–90 %): ")
    stage.focus(origin)
    stage.qtbot.keyClick(origin, Qt.Key.Key_Tab)  # to the card of the published value
    stage.qtbot.keyClick(origin, Qt.Key.Key_Tab)
    stage.qtbot.keyClick(origin, Qt.Key.Key_Return)
    assert stage.session.selection == ("source:US18AP",)


def test_what_is_not_moved_here_is_told_with_its_source(stage: Stage) -> None:
    told = stage.panel.fixed.accessibleName()
    assert "gas/diesel oil: 7.23 bbl/t (UN Statistics Division; " in told
    assert "all states together: 500\N{NARROW NO-BREAK SPACE}000 bbl per calendar year" in told


def test_the_record_says_why_nothing_can_be_saved_in_it(stage: Stage) -> None:
    stage.settle(lambda: stage.session.assume(Key.LOAD_FRACTION, Range(0.7, 0.7, 0.7), ""))
    with stage.qtbot.waitSignal(stage.panel.said) as said:
        stage.qtbot.mouseClick(stage.panel.bar.save, LEFT)
    assert said.args[0].startswith("A scenario is kept in the case. The reported record is read-only")


def test_a_case_without_parameters_says_so(small_case: Path, reported: Record, qtbot: QtBot) -> None:
    store = CaseStore.of_record(replace(read_record(small_case), parameters=()))
    stage = Stage(store, reported, qtbot)
    try:
        assert "holds none of the parameters" in stage.panel.lacking.sentence.text()
        assert not stage.panel.lacking.add.isEnabled()  # what is no file cannot be changed
        assert stage.panel.lacking.isVisible()
        assert not stage.panel.tabs.isVisible()
        assert not stage.panel.bar.isVisible()
    finally:
        stage.close()
        store.close()
