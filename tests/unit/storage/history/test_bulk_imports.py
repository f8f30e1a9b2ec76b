"""Imports of more rows than a change set is kept for: the log goes on telling, undoing and merging them."""

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest

from desktop_app.domain.provenance import Citation
from desktop_app.runtime.errors import InputError, TumenError
from desktop_app.runtime.feedback import Cancelled
from desktop_app.storage import fid_ranges, import_desk, reversal
from desktop_app.storage.as_of import as_after
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.change_log import breaks, changes_of_row, row_changes
from desktop_app.storage.edits import Cell, Insert, Update
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.integrity import check
from desktop_app.storage.log_entries import entry_of
from desktop_app.storage.merging import merge
from desktop_app.storage.opening import open_file
from desktop_app.storage.saving import save_copy
from desktop_app.storage.writer import CaseWriter

NOW = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
# Rows of the import; here so many as `few` makes many, in three goes.
MANY = 700
CITATION = Citation.of(["src-1"], None)
COLUMNS = (
    *("id", "vessel_id", "place", "kind", "ships", "ships_approximate", "to_basis", "start_utc", "end_utc"),
    *("precision", "approximate", "how_known", "tracker", "counted", "product", "cargo_best", "cargo_unit"),
    *("summary", "evidence_id"),
)
RUN: dict[str, Cell] = {
    "file_name": "voyages.csv",
    "sha256": "0" * 64,
    "importer": "test",
    "imported_utc": "2026-02-03T04:05:06Z",
    "accepted": MANY,
    "refused": 0,
}


def voyage(number: int, evidence: str, **other: Cell) -> tuple[Cell, ...]:
    """One row as `COLUMNS` says."""
    day = f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}"
    cells: dict[str, Cell] = {
        "id": f"v-{number:06}",
        "vessel_id": "new" if number % 2 else "old",
        "place": number,
        "kind": "voyage",
        "ships": 1,
        "ships_approximate": 0,
        "to_basis": "reported",
        "start_utc": f"{day}T00:00:00Z",
        "end_utc": f"{day}T23:59:59Z",
        "precision": "day",
        "approximate": 0,
        "how_known": "report",
        "tracker": "unknown",
        "counted": 1,
        "product": None if number % 3 else "gas oil",
        "cargo_best": number / 3,
        "cargo_unit": "t",
        "summary": f"row {number}",
        "evidence_id": evidence,
    }
    return tuple((cells | other).values())


def import_of(
    rows: Callable[[str], Sequence[tuple[Cell, ...]]], run: str = "run"
) -> Callable[[ImportDesk], None]:
    """An import of a ship, many voyages, changes of a row of before and of one that is new, and its run."""

    def fill(desk: ImportDesk) -> None:
        evidence = desk.evidence(CITATION)
        desk.insert("vessel", ("id", "name", "in_trade", "evidence_id"), [("new", "NEW", 1, evidence)])
        assert desk.insert("voyage", COLUMNS, iter(rows(evidence))) == MANY
        desk.update("voyage", "v-000007", {"product": "motor gasoline"})
        desk.update("vessel", "old", {"dwt_t": 3000.0})
        desk.insert("import_run", ("id", *RUN), [(run, *RUN.values())])

    return fill


