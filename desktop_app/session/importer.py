"""Imports files into the open case, as one change after those before it."""

import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.domain.history import Change
from desktop_app.importers.progress import ImportProgress
from desktop_app.runtime.feedback import Cancelled, Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.editor import CaseEditor

if TYPE_CHECKING:
    from desktop_app.importers.importing import ImportOrder
    from desktop_app.importers.running import ImportResult
    from desktop_app.storage.case_store import CaseStore

# An eye follows ten numbers a second, and each telling costs the window a turn.
TOLD_EVERY_S: Final = 0.1
# Python hands its lock on after 5 ms unless told otherwise; a frame of 33 ms takes the lock dozens of times.
SWITCH_S: Final = 0.0005


class Importer(QObject):
    """One import at a time.

    Signals:
        progressed: an `ImportProgress`, at most ten times a second.
        finished: an `ImportResult`; every view has been told of it.
        failed: str, why nothing was imported; the case is as it was.
        cancelled: it was called off; the case is as it was.
    """

    progressed = Signal(object)
    finished = Signal(object)
    failed = Signal(str)
    cancelled = Signal()
    _told = Signal(object)

    def __init__(self, editor: CaseEditor, resources: Resources, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._editor = editor
        self._resources = resources
        self._run: _Run | None = None
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether an import is under way, or waits for its turn."""
        return self._run is not None

    def start(self, orders: "tuple[ImportOrder, ...]") -> None:
        """Import these files.

        Raises:
            RuntimeError: an import is under way.
        """
        if self._run is not None:
            raise RuntimeError("an import is under way")
        run = _Run(orders, self._resources, self._told.emit)
        self._run = run
        self._editor.carry_out(run.work, lambda change, sentence: self._end(run, change, sentence))

    @Slot()
    def cancel(self) -> None:
        """Call the import off; `cancelled` follows once the case is as it was."""
        if self._run is not None:
            self._run.feedback.cancel()

    @Slot(object)
    def _on_told(self, progress: ImportProgress) -> None:
        if self._run is not None:
            self.progressed.emit(progress)

    def _end(self, run: "_Run", _: Change | None, sentence: str) -> None:
        self._run = None
        if run.result is not None:
            self.finished.emit(run.result)
        elif sentence:
            self.failed.emit(sentence)
        else:
            self.cancelled.emit()


class _Run:
    """One import, on the thread that changes the case.

    Attributes:
        feedback: calls it off.
        result: None before it has succeeded.
    """

    def __init__(
        self,
        orders: "tuple[ImportOrder, ...]",
        resources: Resources,
        told: Callable[[ImportProgress], object],
    ) -> None:
        self.feedback = Feedback()
        self.result: ImportResult | None = None
        self._orders = orders
        self._resources = resources
        self._told = told
        self._next = 0.0

    def work(self, store: "CaseStore", who: str) -> Change | None:
        """Carry the orders out; None where it was called off or brought nothing new."""
        from desktop_app.importers.running import run_imports  # noqa: PLC0415 - start-up does not need it

        before = sys.getswitchinterval()
        sys.setswitchinterval(SWITCH_S)
        try:
            self.result = run_imports(store, self._orders, who, self._resources, self.feedback, self._tell)
        except Cancelled:
            return None
        finally:
            sys.setswitchinterval(before)
        return self.result.change

    def _tell(self, progress: ImportProgress) -> None:
        """Hand progress on, but not more often than an eye follows."""
        now = time.monotonic()
        if now >= self._next:
            self._next = now + TOLD_EVERY_S
            self._told(progress)
