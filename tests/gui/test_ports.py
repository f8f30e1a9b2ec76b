"""The ports panel with a real mouse and keyboard, and the flows it shows on the map."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from desktop_app.jobs.runner import JobRunner
from desktop_app.mapview.protocol import FlowsChanged
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter
from desktop_app.query.port_results import IN_WORDS, NOT_NAMED
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.session import Session
from desktop_app.session.style import FIRST_LAYERS, FlowMeasure, Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.flow_legend import FlowLegend
from desktop_app.ui.legend import LegendEntry
from desktop_app.ui.map_flows import MapFlows
from desktop_app.ui.panels.ports import PortsPanel

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton


class Stage:
    """The panel on a case, shown and answered."""

    def __init__(self, store: CaseStore, qtbot: QtBot) -> None:
        self.session = Session(store, Style())
        self.jobs = JobRunner()
        self.coordinator = Coordinator(self.session, self.jobs)
        self.panel = PortsPanel(self.session, self.jobs)
        self.qtbot = qtbot
        qtbot.addWidget(self.panel)
        self.panel.resize(640, 760)
        self.panel.show()
        self.coordinator.add(self.panel, self.panel)
        self.panel.question_changed.connect(lambda: self.coordinator.ask(self.panel))
        self.settle(self.coordinator.refresh)

    def settle(self, action: Callable[[], object]) -> None:
        """Do something and wait until nothing is asked any more."""
        action()
        self.qtbot.waitUntil(lambda: self.coordinator.is_settled)
        self.panel.grab()  # paints, so that marks have places

    def selected_after(self, action: Callable[[], object]) -> tuple[str, ...]:
        """What an action selects."""
        with self.qtbot.waitSignal(self.session.changed):
            action()
        self.qtbot.waitUntil(lambda: self.coordinator.is_settled)
        return self.session.selection

    def show_matrix(self) -> None:
        """The other tab."""
        self.settle(lambda: self.panel.tabs.setCurrentIndex(1))

    def cell(self, loading: str, discharge: str) -> QPoint:
        """Where a cell of the matrix is."""
        table = self.panel.matrix.table
        shown = table.model().matrix  # type: ignore[attr-defined]
        index = table.model().index(shown.loading.index(loading), shown.discharge.index(discharge))
        table.scrollTo(index)
        return table.visualRect(index).center()

    def click_cell(self, loading: str, discharge: str) -> None:
        """With the left button."""
        spot = self.cell(loading, discharge)
        self.qtbot.mouseClick(self.panel.matrix.table.viewport(), LEFT, pos=spot)


@pytest.fixture
def stage(store: CaseStore, qtbot: QtBot) -> Stage:
    made = Stage(store, qtbot)
    yield made
    made.jobs.shutdown()


def voyages_where(stage: Stage, **ends: str) -> set[str]:
    """Keys of the record's voyages with these ends, sightings left out."""
    engine = stage.session.engine
    rows = stage.session.store.voyages(engine.ids_of(range(1, 100)).values())
    return {
        f"voyage:{row.id}"
        for row in rows
        if row.kind != "sighting" and all(getattr(row, name) == value for name, value in ends.items())
    }


def test_a_click_on_a_bar_selects_what_called_in_that_month(stage: Stage) -> None:
    chart = stage.panel.port.chart
    spot = chart.middle_of(date(2024, 5, 1)).toPoint()
    assert stage.selected_after(lambda: stage.qtbot.mouseClick(chart, LEFT, pos=spot)) == (
        "voyage:v-2024-05-18-unnamed",
    )
    # The keyboard goes on from there: June to September saw no call, October did.
    for _ in range(5):
        stage.qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == (
        "Oct 2024: 1 call; whether there was a usable image is not stated"
    )
    assert stage.selected_after(lambda: stage.qtbot.keyClick(chart, Qt.Key.Key_Return)) == (
        "voyage:v-2024-10-19-chon-ma-san",
    )


def test_a_month_that_nobody_could_look_at_is_told(stage: Stage) -> None:
    chart = stage.panel.port.chart
    stage.qtbot.keyClick(chart, Qt.Key.Key_Home)
    for _ in range(5):
        stage.qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.accessibleDescription() == (
        "Aug 2024: no call published; no usable image on any day: 31 days hidden by cloud"
    )


