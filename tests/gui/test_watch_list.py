"""Watched areas: drawn on the map, named, ships are looked for there, renamed and given up, each to undo."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from desktop_app.analysis.case_places import case_places
from desktop_app.analysis.places import PlaceKind
from desktop_app.domain.record import Record
from desktop_app.mapview import protocol
from desktop_app.query.clauses import AreaClause, ClauseKind
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.session.watch_areas import OWN_SOURCE
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.map_area import MapArea
from desktop_app.ui.watch_list import WatchList

RING = ((130.0, 41.0), (130.5, 41.0), (130.5, 41.4))
HOSTILE = '=cmd()<b>&"\u202e'


class Page(QObject):
    """What a map's page and its panel do for the list: they are told, and tell."""

    received = Signal(object)
    area_to_watch = Signal(object)
    watching_wanted = Signal()
    said = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.sent: list[object] = []
        self.viewport = None
        self.fitted: list[tuple[float, float, float, float]] = []
        self.area = MapArea(session, self, "map", self)  # type: ignore[arg-type] # stands for the view
        self.area.watched.connect(self.area_to_watch)

    def send(self, message: object) -> None:
        """Remember it."""
        self.sent.append(message)

    def setFocus(self) -> None:  # noqa: N802 - Qt's name
        """The keyboard is not tested here."""

    def draw_watch_area(self) -> None:
        """As the panel does."""
        self.area.start_watch()

    def fit_to(self, bounds: tuple[float, float, float, float]) -> None:
        """Remember them."""
        self.fitted.append(bounds)

    def draw(self) -> None:
        """As the page tells that a ring was drawn: first that drawing has ended."""
        self.received.emit(protocol.ModeChanged(""))
        self.received.emit(protocol.AreaDrawn(json.dumps(RING)))


@pytest.fixture
def store(reported: Record, tmp_path: Path) -> Iterator[CaseStore]:
    path = tmp_path / "own.gpkg"
    source = CaseStore.of_record(reported)
    with source.whole() as connection:
        save_as_case(connection, path, title="Own", who="kim", now=datetime(2026, 1, 1, tzinfo=UTC))
    source.close()
    store = CaseStore.open(path)
    yield store
    store.close()


Bench = tuple[WatchList, Page, Session, CaseEditor, Callable[[Callable[[], object]], None]]


@pytest.fixture
def bench(store: CaseStore, qtbot: QtBot) -> Iterator[Bench]:
    session = Session(store, Style())
    editor, page = CaseEditor(session, "kim"), Page(session)
    watched = WatchList(session, editor, page)  # type: ignore[arg-type] # stands for the map's panel
    qtbot.addWidget(watched)

    def run(action: Callable[[], object]) -> None:
        with qtbot.waitSignal(editor.done):
            action()

    yield watched, page, session, editor, run
    editor.shutdown()


def keep(watched: WatchList, name: str) -> None:
    assert watched.dialog is not None
    watched.dialog.name.setText(name)
    watched.dialog.accept()


def test_an_area_that_is_drawn_is_named_and_ships_are_looked_for_in_it(bench: Bench) -> None:
    watched, page, session, editor, run = bench
    session.set_layers(tuple(key for key in session.layers if key != "watch_areas"), "test")
    watched.draw.click()
    assert page.sent[-1] == protocol.CommandRequested("areaPolygon")
    page.draw()
    assert session.filter.clause(ClauseKind.AREA) is None  # it is none of the filter
    assert watched.dialog is not None
    assert watched.dialog.name.text() == "Area 1"
    run(lambda: keep(watched, HOSTILE))
    (area,) = session.store.record.watch_areas
    assert (area.name, area.ring, area.citation.source_ids) == (HOSTILE, RING, (OWN_SOURCE.id,))
    assert "watch_areas" in session.layers
    place = next(one for one in case_places(session.store).places if one.kind is PlaceKind.AREA)
    assert (place.id, place.name, place.ring) == (area.id, HOSTILE, RING)
    row = watched.rows[area.id]
    assert row.label.toolTip().endswith(HOSTILE)
    row.fit.click()
    west, south, east, north = page.fitted[-1]
    assert west < 130.0
    assert east > 130.5
    assert south < 41.0
    assert north > 41.4
    row.rename.click()
    run(lambda: keep(watched, "Roads"))
    assert session.store.record.watch_areas[0].name == "Roads"
    run(row.remove.click)
    assert not session.store.record.watch_areas
    assert not watched.rows
    run(editor.undo)
    assert session.store.record.watch_areas[0].name == "Roads"
    # A second one cites the source that is there already.
    page.area_to_watch.emit(RING)
    assert watched.dialog.name.text() == "Area 1"
    run(lambda: keep(watched, "Second"))
    assert [source.id for source in session.store.record.sources].count(OWN_SOURCE.id) == 1


def test_drawing_that_was_left_watches_nothing_later(bench: Bench, qtbot: QtBot) -> None:
    watched, page, session, _, _ = bench
    page.watching_wanted.emit()
    page.received.emit(protocol.ModeChanged(""))  # Escape
    qtbot.waitUntil(lambda: not page.area._watching)
    page.draw()
    assert watched.dialog is None
    clause = session.filter.clause(ClauseKind.AREA)
    assert isinstance(clause, AreaClause)
    assert clause.ring == RING
    # Nor does drawing for the filter that was begun after it.
    page.watching_wanted.emit()
    page.area.start("rectangle")
    page.draw()
    assert watched.dialog is None


def test_a_case_that_cannot_be_changed_says_why(training: CaseStore, qtbot: QtBot) -> None:
    session = Session(training, Style())
    editor, page = CaseEditor(session, "kim"), Page(session)
    watched = WatchList(session, editor, page)  # type: ignore[arg-type] # as above
    qtbot.addWidget(watched)
    assert not watched.draw.isEnabled()
    assert watched.draw.toolTip() == editor.read_only
    with qtbot.waitSignal(page.said) as said:
        page.watching_wanted.emit()
    assert said.args == [editor.read_only]
    editor.shutdown()
