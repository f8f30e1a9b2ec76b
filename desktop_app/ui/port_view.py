"""Ports with their calls, and beside them what the chosen one saw."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedLayout,
    QTableWidget,
    QTableWidgetItem,
    QToolButton,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.place import Port, PortRole
from desktop_app.exporters.port_words import ROLE_WORDS, calls_sentence, of_total, stay_sentence
from desktop_app.query.clauses import ChoiceClause, ClauseKind
from desktop_app.query.months import is_one_month, month_of
from desktop_app.query.port_results import PlaceCalls, PortActivity
from desktop_app.session.changes import Changed, SessionChange
from desktop_app.session.session import Session
from desktop_app.ui.empty_view import EmptyView
from desktop_app.ui.legend import paint_symbol
from desktop_app.ui.palette import PALETTES
from desktop_app.ui.port_chart import PortChart
from desktop_app.ui.port_lists import PortLists

KEY_ROLE: Final = int(Qt.ItemDataRole.UserRole)
SYMBOLS: Final = {
    PortRole.LOADING: "loading",
    PortRole.DISCHARGE: "discharge",
    PortRole.RAIL: "rail_head",
    PortRole.OTHER: "other",
}
LIST_PX: Final = 176
ROW_PX: Final = 22
MARK: Final = QSize(16, 16)
FILTERS: Final = {ClauseKind.LOADING: "Loading here", ClauseKind.DISCHARGE: "Discharging here"}


class PortView(QWidget):
    """The list to the left decides what stands to the right.

    Attributes:
        list: ports, most frequented first.
        chart, lists, stay, sentence: of the chosen port.
        filters: buttons that set the loading and the discharge clause.

    Signals:
        place_chosen: id of the port that is to be shown.
        month_chosen: first day of the month whose calls are to be selected.
    """

    place_chosen = Signal(str)
    month_chosen = Signal(object)

    def __init__(self, session: Session, name: str, parent: QWidget | None = None) -> None:
        """`name` is that of the panel, for the session."""
        super().__init__(parent)
        self._session = session
        self._name = name
        self._place = ""
        self.list = QTableWidget(0, 2, self)
        self.chart = PortChart(session, self)
        self.lists = PortLists(session, name, self)
        self.stay = QLabel(self)
        self.sentence = QLabel(self)
        self._title = QLabel(self)
        self._scroll = QScrollArea(self)
        self._scroll.setAccessibleName("Activity of the port")
        self._body = QWidget(self)
        self.filters: dict[ClauseKind, QToolButton] = {}
        self._set_up_list()
        self._empty = EmptyView(session, "calls at ports", self)
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.addWidget(self.list)
        splitter.addWidget(self._chosen_port())
        splitter.setStretchFactor(1, 1)
        splitter.setSizes([LIST_PX, 2 * LIST_PX])
        splitter.setChildrenCollapsible(False)
        whole = QWidget(self)
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addWidget(splitter)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty)
        self.list.itemSelectionChanged.connect(self._on_row)
        self.chart.chosen.connect(self.month_chosen)
        session.changed.connect(self._on_changed)

    def _set_up_list(self) -> None:
        table = self.list
        table.setAccessibleName("Ports")
        table.setHorizontalHeaderLabels(["Port", "Calls"])
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setIconSize(MARK)
        font = table.font()
        font.setPointSizeF(font.pointSizeF() * 0.92)
        table.setFont(font)
        table.horizontalHeader().setFont(font)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(ROW_PX)
        table.horizontalHeader().setHighlightSections(False)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        table.horizontalHeader().setMinimumSectionSize(30)
        table.setMinimumWidth(LIST_PX)

    def _chosen_port(self) -> QWidget:
        side = QWidget(self)
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        bar = QHBoxLayout()
        bar.setSpacing(4)
        bar.addWidget(self._title, 1)
        for kind, words in FILTERS.items():
            button = QToolButton(side)
            button.setText(words)
            button.setCheckable(True)
            button.setToolTip(f"Filter: voyages {words.lower()}")
            button.setAccessibleName(f"Filter: voyages {words.lower()}")
            button.clicked.connect(self._on_filter)
            self.filters[kind] = button
            bar.addWidget(button)
        for label in (self.stay, self.sentence):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        # In a low dock all of it scrolls together: nothing is squeezed.
        below = QVBoxLayout(self._body)
        below.setContentsMargins(6, 0, 4, 4)
        below.setSpacing(4)
        for widget in (self.chart, self.sentence, self.stay, self.lists):
            below.addWidget(widget)
        below.addStretch(1)
        self._scroll.setWidget(self._body)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lists.currentItemChanged.connect(self._show_current)
        rows = QVBoxLayout(side)
        rows.setContentsMargins(0, 4, 0, 0)
        rows.setSpacing(3)
        bar.setContentsMargins(6, 0, 4, 0)
        rows.addLayout(bar)
        rows.addWidget(self._scroll, 1)
        return side

    @Slot(QTreeWidgetItem)
    def _show_current(self, item: QTreeWidgetItem | None) -> None:
        """The list is as long as its rows; what scrolls is round it."""
        if item is not None:
            box = self.lists.visualItemRect(item)
            at = self.lists.viewport().mapTo(self._body, box.center())
            self._scroll.ensureVisible(at.x(), at.y(), 0, box.height())

    def show_ports(self, ports: Sequence[PlaceCalls], activity: PortActivity) -> None:
        """The list, and the chosen port's activity."""
        self._place = activity.id
        self._fill(ports)
        record = self._session.store.record
        port = next((port for port in record.ports if port.id == activity.id), None)
        if port is not None:
            counted = of_total(activity.calls, activity.total)
            ending = "" if activity.total == 1 else "s"
            self._title.setText(f"{port.names.en} · {counted} call{ending}")
            self._title.setToolTip(f"{port.names.en}, {ROLE_WORDS[port.role]}, {counted} call{ending}")
        self.chart.show_activity(activity)
        self.lists.show_activity(activity)
        self.sentence.setText(calls_sentence(activity))
        self.stay.setText(stay_sentence(activity.stay))
        self._show_filters()
        self._mark_months()
        is_hidden = not any(row.calls for row in ports) and any(row.total for row in ports)
        self._stack.setCurrentIndex(1 if is_hidden else 0)

    def _fill(self, ports: Sequence[PlaceCalls]) -> None:
        roles = {port.id: port for port in self._session.store.record.ports}
        self.list.blockSignals(True)
        self.list.setRowCount(len(ports))
        for place, row in enumerate(ports):
            port = roles[row.id]
            name = QTableWidgetItem(self._mark(port.role), port.names.en)
            name.setData(KEY_ROLE, row.id)
            name.setToolTip(f"{port.names.en}, {ROLE_WORDS[port.role]}")
            count = QTableWidgetItem(of_total(row.calls, row.total) if row.total else "–")
            count.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.list.setItem(place, 0, name)
            self.list.setItem(place, 1, count)
        whole = self._whole_port()
        row_ = next((place for place, row in enumerate(ports) if row.id == whole), -1)
        if row_ >= 0:
            self.list.selectRow(row_)
        self.list.blockSignals(False)

    def _id_at(self, row: int) -> str:
        item = self.list.item(row, 0)
        return "" if item is None else str(item.data(KEY_ROLE))

    def _whole_port(self) -> str:
        """The chosen port, or the one of which a part is chosen."""
        ports: dict[str, Port] = {port.id: port for port in self._session.store.record.ports}
        port = ports.get(self._place)
        return (port.parent_id or port.id) if port is not None else ""

    def _mark(self, role: PortRole) -> QIcon:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(MARK * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = PALETTES[self._session.style.theme]
        paint_symbol(painter, SYMBOLS[role], QRectF(0, -1, MARK.width(), MARK.height()), palette)
        painter.end()
        icon = QIcon(picture)
        icon.addPixmap(picture, QIcon.Mode.Selected)
        return icon

    def _show_filters(self) -> None:
        whole = self._whole_port()
        for kind, button in self.filters.items():
            button.setChecked(self._session.filter.choice(kind).values == (whole,))

    def _mark_months(self) -> None:
        """Months in which a selected voyage called here; nothing is asked for more than a look."""
        store = self._session.store
        ids = [key.removeprefix("voyage:") for key in self._session.selection if key.startswith("voyage:")]
        here = {self._place, *(port.id for port in store.record.ports if port.parent_id == self._place)}
        spans = [call.when for call in store.calls_of(store.voyages(ids)) if call.port_id in here]
        months: set[date] = {month_of(span.first_day) for span in spans if is_one_month(span)}
        self.chart.mark(months)

    @Slot()
    def _on_filter(self) -> None:
        whole = self._whole_port()
        names = {port.id: port.names.en for port in self._session.store.record.ports}
        for kind, button in self.filters.items():
            before = self._session.filter.choice(kind).values
            if button.isChecked() and before != (whole,):
                self._session.set_clause(ChoiceClause(kind, (whole,), (names[whole],)), self._name)
            elif not button.isChecked() and before == (whole,):
                self._session.drop(kind)

    @Slot()
    def _on_row(self) -> None:
        chosen = self.list.selectedItems()
        if chosen:
            ident = self._id_at(chosen[0].row())
            self.place_chosen.emit(ident)
            self._session.select((f"port:{ident}",), self._name)

    @Slot(object)
    def _on_changed(self, change: SessionChange) -> None:
        if Changed.SELECTION in change.what and self.isVisible():
            self.lists.show_selection()
            self._mark_months()
        if Changed.STYLE in change.what:
            roles = {port.id: port.role for port in self._session.store.record.ports}
            for row in range(self.list.rowCount()):
                item = self.list.item(row, 0)
                if item is not None:
                    item.setIcon(self._mark(roles[self._id_at(row)]))
            self.chart.update()
        if Changed.FILTER in change.what:
            self._show_filters()
