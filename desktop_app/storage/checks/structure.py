"""The file itself: its pages and indexes, parts that are not ours, the log, and what merges left open."""

from collections.abc import Iterator

import apsw

from desktop_app.domain.findings import Finding, Severity
from desktop_app.storage.change_log import breaks
from desktop_app.storage.conflicts import conflicts
from desktop_app.storage.defences import foreign_parts
from desktop_app.storage.row_words import capital, column_words, row_words
from desktop_app.storage.three_way import WHOLE_ROW


def pages(connection: apsw.Connection) -> Iterator[Finding]:
    """Every page belongs somewhere, once; rows fit their columns, and indexes their rows."""
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Finding(Severity.ERROR, "", "", f"The file is damaged: {message}.")


def foreign(connection: apsw.Connection) -> Iterator[Finding]:
    """Parts of the file that another program made and that could run."""
    for part in foreign_parts(connection):
        yield Finding(
            Severity.WARNING, "", "", f"The file holds {part}, which Tumen did not make and does not run."
        )


def log(connection: apsw.Connection) -> Iterator[Finding]:
    """The log is whole and unaltered."""
    for change_id, sentence in breaks(connection):
        yield Finding(Severity.ERROR, "tumen_change", change_id, f"{capital(sentence)}.")


def open_conflicts(connection: apsw.Connection) -> Iterator[Finding]:
    """What two people changed differently and nobody has settled."""
    for conflict in conflicts(connection):
        words = capital(row_words(connection, conflict.table, conflict.row_id))
        if conflict.column == WHOLE_ROW:
            sentence = f"{words} was deleted by one side and is kept by the other; nobody has settled it."
        else:
            sentence = (
                f"{words}: {column_words(conflict.column)} is {conflict.ours} and, in the other copy, "
                f"{conflict.theirs}; nobody has settled it."
            )
        yield Finding(Severity.WARNING, conflict.table, conflict.row_id, sentence)
