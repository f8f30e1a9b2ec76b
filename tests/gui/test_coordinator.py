"""One round at a time: the newest filter waits, none between is asked, and what nobody sees is not asked."""

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtWidgets import QStackedWidget, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.jobs.runner import THREADS, JobRunner
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.session.coordinator import PATIENCE_MS

pytestmark = pytest.mark.gui


class Asking:
    """A view whose answer is the filter it asked with, once `gate` lets it through."""

    def __init__(self, gate: threading.Event | None = None) -> None:
        self.gate = gate
        self.asked: list[Filter] = []
        self.received: list[Filter] = []
        self.errors: list[Exception] = []

    def query(self, filter_: Filter) -> Callable[[QueryEngine, Feedback], Filter]:
        """Wait for the gate as long as the answer is wanted."""
        self.asked.append(filter_)

        def work(_: QueryEngine, feedback: Feedback) -> Filter:
            while self.gate is not None and not self.gate.wait(0.01):
                if feedback.is_cancelled:
                    raise Cancelled
            return filter_

        return work

    def query_result(self, result: Filter, revision: int) -> None:
        """Keep it."""
        assert revision
        self.received.append(result)

    def query_error(self, error: Exception) -> None:
        """Keep it."""
        self.errors.append(error)


def day(number: int) -> DateClause:
    return DateClause(date(2024, 1, 1) + timedelta(days=number))


@pytest.fixture
def gate() -> Iterator[threading.Event]:
    opened = threading.Event()
    yield opened
    opened.set()


def test_a_hand_that_drags_makes_no_queue(bench: Any, qtbot: QtBot, gate: threading.Event) -> None:
    gate.set()
    slow, quick = Asking(gate), Asking()
    bench.link(slow, quick)
    gate.clear()
    for number in range(20):
        bench.session.set_clause(day(number), "")
    assert slow.asked == [Filter(), Filter.of(day(0))]  # the first of the drag is under way, the last waits
    gate.set()
    qtbot.waitUntil(lambda: bench.coordinator.is_settled)
    assert slow.asked == [Filter(), Filter.of(day(0)), Filter.of(day(19))]
    assert slow.received == quick.received == slow.asked


def test_an_old_round_is_called_off_for_a_newer_filter_only(
    bench: Any, qtbot: QtBot, gate: threading.Event
) -> None:
    gate.set()
    view = Asking(gate)
    bench.link(view)
    gate.clear()
    bench.session.set_clause(day(1), "")
    qtbot.wait(PATIENCE_MS + 50)
    assert view.asked[-1] == Filter.of(day(1))  # late, but still what is wanted
    bench.session.set_clause(day(2), "")
    assert view.asked[-1] == Filter.of(day(2))  # at once
    bench.session.set_clause(day(3), "")
    assert view.asked[-1] == Filter.of(day(2))
    qtbot.waitUntil(lambda: view.asked[-1] == Filter.of(day(3)))  # its patience over
    gate.set()
    qtbot.waitUntil(lambda: bench.coordinator.is_settled)
    assert view.received == [Filter(), Filter.of(day(3))]


def test_other_data_call_off_what_was_asked_of_the_old(bench: Any, gate: threading.Event) -> None:
    gate.set()
    view = Asking(gate)
    bench.link(view)
    gate.clear()
    bench.session.set_clause(day(1), "")
    bench.session.data_changed()
    assert len(view.asked) == 3
    bench.settle(gate.set)
    assert view.received == [Filter(), Filter.of(day(1))]


