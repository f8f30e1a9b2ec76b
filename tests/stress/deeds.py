"""What the process does that is going to be killed: it changes a case and tells what is on the disk."""

import itertools
import random
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from desktop_app.domain.provenance import Citation
from desktop_app.importers.record import read_record
from desktop_app.runtime.feedback import Cancelled
from desktop_app.storage import import_desk, reversal
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.ddl import SCHEMA_VERSION
from desktop_app.storage.edits import Edit, Insert, Operation, Update, evidence_id
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.merging import merge
from desktop_app.storage.migrations import Migration
from desktop_app.storage.opening import OpenedFile, open_file
from desktop_app.storage.saving import save_as_case, save_copy
from desktop_app.storage.writer import CaseWriter

RECORD: Final = Path(__file__).resolve().parents[1] / "data" / "record_small"
IMPORTED_ROWS: Final = 1_500
# So few rows count as many here, and what is new is written before its commit, so that an end in the middle
# of that comes soon.
MANY_ROWS: Final = 600
vars(import_desk)["MANY_ROWS"] = MANY_ROWS
vars(reversal).update(_WAITING_PAGES=1, _CACHE_KIB=100)
NOW: Final = datetime(2026, 3, 7, 12, tzinfo=UTC)
SAVED_VIEW: Final = """\
CREATE TABLE saved_view (
    fid INTEGER PRIMARY KEY NOT NULL, id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL, group_name TEXT, content TEXT NOT NULL
) STRICT"""
# Version 0 is made for this test: the present tables without what these steps add. No Tumen ever wrote it.
STEPS: Final = (
    Migration(-1, 0, "Add ships' notes", ("ALTER TABLE vessel ADD COLUMN note TEXT CHECK (note <> '')",)),
    Migration(0, SCHEMA_VERSION, "Add saved views", (SAVED_VIEW,)),
)
UNMIGRATED: Final = (
    "DROP TABLE saved_view; ALTER TABLE vessel DROP COLUMN note; UPDATE tumen_schema SET version = -1"
)

Tell = Callable[[str], None]


def make_case(path: Path) -> None:
    """A case to begin with."""
    store = CaseStore.of_record(read_record(RECORD))
    with store.reader() as source:
        save_as_case(source, path, title="A case", who="A. Reader", now=NOW)
    store.close()


def change_other_copy(path: Path) -> None:
    """What another person does to a copy of the case meanwhile."""
    opened = open_file(path, want_write=True)
    editor = Editor(opened, random.Random(7), "b")  # noqa: S311 - not for secrets
    for _ in range(5):
        editor.change()
    opened.close()


def source_id(opened: OpenedFile) -> str:
    """Any source that the case has."""
    return str(opened.keeper.execute("SELECT id FROM source ORDER BY id").fetchall()[0][0])