def test_a_port_is_chosen_in_the_list_or_anywhere_else(stage: Stage) -> None:
    table = stage.panel.port.list
    assert table.item(0, 0).text() == "Vostochny"
    row = next(row for row in range(table.rowCount()) if table.item(row, 0).text() == "Nampo")
    spot = table.visualItemRect(table.item(row, 0)).center()
    selected = stage.selected_after(lambda: stage.qtbot.mouseClick(table.viewport(), LEFT, pos=spot))
    assert selected == ("port:nampo",)
    assert stage.panel.port.sentence.text().startswith("A minimum")
    stage.settle(lambda: stage.session.select(("port:chongjin",), "map"))
    assert table.item(table.currentRow(), 0).text() == "Chongjin"


def test_rows_below_the_chart_select_vessels_and_ports(stage: Stage) -> None:
    lists = stage.panel.port.lists
    row = next(row for row in lists.rows() if row.text(0) == "CHON MA SAN")
    assert row.text(1) == "2"
    spot = lists.visualItemRect(row).center()
    selected = stage.selected_after(lambda: stage.qtbot.mouseClick(lists.viewport(), LEFT, pos=spot))
    assert selected == ("vessel:chon-ma-san",)
    stage.session.select(("port:nampo",), "ports")
    assert [row.text(0) for row in lists.rows() if row.isSelected()] == ["Nampo"]


def test_a_button_filters_by_the_port_and_the_panel_leaves_its_own_clause_out(stage: Stage) -> None:
    button = stage.panel.port.filters[ClauseKind.DISCHARGE]
    stage.settle(lambda: stage.session.select(("port:nampo",), "map"))
    stage.settle(lambda: stage.qtbot.mouseClick(button, LEFT))
    clause = stage.session.filter.choice(ClauseKind.DISCHARGE)
    assert (clause.values, clause.names) == (("nampo",), ("Nampo",))
    assert stage.panel.port.list.item(0, 1).text() == "12"
    assert button.isChecked()
    assert stage.panel.note.isVisible()
    stage.settle(lambda: stage.qtbot.mouseClick(button, LEFT))
    assert stage.session.filter == Filter()
    assert not stage.panel.note.isVisible()


def test_what_a_filter_hides_is_told_and_can_be_lifted(stage: Stage) -> None:
    stage.settle(lambda: stage.session.set_clause(DateClause(date(2024, 4, 1), date(2024, 4, 30)), ""))
    assert stage.panel.port.list.item(0, 1).text() == "4 of 12"
    stage.settle(lambda: stage.session.set_clause(DateClause(date(1999, 1, 1), date(1999, 1, 2)), ""))
    empty = stage.panel.port._empty
    stage.qtbot.waitUntil(lambda: empty.isVisible() and bool(empty.buttons))
    stage.settle(lambda: stage.qtbot.mouseClick(empty.buttons[0], LEFT))
    assert not empty.isVisible()
    assert stage.panel.port.list.item(0, 1).text() == "12"


def test_a_cell_selects_its_voyages_and_filters_to_them(stage: Stage) -> None:
    stage.show_matrix()
    wanted = voyages_where(stage, from_port_id="vostochny", to_port_id="nampo")
    assert set(stage.selected_after(lambda: stage.click_cell("vostochny", "nampo"))) == wanted
    stage.settle(lambda: stage.qtbot.mouseClick(stage.panel.matrix.filter, LEFT))
    filter_ = stage.session.filter
    assert filter_.choice(ClauseKind.LOADING).values == ("vostochny",)
    assert filter_.choice(ClauseKind.DISCHARGE).values == ("nampo",)
    # Its own two clauses are left out of its question: every cell is still there.
    told = stage.selected_after(lambda: stage.click_cell("vostochny", IN_WORDS))
    assert told == ("voyage:v-2024-04-01-yu-son",)
    model = stage.panel.matrix.table.model()
    column = model.matrix.discharge.index(IN_WORDS)  # type: ignore[attr-defined]
    words = model.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
    assert words == "Destinations in words: “off Nampo” 1"
    assert (
        "Left out: 6 that other rows count (+); 11 sightings, which are no call."
        in stage.panel.matrix.sentence
    )


def test_the_matrix_is_reached_by_keyboard_and_copied(stage: Stage) -> None:
    stage.show_matrix()
    table = stage.panel.matrix.table
    stage.click_cell("vostochny", "nampo")
    stage.qtbot.keyClick(table, Qt.Key.Key_Right)
    wanted = voyages_where(stage, from_port_id="vostochny", to_port_id="chongjin")
    assert set(stage.selected_after(lambda: stage.qtbot.keyClick(table, Qt.Key.Key_Return))) == wanted
    stage.qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert "Vostochny\tNampo\t2\t2\t8592\t25604\t27272\t1\t4" in lines
    assert any(line == "Filter: all dates; all vessels" for line in lines)


