"""The volumes chart under mouse and keyboard: what a click, a key or the menu selects and filters to."""

from datetime import date
from typing import Any, Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.exporters.cards import card_for
from desktop_app.query.clauses import ClauseKind, DateClause
from desktop_app.query.periods import Period
from desktop_app.query.results import MOST_SELECTED
from desktop_app.query.volumes_results import Question, Split
from desktop_app.ui.charts.volumes_widget import Spot
from desktop_app.ui.panels import volumes

pytestmark = pytest.mark.gui
APRIL: Final = date(2024, 4, 1)


@pytest.mark.parametrize(
    ("period", "start", "key"),
    [
        (Period.MONTH, date(2024, 3, 1), "month:2024-03"),
        (Period.QUARTER, date(2024, 1, 1), "quarter:2024-Q1"),
        (Period.YEAR, date(2024, 1, 1), "year:2024"),
    ],
)
def test_a_click_opens_the_ledger_of_a_period(record: Any, period: Period, start: date, key: str) -> None:
    record.ask(Question(period))
    place = record.in_slot(start)
    assert "observed" in record.panel.chart.words(record.panel.chart.spot_at(place))
    record.click(place)
    assert record.session.selection == (key,)
    card = card_for(record.session.store, key)
    assert card is not None
    assert card.sources


def test_the_cap_line_leads_to_its_resolution_and_a_crossing_to_its_year(made_up: Any) -> None:
    box = next(box for box, mark in made_up.hits.marks if mark.kind == "rule")
    made_up.click(box.center())
    assert made_up.session.selection == ("rule:refined-cap",)
    box, mark = next((box, mark) for box, mark in made_up.hits.marks if mark.kind == "year")
    assert "crosses 500" in mark.label
    made_up.click(box.center())
    assert made_up.session.selection == ("year:2024",)


@pytest.mark.parametrize("split", [Split.VESSEL, Split.LOADING, Split.DISCHARGE, Split.PRODUCT, Split.MODE])
def test_a_click_on_a_part_selects_its_voyages(made_up: Any, split: Split) -> None:
    made_up.ask(Question(Period.QUARTER, split))
    data = made_up.panel.data
    assert data is not None
    quarter = [part for _, start, part in made_up.hits.bars.parts if start == APRIL]
    assert len(set(quarter)) > 1
    for part in set(quarter):
        tallest = max(
            (box for box, start, other in made_up.hits.bars.parts if (start, other) == (APRIL, part)),
            key=lambda box: box.height(),
        )
        made_up.click(tallest.center())
        chosen = made_up.session.selection
        cell = data.cells[APRIL, part]
        ships = made_up.session.store.voyages(
            key.removeprefix("voyage:") for key in chosen if key.startswith("voyage:")
        )
        assert sum(row.ships for row in ships) == cell.calls
        assert sum(key.startswith("consignment:") for key in chosen) == cell.consignments


def test_a_click_on_the_row_of_payments_selects_them(made_up: Any, record: Any) -> None:
    data = made_up.panel.data
    assert data is not None
    paid = [(box, mark) for box, mark in made_up.hits.marks if mark.kind == "payment"]
    box, mark = next((box, mark) for box, mark in paid if mark.when.first_day == APRIL)
    assert "A check, not a finding" in mark.words
    made_up.click(box.center())
    assert made_up.session.selection == data.payment_keys(APRIL)
    assert len(made_up.session.selection) == 8
    actions = {action.text(): action for action in made_up.panel.menu(Spot(APRIL)).actions()}
    made_up.session.select((), "")
    actions["Select the payments of Apr 2024"].trigger()
    assert made_up.session.selection == data.payment_keys(APRIL)
    # In the record one payment has no amount, and another is of a whole year: apart, and in no bar.
    marks = [mark for _, mark in record.hits.marks if mark.kind == "payment"]
    assert [mark.keys for mark in marks] == [("payment:payment-first",), ("payment:payments-2024",)]
    assert "amount not published" in marks[0].words


