"""Forms on a real case: nothing is lost by looking, and what is typed arrives as it was meant."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from desktop_app.domain.provenance import Citation, Credibility, Reference
from desktop_app.query.editing.drafts import edit_of
from desktop_app.query.editing.row_names import all_names
from desktop_app.query.editing.stored_row import StoredRow, read_row
from desktop_app.storage.attachments import extract
from desktop_app.storage.edits import Edit, Insert
from desktop_app.storage.tables.all_tables import BY_NAME, TABLES
from desktop_app.ui.forms.layout import columns_of
from desktop_app.ui.forms.layouts import LAYOUTS
from desktop_app.ui.forms.plain_entries import ChoiceEntry, HowKnownEntry, LineEntry, TextEntry
from desktop_app.ui.forms.position_entry import PositionEntry
from desktop_app.ui.forms.reference_entry import ReferenceEntry
from desktop_app.ui.forms.row_form import RowForm

pytestmark = pytest.mark.gui

NOW = datetime(2026, 11, 22, tzinfo=UTC)
# Filled in by the program, or not for people: identity of rows, order, copies of geometry, who and when.
AUTOMATIC = {
    "voyage": {"place", "route_id"},
    "port_call": {"place"},
    "sighting": {"order_in_voyage"},
    "note": {"subject", "author", "written_utc"},
}


def line(form: RowForm, column: str) -> LineEntry:
    entry = form.entries[column]
    assert isinstance(entry, LineEntry)
    return entry


def type_into(desk: Any, column: str, text: str) -> None:
    """Type as a person does: into the focused field, which is left afterwards."""
    assert desk.panel.form is not None
    entry = desk.panel.form.entries[column]
    entry.setFocus()
    desk.qtbot.keyClicks(
        entry.text if isinstance(entry, TextEntry) else line(desk.panel.form, column).line, text
    )


def pick(desk: Any, entry: ReferenceEntry, text: str) -> None:
    """Type a part of a name and take the first of the list."""
    entry.line.setFocus()
    desk.qtbot.keyClicks(entry.line, text)
    popup = entry._completer.popup()
    assert popup is not None
    assert popup.isVisible()
    desk.qtbot.keyClick(popup, Qt.Key.Key_Down)
    desk.qtbot.keyClick(popup, Qt.Key.Key_Return)


def said(form: RowForm, column: str) -> tuple[str, str]:
    """Severity and words under a field; empty where there are none."""
    found = form._lines[column]
    return (str(found.text.property("severity")), found.text.text()) if found.isVisible() else ("", "")


def row_of(desk: Any, table: str, row_id: str) -> StoredRow:
    with desk.store.reader() as connection:
        row = read_row(connection, table, row_id)
    assert row is not None
    return row


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.table)
def test_a_form_covers_its_table(layout: object) -> None:
    assert isinstance(layout, type(LAYOUTS[0]))
    table = BY_NAME[layout.table]
    filled = [name for field in layout.fields for name in columns_of(field, table)]
    assert len(filled) == len(set(filled))
    points = {"geom"} if table.geometry == "POINT" else set()
    assert set(filled) | AUTOMATIC.get(table.name, set()) == {c.name for c in table.columns} | points


def test_every_kind_of_row_that_people_make_has_a_form() -> None:
    # The rest comes with the record, with files, or is kept by other parts of the window.
    without = {
        "evidence",
        "citation",
        "attachment",
        "port_outline",
        "berth_point",
        "rail_line",
        "rail_segment",
    }
    without |= {"station", "kilometre_post", "sea_route", "rule", "conversion_factor", "contradiction"}
    without |= {"case_info", "saved_view", "import_run", "doubt", "reference_layer", "track"}
    without |= {"detection", "ais_event", "event_verdict", "watch_area"}
    assert {layout.table for layout in LAYOUTS} == {table.name for table in TABLES} - without


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.table)
def test_opening_and_saving_untouched_changes_nothing(desk: Any, layout: object) -> None:
    assert isinstance(layout, type(LAYOUTS[0]))
    with desk.store.reader() as connection:
        ids = [named.id for named in all_names(connection, layout.table)][:6]
    for row_id in ids:
        row = row_of(desk, layout.table, row_id)
        desk.panel.open(layout.table, row, {})
        assert desk.panel.form is not None
        draft = desk.panel.form.draft()
        assert draft is not None, (layout.table, row_id)
        with desk.store.reader() as connection:
            assert edit_of(connection, draft, "A. Reader", NOW) is None, row_id


def test_a_sighting_is_typed_checked_saved_and_undone(desk: Any) -> None:
    desk.panel.open("sighting", None, {})
    form = desk.panel.form
    assert form is not None
    desk.panel.save()
    assert said(form, "start_utc") == ("error", "This is needed.")
    assert said(form, "how_known")[0] == "error"
    assert "at least one source" in said(form, "evidence_id")[1]
    vessel, position = form.entries["vessel_id"], form.entries["geom"]
    assert isinstance(vessel, ReferenceEntry)
    assert isinstance(position, PositionEntry)
    pick(desk, vessel, "chon ma")
    assert vessel.row_id == "chon-ma-san"
    type_into(desk, "start_utc", "about 20 Oct 2024")
    desk.qtbot.waitUntil(lambda: "2024-10-19 to 2024-10-21" in said(form, "voyage_id")[1])
    assert said(form, "voyage_id")[0] == "warning"
    position.show_position((132.92, 42.85))
    desk.qtbot.waitUntil(lambda: "on land" in said(form, "geom")[1])
    type_into(desk, "accuracy_km", "2.5")
    type_into(desk, "place", "off Vostochny")
    type_into(desk, "position_basis", "as reported")
    type_into(desk, "summary", "At anchor.")
    how, sensor = form.entries["how_known"], form.entries["sensor"]
    assert isinstance(how, HowKnownEntry)
    assert isinstance(sensor, ChoiceEntry)
    how.boxes["image"].click()
    assert form.citations is not None
    citation = form.citations.entries[0]
    pick(desk, citation.source, "FT24")
    citation.credibility.show_cells({"credibility": 2})
    citation.passage.setText("page 3")
    form.why.setText("a new image")
    key = desk.save()
    row = row_of(desk, "sighting", key.removeprefix("sighting:"))
    assert row.cells["precision"] == "day"
    assert row.cells["approximate"] == 1
    assert row.cells["accuracy_km"] == 2.5
    assert row.citation == Citation((Reference("FT24", Credibility.PROBABLY_TRUE, passage="page 3"),), None)
    assert desk.store.can_undo == "Add sighting of CHON MA SAN"
    with desk.qtbot.waitSignal(desk.editor.done):
        desk.editor.undo()
    with desk.store.reader() as connection:
        assert read_row(connection, "sighting", row.id) is None


def test_a_wrong_number_is_told_when_the_field_is_left_and_mended_live(desk: Any) -> None:
    desk.panel.open("vessel", row_of(desk, "vessel", "chon-ma-san"), {})
    form = desk.panel.form
    assert form is not None
    number = line(form, "imo_number").line
    number.setText("")
    type_into(desk, "imo_number", "8660312")
    assert "need 3 as the seventh, not 2" in said(form, "imo_number")[1]
    assert number.property("wrong") is True
    desk.qtbot.keyClick(number, Qt.Key.Key_Backspace)
    desk.qtbot.keyClicks(number, "3")
    assert said(form, "imo_number") == ("", "")


def test_half_a_number_in_a_new_form_is_no_mistake_yet(desk: Any) -> None:
    desk.panel.open("vessel_identity", None, {"vessel_id": "chon-ma-san"})
    form = desk.panel.form
    assert form is not None
    desk.panel.activateWindow()
    desk.qtbot.waitUntil(desk.panel.isActiveWindow)
    type_into(desk, "mmsi", "4451")
    assert said(form, "mmsi") == ("", "")
    type_into(desk, "mmsi", "23456")
    assert said(form, "mmsi") == ("note", "445: North Korea")
    type_into(desk, "flag", "RU")
    assert said(form, "mmsi")[0] == "warning"


def test_a_missing_source_is_added_on_the_way(desk: Any) -> None:
    desk.panel.open("company", None, {})
    bottom = desk.panel.form
    assert bottom is not None
    assert bottom.citations is not None
    type_into(desk, "name", "Example Trading")
    type_into(desk, "role", "buyer")
    source = bottom.citations.entries[0].source
    source.line.setFocus()
    desk.qtbot.keyClicks(source.line, "A new leaflet")
    source.new_wanted.emit()
    top = desk.panel.form
    assert top is not None
    assert top is not bottom
    assert line(top, "title").line.text() == "A new leaflet"
    with desk.qtbot.waitSignal(desk.editor.done):
        desk.panel.save()
    assert desk.panel.form is bottom
    assert source.line.text() == "A new leaflet"
    row = row_of(desk, "company", desk.save().removeprefix("company:"))
    assert row.citation is not None
    assert row.citation.source_ids == (source.row_id,)


def test_typed_text_is_not_dropped_without_asking(desk: Any) -> None:
    desk.panel.open("note", None, {})
    desk.panel.open("company", None, {})
    assert desk.panel.form is not None
    assert desk.panel.form.layout_.table == "company"
    type_into(desk, "name", "Example")
    desk.panel.open("note", None, {})
    assert desk.panel.form.layout_.table == "company"
    assert not desk.panel.ask_before_closing()
    desk.qtbot.keyClick(desk.panel._keep, Qt.Key.Key_Space)
    assert desk.panel.holds_typed_text
    desk.qtbot.keyClick(line(desk.panel.form, "name").line, Qt.Key.Key_Escape)
    with desk.qtbot.waitSignal(desk.panel.emptied):
        desk.qtbot.keyClick(line(desk.panel.form, "name").line, Qt.Key.Key_Escape)
    assert desk.panel.ask_before_closing()


def test_a_dropped_file_is_attached_in_the_same_change(desk: Any, tmp_path: Path) -> None:
    content = b"%PDF-1.7\n" + bytes(range(256)) * 40
    file = tmp_path / "leaflet 나진.pdf"
    file.write_bytes(content)
    desk.panel.open("source", row_of(desk, "source", "FT24"), {})
    form = desk.panel.form
    assert form is not None
    assert form.attachments is not None
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    place, copy = QPointF(20, 20), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, copy, data, button, keys)
    QApplication.sendEvent(desk.panel, enter)
    assert enter.isAccepted()
    with desk.qtbot.waitSignal(form.attachments.edited):
        QApplication.sendEvent(desk.panel, QDropEvent(place, copy, data, button, keys))
    desk.save()
    with desk.store.reader() as connection:
        found = list(connection.execute("SELECT id, media_type FROM attachment WHERE source_id = 'FT24'"))
        assert [kind for _, kind in found] == ["application/pdf"]
        assert extract(connection, str(found[0][0]), tmp_path).read_bytes() == content
    assert desk.store.can_undo == "Attach leaflet 나진.pdf"


def test_without_a_name_the_change_waits_for_one(desk: Any) -> None:
    desk.editor.who = ""
    source = Insert("source", "leaflet", {"title": "A leaflet", "kind": "original"})
    with desk.qtbot.waitSignal(desk.editor.who_wanted):
        desk.editor.edit(Edit("Add source", (source,)))
    with desk.qtbot.waitSignal(desk.editor.failed) as failed:
        desk.editor.give_up()
    assert "name" in failed.args[0]
    desk.editor.edit(Edit("Add source", (source,)))
    with desk.qtbot.waitSignal(desk.editor.done) as done:
        desk.editor.name_person("B. Writer")
    assert done.args[0].who == "B. Writer"
