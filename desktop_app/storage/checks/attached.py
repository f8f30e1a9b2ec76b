"""What rows name by SHA-256: it is there, as long as it says, and what was taken in."""

import hashlib
from collections.abc import Iterator
from typing import Final

import apsw

from desktop_app.domain.findings import Finding, Severity
from desktop_app.storage.left_over import size_left_over

_PIECE_BYTES: Final = 1_048_576


def attachments(connection: apsw.Connection) -> Iterator[Finding]:
    """Every attachment's content is there and of the length told."""
    for row_id, name, told, kept in connection.execute(
        "SELECT attachment.id, file_name, size_bytes, length(content) "
        "FROM attachment LEFT JOIN tumen_file USING (sha256)"
    ):
        if kept is None:
            reason = "has no content in the case"
        elif kept != told:
            reason = f"holds {kept:,} bytes where {told:,} are told"
        else:
            continue
        yield Finding(Severity.ERROR, "attachment", str(row_id), f"Attachment {name} {reason}.")


def tracks(connection: apsw.Connection) -> Iterator[Finding]:
    """Every track's reports are there, and as many as it says."""
    from desktop_app.storage.fixes import HEAD, block_length  # noqa: PLC0415 - numpy, which few checks need

    for row_id, told, kept, head in connection.execute(
        "SELECT track.id, track.fixes, length(content), substr(content, 1, ?) "
        "FROM track LEFT JOIN tumen_file USING (sha256)",
        (HEAD,),
    ):
        if kept is None:
            reason = "has no position reports in the case"
        elif kept != block_length(bytes(head), told):
            reason = f"holds {kept:,} bytes, which are not the {told:,} position reports that are told"
        else:
            continue
        yield Finding(Severity.ERROR, "track", str(row_id), f"The AIS track {row_id} {reason}.")


def reports(connection: apsw.Connection) -> Iterator[Finding]:
    """Every import's report is there."""
    for row_id, name in connection.execute(
        "SELECT id, file_name FROM import_run WHERE report_sha256 IS NOT NULL "
        "AND NOT EXISTS (SELECT 1 FROM tumen_file WHERE sha256 = report_sha256)"
    ):
        yield Finding(
            Severity.ERROR, "import_run", str(row_id), f"The report of the import of {name} is missing."
        )


def layers(connection: apsw.Connection) -> Iterator[Finding]:
    """Every reference layer's shapes are there."""
    for row_id, name in connection.execute(
        "SELECT id, name FROM reference_layer "
        "WHERE NOT EXISTS (SELECT 1 FROM tumen_file WHERE sha256 = reference_layer.sha256)"
    ):
        sentence = f"The reference layer {name} has no shapes in the case."
        yield Finding(Severity.ERROR, "reference_layer", str(row_id), sentence)


def left_over(connection: apsw.Connection) -> Iterator[Finding]:
    """How much is kept that no row names any more: of what was deleted or taken back."""
    contents, size_bytes = size_left_over(connection)
    if contents:
        what = "1 content" if contents == 1 else f"{contents:,} contents"
        yield Finding(
            Severity.NOTE,
            "tumen_file",
            "",
            f"The file keeps {what} that no row names any more, {size_bytes:,} bytes in all; "
            "Save as case… leaves them out.",
        )


def digests(connection: apsw.Connection) -> Iterator[Finding]:
    """Every content has the SHA-256 under which it is kept; read a piece at a time."""
    for rowid, told in connection.execute("SELECT rowid, sha256 FROM tumen_file").fetchall():
        digest = hashlib.sha256()
        with connection.blob_open("main", "tumen_file", "content", int(str(rowid)), False) as blob:
            while piece := blob.read(_PIECE_BYTES):
                digest.update(piece)
        if digest.hexdigest() != told:
            names = [
                str(name)
                for (name,) in connection.execute(
                    "SELECT file_name FROM attachment WHERE sha256 = ?1 "
                    "UNION ALL SELECT 'the AIS track ' || id FROM track WHERE sha256 = ?1 "
                    "UNION ALL SELECT 'the reference layer ' || name FROM reference_layer WHERE sha256 = ?1 "
                    "UNION ALL SELECT 'the report of ' || file_name FROM import_run WHERE report_sha256 = ?1",
                    (told,),
                )
            ]
            what = ", ".join(names) or "a file that nothing refers to"
            yield Finding(
                Severity.ERROR,
                "tumen_file",
                str(told),
                f"The content of {what} is not what was attached: its SHA-256 is {digest.hexdigest()}.",
            )
