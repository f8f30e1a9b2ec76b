"""Copies of sources inside the case: into it and out of it, a piece at a time, checked by their SHA-256.

Content is kept once in `tumen_file`, whatever number of rows of `attachment` name its hash.
"""

import contextlib
import hashlib
import os
import stat
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

import apsw

from desktop_app.runtime.errors import InputError
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.storage.edits import Cell, Edit, Insert
from desktop_app.storage.file_names import safe_file_name
from desktop_app.storage.log_entries import new_id
from desktop_app.storage.media_types import HEAD_BYTES, endings_of, media_type_of

PIECE_BYTES: Final = 1_048_576
# SQLite holds a row of at most 1,000,000,000 bytes (SQLITE_MAX_LENGTH; so are apsw's wheels built);
# 1,000 are left for the hash and the row's header.
LARGEST_BYTES: Final = 1_000_000_000 - 1_000


class PreparedFile(NamedTuple):
    """A file that was read through and can be attached.

    Attributes:
        path: where it lies; it is read once more when it is stored.
        file_name: its name, without what cannot be written as UTF-8.
        media_type: told from the content.
        sha256: of the content, lower-case hexadecimal.
    """

    path: Path
    file_name: str
    media_type: str
    size_bytes: int
    sha256: str


def read_for_attaching(path: Path, feedback: Feedback | None = None) -> PreparedFile:
    """Read a file through: its length, hash and kind.

    Raises:
        InputError: it is no ordinary file, holds nothing, is too large for a case, or cannot be read.
        Cancelled: the feedback was cancelled.
    """
    digest = hashlib.sha256()
    size = 0
    with _opened(path) as file:
        head = file.read(HEAD_BYTES)
        file.seek(0)
        for piece in _pieces(path, file, feedback):
            digest.update(piece)
            size += len(piece)
    if not size:
        raise InputError(f"{path}: the file holds nothing.")
    # A name that is no UTF-8 carries half pairs, which SQLite does not take.
    name = path.name.encode(errors="replace").decode()
    return PreparedFile(path, name, media_type_of(head, name), size, digest.hexdigest())


def attach_edit(prepared: PreparedFile, source_id: str, note: str, now: datetime) -> Edit:
    """The edit that attaches a file to a source; the store is given the prepared file along with it.

    Args:
        prepared: the file, read through.
        source_id: the source it is a copy of.
        note: what the copy shows, may be empty.
        now: aware UTC.
    """
    values: dict[str, Cell] = {
        "source_id": source_id,
        "file_name": prepared.file_name,
        "media_type": prepared.media_type,
        "size_bytes": prepared.size_bytes,
        "sha256": prepared.sha256,
        "attached_utc": f"{now:%Y-%m-%dT%H:%M:%SZ}",
        "note": note or None,
    }
    return Edit(f"Attach {prepared.file_name}", (Insert("attachment", new_id("attachment"), values),))


def store_content(
    connection: apsw.Connection, prepared: PreparedFile, feedback: Feedback | None = None
) -> None:
    """Copy a file's content into the case, within the caller's transaction; nothing to do if it is there.

    Raises:
        InputError: the file cannot be read any more, or has changed since it was prepared. The caller rolls
            back.
        Cancelled: the feedback was cancelled. The caller rolls back.
    """
    if connection.execute("SELECT 1 FROM tumen_file WHERE sha256 = ?", (prepared.sha256,)).fetchone():
        return
    changed = InputError(f"{prepared.path}: the file has changed since it was chosen; choose it again.")
    digest = hashlib.sha256()
    with _opened(prepared.path) as file:
        if os.fstat(file.fileno()).st_size != prepared.size_bytes:
            raise changed
        connection.execute(
            "INSERT INTO tumen_file (sha256, content) VALUES (?, zeroblob(?))",
            (prepared.sha256, prepared.size_bytes),
        )
        with connection.blob_open(
            "main", "tumen_file", "content", connection.last_insert_rowid(), True
        ) as blob:
            for piece in _pieces(prepared.path, file, feedback):
                digest.update(piece)
                if blob.tell() + len(piece) > prepared.size_bytes:
                    raise changed
                blob.write(piece)
    if digest.hexdigest() != prepared.sha256:
        raise changed


