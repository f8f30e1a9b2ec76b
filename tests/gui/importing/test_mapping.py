"""A table with a mapping: what was guessed, what is missing, units, names to choose among, saved mappings."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.importers import formats
from desktop_app.importers.tables.mapping import ColumnUse
from desktop_app.session.importer import Importer
from desktop_app.ui.importing.import_window import ImportWindow
from desktop_app.ui.importing.shown_rows import PROBLEM_ROLE
from tests.gui.importing.conftest import Dock

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton
SHIPS = (
    "Название;IMO;DWT, t;Заметка\n"
    "Чонмасан;8660313;3 200;<b>x</b>\n"
    "=HYPERLINK(1);1234567;2,5;\N{RIGHT-TO-LEFT OVERRIDE}\n"
    "배;;x;\n"
)


@pytest.fixture
def window(dock: Dock, monkeypatch: pytest.MonkeyPatch) -> Iterator[ImportWindow]:
    monkeypatch.setattr(formats, "IMPORTERS", ("desktop_app.importers.tables.import_table",))
    parent = QWidget()
    parent.resize(1280, 800)
    dock.qtbot.addWidget(parent)
    importer = Importer(dock.editor, dock.resources, parent)
    shown = ImportWindow(dock.session, dock.jobs, importer, parent)
    shown.show()
    yield shown
    importer.cancel()


def put(window: ImportWindow, dock: Dock, text: str) -> Path:
    """Hand a table in and wait until its rows are seen."""
    path = dock.folder / "ships.csv"
    path.write_text(text, encoding="utf-8")
    window.add([path])
    dock.qtbot.waitUntil(lambda: window.form.preview.first.rows.rowCount() > 0, timeout=20_000)
    return path


def test_a_table_is_shown_as_it_would_be_read(window: ImportWindow, dock: Dock) -> None:
    put(window, dock, SHIPS)
    rows = window.form.mapping.rows
    assert rows["vessel"].use == ColumnUse("vessel", "Название")
    assert "guessed" in rows["vessel"].name.text()
    assert rows["dwt"].use == ColumnUse("dwt", "DWT, t", unit="t")
    preview = window.form.preview
    problems = preview.problems.rows
    assert problems.rowCount() >= 1
    told = {
        str(problems.index(row, column).data(PROBLEM_ROLE))
        for row in range(problems.rowCount())
        for column in range(problems.columnCount())
    }
    assert len(told - {""}) >= 1
    with dock.qtbot.waitSignal(window.imported, timeout=20_000):
        dock.qtbot.mouseClick(window.start, LEFT)
    assert "=HYPERLINK(1)" in {vessel.name for vessel in dock.store.record.vessels}


def test_what_is_needed_is_asked_for_in_a_sentence(window: ImportWindow, dock: Dock) -> None:
    put(window, dock, SHIPS)
    for name in ("vessel", "imo"):
        columns = window.form.mapping.rows[name].columns
        columns.setFocus()
        dock.qtbot.keyClick(columns, Qt.Key.Key_Home)
    assert "Vessels need a column for “Vessel” or “IMO number” or “MMSI”" in window.form.problem.text()
    assert not window.start.isEnabled()
    row = window.form.mapping.rows["vessel"]
    assert "needed" in row.name.text()
    dock.qtbot.keyClick(row.columns, Qt.Key.Key_Down)  # the same for every row
    dock.qtbot.keyClicks(row.constant, "KIM")
    assert row.use == ColumnUse("vessel", "", constant="KIM")
    assert window.start.isEnabled()
    assert "guessed" not in row.name.text()


def test_a_mapping_is_kept_and_taken_again(window: ImportWindow, dock: Dock) -> None:
    put(window, dock, SHIPS)
    form = window.form
    dwt = form.mapping.rows["dwt"]
    assert dwt.unit is not None
    dwt.unit.setFocus()
    dwt.unit.setCurrentText("kg")
    form.names.keep_as("Harbour list")
    form.names.names.setCurrentIndex(0)
    form.names.names.activated.emit(0)
    assert form.mapping.rows["dwt"].use == ColumnUse("dwt", "DWT, t", unit="t")
    at = form.names.names.findText("Harbour list")
    form.names.names.setCurrentIndex(at)
    form.names.names.activated.emit(at)
    assert form.mapping.rows["dwt"].use == ColumnUse("dwt", "DWT, t", unit="kg")


def test_a_zone_that_is_none_is_refused_beside_its_field(window: ImportWindow, dock: Dock) -> None:
    put(window, dock, SHIPS)
    dock.qtbot.mouseClick(window.form.more, LEFT)
    zone = window.form.reading.zone
    zone.setEditText("Asia/Atlantis")
    assert window.form.reading.fault.isVisibleTo(window)
    assert not window.start.isEnabled()
    zone.setEditText("Asia/Vladivostok")
    assert not window.form.reading.fault.isVisibleTo(window)
    draft = window.files.drafts[0]
    assert draft.order is not None
    assert draft.order.zone == "Asia/Vladivostok"
