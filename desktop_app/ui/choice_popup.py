"""The editor of every clause that is a choice: search, values with counts, several ticks."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QLineEdit, QPushButton, QTreeView, QWidget

from desktop_app.domain.vessel import Vessel
from desktop_app.query.clause_names import choice
from desktop_app.query.clause_names import names_of as value_names
from desktop_app.query.clauses import NOT_DOCUMENTED, ClauseKind, Filter
from desktop_app.query.results import Facet
from desktop_app.query.vessel_search import names_of
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.coordinator import Coordinator, Query
from desktop_app.session.session import Session
from desktop_app.ui.choice_rows import ChoiceModel, ChoiceRow, found_by
from desktop_app.ui.clause_popup import ClausePopup
from desktop_app.ui.clause_words import MISSING, TITLES

NAME: Final = "choice"
WIDTH_PX: Final = 400
# Rows for which there is room without scrolling.
FEWEST_ROWS, MOST_ROWS = 4, 16
# Their values have an order of their own.
ORDERED: Final = (
    ClauseKind.LISTING,
    ClauseKind.MODE,
    ClauseKind.TRACKER,
    ClauseKind.HOW_KNOWN,
    ClauseKind.GRADE,
    ClauseKind.DOUBT,
    ClauseKind.EVENT,
)


class ChoicePopup(ClausePopup):
    """A view of the case: asks how many voyages have each value, while it is open.

    Attributes:
        kind: the clause that is edited.
        search, list, model: the field, the rows.
        all, none: tick what is shown, or take the ticks away.
    """

    def __init__(self, session: Session, coordinator: Coordinator, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._coordinator = coordinator
        self.kind = ClauseKind.VESSEL
        self._names: Mapping[str, str] = {}
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.installEventFilter(self)
        self.model = ChoiceModel(self)
        self.list = QTreeView(self)
        self._set_up_list()
        self._state = QLabel(self)
        self._state.setObjectName("hint")
        self._state.setWordWrap(True)
        self.all = QPushButton("Tick all", self)
        self.none = QPushButton("Tick none", self)
        self.all.clicked.connect(lambda: self.model.tick_shown(on=True))
        self.none.clicked.connect(lambda: self.model.tick_shown(on=False))
        foot = QHBoxLayout()
        foot.addWidget(self.all)
        foot.addWidget(self.none)
        foot.addWidget(self._state, 1)
        self.rows.addWidget(self.search)
        self.rows.addWidget(self.list, 1)
        self.rows.addLayout(foot)
        self.setFixedWidth(WIDTH_PX)
        self._fit()
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._toggle_first)
        self.model.ticked.connect(self._on_ticked)
        session.changed.connect(self._on_changed)
        coordinator.add(self, self)

    def _set_up_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setItemsExpandable(False)
        self.list.setAllColumnsShowFocus(True)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionsClickable(False)
        self.list.clicked.connect(self._on_clicked)
        self.list.activated.connect(lambda index: self.model.toggle(index.row()))

    def open_for(self, kind: ClauseKind, anchor: QWidget) -> None:
        """Show the values of a kind under a widget, ready to type."""
        title = TITLES[kind]
        if kind is not self.kind:
            self.kind = kind
            self.model.clear()
        self.title.setText(title)
        self.setAccessibleName(title)
        wanted = "Name, alias or IMO number" if kind is ClauseKind.VESSEL else f"Search: {title.lower()}"
        self.search.setPlaceholderText(wanted)
        self.search.setAccessibleName(f"Search {title.lower()}")
        self.list.setAccessibleName(title)
        self.search.clear()
        self.model.narrow("")
        self.model.set_chosen(self._session.filter.choice(kind).values)
        self._tell()
        self.open_under(anchor, self.search)
        self._coordinator.ask(self)

    def query(self, filter_: Filter) -> Query:
        """How many voyages have each value under all other clauses."""
        kind = self.kind
        return lambda engine, feedback: (kind, engine.facets(filter_, kind, feedback))

    def query_result(self, result: tuple[ClauseKind, Sequence[Facet]], revision: int) -> None:  # noqa: ARG002 - LinkedView's form
        """Show the values; what is chosen stays, also where no row has it any more."""
        kind, facets = result
        if kind is not self.kind:
            self._coordinator.ask(self)
            return
        self.model.set_rows(self._rows(facets))
        self._fit()
        self._tell()

    def query_error(self, error: Exception) -> None:
        """Say why there are no values."""
        self._state.setText(f"The values could not be read: {error}")

    def _fit(self) -> None:
        """As high as the values need; what is typed changes nothing of it."""
        rows = min(max(len(self.model.rows), FEWEST_ROWS), MOST_ROWS)
        row_px = max(self.list.sizeHintForRow(0), self.fontMetrics().height() + 4)
        self.list.setFixedHeight(self.list.header().sizeHint().height() + rows * row_px + 6)
        self.adjustSize()

    def _rows(self, facets: Sequence[Facet]) -> list[ChoiceRow]:
        vessels: dict[str, Vessel] = {}
        self._names = value_names(self.kind, self._session.store.record)
        if self.kind is ClauseKind.VESSEL:
            vessels = {vessel.id: vessel for vessel in self._session.store.record.vessels}
        known = [self._row(facet.value, facet.name, facet.passing, facet.total, vessels) for facet in facets]
        if self.kind not in ORDERED:
            known.sort(key=lambda row: (-row.total, row.name))
        there = {row.value for row in known}
        fleet = sorted(
            (ship for ship in vessels.values() if ship.id not in there), key=lambda ship: ship.name
        )
        known += [self._row(ship.id, ship.name, 0, 0, vessels) for ship in fleet]
        there |= vessels.keys()
        clause = self._session.filter.choice(self.kind)
        for value, name in zip(clause.values, clause.names or clause.values, strict=True):
            if value not in there:
                known.append(self._row(value, name, 0, 0, vessels))
        known.sort(key=lambda row: row.value == NOT_DOCUMENTED)
        return known

    def _row(self, value: str, name: str, passing: int, total: int, vessels: dict[str, Vessel]) -> ChoiceRow:
        if value == NOT_DOCUMENTED:
            name = MISSING.get(self.kind, "not documented")
        else:
            name = self._names.get(value, name)
        ship = vessels.get(value)
        names: Iterable[str] = (name,) if ship is None else names_of(ship)
        note = f"IMO {ship.imo_number}" if ship is not None and ship.imo_number else ""
        return ChoiceRow(value, name, found_by(*names), note, passing, total)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Down goes from the field into the list."""
        if (
            watched is self.search
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() == Qt.Key.Key_Down
        ):
            self.list.setFocus()
            if not self.list.currentIndex().isValid():
                self.list.setCurrentIndex(self.model.index(0, 0))
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self.model.narrow(text)
        self._tell()

    @Slot()
    def _toggle_first(self) -> None:
        if self.model.rowCount():
            self.model.toggle(0)

    @Slot(QModelIndex)
    def _on_clicked(self, index: QModelIndex) -> None:
        """A click on the numbers ticks too; one on the name only in its box, as in every list of boxes."""
        if index.column() != 0:
            self.model.toggle(index.row())

    @Slot(object)
    def _on_ticked(self, values: tuple[str, ...]) -> None:
        self._session.set_clause(choice(self.kind, values, self._session.store.record), NAME)
        self._tell()

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if change.what & (Changed.FILTER | Changed.DATA) and self.isVisible():
            self.model.set_chosen(self._session.filter.choice(self.kind).values)
            self._tell()

    def _tell(self) -> None:
        chosen, shown = len(self.model.chosen), self.model.rowCount()
        if not self.model.rows:
            text = "Counting…"
        elif not shown:
            text = "Nothing in this case is called that."
        else:
            text = f"{chosen} ticked" if chosen else "None ticked: every row passes"
        self._state.setText(text)
        self.all.setEnabled(shown > 0)
        self.none.setEnabled(chosen > 0)
