"""What cells of the voyages table say, sum up to, copy and filter to."""

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.domain.load_model import Rung
from desktop_app.domain.quantity import Estimate
from desktop_app.exporters.load_words import cell_forms
from desktop_app.exporters.voyage_columns import Column
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause, Filter

pytestmark = pytest.mark.gui
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


def test_a_cell_becomes_a_clause(table: Any) -> None:
    row = table.texts(Column.VESSEL).index("YU SON")
    entries = table.menu(row, Column.VESSEL)
    table.bench.settle(entries["Filter: only vessel YU SON"].trigger)
    assert table.session.filter == Filter.of(ChoiceClause(ClauseKind.VESSEL, ("yu-son",)))
    entries = table.menu(0, Column.DATE)
    table.bench.settle(entries["Only tracker off"].trigger)
    assert set(table.texts(Column.TRACKER)) == {"off"}
    assert {clause.kind for clause in table.session.filter.clauses} == {ClauseKind.VESSEL, ClauseKind.TRACKER}


def test_hiding_a_value_leaves_all_others(table: Any) -> None:
    before = table.texts(Column.VESSEL)
    entries = table.menu(before.index("CHON MA SAN"), Column.VESSEL)
    table.bench.settle(entries["Hide vessel CHON MA SAN"].trigger)
    assert table.texts(Column.VESSEL) == [text for text in before if text != "CHON MA SAN"]


def test_copied_rows_are_a_table_in_both_flavours(table: Any) -> None:
    table.click(0)
    table.click(2, stateKey=SHIFT)
    with table.qtbot.waitSignal(table.panel.said) as said:
        table.press(Key.Key_C, CONTROL)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].split("\t")[:4] == ["Date (UTC)", "First day (UTC)", "Last day (UTC)", "Vessel"]
    assert [line.split("\t")[3] for line in lines[1:4]] == table.texts(Column.VESSEL)[:3]
    assert "Filter: all dates; all vessels." in lines
    assert len(lines) - lines.index("Sources:") - 1 == int(said.args[0].split()[-2])
    assert data.html().count("<th>") == len(lines[0].split("\t"))


def test_marks_have_words(table: Any) -> None:
    row = table.texts(Column.VESSEL).index("CHON MA SAN")
    model = table.panel.model
    tip = int(Qt.ItemDataRole.ToolTipRole)
    assert "UN-listed, since 30 Mar 2018: Assets frozen" in model.index(row, Column.VESSEL).data(tip)
    uncounted = table.texts(Column.VESSEL).index("SIN PHYONG 5")
    assert "Not counted: a sighting near a port" in model.index(uncounted, Column.FROM).data(tip)
    window = next(row for row, text in enumerate(table.texts(Column.PRECISION)) if "window" in text)
    assert "some time in this window" in model.index(window, Column.DATE).data(tip)
    for column in Column:
        assert model.headerData(column, Qt.Orientation.Horizontal, tip)


def test_how_ships_lay_is_told_in_a_column_of_its_own(table: Any) -> None:
    assert table.header.isSectionHidden(Column.RIDING)
    table.panel.header.show_column(Column.RIDING, is_shown=True)
    assert not table.header.isSectionHidden(Column.RIDING)
    table.bench.settle(lambda: table.session.set_clause(DateClause(date(2024, 1, 1)), ""))
    assert "high, then low" in table.texts(Column.RIDING)


def test_cells_sums_and_copies_follow_the_assumptions(table: Any) -> None:
    row = table.texts(Column.VESSEL).index("CHON MA SAN")
    published = table.texts(Column.VOLUME)[row]
    pixels = table.grab_row(row)
    table.bench.settle(lambda: table.session.choose_scenario("us-2018-half", ""))
    # 3,565 t × 0.5 × 7.23, 7.98 and 8.50 bbl/t.
    assert table.texts(Column.VOLUME)[row] == "14\u202f224 (12\u202f887–15\u202f151)" != published
    assert table.grab_row(row) != pixels
    tip = table.panel.model.index(row, Column.VOLUME).data(Qt.ItemDataRole.ToolTipRole)
    assert "× 0.50 load ×" in tip
    assert "assumed fraction: nothing tells how deep she lay" in tip.lower()
    assert "28\u202f449\u00a0bbl (25\u202f775–30\u202f302) for 2 of" in table.panel.foot.totals.text()
    table.click(row)
    with table.qtbot.waitSignal(table.panel.said):
        table.press(Key.Key_C, CONTROL)
    lines = QGuiApplication.clipboard().mimeData().text().splitlines()
    cells = dict(zip(lines[0].split("\t"), lines[1].split("\t"), strict=True))
    assert [cells[f"Volume, {name}, bbl"] for name in ("low end", "best figure", "high end")] == [
        *("12887", "14224", "15151")
    ]
    assert cells["How found"] == "assumed fraction"
    assert any("scenario “Half laden”" in line for line in lines)
    table.bench.settle(lambda: table.session.choose_scenario("", ""))
    assert table.texts(Column.VOLUME)[row] == published


def test_a_narrow_cell_shows_no_half_a_range() -> None:
    forms = cell_forms(Estimate(8_592, 25_604, 27_272, "", Rung.ASSUMED, ()))
    assert forms == (
        *("25\u202f604 (8\u202f592–27\u202f272)", "25.6\u00a0k (8.6–27.3\u00a0k)"),
        *("25\u202f604", "25.6\u00a0k"),
    )
    assert [len(form) for form in forms] == sorted((len(form) for form in forms), reverse=True)


def test_the_foot_sums_what_is_selected_else_what_passes(table: Any) -> None:
    foot = table.panel.foot.totals
    everything = foot.text()
    assert "24 voyages · " in everything
    assert " for 2 of " in everything
    table.click(1)
    assert foot.text() == everything
    with table.qtbot.waitSignal(table.session.changed):
        table.click(3, stateKey=SHIFT)
    table.qtbot.waitUntil(
        lambda: foot.text().startswith("Selected: 3 voyages · 5 calls · 25\u202f604\u00a0bbl (8\u202f592–27")
    )
    assert foot.text().endswith("27\u202f272) for 1 of 5 calls")
    table.click(1)
    assert foot.text() == everything