class Editor:
    """Somebody who edits without pause; each change is of several rows that belong together."""

    def __init__(self, opened: OpenedFile, chance: random.Random, name: str) -> None:
        self.writer = CaseWriter(opened.writer())
        self._chance = chance
        self._name = name
        self._citation = Citation.of([source_id(opened)], None)
        self._numbers = itertools.count(1)

    def change(self) -> str:
        """Make one change; the id of its entry in the log."""
        chance = self._chance.random()
        if chance < 0.2 and self.writer.can_undo:
            change = self.writer.undo(self._name)
        elif chance < 0.3 and self.writer.can_redo:
            change = self.writer.redo(self._name)
        else:
            change = self.writer.apply(
                Edit("Change ships", self._operations(), (self._citation,)), self._name, NOW
            )
        return change.id

    def fill(self) -> str:
        """Read many rows in at once; the id of the entry."""
        operations = [row for _ in range(IMPORTED_ROWS // 2) for row in self._ship()]
        edit = Edit("Read ships in", tuple(operations), (self._citation,), kind="import")
        return self.writer.apply(edit, self._name, NOW).id

    def fill_many(self) -> str:
        """Read so many rows in that the log names them by their numbers, with a block; the id of the entry.

        Now and then it is called off in the middle, or taken back.
        """
        if self._chance.random() < 1 / 4:
            with suppress(Cancelled):
                self.writer.import_rows(self._call_off, "Read in", self._name, NOW)
        change = self.read_many()
        return self.writer.undo(self._name).id if self._chance.random() < 1 / 3 else change

    def read_many(self) -> str:
        """Read so many rows in that the log names them by their numbers; the id of the entry."""
        return self.writer.import_rows(self._lay_down, "Read in", self._name, NOW).id

    def _lay_down(self, desk: ImportDesk) -> None:
        evidence = desk.evidence(self._citation)
        desk.keep(self._chance.randbytes(100_000))
        rows = [row.id for _ in range(MANY_ROWS) for row in self._ship()[:1]]
        columns = ("id", "name", "in_trade", "evidence_id")
        desk.insert("vessel", columns, ((row, row, 1, evidence) for row in sorted(rows)))
        desk.update("vessel", rows[0], {"note": "the first"})

    def _call_off(self, desk: ImportDesk) -> None:
        self._lay_down(desk)
        raise Cancelled

    def _operations(self) -> tuple[Operation, ...]:
        first, second = self._ship()
        return (first, second, Update("case_info", "case", {"description": f"Last change: {first.id}"}))

    def _ship(self) -> tuple[Insert, Insert]:
        """A ship and the name it goes under."""
        number = next(self._numbers)
        ship = f"ship-{self._name}-{number}-{self._chance.randrange(2**40)}"
        evidence = evidence_id(self._citation)
        values = {"name": f"EXAMPLE {number}", "in_trade": 1, "evidence_id": evidence}
        return (
            Insert("vessel", ship, values),
            Insert(
                "vessel_identity", f"{ship}-name", {"vessel_id": ship, "name": "X", "evidence_id": evidence}
            ),
        )


def edit(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Edit, undo and redo without end."""
    editor = Editor(open_file(folder / "case.gpkg", want_write=True), chance, "a")
    while True:
        tell(editor.change())


def read_in(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Read many rows in, again and again."""
    editor = Editor(open_file(folder / "case.gpkg", want_write=True), chance, "a")
    while True:
        tell(editor.fill())


def read_many_in(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Read in what the log names by ranges, again and again."""
    editor = Editor(open_file(folder / "case.gpkg", want_write=True), chance, "a")
    while True:
        tell(editor.fill_many())


def save(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Save a copy under one name after each change."""
    opened = open_file(folder / "case.gpkg", want_write=True)
    editor = Editor(opened, chance, "a")
    while True:
        change = editor.change()
        tell(change)
        save_copy(opened.keeper, folder / "copy.gpkg")
        tell(f"copy.gpkg {change}")


def bring_together(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Merge another person's copy into one file after another, with changes between."""
    editor = Editor(open_file(folder / "case.gpkg", want_write=True), chance, "a")
    for number in itertools.count(1):
        change = editor.change()
        tell(change)
        name = f"merged-{number}.gpkg"
        merge(folder / "case.gpkg", folder / "theirs.gpkg", folder / name, who="a", now=NOW)
        tell(f"{name} {change}")


def migrate(folder: Path, chance: random.Random, tell: Tell) -> None:
    """Bring an older case up to date, and change it then."""
    opened = open_file(folder / "case.gpkg", want_write=True, steps=STEPS)
    tell("migrated")
    editor = Editor(opened, chance, "a")
    while True:
        tell(editor.change())


DEEDS: Final[dict[str, Callable[[Path, random.Random, Tell], None]]] = {
    "edit": edit,
    "bulk": read_many_in,
    "import": read_in,
    "merge": bring_together,
    "save": save,
    "migrate": migrate,
}
