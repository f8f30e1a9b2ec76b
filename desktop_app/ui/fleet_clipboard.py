"""Puts vessels on the clipboard, written as a table on another thread."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData

from desktop_app.exporters.fleet_copy import MOST_COPIED, copied_fleet
from desktop_app.exporters.plain_table import CopiedTable
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.clauses import ClauseKind
from desktop_app.query.fleet_results import FleetRows
from desktop_app.session.session import Session
from desktop_app.ui.clipboard import put_on_clipboard


class FleetClipboard:
    """One copy at a time; the newest counts."""

    def __init__(self, session: Session, jobs: JobRunner, say: Callable[[str], object]) -> None:
        """`say` takes a sentence about what was done."""
        self._session = session
        self._jobs = jobs
        self._say = say
        self._job: Job | None = None

    def copy(self, rows: FleetRows, shown: Sequence[int]) -> None:
        """Copy ships by their places in `rows.ships`, the first `MOST_COPIED`."""
        if self._job is not None:
            self._job.cancel()
        assumptions = self._session.assumptions
        store, kept = self._session.store, tuple(shown[:MOST_COPIED])
        # The list leaves the choice of vessels out of its question.
        sentence = self._session.filter.without(ClauseKind.VESSEL).sentence()

        def done(table: CopiedTable) -> None:
            self._job = None
            data = QMimeData()
            data.setText(table.text)
            data.setHtml(table.html)
            put_on_clipboard(data)
            self._say(f"Copied {len(kept):,} row{'' if len(kept) == 1 else 's'} as a table.")

        def failed(error: Exception) -> None:
            self._job = None
            self._say(f"The vessels could not be copied: {error}")

        self._job = self._jobs.submit(
            lambda _: copied_fleet(store, rows, kept, sentence, assumptions), done, failed
        )
