"""A file attached to a source of a case on disk: in one change, undone and done again, or not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop_app.runtime.errors import InputError
from desktop_app.storage.attachments import attach_edit, extract, read_for_attaching
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.saving import save_as_case

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)


@pytest.fixture
def case(training: CaseStore, tmp_path: Path) -> Iterator[CaseStore]:
    path = tmp_path / "case.gpkg"
    with training.whole() as source:
        save_as_case(source, path, title="A copy", who="Tester", now=NOW)
    store = CaseStore.open(path, want_write=True)
    yield store
    store.close()


def contents(case: CaseStore) -> int:
    with case.reader() as connection:
        return int(
            connection.execute(
                "SELECT count(*) FROM tumen_file WHERE sha256 NOT IN (SELECT sha256 FROM track)"
            ).get
        )


def test_attach_undo_and_attach_again(case: CaseStore, tmp_path: Path) -> None:
    path = tmp_path / "waybill.txt"
    path.write_bytes(b"forty wagons")
    prepared = read_for_attaching(path)
    change = case.edit(attach_edit(prepared, "SYN-WAYBILLS", "page one", NOW), "Tester", (prepared,))
    assert (change.what, change.tables) == ("Attach waybill.txt", ("attachment",))
    (attached,) = case.record.attachments
    assert (attached.source_id, attached.media_type, attached.note) == (
        "SYN-WAYBILLS",
        "text/plain",
        "page one",
    )
    case.undo("Tester")
    assert case.record.attachments == ()
    path.unlink()
    case.redo("Tester")
    with case.reader() as connection:
        assert extract(connection, attached.id, tmp_path).read_bytes() == b"forty wagons"


def test_a_file_that_changed_leaves_neither_row_nor_content_nor_entry(
    case: CaseStore, tmp_path: Path
) -> None:
    path = tmp_path / "waybill.txt"
    path.write_bytes(b"forty wagons")
    prepared = read_for_attaching(path)
    path.write_bytes(b"fifty wagons")
    with pytest.raises(InputError, match="has changed since it was chosen"):
        case.edit(attach_edit(prepared, "SYN-WAYBILLS", "", NOW), "Tester", (prepared,))
    assert (case.record.attachments, contents(case), case.can_undo) == ((), 0, "")


def test_a_source_that_is_not_there_takes_no_content(case: CaseStore, tmp_path: Path) -> None:
    path = tmp_path / "waybill.txt"
    path.write_bytes(b"forty wagons")
    prepared = read_for_attaching(path)
    with pytest.raises(InputError):
        case.edit(attach_edit(prepared, "NOWHERE", "", NOW), "Tester", (prepared,))
    assert contents(case) == 0
