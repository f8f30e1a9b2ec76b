"""A change of the case reaches every view, and takes neither selection nor place from the reader."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Signal
from pytestqt.qtbot import QtBot

from desktop_app.exporters.voyage_columns import Column
from desktop_app.jobs.runner import JobRunner
from desktop_app.mapview.protocol import FeaturesChanged, VisibleChanged
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Delete, Edit, Operation, Update
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.clause_editors import ClauseEditors
from desktop_app.ui.filter_bar import FilterBar
from desktop_app.ui.map_panel import MapPanel
from desktop_app.ui.models.voyage_table import VOYAGE_ROLE
from desktop_app.ui.panels.timeline import TimelinePanel
from desktop_app.ui.panels.volumes import VolumesPanel
from desktop_app.ui.panels.voyages import VoyagesPanel

pytestmark = pytest.mark.gui

SHIP = "yu-son"


class SentMap(QObject):
    """Stands for the map's widget: keeps what the page would be told."""

    received = Signal(object)
    viewport = None

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[object] = []
        self.published: list[dict[str, Any]] = []

    def send(self, message: object) -> None:
        """Keep it."""
        self.sent.append(message)

    def publish(self, name: str, payload: bytes) -> str:
        """Keep the features."""
        self.published.append(json.loads(payload))
        return f"{name}/{len(self.published)}"

    def visible(self) -> dict[str, Any]:
        """What the filter left last."""
        decoded: dict[str, Any] = json.loads(
            next(message.payload for message in reversed(self.sent) if isinstance(message, VisibleChanged))
        )
        return decoded


class Desk:
    """An editable copy of the reported record, its views, and who changes it."""

    def __init__(self, session: Session, jobs: JobRunner, qtbot: QtBot) -> None:
        self.session = session
        self.qtbot = qtbot
        self.coordinator = Coordinator(session, jobs)
        self.map = SentMap()
        self.panel = MapPanel(session, self.map)  # type: ignore[arg-type] # stands for a MapView
        self.voyages, self.timeline, self.volumes = (
            VoyagesPanel(session, jobs),
            TimelinePanel(session),
            VolumesPanel(session),
        )
        self.bar = FilterBar(session, ClauseEditors(session, self.coordinator, self.voyages))
        for view in (self.panel, self.voyages, self.timeline, self.volumes):
            self.coordinator.add(view)
        for widget in (self.voyages, self.timeline, self.volumes, self.bar):
            qtbot.addWidget(widget)
        self.settle(self.coordinator.refresh)

    def settle(self, action: Any) -> None:
        """Do something, and wait until every view has its answer."""
        with self.qtbot.waitSignal(self.coordinator.delivered):
            action()

    def change(self, *operations: Operation) -> None:
        """Carry an edit out, and tell the views."""
        self.session.store.edit(Edit("Change it", operations), "Tester")
        self.settle(self.session.data_changed)

    def cells(self, column: Column) -> list[str]:
        """A column of the voyages table."""
        model = self.voyages.table.model()
        return [str(model.index(row, column).data()) for row in range(model.rowCount())]


@pytest.fixture
def desk(store: CaseStore, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    path = tmp_path / "mine.gpkg"
    with store.whole() as source:
        save_as_case(source, path, title="Mine", who="Tester", now=datetime.now(UTC))
    mine = CaseStore.open(path)
    jobs = JobRunner()
    yield Desk(Session(mine, Style()), jobs, qtbot)
    jobs.shutdown()
    mine.close()


def test_another_name_is_everywhere(desk: Desk) -> None:
    desk.settle(lambda: desk.session.set_clause(ChoiceClause(ClauseKind.VESSEL, (SHIP,), ("YU SON",)), ""))
    before = len(desk.map.published)
    desk.change(Update("vessel", SHIP, {"name": "ANOTHER"}))
    assert set(desk.cells(Column.VESSEL)) == {"ANOTHER"}
    assert desk.bar.vessels.text().startswith("ANOTHER")
    assert any("ANOTHER" in entry.label for lane in desk.timeline.canvas.lanes for entry in lane.entries)
    assert len(desk.map.published) == before + 1
    assert "ANOTHER" in {voyage["name"] for voyage in desk.map.published[-1]["voyages"]}
    # The features arrive before what is visible of them.
    kinds = [type(message) for message in desk.map.sent]
    assert kinds.index(FeaturesChanged) < kinds.index(VisibleChanged)
    assert kinds[-1] is VisibleChanged


def test_a_filter_alone_sends_no_features(desk: Desk) -> None:
    before = len(desk.map.published)
    desk.settle(lambda: desk.session.set_clause(DateClause(date(2024, 10, 1), date(2024, 10, 31)), ""))
    desk.settle(desk.session.reset_filter)
    assert len(desk.map.published) == before


def test_a_deleted_voyage_goes_and_comes_back(desk: Desk) -> None:
    store = desk.session.store
    with store.reader() as reader:
        (voyage,) = next(
            reader.execute(
                "SELECT id FROM voyage WHERE counted AND id NOT IN (SELECT voyage_id FROM port_call "
                "WHERE voyage_id IS NOT NULL) AND id NOT IN (SELECT voyage_id FROM sighting "
                "WHERE voyage_id IS NOT NULL) LIMIT 1"
            )
        )
    rows, sentence = len(desk.cells(Column.DATE)), desk.volumes.sentence
    desk.change(Delete("voyage", voyage))
    assert len(desk.cells(Column.DATE)) == rows - 1
    assert voyage not in desk.map.visible()["voyages"]
    assert desk.volumes.sentence != sentence
    store.undo("Tester")
    desk.settle(desk.session.data_changed)
    assert len(desk.cells(Column.DATE)) == rows
    assert voyage in desk.map.visible()["voyages"]
    assert desk.volumes.sentence == sentence


def test_the_reader_keeps_selection_filter_and_place(desk: Desk, qtbot: QtBot) -> None:
    panel = desk.voyages
    panel.resize(600, 160)
    with qtbot.waitExposed(panel):
        panel.show()
    first = panel.table.model().index(0, 0).data(VOYAGE_ROLE)
    desk.session.select((f"voyage:{first.id}",), "")
    clause = DateClause(date(2023, 1, 1), None)
    desk.settle(lambda: desk.session.set_clause(clause, ""))
    bar = panel.table.verticalScrollBar()
    bar.setValue(bar.maximum())
    top = panel.table.indexAt(QPoint(4, 4)).row()
    assert top > 0
    desk.change(Update("vessel", SHIP, {"note": "Something else."}))
    assert panel.table.indexAt(QPoint(4, 4)).row() == top
    assert desk.session.selection == (f"voyage:{first.id}",)
    assert desk.session.filter.dates == clause
    assert [index.row() for index in panel.table.selectionModel().selectedRows()] == [0]
