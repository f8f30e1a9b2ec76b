"""A volumes panel on the reported record or on the training case, shown and answered."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, Final

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from desktop_app.jobs.runner import JobRunner
from desktop_app.query.volumes_results import Question
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.charts.volumes_chart import ChartHits
from desktop_app.ui.panels.volumes import VolumesPanel

LEFT: Final = Qt.MouseButton.LeftButton


class Drive:
    """A panel on a case, shown, with its answers."""

    def __init__(self, store: CaseStore, qtbot: QtBot) -> None:
        self.session = Session(store, Style())
        self.jobs = JobRunner()
        self.coordinator = Coordinator(self.session, self.jobs)
        self.panel = VolumesPanel(self.session)
        self.qtbot = qtbot
        self.panel.question_changed.connect(lambda: self.coordinator.ask(self.panel))
        qtbot.addWidget(self.panel)
        self.panel.resize(1200, 320)
        with qtbot.waitExposed(self.panel):
            self.panel.show()
        self.coordinator.add(self.panel)
        with qtbot.waitSignal(self.coordinator.delivered):
            self.coordinator.refresh()

    def filter(self, *clauses: Any) -> None:
        """Set clauses and wait for the answers."""
        for clause in clauses:
            with self.qtbot.waitSignal(self.coordinator.delivered):
                self.session.set_clause(clause, "")

    def ask(self, question: Question) -> None:
        """Show something else."""
        self.panel.set_question(question)
        self.settle()

    def settle(self) -> None:
        """Wait until the panel shows what is asked for."""
        self.qtbot.waitUntil(
            lambda: (
                self.coordinator.is_settled
                and self.panel.data is not None
                and self.panel.data.question == self.panel.question
            )
        )

    def show_table(self) -> None:
        """Turn to the table and wait for its rows."""
        self.panel._tabs.setCurrentWidget(self.panel.table)
        self.qtbot.waitUntil(lambda: self.coordinator.is_settled and bool(self.panel.rows.rows))

    @property
    def hits(self) -> ChartHits:
        """Where things were painted just now."""
        self.panel.chart.grab()
        hits = self.panel.chart._hits
        assert hits is not None
        return hits

    def click(self, at: QPointF) -> None:
        """Click into the chart."""
        self.qtbot.mouseClick(self.panel.chart, LEFT, pos=at.toPoint())

    def in_slot(self, start: date) -> QPointF:
        """A point in a period where no bar is."""
        bars = self.hits.bars
        left = bars.axis.x_of(bars.axis.starts.index(start))
        return QPointF(left + bars.axis.slot / 2, bars.plot.top() + 3)


@pytest.fixture
def driven(qtbot: QtBot) -> Iterator[Callable[[CaseStore], Drive]]:
    """Makes a panel on any case; its jobs end with the test."""
    made: list[Drive] = []

    def drive(store: CaseStore) -> Drive:
        made.append(Drive(store, qtbot))
        return made[-1]

    yield drive
    for one in made:
        one.jobs.shutdown()


@pytest.fixture
def record(store: CaseStore, driven: Callable[[CaseStore], Drive]) -> Drive:
    return driven(store)


@pytest.fixture
def made_up(training: CaseStore, driven: Callable[[CaseStore], Drive]) -> Drive:
    return driven(training)
