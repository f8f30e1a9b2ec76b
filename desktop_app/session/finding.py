"""Finds the events of a case before views ask for them, off the GUI thread, and tells how far it is."""

from typing import Final, Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from desktop_app.domain.ais_event import EVENT_NAMES, EventKind
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session

NAME: Final = "finding"
KINDS: Final = tuple(EventKind)


class Compiler(Protocol):
    """What compiles kernels in a process of its own, `jobs.warming.KernelWarming`."""

    told: SignalInstance
    ended: SignalInstance

    @property
    def is_needed(self) -> bool:
        """Whether kernels are not compiled yet."""

    def start(self) -> None:
        """Compile them, unless that is under way."""


class EventFinding(QObject):
    """Every kind of event, one after the other; views that need events ask `engine.has_events` and then this.

    It rests on the session's parameters and data: where they change, it stays as it is until asked again.

    Attributes:
        words: what is being done, as a clause; empty while nothing is.
        failure: why nothing was found the last time, as a sentence; empty for no reason.
        is_stopped: a person called it off.

    Signals:
        changed: other words, or the end. When events were found, the session has told its views already.
    """

    changed = Signal()
    _told = Signal(int, int)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        compiler: Compiler | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._compiler = compiler
        self._job: Job | None = None
        self._waits = False
        self.words = ""
        self.failure = ""
        self.is_stopped = False
        self._told.connect(self._tell)
        if compiler is not None:
            compiler.told.connect(self._on_compiling)
            compiler.ended.connect(self._on_compiled)

    @property
    def is_looking(self) -> bool:
        """Whether it is at it."""
        return self._waits or self._job is not None

    @Slot()
    def look(self) -> None:
        """Find what is not found yet; once at a time."""
        self.is_stopped, self.failure = False, ""
        if self.is_looking:
            return
        if self._compiler is not None and self._compiler.is_needed:
            self._waits = True
            self._say("preparing AIS analysis for its first use on this computer")
            self._compiler.start()
            return
        engine = self._session.engine

        def work(feedback: Feedback) -> None:
            engine.find_events(KINDS, feedback, lambda kind, begun: self._told.emit(KINDS.index(kind), begun))

        def failed(error: Exception) -> None:
            self._job = None
            self.failure = str(error)
            self._say("")

        self._job = self._jobs.submit(work, self._on_found, failed)

    @Slot()
    def stop(self) -> None:
        """Call it off; what is found already is kept."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
        self._waits = False
        self.is_stopped = True
        self._say("")

    def _on_found(self, _: object) -> None:
        self._job = None
        if not self._session.engine.has_events(KINDS):  # parameters or data have changed meanwhile
            self.look()
            return
        self._say("")
        self._session.changed.emit(SessionChange(Changed.EVENTS, NAME))

    @Slot(int, int)
    def _tell(self, kind: int, begun: int) -> None:
        if self._job is not None:
            name = EVENT_NAMES[KINDS[kind]][1]
            words = name if name.startswith("AIS") else f"{name[0].lower()}{name[1:]}"
            self._say(f"looking for {words}, {begun + 1} of {len(KINDS)}")

    @Slot(int, int)
    def _on_compiling(self, done: int, total: int) -> None:
        if self._waits:
            self._say(f"preparing AIS analysis for its first use on this computer, {done} of {total}")

    @Slot()
    def _on_compiled(self) -> None:
        """Also where it failed: then the kernels are compiled here, and what is wrong is told."""
        if self._waits:
            self._waits = False
            self._compiler = None
            self.look()

    def _say(self, words: str) -> None:
        self.words = words
        self.changed.emit()
