"""The list of imports: counts, the lines of a report, its export, the rows on the map, and the way back."""

import csv
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_app.importers.planning import plan
from desktop_app.importers.running import ImportResult
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.importer import Importer
from desktop_app.ui.importing.imports_window import EMPTY, ImportsWindow
from tests.gui.importing.conftest import Dock, ships_file

pytestmark = pytest.mark.gui

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(dock: Dock) -> Iterator[ImportsWindow]:
    parent = QWidget()
    parent.resize(1280, 800)
    dock.qtbot.addWidget(parent)
    shown = ImportsWindow(dock.session, dock.jobs, dock.editor, parent)
    shown.show()
    yield shown
    shown.report.stop()


def bring_in(dock: Dock, *names: str) -> ImportResult:
    """Import a file of ships without the window."""
    importer = Importer(dock.editor, dock.resources)
    plans = plan([ships_file(dock.folder / "seen.txt", *names)], dock.store, Feedback())
    with dock.qtbot.waitSignal(importer.finished, timeout=20_000) as told:
        importer.start(tuple(one.order for one in plans if one.order is not None))
    result = told.args[0]
    assert isinstance(result, ImportResult)
    return result


def test_a_report_tells_and_filters_each_row_that_was_not_taken(window: ImportsWindow, dock: Dock) -> None:
    assert window._state.text() == EMPTY
    bring_in(dock, "Kim", "?Pak", "", "", "?Ri\N{RIGHT-TO-LEFT OVERRIDE}<b>")
    report = window.report
    dock.qtbot.waitUntil(lambda: report.model.rowCount() == 4)
    texts = [label.text() for label in report.counts._numbers]
    assert texts == ["5", "3", "0", "0", "0", "2", "2"]
    choices = [report.choices.itemText(place) for place in range(report.choices.count())]
    assert choices == [
        "All lines (4)",
        "Rejected (2)",
        "Rejected: no name (2)",
        "Doubtful (2)",
        "Doubtful: a question (2)",
    ]
    report.choices.setFocus()
    dock.qtbot.keyClick(report.choices, Qt.Key.Key_Down)
    dock.qtbot.waitUntil(lambda: report.model.rowCount() == 2)
    assert [line.first_line for line in report.model.lines] == [4, 5]


def test_a_line_leads_to_its_row(window: ImportsWindow, dock: Dock) -> None:
    bring_in(dock, "?Pak")
    report = window.report
    dock.qtbot.waitUntil(lambda: report.model.rowCount() == 1)
    report.table.setFocus()
    report.table.setCurrentIndex(report.model.index(0, 0))
    with dock.qtbot.waitSignal(window.card_wanted) as told:
        dock.qtbot.keyClick(report.table, Qt.Key.Key_Return)
    kind, _, ident = told.args[0].partition(":")
    assert kind == "vessel"
    assert next(ship.name for ship in dock.store.record.vessels if ship.id == ident) == "?Pak"


def test_a_report_is_written_whole(window: ImportsWindow, dock: Dock) -> None:
    bring_in(dock, "?Pak", "")
    target = dock.folder / "report.csv"
    with dock.qtbot.waitSignal(window.said):
        window.report.write_to(target)
    rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    assert sum("no name" in row for row in rows) == 1
    assert sum("a question" in row for row in rows) == 1


def test_an_import_is_shown_and_taken_back(window: ImportsWindow, dock: Dock) -> None:
    first = bring_in(dock, "Kim").runs[0]
    bring_in(dock, "Kim", "Pak")
    assert window.table.rowCount() == 2
    window.show_runs((first,))
    assert window.run is not None
    assert window.run.id == first.id
    with dock.qtbot.waitSignal(window.rows_wanted) as told:
        dock.qtbot.mouseClick(window.show_rows, LEFT)
    assert [key.partition(":")[0] for key in told.args[0]] == ["vessel"]
    newest = next(run for run in dock.store.record.import_runs if run.id != first.id)
    window.show_runs((newest,))
    with dock.qtbot.waitSignal(dock.editor.done):
        dock.qtbot.mouseClick(window.undo, LEFT)
    assert dock.names() == {"Kim"}
    assert window.table.rowCount() == 1
