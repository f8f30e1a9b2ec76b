"""Clauses that are on, off and gone, and what a view that is left empty offers."""

from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.jobs.runner import JobRunner
from desktop_app.query.clauses import (
    CHOICE_KINDS,
    ChoiceClause,
    Clause,
    ClauseKind,
    DateClause,
    Filter,
    TextClause,
    VolumeClause,
)
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.ui.empty_view import EmptyView
from desktop_app.ui.hidden_notice import HiddenNotice
from desktop_app.ui.line_stack import LineStack

pytestmark = pytest.mark.gui

CLAUSES: list[Clause] = [
    DateClause(date(2024, 1, 1)),
    DateClause(),
    VolumeClause(1000),
    TextClause("yu"),
    TextClause(),
    *(ChoiceClause(kind, ("one", "two")) for kind in CHOICE_KINDS),
]
deeds = st.lists(
    st.one_of(
        st.tuples(st.just("set"), st.sampled_from(CLAUSES)),
        st.tuples(st.sampled_from(["lift", "put back", "drop"]), st.sampled_from(ClauseKind)),
    ),
    max_size=30,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds)
def test_a_clause_is_on_or_off_or_gone(bench: Any, done: list[tuple[str, Any]]) -> None:
    session = bench.session
    session.reset_filter()
    on: dict[ClauseKind, Clause] = {}
    off: dict[ClauseKind, Clause] = {}
    for deed, what in done:
        changes: list[SessionChange] = []
        session.changed.connect(changes.append)
        before = (session.filter, session.lifted)
        if deed == "set":
            session.set_clause(what, "")
            on.pop(what.kind, None)
            off.pop(what.kind, None)
            if what.is_active:
                on[what.kind] = what
        elif deed == "lift":
            session.lift(what)
            off.update({what: on.pop(what)} if what in on else {})
        elif deed == "put back":
            session.put_back(what)
            on.update({what: off.pop(what)} if what in off else {})
        else:
            session.drop(what)
            on.pop(what, None)
            off.pop(what, None)
        session.changed.disconnect(changes.append)
        assert session.filter == Filter.of(*on.values())
        assert session.lifted == Filter.of(*off.values()).clauses
        # One change at most, which names exactly the parts that differ.
        told = changes[0].what if changes else Changed(0)
        assert len(changes) <= 1
        assert (Changed.FILTER in told) == (session.filter != before[0])
        assert (Changed.LIFTED in told) == (session.lifted != before[1])


def test_an_empty_view_lifts_what_hides_the_rest(bench: Any, qtbot: QtBot) -> None:
    session = bench.session
    host = QWidget()
    empty = EmptyView(session, "voyages", host)
    qtbot.addWidget(host)
    host.resize(500, 400)
    session.set_filter(Filter.of(DateClause(date(2031, 1, 1)), TextClause("yu")))
    with qtbot.waitExposed(host):
        host.show()
    assert "no voyages" in empty.sentence
    assert empty.reset.isVisible()
    button = next(button for button in empty.buttons if "from 2031-01-01" in button.accessibleName())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert session.lifted == (DateClause(date(2031, 1, 1)),)
    qtbot.waitUntil(lambda: len(empty.buttons) == 1)
    assert not empty.reset.isVisible()
    empty.buttons[0].setFocus()
    qtbot.keyClick(empty.buttons[0], Qt.Key.Key_Space)
    assert not session.filter.is_active


def test_selecting_what_is_hidden_says_why_and_offers_the_way_out(bench: Any, qtbot: QtBot) -> None:
    session = bench.session
    window = QMainWindow()
    qtbot.addWidget(window)
    lines = LineStack(window)
    window.addToolBar(lines.bar)
    with qtbot.waitExposed(window):
        window.show()
    jobs = JobRunner()
    notice = HiddenNotice(session, jobs, lines, window)
    key = "voyage:v-2024-11-05-unnamed"
    session.select((key,), "")
    ship = ChoiceClause(ClauseKind.VESSEL, ("yu-son",), ("YU SON",))
    session.set_filter(Filter.of(DateClause(date(2024, 1, 1), date(2024, 6, 30)), ship))
    qtbot.wait(50)
    assert lines.shown == {}  # brushing says nothing
    notice.look()
    qtbot.waitUntil(lambda: "hidden" in lines.shown)
    line = lines.shown["hidden"]
    assert "5 Nov 2024" in line.text
    assert "2024-06-30" in line.text
    assert "YU SON" in line.text
    qtbot.mouseClick(line.buttons["Widen the dates"], Qt.MouseButton.LeftButton)
    assert session.filter.dates == DateClause(date(2024, 1, 1), date(2024, 11, 5))
    qtbot.waitUntil(lambda: list(lines.shown["hidden"].buttons) == ["Lift “vessel”"])
    qtbot.mouseClick(lines.shown["hidden"].buttons["Lift “vessel”"], Qt.MouseButton.LeftButton)
    assert session.lifted == (ship,)
    qtbot.waitUntil(lambda: lines.shown == {})
    session.set_clause(DateClause(date(2031, 1, 1)), "")
    session.select(("port:vostochny",), "")
    session.select((key,), "")
    qtbot.waitUntil(lambda: "hidden" in lines.shown)
    session.select((), "")
    assert lines.shown == {}
    jobs.shutdown()
