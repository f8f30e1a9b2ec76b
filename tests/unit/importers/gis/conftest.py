"""A case to import into, and files of shapes as other programs write them."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.domain.provenance import Citation, Reference
from desktop_app.importers.gis import import_gis
from desktop_app.importers.importing import Importing, ImportOrder, SourceChoice
from desktop_app.importers.input_file import InputFile
from desktop_app.importers.record import read_record
from desktop_app.importers.tables.mapping import Mapping
from desktop_app.importers.tally import Tally
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.saving import save_as_case

NOW = datetime(2026, 3, 7, 12, tzinfo=UTC)
Carry = Callable[..., Tally]


@pytest.fixture
def case(tmp_path: Path) -> Iterator[CaseStore]:
    """Somebody's own case."""
    source = CaseStore.of_record(read_record(Path(__file__).parents[3] / "data" / "record_small"))
    path = tmp_path / "case.gpkg"
    with source.reader() as reader:
        save_as_case(reader, path, title="A case", who="A. Reader", now=NOW)
    source.close()
    store = CaseStore.open(path)
    yield store
    store.close()


@pytest.fixture
def carry(case: CaseStore) -> Carry:
    """Imports a file, as a reference layer where no mapping is given; the tally."""
    source = case.record.sources[0].id

    def run(
        path: Path,
        *,
        table: str = "",
        encoding: str = "",
        name: str = "Zones",
        mapping: Mapping | None = None,
    ) -> Tally:
        file = InputFile(path, "", path.name)
        tally = Tally(file.name)
        layer = "" if mapping is not None else name
        order = ImportOrder(file, "", SourceChoice(source), table, mapping, encoding, layer=layer)

        def fill(desk: ImportDesk) -> None:
            run = ("import-1", "zones", "0" * 64, "test", "2026-03-07T12:00:00Z", 0, 0)
            names = ("id", "file_name", "sha256", "importer", "imported_utc", "accepted", "refused")
            if not desk.has("import_run", run[0]):
                desk.insert("import_run", names, [run])
            citation = Citation((Reference(source),), None)
            import_gis.carry_out(
                Importing(
                    order, desk, tally, Resources.locate(), "import-1", citation, path.stem, NOW, Feedback(),
                    lambda *_: None,
                )
            )  # fmt: skip

        case.import_rows(fill, f"Import {path.name}", "A. Reader")
        counted = tally.counts()
        told = counted.accepted + counted.updated + counted.unchanged + counted.merged + counted.rejected
        assert counted.read == told
        return tally

    return run
