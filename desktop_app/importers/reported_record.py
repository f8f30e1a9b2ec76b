"""Opens the publicly reported record that comes with the program."""

from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import CaseStore


def open_reported_record(resources: Resources) -> CaseStore:
    """The reported record, read-only.

    Raises:
        InputError: it is missing from the program's own files, or cannot be used.
    """
    return CaseStore.reported(resources.asset("build/record.gpkg"))
