"""The ledgers panel: observed, notified and claimed side by side by period, and where they disagree."""

from typing import Final, NamedTuple

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QTabWidget, QVBoxLayout, QWidget

from desktop_app.exporters.assumption_words import assumptions_sentence
from desktop_app.exporters.card import Card
from desktop_app.exporters.conflict_words import conflicts_card
from desktop_app.exporters.left_out import FIGURES_LEFT_OUT
from desktop_app.exporters.reconcile_rows import (
    NEVER_ADDED,
    LedgerLine,
    copied_lines,
    ledger_lines,
)
from desktop_app.exporters.wording import calls, number
from desktop_app.query.clauses import DateClause, Filter
from desktop_app.query.engine import QueryEngine
from desktop_app.query.periods import Period, period_of_key
from desktop_app.query.reconcile_query import Reconciled, reconciled, voyages_within
from desktop_app.query.results import MOST_SELECTED
from desktop_app.runtime.feedback import Feedback
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Query
from desktop_app.session.session import Session
from desktop_app.ui.card_view import CardView
from desktop_app.ui.clipboard import put_on_clipboard
from desktop_app.ui.elided_label import ElidedLabel
from desktop_app.ui.empty_view import EmptyView
from desktop_app.ui.ledger_view import LedgerView
from desktop_app.ui.palette import PALETTES

NAME: Final = "ledgers"
PERIODS: Final = {Period.MONTH: "Month", Period.QUARTER: "Quarter", Period.YEAR: "Year"}
NO_CONFLICT: Final = (
    "No figure shown is part of a conflict, neither a recorded one nor one that a check found."
)
# Selected voyages whose periods are marked: each is read from the case on the way.
MOST_MARKED: Final = 200


class Answer(NamedTuple):
    """What the panel gets."""

    lines: tuple[LedgerLine, ...]
    sentence: str
    conflicts: Card
    conflict_count: int


