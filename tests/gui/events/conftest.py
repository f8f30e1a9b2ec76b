"""A case with made-up tracks, its events found by plain finders: no compiled code is needed for a window."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from desktop_app.analysis.detector import FINDERS, Detector
from desktop_app.analysis.event_columns import EventColumns
from desktop_app.domain.ais_event import EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.importers.training_case import open_training_case
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.ais_events import FoundEvent
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.editor import CaseEditor
from desktop_app.session.finding import EventFinding
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.events.judging import EventJudging
from desktop_app.ui.events.kept_line import KeptLine
from desktop_app.ui.late_panel import taken_in
from desktop_app.ui.panels.events import EventsPanel

WHO = "A. Reader"
WAIT_MS = 20_000


def found_gaps(detector: Detector, parameters: EventParameters, _: Feedback | None) -> EventColumns:
    """Silences longer than the threshold, each report compared with the next."""
    fleet = detector.fleet
    rows = [
        (vessel, first)
        for vessel in range(len(fleet.vessel_ids))
        for first in range(fleet.reports_of(vessel).start, fleet.reports_of(vessel).stop - 1)
        if int(fleet.t_s[first + 1]) - int(fleet.t_s[first]) > parameters.gap_h * 3600
    ]
    vessels, firsts = (np.array([row[column] for row in rows], np.int64) for column in (0, 1))
    return EventColumns.of(
        EventKind.GAP,
        fleet.vessel_ids,
        detector.places.ids,
        {},
        vessel=vessels,
        start_s=fleet.t_s[firsts].astype(np.int64),
        end_s=fleet.t_s[firsts + 1].astype(np.int64),
        lon_e7=fleet.lon_e7[firsts],
        lat_e7=fleet.lat_e7[firsts],
        first=firsts,
        last=firsts + 1,
    )


def sentence(event: FoundEvent, _: CaseStore) -> str:
    """The finding in one line."""
    return f"silent {(event.end_s - event.start_s) / 3600:.0f} h"


def _nothing(kind: EventKind) -> Callable[..., EventColumns]:
    return lambda detector, _parameters, _feedback: EventColumns.none(
        kind, detector.fleet.vessel_ids, detector.places.ids
    )


@pytest.fixture
def plain_finders(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gaps by a plain loop, and nothing else."""
    from desktop_app.exporters.ais_event_card import _TELLERS  # noqa: PLC0415 - stands beside what it replaces

    for kind, name in FINDERS.items():
        finder: Any = ModuleType(name)
        finder.find = found_gaps if kind is EventKind.GAP else _nothing(kind)
        monkeypatch.setitem(sys.modules, name, finder)
        teller: Any = ModuleType(_TELLERS[kind])
        teller.sentence, teller.sections = sentence, lambda _event, _store: ()
        monkeypatch.setitem(sys.modules, f"desktop_app.exporters.ais_events.{_TELLERS[kind]}", teller)


@dataclass
class Desk:
    """An own case, its events panel, and who changes it."""

    session: Session
    jobs: JobRunner
    editor: CaseEditor
    coordinator: Coordinator
    finding: EventFinding
    judging: EventJudging
    panel: EventsPanel
    said: list[str]
    qtbot: QtBot

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Turn the event loop until something holds."""
        self.qtbot.waitUntil(condition, timeout=WAIT_MS)

    def key(self, row: int) -> str:
        """The key of a row of the table."""
        return self.panel.model.key_at(row)

    def settled(self) -> bool:
        """Whether the list is that of the present parameters and data."""
        answer = self.panel.model.answer
        return (
            answer is not None
            and not self.finding.is_looking
            and self.coordinator.is_settled
            and answer.engine.event_parameters == self.session.event_parameters
        )


@pytest.fixture(scope="session")
def tracked_file(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The training case, with its made-up tracks, as the bytes of a case file."""
    path = tmp_path_factory.mktemp("tracked") / "case.gpkg"
    store = open_training_case(resources)
    with store.whole() as source:
        save_as_case(source, path, title="Mine", who=WHO, now=datetime(2026, 11, 1, tzinfo=UTC))
    store.close()
    return path.read_bytes()


@pytest.fixture
def tracked(tracked_file: bytes, tmp_path: Path) -> Iterator[CaseStore]:
    path = tmp_path / "case.gpkg"
    path.write_bytes(tracked_file)
    store = CaseStore.open(path)
    yield store
    store.close()


@pytest.fixture
def desk(tracked: CaseStore, plain_finders: None, qtbot: QtBot) -> Iterator[Desk]:  # noqa: ARG001 - it replaces
    session, jobs = Session(tracked, Style()), JobRunner()
    editor, coordinator = CaseEditor(session, WHO), Coordinator(session, jobs)
    finding = EventFinding(session, jobs)
    said: list[str] = []
    panel = EventsPanel(session, jobs, finding, _judging(session, editor, qtbot), KeptLine(session, editor))
    qtbot.addWidget(panel)
    panel.resize(600, 700)
    taken_in(panel, coordinator, said.append)
    panel.show()
    judging = panel.judging
    judging.said.connect(said.append)
    made = Desk(session, jobs, editor, coordinator, finding, judging, panel, said, qtbot)
    coordinator.refresh()
    made.wait_for(made.settled)
    yield made
    jobs.shutdown()
    editor.shutdown()


def _judging(session: Session, editor: CaseEditor, qtbot: QtBot) -> EventJudging:
    from PySide6.QtWidgets import QWidget  # noqa: PLC0415 - the process is prepared by then

    window = QWidget()
    qtbot.addWidget(window)
    return EventJudging(session, editor, window)