def test_the_keyboard_goes_through_periods_and_parts(made_up: Any) -> None:
    made_up.ask(Question(split=Split.VESSEL))
    chart = made_up.panel.chart
    made_up.hits  # noqa: B018 - painted, so that the tooltip has its place
    chart.setFocus()
    key = made_up.qtbot.keyClick
    with made_up.qtbot.waitSignal(chart.menu_wanted):
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, chart.rect().center(), QPoint())
        QGuiApplication.sendEvent(chart, asked)
    for menu in made_up.panel.findChildren(QMenu):
        menu.close()
    key(chart, Qt.Key.Key_Home)
    key(chart, Qt.Key.Key_End)
    last = chart._cursor.start
    key(chart, Qt.Key.Key_Left)
    assert chart._cursor.start is not None
    assert last is not None
    assert Period.MONTH.after(chart._cursor.start) == last
    while chart._cursor.start > APRIL:
        key(chart, Qt.Key.Key_Left)
    assert "Apr 2024" in chart.accessibleDescription()
    key(chart, Qt.Key.Key_Up)
    name = made_up.panel.data.parts[chart._cursor.part].name  # type: ignore[union-attr, index]  # it has one
    assert f"{name}: " in chart.accessibleDescription()
    key(chart, Qt.Key.Key_Return)
    assert made_up.session.selection
    assert all(one.startswith("voyage:") for one in made_up.session.selection)
    key(chart, Qt.Key.Key_Down)
    key(chart, Qt.Key.Key_Space)
    assert made_up.session.selection == ("month:2024-04",)


def test_its_menu_filters_to_a_month_and_to_a_part(made_up: Any) -> None:
    made_up.ask(Question(split=Split.VESSEL))
    _, start, part = next(hit for hit in made_up.hits.bars.parts if hit[1] == APRIL)
    menu = made_up.panel.menu(Spot(start, part))
    actions = {action.text(): action for action in menu.actions()}
    with made_up.qtbot.waitSignal(made_up.coordinator.delivered):
        actions["Filter to Apr 2024"].trigger()
    assert made_up.session.filter.dates == DateClause(APRIL, date(2024, 4, 30))
    assert made_up.panel.data is not None
    assert set(made_up.panel.data.bars) == {APRIL}
    name = made_up.panel.data.parts[part].name
    with made_up.qtbot.waitSignal(made_up.coordinator.delivered):
        actions[f"Filter to “{name}”"].trigger()
    assert made_up.session.filter.choice(ClauseKind.VESSEL).names == (name,)
    assert "name no ship" in made_up.panel.sentence


def test_pointing_links_to_the_other_views_both_ways(made_up: Any) -> None:
    place = made_up.in_slot(APRIL)
    made_up.qtbot.mouseMove(made_up.panel.chart, place.toPoint() - QPoint(0, 1))
    made_up.qtbot.mouseMove(made_up.panel.chart, place.toPoint())
    assert made_up.session.hover == "month:2024-04"
    made_up.session.set_hover("voyage:voyage-01", "table")
    assert made_up.panel.chart._selected == {date(2024, 3, 1)}
    made_up.session.set_hover("", "table")
    made_up.session.select(("month:2024-05",), "")
    assert made_up.panel.chart._selected == {date(2024, 5, 1)}


def test_a_selection_is_bounded_and_says_so(made_up: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(volumes, "MOST_SELECTED", 3)
    assert MOST_SELECTED > 3
    with made_up.qtbot.waitSignal(made_up.panel.said) as said:
        made_up.panel._select_cells([(APRIL, None)])
    assert len(made_up.session.selection) == 3
    assert said.args is not None
    assert "first 3 of" in said.args[0]


def test_everything_has_a_name(made_up: Any) -> None:
    controls: list[QWidget] = [
        made_up.panel.corrected,
        made_up.panel.periods,
        made_up.panel.splits,
        made_up.panel.shown,
    ]
    named: list[QWidget] = [*controls, made_up.panel.chart, made_up.panel.table]
    assert all(widget.accessibleName() for widget in named)
    assert all(box.focusPolicy() & Qt.FocusPolicy.TabFocus for box in controls)
    made_up.panel.periods.setFocus()
    made_up.qtbot.keyClick(made_up.panel.periods, Qt.Key.Key_Down)
    made_up.settle()
    assert made_up.panel.question.period is Period.QUARTER
