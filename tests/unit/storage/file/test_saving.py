"""Under a name there is the old file or the new one, never a part; a copy is the same case."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.opening import OpenedFile, open_file
from desktop_app.storage.saving import create_empty, save_as_case, save_copy

OtherProcess = Callable[[Path], str]
NOW = datetime(2026, 3, 8, 9, tzinfo=UTC)


def one(opened: OpenedFile, sql: str) -> Any:
    """The one value that a statement answers."""
    ((value,),) = opened.keeper.execute(sql).fetchall()
    return value


def everything(opened: OpenedFile) -> dict[str, list[Any]]:
    """All rows of all tables."""
    names = [name for (name,) in opened.keeper.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: opened.keeper.execute(f"SELECT * FROM {name}").fetchall() for name in names}  # noqa: S608


def test_a_copy_is_the_same_case_row_by_row(case: Path, tmp_path: Path, spoil: Any) -> None:
    opened = open_file(case, want_write=False)
    plain, sifted = tmp_path / "plain.gpkg", tmp_path / "sifted.gpkg"
    plain.write_bytes(b"what had the name before")
    save_copy(opened.keeper, plain)
    spoil(case, "CREATE VIEW v AS SELECT 1")
    save_copy(opened.keeper, sifted)
    for path in (plain, sifted):
        copy = open_file(path, want_write=True)
        assert copy.read_only == ""
        assert everything(copy) == everything(opened)
        copy.close()
    opened.close()
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["plain.gpkg", "sifted.gpkg"]


def test_a_copy_leaves_write_ahead_mode(case: Path, tmp_path: Path, spoil: Any) -> None:
    spoil(case, "PRAGMA journal_mode = WAL")
    opened = open_file(case, want_write=True)
    assert opened.read_only
    save_copy(opened.keeper, tmp_path / "copy.gpkg")
    opened.close()
    copy = open_file(tmp_path / "copy.gpkg", want_write=True)
    assert copy.read_only == ""
    copy.close()


def test_a_new_case_has_an_id_a_title_and_a_log_of_its_own(case: Path, tmp_path: Path) -> None:
    opened = open_file(case, want_write=False)
    own = tmp_path / "own.gpkg"
    save_as_case(opened.keeper, own, title="Mine", who="B. Writer", now=NOW)
    copy = open_file(own, want_write=True)
    assert one(copy, "SELECT case_id FROM tumen_schema") != one(opened, "SELECT case_id FROM tumen_schema")
    assert one(copy, "SELECT title FROM case_info") == "Mine"
    log = copy.keeper.execute("SELECT seq, kind, at_utc, who, what FROM tumen_change").fetchall()
    assert log == [(1, "create", "2026-03-08T09:00:00Z", "B. Writer", "Make the case from: A case")]
    copy.close()
    opened.close()


def test_an_empty_case_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "new.gpkg"
    create_empty(path, title="New", who="B. Writer", now=NOW)
    opened = open_file(path, want_write=True)
    assert opened.read_only == ""
    assert (one(opened, "SELECT count(*) FROM voyage"), one(opened, "SELECT title FROM case_info")) == (
        0,
        "New",
    )
    opened.close()


def test_names_that_would_do_harm_are_refused(
    case: Path, tmp_path: Path, other_process: OtherProcess
) -> None:
    opened = open_file(case, want_write=False)

    def refused(target: Path, words: str) -> None:
        before = sorted(tmp_path.rglob("*")), case.read_bytes()
        with pytest.raises(InputError, match=words) as caught:
            save_copy(opened.keeper, target)
        assert target.name in str(caught.value)
        assert (sorted(tmp_path.rglob("*")), case.read_bytes()) == before

    refused(case, "is open in a window of this program")
    (tmp_path / "link.gpkg").symlink_to(case)
    with pytest.raises(InputError, match="is open in a window of this program"):
        save_copy(opened.keeper, tmp_path / "link.gpkg")
    elsewhere = tmp_path / "elsewhere.gpkg"
    elsewhere.write_bytes(case.read_bytes())
    assert other_process(elsewhere) == ""
    refused(elsewhere, "open for editing in another process")
    refused(case.parent, "is a folder")
    refused(tmp_path / "absent" / "copy.gpkg", "the folder absent does not exist")
    (tmp_path / "old.gpkg-journal").write_bytes(b"a change to another file")
    refused(tmp_path / "old.gpkg", "old.gpkg-journal is left of a change to another file")
    refused(tmp_path / f"{'x' * 300}.gpkg", "has too long a name")
    opened.close()


def test_a_full_disk_leaves_what_was_there(case: Path, disk: Any) -> None:
    old = disk.folder / "copy.gpkg"
    old.write_bytes(b"what had the name before")
    filler = disk.folder / "filler"
    filler.write_bytes(bytes(3_000_000 - case.stat().st_size // 2))
    opened = open_file(case, want_write=False)
    with pytest.raises(InputError, match=r"copy.gpkg cannot be written: the disk is full"):
        save_copy(opened.keeper, old)
    assert old.read_bytes() == b"what had the name before"
    assert {path.name for path in disk.folder.iterdir()} == {"copy.gpkg", "filler"}
    disk.lock()
    with pytest.raises(InputError, match="its disk is read-only"):
        save_copy(opened.keeper, old)
    opened.close()


def test_a_change_on_a_full_disk_is_refused_and_the_next_one_kept(disk: Any, case_bytes: bytes) -> None:
    path = disk.folder / "sound.gpkg"
    path.write_bytes(case_bytes)
    opened = open_file(path, want_write=True)
    filler = disk.folder / "filler"
    filler.write_bytes(bytes(3 * 2**20 - len(case_bytes) - 64 * 1024))
    writer = opened.writer()
    with pytest.raises(InputError, match="the disk is full"), opened.telling():
        writer.execute("UPDATE vessel SET note = hex(randomblob(200000))")
    assert not writer.in_transaction
    assert one(opened, "SELECT count(*) FROM vessel WHERE length(note) > 1000") == 0
    filler.unlink()
    writer.execute("UPDATE vessel SET note = 'kept'")
    opened.close()
    again = open_file(path, want_write=False)
    assert one(again, "SELECT DISTINCT note FROM vessel") == "kept"
    assert one(again, "PRAGMA integrity_check") == "ok"
    again.close()


def test_a_copy_that_is_called_off_leaves_nothing(case: Path, tmp_path: Path) -> None:
    feedback = Feedback()
    feedback.cancel()
    opened = open_file(case, want_write=False)
    with pytest.raises(Cancelled):
        save_copy(opened.keeper, tmp_path / "copy.gpkg", feedback)
    opened.close()
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == []


def test_what_a_killed_copy_left_is_cleared_by_the_next(case: Path, tmp_path: Path) -> None:
    left, others = tmp_path / ".copy.gpkg.0badcafe.part", tmp_path / ".other.gpkg.0badcafe.part"
    left.write_bytes(b"half")
    others.write_bytes(b"half")
    opened = open_file(case, want_write=False)
    save_copy(opened.keeper, tmp_path / "copy.gpkg")
    opened.close()
    assert {path.name for path in tmp_path.iterdir() if path.is_file()} == {"copy.gpkg", others.name}
