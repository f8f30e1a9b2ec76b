"""The events panel on the training case's made-up tracks: list, selection, thresholds, verdicts, copies."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from desktop_app.domain.ais_event import EventKind, Judgement
from desktop_app.domain.event_parameters import FACTS, EventParameters
from desktop_app.exporters.event_rows import EventColumn, cell_text
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.query.event_list import KINDS
from desktop_app.ui.events.event_keys import EVENT_KEYS
from desktop_app.ui.panels.events import ALL_OFF
from tests.gui.events.conftest import Desk

pytestmark = pytest.mark.gui


def cells(desk: Desk, column: EventColumn) -> list[str]:
    """A column of the table."""
    model = desk.panel.model
    return [cell_text(row, column) for place in range(model.rowCount()) if (row := model.row_at(place))]


def test_every_gap_of_the_case_is_listed_by_its_start(desk: Desk) -> None:
    starts = cells(desk, EventColumn.START)
    gaps = desk.session.engine.events(EventKind.GAP)
    assert len(starts) == len(gaps) > 3
    assert starts == sorted(starts)
    assert desk.panel.chips.chips[EventKind.GAP].text() == f"Gaps {len(gaps)}"
    assert desk.panel.count.text() == f"{len(gaps)} of {len(gaps)} events"


def test_a_click_on_a_heading_sorts_and_turns(desk: Desk) -> None:
    header = desk.panel.table.horizontalHeader()
    durations = []
    for _ in range(2):
        header.sectionClicked.emit(EventColumn.DURATION)
        desk.wait_for(lambda: desk.coordinator.is_settled)
        answer = desk.panel.model.answer
        assert answer is not None
        events = [answer.event(place) for place in range(desk.panel.model.rowCount())]
        durations.append([event.end_s - event.start_s for event in events])
    assert durations[0] == sorted(durations[0], reverse=True)
    assert durations[1] == sorted(durations[1])
    header.sectionClicked.emit(EventColumn.WHERE)
    assert "cannot be sorted" in desk.said[-1]


def test_selection_goes_both_ways(desk: Desk) -> None:
    desk.panel.table.selectRow(1)
    assert desk.session.selection == (desk.key(1),)
    desk.session.select((desk.key(2), "vessel:nobody"), "map")
    assert desk.panel.selected_keys() == (desk.key(2),)
    desk.session.select((), "map")
    assert desk.panel.selected_keys() == ()


def test_a_click_far_right_leaves_the_ships_in_sight(desk: Desk, qtbot: QtBot) -> None:
    """Qt brings the clicked cell into view; here only a hand or the arrow keys move the rows sideways."""
    table = desk.panel.table
    table.setFixedWidth(360)
    across = table.horizontalScrollBar()
    desk.wait_for(lambda: across.maximum() > 0)
    table.setCurrentIndex(table.model().index(2, EventColumn.WHAT))
    table.scrollTo(table.model().index(3, EventColumn.WHAT))
    assert across.value() == 0
    assert desk.session.selection == (desk.key(2),)
    qtbot.keyClick(table, Qt.Key.Key_Right)
    assert across.value() > 0
    qtbot.keyClick(table, Qt.Key.Key_Left)
    assert across.value() == 0


def test_chips_take_kinds_out_of_the_list(desk: Desk) -> None:
    desk.panel.chips.chips[EventKind.GAP].click()
    desk.wait_for(lambda: desk.panel.model.rowCount() == 0)
    assert desk.panel.chips.listed == frozenset(KINDS) - {EventKind.GAP}
    for chip in desk.panel.chips.chips.values():
        chip.setChecked(False)
    desk.wait_for(lambda: desk.panel.message == ALL_OFF)


def test_a_filter_that_leaves_nothing_says_which_clause_does(desk: Desk) -> None:
    desk.session.set_clause(DateClause(date(1999, 1, 1), date(1999, 1, 2)), "bar")
    desk.wait_for(lambda: desk.panel.model.rowCount() == 0 and desk.coordinator.is_settled)
    assert desk.panel.empty.isVisible()
    desk.wait_for(lambda: bool(desk.panel.empty.buttons))
    desk.panel.empty.buttons[0].click()
    desk.wait_for(lambda: desk.panel.model.rowCount() > 0)


def test_an_event_clause_of_another_kind_hides_gaps(desk: Desk) -> None:
    total = desk.panel.model.rowCount()
    desk.session.set_clause(ChoiceClause(ClauseKind.EVENT, (EventKind.ENCOUNTER.value,)), "bar")
    desk.wait_for(lambda: desk.panel.model.rowCount() == 0)
    assert desk.panel.chips.chips[EventKind.GAP].text() == f"Gaps 0/{total}"


def test_the_gap_threshold_moves_while_it_is_dragged_and_says_what_changed(desk: Desk) -> None:
    before = desk.panel.model.rowCount()
    row = desk.panel.parameters.rows["gap_h"]
    row.presets[0].click()
    desk.wait_for(desk.settled)
    after = desk.panel.model.rowCount()
    assert after > before
    assert f"AIS gaps {before} → {after}" in desk.panel.parameters.change.text()
    row.slider.setSliderDown(True)
    row.slider.setValue(row.slider.maximum())
    assert desk.session.event_parameters.gap_h == FACTS["gap_h"].high
    row.slider.setSliderDown(False)
    desk.panel.parameters.all_published.click()
    desk.wait_for(lambda: desk.settled() and desk.panel.model.rowCount() == before)
    assert desk.session.event_parameters == EventParameters()


def test_other_thresholds_wait_until_the_hand_lets_go(desk: Desk) -> None:
    row = desk.panel.parameters.rows["leave_km"]
    row.slider.setSliderDown(True)
    row.slider.setValue(row.slider.maximum())
    assert desk.session.event_parameters == EventParameters()
    assert row.box.value() == FACTS["leave_km"].high
    row.slider.setSliderDown(False)
    assert desk.session.event_parameters.leave_km == FACTS["leave_km"].high


def test_a_threshold_that_contradicts_another_says_why_beside_the_field(desk: Desk) -> None:
    row = desk.panel.parameters.rows["enter_km"]
    row.box.setValue(9.0)
    assert desk.session.event_parameters == EventParameters()
    assert "cannot be greater than" in row.fault.text()
    assert "4 km" in row.fault.text()
    row.box.setValue(2.0)
    assert row.fault.text() == ""
    assert desk.session.event_parameters.enter_km == 2.0


@pytest.mark.parametrize(("key", "judgement"), [("A", Judgement.ACCEPTED), ("R", Judgement.REJECTED)])
def test_keys_judge_and_undo_takes_it_back(desk: Desk, key: str, judgement: Judgement, qtbot: QtBot) -> None:
    desk.panel.table.selectRow(0)
    event_id = desk.key(0).partition(":")[2]
    with qtbot.waitSignal(desk.editor.done):
        qtbot.keyClick(desk.panel.table, getattr(Qt.Key, f"Key_{key}"))
    verdict = desk.session.store.record.event_verdicts[0]
    assert (verdict.event_id, verdict.judgement, verdict.author) == (event_id, judgement, "A. Reader")
    desk.wait_for(lambda: desk.settled() and desk.panel.model.row_at(0) is not None)
    row = desk.panel.model.row_at(0)
    assert row is not None
    assert row.verdict == verdict
    with qtbot.waitSignal(desk.editor.done):
        desk.editor.undo()
    assert desk.session.store.record.event_verdicts == ()


def test_a_remark_keeps_the_verdict_and_a_verdict_the_remark(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.table.selectRow(0)
    with qtbot.waitSignal(desk.editor.done):
        qtbot.keyClick(desk.panel.table, Qt.Key.Key_R)
    qtbot.keyClick(desk.panel.table, Qt.Key.Key_N)
    dialog = desk.judging.dialog
    assert dialog is not None
    dialog.text.setPlainText("=cmd|' /C calc'!A0 <b>\u202eseen elsewhere</b>")
    with qtbot.waitSignal(desk.editor.done):
        dialog.save()
    with qtbot.waitSignal(desk.editor.done):
        qtbot.keyClick(desk.panel.table, Qt.Key.Key_A)
    verdicts = desk.session.store.record.event_verdicts
    assert len(verdicts) == 1
    assert verdicts[0].judgement is Judgement.ACCEPTED
    assert verdicts[0].text == "=cmd|' /C calc'!A0 <b>\u202eseen elsewhere</b>"
    with qtbot.waitSignal(desk.editor.done):
        qtbot.keyClick(desk.panel.table, Qt.Key.Key_Delete)
    assert desk.session.store.record.event_verdicts == ()


def test_a_verdict_whose_event_is_not_found_any_more_can_be_reached(desk: Desk, qtbot: QtBot) -> None:
    desk.panel.table.horizontalHeader().sectionClicked.emit(EventColumn.DURATION)
    desk.wait_for(lambda: desk.coordinator.is_settled)
    last = desk.panel.model.rowCount() - 1  # the shortest
    key = desk.key(last)
    desk.panel.table.selectRow(last)
    with qtbot.waitSignal(desk.editor.done):
        qtbot.keyClick(desk.panel.table, Qt.Key.Key_A)
    desk.session.set_event_parameters(EventParameters(gap_h=72.0), "test")
    desk.wait_for(lambda: desk.settled() and desk.panel.lost.isVisible())
    assert desk.panel.lost.text() == "1 verdict without its event"
    desk.panel.lost.menu().actions()[0].trigger()
    assert desk.session.selection == (key,)


def test_a_copy_holds_the_findings_their_parameters_and_sources(desk: Desk) -> None:
    desk.panel.table.selectRow(0)
    QGuiApplication.clipboard().clear()
    desk.panel.copy_selected()
    desk.wait_for(lambda: any("Copied 1 event" in sentence for sentence in desk.said))
    text = QGuiApplication.clipboard().text()
    lines = text.splitlines()
    assert lines[0].startswith("SYNTHETIC")
    assert lines[1].split("\t")[0] == "Kind"
    assert lines[2].split("\t")[-1] == desk.key(0).partition(":")[2]
    assert '"gap_h": 12.0' in text
    cited = {
        reference.source_id
        for track in desk.session.store.record.tracks
        for reference in track.citation.references
    }
    titles = [source.title for source in desk.session.store.record.sources if source.id in cited]
    assert any(title in text for title in titles)


def test_what_is_found_can_be_kept_in_the_case(desk: Desk, qtbot: QtBot) -> None:
    kept = desk.panel.kept
    assert kept.keep.isEnabled()
    with qtbot.waitSignal(desk.editor.done):
        kept.keep.click()
    desk.wait_for(desk.settled)
    assert kept.words.text().endswith("as found now.")
    assert not kept.keep.isEnabled()
    desk.session.set_event_parameters(EventParameters(gap_h=6.0), "test")
    desk.wait_for(lambda: desk.settled() and "other parameters" in kept.words.text())
    assert kept.keep.isEnabled()


def test_looking_can_be_stopped_and_begun_again(desk: Desk) -> None:
    desk.finding.stop()
    desk.session.set_event_parameters(EventParameters(gap_h=3.0), "test")
    desk.wait_for(lambda: desk.coordinator.is_settled)
    assert not desk.settled()
    assert desk.panel.line.again.isVisible()
    desk.panel.line.again.click()
    desk.wait_for(desk.settled)
    assert not desk.panel.line.isVisible()


def test_keys_of_the_help_are_those_of_the_table() -> None:
    assert {keys for keys, _ in EVENT_KEYS} >= {"A", "R", "N", "P", "Delete", "Enter", "Ctrl+C"}
