"""The driver of imports with an importer of lines: one transaction, counts, reports, sources."""

import csv
import hashlib
import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest

from desktop_app.domain.imports import Check, Counts, Verdict
from desktop_app.importers import formats, running
from desktop_app.importers.files.opening import open_input
from desktop_app.importers.importing import Found, Importing, ImportOrder, Sample, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.planning import plan
from desktop_app.importers.progress import ImportProgress
from desktop_app.importers.reports import report_lines, write_report
from desktop_app.importers.running import ImportResult, run_imports
from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import create_empty

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
HOSTILE = ('=HYPERLINK("x")', "<script>alert(1)</script>", "a\0b", "\u202eabc", "나진 🛳", "x" * 10_000)

MARK = b"ships:\n"


def ships_recognise(sample: Sample) -> tuple[Found, ...]:
    return (Found("ships", "Ships, line by line", "", 95),) if sample.head.startswith(MARK) else ()


def ships_carry_out(importing: Importing) -> None:
    desk, tally = importing.desk, importing.tally
    evidence = desk.evidence(importing.citation)
    with open_input(importing.order.file) as stream:
        for number, line in enumerate(stream, 1):
            if number == 1:
                continue
            tally.read += 1
            importing.told("Reading", stream.packed_done)
            name = line.decode("utf-8", "replace").rstrip("\n")
            if name == "!":
                raise InputError(f"{importing.order.file.name} line {number}: there is an exclamation mark.")
            if not name:
                tally.reject(number, "name", name, "no name")
                continue
            row_id = f"vessel-{hashlib.sha256(f'{importing.dataset}|{name}'.encode()).hexdigest()[:16]}"
            if desk.has("vessel", row_id):
                tally.unchanged += 1
                continue
            desk.insert(
                "vessel", ("id", "name", "in_trade", "evidence_id"), ((row_id, name.upper(), 0, evidence),)
            )
            tally.accepted += 1
            if name.startswith("?"):
                tally.doubtful += 1
                tally.line(
                    Verdict.DOUBTFUL,
                    number,
                    "a question",
                    column="name",
                    value=name,
                    check=Check.VALUE,
                    subject=f"vessel:{row_id}",
                )
                desk.insert(
                    "doubt",
                    ("id", "subject", "check_name", "text", "import_run_id", "count"),
                    ((f"doubt-{row_id}", f"vessel:{row_id}", "value", "a question", importing.run_id, 1),),
                )


@pytest.fixture(autouse=True)
def ships_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("ships_importer")
    module.__dict__.update(recognise=ships_recognise, carry_out=ships_carry_out)
    monkeypatch.setitem(sys.modules, "ships_importer", module)
    monkeypatch.setattr(formats, "IMPORTERS", ("ships_importer",))


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseStore]:
    path = tmp_path / "case.gpkg"
    create_empty(path, title="Nothing yet", who="Kim", now=NOW)
    store = CaseStore.open(path)
    yield store
    store.close()


def ships(path: Path, *names: str) -> Path:
    path.write_bytes(MARK + "".join(f"{name}\n" for name in names).encode())
    return path


class Watch:
    """Hears of progress, and may call the import off."""

    def __init__(self, cancel_at: int = -1) -> None:
        self.feedback = Feedback()
        self.heard: list[ImportProgress] = []
        self._cancel_at = cancel_at

    def told(self, progress: ImportProgress) -> None:
        """Keep it."""
        if len(self.heard) == self._cancel_at:
            self.feedback.cancel()
        self.heard.append(progress)


def run(case: CaseStore, resources: Resources, *paths: Path, watch: Watch | None = None) -> ImportResult:
    watch = watch or Watch()
    orders = [one.order for one in plan(paths, case, watch.feedback) if one.order is not None]
    return run_imports(case, orders, "Kim", resources, watch.feedback, watch.told, NOW)


