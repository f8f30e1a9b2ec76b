"""Which case is meant, and how to open it: a file, a file as it was, the reported record."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from desktop_app.importers.reported_record import open_reported_record
from desktop_app.runtime.resources import Resources
from desktop_app.storage.case_store import REPORTED_CASE_ID, CaseStore


class CaseChoice(NamedTuple):
    """What a window is to show.

    Attributes:
        path: a case file; None for one of the cases that come with the program.
        training: the training case instead of the reported record.
        read_only: do not ask for the right to change the file.
        as_of: the file as it was at this moment (aware UTC); None for as it is.
        figure: a figure to be verified once the window shows the case; None for none.
    """

    path: Path | None = None
    training: bool = False
    read_only: bool = False
    as_of: datetime | None = None
    figure: Path | None = None

    @property
    def name(self) -> str:
        """For a sentence."""
        if self.path is not None:
            return self.path.name
        return "the training case" if self.training else "the reported record"


def open_choice(resources: Resources, choice: CaseChoice) -> CaseStore:
    """Open it.

    Raises:
        InputError: the file cannot be used; names file and reason.
    """
    if choice.path is None:
        if choice.training:
            from desktop_app.importers.training_case import open_training_case  # noqa: PLC0415 - start-up: seldom

            return open_training_case(resources)
        return open_reported_record(resources)
    if choice.as_of is None:
        return CaseStore.open(choice.path, want_write=not choice.read_only)
    from desktop_app.storage.as_of import as_it_was  # noqa: PLC0415 - start-up: seldom

    present, as_of = CaseStore.open(choice.path, want_write=False), choice.as_of
    read_only = (
        f"{choice.name} as it was on {as_of:%Y-%m-%d} at {as_of:%H:%M:%S} UTC; this cannot be changed."
    )
    try:
        with present.whole() as source:
            return CaseStore.in_memory(lambda copy: as_it_was(source, as_of, copy), read_only)
    finally:
        present.close()


def choice_of_id(case_id: str) -> CaseChoice | None:
    """The case of an id among those that come with the program; None for any other."""
    if case_id == REPORTED_CASE_ID:
        return CaseChoice()
    from desktop_app.importers.training_case import CASE_ID  # noqa: PLC0415 - start-up: seldom

    return CaseChoice(training=True) if case_id == CASE_ID else None
