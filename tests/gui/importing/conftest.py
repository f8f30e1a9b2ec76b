"""An own case with its importer, and a format of one ship a line, of which tests know everything."""

import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.domain.imports import Check, Verdict
from desktop_app.importers import formats
from desktop_app.importers.files.opening import open_input
from desktop_app.importers.importing import Found, Importing, Sample
from desktop_app.jobs.runner import JobRunner
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.session.style import Style
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import create_empty

MARK = b"ships:\n"


def recognise(sample: Sample) -> tuple[Found, ...]:
    """A file that begins with the mark."""
    return (Found("ships", "Ships, line by line", "", 95),) if sample.head.startswith(MARK) else ()


def carry_out(importing: Importing) -> None:
    """A vessel a line; "" is rejected, "?…" doubtful, "!" refuses the file, "…" waits to be called off."""
    desk, tally = importing.desk, importing.tally
    evidence = desk.evidence(importing.citation)
    with open_input(importing.order.file) as stream:
        names = [line.decode().rstrip("\n") for line in stream][1:]
    for number, name in enumerate(names, 2):
        tally.read += 1
        if name == "!":
            raise InputError(f"{importing.order.file.name} line {number}: there is an exclamation mark.")
        while name == "…":
            importing.told("Waiting", 1)
        row_id = f"vessel-{hashlib.sha256(name.encode()).hexdigest()[:16]}"
        if not name:
            tally.reject(number, "name", "  ", "no name")
            continue
        if desk.has("vessel", row_id):
            tally.unchanged += 1
            continue
        row = (row_id, name, 0, evidence)
        desk.insert("vessel", ("id", "name", "in_trade", "evidence_id"), (row,))
        tally.accepted += 1
        if name.startswith("?"):
            tally.doubtful += 1
            subject = f"vessel:{row_id}"
            tally.line(Verdict.DOUBTFUL, number, "a question", value=name, check=Check.VALUE, subject=subject)
    importing.told("Writing", 1)


@pytest.fixture(autouse=True)
def ships_format(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the one that Tumen knows."""
    module = ModuleType("ships_importer")
    module.__dict__.update(recognise=recognise, carry_out=carry_out)
    monkeypatch.setitem(sys.modules, "ships_importer", module)
    monkeypatch.setattr(formats, "IMPORTERS", ("ships_importer",))


def ships_file(path: Path, *names: str) -> Path:
    """A file of the format."""
    path.write_bytes(MARK + "".join(f"{name}\n" for name in names).encode())
    return path


@dataclass
class Dock:
    """An empty case, who changes it, and a folder for files."""

    store: CaseStore
    session: Session
    jobs: JobRunner
    editor: CaseEditor
    resources: Resources
    qtbot: QtBot
    folder: Path

    def names(self) -> set[str]:
        """The ships of the case."""
        return {vessel.name for vessel in self.store.record.vessels}


@pytest.fixture
def dock(tmp_path: Path, resources: Resources, qtbot: QtBot) -> Iterator[Dock]:
    path = tmp_path / "case.gpkg"
    create_empty(path, title="Harbour", who="A. Reader", now=datetime(2026, 11, 1, tzinfo=UTC))
    store = CaseStore.open(path)
    session, jobs = Session(store, Style()), JobRunner()
    editor = CaseEditor(session, "A. Reader")
    folder = tmp_path / "data"
    folder.mkdir()
    yield Dock(store, session, jobs, editor, resources, qtbot, folder)
    jobs.shutdown()
    editor.shutdown()
    store.close()
