"""Opens the publicly reported record that comes with the program, or a case file in its place."""

from pathlib import Path

from desktop_app.importers.record import read_record
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore


def open_reported_record(resources: Resources) -> CaseStore:
    """The reported record as a case in memory, read-only.

    Raises:
        InputError: it is missing from the program's own files, or something in it is wrong.
    """
    return CaseStore.of_record(read_record(resources.geodatum("record")))


def open_case(resources: Resources, path: Path | None) -> CaseStore:
    """The case in a file, to be read only, or the reported record where none is named.

    Raises:
        InputError: the file or the record cannot be used.
    """
    return open_reported_record(resources) if path is None else CaseStore.open(path, want_write=False)
