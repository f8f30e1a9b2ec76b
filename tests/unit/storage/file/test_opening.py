"""A case is opened without a trace, or refused with a sentence and without a trace."""

import contextlib
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.runtime.errors import InputError
from desktop_app.storage import defences
from desktop_app.storage.header import LENGTH, read_header
from desktop_app.storage.opening import OpenedFile, open_file

Spoil = Callable[[Path, str], None]


def browse(opened: OpenedFile) -> int:
    """Read every row of every table; how many there are."""
    reader = opened.reader()
    names = [name for (name,) in reader.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return sum(len(reader.execute(f"SELECT * FROM {name}").fetchall()) for name in names)  # noqa: S608 - ours


@pytest.mark.parametrize("purpose", ["look", "change"])
def test_looking_changes_nothing(case: Path, purpose: str) -> None:
    want_write = purpose == "change"
    before, status = case.read_bytes(), case.stat()
    opened = open_file(case, want_write=want_write)
    assert browse(opened) > 30
    assert bool(opened.read_only) is not want_write
    if want_write:
        opened.writer()
    opened.close()
    assert case.read_bytes() == before
    assert (case.stat().st_mtime_ns, case.stat().st_size) == (status.st_mtime_ns, status.st_size)
    assert [path.name for path in case.parent.iterdir()] == [case.name]


def test_a_change_is_there_when_commit_returns(case: Path) -> None:
    opened = open_file(case, want_write=True)
    reader = opened.reader()
    opened.writer().execute("UPDATE vessel SET note = 'seen'")
    assert reader.execute("SELECT DISTINCT note FROM vessel").fetchall() == [("seen",)]
    with pytest.raises(apsw.ReadOnlyError):
        reader.execute("UPDATE vessel SET note = 'no'")
    assert opened.writer().pragma("journal_mode") == "delete"
    assert opened.writer().pragma("synchronous") == 3  # EXTRA
    opened.close()
    again = open_file(case, want_write=False)
    assert again.reader().execute("SELECT DISTINCT note FROM vessel").fetchall() == [("seen",)]
    with pytest.raises(InputError, match="read only"):
        again.writer()
    again.close()


def test_a_read_only_disk_is_enough(disk: Any, case_bytes: bytes) -> None:
    path = disk.folder / "sound.gpkg"
    path.write_bytes(case_bytes)
    disk.lock()
    opened = open_file(path, want_write=True)
    assert browse(opened) > 30
    assert opened.read_only == (
        "sound.gpkg or its folder may not be written, so it is shown read-only. "
        "Save as case… makes a copy that can be changed."
    )
    opened.close()


def test_write_ahead_mode_of_another_program_is_read_as_it_is(case: Path, spoil: Spoil) -> None:
    spoil(case, "PRAGMA journal_mode = WAL")
    before = case.read_bytes()
    opened = open_file(case, want_write=True)
    assert browse(opened) > 30
    assert "write-ahead mode" in opened.read_only
    opened.close()
    assert case.read_bytes() == before
    assert [path.name for path in case.parent.iterdir()] == [case.name]


def test_a_case_in_use_by_another_program_is_refused(case: Path) -> None:
    other = apsw.Connection(str(case))
    other.execute("PRAGMA journal_mode = WAL")
    other.execute("UPDATE vessel SET note = 'half way'")
    refused(case, "in use by another program")
    other.close()


def test_write_ahead_mode_turned_on_meanwhile_ends_with_the_window(case: Path, spoil: Spoil) -> None:
    opened = open_file(case, want_write=True)
    opened.writer().execute("UPDATE vessel SET note = 'before'")
    spoil(case, "PRAGMA journal_mode = WAL; UPDATE vessel SET owner = 'elsewhere'")
    opened.writer().execute("UPDATE vessel SET note = 'after'")
    opened.close()
    assert [path.name for path in case.parent.iterdir()] == [case.name]
    again = open_file(case, want_write=True)
    assert again.read_only == ""
    assert again.keeper.execute("SELECT DISTINCT note, owner FROM vessel").fetchall() == [
        ("after", "elsewhere")
    ]
    again.close()


def half_done(case: Path) -> None:
    """Leave the case as a process does that is killed while it writes."""
    writer = apsw.Connection(str(case))
    writer.pragma("cache_size", 1)
    writer.execute("BEGIN IMMEDIATE; UPDATE vessel SET note = hex(randomblob(20000))")
    writer.cache_flush()
    image, journal = case.read_bytes(), Path(f"{case}-journal").read_bytes()
    writer.close()
    case.write_bytes(image)
    Path(f"{case}-journal").write_bytes(journal)


def test_what_a_killed_process_left_half_done_is_undone(case: Path, case_bytes: bytes) -> None:
    half_done(case)
    assert case.read_bytes() != case_bytes
    opened = open_file(case, want_write=True)
    assert browse(opened) > 30
    opened.close()
    assert case.read_bytes() == case_bytes
    assert not Path(f"{case}-journal").exists()


def test_half_done_on_a_read_only_disk_is_told(disk: Any, case_bytes: bytes) -> None:
    path = disk.folder / "sound.gpkg"
    path.write_bytes(case_bytes)
    half_done(path)
    disk.lock()
    refused(path, "left in the middle of a change")


def refused(path: Path, words: str, *, want_write: bool = True) -> None:
    """Opening fails with one sentence that names the file, and leaves everything as it was."""
    before = {item: item.read_bytes() for item in path.parent.iterdir() if item.is_file()}
    with pytest.raises(InputError, match=words) as caught:
        open_file(path, want_write=want_write)
    assert path.name in str(caught.value)
    assert str(caught.value).endswith(".")
    assert {item: item.read_bytes() for item in path.parent.iterdir() if item.is_file()} == before


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "absent.gpkg", "does not exist")
    (tmp_path / "folder.gpkg").mkdir()
    refused(tmp_path / "folder.gpkg", "is a folder")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"vessel,name\n1,EXAMPLE 01\n", "no SQLite database"),
        (b"SQLite format 3\x00", "is truncated: it ends after 16 bytes"),
        (b"SQLite format 3\x00" + bytes(4080), "is damaged"),
    ],
)
def test_what_is_no_database_is_refused(tmp_path: Path, content: bytes, words: str) -> None:
    path = tmp_path / "odd.gpkg"
    path.write_bytes(content)
    refused(path, words)


