"""Puts events on the clipboard, written as a table with their sources on another thread."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData

from desktop_app.exporters.event_rows import MOST_COPIED, copied_events
from desktop_app.exporters.plain_table import CopiedTable
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.session import Session
from desktop_app.ui.clipboard import put_on_clipboard
from desktop_app.ui.models.event_table import EventsAnswer


class EventClipboard:
    """One copy at a time; the newest counts."""

    def __init__(self, session: Session, jobs: JobRunner, say: Callable[[str], object]) -> None:
        """`say` takes a sentence about what was done."""
        self._session = session
        self._jobs = jobs
        self._say = say
        self._job: Job | None = None

    def copy(self, answer: EventsAnswer, places: Sequence[int]) -> None:
        """Copy the events in some places of the list, the first `MOST_COPIED`."""
        if self._job is not None:
            self._job.cancel()
        store, kept = self._session.store, tuple(places[:MOST_COPIED])
        sentence = self._session.filter.sentence()
        total = sum(count.total for count in answer.rows.counts.values())

        def work(feedback: Feedback) -> CopiedTable:
            events = [answer.event(place) for place in kept]
            feedback.tell(0, len(events))
            verdicts = {
                event.key: verdict
                for event, place in zip(events, kept, strict=True)
                if (verdict := answer.verdict(place)) is not None
            }
            return copied_events(store, events, verdicts, sentence, total)

        def done(table: CopiedTable) -> None:
            self._job = None
            data = QMimeData()
            data.setText(table.text)
            data.setHtml(table.html)
            put_on_clipboard(data)
            several = "1 event" if len(kept) == 1 else f"{len(kept):,} events"
            self._say(f"Copied {several} as a table, with their sources.")

        def failed(error: Exception) -> None:
            self._job = None
            self._say(f"The events could not be copied: {error}")

        self._job = self._jobs.submit(work, done, failed)
