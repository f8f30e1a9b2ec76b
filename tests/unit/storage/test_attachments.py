"""Attachments: into a case and out of it, in pieces, checked by hash, under names that do no harm."""

import hashlib
import os
import tracemalloc
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import apsw
import pytest

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage import attachments
from desktop_app.storage.attachments import (
    LARGEST_BYTES,
    PreparedFile,
    attach_edit,
    extract,
    read_for_attaching,
    store_content,
)
from desktop_app.storage.ddl import case_statements
from desktop_app.storage.edits import Insert
from desktop_app.storage.viewing_folder import ViewingFolder

NOW = datetime(2026, 11, 22, 8, 30, tzinfo=UTC)
MIB = 1_048_576


@dataclass
class Case:
    """A case file with one source, and what an edit does to it."""

    connection: apsw.Connection

    def attach(self, prepared: PreparedFile) -> str:
        """Carry out the edit and store the content in one transaction, as the writer does."""
        edit = attach_edit(prepared, "ft", "", NOW)
        (insert,) = edit.operations
        assert isinstance(insert, Insert)
        columns = ", ".join(["id", *insert.values])
        marks = ", ".join("?" * (len(insert.values) + 1))
        with self.connection:
            self.connection.execute(
                f"INSERT INTO attachment ({columns}) VALUES ({marks})",  # noqa: S608 - names of our own edit
                (insert.id, *insert.values.values()),
            )
            store_content(self.connection, prepared)
        return insert.id

    def count(self, table: str) -> int:
        """Rows of a table."""
        return int(self.connection.execute(f"SELECT count(*) FROM {table}").get)  # noqa: S608 - a test's own name


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    connection = apsw.Connection(str(tmp_path / "case.gpkg"))
    connection.execute("PRAGMA foreign_keys = ON")
    with connection:
        for statement in case_statements():
            connection.execute(statement)
        connection.execute("INSERT INTO source (id, title, kind) VALUES ('ft', 'A report', 'original')")
    yield Case(connection)
    connection.close()


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_what_goes_in_comes_out_read_only(case: Case, tmp_path: Path) -> None:
    content = b"%PDF-1.7\n" + os.urandom(3 * MIB + 17)
    prepared = read_for_attaching(written(tmp_path, "отчёт 보고서.pdf", content))
    assert prepared[1:] == (
        "отчёт 보고서.pdf",
        "application/pdf",
        len(content),
        hashlib.sha256(content).hexdigest(),
    )
    attachment_id = case.attach(prepared)
    out = tmp_path / "out"
    out.mkdir()
    first = extract(case.connection, attachment_id, out)
    second = extract(case.connection, attachment_id, out)
    assert [first.name, second.name] == ["отчёт 보고서.pdf", "отчёт 보고서 (2).pdf"]
    assert first.read_bytes() == second.read_bytes() == content
    assert first.stat().st_mode & 0o777 == 0o444


def test_the_same_content_is_kept_once(case: Case, tmp_path: Path) -> None:
    one = read_for_attaching(written(tmp_path, "one.txt", b"the same"))
    two = read_for_attaching(written(tmp_path, "two.txt", b"the same"))
    assert case.attach(one) != case.attach(two)
    assert (case.count("attachment"), case.count("tumen_file")) == (2, 1)


def test_200_megabytes_take_little_memory(case: Case, tmp_path: Path) -> None:
    path = written(tmp_path, "film.mp4", b"\0\0\0\x20ftypisom")
    with path.open("r+b") as file:
        file.truncate(200 * MIB)
    tracemalloc.start()
    held = apsw.memory_used()  # by what other tests have left open
    apsw.memory_high_water(True)
    try:
        prepared = read_for_attaching(path)
        attachment_id = case.attach(prepared)
        copy = extract(case.connection, attachment_id, tmp_path)
        python_bytes = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert prepared.media_type == "video/mp4"
    assert copy.stat().st_size == 200 * MIB
    assert python_bytes < 8 * MIB
    assert apsw.memory_high_water() - held < 8 * MIB


@pytest.mark.parametrize("change", ["shorter", "longer", "other"])
def test_a_file_that_changed_meanwhile_is_refused_and_leaves_nothing(
    case: Case, tmp_path: Path, change: str
) -> None:
    path = written(tmp_path, "notes.txt", b"x" * 2 * MIB)
    prepared = read_for_attaching(path)
    length = {"shorter": MIB, "longer": 3 * MIB, "other": 2 * MIB}[change]
    path.write_bytes(b"y" * length)
    with pytest.raises(InputError, match="has changed since it was chosen"):
        case.attach(prepared)
    assert (case.count("attachment"), case.count("tumen_file")) == (0, 0)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE tumen_file SET content = substr(content, 1, 100)",
        "UPDATE tumen_file SET content = x''",
        "UPDATE tumen_file SET content = zeroblob(length(content))",
    ],
)
def test_damaged_content_is_found_by_its_hash(case: Case, tmp_path: Path, damage: str) -> None:
    attachment_id = case.attach(read_for_attaching(written(tmp_path, "page.txt", b"evidence " * 100)))
    case.connection.execute(damage)
    with pytest.raises(InputError, match="is not what was attached"):
        extract(case.connection, attachment_id, tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".txt"] == ["page.txt"]