def extract(
    connection: apsw.Connection, attachment_id: str, folder: Path, feedback: Feedback | None = None
) -> Path:
    """Write an attachment's content to a new read-only file, never over another one.

    The ending of the new file fits its content, whatever the case calls it: what is opened by its name opens
    as what it is.

    Raises:
        InputError: there is no such attachment, its content is missing or is not what was attached, or the
            folder refuses. No file is left behind.
        Cancelled: the feedback was cancelled. No file is left behind.
    """
    row = connection.execute(
        "SELECT attachment.file_name, attachment.sha256, tumen_file.rowid "
        "FROM attachment LEFT JOIN tumen_file USING (sha256) WHERE attachment.id = ?",
        (attachment_id,),
    ).fetchone()
    if row is None:
        raise InputError(f"The case holds no attachment {attachment_id}.")
    name, sha256, rowid = str(row[0]), str(row[1]), row[2]
    if rowid is None:
        raise InputError(f"The content of the attachment {name} is missing from the case.")
    try:
        with connection.blob_open("main", "tumen_file", "content", rowid, False) as blob:
            head = blob.read(HEAD_BYTES)
            blob.seek(0)
            target, file = _new_file(folder, name, endings_of(media_type_of(head, name)))
            try:
                with file:
                    found = _copied(blob, target, file, feedback)
                _check_hash(name, found, sha256)
            except BaseException:
                target.unlink()
                raise
    except apsw.Error as error:
        raise InputError(f"The attachment {name} cannot be read from the case: {error}.") from error
    return target


def _copied(blob: apsw.Blob, target: Path, file: BinaryIO, feedback: Feedback | None) -> str:
    """Copy the content out; returns the SHA-256 of what was copied."""
    digest = hashlib.sha256()
    while piece := blob.read(PIECE_BYTES):
        if feedback is not None and feedback.is_cancelled:
            raise Cancelled
        digest.update(piece)
        try:
            file.write(piece)
        except OSError as error:
            raise InputError(f"{target}: cannot be written: {error.strerror or error}.") from error
    return digest.hexdigest()


def _check_hash(name: str, found: str, told: str) -> None:
    if found != told:
        raise InputError(
            f"The content of the attachment {name} is not what was attached: its SHA-256 is {found}, "
            f"the case says {told}."
        )


def _new_file(folder: Path, name: str, endings: tuple[str, ...]) -> tuple[Path, BinaryIO]:
    """A file that was not there before, open for writing and read-only for whoever opens it next."""
    copy = 1
    while True:
        target = folder / safe_file_name(name, endings, copy)
        try:
            return target, os.fdopen(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o444), "wb")
        except FileExistsError:
            copy += 1
        except OSError as error:
            raise InputError(f"{target}: cannot be written: {error.strerror or error}.") from error


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """An ordinary file of a length that a case can hold, open for reading."""
    try:
        # Without waiting: to open a pipe would wait for somebody to write into it.
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{path}: cannot be read: {reason}.") from error
    try:
        status = os.fstat(number)
        if not stat.S_ISREG(status.st_mode):
            raise InputError(f"{path}: is no ordinary file, and only files can be attached.")
        _check_size(path, status.st_size)
        with open(number, "rb", buffering=0, closefd=False) as file:
            yield file
    finally:
        os.close(number)


def _pieces(path: Path, file: BinaryIO, feedback: Feedback | None) -> Iterator[bytes]:
    """The file's content from where it stands, a piece at a time."""
    size = 0
    while True:
        if feedback is not None and feedback.is_cancelled:
            raise Cancelled
        try:
            piece = file.read(PIECE_BYTES)
        except OSError as error:
            raise InputError(f"{path}: cannot be read: {error.strerror or error}.") from error
        if not piece:
            return
        size += len(piece)
        _check_size(path, size)
        yield piece


def _check_size(path: Path, size: int) -> None:
    if size > LARGEST_BYTES:
        raise InputError(
            f"{path}: is {size:,} bytes long; a case holds attachments of up to {LARGEST_BYTES:,} bytes each."
        )
