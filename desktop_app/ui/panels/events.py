"""The events panel: what was found in AIS reports under the filter, what that assumes, what people said."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QStackedLayout,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.ais_event import EVENT_NAMES, EventVerdict, Judgement
from desktop_app.exporters.ais_event_card import JUDGEMENT_WORDS
from desktop_app.exporters.event_rows import HEADINGS, EventColumn, said_words
from desktop_app.exporters.things import vessel_words
from desktop_app.exporters.wording import instant, number
from desktop_app.jobs.runner import JobRunner
from desktop_app.query.ais_events import KEY_KIND
from desktop_app.query.clauses import Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.event_bounds import bounds_of_events
from desktop_app.query.event_list import EventOrder
from desktop_app.query.results import MOST_SELECTED
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.finding import EventFinding
from desktop_app.session.session import Session
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.empty_view import EmptyView
from desktop_app.ui.events.event_clipboard import EventClipboard
from desktop_app.ui.events.event_view import EventView
from desktop_app.ui.events.finding_line import FindingLine
from desktop_app.ui.events.judging import EventJudging
from desktop_app.ui.events.kept_line import KeptLine
from desktop_app.ui.events.kind_chips import KindChips
from desktop_app.ui.events.parameters_form import ParametersForm
from desktop_app.ui.models.event_table import EventsAnswer, EventTableModel, ask_events
from desktop_app.ui.palette import PALETTES
from desktop_app.ui.voyage_menu import popup_menu

NAME: Final = "events"
NO_TRACKS: Final = (
    "There are no AIS reports in this case, so nothing can be found in them. "
    "The Case menu imports AIS logs and tables (NMEA, CSV, Parquet …)."
)
NOT_YET: Final = "The AIS reports of this case are being looked through. What is found stands here."
ALL_OFF: Final = "All kinds of events are taken out of the list. Press a chip above to put one back."
MOST_LOST: Final = 20
FORM_PX: Final = 190
# Header and three rows.
LEAST_TABLE_PX: Final = 104


class EventsPanel(QWidget):
    """Chips of kinds, the table, and under it what the events assume.

    Attributes:
        chips: which kinds are listed.
        table: the events.
        parameters: the thresholds; hidden until wanted.
        judging: what keys and menu do with verdicts.
        empty: says which clauses hide all events.
        lost: verdicts on events that are not found now; hidden where there are none.
        kept: whether the case keeps what is found now.

    Signals:
        question_changed: other kinds, or another order; the owner asks the coordinator for this view again.
        counted: events on show, and events of all kinds whatever the filter.
        zoom_wanted: bounds that the map should show, west, south, east, north in degrees.
        play_wanted: the key of an event to be played.
        said: a sentence about what was done.
    """

    question_changed = Signal()
    counted = Signal(int, int)
    zoom_wanted = Signal(object)
    play_wanted = Signal(str)
    said = Signal(str)

    def __init__(
        self,
        session: Session,
        jobs: JobRunner,
        finding: EventFinding,
        judging: EventJudging,
        kept: KeptLine,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._finding = finding
        self.judging = judging
        self._applying = False
        self._sorted = EventColumn.START
        self._descending = False
        self._clipboard = EventClipboard(session, jobs, self.said.emit)
        self.chips = KindChips(self)
        self.line = FindingLine(finding, self)
        self.model = EventTableModel(jobs, self)
        self.table = EventView(session, self.model, self)
        self.empty = EmptyView(session, "events", self)
        self._message = QLabel(self)
        self._message.setWordWrap(True)
        self._message.setTextFormat(Qt.TextFormat.PlainText)
        self._message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._message.setMargin(24)
        self.parameters = ParametersForm(session, self)
        self.kept = kept
        self.count = ElidedLabel(self)
        self.count.setFont(self.table.font())
        self.lost = QToolButton(self)
        self.lost.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.lost.setFont(self.table.font())
        self.lost.hide()
        self.assumes = QToolButton(self)
        self.assumes.setText("Parameters")
        self.assumes.setFont(self.table.font())
        self.assumes.setCheckable(True)
        self.assumes.setToolTip("What the events assume: thresholds, with who published them")
        self._lay_out()
        self.setFocusProxy(self.table)
        self._connect()
        self.model.show_order(self._sorted, descending=self._descending)
        self.chips.paint_icons(PALETTES[session.style.theme])
        self._say_instead(NOT_YET if session.store.record.tracks else NO_TRACKS)

    def _lay_out(self) -> None:
        stack = QWidget(self)
        self._stack = QStackedLayout(stack)
        for widget in (self.table, self.empty, self._message):
            self._stack.addWidget(widget)
        splitter = QSplitter(Qt.Orientation.Vertical, self)
        splitter.addWidget(stack)
        splitter.addWidget(self.parameters)
        splitter.setStretchFactor(0, 1)
        splitter.setChildrenCollapsible(False)
        stack.setMinimumHeight(LEAST_TABLE_PX)
        splitter.setSizes([FORM_PX, FORM_PX])
        self.parameters.hide()
        head = QVBoxLayout()
        head.setContentsMargins(6, 4, 6, 4)
        head.addWidget(self.chips)
        foot = QWidget(self)
        foot.setObjectName("foot")
        row = QHBoxLayout(foot)
        row.setContentsMargins(2, 2, 4, 2)
        row.setSpacing(4)
        row.addWidget(self.count, 2)
        row.addWidget(self.kept, 3)
        row.addWidget(self.lost)
        row.addWidget(self.assumes)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.line)
        layout.addWidget(splitter, 1)
        layout.addWidget(foot)

    def _connect(self) -> None:
        table = self.table
        self.chips.changed.connect(self._on_chips)
        self.assumes.toggled.connect(self.parameters.setVisible)
        table.horizontalHeader().sectionClicked.connect(self._on_header_clicked)
        table.selectionModel().selectionChanged.connect(self._on_rows_selected)
        table.entered.connect(self._on_entered)
        table.viewport().installEventFilter(self)
        table.judged.connect(self.judge)
        table.note_wanted.connect(lambda: self.judging.annotate(self.selected_keys()))
        table.take_back_wanted.connect(lambda: self.judging.take_back(self.selected_keys()))
        table.play_wanted.connect(self.play_selected)
        table.zoom_wanted.connect(self.zoom_to_selected)
        table.copy_wanted.connect(self.copy_selected)
        table.all_wanted.connect(self._select_all)
        table.menu_wanted.connect(self._open_menu)
        self._finding.changed.connect(self._on_finding)
        self._session.changed.connect(self._on_changed)

    def query(self, filter_: Filter) -> Query:
        """The events of the listed kinds, in the chosen order; None while they are not found yet."""
        order, kinds, descending = HEADINGS[self._sorted].order, self.chips.listed, self._descending

        def ask(engine: QueryEngine, feedback: Feedback) -> EventsAnswer | None:
            return ask_events(engine, filter_, kinds, (order or EventOrder.START, descending), feedback)

        return ask

    def query_result(self, result: EventsAnswer | None, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Show the events; the selection stays where its events still are."""
        if result is None:
            if self._session.store.record.tracks and not self._finding.is_stopped:
                self._finding.look()
            elif not self._session.store.record.tracks:
                self._say_instead(NO_TRACKS)
            return
        scrolled = self.table.verticalScrollBar().value()
        self._applying = True
        self.model.take(result)
        self._applying = False
        self._show_selection(scrolls=False)
        self.table.verticalScrollBar().setValue(scrolled)
        counts = result.rows.counts
        self.chips.show_counts(counts)
        self.parameters.show_counts(counts)
        self.parameters.show_kinds(self.chips.listed)
        self._show_lost(result.lost)
        total, shown = sum(count.total for count in counts.values()), len(result.rows.rows)
        self.count.show_sentence(f"{number(shown)} of {number(total)} events")
        self.kept.refresh()
        self.counted.emit(shown, total)
        if shown:
            self._stack.setCurrentWidget(self.table)
        elif not self._session.store.record.tracks:
            self._say_instead(NO_TRACKS)
        elif not self.chips.listed:
            self._say_instead(ALL_OFF)
        elif total and self._session.filter.is_active:
            self._stack.setCurrentWidget(self.empty)
        else:
            self._say_instead("With these thresholds nothing was found in the AIS reports of this case.")

    def query_error(self, error: Exception) -> None:
        """Say that the list could not be made."""
        self._say_instead(f"The events could not be listed: {error}")

    @property
    def message(self) -> str:
        """What stands in the place of the table; empty while that is shown."""
        return self._message.text() if self._stack.currentWidget() is self._message else ""

    def _say_instead(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._stack.setCurrentWidget(self._message)

    @Slot()
    def _on_finding(self) -> None:
        """A list that was shown before stays while something is looked for."""
        if self.model.answer is not None or not self._session.store.record.tracks:
            return
        if self._finding.is_looking:
            self._say_instead(NOT_YET)
        elif self._finding.is_stopped:
            self._say_instead("Nothing is shown, since looking for events was stopped.")

    def _show_lost(self, lost: Sequence[EventVerdict]) -> None:
        """Verdicts on events that these parameters do not find: nothing that was said may vanish unseen."""
        self.lost.setVisible(bool(lost))
        count = len(lost)
        self.lost.setText(f"{number(count)} verdict{'' if count == 1 else 's'} without its event")
        self.lost.setToolTip("Verdicts on events that are not found with these parameters")
        menu = QMenu(self.lost)
        menu.setToolTipsVisible(True)
        for verdict in lost[:MOST_LOST]:
            ship = vessel_words(self._session.store, verdict.vessel_id).replace("&", "&&")
            name = EVENT_NAMES[verdict.kind][0]
            said = JUDGEMENT_WORDS[verdict.judgement].lower()
            action = menu.addAction(f"{ship}: {name}, {instant(verdict.when.start)} – {said}")
            key = f"{KEY_KIND}:{verdict.event_id}"
            action.setToolTip(said_words(verdict))
            action.triggered.connect(lambda _=False, key=key: self._session.select((key,), ""))
        if count > MOST_LOST:
            menu.addAction(f"and {number(count - MOST_LOST)} more").setEnabled(False)
        before = self.lost.menu()
        self.lost.setMenu(menu)
        if before is not None:
            before.deleteLater()

    @Slot()
    def _on_chips(self) -> None:
        self.parameters.show_kinds(self.chips.listed)
        self.question_changed.emit()

    @Slot(int)
    def _on_header_clicked(self, section: int) -> None:
        """The likelier direction first, then the other."""
        column = EventColumn(section)
        heading = HEADINGS[column]
        if heading.order is None:
            self.said.emit(f"Events cannot be sorted by “{heading.name}”.")
            return
        self._descending = not self._descending if column is self._sorted else heading.high_first
        self._sorted = column
        self.model.show_order(column, descending=self._descending)
        self.question_changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The pointer leaving the rows ends the hover everywhere."""
        if event.type() is QEvent.Type.Leave:
            self._session.set_hover("", NAME)
        return super().eventFilter(watched, event)

    @Slot(QModelIndex)
    def _on_entered(self, index: QModelIndex) -> None:
        self._session.set_hover(self.model.key_at(index.row()), NAME)

    @Slot()
    def _on_rows_selected(self) -> None:
        if not self._applying:
            self._session.select(self.selected_keys(), NAME)

    def selected_keys(self) -> tuple[str, ...]:
        """Keys of the selected rows from above, as many as one selection holds."""
        return tuple(self.model.key_at(row) for row in self._selected_rows())

    def _selected_rows(self) -> list[int]:
        ranges = sorted(
            (part.top(), part.bottom()) for part in self.table.selectionModel().selection().toList()
        )
        rows = (row for top, bottom in ranges for row in range(top, bottom + 1))
        return list(islice(rows, MOST_SELECTED))

    @Slot()
    def _select_all(self) -> None:
        count = min(self.model.rowCount(), MOST_SELECTED)
        self._session.select(tuple(self.model.key_at(row) for row in range(count)), "")
        if count < self.model.rowCount():
            self.said.emit(f"The first {MOST_SELECTED:,} events are selected: more are too many to look at.")

    @Slot(object)
    def judge(self, judgement: Judgement) -> None:
        """Accept or reject the selected events."""
        self.judging.judge(self.selected_keys(), judgement)

    @Slot()
    def play_selected(self) -> None:
        """Play the first selected event."""
        for key in self.selected_keys()[:1]:
            self.play_wanted.emit(key)

    @Slot()
    def zoom_to_selected(self) -> None:
        """Show the selected events on the map."""
        answer, rows = self.model.answer, self._selected_rows()
        if answer is not None and rows:
            self.zoom_wanted.emit(bounds_of_events([answer.event(row) for row in rows]))

    @Slot()
    def copy_selected(self) -> None:
        """Copy the selected events as a table with their sources."""
        answer, rows = self.model.answer, self._selected_rows()
        if answer is not None and rows:
            self._clipboard.copy(answer, rows)
        else:
            self.said.emit("Select the events to copy first; the menu of a row copies all.")

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.SELECTION in change.what and change.initiator != NAME:
            self._show_selection()
        if Changed.STYLE in change.what:
            self.chips.paint_icons(PALETTES[self._session.style.theme])
        if change.what & (Changed.HOVER | Changed.STYLE):
            self.table.draw_rows()

    def _show_selection(self, *, scrolls: bool = True) -> None:
        """Select the rows of the session's events, and bring the first into view."""
        answer = self.model.answer
        if answer is None:
            return
        keys = [key for key in self._session.selection if key.startswith(f"{KEY_KIND}:")]
        rows = [row for key in keys if (row := answer.place_of(key)) is not None]
        chosen = QItemSelection()
        for row in rows:
            chosen.select(self.model.index(row, 0), self.model.index(row, len(EventColumn) - 1))
        selection = self.table.selectionModel()
        self._applying = True
        selection.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if rows and scrolls:
            first = self.model.index(rows[0], EventColumn.SHIP)
            selection.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            across = self.table.horizontalScrollBar().value()
            self.table.scrollTo(first)
            self.table.horizontalScrollBar().setValue(across)
        self._applying = False

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        keys = self.selected_keys()
        menu = popup_menu(self.table)
        read_only = self.judging.read_only
        for text, slot, changes in (
            ("&Accept\tA", lambda: self.judge(Judgement.ACCEPTED), True),
            ("&Reject\tR", lambda: self.judge(Judgement.REJECTED), True),
            ("A&nnotate…\tN", lambda: self.judging.annotate(keys), True),
            ("Take the &verdict back\tDelete", lambda: self.judging.take_back(keys), True),
            ("", None, False),
            ("&Play on the map\tP", self.play_selected, False),
            ("&Zoom the map to it\tEnter", self.zoom_to_selected, False),
            ("", None, False),
            ("Copy as &table\tCtrl+C", self.copy_selected, False),
        ):
            if slot is None:
                menu.addSeparator()
                continue
            action = menu.addAction(text)
            action.setEnabled(bool(keys) and not (changes and read_only))
            action.triggered.connect(lambda _=False, slot=slot: slot())
        whole = menu.addAction("Copy &all on show as table")
        whole.triggered.connect(lambda _=False: self.copy_all())
        menu.popup(at)

    @Slot()
    def copy_all(self) -> None:
        """Copy all events on show."""
        if self.model.answer is not None:
            self._clipboard.copy(self.model.answer, range(self.model.rowCount()))

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """What is not seen points at nothing."""
        super().hideEvent(event)
        if self._session.hover.startswith(KEY_KIND):
            self._session.set_hover("", NAME)
