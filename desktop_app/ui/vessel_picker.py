"""Choosing vessels: a button that opens a searchable list with check marks."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from PySide6.QtCore import QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.vessel import Vessel
from desktop_app.query.clauses import ChoiceClause, ClauseKind
from desktop_app.query.vessel_search import matches
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.style_state import set_state

ID_ROLE = int(Qt.ItemDataRole.UserRole)


class VesselPicker(QToolButton):
    """Says what is chosen; opens the list on a click.

    Signals:
        clause_changed: carries the new `ChoiceClause`.
    """

    clause_changed = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._popup: VesselList | None = None
        self._clause = ChoiceClause(ClauseKind.VESSEL)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        self.setToolTip("Vessels: search by name, alias or IMO number, choose several")
        self.setAccessibleName("Vessels")
        self.clicked.connect(self.open_list)
        self.show_clause(self._clause)
        session.changed.connect(self._on_changed)

    @property
    def clause(self) -> ChoiceClause:
        """The present choice."""
        return self._clause

    def show_clause(self, clause: ChoiceClause) -> None:
        """Show a choice made elsewhere."""
        self._clause = clause
        count = len(clause.values)
        names = self._names_of(clause.values)
        self.setText(f"{'All vessels' if not count else names[0] if count == 1 else f'{count} vessels'} ▾")
        set_state(self, "active", on=count > 0)
        if self._popup is not None:
            self._popup.show_chosen(clause.values)

    @Slot()
    def open_list(self) -> None:
        """Open the list under the button, ready to type."""
        if self._popup is None:
            # Ships with rows in the table come first; the reference fleet follows.
            with_rows = self._session.engine.vessels_with_rows()
            vessels = self._session.store.record.vessels
            ordered = sorted(vessels, key=lambda ship: (ship.id not in with_rows, ship.name))
            self._popup = VesselList(ordered, with_rows, self)
            self._popup.chosen.connect(self._on_chosen)
        self._popup.show_chosen(self._clause.values)
        self._popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        self._popup.show()
        self._popup.search.setFocus()

    @Slot(object)
    def _on_chosen(self, ids: tuple[str, ...]) -> None:
        clause = ChoiceClause(ClauseKind.VESSEL, ids, tuple(self._names_of(ids)))
        if clause != self._clause:
            self.show_clause(clause)
            self.clause_changed.emit(clause)

    def _names_of(self, ids: Sequence[str]) -> list[str]:
        """Names by id; a ship that is gone stands under its id."""
        if not ids:
            return []
        names = {vessel.id: vessel.name for vessel in self._session.store.record.vessels}
        return [names.get(ident, ident) for ident in ids]

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        """Ships have come, gone or another name: the list is made anew when it is next opened."""
        if Changed.DATA not in change.what:
            return
        if self._popup is not None:
            self._popup.close()
            self._popup.deleteLater()
            self._popup = None
        self.show_clause(self._clause)


class VesselList(QFrame):
    """The popup: search line and list.

    Signals:
        chosen: the checked ids, in list order.
    """

    chosen = Signal(object)

    def __init__(self, vessels: list[Vessel], with_rows: AbstractSet[str], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._vessels = {vessel.id: vessel for vessel in vessels}
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText("Name, alias or IMO number")
        self.search.setAccessibleName("Search vessels")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._narrow)
        self.search.returnPressed.connect(self._toggle_first)
        self.list = QListWidget(self)
        self.list.setAccessibleName("Vessels")
        self._none = QLabel("No vessel of this case is called that.", self)
        self._none.hide()
        for vessel in vessels:
            number = f"IMO {vessel.imo_number}" if vessel.imo_number else "IMO not documented"
            rows = "" if vessel.id in with_rows else ", no row in this case"
            item = QListWidgetItem(f"{vessel.name}    {number}{rows}", self.list)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Unchecked)
            item.setData(ID_ROLE, vessel.id)
            item.setToolTip("; ".join(vessel.aliases))
        self.list.itemChanged.connect(self._on_item)
        self.list.itemActivated.connect(self._toggle)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        layout.addWidget(self.search)
        layout.addWidget(self._none)
        layout.addWidget(self.list)
        self.resize(360, 380)

    def show_chosen(self, ids: tuple[str, ...]) -> None:
        """Check exactly these."""
        self.list.blockSignals(True)
        for item in self._items():
            state = Qt.CheckState.Checked if item.data(ID_ROLE) in ids else Qt.CheckState.Unchecked
            item.setCheckState(state)
        self.list.blockSignals(False)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    @Slot(str)
    def _narrow(self, text: str) -> None:
        shown = 0
        for item in self._items():
            fits = not text.strip() or matches(self._vessels[str(item.data(ID_ROLE))], text)
            item.setHidden(not fits)
            shown += fits
        self._none.setVisible(shown == 0)

    @Slot()
    def _toggle_first(self) -> None:
        visible = [item for item in self._items() if not item.isHidden()]
        if visible:
            self._toggle(visible[0])

    @Slot(QListWidgetItem)
    def _toggle(self, item: QListWidgetItem) -> None:
        checked = item.checkState() is Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if checked else Qt.CheckState.Checked)

    @Slot()
    def _on_item(self) -> None:
        self.chosen.emit(
            tuple(
                str(item.data(ID_ROLE))
                for item in self._items()
                if item.checkState() is Qt.CheckState.Checked
            )
        )