def voyages(evidence: str) -> Sequence[tuple[Cell, ...]]:
    return [voyage(number, evidence) for number in range(MANY)]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few hundred rows count as many."""
    monkeypatch.setattr(import_desk, "MANY_ROWS", 500)
    monkeypatch.setattr(import_desk, "_ROWS_AT_ONCE", 300)
    monkeypatch.setattr(reversal, "MANY_ROWS", 500)
    monkeypatch.setattr(fid_ranges, "_ROWS_AT_ONCE", 256)


@pytest.fixture
def path(sample: Any, tmp_path: Path) -> Path:
    """A case with one ship."""
    file = tmp_path / "case.gpkg"
    case = sample.case(file)
    CaseWriter(case).apply(sample.edit("ship", sample.vessel("old")), "kim", NOW)
    case.close()
    return file


@pytest.fixture
def case(path: Path) -> Any:
    """It, open."""
    opened = open_file(path, want_write=True)
    yield opened.writer()
    opened.close()


def layout(case: apsw.Connection) -> list[tuple[object, ...]]:
    return case.execute("SELECT type, name, sql FROM sqlite_schema ORDER BY name").fetchall()


def told(case: apsw.Connection, row_id: str) -> dict[str, object]:
    """What the log says of a voyage that nobody changed since it was added."""
    ((_, row),) = changes_of_row(case, "voyage", row_id)
    assert row.op == "insert"
    return {name: new for name, (_, new) in row.columns.items()}


def test_the_log_names_many_rows_by_their_numbers(case: apsw.Connection, path: Path) -> None:
    before = layout(case)
    change = CaseWriter(case).import_rows(import_of(voyages), "Import voyages.csv", "kim", NOW)
    entry = entry_of(case, change.id)
    assert entry is not None
    (one,) = entry.ranges()
    fids = case.execute("SELECT min(fid), max(fid), count(*) FROM voyage").fetchall()
    assert fids == [(one.first, one.last, MANY)]
    assert (one.table, change.tables[0], change.rows) == ("voyage", "voyage", MANY + 3)
    assert len(entry.changeset or b"") < 2_000
    assert layout(case) == before
    assert case.pragma("foreign_keys")
    assert not case.pragma("ignore_check_constraints")
    assert list(breaks(case)) == []
    assert [finding.sentence for finding in check(path)] == []
    # A cell of a range belongs to the entry's hash.
    case.execute(
        "UPDATE tumen_change SET inserted = replace(inserted, ?, ?)", (str(one.last), str(one.last - 1))
    )
    assert len(list(breaks(case))) == 1


def test_undo_redo_and_the_case_as_it_was(case: apsw.Connection, sample: Any) -> None:
    writer = CaseWriter(case)
    states = [sample.rows(case)]
    writer.import_rows(import_of(voyages), "Import", "kim", NOW)
    states.append(sample.rows(case))
    writer.apply(sample.edit("correct", Update("voyage", "v-000009", {"summary": "seen twice"})), "lee", NOW)
    states.append(sample.rows(case))
    walk = [2, 1, 0, 1, 2, 1, 0, 1]
    for here, there in itertools.pairwise(walk):
        (writer.undo if there < here else writer.redo)("kim")
        assert sample.rows(case) == states[there], (here, there)
    assert list(breaks(case)) == []
    for seq, state in enumerate([0, 1, *walk, 1][1:-1], start=3):
        assert sample.rows(as_after(case, seq)) == states[state], seq
    assert sample.rows(as_after(case, 2)) == states[0]


def test_history_tells_each_row_as_it_came(case: apsw.Connection, sample: Any) -> None:
    writer = CaseWriter(case)
    change = writer.import_rows(import_of(voyages), "Import voyages.csv", "kim", NOW)
    writer.apply(sample.edit("correct", Update("voyage", "v-000009", {"summary": "seen twice"})), "lee", NOW)
    (_, later), (entry, first) = changes_of_row(case, "voyage", "v-000009")
    assert (later.columns["summary"], entry.what) == (("row 9", "seen twice"), "Import voyages.csv")
    assert first.columns["summary"] == (None, "row 9")
    assert told(case, "v-000007")["product"] == "motor gasoline"
    rows = row_changes(case, change.id)
    assert len(rows) == MANY + 3
    assert len(row_changes(case, change.id, 40)) == 40
    assert {row.row_id: row.columns["summary"] for row in rows if row.table == "voyage"} == {
        f"v-{number:06}": (None, f"row {number}") for number in range(MANY)
    }
    writer.undo("lee")
    writer.undo("lee")
    gone = {
        row.row_id: row.columns["summary"]
        for row in row_changes(case, change.id, 40)
        if row.table == "voyage"
    }
    assert gone["v-000009"] == (None, "row 9")


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        ({"kind": "cruise"}, "kind must be one of voyage, call, sighting, group, not 'cruise'"),
        (
            {"start_utc": "7 March"},
            "start (UTC) must be an instant such as 2024-03-07T12:00:00Z, not '7 March'",
        ),
        ({"summary": ""}, "summary is empty text"),
        ({"counted": 2}, "counted must be yes or no, not 2"),
        ({"cargo_best": "many"}, "cargo best must be a number, not 'many'"),
        ({"summary": None}, "summary is missing"),
        ({"id": ""}, "'', which is no id"),
        ({"id": "v-000001"}, "UNIQUE constraint failed: voyage.id"),
        ({"vessel_id": "ghost"}, "Voyage v-000650: vessel names the vessel ghost, which is not in the case."),
        ({"evidence_id": "ghost"}, "evidence names the evidence ghost, which is not in the case."),
    ],
)
def test_a_row_that_does_not_fit_leaves_the_case_as_it_was(
    case: apsw.Connection, path: Path, spoilt: dict[str, Cell], sentence: str
) -> None:
    content, before = path.read_bytes(), layout(case)

    def rows(evidence: str) -> Sequence[tuple[Cell, ...]]:
        return [voyage(number, evidence, **(spoilt if number == 650 else {})) for number in range(MANY)]

    writer = CaseWriter(case)
    with pytest.raises(TumenError) as refused:
        writer.import_rows(import_of(rows), "Import", "kim", NOW)
    assert sentence in str(refused.value)
    assert path.read_bytes() == content
    assert layout(case) == before
    assert not writer.can_undo
    writer.import_rows(import_of(voyages), "Import", "kim", NOW)


def test_a_call_off_leaves_the_file_byte_for_byte(
    case: apsw.Connection, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = path.read_bytes()
    writer = CaseWriter(case)

    def fill(desk: ImportDesk) -> None:
        import_of(voyages)(desk)
        desk.keep(memoryview(bytes(range(256)) * 40_000))
        raise Cancelled

    # Once all waits in memory, once what is new is written before its commit.
    for pages in (reversal._WAITING_PAGES, 1):
        monkeypatch.setattr(reversal, "_WAITING_PAGES", pages)
        monkeypatch.setattr(reversal, "_CACHE_KIB", 2_000)
        with pytest.raises(Cancelled):
            writer.import_rows(fill, "Import", "kim", NOW)
        assert path.read_bytes() == content
        assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_an_import_is_taken_back_after_reopening_and_brought_again(path: Path, sample: Any) -> None:
    store = CaseStore.open(path)
    with store.reader() as connection:
        before = sample.rows(connection)
    store.import_rows(import_of(voyages), "Import voyages.csv", "kim")
    with store.reader() as connection:
        imported = sample.rows(connection)
    assert [run.id for run in store.record.import_runs] == ["run"]
    store.close()
    store = CaseStore.open(path)
    store.edit(sample.edit("other", Update("vessel", "old", {"note": "mind"})), "lee")
    with pytest.raises(InputError, match="vessel OLD was changed since by 'other'"):
        store.undo_import("run", "lee")
    store.undo("lee")
    change = store.undo_import("run", "lee")
    assert (change.kind, change.what) == ("undo", "Undo: Import voyages.csv")
    for state, walk in ((before, None), (imported, store.undo), (before, store.redo), (imported, store.undo)):
        if walk is not None:
            walk("lee")
        with store.reader() as connection:
            assert sample.rows(connection) == state
            assert list(breaks(connection)) == []
    store.undo_import("run", "lee")
    with pytest.raises(InputError, match="no such import"):
        store.undo_import("run", "lee")
    store.close()


NOTE = {"subject": "voyage:v-000003", "text": "t", "author": "kim", "written_utc": "2026-01-02T00:00:00Z"}


@pytest.mark.parametrize(
    ("operations", "sentence"),
    [
        (
            lambda s: (s.port("x"), s.call("c", "x", voyage_id="v-000003")),
            "Port call c refers to voyage v-000003",
        ),
        (lambda _: (Insert("note", "n", NOTE),), "the note n is about voyage:v-000003"),
        (
            lambda _: (Update("voyage", "v-000003", {"summary": "x"}),),
            "voyage v-000003 was changed since by 'later'",
        ),
    ],
)
def test_an_import_that_something_rests_on_stays(
    case: apsw.Connection, sample: Any, operations: Callable[[Any], Any], sentence: str
) -> None:
    writer = CaseWriter(case)
    writer.import_rows(import_of(voyages), "Import", "kim", NOW)
    writer.apply(sample.edit("later", *operations(sample)), "kim", NOW)
    rows = sample.rows(case)
    with pytest.raises(InputError) as refused:
        writer.undo_import("run", "kim")
    assert sentence in str(refused.value)
    assert sample.rows(case) == rows
    writer.undo("kim")
    writer.undo_import("run", "kim")
    assert not case.execute("SELECT count(*) FROM voyage").get


def test_copies_with_imports_are_merged_from_either_side(path: Path, sample: Any, tmp_path: Path) -> None:
    """Ours imports, theirs adds a port; then ours takes the import back, of which theirs changed a row."""
    theirs = tmp_path / "theirs.gpkg"

    def work(file: Path, deed: Callable[[CaseWriter], object]) -> None:
        opened = open_file(file, want_write=True)
        deed(CaseWriter(opened.writer()))
        opened.close()

    def copy(source: Path, target: Path) -> None:
        opened = open_file(source, want_write=False)
        save_copy(opened.keeper, target)
        opened.close()

    def rows(file: Path) -> dict[str, list[tuple[object, ...]]]:
        opened = open_file(file, want_write=False)
        found = {name: [row[1:] for row in table] for name, table in sample.rows(opened.keeper).items()}
        assert list(breaks(opened.keeper)) == []
        opened.close()
        return found

    copy(path, theirs)
    work(path, lambda writer: writer.import_rows(import_of(voyages), "Import", "kim", NOW))
    work(theirs, lambda writer: writer.apply(sample.edit("port", sample.port("x")), "lee", NOW))
    merged = [tmp_path / "one.gpkg", tmp_path / "two.gpkg"]
    assert merge(path, theirs, merged[0], who="kim", now=NOW).inserted == 1
    report = merge(theirs, path, merged[1], who="lee", now=NOW)
    assert (report.inserted, report.conflicts) == (MANY + 2, ())
    assert rows(merged[0]) == rows(merged[1])
    opened = open_file(merged[1], want_write=False)
    (_, brought), (entry, first) = changes_of_row(opened.keeper, "voyage", "v-000007")
    assert (entry.what, first.columns) == ("Import", brought.columns)
    assert first.columns["product"] == (None, "motor gasoline")
    opened.close()
    copy(path, theirs := tmp_path / "later.gpkg")
    work(path, lambda writer: writer.undo_import("run", "kim"))
    work(
        theirs,
        lambda writer: writer.apply(
            sample.edit("note", Update("voyage", "v-000004", {"summary": "read again"})), "lee", NOW
        ),
    )
    report = merge(path, theirs, tmp_path / "three.gpkg", who="kim", now=NOW)
    assert [(one.row_id, one.column) for one in report.conflicts] == [("v-000004", "*")]
