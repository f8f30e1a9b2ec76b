"""An own case with a session, its editor and an editor panel, without the map."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.importers.record import read_record
from desktop_app.jobs.runner import JobRunner
from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit
from desktop_app.storage.saving import save_as_case
from desktop_app.ui.forms.editor_panel import EditorPanel
from desktop_app.ui.forms.lookups import Lookups


@dataclass
class Desk:
    """An own case and who changes it."""

    store: CaseStore
    session: Session
    jobs: JobRunner
    editor: CaseEditor
    panel: EditorPanel
    qtbot: QtBot

    def edit(self, edit: Edit) -> None:
        """Change the case and wait until it is done."""
        with self.qtbot.waitSignal(self.editor.done):
            self.editor.edit(edit)

    def save(self) -> str:
        """Save the form on top; the key of the row."""
        with self.qtbot.waitSignal(self.panel.saved) as saved:
            self.panel.save()
        return str(saved.args[0])


@pytest.fixture(scope="session")
def own_file(resources: Resources, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A case made from the reported record, as the bytes of its file."""
    path = tmp_path_factory.mktemp("own") / "case.gpkg"
    store = CaseStore.of_record(read_record(resources.geodatum("record")))
    with store.whole() as source:
        save_as_case(source, path, title="Mine", who="A. Reader", now=datetime(2026, 11, 1, tzinfo=UTC))
    store.close()
    return path.read_bytes()


@pytest.fixture
def own_case(own_file: bytes, tmp_path: Path) -> Path:
    """That case in a file of this test's own."""
    path = tmp_path / "case.gpkg"
    path.write_bytes(own_file)
    return path


@pytest.fixture
def desk(own_case: Path, resources: Resources, qtbot: QtBot) -> Iterator[Desk]:
    store = CaseStore.open(own_case)
    session, jobs = Session(store, Style()), JobRunner()
    editor = CaseEditor(session, "A. Reader")
    panel = EditorPanel(Lookups(store, resources), jobs, editor)
    qtbot.addWidget(panel)
    panel.resize(420, 700)
    panel.show()
    yield Desk(store, session, jobs, editor, panel, qtbot)
    panel.shut()
    jobs.shutdown()
    editor.shutdown()
    store.close()