def test_missing_content_and_unknown_attachments_are_told(case: Case, tmp_path: Path) -> None:
    attachment_id = case.attach(read_for_attaching(written(tmp_path, "page.txt", b"evidence")))
    case.connection.execute("DELETE FROM tumen_file")
    with pytest.raises(InputError, match=r"page\.txt is missing from the case"):
        extract(case.connection, attachment_id, tmp_path)
    with pytest.raises(InputError, match="holds no attachment nothing"):
        extract(case.connection, "nothing", tmp_path)


def test_a_strangers_name_stays_in_the_folder_and_opens_as_what_it_is(case: Case, tmp_path: Path) -> None:
    attachment_id = case.attach(
        read_for_attaching(written(tmp_path, "a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40))
    )
    out = tmp_path / "out"
    out.mkdir()
    for hostile, kept in (
        ("../../etc/passwd", "passwd.png"),
        ("C:\\Windows\\run.exe", "run.exe.png"),
        (".bashrc", "bashrc.png"),
        ("CON.png", "_CON.png"),
        ("photo\u202egnp.exe", "photognp.exe.png"),
        ("a\n\x00b.png", "ab.png"),
    ):
        case.connection.execute("UPDATE attachment SET file_name = ?", (hostile,))
        copy = extract(case.connection, attachment_id, out)
        assert (copy.parent, copy.name) == (out, kept)


@pytest.mark.parametrize("what", ["empty", "folder", "absent", "pipe", "large"])
def test_what_cannot_be_attached_is_told_in_a_sentence(tmp_path: Path, what: str) -> None:
    path = tmp_path / "thing"
    match what:
        case "empty":
            path.touch()
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "large":
            path.touch()
            os.truncate(path, LARGEST_BYTES + 1)
    told = {
        "empty": "the file holds nothing",
        "folder": "is no ordinary file",
        "absent": "cannot be read: No such file or directory",
        "pipe": "is no ordinary file",
        "large": "is 999,999,001 bytes long; a case holds attachments of up to 999,999,000 bytes each",
    }[what]
    with pytest.raises(InputError, match=f"{path}: {told}"):
        read_for_attaching(path)


def test_the_largest_attachment_fits_into_a_row(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """With both limits a thousandth of what they are: a row, its hash and its header."""
    connection = apsw.Connection(":memory:")
    for statement in case_statements():
        connection.execute(statement)
    reserve = connection.limit(apsw.SQLITE_LIMIT_LENGTH) - LARGEST_BYTES
    connection.limit(apsw.SQLITE_LIMIT_LENGTH, 1_000_000)
    monkeypatch.setattr(attachments, "LARGEST_BYTES", 1_000_000 - reserve)
    store_content(connection, read_for_attaching(written(tmp_path, "full", b"x" * (1_000_000 - reserve))))
    with pytest.raises(InputError, match="up to 999,000 bytes"):
        read_for_attaching(written(tmp_path, "over", b"x" * (1_000_000 - reserve + 1)))
    connection.close()


def test_calling_off_leaves_nothing(case: Case, tmp_path: Path) -> None:
    prepared = read_for_attaching(written(tmp_path, "page.txt", b"evidence"))
    attachment_id = case.attach(prepared)
    called_off = Feedback()
    called_off.cancel()
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Cancelled):
        extract(case.connection, attachment_id, out, called_off)
    with pytest.raises(Cancelled):
        read_for_attaching(prepared.path, called_off)
    assert list(out.iterdir()) == []


def test_copies_to_look_at_go_with_the_window(case: Case, tmp_path: Path) -> None:
    attachment_id = case.attach(read_for_attaching(written(tmp_path, "page.txt", b"evidence")))
    folder = ViewingFolder()
    copy = folder.copy_of(case.connection, attachment_id)
    assert folder.copy_of(case.connection, attachment_id) == copy
    assert copy.parent.stat().st_mode & 0o777 == 0o700
    copy.unlink()
    assert folder.copy_of(case.connection, attachment_id).read_bytes() == b"evidence"
    folder.close()
    assert not copy.parent.exists()


def test_a_page_that_calls_itself_a_document_is_not_shown(case: Case, tmp_path: Path) -> None:
    page = written(tmp_path, "report.pdf", b"<!doctype html><img src='https://example.org/seen.png'>")
    attachment_id = case.attach(read_for_attaching(page))
    case.connection.execute("UPDATE attachment SET media_type = 'application/pdf'")
    folder = ViewingFolder()
    with pytest.raises(InputError, match=r"report\.pdf\.html is of a kind \(text/html\)"):
        folder.copy_of(case.connection, attachment_id)
    folder.close()
