"""The assumptions panel: each parameter with range and source, what it does to the headline, scenarios."""

from collections.abc import Callable
from typing import Final, NamedTuple

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QTabWidget, QVBoxLayout, QWidget

from desktop_app.domain.assumption import Assumption, Assumptions, Key, Range
from desktop_app.domain.record import Record
from desktop_app.exporters.assumption_links import changed_words, fixed_html, origin_html
from desktop_app.exporters.headline import Headline, compared, headline, simulated
from desktop_app.exporters.tornado_words import HINT, tornado_words, without_effect_words
from desktop_app.jobs.runner import Job, JobRunner
from desktop_app.query.assumptions import published, settled
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.tornado_results import Tornado
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.scenarios import Scenarios
from desktop_app.session.session import Session
from desktop_app.ui.assumptions.assumption_row import AssumptionRow, ColumnHeads
from desktop_app.ui.assumptions.comparison_view import ComparisonView
from desktop_app.ui.assumptions.headline_view import HeadlineView
from desktop_app.ui.assumptions.lacking_line import LackingLine
from desktop_app.ui.assumptions.link_label import LinkLabel
from desktop_app.ui.assumptions.save_dialog import SaveScenarioDialog
from desktop_app.ui.assumptions.scenario_bar import ScenarioBar
from desktop_app.ui.assumptions.tornado_view import TornadoView

NAME: Final = "assumptions"
# A hand that types or clicks on does so within this time; then the headline is simulated.
REST_MS: Final = 200
FIXED: Final = "Not moved here"
# Places of the tabs.
TORNADO: Final = 1
COMPARED: Final = 2


class _Answer(NamedTuple):
    """What the panel gets; the two views behind tabs only while they are seen."""

    headline: Headline
    tornado: Tornado | None
    compared: tuple[Headline, ...] | None


