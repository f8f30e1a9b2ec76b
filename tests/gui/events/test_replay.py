"""Playing an event: the strip under the map, what the map is told, keys, and the end of it."""

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.event_parameters import EventParameters
from desktop_app.mapview.protocol import NO_REPLAY, FitRequested, ReplayMoved
from desktop_app.query.replay import HEARD_S
from desktop_app.ui.replay.control import ReplayControl
from desktop_app.ui.replay.replay_pane import ReplayPane
from tests.gui.events.conftest import Desk

pytestmark = pytest.mark.gui


class _Map(QObject):
    """Stands for the map and its panel: keeps what the page would be told."""

    fitted = Signal()

    def __init__(self, view: QWidget) -> None:
        super().__init__()
        self.view = view
        self.sent: list[object] = []
        view.send = self.sent.append  # type: ignore[attr-defined] # as a MapView has it

    def fit_to(self, bounds: tuple[float, float, float, float]) -> None:
        """Keep it."""
        self.sent.append(FitRequested(*bounds))

    def ships(self) -> list[dict[str, object]]:
        """What the map shows of the replay."""
        moved = next(message for message in reversed(self.sent) if isinstance(message, ReplayMoved))
        told: list[dict[str, object]] = json.loads(moved.ships)
        return told


@pytest.fixture
def stage(desk: Desk, qtbot: QtBot) -> Iterator[tuple[ReplayControl, _Map]]:
    window, centre = QMainWindow(), QWidget()
    layout = QVBoxLayout(centre)
    view = QWidget(centre)
    layout.addWidget(view, 1)
    window.setCentralWidget(centre)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    shown = _Map(view)
    control = ReplayControl(window, desk.session, desk.jobs, shown)  # type: ignore[arg-type] # stands for the panel
    yield control, shown
    control.close()


def played(desk: Desk, control: ReplayControl, row: int = 0) -> ReplayPane:
    """The strip, with the event of a row in it, stopped."""
    control.play(desk.key(row))
    desk.wait_for(lambda: control.pane is not None and control.pane.isVisible())
    assert control.pane is not None
    control.pane.stop()
    return control.pane


def test_a_silent_ship_stays_where_it_was_heard_last(desk: Desk, stage: tuple[ReplayControl, _Map]) -> None:
    control, shown = stage
    pane = played(desk, control)
    scene = pane.scene
    assert scene is not None
    assert any(isinstance(message, FitRequested) for message in shown.sent)
    pane.clock.go_to(scene.start_s)
    (heard,) = shown.ships()
    assert heard["silent"] is False
    pane.clock.go_to((scene.start_s + scene.end_s) / 2)
    (silent,) = shown.ships()
    assert silent["silent"] is True
    assert (silent["lon"], silent["lat"]) == (heard["lon"], heard["lat"])
    assert "last heard" in str(silent["label"])
    assert "no report for" in pane.words.text()


def test_the_keys_of_the_graph_move_the_moment(
    desk: Desk, stage: tuple[ReplayControl, _Map], qtbot: QtBot
) -> None:
    control, shown = stage
    pane = played(desk, control)
    scene = pane.scene
    assert scene is not None
    reel = scene.reels[0]
    qtbot.keyClick(pane.graph, Qt.Key.Key_Home)
    assert pane.clock.second == scene.start_s
    qtbot.keyClick(pane.graph, Qt.Key.Key_Right)
    assert pane.clock.second == scene.end_s  # nothing was heard between
    assert scene.end_s - scene.start_s > HEARD_S
    qtbot.keyClick(pane.graph, Qt.Key.Key_Left)
    qtbot.keyClick(pane.graph, Qt.Key.Key_Left)
    assert pane.clock.second == reel.times[reel.times.index(scene.start_s) - 1]
    qtbot.keyClick(pane.graph, Qt.Key.Key_Space)
    assert pane.clock.runs
    qtbot.keyClick(pane.graph, Qt.Key.Key_Space)
    assert not pane.clock.runs
    qtbot.keyClick(pane.graph, Qt.Key.Key_Escape)
    assert not pane.isVisible()
    assert shown.sent[-1] == NO_REPLAY


def test_it_runs_by_itself_as_fast_as_it_is_told_to_and_stops_at_the_end(
    desk: Desk, stage: tuple[ReplayControl, _Map]
) -> None:
    control, _ = stage
    pane = played(desk, control)
    scene = pane.scene
    assert scene is not None
    pane.faster.setCurrentIndex(pane.faster.count() - 1)
    assert pane.clock.speed == 3_600
    pane.clock.go_to(scene.last_s - 600)
    pane.clock.toggle()
    desk.wait_for(lambda: not pane.clock.runs)
    assert pane.clock.second == scene.last_s


def test_the_reports_behind_it_are_counted(desk: Desk, stage: tuple[ReplayControl, _Map]) -> None:
    control, _ = stage
    pane = played(desk, control)
    scene = pane.scene
    assert scene is not None
    within = scene.reels[0].within
    told = pane.reports.text()
    assert told.startswith(f"{within.stop - within.start} reports")
    assert told.endswith("none flagged.")


def test_an_event_that_is_not_found_any_more_ends_its_replay(
    desk: Desk, stage: tuple[ReplayControl, _Map]
) -> None:
    control, shown = stage
    said: list[str] = []
    control.said.connect(said.append)
    desk.panel.table.selectRow(0)
    pane = played(desk, control)
    desk.session.set_event_parameters(EventParameters(gap_h=72.0), "test")
    desk.wait_for(lambda: not pane.isVisible())
    assert "not found" in said[-1]
    assert shown.sent[-1] == NO_REPLAY


def test_other_things_cannot_be_played(stage: tuple[ReplayControl, _Map]) -> None:
    control, _ = stage
    said: list[str] = []
    control.said.connect(said.append)
    control.play("vessel:nobody")
    assert said
    assert control.pane is None
