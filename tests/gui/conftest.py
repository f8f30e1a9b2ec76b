"""A session on the reported record, with its coordinator, without the map."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.jobs.runner import JobRunner
from desktop_app.session.coordinator import Coordinator, LinkedView
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore


@dataclass
class Bench:
    """A session and who asks its views."""

    session: Session
    coordinator: Coordinator
    qtbot: QtBot
    jobs: JobRunner

    def link(self, *views: LinkedView) -> None:
        """Take views in and wait for their first answer."""
        for view in views:
            self.coordinator.add(view)
        self.settle(self.coordinator.refresh)

    def settle(self, action: object) -> None:
        """Do something that changes the filter, and wait until every view has its answer."""
        with self.qtbot.waitSignal(self.coordinator.delivered):
            assert callable(action)
            action()


@pytest.fixture
def bench(store: CaseStore, qtbot: QtBot) -> Iterator[Bench]:
    session = Session(store, Style())
    jobs = JobRunner()
    yield Bench(session, Coordinator(session, jobs), qtbot, jobs)
    jobs.shutdown()
