"""All that a window has for events found in AIS reports: the panel, who finds them, verdicts, replay."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from desktop_app.jobs.runner import JobRunner
from desktop_app.jobs.warming import KernelWarming
from desktop_app.session.coordinator import Coordinator
from desktop_app.session.editor import CaseEditor
from desktop_app.session.finding import EventFinding
from desktop_app.session.session import Session
from desktop_app.ui.docks import Docks
from desktop_app.ui.events.event_actions import EventActions
from desktop_app.ui.late_panel import taken_in
from desktop_app.ui.map_panel import MapPanel
from desktop_app.ui.panels.details import DetailsPanel
from desktop_app.ui.replay.control import ReplayControl

if TYPE_CHECKING:
    from desktop_app.ui.events.judging import EventJudging
    from desktop_app.ui.events.voyage_making import VoyageMaking
    from desktop_app.ui.panels.events import EventsPanel

DOCK: Final = "Events"


class EventsPart(QObject):
    """Made with the window; the panel when it is first looked at.

    Attributes:
        finding: finds the events off the GUI thread.
        replay: plays them.
        panel: None until its dock was seen.
    """

    def __init__(
        self,
        window: QMainWindow,
        session: Session,
        jobs: JobRunner,
        editor: CaseEditor,
        map_panel: MapPanel,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._jobs = jobs
        self._editor = editor
        self._map = map_panel
        self._coordinator: Coordinator | None = None
        self._docks: Docks | None = None
        self._say: Callable[[str], None] = _unheard
        self._judging: EventJudging | None = None
        self._making: VoyageMaking | None = None
        application = QApplication.instance()
        warming = application.findChild(KernelWarming) if application is not None else None
        if warming is not None:
            warming.told.connect(self._tell_compiling)
            warming.ended.connect(self._tell_compiled)
        self.finding = EventFinding(session, jobs, warming, self)
        self.replay = ReplayControl(window, session, jobs, map_panel)
        self.panel: EventsPanel | None = None

    def connect_to(
        self, coordinator: Coordinator, details: DetailsPanel, docks: Docks, say: Callable[[str], None]
    ) -> None:
        """Join the other parts of the window; `say` takes sentences for the status line."""
        self._coordinator, self._docks, self._say = coordinator, docks, say
        self.replay.said.connect(say)
        actions = EventActions(self._session, lambda: self.judging, lambda: self.making, self.replay.play)
        details.add_actions(actions)
        details.shown.connect(actions.show_key)

    @property
    def judging(self) -> "EventJudging":
        """Verdicts; made with the first."""
        from desktop_app.ui.events.judging import EventJudging  # noqa: PLC0415 - numpy is not for the start

        if self._judging is None:
            self._judging = EventJudging(self._session, self._editor, self._window)
            self._judging.said.connect(self._say)
        return self._judging

    @property
    def making(self) -> "VoyageMaking":
        """Makes voyages by AIS voyages of the case; made with the first."""
        from desktop_app.ui.events.voyage_making import VoyageMaking  # noqa: PLC0415 - as above

        if self._making is None:
            self._making = VoyageMaking(self._session, self._jobs, self._editor, self)
            self._making.said.connect(self._say)
        return self._making

    def close(self) -> None:
        """The case closes: nothing moves on the map any more."""
        self.replay.close()

    def make_panel(self) -> QWidget:
        """The panel, once its dock is seen.

        Raises:
            RuntimeError: the window has not joined its parts yet.
        """
        from desktop_app.ui.events.kept_line import KeptLine  # noqa: PLC0415 - not before somebody looks at it
        from desktop_app.ui.panels.events import EventsPanel  # noqa: PLC0415 - as above

        if self._coordinator is None:
            raise RuntimeError("the window is not connected yet")
        kept = KeptLine(self._session, self._editor)
        panel = EventsPanel(self._session, self._jobs, self.finding, self.judging, kept)
        kept.said.connect(self._say)
        panel.counted.connect(self._show_count)
        panel.zoom_wanted.connect(self._map.fit_to)
        panel.play_wanted.connect(self.replay.play)
        self.panel = panel
        return taken_in(panel, self._coordinator, self._say)

    @Slot(int, int)
    def _tell_compiling(self, done: int, total: int) -> None:
        self._say(f"Preparing AIS analysis for its first use on this computer: {done} of {total}.")

    @Slot()
    def _tell_compiled(self) -> None:
        self._say("AIS analysis is prepared.")

    @Slot(int, int)
    def _show_count(self, shown: int, total: int) -> None:
        """How many are listed, beside the name of their table."""
        if self._docks is not None:
            self._docks.retitle(DOCK, f"{shown:,} of {total:,}" if shown != total else f"{total:,}")


def _unheard(_: str) -> None:
    """Before the window is connected nobody listens."""
