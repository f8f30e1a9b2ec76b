"""Opens the view of a figure and says whether the case still says what it shows."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from desktop_app.exporters.things import link_to
from desktop_app.importers.case_choice import CaseChoice, choice_of_id
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.clause_names import named_filter
from desktop_app.query.reference_layers import known_layers
from desktop_app.query.results import MOST_SELECTED
from desktop_app.runtime.errors import TumenError
from desktop_app.runtime.feedback import Feedback
from desktop_app.runtime.resources import Resources
from desktop_app.session.session import Session
from desktop_app.session.style import Language
from desktop_app.storage.case_store import CaseStore
from desktop_app.storage.locking import is_open_here
from desktop_app.ui.case_files import CaseFiles
from desktop_app.ui.info_line import LineText, Tone
from desktop_app.ui.map_panel import MapPanel
from desktop_app.ui.verify.former_view import FormerView

if TYPE_CHECKING:
    from desktop_app.exporters.proof.verdict import Asked, Verdict
    from desktop_app.ui.verify.changes_window import ChangesWindow

LINE: Final = "figure"
FILES: Final = "Figures and manifests (*.png *.pdf *.svg *.pptx *.json);;All files (*)"
BACK: Final = "Back to the former view"
OPEN: Final = "Open its case"


class _Answer(NamedTuple):
    """What was found out, of several pages about the first that is not as it was.

    Attributes:
        name: of the file and page, for sentences.
        asked: the view to open; None where it is another case's, or cannot be asked.
        other: the case that the figure is of, where it is not this one and is known.
    """

    name: str
    verdict: "Verdict"
    asked: "Asked | None"
    other: CaseChoice | None


class FigureCheck(QObject):
    """Verifies one figure at a time.

    Attributes:
        window: the list of changed records, if it is open.

    Signals:
        language_wanted: str, the language that the figure's map has.
        card_wanted: str, the key of a record to be shown.
    """

    language_wanted = Signal(str)
    card_wanted = Signal(str)

    def __init__(
        self,
        session: Session,
        map_panel: MapPanel,
        jobs: JobRunner,
        files: CaseFiles,
        resources: Resources,
    ) -> None:
        window = map_panel.view.window()
        super().__init__(window)
        self._session = session
        self._map = map_panel
        self._jobs = jobs
        self._files = files
        self._resources = resources
        self._parent = window
        self._job: Job | None = None
        self.window: ChangesWindow | None = None

    @Slot()
    def ask(self) -> None:
        """Choose a file and verify it."""
        name, _ = QFileDialog.getOpenFileName(self._parent, "Verify a figure", "", FILES)
        if name:
            self.check(Path(name))

    @Slot(object)
    def check(self, path: Path) -> None:
        """Verify a file; a line above the map says what was found, and the map shows the figure's view."""
        if self._job is not None:
            self._job.cancel()
        engine, resources, recent = self._session.engine, self._resources, self._files.recent

        def work(feedback: Feedback) -> _Answer:
            from desktop_app.exporters.proof.carried import carried_by  # noqa: PLC0415 - seldom, and it uses numpy
            from desktop_app.exporters.proof.verdict import asked_of, verdicts_on  # noqa: PLC0415 - as above
            from desktop_app.exporters.proof.versions import base_map_version  # noqa: PLC0415 - as above

            carried = carried_by(path)
            verdicts = verdicts_on(carried, engine, base_map_version(resources), "", feedback)
            place = next((place for place, one in enumerate(verdicts) if one.troubles), 0)
            verdict = verdicts[place]
            name = path.name if len(verdicts) == 1 else f"{path.name}, page {place + 1} of {len(verdicts)}"
            case_id = verdict.manifest.case_id
            if case_id != engine.store.info.case_id:
                return _Answer(name, verdict, None, choice_of_id(case_id) or _among(recent, case_id))
            try:
                asked = asked_of(verdict.manifest)
            except ValueError:
                return _Answer(name, verdict, None, None)
            keys = [key for key in asked.selection[:MOST_SELECTED] if link_to(engine.store, key) is not None]
            return _Answer(name, verdict, replace(asked, selection=tuple(keys)), None)

        # Before the line takes room from the map, which may then show another zoom.
        former = FormerView.of(self._session, self._map)
        words = LineText(f"Looking at {path.name}…", dismissible=False)
        self._files.lines.show(LINE, words)
        self._job = self._jobs.submit(work, lambda answer: self._tell(path, answer, former), self._on_failed)

    def _tell(self, path: Path, answer: _Answer, former: FormerView) -> None:
        self._job = None
        verdict, actions = answer.verdict, dict[str, Callable[[], object]]()
        if verdict.rows:
            number = len(verdict.rows)
            shown = "Show the record" if number == 1 else f"Show the {number:,} records"
            actions[shown] = lambda: self._show_rows(answer.name, verdict)
        if answer.asked is not None:
            self._open(answer.asked)
            actions[BACK] = lambda: self._go_back(former)
        if answer.other is not None:
            other = answer.other._replace(figure=path)
            actions[OPEN] = lambda: self._files.case_wanted.emit(other)
        elif answer.asked is None and verdict.manifest.case_id != self._session.store.info.case_id:
            actions["Open case…"] = self._files.open
        tone = Tone.STATE if verdict.troubles else Tone.QUIET
        text = f"{answer.name}: {' '.join(verdict.sentences)}"
        self._files.lines.show(LINE, LineText(text, tone), actions)

    def _open(self, asked: "Asked") -> None:
        """Show what the figure shows."""
        session, store = self._session, self._session.store
        session.set_filter(named_filter(asked.filter, store.record))
        session.set_assumptions(asked.assumed.in_case(store), "")
        session.set_layers(known_layers(asked.layers), "")
        session.select(asked.selection, "")
        if asked.language in set(Language):
            self.language_wanted.emit(asked.language)
        self._map.fit_to(asked.place)

    def _go_back(self, former: FormerView) -> None:
        self._files.lines.hide(LINE)
        self.language_wanted.emit(former.language.value)
        former.show(self._session, self._map)

    def _show_rows(self, name: str, verdict: "Verdict") -> None:
        from desktop_app.ui.verify.changes_window import ChangesWindow  # noqa: PLC0415 - seldom

        if self.window is not None:
            self.window.destroyed.disconnect(self._forget)
            self.window.close()
        self.window = ChangesWindow(name, verdict, self._parent)
        self.window.card_wanted.connect(self.card_wanted)
        self.window.destroyed.connect(self._forget)
        self.window.show()

    @Slot()
    def _forget(self) -> None:
        self.window = None

    def _on_failed(self, error: Exception) -> None:
        self._job = None
        self._files.lines.hide(LINE)
        if not isinstance(error, TumenError):
            raise error
        self._files.lines.show(LINE, LineText(str(error), Tone.TROUBLE))


def _among(paths: tuple[Path, ...], case_id: str) -> CaseChoice | None:
    """The case of an id among files that were open before; one that cannot be opened is none."""
    for path in paths:
        if not path.is_file() or is_open_here(path):
            continue
        try:
            store = CaseStore.open(path, want_write=False)
        except TumenError:
            continue
        try:
            if store.info.case_id == case_id:
                return CaseChoice(path)
        finally:
            store.close()
    return None
