"""Whether the case keeps what is found now, and the button that makes it so."""

from typing import Final

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.domain.ais_event import Detection, EventKind
from desktop_app.domain.event_parameters import EventParameters
from desktop_app.domain.history import Change
from desktop_app.exporters.wording import instant
from desktop_app.query.engine import QueryEngine
from desktop_app.session.editor import CaseEditor
from desktop_app.session.session import Session
from desktop_app.storage.case_store import CaseStore
from desktop_app.ui.elided_label import ElidedLabel

KINDS: Final = tuple(EventKind)
KEEP: Final = "Write the events into the case file, as rows that other programs read; Undo takes them out"
NOTHING_KEPT: Final = "Not kept in the case."


class KeptLine(QWidget):
    """One sentence and one button.

    Attributes:
        words: what is kept.
        keep: writes what is found now into the case, as one change that can be undone.

    Signals:
        said: a sentence about what was done.
    """

    said = Signal(str)

    def __init__(self, session: Session, editor: CaseEditor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editor = editor
        self._writes = False
        self.words = ElidedLabel(self)
        self.keep = QPushButton("Keep in case", self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.words, 1)
        row.addWidget(self.keep)
        self.keep.clicked.connect(self._keep)
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Say what holds now; asks nothing that takes long."""
        engine = self._session.engine
        found = engine.has_events(KINDS)
        words, same = kept_words(engine) if found else ("", True)
        self.words.show_sentence(words)
        self.keep.setEnabled(found and not same and not self._writes and not self._editor.read_only)
        self.keep.setToolTip(self._editor.read_only or KEEP)

    @Slot()
    def _keep(self) -> None:
        self._writes = True
        self.refresh()
        engine = self._session.engine

        def work(_: CaseStore, who: str) -> Change | None:
            from desktop_app.exporters.keeping import keep  # noqa: PLC0415 - only where it is asked for

            return keep(engine, KINDS, who)

        self._editor.carry_out(work, self._on_kept)

    def _on_kept(self, change: Change | None, sentence: str) -> None:
        self._writes = False
        self.refresh()
        if change is not None:
            self.said.emit("The case keeps these events now.")
        elif not sentence:
            self.said.emit("The case keeps the very same events already.")


def kept_words(engine: QueryEngine) -> tuple[str, bool]:
    """What the case keeps, compared with what the engine finds; and whether that is the same."""
    detections = engine.store.record.detections
    if not detections:
        return NOTHING_KEPT, False
    newest = max(detections, key=lambda kept: (kept.made, kept.id))
    difference = _difference(engine, newest)
    when = instant(newest.made)
    if difference:
        return f"Kept {when}, {difference}.", False
    return f"Kept {when}, as found now.", True


def _difference(engine: QueryEngine, kept: Detection) -> str:
    from desktop_app.analysis.detector import VERSION  # noqa: PLC0415 - numpy is not for the start

    try:
        parameters = EventParameters.from_json(kept.parameters)
    except ValueError:
        return "with parameters that cannot be read"
    if parameters != engine.event_parameters:
        return "with other parameters"
    if kept.version != VERSION:
        return "by other rules"
    if kept.tracks_digest != engine.detector().fleet.digest:
        return "from other reports"
    if sum(len(engine.events(kind)) for kind in kept.kinds) != kept.events:
        return "when there were other events"
    return "" if set(kept.kinds) == set(KINDS) else "not of all kinds"
