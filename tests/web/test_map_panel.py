"""The map as a view of a session, in the real engine: its arrays, its area clause, its card."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.exporters.list_rows import volume_words
from desktop_app.importers.training_case import open_training_case
from desktop_app.mapview import protocol
from desktop_app.mapview.view import MapView
from desktop_app.query.clauses import AreaClause, ChoiceClause, ClauseKind, DateClause
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Style
from desktop_app.ui.case_map import CaseMap

WAIT_MS = 30_000


@dataclass
class Bench:
    """A map of the training case, and everything that was sent to its page."""

    case: CaseMap
    sent: list[Any]
    qtbot: QtBot

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Turn the event loop until something holds."""
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    def of_kind(self, kind: type[Any]) -> list[Any]:
        """The messages of a kind."""
        return [message for message in self.sent if isinstance(message, kind)]

    def settle(self, action: Callable[[], object]) -> None:
        """Change the filter and wait until the page shows it."""
        with self.qtbot.waitSignal(self.case.panel.painted, timeout=WAIT_MS):
            action()


@pytest.fixture
def bench(qtbot: QtBot, resources: Resources, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    sent: list[Any] = []
    send = MapView.send
    monkeypatch.setattr(MapView, "send", lambda view, message: (sent.append(message), send(view, message))[1])
    owner, view = QObject(), MapView(resources)
    view.resize(640, 400)
    case = CaseMap(view, open_training_case(resources), Style(), owner)
    made = Bench(case, sent, qtbot)
    with qtbot.waitSignal(case.panel.painted, timeout=WAIT_MS):
        view.show()
    made.wait_for(lambda: bool(made.of_kind(protocol.ArraysChanged)))
    yield made
    view.close_map()
    case.close()


def test_arrays_come_after_the_first_picture_and_once(bench: Bench) -> None:
    session = bench.case.session
    kinds = [type(message) for message in bench.sent]
    assert kinds.index(protocol.VisibleChanged) < kinds.index(protocol.ArraysChanged)
    assert bench.case.panel.mask == protocol.MaskChanged("", "")
    zoom = bench.case.panel.viewport
    bench.settle(lambda: session.set_clause(DateClause(date(2024, 1, 1), date(2024, 1, 31)), "test"))
    first, last = bench.of_kind(protocol.TimeWindowChanged)[-1]
    assert (first, last) == (1_704_067_200, 1_706_745_599)
    track = session.store.record.tracks[0]
    bench.settle(lambda: session.set_clause(ChoiceClause(ClauseKind.VESSEL, (track.vessel_id,)), "test"))
    assert bench.case.panel.mask.tracks != ""
    bench.settle(session.reset_filter)
    assert bench.case.panel.mask.tracks == ""
    assert bench.of_kind(protocol.TimeWindowChanged)[-1] == protocol.ALL_TIME
    assert len(bench.of_kind(protocol.ArraysChanged)) == 1
    assert bench.case.panel.viewport == zoom


def test_a_drawn_area_is_a_clause_that_hides_nothing_on_the_map(bench: Bench) -> None:
    session, panel = bench.case.session, bench.case.panel
    everything = panel.visible
    ring = "[[150.0, 40.0], [151.0, 40.0], [151.0, 41.0]]"
    bench.settle(lambda: panel.view.received.emit(protocol.AreaDrawn(ring)))
    clause = session.filter.clause(ClauseKind.AREA)
    assert clause == AreaClause(((150.0, 40.0), (151.0, 40.0), (151.0, 41.0)))
    assert panel.visible == everything
    assert not bench.of_kind(protocol.AreaShown)  # the page drew it itself
    session.reset_filter()
    assert bench.of_kind(protocol.AreaShown)[-1] == protocol.AreaShown("[]")


def test_an_area_follows_the_view_once_it_rests(bench: Bench) -> None:
    session, panel = bench.case.session, bench.case.panel
    panel.start_area("view")
    clause = session.filter.clause(ClauseKind.AREA)
    assert isinstance(clause, AreaClause)
    assert clause.follows_view
    panel.show_view(132.0, 43.0, 9)
    bench.wait_for(lambda: session.filter.clause(ClauseKind.AREA) != clause)
    moved = session.filter.clause(ClauseKind.AREA)
    shown = panel.viewport
    assert isinstance(moved, AreaClause)
    assert shown is not None
    assert moved.ring[0] == (shown.west, shown.south)
    assert moved.follows_view
    session.reset_filter()
    panel.show_view(133.0, 42.0, 8)
    bench.qtbot.wait(400)
    assert session.filter.clause(ClauseKind.AREA) is None


def test_a_click_selects_and_says_what_it_is(bench: Bench) -> None:
    session, panel = bench.case.session, bench.case.panel
    track = session.store.record.tracks[0]
    panel.view.received.emit(protocol.FeatureClicked(f"track:{track.id}", extend=False))
    assert session.selection == (f"track:{track.id}",)
    card = bench.of_kind(protocol.CardShown)[-1]
    name = next(vessel.name for vessel in session.store.record.vessels if vessel.id == track.vessel_id)
    assert (card.key, card.title) == (f"track:{track.id}", name)
    assert "AIS track" in card.lines[0]
    (voyage,) = session.store.voyages(panel._answer.content.voyage_ids[:1])
    panel.view.received.emit(protocol.FeatureClicked(f"voyage:{voyage.id}", extend=False))
    card = bench.of_kind(protocol.CardShown)[-1]
    assert str(voyage.when.first_day.year) in card.lines[0]
    volume = volume_words(session.engine, voyage)
    assert "bbl (" in volume
    assert card.lines[-1] == volume
    panel.view.received.emit(protocol.FeatureClicked("", extend=False))
    assert bench.of_kind(protocol.CardShown)[-1] == protocol.NO_CARD
