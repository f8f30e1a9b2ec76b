"""A case that AIS files are imported into, and the counts, lines and tracks that come of it."""

import csv
import gzip
import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from desktop_app.domain.imports import Counts, ReportLine
from desktop_app.domain.provenance import Citation
from desktop_app.importers.ais import import_csv
from desktop_app.importers.ais.land import LandMask
from desktop_app.importers.files.opening import sample
from desktop_app.importers.importing import Importing, ImportOrder, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.tally import Tally
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.saving import create_empty

NOW = datetime(2026, 11, 22, tzinfo=UTC)


class Outcome(NamedTuple):
    """What an import did."""

    counts: Counts
    lines: list[ReportLine]


class AisCase:
    """A case of its own."""

    def __init__(self, path: Path, resources: Resources) -> None:
        create_empty(path, title="Imports", who="tester", now=NOW)
        self.store = CaseStore.open(path)
        self._resources = resources
        self._number = 0

    def take(self, work: Callable[[Importing], None], file: InputFile, format_: str = "") -> Outcome:
        """Import through the case's writer; the counts add up, whatever happens."""
        self._number += 1
        run_id = f"import-{self._number}"
        tally = Tally(file.name)

        def fill(desk: ImportDesk) -> None:
            if not desk.has("source", "ais-file"):
                desk.insert("source", ("id", "title", "kind"), [("ais-file", "A file", "dataset")])
            columns = ("id", "file_name", "sha256", "importer", "imported_utc", "accepted", "refused")
            desk.insert(
                "import_run", columns, [(run_id, file.name, "0", "test", "2026-11-22T00:00:00Z", 0, 0)]
            )
            work(
                Importing(
                    ImportOrder(file, format_, SourceChoice()),
                    desk,
                    tally,
                    self._resources,
                    run_id,
                    Citation.of(("ais-file",), None),
                    "dataset",
                    NOW,
                    Feedback(),
                    lambda _step, _bytes: None,
                )
            )

        self.store.import_rows(fill, f"Import {file.name}", "tester")
        counts = tally.counts()
        parts = counts.accepted + counts.updated + counts.unchanged + counts.merged + counts.rejected
        assert counts.read == parts
        assert counts.doubtful <= counts.read - counts.rejected
        report = tally.report()
        rows = csv.DictReader(io.StringIO(gzip.decompress(report).decode())) if report else []
        lines = [
            ReportLine(**{**row, "first_line": int(row["first_line"]), "last_line": int(row["last_line"])})
            for row in rows
        ]
        return Outcome(counts, lines)

    def take_csv(self, path: Path) -> Outcome:
        """Import a file whose layout is recognised."""
        file = InputFile(path, "", path.name)
        (found,) = import_csv.recognise(sample(file))
        return self.take(import_csv.carry_out, file, found.format)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        """Ask the case."""
        with self.store.reader() as connection:
            return connection.execute(sql).fetchall()


@pytest.fixture
def ais_case(tmp_path: Path, resources: Resources, land: LandMask) -> Iterator[AisCase]:
    """An empty case; the land mask was made before."""
    assert land is not None
    case = AisCase(tmp_path / "case.gpkg", resources)
    yield case
    case.store.close()


@pytest.fixture(scope="session")
def mask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LandMask]:
    """The mask of the shipped base map, made once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield LandMask.load(Resources.locate())


@pytest.fixture
def land(mask: LandMask, monkeypatch: pytest.MonkeyPatch) -> LandMask:
    """The same for whoever loads it."""
    monkeypatch.setattr(LandMask, "load", classmethod(lambda _cls, _resources: mask))
    return mask
