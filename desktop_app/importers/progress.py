"""How far an import has come."""

from typing import NamedTuple


class ImportProgress(NamedTuple):
    """Told several times a second.

    Attributes:
        step: "Reading", "Sorting", "Writing" …: what is being done, for people.
        file: name of the file under way.
        files_done, files: whole files behind it, and all.
        done_bytes, total_bytes: of the packed or plain files together; total 0 where it cannot be told.
        rows: rows read so far.
    """

    step: str
    file: str
    files_done: int
    files: int
    done_bytes: int
    total_bytes: int
    rows: int