def test_a_filter_to_the_undocumented_column_asks_for_rows_without_a_port(stage: Stage) -> None:
    stage.show_matrix()
    stage.click_cell("vostochny", NOT_NAMED)
    stage.settle(stage.panel.matrix.filter_to_cell)
    assert stage.session.filter.choice(ClauseKind.DISCHARGE) == ChoiceClause(ClauseKind.DISCHARGE, ("",))
    assert "a port not documented" in stage.session.filter.sentence()


def test_every_control_has_a_name_for_screen_readers(stage: Stage) -> None:
    ports, matrix = stage.panel.port, stage.panel.matrix
    controls = (ports.list, ports.chart, ports.lists, matrix.table, matrix.measure, matrix.filter)
    assert all(control.accessibleName() for control in (*controls, *ports.filters.values()))
    assert all(control.focusPolicy() & Qt.FocusPolicy.TabFocus for control in controls)
    buttons = stage.panel.findChildren(QAbstractButton, options=Qt.FindChildOption.FindChildrenRecursively)
    told = [button.accessibleName() or button.text() for button in buttons if button.isVisible()]
    assert all(told)


def test_the_matrix_keeps_qt_rules(stage: Stage, qtmodeltester: Any) -> None:
    stage.show_matrix()
    qtmodeltester.check(stage.panel.matrix.table.model())


class Page(QObject):
    """Keeps what the map would be sent."""

    flow_clicked = Signal(str, bool)
    said = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[FlowsChanged] = []
        self.legend: tuple[LegendEntry, ...] = ()

    def show_flows(self, flows: FlowsChanged, legend: tuple[LegendEntry, ...]) -> None:
        """As the map panel's."""
        self.sent.append(flows)
        self.legend = legend

    @property
    def rows(self) -> dict[str, dict[str, object]]:
        """Flows last sent, by key."""
        return {row["key"]: row for row in json.loads(self.sent[-1].payload)["flows"]}

    @property
    def selected(self) -> list[str]:
        """Keys of those marked as selected."""
        return list(json.loads(self.sent[-1].payload)["selected"])


def test_flows_are_asked_while_their_layer_is_shown_and_selected_by_a_click(stage: Stage) -> None:
    page = Page()
    flows = MapFlows(stage.session, page, stage.jobs)  # type: ignore[arg-type]
    legend = FlowLegend(stage.session)
    stage.qtbot.addWidget(legend)
    stage.coordinator.add(flows)
    flows.question_changed.connect(lambda: stage.coordinator.ask(flows))
    flows.scaled.connect(legend.show_scale)
    stage.settle(stage.coordinator.refresh)
    assert page.sent == []
    stage.show_matrix()
    stage.settle(lambda: stage.qtbot.mouseClick(stage.panel.matrix.on_map, LEFT, pos=QPoint(8, 8)))
    assert stage.session.layers == (*FIRST_LAYERS, "flows")
    assert page.rows["flow:vostochny>nampo"]["volume"] == "25\u202f604\u00a0bbl (8\u202f592–27\u202f272)"
    assert page.rows["flow:vostochny>chongjin"]["high"] == 0  # no volume: dots
    assert any("for 1 of 2" in entry.meaning for entry in page.legend)
    wanted = voyages_where(stage, from_port_id="vostochny", to_port_id="nampo")
    clicked = stage.selected_after(lambda: page.flow_clicked.emit("flow:vostochny>nampo", False))
    assert set(clicked) == wanted
    assert page.selected == ["flow:vostochny>nampo"]
    both = stage.selected_after(lambda: page.flow_clicked.emit("flow:vostochny>chongjin", True))
    assert set(both) == wanted | voyages_where(stage, to_port_id="chongjin")
    stage.settle(lambda: stage.session.set_flow_measure(FlowMeasure.CALLS, ""))
    assert page.rows["flow:vostochny>nampo"]["high"] == 14
    assert legend.measure.currentData() == FlowMeasure.CALLS
    stage.settle(lambda: stage.session.set_clause(DateClause(date(1999, 1, 1), date(1999, 1, 2)), ""))
    assert page.rows == {}
    assert page.legend == ()
