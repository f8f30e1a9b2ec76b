"""Runs functions off the GUI thread and hands their results back on it.

Python's own threads instead of QThreadPool: a QRunnable that the pool has deleted leaves its Python wrapper
behind, and PySide6 6.12 hands that wrapper out again for whatever C++ object is next made at its address
(seen: a scheme request arriving as "QRunnable").
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.runtime.feedback import Cancelled, Feedback

logger = logging.getLogger("jobs")

THREADS: Final = 2


class JobRunner(QObject):
    """A small pool. Work gets a `Feedback` and returns a value; it never touches a Qt object.

    Signals:
        _finished: crosses from the worker to the GUI thread, carrying the job.
    """

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="tumen-job")
        self._running: set[Job] = set()
        self._is_closed = False
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    def submit(
        self,
        work: Callable[[Feedback], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[Exception], None],
    ) -> "Job":
        """Start `work`; exactly one of the callbacks follows on the GUI thread, unless it is cancelled.

        After `shutdown` nothing begins: a timer of a window that goes may still ask.
        """
        job = Job(work, on_done, on_error)
        if self._is_closed:
            job.cancel()
            return job
        self._running.add(job)
        self._pool.submit(self._run, job)
        return job

    def _run(self, job: "Job") -> None:
        job.run()
        self._finished.emit(job)

    @Slot(object)
    def _on_finished(self, job: "Job") -> None:
        self._running.discard(job)
        job.deliver()

    def shutdown(self) -> None:
        """Cancel everything and wait for the threads to end; nothing is delivered afterwards."""
        self._is_closed = True
        for job in self._running:
            job.cancel()
        self._pool.shutdown(wait=True, cancel_futures=True)


class Job:
    """One piece of work under way."""

    def __init__(
        self,
        work: Callable[[Feedback], Any],
        on_done: Callable[[Any], None],
        on_error: Callable[[Exception], None],
    ) -> None:
        self._work = work
        self._on_done = on_done
        self._on_error = on_error
        self._feedback = Feedback()
        self._value: Any = None
        self._error: Exception | None = None

    def cancel(self) -> None:
        """The result is not wanted any more."""
        self._feedback.cancel()

    def run(self) -> None:
        """On the worker: keep the value, or what went wrong."""
        if self._feedback.is_cancelled:
            return  # called off while it waited for a thread
        try:
            self._value = self._work(self._feedback)
        except Cancelled:
            self._feedback.cancel()
        except Exception as error:  # noqa: BLE001 - whatever went wrong is told on the GUI thread
            self._error = error

    def deliver(self) -> None:
        """On the GUI thread: call back, unless cancelled."""
        if self._feedback.is_cancelled:
            return
        if self._error is not None:
            self._on_error(self._error)
        else:
            self._on_done(self._value)
