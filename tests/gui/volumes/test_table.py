"""The table of volumes: rows with their sources, their order, copies, and what the filter leaves."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from desktop_app.domain.record import Record
from desktop_app.exporters.cards import card_for
from desktop_app.query.clauses import ChoiceClause, ClauseKind, DateClause
from desktop_app.query.volumes_results import Question, Split
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.models.volumes_table import Column, VolumesTableModel

pytestmark = pytest.mark.gui
LEFT: Final = Qt.MouseButton.LeftButton
CHON_MA_SAN: Final = ChoiceClause(ClauseKind.VESSEL, ("chon-ma-san",), ("CHON MA SAN",))
APRIL: Final = date(2024, 4, 1)


def test_every_row_of_the_table_leads_to_cards_with_its_sources(record: Any) -> None:
    record.show_table()
    model = record.panel.rows
    assert model.rowCount() > 20
    for place in range(model.rowCount()):
        record.panel.table.selectRow(place)
        assert record.session.selection
        sources = set()
        for key in record.session.selection:
            card = card_for(record.session.store, key)
            assert card is not None, key
            sources |= {source.id for source in card.sources}
        assert model.row(place).sources <= sources, model.row(place)
        assert model.row(place).sources


def test_the_table_is_sorted_by_what_it_says(made_up: Any, qtmodeltester: Any) -> None:
    made_up.ask(Question(split=Split.VESSEL))
    made_up.show_table()
    model, table = made_up.panel.rows, made_up.panel.table
    header = table.horizontalHeader()
    for _ in range(2):
        place = QPoint(header.sectionViewportPosition(Column.HIGH) + 40, header.height() // 2)
        made_up.qtbot.mouseClick(header.viewport(), LEFT, pos=place)
    highs = [row.high for row in model.rows]
    assert highs == sorted(highs, reverse=True)
    assert highs[0] > highs[-1]
    qtmodeltester.check(VolumesTableModel())
    qtmodeltester.check(model)


def test_the_table_tells_low_best_and_high_apart(record: Any) -> None:
    record.show_table()
    assert record.panel.table.isColumnHidden(Column.CORRECTED)
    rows = {row.key: row for row in record.panel.rows.rows if row.key}
    march = rows["month:2024-03"]
    thin = "\N{NARROW NO-BREAK SPACE}"
    assert march.figures == (f"8{thin}592", f"25{thin}604", f"27{thin}272")
    assert (march.calls, march.known) == (5, 1)
    assert march.notes == "4 calls without a volume"
    assert march.looks == "not stated"
    assert rows["payment:payments-2024"].ledger == "paid"
    assert "added to no other payment" in rows["payment:payments-2024"].notes


def test_the_table_is_copied_with_its_filter_and_sources(made_up: Any) -> None:
    made_up.filter(DateClause(APRIL, date(2024, 6, 30)))
    made_up.show_table()
    made_up.panel.activateWindow()
    made_up.panel.table.setFocus()
    made_up.qtbot.waitUntil(made_up.panel.table.hasFocus)
    with made_up.qtbot.waitSignal(made_up.panel.said):
        made_up.qtbot.keyClick(made_up.panel.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    data = QGuiApplication.clipboard().mimeData()
    lines = data.text().splitlines()
    assert lines[0].startswith("SYNTHETIC")
    assert lines[1].split("\t")[0] == "Period (UTC)"
    table = lines[2 : lines.index("")]
    assert len(table) == made_up.panel.rows.rowCount()
    # All columns but that of corrections, which nobody asked for.
    assert {line.count("\t") for line in table} == {len(Column) - 2} == {lines[1].count("\t")}
    assert "Days with a usable image" in lines[1]
    assert "A check, not a finding" in data.text()
    assert any("Filter: 2024-04-01 to 2024-06-30" in line for line in lines)
    assert data.html().count("<tr>") == len(lines) - 1
    sources = lines[lines.index("Sources:") + 1 :]
    assert len(sources) == len({one for row in made_up.panel.rows.rows for one in row.sources})


def test_the_panel_follows_the_filter(record: Any) -> None:
    record.show_table()
    rows = record.panel.rows.rowCount()
    record.filter(CHON_MA_SAN)
    ledgers = [row.ledger for row in record.panel.rows.rows]
    assert ledgers.count("observed") == 2 < rows
    # Payments name no ship: dates and words alone choose them, and that is said.
    assert set(ledgers) == {"observed", "paid"}
    assert "name no ship" in record.panel.sentence
    assert "Payments name none of these either" in record.panel.sentence
    assert record.panel.data is not None
    assert [year.year for year in record.panel.data.years] == [2024]
    assert record.panel.data.limit_bbl == 500_000


def test_where_nothing_passes_the_way_out_is_shown(record: Any) -> None:
    record.filter(CHON_MA_SAN, DateClause(date(2031, 1, 1)))
    assert not record.panel.chart.isVisible()
    assert record.panel._empty.isVisible()
    lift = next(button for button in record.panel._empty.buttons if "2031" in button.toolTip())
    with record.qtbot.waitSignal(record.coordinator.delivered):
        record.qtbot.mouseClick(lift, LEFT)
    assert record.panel.chart.isVisible()


def test_an_empty_case_says_so(reported: Record, driven: Any) -> None:
    store = CaseStore.of_record(
        replace(reported, voyages=(), calls=(), sightings=(), notified=(), claims=(), consignments=())
    )
    drive = driven(store)
    assert drive.panel._empty.isVisible()
    assert drive.panel._empty.sentence == "There are no volumes in this case."
    store.close()