class LedgersPanel(QWidget):
    """A tree of windows and figures; behind the second tab every conflict that they are part of.

    Attributes:
        periods: chooses how long the rows are.
        tree: the ledgers.
        conflicts: the conflicts.
        sentence: what is left out.

    Signals:
        question_changed: another period is wanted.
        said: a sentence about what was done.
    """

    question_changed = Signal()
    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Answer | None = None
        self.periods = QComboBox(self)
        self.periods.addItems(list(PERIODS.values()))
        self.periods.setCurrentIndex(list(PERIODS).index(Period.YEAR))
        self.periods.setAccessibleName("Length of the rows")
        self.periods.setToolTip("Length of the rows")
        self.periods.currentIndexChanged.connect(self._ask_anew)
        self.tree = LedgerView(self)
        self.tree.chosen.connect(self._on_chosen)
        self.tree.pointed_at.connect(self._on_pointed_at)
        self.tree.copy_action.triggered.connect(self.copy_table)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._open_menu)
        self.conflicts = CardView(PALETTES[session.style.theme], self)
        self.conflicts.setAccessibleName("Conflicts")
        self.conflicts.followed.connect(lambda key: session.select((key,), ""))
        self.conflicts.pointed_at.connect(self._on_pointed_at)
        self.conflicts.copy_wanted.connect(self._copy_conflicts)
        self.sentence = ElidedLabel(self)
        self._empty = EmptyView(session, "figures", self)
        self._empty.hide()
        first = QWidget(self)
        column = QVBoxLayout(first)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tree, 1)
        column.addWidget(self.sentence)
        self._tabs = QTabWidget(self)
        self._tabs.setDocumentMode(True)
        self._tabs.setTabPosition(QTabWidget.TabPosition.South)
        self._tabs.addTab(first, "Side by side")
        self._tabs.addTab(self.conflicts, "Conflicts")
        self._tabs.setCornerWidget(self._make_tools(), Qt.Corner.BottomRightCorner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._tabs)
        layout.addWidget(self._empty)
        session.changed.connect(self._on_changed)

    @property
    def period(self) -> Period:
        """How long the rows are."""
        return list(PERIODS)[self.periods.currentIndex()]

    def query(self, filter_: Filter) -> Query:
        """The ledgers under every clause, since the panel sets none."""
        period = self.period

        def ask(engine: QueryEngine, feedback: Feedback) -> Answer:
            store = engine.store
            found = reconciled(engine, filter_, period, feedback)
            figures = found.figures
            card, count = engine.kept(
                ("conflicts", figures), lambda: conflicts_card(store, figures, feedback), assumes=False
            )
            told = (assumptions_sentence(engine.assumptions), *_left_out(found))
            sentence = " ".join((NEVER_ADDED, *(one for one in told if one)))
            return Answer(ledger_lines(store, found), sentence, card, count)

        return ask

    def query_result(self, result: Answer, revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """List it."""
        before, self._shown = self._shown, result
        self.tree.show_lines(result.lines)
        self.sentence.show_sentence(result.sentence)
        self.tree.setAccessibleDescription(result.sentence)
        if before is None or before.conflicts != result.conflicts:
            self._write_conflicts()
            self._tabs.setTabText(
                1, f"Conflicts · {number(result.conflict_count)}" if result.conflict_count else "Conflicts"
            )
        self._tabs.setVisible(bool(result.lines))
        self._empty.setVisible(not result.lines)
        self._show_selection(scrolls=before is None)

    def query_error(self, error: Exception) -> None:
        """The panel keeps what it shows and says why."""
        self.said.emit(f"The ledgers could not be read: {error}")

    @Slot()
    def copy_table(self) -> None:
        """Put the selected windows, else all, on the clipboard as a table with their figures and sources."""
        chosen = [line for line in self.tree.selected() if line in self.tree.lines.lines]
        lines = chosen if len(chosen) > 1 else list(self.tree.lines.lines)
        sentence = self._shown.sentence.removeprefix(NEVER_ADDED).strip() if self._shown is not None else ""
        copied = copied_lines(self._session.store, lines, self._session.filter.sentence(), (sentence,))
        data = QMimeData()
        data.setText(copied.text)
        data.setHtml(copied.html)
        put_on_clipboard(data)
        self.said.emit(f"Copied {number(len(lines))} rows of the ledgers with their figures and sources.")

    def menu(self, line: LedgerLine) -> QMenu:
        """What can be done with a line."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if line.key:
            menu.addAction("Open the &card", lambda: self._session.select((line.key,), ""))
        observed = next((part for part in line.parts if part.within is not None), line)
        if observed.within is not None:
            menu.addAction("Select the &voyages", lambda: self._select_voyages(observed))
        if line.conflicts:
            menu.addAction("Show the con&flicts", lambda: self._tabs.setCurrentWidget(self.conflicts))
        if observed.within is not None:
            dates = DateClause(*observed.within)
            narrow = menu.addAction("&Filter to this window", lambda: self._session.set_clause(dates, NAME))
            narrow.setEnabled(self._session.filter.dates != dates)
        menu.addSeparator()
        menu.addAction("&Expand all", self.tree.expandAll)
        menu.addAction("C&ollapse all", self.tree.collapseAll)
        menu.addSeparator()
        menu.addAction(self.tree.copy_action)
        return menu

    def _make_tools(self) -> QWidget:
        tools = QWidget(self)
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 4, 2)
        row.addWidget(self.periods)
        return tools

    @Slot()
    def _ask_anew(self) -> None:
        self.question_changed.emit()

    @Slot(list)
    def _on_chosen(self, lines: list[LedgerLine]) -> None:
        """Select what the lines tell: a card each, or the figures of a window that has none."""
        voyages = next((line for line in lines if line.within is not None and not line.key), None)
        if voyages is not None and len(lines) == 1:
            self._select_voyages(voyages)
            return
        keys = [
            key for line in lines for key in ([line.key] if line.key else [one.key for one in line.parts])
        ]
        if keys:
            chosen = tuple(dict.fromkeys(key for key in keys if key))
            self._session.select(chosen[:MOST_SELECTED], NAME)

    def _select_voyages(self, line: LedgerLine) -> None:
        if line.within is not None:
            total, ids = voyages_within(self._session.engine, self._session.filter, *line.within)
            self._session.select(tuple(f"voyage:{ident}" for ident in ids), NAME)
            if total > len(ids):
                self.said.emit(f"Selected the first {number(len(ids))} of {number(total)}.")

    @Slot(str)
    def _on_pointed_at(self, key: str) -> None:
        self._session.set_hover(key, NAME)

    @Slot(QPoint)
    def _open_menu(self, at: QPoint) -> None:
        index = self.tree.indexAt(at)
        if index.isValid():
            self.menu(self.tree.lines.line(index)).popup(self.tree.viewport().mapToGlobal(at))

    @Slot()
    def _copy_conflicts(self) -> None:
        if self._shown is not None:
            from desktop_app.exporters.card_text import card_text  # noqa: PLC0415 - only when somebody copies

            QGuiApplication.clipboard().setText(card_text(self._shown.conflicts))
            self.said.emit("Copied the conflicts with their sources.")

    def _write_conflicts(self) -> None:
        shown = self._shown
        if shown is not None:
            palette = PALETTES[self._session.style.theme]
            self.conflicts.show_card(shown.conflicts if shown.conflict_count else NO_CONFLICT, palette)

    def _show_selection(self, *, scrolls: bool) -> None:
        self.tree.show_selection(self._session.selection, scrolls=scrolls)
        self._mark()

    def _mark(self) -> None:
        """Show in which periods the selection and what is pointed at elsewhere lie."""
        keys = [*self._session.selection[:MOST_MARKED], self._session.hover]
        ids = [key.removeprefix("voyage:") for key in keys if key.startswith("voyage:")]
        length = self.period
        marked = {
            f"{length.value}:{length.key(length.start(voyage.when.first_day))}"
            for voyage in self._session.store.voyages(ids)
            if length.is_one(voyage.when)
        }
        self.tree.lines.mark(marked | {key for key in keys if period_of_key(key.partition(":")[2])})

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.STYLE in change.what:
            self._write_conflicts()
        if not self.isVisible():
            return
        if Changed.SELECTION in change.what and change.initiator != NAME:
            self._show_selection(scrolls=True)
        elif change.what & (Changed.SELECTION | Changed.HOVER):
            self._mark()


def _left_out(found: Reconciled) -> tuple[str, ...]:
    """What stands in no row."""
    told = []
    if found.unplaced.calls:
        count = calls(found.unplaced.calls, approximate=found.unplaced.approximate)
        told.append(f"In no row of a {found.period.value}: {count} known only within a longer time.")
    if found.figures_left_out:
        told.append(FIGURES_LEFT_OUT)
    return tuple(told)