def test_a_truncated_case_is_refused(case: Path, case_bytes: bytes) -> None:
    for length in (len(case_bytes) - 1, len(case_bytes) // 2, 4096, 200):
        case.write_bytes(case_bytes[:length])
        refused(case, f"is truncated: {length} of its {len(case_bytes)} bytes are there")


def test_a_damaged_case_is_refused(case: Path, case_bytes: bytes) -> None:
    connection = apsw.Connection(str(case))
    (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'vessel'").fetchall()[0]
    connection.close()
    for page in (1, root):
        start = (page - 1) * 4096 + (100 if page == 1 else 0)
        case.write_bytes(case_bytes[:start] + b"\xee" * 64 + case_bytes[start + 64 :])
        refused(case, "is damaged")


def test_other_databases_are_refused(tmp_path: Path, case: Path, spoil: Spoil) -> None:
    plain = tmp_path / "plain.gpkg"
    spoil(plain, "CREATE TABLE vessel (id TEXT)")
    refused(plain, "no GeoPackage")
    wide = tmp_path / "wide.gpkg"
    spoil(wide, "PRAGMA encoding = 'UTF-16'; CREATE TABLE vessel (id TEXT)")
    refused(wide, "UTF-16")
    spoil(case, "DROP TABLE tumen_schema")
    refused(case, "GeoPackage of another program")


@pytest.mark.parametrize(
    ("statements", "words"),
    [
        ("UPDATE tumen_schema SET version = 999", "newer Tumen .tables of version 999"),
        ("UPDATE tumen_schema SET version = -3", "no Tumen ever wrote"),
        ("DELETE FROM tumen_schema", "does not tell the version"),
        ("PRAGMA foreign_keys = OFF; DROP TABLE sighting", "its table sighting is missing"),
        ("ALTER TABLE vessel RENAME COLUMN dwt_t TO tons", "its table vessel lacks the column dwt_t"),
        ("PRAGMA foreign_keys = OFF; DROP TABLE gpkg_contents", "its table gpkg_contents is missing"),
        ("DROP TABLE tumen_change", "its table tumen_change is missing"),
        ("DROP TABLE note; CREATE VIEW note AS SELECT * FROM vessel", "its table note is missing"),
        ("DROP TABLE note; CREATE VIRTUAL TABLE note USING fts5(subject)", "its table note is missing"),
    ],
)
def test_half_a_case_is_refused(case: Path, spoil: Spoil, statements: str, words: str) -> None:
    spoil(case, statements)
    refused(case, words)


def test_a_value_too_long_is_told_in_a_sentence(
    case: Path, spoil: Spoil, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(case, "INSERT INTO tumen_file VALUES ('ab', zeroblob(3000000))")
    monkeypatch.setattr(defences, "LARGEST_VALUE_BYTES", 2_000_000)
    opened = open_file(case, want_write=False)
    with pytest.raises(InputError, match=r"sound.gpkg holds a value that is too long"), opened.telling():
        opened.reader().execute("SELECT content FROM tumen_file").fetchall()
    opened.close()


@given(st.binary(max_size=200), st.integers(min_value=0, max_value=2**40))
def test_any_first_bytes_are_judged(tail: bytes, size: int) -> None:
    for first in (tail, b"SQLite format 3\x00" + tail):
        if first.startswith(b"SQLite format 3\x00") and len(first) >= LENGTH and size:
            header = read_header(first[:LENGTH], size, "any.gpkg")
            assert header.application_id == struct.unpack(">I", first[68:72])[0]
        else:
            with pytest.raises(InputError, match=r"any\.gpkg"):
                read_header(first[:LENGTH], size, "any.gpkg")


def test_any_bytes_of_a_case_can_be_wrong(case: Path, case_bytes: bytes) -> None:
    """No single wrong byte in header and schema makes anything but a sentence or a readable case."""
    for place in range(0, 4096, 97):
        case.write_bytes(case_bytes[:place] + bytes([case_bytes[place] ^ 0xFF]) + case_bytes[place + 1 :])
        with contextlib.suppress(InputError):
            open_file(case, want_write=True).close()
