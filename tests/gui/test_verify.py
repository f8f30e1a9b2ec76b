"""A figure that is dropped on the window: its view, the verdict, what changed, and the way back."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.app import build_window
from desktop_app.domain.figure_design import Place
from desktop_app.domain.figure_templates import TEMPLATES
from desktop_app.exporters.proof.manifest import FigureFacts, manifest_of, manifest_text
from desktop_app.importers.case_choice import CaseChoice
from desktop_app.query.clauses import ClauseKind, DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.volumes_results import Question
from desktop_app.runtime.resources import Resources
from desktop_app.session.style import Language
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Delete, Edit, Update
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.info_line import InfoLine
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.verify.figure_check import BACK, LINE, OPEN

pytestmark = [pytest.mark.gui, pytest.mark.web]

OF_2024 = Filter.of(DateClause(date(2024, 1, 1), date(2024, 12, 31)))
PLACE = Place(124.0, 36.0, 136.0, 45.0)
LEFT = Qt.MouseButton.LeftButton
WAIT_MS = 30_000


def manifest_file(store: CaseStore, file: Path) -> Path:
    """The manifest of a figure of 2024 beside a picture."""
    ident = next(iter(QueryEngine(store).ids_of([1]).values()))
    layers, selection = ("ports", "routes", "sightings"), (f"voyage:{ident}", "voyage:gone")
    facts = FigureFacts(TEMPLATES[0], {}, PLACE, layers, selection, Question(), "light", "ru", (), {})
    file.write_text(manifest_text(manifest_of(QueryEngine(store), OF_2024, facts)))
    return file


@pytest.fixture
def own(store: CaseStore, tmp_path: Path) -> Path:
    """The record as a case of one's own."""
    path = tmp_path / "own.gpkg"
    with store.whole() as source:
        save_as_case(source, path, title="Own", who="kim", now=datetime(2026, 1, 1, tzinfo=UTC))
    return path


@pytest.fixture
def window(own: Path, qtbot: QtBot, resources: Resources, tmp_path: Path) -> Iterator[MainWindow]:
    made = build_window(own, resources, tmp_path / "settings.json")
    with qtbot.waitSignal(made.view.ready, timeout=WAIT_MS):
        made.show()
    yield made
    made.close()


def drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, actions, none = QPointF(60, 60), Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    for kind in (QDragEnterEvent, QDropEvent):
        event = kind(place, actions, data, LEFT, none)
        QApplication.sendEvent(window, event)
        assert event.isAccepted()


def verdict_line(window: MainWindow, qtbot: QtBot) -> InfoLine:
    def is_told() -> bool:
        line = window.lines.shown.get(LINE)
        return line is not None and "Looking" not in line.text

    qtbot.waitUntil(is_told, timeout=WAIT_MS)
    return window.lines.shown[LINE]


def test_a_dropped_figure_opens_its_view_and_the_way_back(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    workbench, session = window.workbench, window.workbench.session
    session.set_clause(DateClause(date(2023, 1, 1), None), "")
    session.lift(ClauseKind.DATES)
    before = (session.filter, session.lifted, session.layers, session.selection)
    file = manifest_file(session.store, tmp_path / "figure.png.json")
    drop(window, file)
    line = verdict_line(window, qtbot)
    assert line.text.startswith("figure.png.json: Unchanged: all ")
    assert session.filter == OF_2024
    assert session.layers == ("ports", "routes", "sightings")
    assert session.style.language is Language.RUSSIAN
    assert [key.partition(":")[0] for key in session.selection] == ["voyage"]

    def shows_place() -> bool:
        seen = workbench.map.viewport
        return seen is not None and seen.west <= PLACE.west and seen.east >= PLACE.east and seen.zoom > 5

    qtbot.waitUntil(shows_place, timeout=WAIT_MS)
    line.buttons[BACK].click()
    assert (session.filter, session.lifted, session.layers, session.selection) == before
    assert session.style.language is Language.ENGLISH
    assert LINE not in window.lines.shown


def test_changed_records_are_listed_and_open_their_cards(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    session, store = window.workbench.session, window.workbench.session.store
    file = manifest_file(store, tmp_path / "figure.json")
    vessel = next(row for row in store.record.vessels if row.name == "CHON MA SAN")
    with store.reader() as reader:
        ((sighting,),) = reader.execute(
            "SELECT id FROM sighting WHERE start_utc LIKE '2024%' ORDER BY id LIMIT 1"
        )
    store.edit(
        Edit("Mend", (Update("vessel", vessel.id, {"name": "<b>&"}), Delete("sighting", sighting))), "lee"
    )
    session.data_changed()
    window.workbench.verifying.check(file)
    line = verdict_line(window, qtbot)
    assert "2 records changed since" in line.text
    line.buttons["Show the 2 records"].click()
    listed = window.workbench.verifying.window
    assert listed is not None
    items = [listed.tree.topLevelItem(place) for place in range(listed.tree.topLevelItemCount())]
    assert [item.text(0) for item in items if item] == ["No longer in the case", "Changed"]
    assert not listed.card.isEnabled()
    assert items[1] is not None
    listed.tree.setCurrentItem(items[1])
    assert listed.told.toPlainText().startswith("name: CHON MA SAN → <b>&")
    assert "<b>" not in items[1].toolTip(1)
    listed.card.click()
    assert session.selection == (f"vessel:{vessel.id}",)
    listed.copy()
    assert f"vessel {'<b>&'}" in QGuiApplication.clipboard().text()
    listed.close()


def test_a_figure_of_another_case_offers_to_open_it(
    window: MainWindow, qtbot: QtBot, store: CaseStore, tmp_path: Path
) -> None:
    session = window.workbench.session
    before = session.filter
    file = manifest_file(store, tmp_path / "figure.json")
    window.workbench.verifying.check(file)
    line = verdict_line(window, qtbot)
    assert f"“{store.info.title}”" in line.text
    assert session.filter == before
    with qtbot.waitSignal(window.case_wanted) as wanted:
        line.buttons[OPEN].click()
    assert wanted.args == [CaseChoice(figure=file)]


def test_what_carries_no_manifest_is_told_in_a_line(window: MainWindow, qtbot: QtBot, tmp_path: Path) -> None:
    file = tmp_path / "figure.svg"
    file.write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    drop(window, file)
    assert "carries no manifest" in verdict_line(window, qtbot).text
