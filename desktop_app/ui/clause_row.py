"""The row below the filter bar: what filters now as chips, how many voyages are left, and the way back."""

from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QWidget

from desktop_app.exporters.wording import number
from desktop_app.query.clauses import Clause, ClauseKind, VoyageClause
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.clause_chip import ClauseChip
from desktop_app.ui.clause_editors import ClauseEditors
from desktop_app.ui.clause_words import TITLES
from desktop_app.ui.flow_box import FlowBox
from desktop_app.ui.style_state import set_state

NOTHING: Final = "No clause: everything is shown"
NAME: Final = "clauses"
ADD_KEYS: Final = "Ctrl+Shift+F"


class ClauseRow(QWidget):
    """Chips in the order in which the filter is read.

    Attributes:
        add: opens the menu of clauses.
        chips: by kind of clause, on and off.
        count: "n of N voyages".
        reset: shows everything again.

    Signals:
        hiding: bool, a clause is on.
    """

    hiding = Signal(bool)

    def __init__(self, session: Session, editors: ClauseEditors, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._editors = editors
        self.chips: dict[ClauseKind, ClauseChip] = {}
        self.add = QToolButton(self)
        self.add.setText("+ Clause ▾")
        self.add.setToolTip(f"Filter by anything ({ADD_KEYS})")
        self.add.setAccessibleName("Add a clause")
        self.add.clicked.connect(self.open_menu)
        self._flow = FlowBox(self)
        self._nothing = QLabel(NOTHING, self._flow)
        self._nothing.setObjectName("hint")
        self._nothing.setMinimumHeight(self.add.sizeHint().height())  # in line with the buttons beside it
        self.count = QLabel(self)
        self.count.setObjectName("count")
        self.count.setAccessibleName("Voyages shown")
        self.reset = QToolButton(self)
        self.reset.setText("Reset")
        self.reset.setToolTip("Show everything again (Ctrl+R)")
        self.reset.clicked.connect(session.reset_filter)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 3, 8, 3)
        layout.setSpacing(8)
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.add, 0, top)
        layout.addWidget(self._flow, 1, top)
        self._end = QHBoxLayout()
        self._end.addWidget(self.count)
        self._end.addWidget(self.reset)
        layout.addLayout(self._end)
        layout.setAlignment(self._end, top)
        session.changed.connect(self._on_changed)
        self._show()

    def add_end(self, widget: QWidget) -> None:
        """Put something before the count of voyages."""
        self._end.insertWidget(0, widget)

    @Slot()
    def open_menu(self) -> None:
        """Every kind of clause that has an editor; those that are on have a tick."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for kind, title in TITLES.items():
            if kind is ClauseKind.VOYAGE:
                continue
            action = menu.addAction(f"{title}…")
            action.setCheckable(self._session.filter.clause(kind) is not None)
            action.setChecked(action.isCheckable())
            action.triggered.connect(lambda _=False, kind=kind: self.edit(kind))
        menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))
        menu.setActiveAction(menu.actions()[0])

    def edit(self, kind: ClauseKind) -> None:
        """Open the editor of a clause, under its chip if it has one; of one voyage select it."""
        if kind is ClauseKind.VOYAGE:
            chosen = (*self._session.filter.clauses, *self._session.lifted)
            voyages = (clause.voyage_id for clause in chosen if isinstance(clause, VoyageClause))
            self._session.select(tuple(f"voyage:{ident}" for ident in voyages), NAME)
            return
        self._editors.open(kind, self.chips.get(kind, self.add))

    def show_count(self, shown: int, total: int) -> None:
        """How many voyages pass, always visible."""
        self.count.setText(f"{number(shown)} of {number(total)} voyages")
        hidden = total - shown
        set_state(self.count, "hiding", on=hidden > 0)
        self.count.setToolTip(
            f"{number(hidden)} voyages are hidden by the filter" if hidden else "No voyage is hidden"
        )

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.FILTER | Changed.LIFTED | Changed.DATA):
            self._show()

    def _show(self) -> None:
        on = {clause.kind: clause for clause in self._session.filter.clauses}
        off = {clause.kind: clause for clause in self._session.lifted}
        kinds = [kind for kind in ClauseKind if kind in on or kind in off]
        is_other = set(kinds) != set(self.chips)
        for kind in kinds:
            if kind not in self.chips:
                self.chips[kind] = self._make(kind, on.get(kind) or off[kind])
            self.chips[kind].show_clause(on.get(kind) or off[kind], on=kind in on)
        gone = [kind for kind in self.chips if kind not in kinds]
        if any(self.chips[kind].button.hasFocus() for kind in gone):
            (self.chips[kinds[0]] if kinds else self.add).setFocus()
        chips: list[QWidget] = [self.chips[kind] for kind in kinds]
        self._flow.show_items(chips or [self._nothing])
        if is_other:
            stops = [self.add, *(self.chips[kind].button for kind in kinds), self.reset]
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)
        for kind in gone:
            self.chips.pop(kind).deleteLater()
        self.reset.setEnabled(bool(kinds))
        self.hiding.emit(self._session.filter.is_active)

    def _make(self, kind: ClauseKind, clause: Clause) -> ClauseChip:
        chip = ClauseChip(clause, self._flow)
        chip.toggled.connect(lambda: self._toggle(kind))
        chip.edit_wanted.connect(lambda: self.edit(kind))
        chip.drop_wanted.connect(lambda: self._session.drop(kind))
        return chip

    def _toggle(self, kind: ClauseKind) -> None:
        if self._session.filter.clause(kind) is not None:
            self._session.lift(kind)
        else:
            self._session.put_back(kind)
