"""Changes the open case, one change after the other, off the GUI thread."""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.domain.history import Change
from desktop_app.runtime.errors import TumenError
from desktop_app.session.session import Session
from desktop_app.storage.attachments import PreparedFile
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.edits import Edit

logger = logging.getLogger("session")

Then = Callable[[Change | None, str], None]
Work = Callable[[CaseStore, str], Change | None]

NAMELESS: Final = "The change was not made: the history of a case needs the name of whoever changes it."


class _Answer(NamedTuple):
    """What became of a change.

    Attributes:
        change: None if it was refused or failed, or there was nothing to change.
        sentence: why it was refused or failed, else empty.
        then: who is told beside the signals.
    """

    change: Change | None
    sentence: str
    then: Then | None


class CaseEditor(QObject):
    """The one way to change the case of a session.

    Attributes:
        who: the person's name for the log; changes wait until there is one.

    Signals:
        who_wanted: a change waits for the person's name; `name_person` or `give_up` answers.
        done: a `Change` that is on the disk now; the session has told its views already.
        failed: the sentence why a change was not made; the case is as it was.
    """

    who_wanted = Signal()
    done = Signal(object)
    failed = Signal(str)
    _finished = Signal(object)

    def __init__(self, session: Session, who: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.who = who
        self._session = session
        self._pool: ThreadPoolExecutor | None = None
        self._waiting: list[tuple[Work, Then | None]] = []
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)

    @property
    def read_only(self) -> str:
        """Why the case cannot be changed, as a sentence; empty if it can."""
        return self._session.store.read_only

    @property
    def can_undo(self) -> str:
        """What would be taken back, in words; empty for nothing."""
        return self._session.store.can_undo

    @property
    def can_redo(self) -> str:
        """What would be done again, in words; empty for nothing."""
        return self._session.store.can_redo

    def edit(self, edit: Edit, then: Then | None = None, files: tuple[PreparedFile, ...] = ()) -> None:
        """Carry an edit out, with the content of the files it attaches; `then` hears what became of it."""
        self._submit(lambda store, who: store.edit(edit, who, files), then)

    def carry_out(self, work: Work, then: Then) -> None:
        """Let `work` change the case, after the changes before it; it gets the store and the person's name.

        Where it finds nothing to change it returns None, which `then` hears as no change and no sentence.
        """
        self._submit(work, then)

    def undo(self) -> None:
        """Take the last change back."""
        self._submit(lambda store, who: store.undo(who), None)

    def redo(self) -> None:
        """Do the change again that was undone last."""
        self._submit(lambda store, who: store.redo(who), None)

    def name_person(self, who: str) -> None:
        """The person's name; changes that waited for it are made now."""
        self.who = who
        waiting, self._waiting = self._waiting, []
        for work, then in waiting:
            self._submit(work, then)

    def give_up(self) -> None:
        """There will be no name: the changes that waited are not made."""
        waiting, self._waiting = self._waiting, []
        for _, then in waiting:
            self._on_finished(_Answer(None, NAMELESS, then))

    def shutdown(self) -> None:
        """Finish the changes under way; nothing is told afterwards."""
        self._finished.disconnect(self._on_finished)
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _submit(self, work: Work, then: Then | None) -> None:
        if not self.who and not self.read_only:
            self._waiting.append((work, then))
            self.who_wanted.emit()
            return
        # One thread: a case has one writer, and changes are made in the order in which they were asked for.
        if self._pool is None:
            self._pool = ThreadPoolExecutor(1, thread_name_prefix="tumen-writer")
        self._pool.submit(self._run, work, self.who, then)

    def _run(self, work: Work, who: str, then: Then | None) -> None:
        try:
            answer = _Answer(work(self._session.store, who), "", then)
        except TumenError as error:
            answer = _Answer(None, str(error), then)
        except Exception:
            logger.exception("a change failed")
            answer = _Answer(
                None, "The change was not made: something went wrong that should not have.", then
            )
        self._finished.emit(answer)

    @Slot(object)
    def _on_finished(self, answer: _Answer) -> None:
        if answer.change is not None:
            self._session.data_changed()
        if answer.then is not None:
            answer.then(answer.change, answer.sentence)
        if answer.change is not None:
            self.done.emit(answer.change)
        elif answer.sentence:
            self.failed.emit(answer.sentence)
