"""A case that imports go into, and tables that are imported as files are."""

import csv
import gzip
import io
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Words
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop_app.domain.imports import Counts
from desktop_app.importers.importing import ImportOrder, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.record import read_record
from desktop_app.importers.running import run_imports
from desktop_app.importers.tables.mapping import ColumnUse, Mapping
from desktop_app.importers.tables.preview import Preview, preview
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case
from desktop_app.storage.tables.all_tables import TABLES

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Imported(NamedTuple):
    """What came of an import: counts, and the report's lines by column."""

    counts: Counts
    lines: list[dict[str, str]]

    def reasons(self, verdict: str) -> dict[int, str]:
        """By line of the file."""
        return {int(line["first_line"]): line["reason"] for line in self.lines if line["verdict"] == verdict}

    def checks(self) -> set[tuple[int, str]]:
        """Line and check of all flags."""
        return {
            (int(line["first_line"]), line["check"]) for line in self.lines if line["verdict"] == "doubtful"
        }


class Desk:
    """A case file with the reported record's ships and ports, and a folder for tables."""

    def __init__(self, store: CaseStore, folder: Path) -> None:
        self.store = store
        self._folder = folder

    def order(
        self,
        target: str,
        columns: Words[str, str],
        rows: Sequence[Sequence[str | None]],
        name: str = "calls.csv",
        **mapping: object,
    ) -> ImportOrder:
        """Write a table and say how it is to be taken; `columns` are field → column, in the rows' order."""
        path = self._folder / name
        text = io.StringIO()
        writer = csv.writer(text)
        writer.writerow(columns.values())
        writer.writerows([["" if cell is None else cell for cell in row] for row in rows])
        path.write_text(text.getvalue(), encoding="utf-8")
        uses = tuple(ColumnUse(field, column) for field, column in columns.items())
        made = Mapping(target, uses)._replace(**mapping)
        return ImportOrder(InputFile(path, "", name), "table", SourceChoice(), mapping=made)

    def take(self, order: ImportOrder) -> Imported:
        """Import it."""
        result = run_imports(self.store, [order], "me", Resources.locate(), Feedback(), lambda _: None, NOW)
        (run,) = result.runs
        counts = run.counts
        assert counts.read == sum(
            (counts.accepted, counts.updated, counts.unchanged, counts.merged, counts.rejected)
        )
        if not run.report_sha256:
            return Imported(counts, [])
        report = gzip.decompress(self.store.content(run.report_sha256)).decode()
        return Imported(counts, list(csv.DictReader(io.StringIO(report))))

    def look(self, order: ImportOrder) -> Preview:
        """Preview it."""
        return preview(self.store, order, now=NOW)

    def rows(self, sql: str, *parameters: str) -> list[tuple[object, ...]]:
        """What the case holds."""
        with self.store.reader() as connection:
            return list(connection.execute(sql, parameters))

    def everything(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table, without fids."""
        found = {}
        for table in TABLES:
            columns = ", ".join(table.stored_columns[1:])
            found[table.name] = self.rows(f"SELECT {columns} FROM {table.name} ORDER BY id")  # noqa: S608 - declared names
        return found


@pytest.fixture(scope="session")
def record_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reported record as a case of one's own."""
    path = tmp_path_factory.mktemp("case") / "case.gpkg"
    store = CaseStore.of_record(read_record(Resources.locate().geodatum("record")))
    with store.whole() as source:
        save_as_case(source, path, title="Imports", who="me", now=NOW)
    store.close()
    return path


@pytest.fixture
def desk(record_case: Path, tmp_path: Path) -> Iterator[Desk]:
    """A copy of it, opened."""
    path = tmp_path / "case.gpkg"
    path.write_bytes(record_case.read_bytes())
    store = CaseStore.open(path)
    yield Desk(store, tmp_path)
    store.close()