def test_an_import_is_one_change_with_runs_reports_and_doubts(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    first = ships(tmp_path / "first.txt", "a", "", "?b", *HOSTILE)
    second = ships(tmp_path / "second.txt", "c")
    result = run(case, resources, first, second)
    assert result.change is not None
    assert result.change.what == "Import 2 files: 10 rows, 1 rejected"
    assert [one.counts for one in result.runs] == [Counts(9, 8, 0, 0, 0, 1, 1), Counts(1, 1, 0, 0, 0, 0, 0)]
    assert case.record.import_runs == result.runs
    assert result.runs[0].sha256 == hashlib.sha256(first.read_bytes()).hexdigest()
    assert [doubt.check for doubt in case.record.doubts] == [Check.VALUE]
    assert {source.title for source in case.record.sources} >= {"first.txt", "second.txt"}
    lines = list(report_lines(case, result.runs[0]))
    assert [(line.verdict, line.first_line, line.column, line.reason) for line in lines] == [
        (Verdict.REJECTED, 3, "name", "no name"),
        (Verdict.DOUBTFUL, 4, "name", "a question"),
    ]
    assert list(report_lines(case, result.runs[1])) == []
    case.undo("Kim")
    assert not case.record.import_runs
    assert not case.record.doubts
    assert not case.record.sources


def test_the_same_files_again_write_nothing_and_a_longer_one_only_what_is_new(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    path = ships(tmp_path / "ships.txt", "a", "b", "")
    run(case, resources, path)
    assert case.path is not None
    before = case.path.read_bytes()
    again = run(case, resources, path)
    assert again.change is None
    assert again.runs[0].counts == Counts(3, 0, 0, 2, 0, 0, 1)
    assert case.path.read_bytes() == before
    ships(path, "a", "b", "", "c")
    longer = run(case, resources, path)
    assert longer.runs[0].counts == Counts(4, 1, 0, 2, 0, 0, 1)
    assert longer.runs[0].source_id == again.runs[0].source_id
    assert len({one.id for one in case.record.import_runs}) == 2
    ships(tmp_path / "other.txt", "z")
    both = run(case, resources, path, tmp_path / "other.txt")
    assert [one.file_name for one in case.record.import_runs].count("ships.txt") == 2
    assert [one.file_name for one in both.runs] == ["ships.txt", "other.txt"]


def test_ids_hang_on_nothing_but_file_and_case(resources: Resources, tmp_path: Path) -> None:
    rows = []
    path = ships(tmp_path / "ships.txt", "a", "?b", "")
    for name in ("one", "two"):
        target = tmp_path / f"{name}.gpkg"
        create_empty(target, title=name, who=name, now=NOW)
        store = CaseStore.open(target)
        run(store, resources, path)
        with store.reader() as connection:
            rows.append(
                [
                    connection.execute(sql).fetchall()
                    for sql in (
                        "SELECT * FROM import_run ORDER BY id",
                        "SELECT id, name, evidence_id FROM vessel ORDER BY id",
                        "SELECT id, title FROM source",
                        "SELECT id, import_run_id FROM doubt",
                    )
                ]
            )
        store.close()
    assert [row[1:] for row in rows[0][0]] == [row[1:] for row in rows[1][0]]
    assert rows[0][1:] == rows[1][1:]


def test_nothing_is_left_of_an_import_that_fails_changes_or_is_called_off(
    case: CaseStore, resources: Resources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert case.path is not None
    before = case.path.read_bytes()
    good = ships(tmp_path / "good.txt", "a")
    bad = ships(tmp_path / "bad.txt", "b", "!")
    with pytest.raises(InputError, match=r"^bad.txt line 3: there is"):
        run(case, resources, good, bad)
    assert case.path.read_bytes() == before

    monkeypatch.setattr(running, "_BETWEEN_TELLING_S", 0.0)
    many = ships(tmp_path / "many.txt", *(f"ship {number}" for number in range(500)))
    watch = Watch(cancel_at=300)
    with pytest.raises(Cancelled):
        run(case, resources, good, many, watch=watch)
    assert case.path.read_bytes() == before
    assert watch.heard[-1].rows > 100

    class Writer(Watch):
        def told(self, progress: ImportProgress) -> None:
            super().told(progress)
            if len(self.heard) == 300:
                ships(many, *(f"SHIP {number}" for number in range(500)))

    with pytest.raises(InputError, match=r"^many.txt changed while it was read"):
        run(case, resources, many, watch=Writer())
    assert case.path.read_bytes() == before


def test_progress_tells_files_bytes_and_rows(
    case: CaseStore, resources: Resources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "_BETWEEN_TELLING_S", 0.0)
    paths = [ships(tmp_path / f"{name}.txt", name, name * 2) for name in "ab"]
    watch = Watch()
    run(case, resources, *paths, watch=watch)
    total = sum(path.stat().st_size for path in paths)
    assert {progress.total_bytes for progress in watch.heard} == {total}
    done = [progress.done_bytes for progress in watch.heard]
    assert done == sorted(done)
    assert done[0] == 0
    assert watch.heard[-1] == ImportProgress("Writing", "", 2, 2, total, total, 4)
    assert {(progress.file, progress.files_done) for progress in watch.heard[:-1]} == {
        ("a.txt", 0),
        ("b.txt", 1),
    }


def test_counts_that_do_not_add_up_are_never_kept(
    case: CaseStore, resources: Resources, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lossy(importing: Importing) -> None:
        ships_carry_out(importing)
        importing.tally.read += 1

    monkeypatch.setattr(sys.modules["ships_importer"], "carry_out", lossy)
    with pytest.raises(RuntimeError, match="do not add up"):
        run(case, resources, ships(tmp_path / "ships.txt", "a"))
    assert not case.record.import_runs


def test_a_chosen_source_is_cited_and_one_that_went_is_told(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    file = InputFile(ships(tmp_path / "ships.txt", "a"), "", "ships.txt")
    watch = Watch()

    def take(source: SourceChoice) -> ImportResult:
        order = ImportOrder(file, "ships", source)
        return run_imports(case, [order], "Kim", resources, watch.feedback, watch.told, NOW)

    named = SourceChoice(title="Harbour log", publisher="Port", url="https://example.org", reliability="B")
    source_id = take(named).runs[0].source_id
    (source,) = (one for one in case.record.sources if one.id == source_id)
    assert (source.title, source.publisher, source.url) == ("Harbour log", "Port", "https://example.org")
    ships(file.path, "a", "b")
    assert take(SourceChoice(title="Harbour log")).runs[0].source_id == source_id
    ships(file.path, "a", "b", "c")
    assert take(SourceChoice(source_id=source_id)).runs[0].counts.unchanged == 2
    with pytest.raises(InputError, match="the source nobody is not in the case"):
        take(SourceChoice(source_id="nobody"))
    with pytest.raises(InputError, match="'Z' is none of A, B"):
        take(SourceChoice(title="Another", reliability="Z"))


def test_reports_are_written_so_that_nothing_in_them_is_a_formula(
    case: CaseStore, resources: Resources, tmp_path: Path
) -> None:
    names = [f"?{name}" for name in HOSTILE] + ["=1+1", ""]
    (done,) = run(case, resources, ships(tmp_path / "=ships.txt", *names)).runs
    write_report(case, done, tmp_path / "report.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "report.csv").read_text("utf-8-sig"))))
    assert ["File", "'=ships.txt"] in rows
    assert ["Rejected", "1"] in rows
    values = [row[5] for row in rows[rows.index([]) + 2 :]]
    assert len(values) == len(HOSTILE) + 1
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row)
    write_report(case, done, tmp_path / "report.xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert book["Lines"].max_row == len(values) + 1
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    write_report(case, done, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == (tmp_path / "report.xlsx").read_bytes()


def test_what_cannot_be_taken_is_planned_with_its_reason(case: CaseStore, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"")
    (tmp_path / "b.bin").write_bytes(bytes(range(256)) * 9)
    (tmp_path / "c.pdf").write_bytes(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n")
    ships(tmp_path / "d.txt", "a")
    plans = plan([tmp_path], case, Feedback())
    told = {one.file.name.rpartition("/")[2]: one.refusal for one in plans}
    name = tmp_path.name
    assert told["a.csv"] == f"{name}/a.csv is empty."
    assert told["b.bin"].endswith("is of a kind that is not known here.")
    assert "application/pdf" in told["c.pdf"]
    assert told["d.txt"] == ""