class AssumptionsPanel(QWidget):
    """Headline and chooser over three tabs: sliders, tornado, comparison.

    Attributes:
        bar: which assumptions are in use.
        head: the headline.
        rows: by key.
        fixed: what is not moved here.
        tornado, comparison: the other tabs.
        tabs: holds them.
        lacking: tells which parameters the case does not hold.
        dialog: asks for the name of a scenario, while it is open.

    Signals:
        question_changed: another tab is looked at.
        said: a sentence about what was done.
    """

    question_changed = Signal()
    said = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        scenarios: Scenarios,
        reference: Callable[[], Record],
        parent: QWidget | None = None,
    ) -> None:
        """`reference` reads the reported record, whose parameters a case that lacks them can take over."""
        super().__init__(parent)
        self._session = session
        self._jobs = jobs
        self._scenarios = scenarios
        self._who: dict[str, str] = {}
        self.dialog: SaveScenarioDialog | None = None
        self._job: Job | None = None
        self._held = False
        self._wanted: dict[Key, Range] = {}
        self._closed_form: Headline | None = None
        self._origins: dict[Key, tuple[Assumption, str]] = {}
        self.rows: dict[Key, AssumptionRow] = {}
        self.bar = ScenarioBar(session, NAME, self)
        self.head = HeadlineView(self)
        self.tornado = TornadoView(session, NAME, self)
        self.comparison = ComparisonView(session, NAME, self)
        self._nothing = QLabel(self)
        self._without = QLabel(self)
        self.fixed = LinkLabel(self)
        self._body = QWidget(self)
        self._list = QVBoxLayout(self._body)
        self.tabs = QTabWidget(self)
        self.lacking = LackingLine(scenarios, jobs, reference, self)
        self._set_up()
        self._turn = self._timer(0, self._flush)
        self._rest = self._timer(REST_MS, self._simulate)
        self.bar.save_wanted.connect(self._ask_name)
        self.lacking.said.connect(self.said)
        self.comparison.said.connect(self.said)
        self.fixed.linkActivated.connect(self._follow)
        self.tabs.currentChanged.connect(self._on_tab)
        session.changed.connect(self._on_changed)
        self._show_assumptions()

    def _set_up(self) -> None:
        self.tabs.setDocumentMode(True)
        self.tabs.setTabPosition(QTabWidget.TabPosition.South)
        self._list.setContentsMargins(8, 0, 8, 4)
        self._list.setSpacing(0)
        self._list.addWidget(ColumnHeads(self._body))
        heading = QLabel(FIXED, self._body)
        heading.setObjectName("heading")
        self._list.addWidget(heading)
        self._list.addWidget(self.fixed)
        self._list.addStretch(1)
        self.tabs.addTab(self._scrolled(self._body, "Assumptions"), "Assumptions")
        chart = QWidget(self)
        rows = QVBoxLayout(chart)
        rows.setContentsMargins(0, 0, 0, 4)
        rows.setSpacing(0)
        hint = QLabel(HINT, chart)
        for label in (hint, self._nothing, self._without):
            label.setWordWrap(True)
            label.setObjectName("hint")
            label.setMargin(6)
        for widget in (self.tornado, self._nothing, hint, self._without):
            rows.addWidget(widget)
        rows.addStretch(1)
        self.tabs.addTab(self._scrolled(chart, "Tornado chart"), "What each one does")
        self.tabs.addTab(self.comparison, "Compare")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.bar)
        whole.addWidget(self.head)
        whole.addWidget(self.lacking)
        whole.addWidget(self.tabs, 1)
        whole.addStretch()

    def query(self, filter_: Filter) -> Query:
        """The headline, and the tab that is seen."""
        tab = self.tabs.currentIndex()

        def ask(engine: QueryEngine, feedback: Feedback) -> _Answer:
            of = headline(engine, filter_, feedback)
            return _Answer(
                of,
                _tornado(engine, filter_, feedback) if tab == TORNADO else None,
                compared(engine, filter_, feedback) if tab == COMPARED else None,
            )

        return ask

    def query_result(self, result: _Answer, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Show it; once the hand rests, simulated intervals take the place of the closed form."""
        if result.headline != self._closed_form:
            self._call_off()
            self._closed_form = result.headline
            self.head.show_headline(result.headline)
            if not self._held:
                self._rest.start()
        if result.tornado is not None:
            self.tornado.show_tornado(result.tornado)
            self._nothing.setText("" if result.tornado.swings else tornado_words(result.tornado))
            self._without.setText(without_effect_words(result.tornado))
        if result.compared is not None:
            self.comparison.show_headlines(result.compared)

    def query_error(self, error: Exception) -> None:
        """The panel keeps what it shows and says why."""
        self.said.emit(f"The assumptions could not be reckoned with: {error}")

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Simulate what was called off."""
        super().showEvent(event)
        self._rest.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Nobody waits for a simulation that nobody sees; a window that goes hides its panels first."""
        super().hideEvent(event)
        self._call_off()

    @Slot(object, object)
    def _on_wanted(self, key: Key, value: Range) -> None:
        """The session hears of it once a turn, however often the hand moved in it."""
        self._held = True
        self._call_off()
        self._wanted[key] = value
        self._turn.start()

    @Slot()
    def _on_released(self) -> None:
        self._held = False
        self._rest.start()

    @Slot()
    def _flush(self) -> None:
        wanted, self._wanted = self._wanted, {}
        now = self._session.assumptions
        try:
            for key, value in wanted.items():
                now = now.moved(key, value)
        except ValueError as error:  # the case itself holds an end that cannot be
            self.said.emit(f"Nothing was changed: {error}.")
            return
        self._session.set_assumptions(settled(self._session.store, now), NAME)

    @Slot(object)
    def _on_reset(self, key: Key) -> None:
        """One assumption back to the published; others stay."""
        row = published(self._session.store).get(key)
        if row is not None:
            self._on_wanted(key, row.value)
            self._on_released()

    @Slot()
    def _simulate(self) -> None:
        of = self._closed_form
        if of is None or self._held or (of.interval is None and of.drawn is None):
            return
        self._call_off()

        def failed(error: Exception) -> None:
            self._job = None
            self.said.emit(f"The interval could not be simulated: {error}")

        self._job = self._jobs.submit(lambda feedback: simulated(of, feedback), self._on_simulated, failed)

    def _on_simulated(self, of: Headline) -> None:
        self._job = None
        self.head.show_headline(of)

    def _call_off(self) -> None:
        self._rest.stop()
        if self._job is not None:
            self._job.cancel()
            self._job = None

    @Slot(int)
    def _on_tab(self, tab: int) -> None:
        self.head.set_brief(brief=tab == COMPARED)
        self.question_changed.emit()

    @Slot(str)
    def _follow(self, key: str) -> None:
        self._session.select((key,), NAME)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.ASSUMPTIONS | Changed.DATA):
            self._show_assumptions(anew=Changed.DATA in change.what)
        if Changed.STYLE in change.what:
            self.update()
            for row in self.rows.values():
                row.slider.update()
            self.tornado.update()

    def _show_assumptions(self, *, anew: bool = True) -> None:
        """The rows and the chooser; `anew` where the case itself may hold others."""
        store, now = self._session.store, self._session.assumptions
        self.bar.show_assumptions()
        if [row.key for row in now.rows] != list(self.rows):
            self._make_rows(now)
        if anew:
            self._origins.clear()
            self._who.clear()
            self.fixed.show_html(fixed_html(store.record))
        for row in now.rows:
            told = (row, now.name)
            if self._origins.get(row.key) != told:
                self._origins[row.key] = told
                origin = origin_html(store.record, row, now, self._who.get(row.subject, ""))
                self.rows[row.key].show_assumption(row, origin)
        if any(row.subject and row.subject not in self._who for row in now.rows):
            self._ask_who()
        has_rows = bool(now.rows)
        self.bar.setVisible(has_rows)
        self.tabs.setVisible(has_rows)
        self.lacking.show_missing(has_any=has_rows)

    def _ask_who(self) -> None:
        """The log of a case may be long: who changed the values in use is told as soon as it is known."""
        store, generation = self._session.store, self._session.store.generation
        subjects = [row.subject for row in self._session.assumptions.rows if row.subject]

        def tell(found: dict[str, str]) -> None:
            if generation == store.generation:
                self._who |= found
                self._origins.clear()
                self._show_assumptions(anew=False)

        def failed(error: Exception) -> None:
            self.said.emit(f"The history could not be read: {error}")

        self._jobs.submit(lambda _: {one: changed_words(store, one) for one in subjects}, tell, failed)

    @Slot()
    def _ask_name(self) -> None:
        """Ask for a name, or say why nothing can be saved."""
        if self._scenarios.read_only:
            self.said.emit(f"A scenario is kept in the case. {self._scenarios.read_only}")
        elif self._session.assumptions.is_published:
            self.said.emit("There is nothing to save: every assumption is as published.")
        else:
            self.dialog = SaveScenarioDialog(self._session, self._scenarios, self)
            self.dialog.finished.connect(self._forget_dialog)
            self.dialog.open()

    @Slot()
    def _forget_dialog(self) -> None:
        self.dialog = None

    def _make_rows(self, now: Assumptions) -> None:
        for row in self.rows.values():
            row.hide()
            row.deleteLater()
        self._origins.clear()
        self.rows = {row.key: AssumptionRow(self._session, row, self._body) for row in now.rows}
        for place, row in enumerate(self.rows.values()):
            self._list.insertWidget(place + 1, row)  # below the heads
            row.wanted.connect(self._on_wanted)
            row.released.connect(self._on_released)
            row.reset_wanted.connect(self._on_reset)
            row.followed.connect(self._follow)

    def _scrolled(self, body: QWidget, name: str) -> QScrollArea:
        area = QScrollArea(self)
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(name)
        return area

    def _timer(self, wait_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        timer.timeout.connect(slot)
        return timer


def _tornado(engine: QueryEngine, filter_: Filter, feedback: Feedback) -> Tornado:
    from desktop_app.query.tornado_query import tornado  # noqa: PLC0415 - numpy, 0.1 s of the start

    return tornado(engine, filter_, feedback)
