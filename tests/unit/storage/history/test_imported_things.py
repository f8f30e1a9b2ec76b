"""What an import leaves in the case beside rows: its report, doubts, reference layers and their contents."""

import gzip
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import apsw
import pytest

from desktop_app.domain.findings import Severity
from desktop_app.domain.imports import Check, Counts, Doubt, ImportRun
from desktop_app.domain.provenance import Citation
from desktop_app.domain.reference_layer import ReferenceLayer
from desktop_app.runtime.errors import InputError
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.import_desk import ImportDesk
from desktop_app.storage.integrity import check
from desktop_app.storage.rows.imports import doubt_cells, import_run_cells, reference_layer_cells
from desktop_app.storage.saving import save_copy
from desktop_app.storage.writer import CaseWriter

NOW = datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC)
CITATION = Citation.of(["src-1"], None)
REPORT, SHAPES = gzip.compress(b"verdict\n", mtime=0), gzip.compress(b"{}" * 300_000, 0, mtime=0)


class Things:
    """A case with all of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = CaseStore.open(path)
        self.store.import_rows(self._fill, "Import", "kim")

    def _fill(self, desk: ImportDesk) -> None:
        report, shapes = desk.keep(REPORT), desk.keep(memoryview(SHAPES))
        counts = Counts(9, 1, 2, 3, 1, 4, 2)
        self.run = ImportRun(
            "import-1", "a.csv", "0" * 64, "Tumen 1", "CSV", "{}", NOW, counts, "src-1", report
        )
        self.doubt = Doubt("doubt-1", "vessel:a", Check.SPEED, "214 kn between two reports", "import-1", 7)
        self.layer = ReferenceLayer(
            *("layer-1", "Coast", 0, ("line", "point"), 2, "#336699", "Pulkovo 1942", shapes),
            bounds=(130.0, 42.0, 131.5, 43.0),
            citation=CITATION,
        )
        for table, cells in (
            ("import_run", import_run_cells(self.run)),
            ("doubt", doubt_cells(self.doubt)),
            ("reference_layer", reference_layer_cells(self.layer) | {"evidence_id": desk.evidence(CITATION)}),
        ):
            desk.insert(table, tuple(cells), [tuple(cells.values())])


@pytest.fixture
def things(sample: Any, tmp_path: Path) -> Any:
    """It."""
    connection = sample.case(tmp_path / "case.gpkg")
    CaseWriter(connection).apply(sample.edit("ship", sample.vessel("a")), "kim", NOW)
    connection.close()
    made = Things(tmp_path / "case.gpkg")
    yield made
    made.store.close()


def test_what_was_written_is_read(things: Things) -> None:
    record = things.store.record
    assert record.import_runs == (things.run,)
    assert record.doubts == (things.doubt,)
    assert record.reference_layers == (things.layer,)
    assert things.store.content(things.layer.sha256) == SHAPES
    with pytest.raises(InputError, match="no content of the SHA-256 f00"):
        things.store.content("f00")
    assert check(things.path) == ()


@pytest.mark.parametrize(
    ("statement", "sentences"),
    [
        (
            "DELETE FROM tumen_file",
            {
                "The report of the import of a.csv is missing.",
                "The reference layer Coast has no shapes in the case.",
            },
        ),
        ("DELETE FROM vessel", {"Doubt doubt-1 is about vessel:a, which is not in the case."}),
        (
            "UPDATE tumen_file SET content = x'00'",
            {
                "The content of the report of a.csv is not what was attached",
                "The content of the reference layer Coast is not what was attached",
            },
        ),
        (
            "DELETE FROM source",
            {"Import run a.csv refers to source src-1, which is not in the case.", "Citation "},
        ),
    ],
)
def test_what_is_missing_is_found(things: Things, statement: str, sentences: set[str]) -> None:
    things.store.close()
    connection = apsw.Connection(str(things.path))
    connection.execute(statement)
    connection.close()
    found = [finding.sentence for finding in check(things.path)]
    assert len(found) == len(sentences)
    assert all(any(told.startswith(sentence) for told in found) for sentence in sentences), found


def test_contents_that_nobody_names_stay_for_redo_and_are_left_out_of_copies(
    things: Things, tmp_path: Path
) -> None:
    store, copy = things.store, tmp_path / "copy.gpkg"
    with store.whole() as source:
        save_copy(source, copy)
    opened = CaseStore.open(copy, want_write=False)
    assert opened.content(things.run.report_sha256) == REPORT
    opened.close()
    store.undo("kim")
    (note,) = check(things.path)
    assert note.severity is Severity.NOTE
    assert f"2 contents that no row names any more, {len(REPORT) + len(SHAPES):,} bytes" in note.sentence
    with store.whole() as source:
        save_copy(source, later := tmp_path / "later.gpkg")
        save_copy(source, whole := tmp_path / "whole.gpkg", everything=True)
    assert check(later) == ()
    assert later.stat().st_size < whole.stat().st_size - len(SHAPES) // 2
    store.redo("kim")
    assert check(things.path) == ()