def test_a_view_is_asked_only_while_it_is_seen(bench: Any, qtbot: QtBot) -> None:
    seen, tabs = Asking(), QStackedWidget()
    hidden, behind = Asking(), QWidget()
    tabs.addWidget(QWidget())
    tabs.addWidget(behind)
    qtbot.addWidget(tabs)
    with qtbot.waitExposed(tabs):
        tabs.show()
    bench.coordinator.add(hidden, behind)
    bench.link(seen)
    bench.settle(lambda: bench.session.set_clause(day(1), ""))
    assert len(seen.received) == 2
    assert hidden.asked == []
    tabs.setCurrentIndex(1)
    qtbot.waitUntil(lambda: bool(hidden.received))
    assert hidden.received == [Filter.of(day(1))]
    tabs.setCurrentIndex(0)
    tabs.setCurrentIndex(1)
    assert len(hidden.asked) == 1  # it missed nothing
    bench.settle(lambda: bench.session.set_clause(day(2), ""))
    assert hidden.received[-1] == Filter.of(day(2))


def test_a_view_that_is_shown_during_a_round_is_asked_after_it(
    bench: Any, qtbot: QtBot, gate: threading.Event
) -> None:
    gate.set()
    slow, late, pane = Asking(gate), Asking(), QWidget()
    qtbot.addWidget(pane)
    bench.coordinator.add(late, pane)
    bench.link(slow)
    gate.clear()
    bench.session.set_clause(day(1), "")
    pane.show()
    assert late.asked == []
    gate.set()
    qtbot.waitUntil(lambda: bool(late.received))
    assert late.received == [Filter.of(day(1))]


def test_a_view_that_sets_a_clause_when_it_is_answered_starts_one_round(bench: Any, qtbot: QtBot) -> None:
    class Stepping(Asking):
        def query_result(self, result: Filter, revision: int) -> None:
            super().query_result(result, revision)
            if len(self.received) < 4:
                bench.session.set_clause(day(len(self.received)), "")

    stepping, other = Stepping(), Asking()
    bench.coordinator.add(stepping)
    bench.coordinator.add(other)
    bench.coordinator.refresh()
    qtbot.waitUntil(lambda: bench.coordinator.is_settled and len(other.received) == 4)
    assert stepping.received == other.received == [Filter(), *(Filter.of(day(n)) for n in (1, 2, 3))]


def test_after_an_error_the_newest_filter_is_asked(
    bench: Any, qtbot: QtBot, gate: threading.Event, caplog: pytest.LogCaptureFixture
) -> None:
    class Failing(Asking):
        def query(self, filter_: Filter) -> Callable[[QueryEngine, Feedback], Filter]:
            wait = super().query(filter_)

            def work(engine: QueryEngine, feedback: Feedback) -> Filter:
                if wait(engine, feedback) == Filter.of(day(1)):
                    raise ValueError("the disk is gone")
                return filter_

            return work

    gate.set()
    view = Failing(gate)
    bench.link(view)
    gate.clear()
    bench.session.set_clause(day(1), "")
    bench.session.set_clause(day(2), "")
    gate.set()
    qtbot.waitUntil(lambda: bench.coordinator.is_settled)
    assert [str(error) for error in view.errors] == ["the disk is gone"]
    assert view.received == [Filter(), Filter.of(day(2))]
    assert "the disk is gone" in caplog.text


def test_what_is_called_off_before_it_began_is_never_done(qtbot: QtBot, gate: threading.Event) -> None:
    jobs, done = JobRunner(), []
    for _ in range(THREADS):
        jobs.submit(lambda _: gate.wait(), lambda _: None, done.append)
    waiting = jobs.submit(lambda _: done.append("late"), done.append, done.append)
    waiting.cancel()
    gate.set()
    with qtbot.waitCallback() as last:
        jobs.submit(lambda _: "last", last, done.append)
    assert done == []
    jobs.shutdown()


def test_nothing_begins_once_the_jobs_are_over(qtbot: QtBot) -> None:
    """As by the timer of a round that waits while its window goes."""
    jobs, done = JobRunner(), list[str]()
    jobs.shutdown()
    jobs.submit(
        lambda _: done.append("worked"), lambda _: done.append("told"), lambda _: done.append("failed")
    )
    qtbot.wait(20)
    assert done == []
