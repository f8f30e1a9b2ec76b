"""Puts rows of the voyages table on the clipboard, read and written as a table on another thread."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QMimeData, QStringListModel

from desktop_app.exporters.voyage_columns import Column, table_rows
from desktop_app.exporters.voyage_totals import voyages
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.session import Session
from desktop_app.ui.clipboard import put_on_clipboard

if TYPE_CHECKING:
    from desktop_app.exporters.voyage_copy import CopiedTable

MOST_COPIED: Final = 10_000
"""Rows in one copy: what a clipboard hands on and a spreadsheet takes without a pause."""


class VoyageClipboard:
    """One copy at a time; the newest counts."""

    def __init__(self, session: Session, jobs: JobRunner, say: Callable[[str], object]) -> None:
        """`say` takes a sentence about what was done."""
        self._session = session
        self._jobs = jobs
        self._say = say
        self._job: Job | None = None

    def copy(self, numbers: Sequence[int], columns: Sequence[Column], passing: int, total: int) -> None:
        """Copy the voyages with these row numbers; so many pass the filter, so many the case has."""
        if self._job is not None:
            self._job.cancel()
        store, engine = self._session.store, self._session.engine

        sentence = self._session.filter.sentence()

        def work(_: Feedback) -> "CopiedTable":
            from desktop_app.exporters import voyage_copy  # noqa: PLC0415 - 10 ms that start-up does not need

            ids = engine.ids_of(numbers)
            found = store.voyages(ids[number] for number in numbers if number in ids)
            scope = voyage_copy.Scope(passing, total, sentence, engine.assumptions)
            return voyage_copy.copied_table(store, table_rows(engine, found), columns, scope)

        def done(table: "CopiedTable") -> None:
            self._job = None
            data = _mime_data()
            data.setText(table.text)
            data.setHtml(table.html)
            put_on_clipboard(data)
            of_all = f" of {voyages(passing)}" if len(numbers) < passing else ""
            self._say(f"Copied {len(numbers):,}{of_all} as a table, with {table.sources} sources.")

        def failed(error: Exception) -> None:
            self._job = None
            self._say(f"The rows could not be copied: {error}")

        self._job = self._jobs.submit(work, done, failed)


def _mime_data() -> QMimeData:
    """Empty data for the clipboard, made by Qt itself.

    What PySide6 6.12.0 makes crosses back into Python when the clipboard deletes it, which at the end of the
    process is gone by then (exit 139, measured).
    """
    model = QStringListModel([""])
    data = model.mimeData([model.index(0)])
    for form in data.formats():
        data.removeFormat(form)
    return data
