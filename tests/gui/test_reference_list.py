"""Reference layers in the layers panel: shown, ordered, coloured and taken out, each change one to undo."""

import gzip
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from desktop_app.domain.record import Record
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.reference_list import COLOURS, ReferenceList
from desktop_app.ui.references import references_of

NAMES = ("<b>Zones</b> & more", "Buoys", "x" * 10_000)


def lay_down(desk: ImportDesk) -> None:
    """Three layers, the last beyond the map."""
    columns = ("id", "name", "place", "geometry", "features", "colour", "crs", "sha256")
    columns += ("west", "south", "east", "north", "evidence_id")
    (evidence,) = next(iter(desk.connection.execute("SELECT evidence_id FROM voyage")))
    sha256 = desk.keep(gzip.compress(json.dumps({"features": []}).encode(), mtime=0))
    desk.insert(
        "reference_layer",
        columns,
        [
            (f"layer-{place}", name, place, "point", 3, "#a8568f", "EPSG:4326", sha256)
            + ((130, 42, 131, 43) if place < 2 else (-10, 50, -9, 51))
            + (evidence,)
            for place, name in enumerate(NAMES)
        ],
    )


@pytest.fixture
def store(reported: Record, tmp_path: Path) -> Iterator[CaseStore]:
    path = tmp_path / "own.gpkg"
    source = CaseStore.of_record(reported)
    with source.whole() as connection:
        save_as_case(connection, path, title="Own", who="kim", now=datetime(2026, 1, 1, tzinfo=UTC))
    source.close()
    store = CaseStore.open(path)
    yield store
    store.close()


@pytest.fixture
def session(store: CaseStore) -> Session:
    store.import_rows(lay_down, "Import layers", "kim")
    return Session(store, Style())


@pytest.fixture
def changed(session: Session, qtbot: QtBot) -> Iterator[tuple[ReferenceList, Callable[..., None]]]:
    """The list, and how to do something that changes the case."""
    editor = CaseEditor(session, "kim")
    panel = ReferenceList(session, editor)
    qtbot.addWidget(panel)

    def run(action: Callable[[], object]) -> None:
        with qtbot.waitSignal(editor.done):
            action()

    yield panel, run
    editor.shutdown()


def order(panel: ReferenceList) -> list[str]:
    """Ids from the topmost row down."""
    found = {panel._layout.indexOf(row): ident for ident, row in panel.rows.items()}
    return [found[place] for place in sorted(found)]


def test_every_control_has_a_name_and_the_topmost_stands_first(
    changed: tuple[ReferenceList, Callable[..., None]], qtbot: QtBot
) -> None:
    panel, _ = changed
    panel.resize(400, 400)
    with qtbot.waitExposed(panel):
        panel.show()
    assert order(panel) == ["layer-2", "layer-1", "layer-0"]
    for row in panel.rows.values():
        assert all(button.accessibleName() for button in row.findChildren(QToolButton))
    row = panel.rows["layer-0"]
    assert row.box.text() == "<b>Zones</b> && more"
    assert row.box.accessibleName() == NAMES[0]
    assert (panel.rows["layer-2"].up.isEnabled(), row.down.isEnabled()) == (False, False)


def test_what_is_ticked_is_what_the_map_and_views_show(
    session: Session, changed: tuple[ReferenceList, Callable[..., None]]
) -> None:
    panel, _ = changed
    assert session.layers[-3:] == ("layer:layer-0", "layer:layer-1", "layer:layer-2")
    panel.rows["layer-1"].box.click()
    shown, missing = references_of(session.store, session.layers)
    assert ([one.id for one in shown], missing) == (["layer-0", "layer-2"], ())
    session.set_layers((*session.layers, "layer:layer-1"), "")
    assert panel.rows["layer-1"].box.isChecked()


def test_colour_order_and_removal_are_changes_of_the_case(
    session: Session, changed: tuple[ReferenceList, Callable[..., None]]
) -> None:
    panel, run = changed
    run(panel.rows["layer-0"].colour.menu().actions()[3].trigger)
    assert session.store.record.reference_layers[0].colour == list(COLOURS.values())[3]
    run(panel.rows["layer-0"].up.click)
    assert order(panel) == ["layer-2", "layer-0", "layer-1"]
    assert session.store.can_undo == f"Draw the layer “{NAMES[0]}” above the next"
    run(panel._editor.undo)
    assert order(panel) == ["layer-2", "layer-1", "layer-0"]
    run(panel._editor.undo)
    run(panel._editor.undo)  # the import
    assert not panel.rows
    assert not panel._empty.isHidden()
    assert "layer:layer-0" not in session.layers
    run(panel._editor.redo)
    assert set(session.layers[-3:]) == {"layer:layer-0", "layer:layer-1", "layer:layer-2"}


def test_a_layer_beyond_the_map_says_so(
    changed: tuple[ReferenceList, Callable[..., None]], qtbot: QtBot
) -> None:
    panel, _ = changed
    with qtbot.waitSignal(panel.zoom_wanted) as wanted:
        panel.rows["layer-0"].extent.click()
    assert wanted.args == [(130.0, 42.0, 131.0, 43.0)]
    with qtbot.waitSignal(panel.said) as said:
        panel.rows["layer-2"].extent.click()
    assert "lies outside of the map" in str(said.args)


def test_a_case_that_is_only_read_keeps_its_layers(store: CaseStore, qtbot: QtBot) -> None:
    store.import_rows(lay_down, "Import layers", "kim")
    path = store.path
    assert path is not None
    read = CaseStore.open(path, want_write=False)
    session = Session(read, Style())
    editor = CaseEditor(session, "kim")
    panel = ReferenceList(session, editor)
    qtbot.addWidget(panel)
    row = panel.rows["layer-1"]
    assert not any(button.isEnabled() for button in (row.colour, row.remove, row.up, row.down))
    assert row.remove.toolTip() == read.read_only
    assert row.extent.isEnabled()
    editor.shutdown()
    read.close()
