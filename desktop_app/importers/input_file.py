"""A file to be imported: on the disk, or a member of an archive on the disk."""

from pathlib import Path
from typing import NamedTuple


class InputFile(NamedTuple):
    """Where bytes come from; `importers.files.opening` opens it.

    Attributes:
        path: the file on the disk.
        member: name inside the archive that `path` is; empty for the file itself.
        name: for people and reports: the file's name, or "archive.zip/folder/member.csv".
    """

    path: Path
    member: str
    name: str
